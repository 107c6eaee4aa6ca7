/** When a batch is committed: at so many rows, so many bytes, or so long after its first message. */
export interface BatchLimits {
  /** Messages, readable or not. */
  readonly messages: number;
  /** Bytes of their values. */
  readonly bytes: number;
  /** Since the first message was taken, in milliseconds. */
  readonly ageMs: number;
}

export interface BatchFill {
  readonly messages: number;
  readonly bytes: number;
  /** When its first message was taken; meaningless while there is none. */
  readonly firstTakenAtMs: number;
}

/**
 * 30,000 rows keep a commit's fixed cost (Parquet footers, fsyncs, 20 ms) below a tenth of its work;
 * 200 ms leave most of a second of end-to-end latency for fetching, publishing and the commit itself.
 */
export const defaultBatchLimits: BatchLimits = { messages: 30_000, bytes: 16 << 20, ageMs: 200 };

/** True when nothing more may be added before a commit. */
export function isFull(fill: BatchFill, limits: BatchLimits): boolean {
  return fill.messages >= limits.messages || fill.bytes >= limits.bytes;
}

/** Milliseconds until the batch is to be committed: 0 when it is due, null while there is nothing to commit. */
export function dueInMs(fill: BatchFill, limits: BatchLimits, nowMs: number): number | null {
  if (fill.messages === 0) return null;
  if (isFull(fill, limits)) return 0;
  const ageMs = nowMs - fill.firstTakenAtMs;
  // A clock that was set back must not keep a batch waiting longer than its age allows.
  return ageMs < 0 ? 0 : Math.max(0, limits.ageMs - ageMs);
}
