/** GHCN-Daily: a row per day, as stations report them. */
import { dayMs } from "../../kit/calendar.ts";
import { hashSeries } from "../../kit/digest.ts";
import { dailyScales, show } from "./datatypes.ts";
import type { DailyType, StationRecord } from "./station-record.ts";
import { type Column, type Table, columnsOf } from "./table.ts";

export function createDailyTable(records: readonly StationRecord[]): Table {
  const columns = columnsOf(records, "GHCND", (record) =>
    record.station.dailyTypes.map((type) => dailyColumn(record, type as DailyType)),
  );
  return {
    id: "GHCND",
    isObserved: true,
    frequency: "daily",
    columns,
    dayOf: (day) => day,
    indexFrom: (day) => day,
    startMs: (day) => day * dayMs,
    endMs: (day) => (day + 1) * dayMs,
  };
}

function dailyColumn(record: StationRecord, type: DailyType): Column {
  const scale = dailyScales[type];
  const { station, firstDay, publication } = record;
  return {
    stationId: station.id,
    datatype: type,
    hash: hashSeries("GHCND", `${station.id}.${type}`),
    unit: scale.unit,
    firstIndex: firstDay,
    endIndex: (nowMs) => publication.publishedBefore(nowMs),
    has: (day, nowMs) => record.has(type, day, nowMs),
    value: (day, nowMs, units) => show(scale, record.value(type, day, nowMs), units),
    attributes: (day, nowMs) => record.attributes(type, day, nowMs),
  };
}
