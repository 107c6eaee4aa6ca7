/** The series of the petroleum and natural gas surveys at every frequency they have. */
import { civilDate, dayOf } from "../kit/calendar.ts";
import { roundTo, seedOf, uniform } from "../kit/random.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import { gasPriceSeries, storageSeries } from "./gas-series.ts";
import type { MarketDays } from "./market-calendar.ts";
import { createMonthlyTimeline, type MonthlySource } from "./monthly-timelines.ts";
import {
  listSpotSeries,
  listStockSeries,
  realSpotSeries,
  realStockSeries,
} from "./petroleum-series.ts";
import { pipeSeries, refinerySeries, supplySeries } from "./supply-series.ts";
import { annualAxis, dailyAxis, monthlyAxis, weeklyAxis, type PeriodAxis } from "./periods.ts";
import {
  latestRelease,
  latestStorageWeek,
  petroleumReleaseMs,
  storageReleaseMs,
  supplyMonthlyReleaseMs,
} from "./publication.ts";
import type { Reach } from "./reach.ts";
import {
  gasPrices,
  gasStorage,
  pipelineMoves,
  refineryUse,
  spotPrices,
  weeklyStocks,
  weeklySupply,
} from "./survey-leaves.ts";
import type { SurveySeries } from "./survey-series.ts";
import {
  createGasPrices,
  createLevelValues,
  createSpotPrices,
  createStorageValues,
  meanPrice,
  type DayValue,
} from "./survey-values.ts";
import { createTimeline, type Timeline, type ValueAt } from "./timeline.ts";

export interface SurveyOptions {
  readonly seed: number;
  readonly reach: Reach;
  readonly marketDays: MarketDays;
}

export interface SurveyRequest {
  readonly leaf: Leaf;
  readonly frequency: FrequencyId;
  readonly count: number;
  /** The first of them reach back as far as the catalogue promises, at the catalogue's frequency. */
  readonly catalogued: number;
}

/** How many real series a leaf has. */
export function countSurveySeries(leaf: Leaf): number {
  if (leaf === weeklyStocks) return realStockSeries;
  if (leaf === spotPrices) return realSpotSeries;
  if (leaf === gasPrices) return gasPriceSeries.length;
  if (leaf === gasStorage) return storageSeries.length;
  if (leaf === weeklySupply) return supplySeries.length;
  return leaf === refineryUse ? refinerySeries.length : pipeSeries.length;
}

export function createSurveyTimelines(options: SurveyOptions, request: SurveyRequest): Timeline[] {
  const { seed } = options;
  const { leaf, count } = request;
  if (leaf === spotPrices) {
    const priceOf = createSpotPrices(seed);
    const sources = listSpotSeries(count).map((series) => ({ series, price: priceOf(series) }));
    return createPriceTimelines(options, request, sources);
  }
  if (leaf === gasPrices) {
    const priceOf = createGasPrices(seed);
    const sources = gasPriceSeries
      .slice(0, count)
      .map((series) => ({ series, price: priceOf(series) }));
    return createPriceTimelines(options, request, sources);
  }
  if (leaf === gasStorage) {
    const valueOf = createStorageValues(seed);
    return storageSeries
      .slice(0, count)
      .map((series, position) =>
        createWeeklyTimeline(options, request, { series, position, value: valueOf(series) }),
      );
  }
  if (leaf === pipelineMoves) {
    return pipeSeries
      .slice(0, count)
      .map((series) =>
        createPipeTimeline(options, request, series, createLevelValues(seed, series)),
      );
  }
  const listed =
    leaf === weeklyStocks
      ? listStockSeries(count)
      : (leaf === weeklySupply ? supplySeries : refinerySeries).slice(0, count);
  return listed.map((series, position) =>
    createWeeklyTimeline(options, request, {
      series,
      position,
      value: createLevelValues(seed, series),
    }),
  );
}

export function createWeeklyTimeline(
  { seed, reach }: SurveyOptions,
  { leaf, frequency, catalogued }: SurveyRequest,
  { series, position, value }: { series: SurveySeries; position: number; value: DayValue },
): Timeline {
  const isGas = leaf === gasStorage;
  const publishedBefore = isGas ? storageWeeksBefore : weeksBefore;
  const isMean = frequency === "four-week-average";
  const realFirst = weekEnding(series.firstDay) + (isMean ? 3 : 0);
  const weekly = restated({
    seed: seedOf(seed, `restated ${series.series}`),
    value: (index) => value(index * 7 + 1),
    nextReleaseMs: isGas
      ? (index) => storageReleaseMs(index * 7 + 8)
      : (index) => petroleumReleaseMs(index * 7 + 8),
  });
  return createTimeline({
    ...describeSurvey(leaf, series, frequency),
    axis: weeklyAxis,
    firstIndex:
      position < catalogued && !isMean ? reach.firstIndex(realFirst, publishedBefore) : realFirst,
    publishedBefore,
    measures: [
      { column: "value", unit: series.units, value: isMean ? fourWeekMean(weekly) : weekly },
    ],
  });
}

/** The mean of a week and the three before it, in the decimals of the weeks themselves. */
function fourWeekMean(weekly: ValueAt): ValueAt {
  return (index, nowMs) => {
    let sum = 0;
    let decimals = 0;
    for (let week = index - 3; week <= index; week++) {
      const part = weekly(week, nowMs);
      if (part === null) return null;
      sum += part;
      if (!Number.isInteger(part)) decimals = 1;
    }
    return roundTo(sum / 4, decimals);
  };
}

