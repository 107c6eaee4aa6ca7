/**
 * The lengths an observation's interval may have, as ISO 8601 durations. Intervals start where their length
 * puts them: minutes and hours at a multiple of their length, days and weeks at UTC midnight, months
 * and longer on the first of a month at UTC midnight.
 */
export const intervalKinds = [
  "PT5M",
  "PT15M",
  "PT1H",
  "P1D",
  "P7D",
  "P14D",
  "P1M",
  "P3M",
  "P6M",
  "P1Y",
] as const;
export type IntervalKind = (typeof intervalKinds)[number];

/** Whether `[startMs, endMs)` is an interval of the kind. */
export function isInterval(kind: IntervalKind, startMs: number, endMs: number): boolean {
  const { lengthMs, months } = shapes[kind];
  if (months === 0) {
    return endMs - startMs === lengthMs && startMs % Math.min(lengthMs, dayMs) === 0;
  }
  // Most intervals of another kind differ by far: no date has to be built for them.
  if (Math.abs(endMs - startMs - lengthMs) > slackMs || startMs % dayMs !== 0) return false;
  const start = new Date(startMs);
  return (
    start.getUTCDate() === 1 &&
    Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1) === endMs
  );
}

/** How many intervals of the kind follow one another from the one at `firstMs` to the one at `lastMs`, both counted. */
export function countIntervals(kind: IntervalKind, firstMs: number, lastMs: number): number {
  const { lengthMs } = shapes[kind];
  return Math.round((lastMs - firstMs) / lengthMs) + 1;
}

interface Shape {
  /** Exact for kinds of no months, the mean for the others. */
  readonly lengthMs: number;
  readonly months: number;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const monthMs = 30.436875 * dayMs;
/** Half a year and a year deviate most from the multiple of the mean month: 181 to 184 and 365 to 366 days. */
const slackMs = 4 * dayMs;

const shapes: Readonly<Record<IntervalKind, Shape>> = {
  PT5M: { lengthMs: hourMs / 12, months: 0 },
  PT15M: { lengthMs: hourMs / 4, months: 0 },
  PT1H: { lengthMs: hourMs, months: 0 },
  P1D: { lengthMs: dayMs, months: 0 },
  P7D: { lengthMs: 7 * dayMs, months: 0 },
  P14D: { lengthMs: 14 * dayMs, months: 0 },
  P1M: { lengthMs: monthMs, months: 1 },
  P3M: { lengthMs: 3 * monthMs, months: 3 },
  P6M: { lengthMs: 6 * monthMs, months: 6 },
  P1Y: { lengthMs: 12 * monthMs, months: 12 },
};
