/**
 * Values of the surveys as pure functions of (seed, series, day). Levels and steps after the domain sheet,
 * section 7: crude stocks move 1 to 6 million barrels a week with a build in spring and lean against the oil
 * price; prices follow the yearly means of WTI and Henry Hub; full gas storage makes gas cheap. Longer prices
 * are means of the daily ones, as EIA forms them.
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import { normal, roundTo, seedOf, valueNoise, wave } from "../kit/random.ts";
import type { GasPriceSeries, StorageSeries } from "./gas-series.ts";
import type { SpotSeries } from "./petroleum-series.ts";
import type { LevelSeries } from "./survey-series.ts";

/** The value of the period that ends on a day, in the series' units. */
export type DayValue = (day: number) => number;

export function createLevelValues(worldSeed: number, series: LevelSeries): DayValue {
  const seed = seedOf(worldSeed, `survey ${series.series}`);
  const oilSeed = seedOf(worldSeed, oilName);
  const { level, decimals, most = Number.POSITIVE_INFINITY } = series;
  // Dear oil is sold from stock.
  const lean = series.product === "EPC0" && series.units === "MBBL" ? 0.03 : 0;
  return (day) => {
    const week = Math.floor(day / 7);
    const season = series.season * wave(day / 365.25 - series.peak + 0.25);
    const swing =
      series.swing * (valueNoise(seed, week / 45) + 0.3 * valueNoise(seed + 1, week / 6));
    const step = series.step * (valueNoise(seed + 2, week / 2) + 0.4 * normal(seed + 3, day));
    const price = lean * valueNoise(oilSeed, day / 70);
    return Math.min(most, roundTo(level * (1 + season + swing + step - price), decimals));
  };
}

/** All series share the oil price underneath, which is remembered for the last day asked for. */
export function createSpotPrices(worldSeed: number): (series: SpotSeries) => DayValue {
  const oilSeed = seedOf(worldSeed, oilName);
  let oilDay = Number.NaN;
  let oilPrice = 0;
  function oil(day: number): number {
    if (day !== oilDay) {
      oilDay = day;
      oilPrice = yearlyLevel(oilLevels, day) * movement(oilSeed, day, 1);
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

/** Futures follow the spot price, the later the contract the less. */
export function createGasPrices(worldSeed: number): (series: GasPriceSeries) => DayValue {
  const gasSeed = seedOf(worldSeed, "fut natural gas");
  const storageSeed = seedOf(worldSeed, storageName);
  function spot(day: number, calm: number): number {
    const winter = 0.12 * wave(day / 365.25 + 0.22);
    const storage = 0.2 * valueNoise(storageSeed, day / 110);
    const level = yearlyLevel(gasLevels, day);
    const moves = winter - storage + movement(gasSeed, day, 2) - 1;
    return Math.max(0.4, level * (1 + moves * calm));
  }
  return ({ series, contract, decimals }) => {
    const seed = seedOf(worldSeed, `fut ${series}`);
    const calm = 1 - 0.09 * contract;
    return (day) =>
      roundTo(spot(day, calm) * (1 + 0.006 * contract + 0.008 * normal(seed, day)), decimals);
  };
}

/** Fullest in early November, emptiest at the end of March. */
export function createStorageValues(worldSeed: number): (series: StorageSeries) => DayValue {
  const storageSeed = seedOf(worldSeed, storageName);
  return ({ regions }) => {
    const parts = regions.map(({ code, level }) => ({
      level,
      seed: seedOf(worldSeed, `storage ${code}`),
    }));
    return (day) => {
      const season = 0.33 * wave(day / 365.25 - 0.59) + 0.05 * wave(day / 182.6 - 0.1);
      const shared = 0.1 * valueNoise(storageSeed, day / 110);
      return parts.reduce((sum, { level, seed }) => {
        const own = 0.03 * valueNoise(seed, day / 40) + 0.004 * normal(seed + 1, day);
        return sum + Math.round(level * (1 + season + shared + own));
      }, 0);
    };
  };
}

/** The mean of the daily prices of the days `dayAt(from)` … `dayAt(to - 1)`, in the daily price's decimals. */
export function meanPrice(
  price: DayValue,
  days: { dayAt(index: number): number },
  range: { readonly from: number; readonly to: number; readonly decimals: number },
): number {
  let sum = 0;
  for (let index = range.from; index < range.to; index++) sum += price(days.dayAt(index));
  return roundTo(sum / (range.to - range.from), range.decimals);
}

const oilName = "spt crude oil";
const storageName = "stor natural gas";

function movement(seed: number, day: number, size: number): number {
  const slow = 0.09 * valueNoise(seed, day / 70) + 0.05 * valueNoise(seed + 1, day / 20);
  const fast = 0.02 * valueNoise(seed + 2, day / 5) + 0.007 * normal(seed + 3, day);
  return 1 + size * (slow + fast);
}

/** The one negative settlement in the record: 20 April 2020. */
const negativeDay = dayNumber(2020, 4, 20);

/** Yearly means from a year on; the last one is held from then on. */
interface YearlyLevels {
  readonly firstYear: number;
  readonly means: readonly number[];
}

/** WTI spot price, $/BBL. */
const oilLevels: YearlyLevels = {
  firstYear: 1986,
  means: [
    15, 19.2, 16, 19.6, 24.5, 21.5, 20.6, 18.5, 17.2, 18.4, 22.1, 20.6, 14.4, 19.3, 30.4, 26, 26.2,
    31.1, 41.5, 56.6, 66, 72.3, 99.7, 62, 79.5, 94.9, 94.1, 98, 93.2, 48.7, 43.3, 50.8, 65.2, 57,
    39.2, 68.1, 94.9, 77.6, 76.6, 65.5, 66,
  ],
};

/** Henry Hub spot price, $/MMBTU. */
const gasLevels: YearlyLevels = {
  firstYear: 1994,
  means: [
    1.9, 1.7, 2.5, 2.49, 2.09, 2.27, 4.31, 3.96, 3.38, 5.47, 5.89, 8.69, 6.73, 6.97, 8.86, 3.94,
    4.37, 4, 2.75, 3.73, 4.37, 2.62, 2.52, 2.99, 3.15, 2.56, 2.03, 3.89, 6.45, 2.53, 2.19, 3.5, 3.6,
  ],
};

/** Straight between the middles of the years. */
function yearlyLevel({ firstYear, means }: YearlyLevels, day: number): number {
  const { year } = civilDate(day);
  const position = year + (day - dayNumber(year, 1, 1)) / 365.25 - 0.5 - firstYear;
  const last = means.length - 1;
  const clamped = Math.min(Math.max(position, 0), last);
  const left = Math.min(Math.floor(clamped), last - 1);
  const from = means[left] ?? 0;
  return from + ((means[left + 1] ?? from) - from) * (clamped - left);
}
