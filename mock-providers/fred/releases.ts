/** When a series is published: every vintage with the periods it states, in order of time. */
import {
  addBusinessDays,
  civilDate,
  dayMs,
  isBusinessDay,
  nthWeekday,
  dayNumber,
} from "../kit/calendar.ts";
import { hash32, seedOf } from "../kit/random.ts";
import { localToUtcMs } from "../kit/time-zone.ts";
import { intervalEndDay, periodDate, periodFrom } from "./periods.ts";
import type { ReleaseRule, SeriesSpec } from "./series-spec.ts";

export interface Release {
  readonly day: number;
  /** Periods stated for the first time or again; may overlap, each counts once. */
  readonly ranges: readonly PeriodRange[];
}

export interface PeriodRange {
  readonly from: number;
  readonly to: number;
  /** Which part of the range changes, 1 for all. */
  readonly share: number;
}

/** Every release from the archive's start to `lastDay`; days ascend and differ. */
export function listReleases(spec: SeriesSpec, lastDay: number): Release[] {
  const archiveDay = parseSpecDay(spec.archiveStart);
  const first = firstPeriod(spec);
  // What was published before the archive began came into it as one vintage, so there is no need to
  // date the releases before it; the margin covers the slowest agency.
  const begin = Math.max(first, periodFrom(spec.cadence, archiveDay - slowestDays(spec)));
  const merged: { day: number; ranges: PeriodRange[] }[] = [
    { day: archiveDay, ranges: begin > first ? [{ from: first, to: begin - 1, share: 1 }] : [] },
  ];
  const releases = spec.cadence.kind === "quarter" ? quarterlyReleases : periodicReleases;
  for (const { day, ranges } of releases(spec, first, begin, lastDay)) {
    const latest = merged.at(-1);
    if (latest !== undefined && latest.day >= day) latest.ranges.push(...ranges);
    else merged.push({ day, ranges: [...ranges] });
  }
  return merged[0]?.ranges.length === 0 ? merged.slice(1) : merged;
}

/**
 * Releases with a day in `[fromDay, lastDay]`, and some before, without those of the archive's beginning.
 * Days ascend; two may be equal.
 */
export function* releasesSince(
  spec: SeriesSpec,
  fromDay: number,
  lastDay: number,
): Generator<Release> {
  const first = firstPeriod(spec);
  const begin = Math.max(first, periodFrom(spec.cadence, fromDay - slowestDays(spec)));
  const releases = spec.cadence.kind === "quarter" ? quarterlyReleases : periodicReleases;
  yield* releases(spec, first, begin, lastDay);
}

/** No release lies further behind the date of the newest period it states. */
function slowestDays({ cadence }: SeriesSpec): number {
  return slowest[cadence.kind];
}

const slowest = {
  "business-day": 45,
  "seven-day": 45,
  week: 60,
  month: 200,
  quarter: 400,
  year: 900,
} as const satisfies Record<SeriesSpec["cadence"]["kind"], number>;

export function firstPeriod(spec: SeriesSpec): number {
  return periodFrom(spec.cadence, parseSpecDay(spec.firstDate)) - (spec.withdrawnPeriods ?? 0);
}

/** Dates in the series table are literals; a wrong one is a mistake in the table. */
export function parseSpecDay(text: string): number {
  const [year, month, day] = text.split("-").map(Number);
  if (year === undefined || month === undefined || day === undefined) {
    throw new Error(`Cannot read the date "${text}" of the series table: expected YYYY-MM-DD`);
  }
  return dayNumber(year, month, day);
}

/**
 * The instant a vintage shows on FRED: 20 to 30 minutes after the agency's release, the series of one release
 * within seconds of each other. The same in every world, so that a timetable can be told without a seed.
 */
export function vintageInstant(spec: SeriesSpec, day: number): number {
  return releaseInstant(spec, day) + (seedOf(day, spec.id) % releaseSeconds) * 1000;
}

/** Series of one release appear in as many different seconds at most, the first of them at `releaseInstant`. */
export const releaseSeconds = 6;

export function releaseInstant({ releaseId, release }: SeriesSpec, day: number): number {
  const seconds = release.minutes * 60 + 1200 + (hash32(releaseId, day) % 590);
  return localToUtcMs("eastern", day * dayMs + seconds * 1000);
}

function* periodicReleases(
  spec: SeriesSpec,
  first: number,
  begin: number,
  lastDay: number,
): Generator<Release> {
  const stages = spec.revisions?.stages ?? 0;
  for (let period = begin; ; period++) {
    const lastOfPeriod = intervalEndDay(spec.cadence, periodDate(spec.cadence, period)) - 1;
    const day = releaseDay(spec.release, lastOfPeriod);
    if (day > lastDay) return;
    const newest = { from: Math.max(first, period - stages), to: period, share: 1 };
    yield { day, ranges: [newest, ...annualRange(spec, first, period, day)] };
  }
}

/** One release a month: the first, second and third estimate of the latest quarter. */
function* quarterlyReleases(
  spec: SeriesSpec,
  first: number,
  begin: number,
  lastDay: number,
): Generator<Release> {
  const stages = spec.revisions?.stages ?? 0;
  for (let month = (begin + 1) * 3; ; month++) {
    const stage = ((month % 3) + 3) % 3;
    if (stage > stages) continue;
    const quarter = Math.floor(month / 3) - 1;
    const lastOfQuarter = intervalEndDay(spec.cadence, periodDate(spec.cadence, quarter)) - 1;
    const day = releaseDay(spec.release, lastOfQuarter, stage);
    if (day > lastDay) return;
    const newest = { from: quarter, to: quarter, share: 1 };
    yield { day, ranges: [newest, ...annualRange(spec, first, quarter, day)] };
  }
}

function annualRange(
  spec: SeriesSpec,
  first: number,
  newest: number,
  day: number,
): readonly PeriodRange[] {
  const annual = spec.revisions?.annual;
  if (annual === undefined) return [];
  const { year, month } = civilDate(day);
  if (month !== annual.month) return [];
  const everything = spec.revisions?.comprehensive === true && year % 5 === 3;
  if (everything) return [{ from: first, to: newest, share: 1 }];
  return [{ from: Math.max(first, newest - annual.periods), to: newest, share: annual.share }];
}

function releaseDay(rule: ReleaseRule, lastOfPeriod: number, monthsMore = 0): number {
  switch (rule.kind) {
    case "business-days":
      return addBusinessDays(lastOfPeriod, rule.lag);
    case "days":
      return addBusinessDays(lastOfPeriod + rule.lag, 0);
    case "month-day": {
      const { year, month } = civilDate(lastOfPeriod);
      return addBusinessDays(dayNumber(year, month + rule.months + monthsMore, rule.day), 0);
    }
    case "weekday": {
      const { year, month } = civilDate(
        dayNumber(0, monthOf(lastOfPeriod) + rule.months + monthsMore, 1),
      );
      let day = nthWeekday(year, month, rule.weekday, rule.nth);
      // The last Thursday of December falls into the holidays; agencies publish before them.
      if (rule.nth < 0 && month === 12) day = Math.min(day, dayNumber(year, 12, 23));
      while (!isBusinessDay(day)) day--;
      return day;
    }
  }
}

/** Months since year 0, counted from 1 as `dayNumber` takes them. */
function monthOf(day: number): number {
  const { year, month } = civilDate(day);
  return year * 12 + month;
}
