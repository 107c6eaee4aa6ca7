/** Global Summary of the Year: a row per year, dated with its first day. */
import { civilDate, dayMs, dayNumber } from "../../kit/calendar.ts";
import { monthlyScales, show } from "./datatypes.ts";
import type { MonthStore } from "./month-store.ts";
import { isReported } from "./month-summary.ts";
import { monthMadeMs } from "./publication.ts";
import type { StationRecord } from "./station-record.ts";
import { type Column, type Table, columnsOf } from "./table.ts";
import { type YearlyType, summariseYear, yearlyTypes, yearsBefore } from "./year-summary.ts";

export function createYearlyTable(records: readonly StationRecord[], months: MonthStore): Table {
  const columns = columnsOf(records, "GSOY", (record) =>
    yearlyTypes
      .filter((type) => isReported(record, type))
      .map((type) => yearlyColumn(record, type, months)),
  );
  return {
    id: "GSOY",
    isObserved: false,
    frequency: "annual",
    columns,
    dayOf: (year) => dayNumber(year, 1, 1),
    indexFrom: (day) =>
      civilDate(day).year + (dayNumber(civilDate(day).year, 1, 1) === day ? 0 : 1),
    startMs: (year) => dayNumber(year, 1, 1) * dayMs,
    endMs: (year) => dayNumber(year + 1, 1, 1) * dayMs,
  };
}

function yearlyColumn(record: StationRecord, type: YearlyType, months: MonthStore): Column {
  const scale = monthlyScales[type];
  const { station, firstDay } = record;
  const read = (year: number, nowMs: number): number | undefined =>
    summariseYear(type, year, (month) => {
      const madeMs = monthMadeMs(month, nowMs);
      return madeMs === undefined ? undefined : months.get(record, month, madeMs)[type];
    });
  return {
    stationId: station.id,
    datatype: type,
    hash: 0,
    unit: scale.unit,
    firstIndex: civilDate(firstDay - 1).year + 1,
    endIndex: yearsBefore,
    has: (year, nowMs) => read(year, nowMs) !== undefined,
    value: (year, nowMs, units) => show(scale, read(year, nowMs) ?? 0, units),
    attributes: () => `,${station.source}`,
  };
}
