/**
 * Electricity load of every area, and every forecast of it, as pure functions of seed and interval.
 * Levels: mean CAISO load of 2023 by season and hour (14.5 to 44 GW), and a recorded week of forecasts.
 */
import { hourMs } from "../kit/calendar.ts";
import { normal, seedOf, valueNoise } from "../kit/random.ts";
import { loadAreas, type LoadArea } from "./areas.ts";
import type { LoadFeed } from "./feeds.ts";
import {
  curve,
  dayKind,
  seasonalHours,
  type SeasonCurves,
  summerShare,
  sunshine,
} from "./seasons.ts";
import { hourEnding, type TradeDay, wallHour } from "./trade-day.ts";
import { clearness, heat } from "./weather.ts";

/** Loads are kept in hundredths of a MW, as printed. */
export const loadScale = 100;

export interface LoadWorld {
  /** The operator's own area. */
  readonly total: LoadArea;
  /**
   * One area's load over a whole trade day, one entry per interval of the feed, in hundredths of a MW
   * (whole MW for actuals). The operator's five TAC areas add up to `CA ISO-TAC` exactly.
   */
  loads(feed: LoadFeed, area: LoadArea, tradeDay: TradeDay): Int32Array;
  /** The operator's actual load in MW; `dayPart` counts hours since the day began, with a fraction. */
  actualMw(tradeDay: TradeDay): (dayPart: number) => number;
}

export function createLoadWorld(seed: number): LoadWorld {
  const latestTotals = new Map<LoadFeed["execution"], { day: number; totals: Int32Array }>();

  function totals(feed: LoadFeed, tradeDay: TradeDay): Int32Array {
    const known = latestTotals.get(feed.execution);
    if (known?.day === tradeDay.day) return known.totals;
    const error = forecastErrors[feed.execution];
    const errorSeed = seedOf(seed, `error ${feed.execution}`);
    const actualMw = createTotalMw(seed, tradeDay);
    const made = fill(
      feed,
      tradeDay,
      (intervalMs, dayPart) =>
        actualMw(dayPart) * (1 + error * valueNoise(errorSeed, intervalMs / (9 * hourMs))),
    );
    latestTotals.set(feed.execution, { day: tradeDay.day, totals: made });
    return made;
  }

  function share(feed: LoadFeed, area: LoadArea, tradeDay: TradeDay): Int32Array {
    const areaSeed = seedOf(seed, area.id);
    const summer = summerShare(tradeDay.day);
    const whole = totals(feed, tradeDay);
    return fill(feed, tradeDay, (intervalMs, _dayPart, index) => {
      const valley = area.valley * sunshine(intervalMs, summer);
      const drift = 1 + 0.03 * valueNoise(areaSeed, intervalMs / (12 * hourMs));
      // Proof for the fallback: both arrays hold one entry per interval of the same day.
      return (((whole[index] ?? 0) / loadScale) * area.meanMw * drift * (1 - valley)) / totalMeanMw;
    });
  }

  return {
    total: totalArea,
    actualMw: (tradeDay) => createTotalMw(seed, tradeDay),
    loads(feed, area, tradeDay) {
      if (area.climate === "total") return totals(feed, tradeDay);
      if (area.id === remainderArea) {
        // The largest area takes what the others leave, so that the printed numbers add up.
        const rest = Int32Array.from(totals(feed, tradeDay));
        for (const other of sharingAreas) {
          const taken = share(feed, other, tradeDay);
          for (let at = 0; at < rest.length; at++) rest[at] = (rest[at] ?? 0) - (taken[at] ?? 0);
        }
        return rest;
      }
      if (area.climate === "tac") return share(feed, area, tradeDay);
      return neighbourLoads(seed, feed, area, tradeDay);
    },
  };
}

const remainderArea = "SCE-TAC";
const sharingAreas = loadAreas.filter(
  (area) => area.climate === "tac" && area.id !== remainderArea,
);
const [totalArea] = loadAreas;
const totalMeanMw = totalArea.meanMw;

/** Largest relative deviation from the actual load; the mean one is about a third of it. */
const forecastErrors = {
  ACTUAL: 0,
  RTD: 0.006,
  RTPD: 0.012,
  DAM: 0.125,
  "2DA": 0.145,
  "7DA": 0.19,
} as const satisfies Record<LoadFeed["execution"], number>;

/** GW by local hour: means of 2023, hour beginning; the summer's raised to what its middle needs to have its mean. */
const totalGw: SeasonCurves = [
  gw([23.0, 21.2, 24.8, 24.0, 23.1, 22.7, 23.2, 26.7, 27.1, 26.2, 24.3]),
  gw([23.3, 21.1, 23.9, 22.8, 21.3, 20.5, 20.7, 23.5, 25.1, 26.6, 24.6]),
  gw([29.4, 25.0, 27.2, 28.2, 27.9, 28.6, 31.3, 34.4, 35.4, 34.8, 31.5]),
  gw([23.3, 21.1, 23.9, 24.2, 23.2, 23.3, 25.1, 28.0, 28.2, 26.9, 24.7]),
];

