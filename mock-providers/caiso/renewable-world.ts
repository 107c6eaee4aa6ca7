/**
 * Sun and wind by trading hub, and every forecast of them, as pure functions of seed and interval.
 * Levels: a recorded week of day-ahead forecasts (February 2025) and its mean by hour.
 */
import { hourMs } from "../kit/calendar.ts";
import { normal, seedOf, valueNoise } from "../kit/random.ts";
import type { RenewableFeed } from "./feeds.ts";
import { curve, summerShare, sunshine } from "./seasons.ts";
import { hourEnding, type TradeDay, wallHour } from "./trade-day.ts";
import { clearness } from "./weather.ts";

export const renewableHubs = ["NP15", "SP15", "ZP26"] as const;
export const renewableTypes = ["Solar", "Wind"] as const;

export type RenewableHub = (typeof renewableHubs)[number];
export type RenewableType = (typeof renewableTypes)[number];

export interface RenewableWorld {
  /** One entry per interval of the feed over a whole trade day, whole multiples of `1 / renewableScale`. */
  output(
    feed: RenewableFeed,
    hub: RenewableHub,
    type: RenewableType,
    tradeDay: TradeDay,
  ): Int32Array;
}

/** Forecasts are printed with two decimals, meter readings with five. */
export function renewableScale(market: RenewableFeed["market"]): number {
  return market === "ACTUAL" ? 100_000 : 100;
}

/** Clear midday in winter, MW, and what plants draw at night. */
const solarHubs = {
  NP15: { peakMw: 1_720, nightMw: -9 },
  SP15: { peakMw: 11_200, nightMw: -46 },
  ZP26: { peakMw: 2_150, nightMw: -14 },
} as const satisfies Record<RenewableHub, object>;

/** Mean MW by local hour in February. */
const windHubs = {
  NP15: hours([360, 275, 257, 251, 254, 238, 212, 250, 315]),
  SP15: hours([1_240, 1_150, 1_040, 995, 1_210, 1_590, 1_755, 1_755, 1_660]),
  ZP26: hours([33, 26, 23, 26, 38, 47, 53, 52, 42]),
} as const satisfies Record<RenewableHub, Float64Array>;

function hours(values: readonly number[]): Float64Array {
  const knots = [0, 3, 6, 8, 11, 14, 17, 19, 22];
  return curve(values.map((value, index) => [knots[index] ?? 0, value] as const));
}

/** Largest relative deviation from what comes true. */
const forecastErrors = {
  ACTUAL: { Solar: 0, Wind: 0 },
  RTD: { Solar: 0.02, Wind: 0.04 },
  RTPD: { Solar: 0.04, Wind: 0.08 },
  HASP: { Solar: 0.07, Wind: 0.14 },
  DAM: { Solar: 0.16, Wind: 0.32 },
} as const satisfies Record<RenewableFeed["market"], Record<RenewableType, number>>;

export function createRenewableWorld(seed: number): RenewableWorld {
  return {
    output(feed, hub, type, tradeDay) {
      const { stepMs, market } = feed;
      const scale = renewableScale(market);
      const errorSeed = seedOf(seed, `error ${market} ${hub} ${type}`);
      const error = forecastErrors[market][type];
      const mwAt = createOutput(seed, hub, type, tradeDay);
      const isActual = market === "ACTUAL";
      return Int32Array.from({ length: (tradeDay.hours * hourMs) / stepMs }, (_, index) => {
        const middleMs = tradeDay.startMs + (index + 0.5) * stepMs;
        const mw = mwAt(middleMs) * (1 + error * valueNoise(errorSeed, middleMs / (6 * hourMs)));
        // Forecasts know no consumption of the plants themselves.
        return Math.round((isActual ? mw : Math.max(0, mw)) * scale);
      });
    },
  };
}

/** True output of one hub's plants in MW at an instant of a trade day; solar draws a little at night. */
export function createOutput(
  seed: number,
  hub: RenewableHub,
  type: RenewableType,
  tradeDay: TradeDay,
): (utcMs: number) => number {
  return type === "Solar" ? createSolar(seed, hub, tradeDay) : createWind(seed, hub, tradeDay);
}

function createSolar(seed: number, hub: RenewableHub, { day }: TradeDay) {
  const { peakMw, nightMw } = solarHubs[hub];
  const hubSeed = seedOf(seed, `sun ${hub}`);
  const summer = summerShare(day);
  const clear = 0.88 + 0.12 * clearness(seed, day);
  return (utcMs: number): number => {
    const light = sunshine(utcMs, summer);
    const hour = utcMs / hourMs;
    if (light === 0) return nightMw * (1 + 0.2 * normal(hubSeed, Math.floor(hour * 12)));
    const passing = 1 + 0.07 * valueNoise(hubSeed, hour / 1.5);
    return peakMw * (1 + 0.38 * summer) * light * clear * passing;
  };
}

function createWind(seed: number, hub: RenewableHub, tradeDay: TradeDay) {
  const hubSeed = seedOf(seed, `wind ${hub}`);
  const season = 1 + 0.9 * summerShare(tradeDay.day);
  const shape = windHubs[hub];
  return (utcMs: number): number => {
    const hour = utcMs / hourMs;
    const dayPart = Math.min(tradeDay.hours - 1, Math.floor((utcMs - tradeDay.startMs) / hourMs));
    // Proof for the fallback: a shape has 24 entries.
    const mean = shape[wallHour(hourEnding(tradeDay.hours, dayPart))] ?? 0;
    const front = Math.max(0.06, 1 + 0.85 * valueNoise(hubSeed, hour / 28));
    const gusts = 1 + 0.1 * valueNoise(~hubSeed, hour);
    return mean * season * front * gusts;
  };
}
