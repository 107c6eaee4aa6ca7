/**
 * What the World Development Indicators are made of: amounts that add up. An aggregate's amount is the sum of its
 * members', and every rate is a quotient of amounts, so GDP per capita is GDP by population for both.
 *
 * Restatements. Each main update (July) and December update restates the accounts of the last years, less and less;
 * every second July the whole history of population changes with the United Nations' projections; and now and then
 * an economy's accounts are rebased as a whole. All of it is a function of the database's state.
 */
import { normal, seedOf, uniform, valueNoise, wave } from "../kit/random.ts";
import type { Economy } from "./economies.ts";
import { createGrowthPaths, type GrowthPaths, type YearRange } from "./growth-paths.ts";
import type { DatabaseState } from "./releases.ts";

export const amountNames = [
  "population",
  "urbanPopulation",
  "children",
  "elderly",
  "births",
  "deaths",
  "childDeaths",
  "lifeYears",
  "childrenPerWoman",
  "laborForce",
  "unemployed",
  "gdpConstant",
  "gdpCurrent",
  "gniCurrent",
  "exports",
  "imports",
  "foreignInvestment",
  "inflation",
  "prices",
  "electricity",
  "electrified",
  "internetUsers",
  "carbonDioxide",
] as const;
export type AmountName = (typeof amountNames)[number];

export type Amount = (economy: Economy, name: AmountName, year: number) => number;

export interface AnnualWorld {
  /** Amounts as the database holds them in that state. */
  amounts(state: DatabaseState): Amount;
  /** The growth of an economy without restatements, which monthly series follow. */
  paths(economy: Economy): GrowthPaths;
}

export function createAnnualWorld(options: {
  readonly seed: number;
  /** Years each economy needs; called once per economy. */
  readonly rangeOf: (economy: Economy) => YearRange;
}): AnnualWorld {
  const known = new Map<Economy, CountryWorld>();
  function countryWorld(economy: Economy): CountryWorld {
    let world = known.get(economy);
    if (world === undefined) {
      const paths = createGrowthPaths(options.seed, economy, options.rangeOf(economy));
      world = { economy, paths, seed: seedOf(options.seed, `amounts ${economy.id}`) };
      known.set(economy, world);
    }
    return world;
  }
  let cachedFor: DatabaseState | undefined;
  let cached: Amount | undefined;
  return {
    paths: (economy) => countryWorld(economy).paths,
    amounts(state) {
      // Only these two fields matter to annual values.
      const same =
        cachedFor?.wdiStep === state.wdiStep && cachedFor.wdiMainYear === state.wdiMainYear;
      if (cached === undefined || !same) {
        cachedFor = state;
        cached = rememberAmounts(countryWorld, state);
      }
      return cached;
    },
  };
}

interface CountryWorld {
  readonly economy: Economy;
  readonly paths: GrowthPaths;
  readonly seed: number;
}

const rememberedFrom = 1959;
const rememberedYears = 200;

/** Remembers one array of years per economy and amount: at most 266 × 23 of them. */
function rememberAmounts(
  countryWorld: (economy: Economy) => CountryWorld,
  state: DatabaseState,
): Amount {
  const remembered = new Map<Economy, Map<AmountName, Float64Array>>();
  const compute = (economy: Economy, name: AmountName, year: number): number => {
    if (economy.members === undefined)
      return countryAmount(countryWorld(economy), name, year, state);
    let sum = 0;
    for (const member of economy.members) sum += amount(member, name, year);
    return significant(sum);
  };
  function amount(economy: Economy, name: AmountName, year: number): number {
    const index = year - rememberedFrom;
    if (index < 0 || index >= rememberedYears) return compute(economy, name, year);
    let byName = remembered.get(economy);
    if (byName === undefined) {
      byName = new Map();
      remembered.set(economy, byName);
    }
    let years = byName.get(name);
    if (years === undefined) {
      years = new Float64Array(rememberedYears).fill(Number.NaN);
      byName.set(name, years);
    }
    const before = years[index] ?? Number.NaN;
    if (!Number.isNaN(before)) return before;
    const computed = compute(economy, name, year);
    years[index] = computed;
    return computed;
  }
  return amount;
}

