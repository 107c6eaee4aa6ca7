/**
 * When a dataset is to be asked for again, and how far back, as the provider's documents and its users advise.
 * Pure: instants are UTC milliseconds of the sandbox's clock, and the clock is the caller's.
 */
import type { PlannedSeries } from "../core/plan.ts";
import { minuteMs } from "./calendar.ts";
import type { TimeRange } from "./ranges.ts";

export interface PollSchedule {
  /** As in `docs/data-model.md`; `*` at the end for any text. */
  readonly dataset: string;
  /** First instant after `afterMs` at which a poll is due. */
  readonly nextMs: (afterMs: number) => number;
  /** How long after the start of an interval its value may appear when nothing is late. */
  readonly lookbackMs: number;
  /** How long before the start of an interval its value may appear. */
  readonly leadMs: number;
  /** Silent revisions and late values lie in the trailing window, which is read again now and then. */
  readonly reread: { readonly everyMs: number; readonly trailingMs: number };
  /** How far the first poll reaches back. */
  readonly historyMs: number;
  /** The oldest the end of a series' newest interval may be at any time, negative for what lies ahead. */
  readonly freshWithinMs: (series: FollowedSeries) => number;
  /** For catalogues that bound a series to their own day: the series without that bound, as a stream follows it. */
  readonly follow?: (series: PlannedSeries) => PlannedSeries;
  /**
   * For providers that date what they publish: the series asked only for what was published since `sinceMs`. Then
   * every poll spans all intervals, because a release may restate any of them.
   */
  readonly since?: (series: PlannedSeries, sinceMs: number) => PlannedSeries;
}

export interface FollowedSeries {
  readonly seriesId: string;
  /** Length of its newest interval. */
  readonly intervalMs: number;
}

export type PollKind = "first" | "quick" | "reread" | "final";

export interface PollPlace {
  readonly kind: PollKind;
  /** Begin of the stream. */
  readonly streamStartMs: number;
  /** The clock now. */
  readonly nowMs: number;
  /** Everything published by then was seen. */
  readonly coveredMs: number | null;
}

/** The interval starts a poll asks for, on the grid of the shortest intervals there are. */
export function pollRange(schedule: PollSchedule, place: PollPlace): TimeRange {
  const { lookbackMs, leadMs, reread, historyMs, since } = schedule;
  const { kind, streamStartMs, nowMs } = place;
  const coveredMs = place.coveredMs ?? streamStartMs - historyMs;
  const beginMs = streamStartMs - historyMs;
  const quickMs = Math.min(coveredMs, nowMs) - lookbackMs;
  const whole = kind === "first" || kind === "final" || since !== undefined;
  const wantedMs = kind === "reread" ? Math.min(quickMs, nowMs - reread.trailingMs) : quickMs;
  // Nothing before the history is followed: a series' first interval stays its first.
  const startMs = whole ? beginMs : Math.max(beginMs, wantedMs);
  return {
    startMs: Math.floor(startMs / gridMs) * gridMs,
    endMs: Math.ceil((nowMs + leadMs) / gridMs) * gridMs,
  };
}

/** The series as a poll asks for them: with its range, and where the provider can, only what is new. */
export function pollSeries(
  schedule: PollSchedule,
  series: readonly PlannedSeries[],
  place: PollPlace,
): readonly PlannedSeries[] {
  const range = pollRange(schedule, place);
  const { since } = schedule;
  return series.map((one) => {
    const ranged = { ...one, ...range };
    const isWhole = place.kind === "first" || place.kind === "final" || place.coveredMs === null;
    return since === undefined || isWhole ? ranged : since(ranged, place.coveredMs);
  });
}

const gridMs = 5 * minuteMs;

/** The next multiple of `stepMs`, `delayMs` later. */
export function every(stepMs: number, delayMs: number): (afterMs: number) => number {
  return (afterMs) => (Math.floor((afterMs - delayMs) / stepMs) + 1) * stepMs + delayMs;
}
