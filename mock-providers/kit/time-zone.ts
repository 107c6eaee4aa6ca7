/**
 * United States wall clocks by arithmetic: Intl is some hundred times slower and sits in hot paths.
 * Rule since 2007 (15 U.S.C. 260a): daylight time runs from 02:00 standard time on the second Sunday of
 * March to 02:00 daylight time on the first Sunday of November. Earlier years follow the same rule here.
 */
import { civilDate, dayMs, dayNumber, hourMs, nthWeekday } from "./calendar.ts";

const standardOffsetMs = {
  pacific: -8 * hourMs,
  central: -6 * hourMs,
  eastern: -5 * hourMs,
} as const;

export type TimeZone = keyof typeof standardOffsetMs;

/** What to add to a UTC instant to read the wall clock: −8 h or −7 h for Pacific. */
export function utcOffsetMs(zone: TimeZone, utcMs: number): number {
  const standard = standardOffsetMs[zone];
  const { firstMs, lastMs } = daylightOf(utcMs);
  const daylight = utcMs >= firstMs - standard && utcMs < lastMs - standard;
  return daylight ? standard + hourMs : standard;
}

/** The calendar day the wall clock shows at an instant, as in `calendar.ts`. */
export function localDay(zone: TimeZone, utcMs: number): number {
  return Math.floor((utcMs + utcOffsetMs(zone, utcMs)) / dayMs);
}

/** The instant a local calendar day begins; days last 23, 24 or 25 hours. */
export function localDayStartMs(zone: TimeZone, days: number): number {
  return localToUtcMs(zone, days * dayMs);
}

/**
 * The instant a wall clock shows `localMs` (a local time written as if it were UTC). An hour that
 * happens twice means its first pass; an hour that is skipped means the hour after it.
 */
export function localToUtcMs(zone: TimeZone, localMs: number): number {
  const standard = standardOffsetMs[zone];
  const daylight = localMs - standard - hourMs;
  return utcOffsetMs(zone, daylight) === standard ? localMs - standard : daylight;
}

export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** Day number of the local calendar day. */
  readonly days: number;
  readonly offsetMs: number;
}

export function localTime(zone: TimeZone, utcMs: number): LocalTime {
  const offsetMs = utcOffsetMs(zone, utcMs);
  const localMs = utcMs + offsetMs;
  const days = Math.floor(localMs / dayMs);
  const secondOfDay = Math.floor((localMs - days * dayMs) / 1000);
  return {
    ...civilDate(days),
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
    days,
    offsetMs,
  };
}

interface DaylightYear {
  readonly fromMs: number;
  readonly toMs: number;
  /** When daylight time begins and ends, in standard local time written as if it were UTC. */
  readonly firstMs: number;
  readonly lastMs: number;
}

// Neighbouring instants nearly always share a year, so one remembered year is enough of a cache.
let latest: DaylightYear = daylightYear(2026);

function daylightOf(utcMs: number): DaylightYear {
  if (utcMs < latest.fromMs || utcMs >= latest.toMs) {
    latest = daylightYear(civilDate(Math.floor(utcMs / dayMs)).year);
  }
  return latest;
}

function daylightYear(year: number): DaylightYear {
  return {
    fromMs: dayNumber(year, 1, 1) * dayMs,
    toMs: dayNumber(year + 1, 1, 1) * dayMs,
    firstMs: nthWeekday(year, 3, 0, 2) * dayMs + 2 * hourMs,
    lastMs: nthWeekday(year, 11, 0, 1) * dayMs + hourMs,
  };
}
