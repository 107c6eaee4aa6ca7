/**
 * How EIA-930 hours are rewritten for days afterwards: once some hours later, once on the next business day and
 * once three business days after that, always on business days and in the daytime of the East. Source: domain
 * sheet section 6; days, times and shares are unverified. Hours that are three weeks old never change again.
 */
import { addBusinessDays, dayMs, hourMs, isBusinessDay } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import { localDay, localToUtcMs } from "../kit/time-zone.ts";
import { changeStepMs } from "./publication.ts";

/** How many of the rewrites are behind an hour: with 3 it says what it will always say. */
export type Stage = 0 | 1 | 2 | 3;

export interface GridRevisions {
  /** The stage of an hour from the epoch, for an authority whose files come `offsetMs` after the others'. */
  stageOf(hour: number, offsetMs: number, nowMs: number): Stage;
}

/** UTC instants, ascending. */
export type RevisionInstants = readonly [first: number, second: number, third: number];

/** After that an hour never changes again: the longest way goes over Christmas and New Year. */
export const settledMs = 21 * dayMs;
/** Longer than any authority takes to report, so that a first rewrite never comes before its hour. */
const restMs = 5 * hourMs;
/** Eastern wall clock, hours after midnight. */
const firstTimes = [9, 13, 17];
const secondTime = 10;
const thirdTime = 11;

/** Hours of an Eastern business day within which rewrites come, offsets included. */
export const revisionWindows: readonly { readonly from: number; readonly to: number }[] = [
  ...firstTimes,
  secondTime,
  thirdTime,
].map((time) => ({ from: time, to: time + 1 }));

/** The instants at which an hour may change, for an authority without an offset. Pure. */
export function revisionInstants(hour: number): RevisionInstants {
  const earliestMs = (hour + 1) * hourMs + restMs;
  let day = localDay("eastern", earliestMs);
  let first = firstOnDay(day, earliestMs);
  while (first === undefined) {
    day++;
    first = firstOnDay(day, earliestMs);
  }
  const next = addBusinessDays(day, 1);
  return [first, eastern(next, secondTime), eastern(addBusinessDays(next, 3), thirdTime)];
}

/** Up to 55 minutes, in whole steps. */
export function revisionOffsetMs(seed: number): number {
  return (hash32(seed, 77) % 12) * changeStepMs;
}

/** Remembers the instants of the hours asked for last. */
export function createGridRevisions(): GridRevisions {
  const kept = new Map<number, RevisionInstants>();
  let lastHour = Number.NaN;
  let last: RevisionInstants = [0, 0, 0];
  function instantsOf(hour: number): RevisionInstants {
    if (hour === lastHour) return last;
    const known = kept.get(hour) ?? revisionInstants(hour);
    if (kept.size >= 4_096) kept.clear();
    kept.set(hour, known);
    lastHour = hour;
    last = known;
    return known;
  }
  return {
    stageOf(hour, offsetMs, nowMs) {
      if (nowMs - hour * hourMs >= settledMs) return 3;
      const [first, second, third] = instantsOf(hour);
      const atMs = nowMs - offsetMs;
      if (atMs < first) return 0;
      if (atMs < second) return 1;
      return atMs < third ? 2 : 3;
    },
  };
}

function firstOnDay(day: number, earliestMs: number): number | undefined {
  if (!isBusinessDay(day)) return undefined;
  return firstTimes.map((time) => eastern(day, time)).find((atMs) => atMs >= earliestMs);
}

function eastern(day: number, time: number): number {
  return localToUtcMs("eastern", day * dayMs + time * hourMs);
}
