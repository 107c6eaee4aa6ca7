/** What fuel and emissions cost, day by day: the slow part of the price level. */
import { roundTo, seedOf, valueNoise } from "../kit/random.ts";

/** Around 1, between 0.84 and 1.16; moves over weeks. */
export function gasLevel(seed: number, day: number): number {
  return 1 + 0.16 * valueNoise(seedOf(seed, "gas"), day / 20);
}

export interface FuelRegion {
  readonly id: string;
  /** Mean gas price, $/MMBtu. */
  readonly meanUsd: number;
}

export const fuelRegions: readonly FuelRegion[] = [
  { id: "FRPGE1", meanUsd: 4.62 },
  { id: "FRPGE2", meanUsd: 4.31 },
  { id: "FRSCE1", meanUsd: 4.18 },
  { id: "FRSCE2", meanUsd: 3.94 },
  { id: "FRSDG1", meanUsd: 4.27 },
  { id: "FRSDG2", meanUsd: 4.05 },
];

/** $/MMBtu, five decimals. */
export function fuelPriceUsd(seed: number, region: FuelRegion, day: number): number {
  const own = valueNoise(seedOf(seed, region.id), day / 6);
  return roundTo(region.meanUsd * gasLevel(seed, day) * (1 + 0.05 * own), 5);
}

/** $ per metric ton of CO2 equivalent, cents. */
export function allowancePriceUsd(seed: number, day: number): number {
  return roundTo(29 + 5 * valueNoise(seedOf(seed, "allowance"), day / 45), 2);
}
