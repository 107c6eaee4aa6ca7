/**
 * How a provider reads answers recorded of it: what they meant, for the truth ledger, and which series they were
 * about, for the catalogue. The reader belongs to the provider's folder and to its declaration; files, matching
 * and HTTP belong to `replay/`.
 */
import type { TruthObservation } from "./types.ts";

/** One recorded answer with the request it answers. Bodies are decoded. */
export interface RecordedAnswer {
  readonly method: string;
  readonly path: string;
  /** Names in lower case, values in the order they were sent, keys left out. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  readonly status: number;
  readonly body: Buffer;
}

/** A series as a plan asks for it: the catalogue's line without what only the rows tell. */
export interface RecordedSeries {
  readonly dataset: string;
  readonly seriesId: string;
  readonly title: string;
  readonly unit: string;
  readonly frequency: string;
  readonly location: string | null;
  readonly params: Readonly<Record<string, string>>;
  /** Half-open range of interval starts that was asked for; where it is absent the rows' own range counts. */
  readonly range?: { readonly startMs: number; readonly endMs: number };
}

export interface RecordedMeaning {
  readonly rows: readonly TruthObservation[];
  /** In the order a plan shall list them. */
  readonly series: readonly RecordedSeries[];
}

export interface RecordedReader {
  /** Shown every answer once before any is read, for what one answer tells about another. */
  learn?(answer: RecordedAnswer): void;
  /** Undefined for answers that carry no observations. Throws an Error of one sentence for those it should read and cannot. */
  read(answer: RecordedAnswer): RecordedMeaning | undefined;
}

/** `described` holds what a person wrote by hand about the provider's series. */
export type CreateRecordedReader = (described: readonly RecordedSeries[]) => RecordedReader;
