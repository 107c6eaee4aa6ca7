/**
 * What the weather of a day was at a station: a pure function of seed, place and day. Stations of a region
 * share their fronts; a front cools, brings rain, and rain narrows a day's range. In every version of a day
 * TMIN < TAVG < TMAX.
 */
import { dayNumber } from "../../kit/calendar.ts";
import { normal, seedOf, uniform, valueNoise, wave } from "../../kit/random.ts";
import type { Climate, Station } from "./station.ts";

/** Whole numbers, as the data set stores them. */
export interface DailyWeather {
  /** Tenths of °C. */
  readonly TMAX: number;
  readonly TMIN: number;
  readonly TAVG: number;
  /** Tenths of mm. */
  readonly PRCP: number;
  /** mm of new snow. */
  readonly SNOW: number;
  /** Tenths of m/s. */
  readonly AWND: number;
  /** Rain too little to measure. */
  readonly isTrace: boolean;
}

/** How often a day's report has been corrected so far: 0 as first published. */
export type Version = 0 | 1 | 2;

export type WeatherOf = (day: number, version: Version) => DailyWeather;

/** Share of the values that change with each correction. */
const correctedShares = [0.06, 0.025] as const;

export function createWeather(worldSeed: number, station: Station, climate: Climate): WeatherOf {
  const seed = seedOf(worldSeed, station.id);
  const front = seedOf(worldSeed, `region ${climate.region}`);
  const make = (day: number, version: Version): DailyWeather => {
    const season = seasonAt(climate, day);
    // Fronts of two to three days within spells of a week or two.
    const wetness =
      0.55 * valueNoise(front + 5, day / 1.7) +
      0.3 * valueNoise(front + 6, day / 6.5) +
      0.15 * valueNoise(seed + 5, day / 1.3);
    const chance = wetChance(climate, season, wetness);
    const isWet = uniform(seed + 7, day) < chance;
    const anomaly =
      0.95 * valueNoise(front + 1, day / 2.6) +
      0.75 * valueNoise(front + 2, day / 9) +
      0.3 * valueNoise(front + 3, day / 170) +
      0.35 * valueNoise(seed + 1, day / 2);
    // Winters swing more than summers.
    const spread = climate.weatherC * (1 - 0.35 * season);
    const meanC =
      climate.meanC +
      climate.swingC * season +
      spread * anomaly +
      (climate.heatC ?? 0) * Math.max(0, anomaly - 0.7) -
      (isWet ? 0.9 : 0) -
      0.6 * wetness +
      0.35 * normal(seed + 2, day);
    const clear = 1.1 - 0.25 * Math.max(0, wetness) + 0.12 * normal(seed + 3, day);
    const rangeC = Math.max(2.4, climate.rangeC * (isWet ? 0.66 : Math.max(0.55, clear)));
    const rainMm = isWet ? rainOf(climate, uniform(seed + 8, day), wetness) : 0;
    const snowShare = Math.min(1, Math.max(0, (1.2 - meanC) / 3));
    const wind = climate.windMs * (1 + 0.45 * valueNoise(seed + 9, day / 1.6) + 0.5 * wetness);
    return corrected(
      {
        TMAX: Math.floor((meanC + rangeC / 2) * 10 + 0.5),
        TMIN: Math.floor((meanC - rangeC / 2) * 10 + 0.5),
        PRCP: isWet ? Math.max(1, Math.floor(rainMm * 10 + 0.5)) : 0,
        SNOW: Math.floor(rainMm * snowShare * (8 + 5 * uniform(seed + 10, day)) + 0.5),
        AWND: Math.max(2, Math.floor(wind * 10 + 0.5)),
        isTrace: !isWet && wetness > 0 && uniform(seed + 11, day) < 0.12,
      },
      { seed, day, version },
    );
  };
  return remember(make);
}

/** Months and snow depths walk over the same days again and again: the latest of each slot are kept. */
const slots = 64;

function remember(make: WeatherOf): WeatherOf {
  const days = new Float64Array(slots).fill(Number.NaN);
  const versions = new Int8Array(slots);
  const kept: DailyWeather[] = [];
  return (day, version) => {
    const slot = day & (slots - 1);
    const known = kept[slot];
    if (known !== undefined && days[slot] === day && versions[slot] === version) return known;
    const weather = make(day, version);
    days[slot] = day;
    versions[slot] = version;
    kept[slot] = weather;
    return weather;
  };
}

/** +1 on the warmest day of the year, −1 on the coldest. */
export function seasonAt(climate: Climate, day: number): number {
  return wave((day - referenceDay - climate.warmestDay) / 365.2425 + 0.25);
}

/** Normals: what the season alone would bring, in °C. */
export function normalTemperatures(
  climate: Climate,
  day: number,
): { readonly maxC: number; readonly minC: number } {
  const meanC = climate.meanC + climate.swingC * seasonAt(climate, day);
  return { maxC: meanC + climate.rangeC / 2, minC: meanC - climate.rangeC / 2 };
}

const referenceDay = dayNumber(2000, 1, 1);

function wetChance(climate: Climate, season: number, wetness: number): number {
  const share = climate.wetShare * (1 - climate.winterWet * season) * (1 + 2.1 * wetness);
  return Math.min(0.97, Math.max(0.004, share));
}

/** Many small amounts and a few large ones. */
function rainOf({ wetDayMm }: Climate, part: number, wetness: number): number {
  const cubed = part * part * part;
  const amount = 0.05 + 0.55 * part + 2.8 * cubed * cubed;
  return wetDayMm * amount * (1 + 0.5 * Math.max(-0.8, wetness));
}

type Measured = Omit<DailyWeather, "TAVG">;

/**
 * Corrections of 0.1 to 0.4 °C and of a tenth of the rain. Two of them on both sides take at most 1.6 °C from a
 * range of at least 2.3, so a day's order holds.
 */
function corrected(
  first: Measured,
  {
    seed,
    day,
    version,
  }: { readonly seed: number; readonly day: number; readonly version: Version },
): DailyWeather {
  let { TMAX, TMIN, PRCP, AWND } = first;
  for (let round = 0; round < version; round++) {
    const salt = seed + 20 + 10 * round;
    const share = correctedShares[round] ?? 0;
    const applies = (element: number): boolean => uniform(salt, day, element) < share;
    if (applies(1)) TMAX += step(salt + 1, day);
    if (applies(2)) TMIN += step(salt + 2, day);
    if (PRCP > 4 && applies(3)) PRCP += step(salt + 3, day) * Math.max(1, Math.floor(PRCP / 40));
    if (applies(4)) AWND = Math.max(1, AWND + step(salt + 4, day));
  }
  // Hourly readings average near the middle of the extremes, never at one.
  const middle = (TMAX + TMIN) / 2 + 0.2 * (TMAX - TMIN) * valueNoise(seed + 12, day / 1.9);
  return { ...first, TMAX, TMIN, PRCP, AWND, TAVG: Math.floor(middle + 0.5) };
}

/** One to four tenths, up or down. */
function step(seed: number, day: number): number {
  const size = 1 + Math.floor(4 * uniform(seed, day));
  return uniform(seed, day, 1) < 0.5 ? size : -size;
}
