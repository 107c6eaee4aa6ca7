/**
 * What every line of the fault table says. The words are for people: documents, the OpenAPI description and refusals
 * are made of them. What a fault does stands in the file of its level, and compiles only when every kind has it.
 */
import type { z } from "zod";

/**
 * `transport`: whether and how an answer travels. `answer`: the answer as a whole, its body, its page.
 * `rows`: single rows of a body that stays well formed.
 */
export type FaultLevel = "transport" | "answer" | "rows";

export interface FaultKindText {
  readonly level: FaultLevel;
  /** What it does on the wire, one sentence. */
  readonly does: string;
  /** What a good pipeline does about it. */
  readonly goodPipeline: string;
  /** How the verdict judges what it touched. */
  readonly judged: string;
  /** Which answers it can be done to; without it, any. */
  readonly needs?: FaultNeed;
  /** A pipeline can always read past it, so even without an end it excuses no job that was given up. */
  readonly survivable?: true;
  readonly parameters: z.ZodObject;
}

/** Something a provider's answers must have, so that a fault that would do nothing is refused instead. */
export type FaultNeed = "zip" | "json" | "xml" | "csv" | "pages" | "rows" | "total" | "key";
