/** How far a unit got: what is fetched again after a crash, and what never is. */
import type { ProviderName } from "../core/observation.ts";
import type { Reason } from "../core/reasons.ts";
import type { Cursor } from "../providers/connector.ts";

export interface UnitKey {
  readonly runId: string;
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly unit: string;
}

export interface Checkpoint {
  readonly state: "open" | "done" | "failed";
  /** What the next request starts from; null: from the beginning. */
  readonly cursor: Cursor | null;
  /** Pages behind the cursor. Grows by one with every step, so it tells two steps apart. */
  readonly pages: number;
}

/** A record, or a whole page, that is kept aside with its reasons. */
export interface Reject {
  readonly pageId: string;
  /** Position in the page from 0; `wholePage` where no record could be told from another. */
  readonly recordIndex: number;
  readonly seriesId: string | null;
  readonly intervalStartMs: number | null;
  readonly asOfMs: number | null;
  readonly reasons: readonly Reason[];
  /** As sent. */
  readonly raw: Buffer;
  readonly contentType: string;
  /** Without secrets. */
  readonly request: string;
}

export const wholePage = -1;

export interface PageProgress {
  /** Null: the unit is complete. */
  readonly next: Cursor | null;
  /** Observations that Kafka acknowledged. */
  readonly records: number;
  readonly rejects: readonly Reject[];
}

export interface CheckpointStore {
  /** Null for a unit that was never planned. */
  read(key: UnitKey, signal: AbortSignal): Promise<Checkpoint | null>;
  /**
   * Resolves once the step and its rejects are stored; call it after Kafka acknowledged the page. Null: the unit
   * is not at `from`, because a crash took it back, the commit was never confirmed, or another worker has it too;
   * read it again and go on from there.
   */
  advance(
    key: UnitKey,
    from: Checkpoint,
    progress: PageProgress,
    signal: AbortSignal,
  ): Promise<Checkpoint | null>;
  /** Closes an open unit as failed with a sentence that holds no secrets. */
  fail(
    key: UnitKey,
    sentence: string,
    rejects: readonly Reject[],
    signal: AbortSignal,
  ): Promise<void>;
}
