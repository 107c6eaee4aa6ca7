/**
 * Calendar days as whole numbers: days since 1970-01-01, proleptic Gregorian, without a zone.
 * Holidays: 5 U.S.C. 6103 (Uniform Monday Holiday Act in force since 1971, MLK day since 1986,
 * Juneteenth since 2021); one that falls on Saturday is kept on Friday, on Sunday on Monday.
 */
export const dayMs = 86_400_000;
export const hourMs = 3_600_000;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

/** Months outside 1–12 carry into the year, so `month + 1` needs no care. */
export function dayNumber(year: number, month: number, day: number): number {
  const monthIndex = year * 12 + month - 1;
  const trueYear = Math.floor(monthIndex / 12);
  const trueMonth = monthIndex - trueYear * 12 + 1;
  // Years are counted from 1 March, which puts the leap day at their end.
  const marchYear = trueMonth > 2 ? trueYear : trueYear - 1;
  const monthsSinceMarch = (trueMonth + 9) % 12;
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 719_469;
}

export function civilDate(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthsSinceMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthsSinceMarch < 10 ? monthsSinceMarch + 3 : monthsSinceMarch - 9;
  const day = dayOfYear - Math.floor((153 * monthsSinceMarch + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** The UTC day that holds an instant. */
export function dayOf(utcMs: number): number {
  return Math.floor(utcMs / dayMs);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekday(days: number): number {
  return (((days + 4) % 7) + 7) % 7;
}

/** `YYYY-MM-DD`. */
export function formatDay(days: number): string {
  const { year, month, day } = civilDate(days);
  return `${String(year).padStart(4, "0")}-${pad(month)}-${pad(day)}`;
}

/** The day `YYYY-MM-DD` names, or undefined when the text is anything else or no such day exists. */
export function parseDay(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  const days = dayNumber(Number(match[1]), month, Number(match[3]));
  return formatDay(days) === text ? days : undefined;
}

/** The `nth` (1 to 5) given weekday of a month; −1 is the last one. */
export function nthWeekday(year: number, month: number, wanted: number, nth: number): number {
  if (nth < 0) {
    const last = dayNumber(year, month + 1, 1) - 1;
    return last - ((weekday(last) - wanted + 7) % 7);
  }
  const first = dayNumber(year, month, 1);
  return first + ((wanted - weekday(first) + 7) % 7) + (nth - 1) * 7;
}

/** Whether federal offices and banks rest on that day; weekends are not holidays by themselves. */
export function isFederalHoliday(days: number): boolean {
  const { year, month } = civilDate(days);
  // 1 January can be kept on 31 December of the year before.
  return holidaysOf(month === 12 ? year + 1 : year).has(days) || holidaysOf(year).has(days);
}

export function isBusinessDay(days: number): boolean {
  const day = weekday(days);
  return day !== 0 && day !== 6 && !isFederalHoliday(days);
}

/** The business day `count` business days away; with 0 the day itself or the next business day. */
export function addBusinessDays(days: number, count: number): number {
  const step = count < 0 ? -1 : 1;
  let at = days;
  while (!isBusinessDay(at)) at += step;
  for (let left = Math.abs(count); left > 0; left--) {
    do at += step;
    while (!isBusinessDay(at));
  }
  return at;
}

const holidaysByYear = new Map<number, ReadonlySet<number>>();

function holidaysOf(year: number): ReadonlySet<number> {
  const known = holidaysByYear.get(year);
  if (known !== undefined) return known;
  const holidays = new Set(federalHolidays(year).map(keptOn));
  // Callers may ask for any year a client sends; the cache must not grow with them.
  if (holidaysByYear.size > 1_000) holidaysByYear.clear();
  holidaysByYear.set(year, holidays);
  return holidays;
}

function federalHolidays(year: number): number[] {
  const mondays = year >= 1971;
  const days = [
    dayNumber(year, 1, 1),
    mondays ? nthWeekday(year, 2, 1, 3) : dayNumber(year, 2, 22),
    mondays ? nthWeekday(year, 5, 1, -1) : dayNumber(year, 5, 30),
    dayNumber(year, 7, 4),
    nthWeekday(year, 9, 1, 1),
    mondays ? nthWeekday(year, 10, 1, 2) : dayNumber(year, 10, 12),
    // From 1971 to 1977 Veterans Day was the fourth Monday of October.
    mondays && year < 1978 ? nthWeekday(year, 10, 1, 4) : dayNumber(year, 11, 11),
    nthWeekday(year, 11, 4, 4),
    dayNumber(year, 12, 25),
  ];
  if (year >= 1986) days.push(nthWeekday(year, 1, 1, 3));
  if (year >= 2021) days.push(dayNumber(year, 6, 19));
  return days;
}

function keptOn(days: number): number {
  const day = weekday(days);
  if (day === 6) return days - 1;
  return day === 0 ? days + 1 : days;
}

function pad(part: number): string {
  return part < 10 ? `0${part}` : String(part);
}
