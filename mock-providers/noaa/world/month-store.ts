/** Months are dear to make and asked for often: the latest ones of all stations are kept. */
import { type MonthSummary, summariseMonth } from "./month-summary.ts";
import { daysOfMonth } from "./months.ts";
import type { StationRecord } from "./station-record.ts";

export interface MonthStore {
  /** The month as it was known at `madeMs`. */
  get(record: StationRecord, month: number, madeMs: number): MonthSummary;
}

/** Some 20 MB; a catalogue of 50 series asks for half as many. */
const monthsMax = 20_000;

export function createMonthStore(): MonthStore {
  const kept = new Map<string, MonthSummary>();
  return {
    get(record, month, madeMs) {
      const key = `${record.station.id} ${madeMs} ${month}`;
      const known = kept.get(key);
      if (known !== undefined) return known;
      const summary = summariseMonth(record, daysOfMonth(month), madeMs);
      if (kept.size >= monthsMax) kept.clear();
      kept.set(key, summary);
      return summary;
    },
  };
}