function countryAmount(
  world: CountryWorld,
  name: AmountName,
  year: number,
  state: DatabaseState,
): number {
  const { economy, paths, seed } = world;
  const of = (other: AmountName): number => countryAmount(world, other, year, state);
  const income = incomeOf(economy);
  const noise = (salt: number, halfWave: number): number =>
    valueNoise(seed + salt, year / halfWave);
  switch (name) {
    case "population":
      return Math.round(level(paths.population, paths, year) * projection(seed, year, state));
    case "urbanPopulation":
      return Math.round(
        of("population") * grown(income.urban, year, 0.0045) * (1 + 0.01 * noise(1, 20)),
      );
    case "children":
      return Math.round(of("population") * share(income.children, year, -0.0028));
    case "elderly":
      return Math.round(of("population") * share(income.elderly, year, 0.0016));
    case "births":
      return Math.round(
        of("population") * share(income.births, year, -0.0003) * (1 + 0.02 * noise(2, 9)),
      );
    case "deaths":
      return Math.round(
        of("population") * (0.0085 + 0.002 * income.poor) * (1 + 0.06 * noise(3, 12)),
      );
    case "childDeaths":
      return significant(of("births") * share(income.childMortality, year, -0.0021));
    case "lifeYears":
      return significant(
        of("population") * share(income.life, year, 0.28) * (1 + 0.01 * noise(4, 15)),
      );
    case "childrenPerWoman":
      return significant(
        of("population") * share(income.fertility, year, -0.055) * (1 + 0.04 * noise(5, 11)),
      );
    case "laborForce":
      return Math.round(of("population") * (0.44 + 0.05 * noise(6, 40)));
    case "unemployed": {
      const rate = income.unemployment * (1 + 0.4 * noise(7, 6)) + slump(year);
      return significant(of("laborForce") * rate * restated(seed + 8, year, state, 0.03));
    }
    case "gdpConstant":
      return significant(level(paths.gdpConstant, paths, year) * accounts(world, year, state));
    case "gdpCurrent": {
      const current = level(paths.gdpConstant, paths, year) * level(paths.deflator, paths, year);
      return significant(current * accounts(world, year, state));
    }
    case "gniCurrent":
      return significant(of("gdpCurrent") * (0.985 + 0.02 * noise(9, 25)));
    case "exports":
      return significant(
        of("gdpCurrent") *
          trade(economy, seed + 10, year) *
          restated(seed + 11, year, state, 0.015),
      );
    case "imports":
      return significant(
        of("gdpCurrent") *
          trade(economy, seed + 12, year) *
          restated(seed + 13, year, state, 0.015),
      );
    case "foreignInvestment":
      return significant(
        of("gdpCurrent") * (0.025 + 0.03 * noise(14, 3)) * restated(seed + 15, year, state, 0.05),
      );
    case "prices":
      return significant(level(paths.prices, paths, year));
    case "inflation": {
      // Weighted by output: an aggregate's inflation is the mean of its members'.
      const rate = level(paths.prices, paths, year) / level(paths.prices, paths, year - 1) - 1;
      return significant(rate * of("gdpCurrent"));
    }
    case "electricity": {
      const perHead =
        income.electricity * (0.6 + 0.8 * uniform(seed + 16, 0)) * growing(year, 1971, 60);
      return significant(of("population") * perHead * restated(seed + 17, year, state, 0.02));
    }
    case "electrified":
      return Math.round(of("population") * Math.min(1, share(income.electrified, year, 0.012)));
    case "internetUsers":
      return Math.round(of("population") * income.online * adopted(year, seed));
    case "carbonDioxide": {
      const perHead = income.carbon * (0.5 + uniform(seed + 18, 0)) * growing(year, 1970, 90);
      return significant(
        (of("population") * perHead * restated(seed + 19, year, state, 0.02)) / 1e6,
      );
    }
  }
}

/** Values carry 15 significant digits, as recorded. */
export function significant(value: number): number {
  return Number(value.toPrecision(15));
}

const restatementSizes = [1, 0.6, 0.35, 0.2, 0.1, 0] as const;

/** How far off the value of a year still is: largest when it is first published, nothing after three years. */
function restated(seed: number, year: number, state: DatabaseState, size: number): number {
  const stage = Math.min(Math.max(state.wdiStep - 2 * (year + 1), 0), restatementSizes.length - 1);
  // Proof for the fallback: the stage is a position in the list.
  const part = restatementSizes[stage] ?? 0;
  return part === 0 ? 1 : 1 + size * part * normal(seed, year, stage);
}

/** Restatement of the accounts: recent years, and everything when the accounts were rebased. */
function accounts({ seed }: CountryWorld, year: number, state: DatabaseState): number {
  let factor = restated(seed + 20, year, state, 0.008);
  for (let rebased = firstRebasing; rebased <= state.wdiMainYear; rebased++) {
    if (uniform(seed + 21, rebased) < rebasingChance) {
      factor *= 1.01 + 0.05 * uniform(seed + 22, rebased);
    }
  }
  return factor;
}

