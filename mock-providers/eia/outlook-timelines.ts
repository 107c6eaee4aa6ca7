/** The series of the short-term outlook, the monthly energy review and international data at every frequency. */
import { dayMs, dayNumber } from "../kit/calendar.ts";
import { normal, roundTo, seedOf, valueNoise, wave } from "../kit/random.ts";
import type { FrequencyId } from "./leaf.ts";
import {
  combineMonths,
  createMonthlyTimeline,
  createReleaseCount,
  spanOf,
  type MonthlySource,
} from "./monthly-timelines.ts";
import { international, outlook, totalEnergy } from "./outlook-leaves.ts";
import {
  internationalSeries,
  reviewFirstMonth,
  reviewSeries,
  steoSeries,
  type InternationalSeries,
  type MonthlyShape,
  type OutlookSeries,
} from "./outlook-series.ts";
import { annualAxis } from "./periods.ts";
import {
  internationalReleaseMs,
  latestMonth,
  outlookReleaseMs,
  reviewReleaseMs,
} from "./publication.ts";
import type { Reach } from "./reach.ts";
import { createTimeline, type Timeline, type ValueAt } from "./timeline.ts";

export interface OutlookOptions {
  readonly seed: number;
  readonly frequency: FrequencyId;
  readonly count: number;
  /** The first of them reach back as far as the catalogue promises, at the catalogue's frequency. */
  readonly catalogued: number;
  readonly reach: Reach;
}

/**
 * A release brings every month to the end of the next year and says something new about all that are not long
 * past. The nominal publication is the first of January of the year before: the release of that month is the
 * first that reaches so far.
 */
export function createOutlookTimelines(options: OutlookOptions): Timeline[] {
  const { seed, frequency, count, catalogued, reach } = options;
  const { axis, months } = spanOf(frequency);
  return steoSeries.slice(0, count).map((series, position) => {
    const publishedBefore = (nowMs: number) =>
      Math.floor(outlookMonthsBefore(series, nowMs) / months);
    const first = Math.ceil(series.firstMonth / months);
    const isCatalogued = position < catalogued && frequency === "monthly";
    const { decimals } = series.shape;
    const monthly = createOutlookValues(seed, series);
    return createTimeline({
      leaf: outlook,
      name: series.id,
      frequency,
      location: null,
      columns: { seriesId: series.id, seriesDescription: series.description },
      axis,
      firstIndex: isCatalogued ? reach.firstIndex(first, publishedBefore) : first,
      publishedBefore,
      asOfMs: (index) => dayNumber(Math.floor((index * months) / 12) - 1, 1, 1) * dayMs,
      measures: [
        {
          column: "value",
          unit: series.unit,
          // Prices and daily rates alike: longer periods are means.
          value: combineMonths(monthly, { months, decimals, combine: "mean" }),
        },
      ],
    });
  });
}

function outlookMonthsBefore({ hasForecast }: OutlookSeries, nowMs: number): number {
  const release = latestMonth(nowMs, outlookReleaseMs);
  // History ends with the month before the release.
  return hasForecast ? (Math.floor(release / 12) + 2) * 12 : release;
}

/** Months that are half a year past at a release are settled; the further ahead, the further off. */
function createOutlookValues(worldSeed: number, series: OutlookSeries): ValueAt {
  const seed = seedOf(worldSeed, `steo ${series.id}`);
  const value = createMonthlyValues(seed, series.shape);
  const { decimals, swing, noise } = series.shape;
  const size = 0.25 * swing + noise;
  const releasesSince = createReleaseCount({
    releaseMs: outlookReleaseMs,
    lagMonths: -settledAfter,
  });
  return (month, nowMs) => {
    const settled = value(month);
    const past = releasesSince(month, nowMs);
    // `past` counts from 30 months before a month's own release; 36 is half a year after it.
    const open = settledAfter + 6 - past;
    if (open <= 0) return settled;
    const release = month - settledAfter + past;
    const error = valueNoise(seed + 500 + release * 3, month / 4) * (open / settledAfter);
    return roundTo(settled * (1 + size * error), decimals);
  };
}

/** More than any forecast reaches ahead, in months. */
const settledAfter = 30;

