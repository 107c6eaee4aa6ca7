/** Daily shapes that glide through the year, and what kind of day it is. */
import { civilDate, dayNumber, hourMs, isFederalHoliday, weekday } from "../kit/calendar.ts";

/** Local hours 0 to 23 of a typical day in January, April, July and October. */
export type SeasonCurves = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** Straight lines between `[local hour, value]` points, round the clock. */
export function curve(points: readonly (readonly [hour: number, value: number])[]): Float64Array {
  const [first] = points;
  if (first === undefined) throw new Error("Cannot draw a curve without points");
  const closed = [...points, [first[0] + 24, first[1]] as const];
  return Float64Array.from({ length: 24 }, (_, hour) => {
    const at = hour < first[0] ? hour + 24 : hour;
    const right = closed.findIndex(([knot]) => knot > at);
    // Proof for the fallbacks: `at` lies in [first, first + 24), between two points of `closed`.
    const [fromHour, from] = closed[right - 1] ?? first;
    const [toHour, to] = closed[right] ?? first;
    return from + ((to - from) * (at - fromHour)) / (toHour - fromHour);
  });
}

/** The hourly shape of one day between its two neighbouring seasons. */
export function seasonalHours(curves: SeasonCurves, day: number): Float64Array {
  const { left, right, part } = seasonOf(day);
  const from = curves[left];
  const to = curves[right];
  return from.map((value, hour) => value + ((to[hour] ?? value) - value) * part);
}

/** 0 in January, 1 in July. */
export function summerShare(day: number): number {
  return seasonalShare(day, [0, 0.35, 1, 0.45]);
}

/** 1 in mid-April, falling to 0 towards July and January. */
export function springShare(day: number): number {
  return seasonalShare(day, [0, 1, 0.1, 0.1]);
}

/** Federal holidays count as Sundays. */
export function dayKind(day: number): "workday" | "saturday" | "sunday" {
  const name = weekday(day);
  if (name === 0 || isFederalHoliday(day)) return "sunday";
  return name === 6 ? "saturday" : "workday";
}

/**
 * How strongly the sun shines on California's panels, 0 to 1, flat over midday like the recorded
 * solar forecasts. Follows the sun, so it does not jump when clocks change.
 */
export function sunshine(utcMs: number, summer: number): number {
  const solarHour = (((utcMs / hourMs - 8) % 24) + 24) % 24;
  const fromNoon = (solarHour - 12) / (5 + 1.9 * summer);
  return Math.max(0, Math.min(1, 1.6 * (1 - fromNoon * fromNoon)));
}

type SeasonIndex = 0 | 1 | 2 | 3;
const midSeasonDays = [15, 105, 205, 290] as const;

function seasonOf(day: number): { left: SeasonIndex; right: SeasonIndex; part: number } {
  const dayOfYear = day - dayNumber(civilDate(day).year, 1, 1);
  const [winter, spring, summer, autumn] = midSeasonDays;
  if (dayOfYear < winter) return between(3, 0, dayOfYear + 365, autumn, winter + 365);
  if (dayOfYear < spring) return between(0, 1, dayOfYear, winter, spring);
  if (dayOfYear < summer) return between(1, 2, dayOfYear, spring, summer);
  if (dayOfYear < autumn) return between(2, 3, dayOfYear, summer, autumn);
  return between(3, 0, dayOfYear, autumn, winter + 365);
}

function between(left: SeasonIndex, right: SeasonIndex, at: number, from: number, to: number) {
  return { left, right, part: (at - from) / (to - from) };
}

function seasonalShare(day: number, shares: readonly [number, number, number, number]): number {
  const { left, right, part } = seasonOf(day);
  return shares[left] + (shares[right] - shares[left]) * part;
}
