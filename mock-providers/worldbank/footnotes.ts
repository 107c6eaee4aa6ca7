/** Remarks on single values. A few of a hundred annual values have one, always the same one. */
import { seedOf, uniform } from "../kit/random.ts";
import type { Series } from "./series.ts";

const texts = [
  "Estimate.",
  "Provisional.",
  "Break in series: new base year.",
  "Value of the fiscal year.",
] as const;

/** Undefined for values nothing is to be said about. */
export function footnoteOf(
  { seriesId, frequency, hash }: Pick<Series, "seriesId" | "frequency" | "hash">,
  index: number,
): string | undefined {
  if (frequency !== "annual" || uniform(hash, index) >= 0.04) return undefined;
  return texts[Math.floor(uniform(seedOf(hash, seriesId), index) * texts.length)];
}
