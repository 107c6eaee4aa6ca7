/**
 * The monthly series of the Global Economic Monitor. They follow the yearly growth of the same economy, so prices,
 * output and trade of the two databases agree roughly, as in the original. The last two months an update carries
 * are restated by the next two. Quarters and years are sums or means of their months.
 */
import { normal, seedOf, uniform, valueNoise, wave } from "../kit/random.ts";
import type { AnnualWorld } from "./annual-amounts.ts";
import { significant } from "./annual-amounts.ts";
import { namedMembers } from "./aggregates.ts";
import type { Economy } from "./economies.ts";

export type MonthlyName =
  | "consumerPrices"
  | "consumerPricesUnadjusted"
  | "inflation"
  | "corePrices"
  | "exchangeRate"
  | "imports"
  | "importsUnadjusted"
  | "exports"
  | "exportsUnadjusted"
  | "industrialProduction"
  | "retailSales"
  | "unemployment"
  | "reserves"
  | "importCover"
  | "realEffectiveRate"
  | "nominalEffectiveRate"
  | "stocks"
  | "stocksInDollars"
  | "termsOfTrade"
  | "gdpCurrent"
  | "gdpConstant";

/** The value of a month (year × 12 + month − 1) when the database's last month is `lastMonth`. */
export type MonthlyValue = (
  economy: Economy,
  name: MonthlyName,
  month: number,
  lastMonth: number,
) => number;

