/**
 * When things appear, on the Pacific clock (section 8 of the fact sheet the mock was built from).
 * A rule says what is published at an instant and which moment an interval is dated with; the moment is
 * nominal, so it never lies after the true one.
 */
import { dayMs, hourMs } from "../kit/calendar.ts";
import { seedOf, uniform } from "../kit/random.ts";
import { localDay, localDayStartMs, localToUtcMs, utcOffsetMs } from "../kit/time-zone.ts";

export interface Publication {
  /** First interval start that is not published yet at `nowMs`; everything before it is. */
  publishedUntilMs(nowMs: number, seed: number): number;
  /** Nominal publication of an interval of trade day `day`, a pure function of the interval. */
  asOfMs(day: number, intervalEndMs: number): number;
}

export const minuteMs = 60_000;
export const quarterMs = 15 * minuteMs;
export const fiveMinutesMs = 5 * minuteMs;

/** Results of the day-ahead market appear at 13:00 the day before. */
export const dayAheadAtMs = 13 * hourMs;
/** Late results come a whole number of these steps later. */
export const latenessStepMs = 10 * minuteMs;
export const latenessStepsMax = 4;
const lateShare = 0.06;

/** How late the day-ahead results of trade day `day` are: nearly always 0, at most 40 minutes. */
export function dayAheadDelayMs(seed: number, day: number): number {
  const luck = uniform(seedOf(seed, "late day-ahead market"), day);
  if (luck >= lateShare) return 0;
  return (1 + Math.floor((luck / lateShare) * latenessStepsMax)) * latenessStepMs;
}

export const dayAheadMarket: Publication = publishedByDay(1, dayAheadAtMs, dayAheadDelayMs);

/** Whole trade days appear at once, `daysAhead` days before (negative: after), at a Pacific wall-clock time. */
export function publishedByDay(
  daysAhead: number,
  timeOfDayMs: number,
  delayMs: (seed: number, day: number) => number = () => 0,
): Publication {
  return {
    publishedUntilMs(nowMs, seed) {
      const today = localDay("pacific", nowMs);
      const wallClockMs = nowMs + utcOffsetMs("pacific", nowMs) - today * dayMs;
      const candidate = today + daysAhead;
      const isOut = wallClockMs >= timeOfDayMs + delayMs(seed, candidate);
      return localDayStartMs("pacific", candidate + (isOut ? 1 : 0));
    },
    asOfMs: (day) => localToUtcMs("pacific", (day - daysAhead) * dayMs + timeOfDayMs),
  };
}

/** As `publishedByDay` for days that have passed; dated with the interval's end. */
export function publishedDayAfter(timeOfDayMs: number): Publication {
  return { ...publishedByDay(-1, timeOfDayMs), asOfMs: atIntervalEnd };
}

/** Each interval appears by itself, `delayMs` after its end. */
export function publishedAfter(stepMs: number, delayMs: number): Publication {
  return {
    publishedUntilMs: (nowMs) => floorTo(nowMs - delayMs, stepMs),
    asOfMs: atIntervalEnd,
  };
}

/** Each interval appears by itself, `leadMs` before its start. */
export function publishedBefore(stepMs: number, leadMs: number): Publication {
  return {
    publishedUntilMs: (nowMs) => floorTo(nowMs + leadMs, stepMs) + stepMs,
    asOfMs: (_day, intervalEndMs) => intervalEndMs - stepMs - leadMs,
  };
}

export function floorTo(utcMs: number, stepMs: number): number {
  return Math.floor(utcMs / stepMs) * stepMs;
}

export function ceilTo(utcMs: number, stepMs: number): number {
  return Math.ceil(utcMs / stepMs) * stepMs;
}

function atIntervalEnd(_day: number, intervalEndMs: number): number {
  return intervalEndMs;
}
