/**
 * Observation dates of each cadence as consecutive whole numbers, so that noise and trends have an index.
 * Months, quarters and years are dated on their first day, weeks on their last.
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import type { Cadence } from "./series-spec.ts";

/** 1970-01-05, a Monday. */
const monday = 4;

/** The first period dated on or after `day`. */
export function periodFrom(cadence: Cadence, day: number): number {
  switch (cadence.kind) {
    case "business-day": {
      const week = Math.floor((day - monday) / 7);
      return week * 5 + Math.min(day - monday - week * 7, 5);
    }
    case "seven-day":
      return day;
    case "week":
      return Math.floor((day - weekOrigin(cadence.endsOn) + 6) / 7);
    case "month":
      return firstOf(day, 1);
    case "quarter":
      return firstOf(day, 3);
    case "year":
      return firstOf(day, 12);
  }
}

/** The date a period carries in FRED, as a day number. */
export function periodDate(cadence: Cadence, period: number): number {
  switch (cadence.kind) {
    case "business-day": {
      const week = Math.floor(period / 5);
      return monday + week * 7 + (period - week * 5);
    }
    case "seven-day":
      return period;
    case "week":
      return weekOrigin(cadence.endsOn) + period * 7;
    case "month":
      return dayNumber(0, period + 1, 1);
    case "quarter":
      return dayNumber(0, period * 3 + 1, 1);
    case "year":
      return dayNumber(period, 1, 1);
  }
}

/** First day of what an observation dated `date` stands for. */
export function intervalStartDay(cadence: Cadence, date: number): number {
  return cadence.kind === "week" ? date - 6 : date;
}

/** The day after the last one of what an observation dated `date` stands for. */
export function intervalEndDay(cadence: Cadence, date: number): number {
  switch (cadence.kind) {
    case "business-day":
    case "seven-day":
    case "week":
      return date + 1;
    case "month":
    case "quarter":
    case "year": {
      const { year, month } = civilDate(date);
      return dayNumber(year, month + monthsOf[cadence.kind], 1);
    }
  }
}

/** Observations a year holds, as FRED counts them for its growth rates. */
export function periodsPerYear(cadence: Cadence): number {
  switch (cadence.kind) {
    case "business-day":
    case "seven-day":
      return 260;
    case "week":
      return 52;
    case "month":
      return 12;
    case "quarter":
      return 4;
    case "year":
      return 1;
  }
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;

/** A day in 1970 on which weeks end. 1970-01-04 was a Sunday. */
function weekOrigin(endsOn: number): number {
  return 3 + endsOn;
}

function firstOf(day: number, months: number): number {
  const { year, month, day: dayOfMonth } = civilDate(day);
  const index = year * 12 + month - 1;
  return Math.ceil((dayOfMonth === 1 ? index : index + 1) / months);
}
