/**
 * When rows appear. Source: domain sheet section 6 (EIA-930 an hour or two after the hour, the day-ahead
 * forecast a day before it; weekly petroleum Wednesday 10:30 Eastern, Thursday after a Monday holiday).
 * Spot prices follow the same release and reach to two days before it, as the spot price page does.
 */
import { dayMs, dayOf, hourMs, isFederalHoliday } from "../kit/calendar.ts";
import { localToUtcMs } from "../kit/time-zone.ts";

export interface Release {
  /** The Friday that ends the newest published week. */
  readonly weekEndDay: number;
  /** The last day whose daily prices are out. */
  readonly pricesThroughDay: number;
}

/** The newest weekly release at or before an instant. */
export function latestRelease(nowMs: number): Release {
  // 1970-01-02 is day 1 and a Friday.
  let weekEndDay = Math.floor((dayOf(nowMs) - 1) / 7) * 7 + 1;
  let releaseDay = releaseDayOf(weekEndDay);
  while (localToUtcMs("eastern", releaseDay * dayMs + 10.5 * hourMs) > nowMs) {
    weekEndDay -= 7;
    releaseDay = releaseDayOf(weekEndDay);
  }
  return { weekEndDay, pricesThroughDay: releaseDay - 2 };
}

/** Hours from the epoch whose actuals are out, for an authority that reports `lagMs` after the hour. */
export function actualHoursBefore(nowMs: number, lagMs: number): number {
  return Math.floor((nowMs - lagMs) / hourMs);
}

/** Hours from the epoch whose day-ahead forecast is out: each appears 24 hours before it begins. */
export function forecastHoursBefore(nowMs: number): number {
  return Math.floor((nowMs + dayMs) / hourMs) + 1;
}

function releaseDayOf(weekEndDay: number): number {
  return weekEndDay + (isFederalHoliday(weekEndDay + 3) ? 6 : 5);
}
