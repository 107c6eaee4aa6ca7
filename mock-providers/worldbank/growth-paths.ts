/**
 * How each economy grew: population, output, prices and the US$ value of output, year after year from known sizes
 * in 2018. Levels are chained growth rates, so growth indicators agree with levels. Rates by income level and the
 * world's bad years follow the published aggregates roughly; the years before 1950 only continue the history for
 * catalogues that ask for more points than there are years of data.
 */
import { normal, seedOf, valueNoise } from "../kit/random.ts";
import type { Economy } from "./economies.ts";

export interface GrowthPaths {
  readonly firstYear: number;
  readonly lastYear: number;
  /** By `year - firstYear`: people, constant 2015 US$, current US$ per constant US$, index with 2010 = 100. */
  readonly population: Float64Array;
  readonly gdpConstant: Float64Array;
  readonly deflator: Float64Array;
  readonly prices: Float64Array;
}

export interface YearRange {
  readonly firstYear: number;
  readonly lastYear: number;
}

export const sizeYear = 2018;
const constantPriceYear = 2015;
const priceIndexYear = 2010;

/** The range must hold the years 2010 to 2018. */
export function createGrowthPaths(
  worldSeed: number,
  economy: Economy,
  range: YearRange,
): GrowthPaths {
  const seed = seedOf(worldSeed, `growth ${economy.id}`);
  const cycleSeed = seedOf(worldSeed, "world cycle");
  const pace = paces[economy.incomeLevel.id] ?? middlePace;
  const gdp = economy.gdpMillions * 1e6;

  const population = chain(range, sizeYear, economy.populationThousands * 1000, (year) => {
    if (year < 1800) return 0.0008;
    if (year < 1950) return 0.006;
    // People of poorer economies had fewer children every decade; the rich ones grow by a third of a percent.
    const later = Math.max(0, year - 1985) / pace.declineYears;
    return pace.population * (1 + 0.3 * valueNoise(seed, year / 14)) * Math.max(0.25, 1 - later);
  });
  const deflator = chain(range, constantPriceYear, 1, (year) => {
    if (year < 1914) return 0.0005;
    const currency = 0.055 * valueNoise(seed + 1, year / 3.5);
    return (year < 1950 ? 0.01 : 0.028) + currency + 0.008 * normal(seed + 2, year);
  });
  const prices = chain(range, priceIndexYear, 100, (year) => {
    if (year < 1914) return 0.001 + 0.006 * normal(seed + 3, year);
    const era = year >= 1973 && year <= 1992 ? 1.9 : 1;
    const noise = 1 + 0.55 * valueNoise(seed + 4, year / 4) + 0.12 * normal(seed + 5, year);
    return (year < 1950 ? 0.012 : pace.inflation * era) * noise + (priceShocks[year] ?? 0);
  });
  const scale = at(deflator, sizeYear - range.firstYear);
  const gdpConstant = chain(range, sizeYear, gdp / scale, (year) => {
    if (year < 1820) return 0.001 + 0.004 * normal(seed + 6, year);
    if (year < 1950) return 0.013 + 0.02 * normal(seed + 6, year);
    const cycle = (cycles[year] ?? 0) + 0.006 * normal(cycleSeed, year);
    return (
      pace.growth + cycle + 0.012 * valueNoise(seed + 7, year / 3) + 0.011 * normal(seed + 6, year)
    );
  });
  return { ...range, population, gdpConstant, deflator, prices };
}

/** Mean yearly rates since 1950 (population in the 1980s and before). */
interface Pace {
  readonly population: number;
  /** Years until the rate of the population would reach nothing. */
  readonly declineYears: number;
  readonly growth: number;
  readonly inflation: number;
}

const middlePace: Pace = { population: 0.021, declineYears: 60, growth: 0.036, inflation: 0.06 };
const paces: Readonly<Record<string, Pace>> = {
  LIC: { population: 0.029, declineYears: 180, growth: 0.032, inflation: 0.085 },
  LMC: { population: 0.025, declineYears: 95, growth: 0.042, inflation: 0.07 },
  UMC: middlePace,
  HIC: { population: 0.011, declineYears: 80, growth: 0.026, inflation: 0.028 },
};

/** What happened to the whole world, as a share of output and of consumer prices. */
const cycles: Readonly<Record<number, number>> = {
  1974: -0.012,
  1975: -0.02,
  1980: -0.01,
  1982: -0.024,
  1991: -0.012,
  2001: -0.01,
  2008: -0.012,
  2009: -0.045,
  2010: 0.012,
  2020: -0.062,
  2021: 0.03,
};
const priceShocks: Readonly<Record<number, number>> = {
  1974: 0.04,
  1980: 0.03,
  2008: 0.02,
  2022: 0.05,
};

/** Levels from one known level and the growth into each year. */
function chain(
  { firstYear, lastYear }: YearRange,
  knownYear: number,
  known: number,
  growthInto: (year: number) => number,
): Float64Array {
  const levels = new Float64Array(lastYear - firstYear + 1);
  levels[knownYear - firstYear] = known;
  for (let year = knownYear + 1; year <= lastYear; year++) {
    levels[year - firstYear] = at(levels, year - 1 - firstYear) * (1 + growthInto(year));
  }
  for (let year = knownYear - 1; year >= firstYear; year--) {
    levels[year - firstYear] = at(levels, year + 1 - firstYear) / (1 + growthInto(year + 1));
  }
  return levels;
}

function at(levels: Float64Array, index: number): number {
  // Proof for the fallback: callers stay inside the range.
  return levels[index] ?? Number.NaN;
}