const firstRebasing = 2025;
const rebasingChance = 1 / 24;

/** The United Nations' projections change in even years; counts before 1951 stay. */
function projection(seed: number, year: number, state: DatabaseState): number {
  const edition = state.wdiMainYear - (state.wdiMainYear % 2);
  const reach = Math.min(Math.max((year - 1950) / 70, 0), 1.2);
  return 1 + 0.002 * reach * normal(seed + 23, edition);
}

function level(levels: Float64Array, { firstYear, lastYear }: YearRange, year: number): number {
  // Years the catalogue does not need and far ones repeat the nearest known level.
  const index = Math.min(Math.max(year, firstYear), lastYear) - firstYear;
  return levels[index] ?? Number.NaN;
}

/** Levels of 2018 by income level. Shares of people, years, births per woman, kWh and tonnes per head. */
interface IncomeLevels {
  readonly poor: number;
  readonly urban: number;
  readonly children: number;
  readonly elderly: number;
  readonly births: number;
  readonly childMortality: number;
  readonly life: number;
  readonly fertility: number;
  readonly unemployment: number;
  readonly electricity: number;
  readonly electrified: number;
  readonly online: number;
  readonly carbon: number;
}

function incomeOf({ incomeLevel }: Economy): IncomeLevels {
  return incomes[incomeLevel.id] ?? upperMiddle;
}

const upperMiddle: IncomeLevels = {
  poor: 0,
  urban: 0.66,
  children: 0.21,
  elderly: 0.1,
  births: 0.0135,
  childMortality: 0.012,
  life: 75.5,
  fertility: 1.8,
  unemployment: 0.062,
  electricity: 3300,
  electrified: 0.992,
  online: 0.78,
  carbon: 5.4,
};
const incomes: Readonly<Record<string, IncomeLevels>> = {
  LIC: {
    poor: 1,
    urban: 0.33,
    children: 0.42,
    elderly: 0.032,
    births: 0.034,
    childMortality: 0.066,
    life: 62.5,
    fertility: 4.6,
    unemployment: 0.056,
    electricity: 180,
    electrified: 0.41,
    online: 0.2,
    carbon: 0.3,
  },
  LMC: {
    poor: 0.4,
    urban: 0.4,
    children: 0.3,
    elderly: 0.058,
    births: 0.0215,
    childMortality: 0.042,
    life: 68.5,
    fertility: 2.8,
    unemployment: 0.058,
    electricity: 800,
    electrified: 0.89,
    online: 0.48,
    carbon: 1.7,
  },
  UMC: upperMiddle,
  HIC: {
    poor: 0,
    urban: 0.81,
    children: 0.165,
    elderly: 0.18,
    births: 0.0103,
    childMortality: 0.005,
    life: 80.6,
    fertility: 1.6,
    unemployment: 0.053,
    electricity: 8900,
    electrified: 1,
    online: 0.92,
    carbon: 9.6,
  },
};

/** A level of 2018 that moves by `perYear`, between a third of it and, for rising ones, 1.3 times. */
function share(level2018: number, year: number, perYear: number): number {
  const moved = level2018 + perYear * (Math.max(year, 1950) - 2018);
  return Math.min(Math.max(moved, level2018 * 0.34), level2018 * 3);
}

function grown(share2018: number, year: number, perYear: number): number {
  return Math.min(Math.max(share2018 + perYear * (year - 2018), 0.04), 0.97);
}

/** From a third of the level before `from` to the whole of it `years` later. */
function growing(year: number, from: number, years: number): number {
  return 0.34 + 0.66 * Math.min(Math.max((year - from) / years, 0), 1);
}

/** The share of those who will be online that are: nobody before 1990, most by 2022. */
function adopted(year: number, seed: number): number {
  const part = Math.min(Math.max((year - 1990) / 33, 0), 1);
  return part * part * (3 - 2 * part) * (1 + 0.03 * valueNoise(seed + 24, year / 5));
}

/** Small economies trade more of what they make. */
function trade({ gdpMillions }: Economy, seed: number, year: number): number {
  const openness = gdpMillions > 2e6 ? 0.22 : gdpMillions > 2e5 ? 0.36 : 0.46;
  const since = Math.min(Math.max((year - 1960) / 60, 0), 1);
  return (
    openness *
    (0.55 + 0.45 * since) *
    (1 + 0.22 * valueNoise(seed, year / 9) + 0.02 * wave(year / 7))
  );
}

function slump(year: number): number {
  return year === 2020 ? 0.014 : year === 2009 ? 0.009 : 0;
}
