/** Legacy ids of API v1, such as `PET.RWTC.D`: prefix, series, and the letter of the frequency. */
import type { FrequencyId, Leaf } from "./leaves.ts";
import { leaves } from "./leaves.ts";

export interface LegacySeries {
  readonly leaf: Leaf;
  readonly frequency: FrequencyId;
  readonly series: string;
}

/** The leaf and frequency an id may stand for; more than one leaf can share a prefix. */
export function parseLegacyId(id: string): LegacySeries[] {
  const match = /^([A-Z]+)\.(.+)\.([A-Z]+)$/.exec(id);
  if (match === null) return [];
  const [, prefix, series = "", letter] = match;
  return leaves.flatMap((leaf) => {
    const frequency = leaf.frequencies.find(({ query }) => query === letter);
    if (leaf.legacyPrefix !== prefix || frequency === undefined) return [];
    return [{ leaf, frequency: frequency.id, series }];
  });
}
