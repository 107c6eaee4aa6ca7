/** Global Summary of the Month: a row per month, dated with its first day. */
import { civilDate, dayMs } from "../../kit/calendar.ts";
import { hashSeries } from "../../kit/digest.ts";
import { monthlyScales, show } from "./datatypes.ts";
import type { MonthStore } from "./month-store.ts";
import { type MonthlyType, type MonthlyValue, isReported, monthlyTypes } from "./month-summary.ts";
import { daysOfMonth, monthIndexOf } from "./months.ts";
import { monthMadeMs, monthsBefore } from "./publication.ts";
import type { StationRecord } from "./station-record.ts";
import { type Column, type Table, columnsOf } from "./table.ts";

export function createMonthlyTable(records: readonly StationRecord[], months: MonthStore): Table {
  const columns = columnsOf(records, "GSOM", (record) =>
    monthlyTypes
      .filter((type) => isReported(record, type))
      .map((type) => monthlyColumn(record, type, months)),
  );
  return {
    id: "GSOM",
    isObserved: true,
    frequency: "monthly",
    columns,
    dayOf: (month) => daysOfMonth(month).first,
    indexFrom: (day) => monthIndexOf(day) + (civilDate(day).day === 1 ? 0 : 1),
    startMs: (month) => daysOfMonth(month).first * dayMs,
    endMs: (month) => daysOfMonth(month).end * dayMs,
  };
}

function monthlyColumn(record: StationRecord, type: MonthlyType, months: MonthStore): Column {
  const scale = monthlyScales[type];
  const { station, firstDay } = record;
  const read = (month: number, nowMs: number): MonthlyValue | undefined => {
    const madeMs = monthMadeMs(month, nowMs);
    return madeMs === undefined ? undefined : months.get(record, month, madeMs)[type];
  };
  const known = (month: number, nowMs: number): MonthlyValue => {
    const found = read(month, nowMs);
    if (found === undefined) throw new Error(`GSOM has no ${type} of ${station.id} for ${month}`);
    return found;
  };
  const last = station.lastDay === undefined ? undefined : monthIndexOf(station.lastDay);
  return {
    stationId: station.id,
    datatype: type,
    hash: hashSeries("GSOM", `${station.id}.${type}`),
    unit: scale.unit,
    // The first whole month.
    firstIndex: monthIndexOf(firstDay) + (civilDate(firstDay).day === 1 ? 0 : 1),
    endIndex: (nowMs) =>
      last === undefined ? monthsBefore(nowMs) : Math.min(last + 1, monthsBefore(nowMs)),
    has: (month, nowMs) => read(month, nowMs) !== undefined,
    value: (month, nowMs, units) => show(scale, known(month, nowMs).value, units),
    attributes: (month, nowMs) => monthlyAttributes(type, known(month, nowMs), station.source),
  };
}

/** As recorded: `4,S` for counts, `4,S,13,` for extremes with their day, `4,,,S` for means and totals. */
function monthlyAttributes(
  type: MonthlyType,
  { missing, day }: MonthlyValue,
  source: string,
): string {
  const days = missing === 0 ? "" : String(missing);
  if (type.startsWith("D")) return `${days},${source}`;
  if (day !== undefined) return `${days},${source},${day},`;
  return `${days},,,${source}`;
}
