/** The weather behind load, sun and prices: one source, so that they move together. */
import { seedOf, valueNoise } from "../kit/random.ts";

/** −1 (cool) to 1 (hot) for the season; lasts about four days. */
export function heat(seed: number, day: number): number {
  return valueNoise(seedOf(seed, "heat"), day / 4);
}

/** −1 (overcast) to 1 (clear); lasts about two days. */
export function clearness(seed: number, day: number): number {
  return valueNoise(seedOf(seed, "clouds"), day / 2);
}

/** 0 on most days; the part of a heat wave that strains supply, up to 0.45 in midsummer. */
export function heatWave(seed: number, day: number, summer: number): number {
  return Math.max(0, Math.max(0, heat(seed, day)) * summer - 0.55);
}
