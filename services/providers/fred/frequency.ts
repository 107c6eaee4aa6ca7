/** FRED observation dates to intervals, by `frequency_short`; see `docs/data-model.md`. */
import { addMonths, dayMs, formatDate } from "../calendar.ts";
import type { TimeRange } from "../ranges.ts";

interface Interval {
  /** Days from the interval's start to the date FRED gives: 0 where the date is the start. */
  readonly leadDays: number;
  readonly endMs: (startMs: number) => number;
}

const days = (count: number): Interval => ({
  leadDays: count - 1,
  endMs: (startMs) => startMs + count * dayMs,
});
const months = (count: number): Interval => ({
  leadDays: 0,
  endMs: (startMs) => addMonths(startMs, count),
});

/** Weekly and biweekly dates are the period's last day, all others its first. */
export const fredIntervals = {
  D: days(1),
  W: days(7),
  BW: days(14),
  M: months(1),
  Q: months(3),
  SA: months(6),
  A: months(12),
} as const satisfies Record<string, Interval>;

export type FredFrequency = keyof typeof fredIntervals;

export function isFredFrequency(value: unknown): value is FredFrequency {
  return typeof value === "string" && Object.hasOwn(fredIntervals, value);
}

export function intervalOf(frequency: FredFrequency, dateMs: number): TimeRange {
  const { leadDays, endMs } = fredIntervals[frequency];
  const startMs = dateMs - leadDays * dayMs;
  return { startMs, endMs: endMs(startMs) };
}

/** The first and last observation date whose interval may start in the range, both inclusive. */
export function datesIn(
  frequency: FredFrequency,
  { startMs, endMs }: TimeRange,
): { readonly start: string; readonly end: string } {
  const leadMs = fredIntervals[frequency].leadDays * dayMs;
  return {
    start: formatDate(Math.ceil(startMs / dayMs) * dayMs + leadMs),
    end: formatDate(Math.floor((endMs - 1) / dayMs) * dayMs + leadMs),
  };
}
