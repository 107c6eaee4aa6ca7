/**
 * What is to be done about one dataset of a streaming run now. Pure.
 *
 *   waiting ──due──▶ under way ──all its units ended──▶ waiting …
 *                                  after the end: last poll ──all its units ended──▶ closed
 *
 * A dataset has one poll under way at most, so a stale answer cannot overtake a newer one. What falls due meanwhile
 * becomes one poll, which asks for everything since the last that ended well.
 */
import type { PollKind, PollSchedule } from "../providers/schedule.ts";

/** Instants are UTC milliseconds of the sandbox's clock. */
export interface PollState {
  readonly nextMs: number;
  readonly rereadMs: number;
  /** When the poll under way, or the latest one, was begun. */
  readonly askedMs: number | null;
  readonly coveredMs: number | null;
  readonly finalMs: number | null;
  /** Units of that poll that are open, and that were given up. */
  readonly openUnits: number;
  readonly failedUnits: number;
}

export type PollDecision =
  | { readonly step: "busy" }
  | { readonly step: "wait"; readonly untilMs: number }
  | { readonly step: "close"; readonly coveredMs: number | null }
  | {
      readonly step: "poll";
      readonly kind: PollKind;
      readonly coveredMs: number | null;
      readonly nextMs: number;
      readonly rereadMs: number;
      /** Polls that became one with this. */
      readonly merged: number;
      /** How long it was due. */
      readonly lagMs: number;
    };

/** `endMs`: when the stream ends, null while nobody knows. */
export function decidePoll(
  state: PollState,
  schedule: PollSchedule,
  nowMs: number,
  endMs: number | null,
): PollDecision {
  const { openUnits, failedUnits, askedMs, finalMs, nextMs, rereadMs } = state;
  if (openUnits > 0) return { step: "busy" };
  // A poll that failed has covered nothing: the next one asks for its part too.
  const coveredMs = askedMs !== null && failedUnits === 0 ? askedMs : state.coveredMs;
  if (finalMs !== null) return { step: "close", coveredMs };
  const hasEnded = endMs !== null && nowMs >= endMs;
  if (!hasEnded && nowMs < nextMs) {
    return { step: "wait", untilMs: endMs === null ? nextMs : Math.min(nextMs, endMs) };
  }
  // A re-read sets the next one by its own beginning. One that failed is made again, its window was not seen.
  const wasReread = askedMs !== null && rereadMs === askedMs + schedule.reread.everyMs;
  const isReread = nowMs >= rereadMs || (wasReread && failedUnits > 0);
  const regular = coveredMs === null ? "first" : isReread ? "reread" : "quick";
  return {
    step: "poll",
    kind: hasEnded ? "final" : regular,
    coveredMs,
    nextMs: schedule.nextMs(nowMs),
    rereadMs: isReread ? nowMs + schedule.reread.everyMs : rereadMs,
    // The last poll takes the place of those that were still due when the stream ended.
    merged: hasEnded
      ? countDue(schedule, nextMs, endMs)
      : countDue(schedule, schedule.nextMs(nextMs), nowMs),
    lagMs: hasEnded ? 0 : Math.max(0, nowMs - nextMs),
  };
}

const mergedMax = 100_000;

/** How many polls fell due from the one at `dueMs` on, up to an instant. */
function countDue({ nextMs }: PollSchedule, dueMs: number, untilMs: number): number {
  let due = 0;
  for (let atMs = dueMs; atMs <= untilMs && due < mergedMax; atMs = nextMs(atMs)) due++;
  return due;
}
