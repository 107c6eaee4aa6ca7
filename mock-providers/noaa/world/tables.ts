/**
 * The datasets that answer data, as tables of columns: one column per station and datatype, one row per day,
 * month or year. A column is read by index, so an answer walks through time without making what it skips.
 */
import { civilDate, dayMs, dayNumber } from "../../kit/calendar.ts";
import { hashSeries } from "../../kit/digest.ts";
import {
  type NormalType,
  type Units,
  dailyScales,
  monthlyScales,
  normalScale,
  normalTypes,
  show,
} from "./datatypes.ts";
import { normalTemperatures } from "./daily-weather.ts";
import { type MonthlyType, type MonthlyValue, monthlyTypes } from "./month-summary.ts";
import type { MonthStore } from "./month-store.ts";
import { daysOfMonth, monthIndexOf } from "./months.ts";
import { monthMadeMs, monthsBefore } from "./publication.ts";
import type { DailyType, StationRecord } from "./station-record.ts";
import { type YearlyType, summariseYear, yearlyTypes, yearsBefore } from "./year-summary.ts";

export interface Column {
  readonly stationId: string;
  readonly datatype: string;
  /** For `TruthDigest.add`; only columns of the data model have one. */
  readonly hash: number;
  /** Unit of the metric value. */
  readonly unit: string;
  readonly firstIndex: number;
  /** Index after the newest row that may be out. */
  endIndex(nowMs: number): number;
  has(index: number, nowMs: number): boolean;
  /** Only for rows that `has` knows. */
  value(index: number, nowMs: number, units: Units): number;
  attributes(index: number, nowMs: number): string;
}

export interface Table {
  readonly id: string;
  /** Requests must span less than this. */
  readonly yearsMax: 1 | 10;
  /** Whether its values are observations of the data model. */
  readonly isObserved: boolean;
  readonly frequency: string;
  readonly columns: readonly Column[];
  /** The day a row is dated with. */
  dayOf(index: number): number;
  /** First row dated at or after a day. */
  indexFrom(day: number): number;
  /** The interval of a row, UTC milliseconds. */
  startMs(index: number): number;
  endMs(index: number): number;
}

/** Columns are sorted by datatype, then station: the order of rows of one date. */
export function createTables(
  records: readonly StationRecord[],
  months: MonthStore,
): readonly Table[] {
  return [
    dailyTable(records),
    monthlyTable(records, months),
    yearlyTable(records, months),
    normalsTable(records),
  ];
}

function dailyTable(records: readonly StationRecord[]): Table {
  const columns = columnsOf(records, "GHCND", (record) =>
    record.station.dailyTypes.map((type) => dailyColumn(record, type as DailyType)),
  );
  return {
    id: "GHCND",
    yearsMax: 1,
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

function monthlyTable(records: readonly StationRecord[], months: MonthStore): Table {
  const columns = columnsOf(records, "GSOM", (record) =>
    monthlyTypes
      .filter((type) => isReported(record, type))
      .map((type) => monthlyColumn(record, type, months)),
  );
  return {
    id: "GSOM",
    yearsMax: 10,
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
export function monthlyAttributes(
  type: MonthlyType,
  { missing, day }: MonthlyValue,
  source: string,
): string {
  const days = missing === 0 ? "" : String(missing);
  if (type.startsWith("D")) return `${days},${source}`;
  if (day !== undefined) return `${days},${source},${day},`;
  return `${days},,,${source}`;
}

function yearlyTable(records: readonly StationRecord[], months: MonthStore): Table {
  const columns = columnsOf(records, "GSOY", (record) =>
    yearlyTypes
      .filter((type) => isReported(record, type))
      .map((type) => yearlyColumn(record, type, months)),
  );
  return {
    id: "GSOY",
    yearsMax: 10,
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

const firstNormalDay = dayNumber(2010, 1, 1);

function normalsTable(records: readonly StationRecord[]): Table {
  const columns = columnsOf(records, "NORMAL_DLY", (record) =>
    normalTypes.map((type) => normalColumn(record, type)),
  );
  return {
    id: "NORMAL_DLY",
    yearsMax: 1,
    isObserved: false,
    frequency: "daily",
    columns,
    dayOf: (day) => day,
    indexFrom: (day) => day,
    startMs: (day) => day * dayMs,
    endMs: (day) => (day + 1) * dayMs,
  };
}

/** `C`: a complete record of thirty years stands behind the normal. */
function normalColumn({ station }: StationRecord, type: NormalType): Column {
  return {
    stationId: station.id,
    datatype: type,
    hash: 0,
    unit: normalScale.unit,
    firstIndex: firstNormalDay,
    endIndex: () => dayNumber(2011, 1, 1),
    has: (day) => day >= firstNormalDay && day < dayNumber(2011, 1, 1),
    value(day, _nowMs, units) {
      // Proof for the assertion below: records exist for stations with a climate alone.
      const { maxC, minC } =
        station.climate === undefined
          ? { maxC: 0, minC: 0 }
          : normalTemperatures(station.climate, day);
      const celsius = {
        "DLY-TAVG-NORMAL": (maxC + minC) / 2,
        "DLY-TMAX-NORMAL": maxC,
        "DLY-TMIN-NORMAL": minC,
      }[type];
      return show(normalScale, Math.floor((celsius * 1.8 + 32) * 10 + 0.5), units);
    },
    attributes: () => "C",
  };
}

function columnsOf(
  records: readonly StationRecord[],
  dataset: string,
  make: (record: StationRecord) => readonly Column[],
): readonly Column[] {
  return records
    .filter(({ station }) => station.datasets.includes(dataset))
    .flatMap(make)
    .sort((a, b) => compareText(a.datatype, b.datatype) || compareText(a.stationId, b.stationId));
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A summary needs the daily values it is made of. */
function isReported({ station }: StationRecord, type: MonthlyType): boolean {
  const { dailyTypes } = station;
  if (type === "PRCP" || type === "EMXP" || type === "DP01") return dailyTypes.includes("PRCP");
  if (type === "SNOW" || type === "AWND") return dailyTypes.includes(type);
  return dailyTypes.includes("TMAX") && dailyTypes.includes("TMIN");
}
