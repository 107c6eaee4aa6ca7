/**
 * Weekly stocks and spot prices as pure functions of (seed, series, period). Levels and steps after the
 * domain sheet, section 7: crude stocks move 1 to 6 million barrels a week with a build in spring; prices
 * follow the yearly means of WTI. Longer prices are means of the daily ones, as EIA forms them.
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import { normal, roundTo, seedOf, valueNoise, wave } from "../kit/random.ts";
import type { SpotSeries, StockSeries } from "./petroleum-series.ts";

/** Thousand barrels at the end of the week that ends on `weekEndDay`. */
export function createStockValues(
  worldSeed: number,
  series: StockSeries,
): (weekEndDay: number) => number {
  const seed = seedOf(worldSeed, `wstk ${series.series}`);
  return (weekEndDay) => {
    const week = Math.floor(weekEndDay / 7);
    const season = 0.03 * wave(weekEndDay / 365.25 - 0.08);
    const trend = 0.08 * valueNoise(seed, week / 45) + 0.025 * valueNoise(seed + 1, week / 6);
    const step = 0.008 * valueNoise(seed + 2, week / 2) + 0.003 * normal(seed + 3, week);
    return Math.round(series.level * (1 + season + trend + step));
  };
}

/** The price on one market day, in the series' units and decimals. */
export type DailyPrice = (day: number) => number;

/** All series share the oil price underneath, which is remembered for the last day asked for. */
export function createSpotPrices(worldSeed: number): (series: SpotSeries) => DailyPrice {
  const oilSeed = seedOf(worldSeed, "spt crude oil");
  let oilDay = Number.NaN;
  let oilPrice = 0;
  function oil(day: number): number {
    if (day !== oilDay) {
      oilDay = day;
      oilPrice = yearlyLevel(day) * movement(oilSeed, day, 1);
    }
    return oilPrice;
  }
  return ({ series, ratio, units, decimals }) => {
    if (series === "RWTC") {
      return (day) => (day === negativeDay ? -36.98 : roundTo(oil(day), decimals));
    }
    const seed = seedOf(worldSeed, `spt ${series}`);
    const factor = units === "$/GAL" ? ratio / 42 : ratio;
    return (day) => roundTo(oil(day) * factor * movement(seed, day, 0.4), decimals);
  };
}

/** The mean of the daily prices of the days `dayAt(from)` … `dayAt(to - 1)`, in the daily price's decimals. */
export function meanPrice(
  price: DailyPrice,
  days: { dayAt(index: number): number },
  range: { readonly from: number; readonly to: number; readonly decimals: number },
): number {
  let sum = 0;
  for (let index = range.from; index < range.to; index++) sum += price(days.dayAt(index));
  return roundTo(sum / (range.to - range.from), range.decimals);
}

function movement(seed: number, day: number, size: number): number {
  const slow = 0.09 * valueNoise(seed, day / 70) + 0.05 * valueNoise(seed + 1, day / 20);
  const fast = 0.02 * valueNoise(seed + 2, day / 5) + 0.007 * normal(seed + 3, day);
  return 1 + size * (slow + fast);
}

/** The one negative settlement in the record: 20 April 2020. */
const negativeDay = dayNumber(2020, 4, 20);

const firstLevelYear = 1986;
/** Yearly means of the WTI spot price from 1986, $/BBL; the last one is held from then on. */
const yearlyLevels = [
  15, 19.2, 16, 19.6, 24.5, 21.5, 20.6, 18.5, 17.2, 18.4, 22.1, 20.6, 14.4, 19.3, 30.4, 26, 26.2,
  31.1, 41.5, 56.6, 66, 72.3, 99.7, 62, 79.5, 94.9, 94.1, 98, 93.2, 48.7, 43.3, 50.8, 65.2, 57,
  39.2, 68.1, 94.9, 77.6, 76.6, 65.5, 66,
];

/** Straight between the middles of the years. */
function yearlyLevel(day: number): number {
  const { year } = civilDate(day);
  const position = year + (day - dayNumber(year, 1, 1)) / 365.25 - 0.5 - firstLevelYear;
  const last = yearlyLevels.length - 1;
  const clamped = Math.min(Math.max(position, 0), last);
  const left = Math.min(Math.floor(clamped), last - 1);
  const from = yearlyLevels[left] ?? 0;
  return from + ((yearlyLevels[left + 1] ?? from) - from) * (clamped - left);
}
