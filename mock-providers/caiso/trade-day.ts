/**
 * The operator's trade day: one Pacific calendar day of 23, 24 or 25 hours.
 * On the long day the repeated hour is OPR_HR 25 and comes third; on the short day OPR_HR 3 is missing
 * (recorded rows of 2025-11-02 in tests/golden/mock-caiso/samples).
 */
import { dayMs, formatDay, hourMs } from "../kit/calendar.ts";
import { localDay, localDayStartMs } from "../kit/time-zone.ts";

export interface TradeDay {
  /** Day number of the Pacific calendar day, as in `calendar.ts`. */
  readonly day: number;
  readonly startMs: number;
  readonly endMs: number;
  /** 23, 24 or 25. */
  readonly hours: number;
}

export function createTradeDay(day: number): TradeDay {
  const startMs = localDayStartMs("pacific", day);
  const endMs = localDayStartMs("pacific", day + 1);
  return { day, startMs, endMs, hours: (endMs - startMs) / hourMs };
}

/** The trade days that `[fromMs, toMs)` touches, in order; none when the range is empty. */
export function* tradeDaysBetween(fromMs: number, toMs: number): Generator<TradeDay> {
  if (fromMs >= toMs) return;
  const last = localDay("pacific", toMs - 1);
  for (let day = localDay("pacific", fromMs); day <= last; day++) yield createTradeDay(day);
}

/** How many trade days `[fromMs, toMs)` touches. */
export function countTradeDays(fromMs: number, toMs: number): number {
  return localDay("pacific", toMs - 1) - localDay("pacific", fromMs) + 1;
}

/** OPR_HR of the hour that is `index` hours (from 0) into a day of `hours` hours. */
export function hourEnding(hours: number, index: number): number {
  if (hours === 25 && index >= 2) return index === 2 ? 25 : index;
  return hours === 23 && index >= 2 ? index + 2 : index + 1;
}

/** The wall clock's hour (0 to 23) in which the hour with this OPR_HR begins. */
export function wallHour(oprHour: number): number {
  return oprHour === 25 ? 1 : oprHour - 1;
}

/** OPR_HR and OPR_INTERVAL (0 in hourly reports, else from 1 in each hour) of the interval at `index` of a day. */
export function oprTime(
  tradeDay: TradeDay,
  stepMs: number,
  index: number,
): { readonly oprHour: number; readonly oprInterval: number } {
  const perHour = hourMs / stepMs;
  return {
    oprHour: hourEnding(tradeDay.hours, Math.floor(index / perHour)),
    oprInterval: perHour === 1 ? 0 : (index % perHour) + 1,
  };
}

/** `2026-07-14T07:00:00-00:00`; instants are whole multiples of 5 minutes. */
export function formatStamp(utcMs: number): string {
  const day = Math.floor(utcMs / dayMs);
  if (day !== latestDay) {
    latestDay = day;
    latestDayText = formatDay(day);
  }
  // Proof for the fallback: the table holds every 5-minute step of a day.
  return latestDayText + (clockTexts[(utcMs - day * dayMs) / fiveMinutesMs] ?? "");
}

const fiveMinutesMs = 300_000;
let latestDay = 0;
let latestDayText = formatDay(0);

const clockTexts = Array.from({ length: dayMs / fiveMinutesMs }, (_, step) => {
  const hour = String(Math.floor(step / 12)).padStart(2, "0");
  const minute = String((step % 12) * 5).padStart(2, "0");
  return `T${hour}:${minute}:00-00:00`;
});

/** How many intervals of `stepMs` a trade day has. */
export function intervalCount(tradeDay: TradeDay, stepMs: number): number {
  return (tradeDay.hours * hourMs) / stepMs;
}
