/** The series of petroleum/stoc/wstk (weekly) and petroleum/pri/spt (daily and means of the daily prices). */
import { civilDate, dayOf } from "../kit/calendar.ts";
import { spotPrices, weeklyStocks, type FrequencyId, type Leaf } from "./leaves.ts";
import type { MarketDays } from "./market-calendar.ts";
import { annualAxis, dailyAxis, monthlyAxis, weeklyAxis, type PeriodAxis } from "./periods.ts";
import { listSpotSeries, listStockSeries, type SpotSeries } from "./petroleum-series.ts";
import { createSpotPrices, createStockValues, meanPrice } from "./petroleum-values.ts";
import { latestRelease } from "./publication.ts";
import { createTimeline, type Timeline } from "./timeline.ts";

export interface PetroleumOptions {
  readonly seed: number;
  readonly count: number;
  /** History reaches back at least to this index: weeks for stocks, market days for daily prices. */
  readonly firstIndexMax: number;
}

export function createStockTimelines(options: PetroleumOptions): Timeline[] {
  return listStockSeries(options.count).map((series) => {
    const valueAt = createStockValues(options.seed, series);
    return createTimeline({
      ...describe(weeklyStocks, series, "weekly"),
      axis: weeklyAxis,
      firstIndex: Math.min(weekEnding(series.firstDay), options.firstIndexMax),
      publishedBefore: weeksBefore,
      value: (index) => valueAt(index * 7 + 1),
    });
  });
}

export function createSpotTimelines(
  options: PetroleumOptions & {
    readonly marketDays: MarketDays;
    readonly frequency: Exclude<FrequencyId, "hourly" | "local-hourly">;
  },
): Timeline[] {
  const { seed, count, firstIndexMax, marketDays, frequency } = options;
  const priceOf = createSpotPrices(seed);
  const division = divisions(marketDays)[frequency];
  return listSpotSeries(count).map((series) => {
    const price = priceOf(series);
    const firstDayIndex = marketDays.countBefore(series.firstDay);
    const described = {
      ...describe(spotPrices, series, frequency),
      axis: division.axis,
      publishedBefore: division.publishedBefore,
    };
    if (frequency === "daily") {
      return createTimeline({
        ...described,
        firstIndex: Math.min(firstDayIndex, firstIndexMax),
        value: (index) => price(marketDays.dayAt(index)),
      });
    }
    return createTimeline({
      ...described,
      firstIndex: division.holding(series.firstDay),
      value(index) {
        const first = marketDays.countBefore(dayOf(division.axis.startMs(index)));
        const to = marketDays.countBefore(dayOf(division.axis.endMs(index)));
        // The first period of a series may begin before the series does.
        const from = Math.max(first, firstDayIndex);
        return meanPrice(price, marketDays, { from, to, decimals: series.decimals });
      },
    });
  });
}

/** Index after the newest week that is out. */
export function weeksBefore(nowMs: number): number {
  return weekEnding(latestRelease(nowMs).weekEndDay) + 1;
}

/** Index after the newest market day whose price is out. */
export function priceDaysBefore(marketDays: MarketDays, nowMs: number): number {
  return marketDays.countBefore(latestRelease(nowMs).pricesThroughDay + 1);
}

/** The week of `weeklyAxis` that holds a day. */
function weekEnding(day: number): number {
  return Math.ceil((day - 1) / 7);
}

interface Division {
  readonly axis: PeriodAxis;
  publishedBefore(nowMs: number): number;
  /** Index of the period that holds a day. */
  holding(day: number): number;
}

function divisions(marketDays: MarketDays) {
  const monthOf = (day: number) => {
    const { year, month } = civilDate(day);
    return year * 12 + month - 1;
  };
  const yearOf = (day: number) => civilDate(day).year;
  return {
    daily: {
      axis: dailyAxis(marketDays),
      publishedBefore: (nowMs) => priceDaysBefore(marketDays, nowMs),
      holding: (day) => marketDays.countBefore(day),
    },
    weekly: { axis: weeklyAxis, publishedBefore: weeksBefore, holding: weekEnding },
    // Months and years are out when the price of their last day is.
    monthly: {
      axis: monthlyAxis,
      publishedBefore: (nowMs) => monthOf(latestRelease(nowMs).pricesThroughDay + 1),
      holding: monthOf,
    },
    annual: {
      axis: annualAxis,
      publishedBefore: (nowMs) => yearOf(latestRelease(nowMs).pricesThroughDay + 1),
      holding: yearOf,
    },
  } as const satisfies Record<string, Division>;
}

function describe(
  leaf: Leaf,
  series: Omit<SpotSeries, "ratio" | "decimals">,
  frequency: FrequencyId,
) {
  return {
    leaf,
    seriesId: `${series.series}.${frequency}`,
    unit: series.units,
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
    isForecast: false,
  };
}