/** One week in a hundred says something else until the next release. */
function restated(source: {
  readonly seed: number;
  readonly value: (index: number) => number;
  readonly nextReleaseMs: (index: number) => number;
}): ValueAt {
  const { seed, value, nextReleaseMs } = source;
  return (index, nowMs) => {
    const settled = value(index);
    const drawn = uniform(seed, index);
    if (drawn >= 0.01 || nowMs >= nextReleaseMs(index)) return settled;
    // Up to half a percent off, in the decimals of the value itself.
    const size = Number.isInteger(settled) ? 1 : 10;
    return Math.round(settled * (1 + (drawn - 0.005)) * size) / size;
  };
}

interface PriceSource {
  readonly series: SurveySeries & {
    readonly decimals: number;
    readonly lastDay?: number | undefined;
  };
  readonly price: DayValue;
}

export function createPriceTimelines(
  { reach, marketDays }: SurveyOptions,
  { leaf, frequency, catalogued }: SurveyRequest,
  sources: readonly PriceSource[],
): Timeline[] {
  const division = divisionOf(frequency, marketDays);
  return sources.map(({ series, price }, position) => {
    const { firstDay, lastDay, decimals } = series;
    const firstDayIndex = marketDays.countBefore(firstDay);
    const endDayIndex =
      lastDay === undefined ? Number.POSITIVE_INFINITY : marketDays.countBefore(lastDay + 1);
    const end = lastDay === undefined ? Number.POSITIVE_INFINITY : division.holding(lastDay) + 1;
    const publishedBefore = (nowMs: number) => Math.min(end, division.publishedBefore(nowMs));
    const isDaily = frequency === "daily";
    const realFirst = isDaily ? firstDayIndex : division.holding(firstDay);
    function mean(index: number): number {
      const first = marketDays.countBefore(dayOf(division.axis.startMs(index)));
      const last = marketDays.countBefore(dayOf(division.axis.endMs(index)));
      // The first period of a series may begin before the series does, the last one end after it.
      const from = Math.max(first, firstDayIndex);
      return meanPrice(price, marketDays, { from, to: Math.min(last, endDayIndex), decimals });
    }
    return createTimeline({
      ...describeSurvey(leaf, series, frequency),
      axis: division.axis,
      firstIndex:
        isDaily && position < catalogued ? reach.firstIndex(realFirst, publishedBefore) : realFirst,
      publishedBefore,
      measures: [
        {
          column: "value",
          unit: series.units,
          value: isDaily ? (index) => price(marketDays.dayAt(index)) : mean,
        },
      ],
    });
  });
}

function createPipeTimeline(
  { seed }: SurveyOptions,
  { leaf, frequency }: SurveyRequest,
  series: SurveySeries,
  valueOn: DayValue,
): Timeline {
  const { year, month } = civilDate(series.firstDay);
  const source: MonthlySource = {
    seed: seedOf(seed, `pipe ${series.series}`),
    value: (at) => valueOn(dayOf(monthlyAxis.startMs(at))),
    firstMonth: year * 12 + month - 1,
    releaseMs: supplyMonthlyReleaseMs,
    // July is out at the end of September.
    lagMonths: 2,
    errorSize: 0.01,
    decimals: 0,
    combine: "sum",
  };
  return createMonthlyTimeline(
    { ...describeSurvey(leaf, series, frequency), unit: series.units },
    source,
  );
}

/** Index after the newest week that is out. */
function weeksBefore(nowMs: number): number {
  return weekEnding(latestRelease(nowMs).weekEndDay) + 1;
}

function storageWeeksBefore(nowMs: number): number {
  return weekEnding(latestStorageWeek(nowMs)) + 1;
}

/** Index after the newest market day whose price is out. */
function priceDaysBefore(marketDays: MarketDays, nowMs: number): number {
  return marketDays.countBefore(latestRelease(nowMs).pricesThroughDay + 1);
}

/** The week of `weeklyAxis` that holds a day. */
function weekEnding(day: number): number {
  return Math.ceil((day - 1) / 7);
}

interface Division {
  readonly axis: PeriodAxis;
  readonly publishedBefore: (nowMs: number) => number;
  /** Index of the period that holds a day. */
  readonly holding: (day: number) => number;
}

function divisionOf(frequency: FrequencyId, marketDays: MarketDays): Division {
  const monthOf = (day: number) => {
    const { year, month } = civilDate(day);
    return year * 12 + month - 1;
  };
  const yearOf = (day: number) => civilDate(day).year;
  switch (frequency) {
    case "weekly":
      return { axis: weeklyAxis, publishedBefore: weeksBefore, holding: weekEnding };
    // Months and years are out when the price of their last day is.
    case "monthly":
      return {
        axis: monthlyAxis,
        publishedBefore: (nowMs) => monthOf(latestRelease(nowMs).pricesThroughDay + 1),
        holding: monthOf,
      };
    case "annual":
      return {
        axis: annualAxis,
        publishedBefore: (nowMs) => yearOf(latestRelease(nowMs).pricesThroughDay + 1),
        holding: yearOf,
      };
    case "daily":
      return {
        axis: dailyAxis(marketDays),
        publishedBefore: (nowMs) => priceDaysBefore(marketDays, nowMs),
        holding: (day) => marketDays.countBefore(day),
      };
    case "hourly":
    case "local-hourly":
    case "four-week-average":
    case "quarterly":
      throw new Error(`Prices have no ${frequency} data`);
  }
}

/** What a series of a survey says of itself in every row. */
export function describeSurvey(leaf: Leaf, series: SurveySeries, frequency: FrequencyId) {
  return {
    leaf,
    name: series.series,
    frequency,
    location: series.duoarea,
    columns: {
      duoarea: series.duoarea,
      "area-name": series.areaName,
      product: series.product,
      "product-name": series.productName,
      process: series.process,
      "process-name": series.processName,
      series: series.series,
      "series-description": series.description,
    },
  };
}
