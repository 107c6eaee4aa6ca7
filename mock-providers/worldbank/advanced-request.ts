/** What the parts of the advanced form share: the request, the concepts and how they name times. */
import type { MetadataRequest } from "./metadata.ts";
import { formatPeriod, parsePeriod, type Frequency, type Period } from "./periods.ts";

export interface AdvancedRequest extends MetadataRequest {
  /** Below `/v2/sources/{id}`, at least one. */
  readonly parts: readonly string[];
  readonly sourceId: string;
}

export const conceptIds = ["Country", "Series", "Time"] as const;
export type ConceptId = (typeof conceptIds)[number];

/** `YR2024`, `2024Q1` or `2024M01`. */
export function timeId(frequency: Frequency, index: number): string {
  const text = formatPeriod(frequency, index);
  return frequency === "annual" ? `YR${text}` : text;
}

/** As `timeId` writes it, and years without their letters. */
export function parseTimeId(id: string): Period | undefined {
  return parsePeriod(id.replace(/^YR/i, ""));
}
