/**
 * Nodal prices as pure functions of seed, node and interval: one energy price for the whole system, and
 * congestion, loss and greenhouse gas per node.
 * Levels and shapes: SP15 day-ahead 2026, NP15 15-minute 2020 (section 9 of the fact sheet the mock was
 * built from): midday dips, negative springs, evening peaks, rare spikes, a south that congests at noon.
 */
import { hourMs } from "../kit/calendar.ts";
import { normal, seedOf, uniform, valueNoise } from "../kit/random.ts";
import type { Correction, Corrections } from "./corrections.ts";
import { gasLevel } from "./cost-world.ts";
import type { PriceFeed } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import {
  curve,
  dayKind,
  seasonalHours,
  type SeasonCurves,
  springShare,
  summerShare,
  sunshine,
} from "./seasons.ts";
import { hourEnding, type TradeDay, wallHour } from "./trade-day.ts";
import { clearness, heat, heatWave } from "./weather.ts";

/** Prices are kept in hundred-thousandths of a dollar per MWh, the five printed decimals. */
export const priceScale = 100_000;

/** In the order of the bundles a catalogue lists. */
export const priceComponents = ["LMP", "MCE", "MCC", "MCL", "MGHG"] as const;
export type PriceComponent = (typeof priceComponents)[number];

/** One entry per interval of a trade day. LMP is the exact sum of the other four. */
export type NodePrices = Readonly<Record<PriceComponent, Int32Array>>;

export interface PriceWorld {
  /** As said at `nowMs`: corrections published by then are in. */
  prices(feed: PriceFeed, node: PricingNode, tradeDay: TradeDay, nowMs: number): NodePrices;
}

interface SystemDay {
  readonly energy: Int32Array;
  /** Dollars by which congestion lowers a node with a share of 1. */
  readonly congestionUsd: Float64Array;
  readonly sun: Float64Array;
}

export function createPriceWorld(seed: number, corrections: Corrections): PriceWorld {
  const systemDays = new Map<string, SystemDay>();
  let latest:
    | {
        readonly feed: PriceFeed;
        readonly node: PricingNode;
        readonly day: number;
        readonly correction: Correction | undefined;
        readonly prices: NodePrices;
      }
    | undefined;

  function systemDay(feed: PriceFeed, tradeDay: TradeDay): SystemDay {
    const key = `${feed.priceMarket} ${tradeDay.day}`;
    const known = systemDays.get(key);
    if (known !== undefined) return known;
    const made = createSystemDay(seed, feed, tradeDay);
    // Bounded: clients may walk through years of days.
    if (systemDays.size >= 400) systemDays.clear();
    systemDays.set(key, made);
    return made;
  }

  return {
    prices(feed, node, tradeDay, nowMs) {
      const { day } = tradeDay;
      const possible = corrections.of(feed.priceMarket, tradeDay);
      const correction =
        possible !== undefined && possible.publishedMs <= nowMs && possible.affects(node.id)
          ? possible
          : undefined;
      // An answer asks for the five components of one node and day in a row.
      if (
        latest?.feed === feed &&
        latest.node === node &&
        latest.day === day &&
        latest.correction === correction
      ) {
        return latest.prices;
      }
      const first = createNodePrices(seed, feed, node, tradeDay, systemDay(feed, tradeDay));
      const prices = correction === undefined ? first : correct(first, correction);
      latest = { feed, node, day, correction, prices };
      return prices;
    },
  };
}

/** $/MWh by local hour, before weather, weekends and noise. */
const energyUsd: SeasonCurves = [
  usd([40, 36, 41, 36, 24, 18, 18, 30, 41, 43, 42, 41, 40]),
  usd([33, 29, 33, 16, 3, -2, -3, 2, 12, 31, 47, 42, 35]),
  usd([42, 37, 38, 31, 25, 23, 29, 42, 50, 64, 72, 57, 46]),
  usd([46, 42, 50, 38, 21, 15, 17, 36, 62, 60, 56, 50, 47]),
];

function usd(values: readonly number[]): Float64Array {
  const hours = [0, 4, 6, 8, 10, 12, 14, 16, 17, 18, 19, 21, 23];
  return curve(values.map((value, index) => [hours[index] ?? 0, value] as const));
}

/** Bounds of the parts, chosen so that no LMP leaves the market's floor of −150 and soft cap of 1000. */
const energyBoundsUsd = { lowest: -95, highest: 930 };
const congestionBoundsUsd = { lowest: -35, highest: 55 };
const lossBoundUsd = 3;

