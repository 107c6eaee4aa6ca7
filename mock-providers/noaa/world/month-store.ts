/** Months are dear to make and asked for often: the latest ones of all stations are kept. */
import { type MonthSummary, summariseMonth } from "./month-summary.ts";
import { daysOfMonth } from "./months.ts";
import type { StationRecord } from "./station-record.ts";

export interface MonthStore {
  /** The month as it was known at `madeMs`. */
  get(record: StationRecord, month: number, madeMs: number): MonthSummary;
}

interface Kept {
  readonly madeMs: number;
  readonly summary: MonthSummary;
}

/** Some 20 MB; a catalogue of 50 series asks for a fifth of it. */
const monthsMax = 20_000;

/** Of each month one version is kept: a clock moves on, and older versions are asked for once, by whoever reads a ledger. */
export function createMonthStore(): MonthStore {
  const stations = new Map<StationRecord, Map<number, Kept>>();
  let count = 0;
  return {
    get(record, month, madeMs) {
      let months = stations.get(record);
      const known = months?.get(month);
      if (known?.madeMs === madeMs) return known.summary;
      const summary = summariseMonth(record, daysOfMonth(month), madeMs);
      if (count >= monthsMax) {
        stations.clear();
        months = undefined;
        count = 0;
      }
      if (months === undefined) {
        months = new Map();
        stations.set(record, months);
      }
      if (!months.has(month)) count++;
      months.set(month, { madeMs, summary });
      return summary;
    },
  };
}
