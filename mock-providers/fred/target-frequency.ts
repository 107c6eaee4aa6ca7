/**
 * The frequencies a series can be aggregated to, and the periods they cut time into.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html#frequency
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import type { Cadence } from "./series-spec.ts";

interface Weeks {
  readonly kind: "weeks";
  readonly days: 7 | 14;
  /** A day on which such a period ends. */
  readonly origin: number;
}

interface Months {
  readonly kind: "months";
  readonly months: 1 | 3 | 6 | 12;
}

export type TargetPeriods = Weeks | Months;

/** 1970-01-04, a Sunday; weeks end on the given weekday after it. */
const weeks = (endsOn: number): Weeks => ({ kind: "weeks", days: 7, origin: 3 + endsOn });
const months = (count: Months["months"]): Months => ({ kind: "months", months: count });

const targets = {
  w: weeks(5),
  bw: { kind: "weeks", days: 14, origin: dayNumber(2020, 1, 1) },
  m: months(1),
  q: months(3),
  sa: months(6),
  a: months(12),
  wef: weeks(5),
  weth: weeks(4),
  wew: weeks(3),
  wetu: weeks(2),
  wem: weeks(1),
  wesu: weeks(0),
  wesa: weeks(6),
  bwew: { kind: "weeks", days: 14, origin: dayNumber(2020, 1, 1) },
  bwem: { kind: "weeks", days: 14, origin: dayNumber(2020, 1, 6) },
} as const satisfies Record<string, TargetPeriods>;

export type FrequencyCode = "d" | keyof typeof targets;
type FrequencyChoices = readonly [FrequencyCode, ...FrequencyCode[]];

const slower = ["m", "q", "sa", "a"] as const;
const weekCodes = ["wesu", "wem", "wetu", "wew", "weth", "wef", "wesa"] as const;
// Proof for the cast: the keys of a literal are its own.
const fromDays = ["d", ...(Object.keys(targets) as (keyof typeof targets)[])] as const;

/** The codes a series takes; the first is its own frequency. Only slower ones than its own are there. */
export function frequencyChoices(cadence: Cadence): FrequencyChoices {
  switch (cadence.kind) {
    case "business-day":
    case "seven-day":
      return fromDays;
    case "week":
      return ["w", weekCodes[cadence.endsOn] ?? "w", "bw", "bwew", "bwem", ...slower];
    case "month":
      return slower;
    case "quarter":
      return ["q", "sa", "a"];
    case "year":
      return ["a"];
  }
}

/** Undefined when the code means the series' own frequency. */
export function targetPeriods(cadence: Cadence, code: FrequencyCode): TargetPeriods | undefined {
  const [own] = frequencyChoices(cadence);
  const alsoOwn = cadence.kind === "week" ? weekCodes[cadence.endsOn] : undefined;
  return code === "d" || code === own || code === alsoOwn ? undefined : targets[code];
}

/** The period a date falls into, counted from anywhere. */
export function periodOf(target: TargetPeriods, date: number): number {
  if (target.kind === "weeks") return Math.ceil((date - target.origin) / target.days);
  const { year, month } = civilDate(date);
  return Math.floor((year * 12 + month - 1) / target.months);
}

/** The date a period carries: weeks their last day, all others their first. */
export function labelOf(target: TargetPeriods, period: number): number {
  if (target.kind === "weeks") return target.origin + period * target.days;
  return dayNumber(0, period * target.months + 1, 1);
}

/** The day after a period's last. */
export function endOf(target: TargetPeriods, period: number): number {
  if (target.kind === "weeks") return labelOf(target, period) + 1;
  return labelOf(target, period + 1);
}

/** How many there are in a year, as FRED counts them for its growth rates. */
export function targetsPerYear(target: TargetPeriods): number {
  return target.kind === "weeks" ? 364 / target.days : 12 / target.months;
}