function createSystemDay(seed: number, feed: PriceFeed, tradeDay: TradeDay): SystemDay {
  const { day, startMs, hours } = tradeDay;
  const count = (hours * hourMs) / feed.stepMs;
  const summer = summerShare(day);
  const spring = springShare(day);
  const shape = seasonalHours(energyUsd, day);
  const gas = gasLevel(seed, day);
  // Load follows the same heat, so days of high load are days of high prices.
  const warmth = heat(seed, day);
  const demandUsd = warmth * (2.5 + 6 * summer);
  const scarcityUsd = 420 * heatWave(seed, day, summer);
  const kind = dayKind(day);
  const middayUsd =
    (kind === "sunday" ? -5 : kind === "saturday" ? -3 : 1.5) - 11 * clearness(seed, day);
  const pullUsd = (8 + 10 * spring + 3 * summer) * (0.5 + 0.5 * uniform(seedOf(seed, "pull"), day));
  const realTime = feed.priceMarket === "DAM" ? undefined : createRealTime(seed, feed);
  const calmSeed = seedOf(seed, `calm ${feed.priceMarket}`);

  const energy = new Int32Array(count);
  const congestionUsd = new Float64Array(count);
  const sun = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const intervalMs = startMs + index * feed.stepMs;
    const hourIndex = Math.floor((index * feed.stepMs) / hourMs);
    const hour = wallHour(hourEnding(hours, hourIndex));
    const part = (index * feed.stepMs) / hourMs - hourIndex;
    const from = shape[hour] ?? 0;
    const base = from + ((shape[(hour + 1) % 24] ?? from) - from) * part;
    const light = sunshine(intervalMs, summer);
    const evening = hour >= 17 && hour <= 20 ? 1 : 0.15;
    const calmUsd = 2.2 * valueNoise(calmSeed, intervalMs / (2 * hourMs));
    const price = base * gas + light * middayUsd + demandUsd + scarcityUsd * evening + calmUsd;
    const surprise = realTime?.(intervalMs, hour, light * spring) ?? 0;
    energy[index] = printed(
      clamp(price + surprise, energyBoundsUsd.lowest, energyBoundsUsd.highest),
    );
    congestionUsd[index] = light * pullUsd * (1 + 0.25 * valueNoise(calmSeed, intervalMs / hourMs));
    sun[index] = light;
  }
  return { energy, congestionUsd, sun };
}

/** What real time adds to the day-ahead price, $/MWh: drift, jitter, rare spikes, spring oversupply. */
function createRealTime(seed: number, feed: PriceFeed) {
  const driftSeed = seedOf(seed, "real-time drift");
  const jitterSeed = seedOf(seed, `jitter ${feed.priceMarket}`);
  const spikeSeed = seedOf(seed, "spikes");
  return (intervalMs: number, hour: number, oversupply: number): number => {
    const driftUsd = 6 * valueNoise(driftSeed, intervalMs / (3 * hourMs));
    const jitterUsd = 1.4 * normal(jitterSeed, intervalMs / 300_000);
    // A spike lasts a quarter of an hour in both real-time markets.
    const quarter = Math.floor(intervalMs / 900_000);
    const luck = uniform(spikeSeed, quarter);
    const height = uniform(spikeSeed, quarter, 1);
    const cubed = height * height * height;
    const likely = hour >= 17 && hour <= 21 ? 0.008 : 0.0012;
    if (luck < likely) return driftUsd + jitterUsd + 60 + 840 * cubed * height;
    if (luck > 1 - 0.03 * oversupply) return driftUsd + jitterUsd - 12 - 75 * cubed;
    return driftUsd + jitterUsd;
  };
}

function createNodePrices(
  seed: number,
  feed: PriceFeed,
  node: PricingNode,
  tradeDay: TradeDay,
  system: SystemDay,
): NodePrices {
  const count = system.energy.length;
  const congestion = new Int32Array(count);
  const loss = new Int32Array(count);
  const greenhouse = new Int32Array(count);
  const total = new Int32Array(count);
  const nodeSeed = seedOf(seedOf(seed, node.id), feed.priceMarket);
  for (let index = 0; index < count; index++) {
    // Proof for the fallbacks: the arrays of a day have one entry per interval.
    const energy = system.energy[index] ?? 0;
    const hours = (tradeDay.startMs + index * feed.stepMs) / hourMs;
    const wobble = valueNoise(nodeSeed, hours / 3);
    const localUsd = 0.35 * (1 - 0.8 * (system.sun[index] ?? 0)) * wobble;
    const pulledUsd = -node.congestionShare * (system.congestionUsd[index] ?? 0);
    const mcc = printed(
      clamp(pulledUsd + localUsd, congestionBoundsUsd.lowest, congestionBoundsUsd.highest),
    );
    const lossUsd = (energy / priceScale) * node.lossShare * (1 + 0.2 * wobble);
    const mcl = printed(clamp(lossUsd, -lossBoundUsd, lossBoundUsd));
    const mghg = node.isEim ? printed(-7.5 + 3.5 * valueNoise(~nodeSeed, hours / 5)) : 0;
    congestion[index] = mcc;
    loss[index] = mcl;
    greenhouse[index] = mghg;
    total[index] = energy + mcc + mcl + mghg;
  }
  return { LMP: total, MCE: system.energy, MCC: congestion, MCL: loss, MGHG: greenhouse };
}

/** Congestion takes the change, and with it the total; the other parts stay. */
function correct(prices: NodePrices, { from, to, changeUsd }: Correction): NodePrices {
  const congestion = Int32Array.from(prices.MCC);
  const total = Int32Array.from(prices.LMP);
  const lowest = printed(congestionBoundsUsd.lowest);
  const highest = printed(congestionBoundsUsd.highest);
  const change = printed(changeUsd);
  for (let index = from; index < to; index++) {
    // Proof for the fallbacks: a correction lies inside its trade day.
    const before = congestion[index] ?? 0;
    const moved = clamp(before + change, lowest, highest);
    // At the bound already: the other direction is always free.
    const after = moved === before ? clamp(before - change, lowest, highest) : moved;
    congestion[index] = after;
    total[index] = (total[index] ?? 0) + after - before;
  }
  return { ...prices, MCC: congestion, LMP: total };
}

function printed(priceUsd: number): number {
  return Math.round(priceUsd * priceScale);
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}
