/**
 * When values appear and change. All instants are pure functions of station and interval, so what was said at
 * any moment can be said again.
 *   GHCND  a day is out one to three days after it ended, in the early morning UTC, and is looked at again
 *          about a week and about a month later, at 15:00 UTC on a business day
 *   GSOM   a month is out on the sixth business day of the next one, made of the days as known then, and
 *          is made again some weeks later, when no day of it changes any more
 */
import { addBusinessDays, dayMs, dayOf, hourMs, isBusinessDay } from "../../kit/calendar.ts";
import { seedOf, uniform } from "../../kit/random.ts";
import type { Version } from "./daily-weather.ts";
import { daysOfMonth, monthIndexOf } from "./months.ts";
import type { Station } from "./station.ts";

/** Corrections are decided this many days after first publication, moved on to a business day. */
const correctionDays = [6, 27] as const;
/** No weekend with its holidays is longer. */
const restDaysMax = 5;
const correctionHourMs = 15 * hourMs;
const quarterMs = hourMs / 4;

export interface DailyPublication {
  /** Day number after the last day whose report is out. */
  publishedBefore(nowMs: number): number;
  firstMs(day: number): number;
  /** -1 before the first report. */
  versionAt(day: number, nowMs: number): Version | -1;
}

export function createDailyPublication(station: Station): DailyPublication {
  // Between 05:00 and 09:00 UTC, at a quarter of an hour.
  const quarters = Math.floor(uniform(seedOf(0, station.id), 1) * 17);
  const offsetMs = 5 * hourMs + quarters * quarterMs;
  const lateMs = station.lateDays * dayMs + offsetMs;
  return {
    publishedBefore(nowMs) {
      const open = dayOf(nowMs - lateMs) + 1;
      return station.lastDay === undefined ? open : Math.min(open, station.lastDay + 1);
    },
    firstMs: (day) => day * dayMs + lateMs,
    versionAt(day, nowMs) {
      const sinceMs = nowMs - day * dayMs;
      if (sinceMs < lateMs) return -1;
      const finalDays = station.lateDays + correctionDays[1] + restDaysMax + 1;
      if (sinceMs >= finalDays * dayMs) return 2;
      if (nowMs >= correctionMs(day + station.lateDays + correctionDays[1])) return 2;
      return nowMs >= correctionMs(day + station.lateDays + correctionDays[0]) ? 1 : 0;
    },
  };
}

function correctionMs(day: number): number {
  return addBusinessDays(day, 0) * dayMs + correctionHourMs;
}

/** Days after a month's end from which none of its days can change, for stations that report in time. */
const settledDays = 3 + correctionDays[1] + restDaysMax + 1;

/** The instants at which a month of GSOM is made: first, and for good. */
export function monthlyInstants(month: number): readonly [firstMs: number, finalMs: number] {
  const { end } = daysOfMonth(month);
  return [
    addBusinessDays(addBusinessDays(end, 0), 5) * dayMs + 16 * hourMs,
    addBusinessDays(end + settledDays, 0) * dayMs + 16 * hourMs,
  ];
}

/** The instant whose days a month is made of at `nowMs`; undefined when it is not out. */
export function monthMadeMs(month: number, nowMs: number): number | undefined {
  const { end } = daysOfMonth(month);
  // Nearly every month asked for is an old one: no calendar has to be walked for it.
  if (nowMs >= (end + settledDays + restDaysMax + 1) * dayMs) return oldMonthMs(end);
  const [firstMs, finalMs] = monthlyInstants(month);
  if (nowMs >= finalMs) return oldMonthMs(end);
  return nowMs >= firstMs ? firstMs : undefined;
}

/** Any instant after the last correction gives the same month: one for all makes one cache entry. */
function oldMonthMs(end: number): number {
  return (end + settledDays + restDaysMax + 1) * dayMs;
}

/** Month index after the last month that is out. */
export function monthsBefore(nowMs: number): number {
  const current = monthIndexOf(dayOf(nowMs));
  return monthMadeMs(current - 1, nowMs) === undefined ? current - 1 : current;
}

/** The first instant after `afterMs` at which some station's day may be new or corrected. */
export function nextDailyMs(afterMs: number): number {
  let atMs = (Math.floor(afterMs / quarterMs) + 1) * quarterMs;
  while (!isDailyInstant(atMs)) atMs += quarterMs;
  return atMs;
}

function isDailyInstant(atMs: number): boolean {
  const day = dayOf(atMs);
  const ofDayMs = atMs - day * dayMs;
  if (ofDayMs >= 5 * hourMs && ofDayMs <= 9 * hourMs) return true;
  return ofDayMs === correctionHourMs && isBusinessDay(day);
}

/** The first instant after `afterMs` at which a month appears or is made for good. */
export function nextMonthlyMs(afterMs: number): number {
  const month = monthIndexOf(dayOf(afterMs));
  const instants = [month - 3, month - 2, month - 1, month].flatMap(monthlyInstants);
  return Math.min(...instants.filter((atMs) => atMs > afterMs));
}
