/**
 * Series that are made by the month: their months, and the quarters and years formed from them. A month comes out
 * with the release of a later month, as an estimate that the next releases replace; three releases on it is
 * settled (domain sheet section 6: monthly numbers replace earlier estimates; the counts are unverified).
 */
import { roundTo, uniform } from "../kit/random.ts";
import type { FrequencyId } from "./leaf.ts";
import { annualAxis, monthlyAxis, quarterlyAxis, type PeriodAxis } from "./periods.ts";
import { latestMonth, type MonthlyRelease } from "./publication.ts";
import type { Reach } from "./reach.ts";
import { createTimeline, type Timeline, type TimelineSource, type ValueAt } from "./timeline.ts";

export interface MonthlySource {
  readonly seed: number;
  /** The settled value; months count from January of year 0. */
  readonly value: (month: number) => number;
  readonly firstMonth: number;
  readonly releaseMs: MonthlyRelease;
  /** A month comes out with the release of so many months later. */
  readonly lagMonths: number;
  /** How far off the first estimate may be, relative to the value. */
  readonly errorSize: number;
  readonly decimals: number;
  /** How quarters and years are formed. */
  readonly combine: "sum" | "mean";
  /** Present for catalogued series. */
  readonly reach?: Reach;
}

export interface MonthlyDescription extends Pick<
  TimelineSource,
  "leaf" | "name" | "frequency" | "location" | "columns"
> {
  readonly unit: string;
}

export function createMonthlyTimeline(
  { unit, ...description }: MonthlyDescription,
  source: MonthlySource,
): Timeline {
  const { axis, months } = spanOf(description.frequency);
  const { decimals, combine } = source;
  const publishedBefore = (nowMs: number) => Math.floor(monthsBefore(source, nowMs) / months);
  const first = Math.ceil(source.firstMonth / months);
  return createTimeline({
    ...description,
    axis,
    firstIndex: source.reach?.firstIndex(first, publishedBefore) ?? first,
    publishedBefore,
    measures: [
      {
        column: "value",
        unit,
        value: combineMonths(createEstimates(source), { months, decimals, combine }),
      },
    ],
  });
}

/** Index after the newest month that is out. */
export function monthsBefore(
  { releaseMs, lagMonths }: Pick<MonthlySource, "releaseMs" | "lagMonths">,
  nowMs: number,
): number {
  return latestMonth(nowMs, releaseMs) - lagMonths + 1;
}

/** The axis of a frequency and how many months its periods have. */
export function spanOf(frequency: FrequencyId): { axis: PeriodAxis; months: 1 | 3 | 12 } {
  if (frequency === "annual") return { axis: annualAxis, months: 12 };
  if (frequency === "quarterly") return { axis: quarterlyAxis, months: 3 };
  return { axis: monthlyAxis, months: 1 };
}

/** Periods of several months from the months themselves, as they stand at the instant. */
export function combineMonths(
  valueAt: ValueAt,
  options: { months: number; decimals: number; combine: "sum" | "mean" },
): ValueAt {
  const { months, decimals, combine } = options;
  if (months === 1) return valueAt;
  return (index, nowMs) => {
    let sum = 0;
    for (let month = index * months; month < (index + 1) * months; month++) {
      const part = valueAt(month, nowMs);
      if (part === null) return null;
      sum += part;
    }
    return roundTo(combine === "sum" ? sum : sum / months, decimals);
  };
}

/** How many releases have come since the one that brought a month. Never below zero. */
export function createReleaseCount({
  releaseMs,
  lagMonths,
}: Pick<MonthlySource, "releaseMs" | "lagMonths">): (month: number, nowMs: number) => number {
  let lastMs = Number.NaN;
  let lastRelease = 0;
  return (month, nowMs) => {
    if (nowMs !== lastMs) {
      lastMs = nowMs;
      lastRelease = latestMonth(nowMs, releaseMs);
    }
    return Math.max(0, lastRelease - lagMonths - month);
  };
}

function createEstimates(source: MonthlySource): ValueAt {
  const { seed, value, errorSize, decimals } = source;
  const releasesSince = createReleaseCount(source);
  return (month, nowMs) => {
    const settled = value(month);
    const error = estimateError(seed, month, releasesSince(month, nowMs));
    return error === 0 ? settled : roundTo(settled * (1 + errorSize * error), decimals);
  };
}

/** Relative to the size of first errors; 0 once settled. A release changes about six in ten open months. */
export function estimateError(seed: number, month: number, releases: number): number {
  if (releases >= 3) return 0;
  let error = 0;
  for (let release = releases; release < 3; release++) {
    const drawn = uniform(seed + 91 + release, month);
    if (drawn < 0.6) error += (drawn / 0.3 - 1) / (release + 1);
  }
  return error;
}