function gw(values: readonly number[]): Float64Array {
  const hours = [0, 4, 8, 10, 12, 14, 16, 18, 19, 21, 23];
  return curve(values.map((value, index) => [hours[index] ?? 0, value] as const));
}

const northCurves: SeasonCurves = [
  relative([0.84, 0.83, 1.12, 1.08, 1.02, 1.0, 1.12, 1.02]),
  relative([0.74, 0.74, 0.98, 0.94, 0.88, 0.85, 0.96, 0.9]),
  relative([0.75, 0.68, 0.88, 0.97, 1.06, 1.12, 1.06, 0.92]),
  relative([0.74, 0.73, 0.97, 0.92, 0.88, 0.87, 0.98, 0.89]),
];
const southCurves: SeasonCurves = [
  relative([0.91, 0.9, 1.1, 1.0, 0.93, 0.93, 1.14, 1.05]),
  relative([0.88, 0.83, 0.95, 0.96, 1.0, 1.06, 1.13, 1.03]),
  relative([1.28, 1.05, 1.17, 1.4, 1.69, 1.87, 1.85, 1.6]),
  relative([0.95, 0.87, 1.0, 1.03, 1.1, 1.2, 1.25, 1.1]),
];

function relative(values: readonly number[]): Float64Array {
  const hours = [0, 4, 7, 10, 13, 16, 19, 22];
  return curve(values.map((value, index) => [hours[index] ?? 0, value] as const));
}

/** The operator's actual load; `dayPart` counts hours since the day began, with a fraction. */
function createTotalMw(seed: number, tradeDay: TradeDay): (dayPart: number) => number {
  const { day, startMs } = tradeDay;
  const shape = seasonalHours(totalGw, day);
  const summer = summerShare(day);
  const kind = dayKind(day);
  const weather = heat(seed, day);
  // A bright day keeps rooftop panels busy, so less load is left at noon.
  const rooftop = 0.09 * clearness(seed, day);
  const noiseSeed = seedOf(seed, "load");
  return (dayPart) => {
    const intervalMs = startMs + dayPart * hourMs;
    const sun = sunshine(intervalMs, summer);
    const rest = kind === "workday" ? 1.02 : kind === "saturday" ? 0.965 : 0.95 - 0.06 * sun;
    const afternoon = dayPart >= 12 ? 1 : 0.5;
    const swing = 0.045 + (weather > 0 ? 0.24 : 0.14) * summer * afternoon;
    const noise = 0.015 * valueNoise(noiseSeed, intervalMs / (3 * hourMs));
    const base = betweenHours(shape, tradeDay, dayPart) * 1000;
    return base * rest * (1 + weather * swing - rooftop * sun + noise);
  };
}

function neighbourLoads(
  seed: number,
  feed: LoadFeed,
  area: LoadArea,
  tradeDay: TradeDay,
): Int32Array {
  const areaSeed = seedOf(seed, area.id);
  const errorSeed = seedOf(areaSeed, feed.execution);
  const north = area.climate === "north";
  const shape = seasonalHours(north ? northCurves : southCurves, tradeDay.day);
  const summer = summerShare(tradeDay.day);
  const rest = dayKind(tradeDay.day) === "workday" ? 1.01 : 0.96;
  const swing = north ? 0.12 - 0.06 * summer : 0.05 + 0.1 * summer;
  const weather = 1 + swing * valueNoise(seedOf(areaSeed, "weather"), tradeDay.day / 4);
  return fill(feed, tradeDay, (intervalMs, dayPart) => {
    const hours = intervalMs / hourMs;
    const noise = 0.012 * valueNoise(areaSeed, hours / 2) + 0.003 * normal(areaSeed, hours);
    const error = forecastErrors[feed.execution] * 0.7 * valueNoise(errorSeed, hours / 9);
    const base = area.meanMw * betweenHours(shape, tradeDay, dayPart);
    return base * rest * weather * (1 + noise) * (1 + error);
  });
}

/** Calls `mw` for every interval of the day and rounds as the feed prints. */
function fill(
  feed: LoadFeed,
  tradeDay: TradeDay,
  mw: (intervalMs: number, dayPart: number, index: number) => number,
): Int32Array {
  const unit = feed.execution === "ACTUAL" ? loadScale : 1;
  const count = (tradeDay.hours * hourMs) / feed.stepMs;
  return Int32Array.from({ length: count }, (_, index) => {
    const sinceMs = index * feed.stepMs;
    const value = mw(tradeDay.startMs + sinceMs, sinceMs / hourMs, index);
    return Math.round((value * loadScale) / unit) * unit;
  });
}

/** The height of an hourly shape inside an hour, gliding to the next hour of the wall clock. */
function betweenHours(shape: Float64Array, tradeDay: TradeDay, dayPart: number): number {
  const index = Math.floor(dayPart);
  const hour = wallHour(hourEnding(tradeDay.hours, index));
  // Proof for the fallbacks: a shape has 24 entries and `hour` is 0 to 23.
  const from = shape[hour] ?? 0;
  const to = shape[(hour + 1) % 24] ?? from;
  return from + (to - from) * (dayPart - index);
}
