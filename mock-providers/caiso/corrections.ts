/**
 * Price corrections: days after a trade day the operator replaces a few prices without a word in the price
 * reports; only PRC_CORR_GRP tells. Pure functions of seed, market and day, so what was said at any instant
 * can be said again.
 */
import { addBusinessDays, dayMs, hourMs } from "../kit/calendar.ts";
import { hash32, seedOf, uniform } from "../kit/random.ts";
import { localToUtcMs } from "../kit/time-zone.ts";
import type { PriceMarket } from "./feeds.ts";
import { quarterMs } from "./publication.ts";
import type { TradeDay } from "./trade-day.ts";

export type CorrectedMarket = Extract<PriceMarket, "DAM" | "RTM">;

export interface Correction {
  readonly market: CorrectedMarket;
  readonly day: number;
  /** The one instant at which all its prices change: a business day's late afternoon. */
  readonly publishedMs: number;
  /** Half-open range of intervals of the trade day. */
  readonly from: number;
  readonly to: number;
  /** What congestion changes by, $/MWh, at least half a dollar in size. */
  readonly changeUsd: number;
  readonly reason: string;
  affects(nodeId: string): boolean;
}

export interface Corrections {
  /** The correction of one market and trade day, whether published or not; most days have none. */
  of(market: PriceMarket, tradeDay: TradeDay): Correction | undefined;
}

/** Corrections appear at one of these times, Pacific. */
export const correctionAtMs = 16 * hourMs;
export const correctionStepMs = quarterMs;
export const correctionSteps = 7;

const habits = {
  DAM: { share: 0.05, businessDaysMin: 3, businessDaysSpread: 6, perHour: 1, lengthMax: 4 },
  RTM: { share: 0.08, businessDaysMin: 2, businessDaysSpread: 2, perHour: 12, lengthMax: 12 },
} as const satisfies Record<CorrectedMarket, object>;

const reasons = [
  "Incorrect transmission constraint limit",
  "Data input failure",
  "Invalid network model parameter",
  "Software defect",
] as const;

const rememberedMax = 4_000;

export function createCorrections(seed: number): Corrections {
  const known = new Map<number, Correction | undefined>();
  return {
    of(market, tradeDay) {
      if (market !== "DAM" && market !== "RTM") return undefined;
      const key = tradeDay.day * 2 + (market === "DAM" ? 0 : 1);
      if (known.has(key)) return known.get(key);
      // Bounded: clients may walk through years of days.
      if (known.size >= rememberedMax) known.clear();
      const made = draw(seed, market, tradeDay);
      known.set(key, made);
      return made;
    },
  };
}

function draw(seed: number, market: CorrectedMarket, tradeDay: TradeDay): Correction | undefined {
  const { day, hours } = tradeDay;
  const marketSeed = seedOf(seed, `corrected ${market}`);
  const { share, businessDaysMin, businessDaysSpread, perHour, lengthMax } = habits[market];
  if (uniform(marketSeed, day) >= share) return undefined;
  const own = hash32(marketSeed, day, 1);
  const publishedDay = addBusinessDays(
    day,
    businessDaysMin + (hash32(own, 1) % businessDaysSpread),
  );
  const timeOfDayMs = correctionAtMs + (hash32(own, 2) % correctionSteps) * correctionStepMs;
  const length = 1 + (hash32(own, 3) % lengthMax);
  const from = hash32(own, 4) % (hours * perHour - length + 1);
  const size = 0.5 + 14 * uniform(own, 5) * uniform(own, 6);
  const affectedShare = 0.15 + 0.5 * uniform(own, 7);
  // An aggregated node changes with any of the many nodes inside it.
  const aggregatedShare = 0.4 + 0.6 * uniform(own, 10);
  return {
    market,
    day,
    publishedMs: localToUtcMs("pacific", publishedDay * dayMs + timeOfDayMs),
    from,
    to: from + length,
    changeUsd: hash32(own, 8) % 2 === 0 ? size : -size,
    // Proof for the fallback: the index is below the list's length.
    reason: reasons[hash32(own, 9) % reasons.length] ?? reasons[0],
    affects: (nodeId) =>
      uniform(seedOf(own, nodeId), 0) <
      (nodeId.endsWith("-APND") ? aggregatedShare : affectedShare),
  };
}
