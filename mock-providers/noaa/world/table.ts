/**
 * A dataset that answers data, as a table of columns: one column per station and datatype, one row per day,
 * month or year. A column is read by index, so an answer walks through time without making what it skips.
 */
import type { Units } from "./datatypes.ts";
import type { StationRecord } from "./station-record.ts";

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

/** Sorted by datatype, then station: the order of rows of one date. */
export function columnsOf(
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
