/**
 * The series of `listed-surveys.ts` at every frequency they have. Weekly retail prices are those of a Monday and come
 * out in its evening; their months and years are means of its Mondays. Everything else follows the rules of the
 * catalogued surveys.
 */
import { civilDate, dayMs, dayOf, hourMs, isBusinessDay } from "../kit/calendar.ts";
import { roundTo, seedOf } from "../kit/random.ts";
import { localToUtcMs } from "../kit/time-zone.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import type { ListedSeries } from "./listed-surveys.ts";
import { createMonthlyTimeline, spanOf } from "./monthly-timelines.ts";
import { mondayAxis, monthlyAxis, type PeriodAxis } from "./periods.ts";
import { listSpotSeries } from "./petroleum-series.ts";
import { supplyMonthlyReleaseMs } from "./publication.ts";
import {
  createPriceTimelines,
  createWeeklyTimeline,
  describeSurvey,
  type SurveyOptions,
} from "./survey-timelines.ts";
import { createLevelValues, createSpotPrices } from "./survey-values.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

export function createListedTimelines(
  options: SurveyOptions,
  { leaf, frequency }: { readonly leaf: Leaf; readonly frequency: FrequencyId },
  listed: readonly ListedSeries[],
): Timeline[] {
  const offered = leaf.frequencies.map(({ id }) => id);
  const request = { leaf, frequency, count: listed.length, catalogued: 0 };
  if (offered.includes("daily")) {
    const priceOf = createSpotPrices(options.seed);
    const sources = listed.map((series) => {
      const decimals = series.units === "$/GAL" ? (3 as const) : (2 as const);
      return { series, price: priceOf({ ...series, decimals, ratio: series.level }) };
    });
    return createPriceTimelines(options, request, sources);
  }
  const oil = createOilPrice(options.seed);
  return listed.map((series, position) => {
    const value = createLevelValues(options.seed, series);
    if (offered.includes("four-week-average")) {
      return createWeeklyTimeline(options, request, { series, position, value });
    }
    return offered.includes("weekly")
      ? createRetailTimeline({ leaf, frequency, series }, (day) =>
          // Two thirds of a price at the pump or the door follow crude oil, within a week or so.
          roundTo(value(day) * (0.35 + (0.65 * oil(day - 7)) / crudeLevel), series.decimals),
        )
      : createSupplyTimeline(options.seed, { leaf, frequency, series });
  });
}

/** Dollars a barrel in the years the levels are from. */
const crudeLevel = 68;

/** Crude oil by the day, without the one day it was below zero. */
function createOilPrice(seed: number): (day: number) => number {
  const [wti] = listSpotSeries(1);
  if (wti === undefined) throw new Error("No spot price of crude oil");
  return createSpotPrices(seed)({ ...wti, series: "listed crude" });
}

interface Listed {
  readonly leaf: Leaf;
  readonly frequency: FrequencyId;
  readonly series: ListedSeries;
}

/** Prices of Mondays, and the means of the Mondays in a month or year. */
function createRetailTimeline(
  { leaf, frequency, series }: Listed,
  value: (day: number) => number,
): Timeline {
  const { axis } = frequency === "weekly" ? { axis: mondayAxis } : spanOf(frequency);
  const holding = (day: number) => axis.indexFrom((day + 1) * dayMs) - 1;
  return createTimeline({
    ...describeSurvey(leaf, series, frequency),
    axis,
    firstIndex:
      frequency === "weekly"
        ? axis.indexFrom((series.firstDay - 6) * dayMs)
        : holding(series.firstDay),
    publishedBefore: frequency === "weekly" ? mondaysBefore : (nowMs) => periodsBefore(axis, nowMs),
    measures: [
      {
        column: "value",
        unit: series.units,
        value: frequency === "weekly" ? (index) => value(mondayOf(index)) : meanOfMondays,
      },
    ],
  });

  function meanOfMondays(index: number): number {
    const from = Math.max(dayOf(axis.startMs(index)), series.firstDay);
    const to = dayOf(axis.endMs(index));
    let sum = 0;
    let count = 0;
    for (let day = mondayOf(Math.ceil((from - 4) / 7)); day < to; day += 7) {
      sum += value(day);
      count++;
    }
    return roundTo(sum / Math.max(1, count), series.decimals);
  }
}

function mondayOf(index: number): number {
  return index * 7 + 4;
}

/** Monday at 20:30 Eastern, when its day is over in UTC; Tuesday when that is a holiday. */
function mondaysBefore(nowMs: number): number {
  let index = Math.floor((dayOf(nowMs) - 4) / 7);
  while (retailReleaseMs(mondayOf(index)) > nowMs) index--;
  return index + 1;
}

function retailReleaseMs(monday: number): number {
  const day = isBusinessDay(monday) ? monday : monday + 1;
  return localToUtcMs("eastern", day * dayMs + 20.5 * hourMs);
}

/** A month or year is out when it is over and its last Monday is. */
function periodsBefore(axis: PeriodAxis, nowMs: number): number {
  const nextMondayMs = mondayOf(mondaysBefore(nowMs)) * dayMs;
  return axis.indexFrom(Math.min(nextMondayMs, nowMs) + 1) - 1;
}

/** By the month, two months behind; routes that have ended stay as they are. */
function createSupplyTimeline(seed: number, { leaf, frequency, series }: Listed): Timeline {
  // As routes that share a series do.
  const ownSeed = seedOf(seed, `pipe ${series.series}`);
  const valueOn = createLevelValues(seed, series);
  const { year, month } = civilDate(series.firstDay);
  const isAnnual = leaf.frequencies.every(({ id }) => id === "annual");
  const isFlow = /^(MBBL|MMCF|BCF|MMBBL)$/.test(series.units) && !series.process.startsWith("S");
  const timeline = createMonthlyTimeline(
    { ...describeSurvey(leaf, series, frequency), unit: series.units },
    {
      seed: ownSeed,
      value: (at) => valueOn(dayOf(monthlyAxis.startMs(isAnnual ? at - (at % 12) : at))),
      firstMonth: year * 12 + month - 1,
      releaseMs: supplyMonthlyReleaseMs,
      lagMonths: isAnnual ? 9 : 2,
      errorSize: isAnnual ? 0 : 0.01,
      decimals: series.decimals,
      combine: isFlow && !isAnnual ? "sum" : "mean",
    },
  );
  const { lastDay } = series;
  if (lastDay === undefined) return timeline;
  // The last year of a monthly route was never completed.
  const after = frequency === "annual" && !isAnnual ? lastDay : lastDay + 1;
  const open = frequency === "annual" && !isAnnual ? 1 : 0;
  const end = timeline.axis.indexFrom(after * dayMs) - open;
  return {
    ...timeline,
    publishedBefore: (nowMs) => Math.min(end, timeline.publishedBefore(nowMs)),
  };
}
