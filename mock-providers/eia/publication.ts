/**
 * When rows appear and when they change. Source: domain sheet section 6 (EIA-930 an hour or two after the hour,
 * the day-ahead forecast a day before it, interchange by neighbour a day later; weekly petroleum Wednesday
 * 10:30 Eastern, Thursday after a Monday holiday; gas storage Thursday 10:30; the outlook about the second
 * Tuesday; the monthly electricity and energy reviews late in the month). Spot prices follow the weekly release
 * and reach to two days before it, as the spot price page does.
 */
import {
  addBusinessDays,
  civilDate,
  dayMs,
  dayNumber,
  dayOf,
  hourMs,
  isBusinessDay,
  isFederalHoliday,
  nthWeekday,
} from "../kit/calendar.ts";
import { localToUtcMs } from "../kit/time-zone.ts";

/** Everything appears and changes at whole multiples of this. */
export const changeStepMs = 300_000;

export interface Release {
  /** The Friday that ends the newest published week. */
  readonly weekEndDay: number;
  /** The last day whose daily prices are out. */
  readonly pricesThroughDay: number;
}

/** The newest weekly petroleum release at or before an instant. */
export function latestRelease(nowMs: number): Release {
  const weekEndDay = latestWeek(nowMs, petroleumReleaseMs);
  return { weekEndDay, pricesThroughDay: petroleumReleaseDay(weekEndDay) - 2 };
}

/** The Friday that ends the newest week whose gas storage is out. */
export function latestStorageWeek(nowMs: number): number {
  return latestWeek(nowMs, storageReleaseMs);
}

/** When the petroleum data of the week that ends on a Friday come out. */
export function petroleumReleaseMs(weekEndDay: number): number {
  return eastern(petroleumReleaseDay(weekEndDay), 10.5);
}

/** Thursday; the next business day when that is a holiday (unverified). */
export function storageReleaseMs(weekEndDay: number): number {
  return eastern(addBusinessDays(weekEndDay + 6, 0), 10.5);
}

/** Hours from the epoch whose actuals are out, for an authority that reports `lagMs` after the hour. */
export function actualHoursBefore(nowMs: number, lagMs: number): number {
  return Math.floor((nowMs - lagMs) / hourMs);
}

/** Hours from the epoch whose day-ahead forecast is out: each appears 24 hours before it begins. */
export function forecastHoursBefore(nowMs: number): number {
  return Math.floor((nowMs + dayMs) / hourMs) + 1;
}

/**
 * When the release of a month comes out, always on a business day of that month, UTC milliseconds. Months count
 * from January of year 0.
 */
export type MonthlyRelease = (month: number) => number;

/** The short-term outlook: the second Tuesday, or the next business day, at noon. */
export const outlookReleaseMs: MonthlyRelease = (month) => {
  const { year, monthOfYear } = splitMonth(month);
  return eastern(addBusinessDays(nthWeekday(year, monthOfYear, 2, 2), 0), 12);
};

/** The monthly energy review and the electric power monthly: the 24th, or the business day before, at noon. */
export const reviewReleaseMs: MonthlyRelease = (month) => {
  const { year, monthOfYear } = splitMonth(month);
  return eastern(businessDayUntil(dayNumber(year, monthOfYear, 24)), 12);
};

/** Monthly petroleum: the last business day of the month at noon. */
export const supplyMonthlyReleaseMs: MonthlyRelease = (month) => {
  const { year, monthOfYear } = splitMonth(month);
  return eastern(businessDayUntil(dayNumber(year, monthOfYear + 1, 1) - 1), 12);
};

/** International data: the tenth, or the next business day, at noon (unverified). */
export const internationalReleaseMs: MonthlyRelease = (month) => {
  const { year, monthOfYear } = splitMonth(month);
  return eastern(addBusinessDays(dayNumber(year, monthOfYear, 10), 0), 12);
};

/** The month of the newest release that is out at an instant. */
export function latestMonth(nowMs: number, releaseMs: MonthlyRelease): number {
  const { year, month } = civilDate(dayOf(nowMs));
  const current = year * 12 + month - 1;
  return releaseMs(current) <= nowMs ? current : current - 1;
}

function latestWeek(nowMs: number, releaseMs: (weekEndDay: number) => number): number {
  // 1970-01-02 is day 1 and a Friday.
  let weekEndDay = Math.floor((dayOf(nowMs) - 1) / 7) * 7 + 1;
  while (releaseMs(weekEndDay) > nowMs) weekEndDay -= 7;
  return weekEndDay;
}

function petroleumReleaseDay(weekEndDay: number): number {
  return weekEndDay + (isFederalHoliday(weekEndDay + 3) ? 6 : 5);
}

function businessDayUntil(day: number): number {
  let at = day;
  while (!isBusinessDay(at)) at--;
  return at;
}

function splitMonth(month: number): { readonly year: number; readonly monthOfYear: number } {
  const year = Math.floor(month / 12);
  return { year, monthOfYear: month - year * 12 + 1 };
}

function eastern(day: number, hour: number): number {
  return localToUtcMs("eastern", day * dayMs + hour * hourMs);
}
