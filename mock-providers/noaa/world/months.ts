/** Months as whole numbers: year × 12 + month − 1. */
import { civilDate, dayNumber } from "../../kit/calendar.ts";

/** Day numbers of a month: its first day and the day after its last. */
export function daysOfMonth(month: number): { readonly first: number; readonly end: number } {
  const year = Math.floor(month / 12);
  const ofYear = month - year * 12 + 1;
  return { first: dayNumber(year, ofYear, 1), end: dayNumber(year, ofYear + 1, 1) };
}

export function monthIndexOf(day: number): number {
  const { year, month } = civilDate(day);
  return year * 12 + month - 1;
}