export function createMonthlyValues(worldSeed: number, world: AnnualWorld): MonthlyValue {
  const euroArea = new Set(namedMembers["EMU"]?.split(" "));
  const seeds = new Map<Economy, number>();
  const seedFor = (economy: Economy): number => {
    let seed = seeds.get(economy);
    if (seed === undefined) {
      seed = seedOf(worldSeed, `monthly ${economy.id}`);
      seeds.set(economy, seed);
    }
    return seed;
  };

  /** Between the middles of the years the level runs straight. */
  function path(
    economy: Economy,
    name: "population" | "gdpConstant" | "deflator" | "prices",
    month: number,
  ): number {
    const paths = world.paths(economy);
    const levels = paths[name];
    const position = (month + 0.5) / 12 - 0.5 - paths.firstYear;
    const left = Math.min(Math.max(Math.floor(position), 0), levels.length - 2);
    const from = levels[left] ?? Number.NaN;
    return from + ((levels[left + 1] ?? from) - from) * (position - left);
  }

  function exchangeRate(economy: Economy, month: number): number {
    const euro = euroArea.has(economy.id);
    const known = euro ? "EMU" : economy.id;
    if (known === "USA") return 1;
    const seed = euro ? seedOf(worldSeed, "monthly euro") : seedFor(economy);
    const level = rates2018[known] ?? 0.5 + 400 * uniform(seed + 1, 0) * uniform(seed + 1, 1);
    // Money that loses its worth at home loses it abroad, seen from where it stood in 2018.
    const drift = euro ? 1 : priceRatio(economy, month);
    return (
      level *
      drift *
      (1 + 0.09 * valueNoise(seed + 2, month / 26) + 0.012 * normal(seed + 3, month))
    );
  }

  function priceRatio(economy: Economy, month: number): number {
    const since2018 = path(economy, "prices", month) / path(economy, "prices", 2018 * 12 + 6);
    const mild = Math.min(Math.max(since2018, 0.02), 60);
    return 0.6 * mild + 0.4;
  }

  function adjusted(economy: Economy, name: MonthlyName, month: number): number {
    const seed = seedFor(economy);
    const jitter = (salt: number, size: number): number => 1 + size * normal(seed + salt, month);
    const slow = (salt: number, half: number): number => valueNoise(seed + salt, month / half);
    const output = (): number =>
      (path(economy, "gdpConstant", month) * path(economy, "deflator", month)) / 12;
    const season = wave((month % 12) / 12 - 0.3);
    switch (name) {
      case "consumerPrices":
        return path(economy, "prices", month) * jitter(4, 0.0012);
      case "consumerPricesUnadjusted":
        return path(economy, "prices", month) * jitter(4, 0.0012) * (1 + 0.004 * season);
      case "corePrices":
        return path(economy, "prices", month) * (1 + 0.01 * slow(5, 30)) * jitter(6, 0.0006);
      case "inflation":
        return (
          (adjusted(economy, "consumerPrices", month) /
            adjusted(economy, "consumerPrices", month - 12) -
            1) *
          100
        );
      case "exchangeRate":
        return exchangeRate(economy, month);
      case "imports":
        return (output() * 0.24 * (1 + 0.15 * slow(7, 50)) * jitter(8, 0.02)) / 1e6;
      case "importsUnadjusted":
        return adjusted(economy, "imports", month) * (1 + 0.06 * season);
      case "exports":
        return (output() * 0.23 * (1 + 0.18 * slow(9, 50)) * jitter(10, 0.022)) / 1e6;
      case "exportsUnadjusted":
        return adjusted(economy, "exports", month) * (1 + 0.07 * season);
      case "industrialProduction":
        return (
          ((path(economy, "gdpConstant", month) / 12) *
            0.22 *
            (1 + 0.05 * slow(11, 20)) *
            jitter(12, 0.008)) /
          1e6
        );
      case "retailSales":
        return (
          ((100 * path(economy, "gdpConstant", month)) /
            path(economy, "gdpConstant", 2010 * 12 + 6)) *
          jitter(13, 0.006)
        );
      case "unemployment":
        return (
          6.2 * (1 + 0.4 * uniform(seed + 14, 0)) * (1 + 0.35 * slow(14, 40)) * jitter(15, 0.012)
        );
      case "importCover":
        return (2 + 6 * uniform(seed + 16, 0)) * (1 + 0.25 * slow(16, 30)) * jitter(17, 0.015);
      case "reserves":
        return adjusted(economy, "importCover", month) * adjusted(economy, "imports", month);
      case "realEffectiveRate":
        return 100 * (1 + 0.12 * slow(18, 45)) * jitter(19, 0.006);
      case "nominalEffectiveRate":
        return (
          (100 * (1 + 0.12 * slow(18, 45)) * jitter(19, 0.006)) /
          Math.min(Math.max(priceRatio(economy, month), 0.2), 20)
        );
      case "stocks":
        return (
          100 *
          (path(economy, "gdpConstant", month) / path(economy, "gdpConstant", 2010 * 12 + 6)) *
          (1 + 0.4 * slow(20, 32)) *
          jitter(21, 0.03)
        );
      case "stocksInDollars":
        return (
          (adjusted(economy, "stocks", month) * exchangeRate(economy, 2010 * 12 + 6)) /
          exchangeRate(economy, month)
        );
      case "termsOfTrade":
        return 100 * (1 + 0.15 * slow(22, 36)) * jitter(23, 0.008);
      case "gdpCurrent":
        return (output() * jitter(24, 0.004)) / 1e6;
      case "gdpConstant":
        return ((path(economy, "gdpConstant", month) / 12) * jitter(24, 0.004)) / 1e6;
    }
  }

  return (economy, name, month, lastMonth) => {
    const stage = lastMonth - month;
    const settled = adjusted(economy, name, month);
    if (stage >= 2 || fixed.has(name)) return significant(settled);
    const part = stage <= 0 ? 1 : 0.4;
    return significant(settled * (1 + 0.004 * part * normal(seedFor(economy) + 25, month, stage)));
  };
}

/** Rates of exchange are never restated. */
const fixed: ReadonlySet<MonthlyName> = new Set(["exchangeRate"]);

/** Units of the currency per US$ in 2018, yearly means. */
const rates2018: Readonly<Record<string, number>> = {
  ARG: 28.1,
  AUS: 1.34,
  BRA: 3.65,
  CAN: 1.3,
  CHE: 0.98,
  CHL: 641,
  CHN: 6.62,
  COL: 2956,
  CZE: 21.7,
  DNK: 6.31,
  EGY: 17.8,
  EMU: 0.847,
  GBR: 0.75,
  HKG: 7.84,
  HUN: 270,
  IDN: 14237,
  IND: 68.4,
  ISR: 3.59,
  JPN: 110.4,
  KEN: 101,
  KOR: 1100,
  MAR: 9.39,
  MEX: 19.24,
  MYS: 4.04,
  NGA: 306,
  NOR: 8.13,
  NZL: 1.45,
  PAK: 122,
  PER: 3.29,
  PHL: 52.7,
  POL: 3.61,
  ROU: 3.94,
  RUS: 62.7,
  SAU: 3.75,
  SGP: 1.35,
  SWE: 8.69,
  THA: 32.3,
  TUR: 4.83,
  UKR: 27.2,
  VNM: 22602,
  ZAF: 13.2,
};
