/**
 * Prices of ancillary services as pure functions of seed and interval: regulation down is dear while the sun
 * shines, everything else in the evening, and all of it when heat strains supply.
 * Levels: $/MW, RU 2–15, RD 2–12, SR 1–10, NR 0–1 (unverified).
 */
import { hourMs } from "../kit/calendar.ts";
import { seedOf, valueNoise } from "../kit/random.ts";
import type { AncillaryFeed } from "./feeds.ts";
import { summerShare, sunshine } from "./seasons.ts";
import { hourEnding, type TradeDay, wallHour } from "./trade-day.ts";
import { heat, heatWave } from "./weather.ts";

export const ancillaryTypes = ["RU", "RD", "SR", "NR", "RMU", "RMD"] as const;
export type AncillaryType = (typeof ancillaryTypes)[number];

export const ancillaryRegions = [
  "AS_CAISO_EXP",
  "AS_CAISO",
  "AS_NP26_EXP",
  "AS_SP26_EXP",
  "AS_NP26",
  "AS_SP26",
] as const;
export type AncillaryRegion = (typeof ancillaryRegions)[number];

/** Prices are kept in hundred-thousandths of a dollar, the printed decimals. */
export const ancillaryScale = 100_000;

interface Service {
  readonly baseUsd: number;
  readonly sunUsd: number;
  readonly eveningUsd: number;
  /** What a full heat wave adds on a summer evening. */
  readonly scarcityUsd: number;
}

const services: Readonly<Record<AncillaryType, Service>> = {
  RU: { baseUsd: 4.2, sunUsd: 1, eveningUsd: 6, scarcityUsd: 90 },
  RD: { baseUsd: 3.6, sunUsd: 6.5, eveningUsd: 0.5, scarcityUsd: 0 },
  SR: { baseUsd: 1.9, sunUsd: -0.4, eveningUsd: 4.5, scarcityUsd: 120 },
  NR: { baseUsd: 0.25, sunUsd: -0.1, eveningUsd: 0.4, scarcityUsd: 60 },
  RMU: { baseUsd: 0.5, sunUsd: 0.1, eveningUsd: 0.3, scarcityUsd: 1 },
  RMD: { baseUsd: 0.5, sunUsd: 0.4, eveningUsd: 0, scarcityUsd: 0 },
};

/** Reserves inside a smaller region are worth a little more or the same. */
const regionFactors: Readonly<Record<AncillaryRegion, number>> = {
  AS_CAISO_EXP: 1,
  AS_CAISO: 1,
  AS_NP26_EXP: 1.02,
  AS_SP26_EXP: 1.05,
  AS_NP26: 1.02,
  AS_SP26: 1.06,
};

/** One entry per interval of the feed over a whole trade day. */
export function ancillaryPrices(
  seed: number,
  feed: AncillaryFeed,
  series: { readonly type: AncillaryType; readonly region: AncillaryRegion },
  tradeDay: TradeDay,
): Int32Array {
  const { type, region } = series;
  const { day, startMs, hours } = tradeDay;
  const { baseUsd, sunUsd, eveningUsd, scarcityUsd } = services[type];
  const summer = summerShare(day);
  const strain = heatWave(seed, day, summer) / 0.45;
  const level = 1 + 0.25 * heat(seed, day);
  const ownSeed = seedOf(seed, `${type} ${feed.market}`);
  return Int32Array.from({ length: (hours * hourMs) / feed.stepMs }, (_, index) => {
    const intervalMs = startMs + index * feed.stepMs;
    const hour = wallHour(hourEnding(hours, Math.floor((index * feed.stepMs) / hourMs)));
    const evening = hour >= 17 && hour <= 21 ? 1 : hour === 6 || hour === 7 ? 0.4 : 0.05;
    const calm = 1 + 0.35 * valueNoise(ownSeed, intervalMs / (3 * hourMs));
    const usual = baseUsd + sunUsd * sunshine(intervalMs, summer) + eveningUsd * evening;
    const price = usual * level * calm + scarcityUsd * strain * evening;
    return Math.round(Math.max(0, price * regionFactors[region]) * ancillaryScale);
  });
}
