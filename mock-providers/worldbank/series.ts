/**
 * One indicator of one economy at one frequency: which periods the database lists, and what stands in each. A
 * period the database lists without a value is null, which is the provider's own "missing".
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import { hashSeries } from "../kit/digest.ts";
import { seedOf, uniform } from "../kit/random.ts";
import type { TruthObservation } from "../kit/types.ts";
import { significant, type AnnualWorld } from "./annual-amounts.ts";
import type { Economy } from "./economies.ts";
import {
  monthlyFirstYear,
  unitOf,
  type AnnualIndicator,
  type Indicator,
  type MonthlyIndicator,
} from "./indicators.ts";
import type { MonthlyValue } from "./monthly-values.ts";
import { endMs, periodsPerYear, startMs, yearOf, type Frequency } from "./periods.ts";
import type { DatabaseState } from "./releases.ts";

/** The only dataset of docs/data-model.md. */
export const dataset = "country/indicator";

export interface Series {
  readonly indicator: Indicator;
  readonly economy: Economy;
  readonly frequency: Frequency;
  readonly seriesId: string;
  readonly unit: string;
  /** For `TruthDigest.add`. */
  readonly hash: number;
  /** First period of the original: where answers without a `date` begin. */
  readonly firstIndex: number;
  /** First period there is when `date` asks for it; earlier than `firstIndex` for continued histories. */
  readonly earliestIndex: number;
  /** Index after the last period the database lists. */
  endIndex(state: DatabaseState): number;
  value(index: number, state: DatabaseState): number | null;
}

export interface SeriesParts {
  readonly seed: number;
  readonly annual: AnnualWorld;
  readonly monthly: MonthlyValue;
  /** Last year the world has values for. */
  readonly lastYear: number;
}

/** `earliestIndex` undefined: the series has no more history than the original. */
export function createSeries(
  parts: SeriesParts,
  wanted: { indicator: Indicator; economy: Economy; frequency: Frequency },
  earliestIndex?: number,
): Series {
  const { indicator, economy, frequency } = wanted;
  const seriesId = seriesIdOf(indicator, economy, frequency);
  const firstYear = "value" in indicator ? indicator.firstYear : monthlyFirstYear;
  const firstIndex = firstYear * periodsPerYear(frequency);
  const own =
    "value" in indicator
      ? annualSeries(parts, indicator, economy, earliestIndex !== undefined)
      : monthlySeries(parts, indicator, economy, frequency);
  return {
    indicator,
    economy,
    frequency,
    seriesId,
    unit: unitOf(indicator),
    hash: hashSeries(dataset, seriesId),
    firstIndex,
    earliestIndex: Math.min(earliestIndex ?? firstIndex, firstIndex),
    ...own,
  };
}

export function seriesIdOf(indicator: Indicator, economy: Economy, frequency: Frequency): string {
  return `${indicator.id}.${economy.id}.${frequency}`;
}

/** The frequencies an indicator has data of. */
export function frequenciesOf(indicator: Indicator): readonly Frequency[] {
  return "value" in indicator ? ["annual"] : indicator.frequencies;
}

/** Nominal publication time as docs/data-model.md defines it. */
export function asOfMs({ frequency }: Series, index: number): number {
  return endMs(frequency, index);
}

export function observationAt(
  series: Series,
  index: number,
  value: number | null,
): TruthObservation {
  const { frequency, seriesId, unit, economy } = series;
  return {
    dataset,
    seriesId,
    intervalStartMs: startMs(frequency, index),
    intervalEndMs: endMs(frequency, index),
    value,
    unit,
    location: economy.id,
    asOfMs: asOfMs(series, index),
  };
}

type OwnParts = Pick<Series, "endIndex" | "value">;

/** Aggregates wait until enough of their members have reported. */
const aggregateDelayMonths = 2;

function annualSeries(
  { seed, annual, lastYear }: SeriesParts,
  indicator: AnnualIndicator,
  economy: Economy,
  continued: boolean,
): OwnParts {
  const isAggregate = economy.members !== undefined;
  const lag = indicator.lagMonths + (isAggregate ? aggregateDelayMonths : 0);
  const silent = isAggregate && !indicator.aggregated;
  // A continued history has no gap between what was made up and what was reported.
  const reportedFrom =
    indicator.reported && !isAggregate && !continued
      ? firstReportedYear(seed, indicator, economy)
      : Number.NEGATIVE_INFINITY;
  return {
    // The first update of a year lists the year before.
    endIndex: (state) => Math.min(civilDate(state.wdiDay).year, lastYear + 1),
    value(year, state) {
      if (silent || year < reportedFrom) return null;
      if (state.wdiDay < dayNumber(year + 1, lag + 1, 1)) return null;
      const amount = annual.amounts(state);
      return significant(
        indicator.value((name, yearsLater = 0) => amount(economy, name, year + yearsLater)),
      );
    },
  };
}

/** Most rich economies have reported since 1960, others began within the next 32 years. */
function firstReportedYear(seed: number, indicator: AnnualIndicator, economy: Economy): number {
  const own = seedOf(seed, `reports ${economy.id}`);
  const early = economy.incomeLevel.id === "HIC" ? 0.7 : 0.35;
  if (uniform(own, 0) < early) return indicator.firstYear;
  return indicator.firstYear + 1 + Math.floor(uniform(own, 1) * 32);
}

function monthlySeries(
  { monthly, lastYear }: SeriesParts,
  indicator: MonthlyIndicator,
  economy: Economy,
  frequency: Frequency,
): OwnParts {
  const months = 12 / periodsPerYear(frequency);
  const lastMonth = (lastYear + 1) * 12 - 1;
  return {
    // A quarter or a year appears with its last month.
    endIndex: (state) => Math.floor((Math.min(state.gemMonth, lastMonth) + 1) / months),
    value(index, state) {
      let sum = 0;
      for (let month = index * months; month < (index + 1) * months; month++) {
        sum += monthly(economy, indicator.series, month, state.gemMonth);
      }
      return significant(indicator.together === "sum" ? sum : sum / months);
    },
  };
}

/** The first year a series needs levels of; one more than a year is kept for rates over twelve months. */
export function firstYearNeeded(frequency: Frequency, index: number): number {
  return yearOf(frequency, index) - 3;
}