export function createReviewTimelines(options: OutlookOptions): Timeline[] {
  const { seed, frequency, count, catalogued, reach } = options;
  return reviewSeries.slice(0, count).map(({ msn, description, unit, shape }, position) => {
    const ownSeed = seedOf(seed, `total-energy ${msn}`);
    const isCatalogued = position < catalogued && frequency === "monthly";
    return createMonthlyTimeline(
      {
        leaf: totalEnergy,
        name: msn,
        frequency,
        location: null,
        columns: { msn, seriesDescription: description },
        unit,
      },
      {
        seed: ownSeed,
        value: createMonthlyValues(ownSeed, shape),
        firstMonth: reviewFirstMonth,
        releaseMs: reviewReleaseMs,
        // August is out at the end of November.
        lagMonths: 3,
        errorSize: 0.004,
        decimals: shape.decimals,
        combine: "sum",
        ...(isCatalogued ? { reach } : {}),
      },
    );
  });
}

export function createInternationalTimelines({
  seed,
  frequency,
  count,
}: Pick<OutlookOptions, "seed" | "frequency" | "count">): Timeline[] {
  return internationalSeries
    .slice(0, count)
    .filter(({ isAnnual }) => !isAnnual || frequency === "annual")
    .map((series) =>
      series.isAnnual
        ? createAnnualTimeline(seed, series)
        : createMonthlyTimeline(
            { ...describeInternational(series, frequency), unit: series.unit },
            createInternationalSource(seed, series),
          ),
    );
}

function createInternationalSource(seed: number, series: InternationalSeries): MonthlySource {
  const ownSeed = seedOf(seed, `international ${nameOf(series)}`);
  return {
    seed: ownSeed,
    value: createMonthlyValues(ownSeed, series.shape),
    firstMonth: series.firstMonth,
    releaseMs: internationalReleaseMs,
    // June is out in October.
    lagMonths: 4,
    errorSize: 0.01,
    decimals: series.shape.decimals,
    combine: "mean",
  };
}

/** A year is out in the October after it, for some as "NA" until the October after that (recorded for 2023). */
function createAnnualTimeline(seed: number, series: InternationalSeries): Timeline {
  const ownSeed = seedOf(seed, `international ${nameOf(series)}`);
  const value = createMonthlyValues(ownSeed, series.shape);
  const outMonth = (year: number) => (year + 1) * 12 + 9;
  const isLate = ownSeed % 2 === 0 || series.country.id === "HKG";
  return createTimeline({
    ...describeInternational(series, "annual"),
    axis: annualAxis,
    firstIndex: series.firstMonth / 12,
    publishedBefore: (nowMs) => Math.floor((latestMonth(nowMs, internationalReleaseMs) - 9) / 12),
    measures: [
      {
        column: "value",
        unit: series.unit,
        value: (year, nowMs) =>
          isLate && nowMs < internationalReleaseMs(outMonth(year + 1))
            ? null
            : value(year * 12 + 6),
      },
    ],
  });
}

function nameOf({ productId, activityId, country, unit }: InternationalSeries): string {
  return [productId, activityId, country.id, unit].join(".");
}

function describeInternational(series: InternationalSeries, frequency: FrequencyId) {
  const { productId, productName, activityId, activityName, country, unitName } = series;
  return {
    leaf: international,
    name: nameOf(series),
    frequency,
    location: country.id,
    columns: {
      productId,
      productName,
      activityId,
      activityName,
      countryRegionId: country.id,
      countryRegionName: country.name,
      countryRegionTypeId: "c",
      countryRegionTypeName: "Country",
      dataFlagId: null,
      dataFlagDescription: null,
      unitName,
    },
  };
}

/** Months count from January of year 0. */
function createMonthlyValues(seed: number, shape: MonthlyShape): (month: number) => number {
  const [before, now] = shape.levels;
  return (month) => {
    const share = Math.min(1, Math.max(0, (month / 12 - 2000) / 25));
    const level = before + (now - before) * share;
    const season = shape.season * wave(month / 12 - shape.peak + 0.25);
    const swing =
      shape.swing * (0.8 * valueNoise(seed, month / 26) + 0.35 * valueNoise(seed + 1, month / 9));
    const noise = shape.noise * normal(seed + 2, month);
    return roundTo(Math.max(0, level * (1 + season + swing + noise)), shape.decimals);
  };
}
