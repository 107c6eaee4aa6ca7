/**
 * The load of one balancing authority in MWh: every hour a pure function of (seed, respondent, hour). People
 * follow the wall clock, so the shape of a day moves with daylight time while the hours stay UTC. Sources: domain
 * sheet section 7; the seasonal curves of California are the 2023 means of the CAISO sheet, section 9.
 */
import { civilDate, dayNumber, hourMs, isFederalHoliday, weekday } from "../kit/calendar.ts";
import { normal, valueNoise, wave } from "../kit/random.ts";
import { elementAt } from "./element-at.ts";
import { gridOffsetMs } from "./grid-zones.ts";
import type { DayShape, Respondent } from "./respondents.ts";

/** Demand is made a UTC day at a time and the last day is kept: pages walk through time. */
export function createDemand(seed: number, respondent: Respondent): (hour: number) => number {
  const { zone, meanMwh } = respondent;
  const curves = seasonalCurves[respondent.shape];
  const hours = new Float64Array(24);
  let filledDay = Number.NaN;
  let factorDay = Number.NaN;
  let dayFactor = 1;
  let seasonTurn = 0;
  function enterLocalDay(localDay: number): void {
    factorDay = localDay;
    const { year } = civilDate(localDay);
    seasonTurn = (localDay - dayNumber(year, 1, 1)) / 365.25;
    const weather =
      0.09 * valueNoise(seed + 1, localDay / 2.5) + 0.07 * valueNoise(seed + 2, localDay / 9);
    // Heat adds more than mild days take away.
    const summer = Math.max(0, wave(seasonTurn - 0.33));
    dayFactor = restFactor(localDay) * (1 + weather * (1 + (weather > 0 ? summer : 0)));
  }
  function fill(day: number): void {
    filledDay = day;
    for (let hour = 0; hour < 24; hour++) {
      const utcMs = (day * 24 + hour) * hourMs;
      const localHours = (utcMs + gridOffsetMs(zone, utcMs)) / hourMs;
      const localDay = Math.floor(localHours / 24);
      if (localDay !== factorDay) enterLocalDay(localDay);
      const shape = blend(curves, seasonTurn, localHours - localDay * 24);
      const noise = 1 + 0.01 * normal(seed + 3, day, hour);
      hours[hour] = meanMwh * shape * dayFactor * noise;
    }
  }
  return (hour) => {
    const day = Math.floor(hour / 24);
    if (day !== filledDay) fill(day);
    // Proof: hour − day × 24 is a whole number from 0 to 23.
    return hours[hour - day * 24] ?? 0;
  };
}

function restFactor(localDay: number): number {
  const day = weekday(localDay);
  if (day === 0) return 0.93;
  if (day === 6) return 0.95;
  return isFederalHoliday(localDay) ? 0.93 : 1;
}

/** Hours at which the curves below are given; between them they run straight. */
const knots = [0, 4, 8, 10, 12, 14, 16, 18, 19, 21, 23, 24];

/** Demand by local hour relative to the year's mean: winter, spring, summer, autumn. */
const seasonalCurves: Readonly<Record<DayShape, readonly Float64Array[]>> = {
  solar: [
    curve([23.0, 21.2, 24.8, 24.0, 23.1, 22.7, 23.2, 26.7, 27.1, 26.2, 24.3], 24.9),
    curve([23.3, 21.1, 23.9, 22.8, 21.3, 20.5, 20.7, 23.5, 25.1, 26.6, 24.6], 24.9),
    curve([27.7, 23.6, 25.7, 26.6, 26.3, 27.0, 29.5, 32.5, 33.4, 32.8, 29.7], 24.9),
    curve([23.3, 21.1, 23.9, 24.2, 23.2, 23.3, 25.1, 28.0, 28.2, 26.9, 24.7], 24.9),
  ],
  summer: [
    curve([0.93, 0.9, 1.05, 1.02, 0.98, 0.95, 0.96, 1.03, 1.06, 1.03, 0.97], 1),
    curve([0.84, 0.78, 0.9, 0.95, 0.98, 1.0, 1.02, 1.02, 1.02, 1.0, 0.9], 1),
    curve([1.02, 0.9, 1.0, 1.12, 1.24, 1.34, 1.4, 1.38, 1.33, 1.22, 1.1], 1),
    curve([0.83, 0.77, 0.9, 0.93, 0.97, 1.0, 1.03, 1.03, 1.04, 0.98, 0.88], 1),
  ],
  winter: [
    curve([1.02, 1.0, 1.22, 1.2, 1.13, 1.08, 1.1, 1.19, 1.18, 1.12, 1.05], 1),
    curve([0.86, 0.83, 1.0, 1.0, 0.96, 0.93, 0.93, 0.97, 0.98, 1.0, 0.9], 1),
    curve([0.84, 0.78, 0.92, 0.97, 1.0, 1.04, 1.08, 1.08, 1.05, 1.0, 0.9], 1),
    curve([0.87, 0.84, 1.03, 1.02, 0.98, 0.95, 0.97, 1.05, 1.05, 1.0, 0.9], 1),
  ],
};

function curve(heights: readonly number[], mean: number): Float64Array {
  const closed = [...heights, heights[0] ?? 0];
  return Float64Array.from({ length: 24 }, (_, hour) => {
    const right = knots.findIndex((knot) => knot > hour);
    const from = knots[right - 1] ?? 0;
    const share = (hour - from) / ((knots[right] ?? 24) - from);
    const low = closed[right - 1] ?? 0;
    return (low + ((closed[right] ?? 0) - low) * share) / mean;
  });
}

/** Between mid-January, mid-April, mid-July and mid-October the curves are mixed by distance. */
function blend(curves: readonly Float64Array[], seasonTurn: number, localHour: number): number {
  const position = (seasonTurn + 1 - 0.04) * 4;
  const season = Math.floor(position);
  const share = position - season;
  // Proof: there are four curves of 24 hours, and local hours are whole numbers from 0 to 23.
  const before = elementAt(curves, season % 4)[localHour] ?? 0;
  const after = elementAt(curves, (season + 1) % 4)[localHour] ?? 0;
  return before + (after - before) * share;
}
