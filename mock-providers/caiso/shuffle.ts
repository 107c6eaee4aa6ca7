import { hash32 } from "../kit/random.ts";

/** The numbers below `count` in an order that depends on `seed` alone (Fisher and Yates). */
export function shuffledIndexes(count: number, seed: number): Uint16Array {
  const indexes = new Uint16Array(count);
  for (let at = 1; at < count; at++) {
    const other = hash32(seed, at) % (at + 1);
    indexes[at] = indexes[other] ?? 0;
    indexes[other] = at;
  }
  return indexes;
}
