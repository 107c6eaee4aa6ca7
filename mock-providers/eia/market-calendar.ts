/**
 * Days on which spot prices exist. NYMEX keeps the federal holidays but for Columbus and Veterans Day, and
 * Good Friday besides; the dates of the RNGC1 sample (natural gas futures, April 2023 to April 2024)
 * agree with it day by day.
 */
import { civilDate, dayNumber, isFederalHoliday, weekday } from "../kit/calendar.ts";
import { elementAt } from "./element-at.ts";

export function isMarketDay(days: number): boolean {
  const day = weekday(days);
  if (day === 0 || day === 6) return false;
  if (!isFederalHoliday(days)) return day !== 5 || !isGoodFriday(days);
  const date = civilDate(days);
  const isColumbusDay = date.month === 10;
  const isVeteransDay = date.month === 11 && date.day < 22;
  return isColumbusDay || isVeteransDay;
}

/** The market days from a first day on, numbered from 0. The list grows as later days are asked for. */
export interface MarketDays {
  dayAt(index: number): number;
  /** How many market days of the list lie before `days`: also the index of the first one at or after it. */
  countBefore(days: number): number;
}

export function createMarketDays(firstDay: number): MarketDays {
  const listed: number[] = [];
  let checkedTo = firstDay;
  function growTo(days: number): void {
    for (; checkedTo <= days; checkedTo++) if (isMarketDay(checkedTo)) listed.push(checkedTo);
  }
  return {
    dayAt(index) {
      while (index >= listed.length) growTo(checkedTo + 366);
      // Proof: the loop above ends with index < listed.length, and callers pass no negative index.
      return elementAt(listed, index);
    },
    countBefore(days) {
      growTo(days);
      let low = 0;
      let high = listed.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        // Proof: low <= middle < high <= listed.length.
        if (elementAt(listed, middle) < days) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

function isGoodFriday(days: number): boolean {
  const { year, month } = civilDate(days);
  return (month === 3 || month === 4) && easterSunday(year) - 2 === days;
}

/** Gregorian computus in the form of Meeus, Astronomical Algorithms, chapter 8. */
function easterSunday(year: number): number {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const c = year % 100;
  const leapCentury = Math.floor(century / 4);
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * a + century - leapCentury - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(c / 4) - moon - (c % 4)) % 7;
  const late = Math.floor((a + 11 * moon + 22 * sunday) / 451);
  const shifted = moon + sunday - 7 * late + 114;
  return dayNumber(year, Math.floor(shifted / 31), (shifted % 31) + 1);
}
