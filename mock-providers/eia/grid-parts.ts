/**
 * How the totals of an authority are divided: net generation among its energy sources, demand among its
 * subregions, interchange among its neighbours. Whole numbers that add up to the total exactly.
 */
import { civilDate, dayNumber, hourMs } from "../kit/calendar.ts";
import { uniform, valueNoise, wave } from "../kit/random.ts";
import { fuelsOf, mixOf, type Fuel } from "./grid-fuels.ts";
import { neighboursOf, subregionsOf } from "./grid-neighbours.ts";
import { gridOffsetMs } from "./grid-zones.ts";
import type { Respondent } from "./respondents.ts";

/** Divides a total into its parts, which it adds up to exactly. */
export type Divide = (hour: number, total: number) => Float64Array;

/** Sources that cannot be turned up run as they do; sun and wind are curtailed first; one takes the rest. */
export function createDispatch(seed: number, respondent: Respondent): Divide {
  const { meanMwh, interchangeShare } = respondent;
  const mix = mixOf(respondent);
  const meanGeneration = meanMwh * Math.max(0.05, 1 + interchangeShare);
  const fuels = fuelsOf(respondent);
  const shareOf = new Map<Fuel, number>(mix.shares);
  const sources = fuels.map((fuel, position) => ({
    fuel,
    isFree: fuel === "SUN" || fuel === "WND",
    isBalance: fuel === mix.balance,
    run: createSource(seed + 100 + position * 10, fuel),
    size: meanGeneration * (shareOf.get(fuel) ?? 0),
  }));
  return (hour, total) => {
    const sky = skyOf(respondent, hour);
    const parts = new Float64Array(sources.length);
    let free = 0;
    let positive = 0;
    let fixed = 0;
    for (const [position, { run, size, isFree, isBalance }] of sources.entries()) {
      if (isBalance) continue;
      const value = size * run(hour, sky);
      parts[position] = value;
      if (value > 0) positive += value;
      if (isFree && value > 0) free += value;
      else fixed += value;
    }
    const spinning = 0.03 * total;
    const room = total - spinning - fixed;
    const curtailed = free > room && free > 0 ? Math.max(0, room / free) : 1;
    // When generation collapses in the report, all of it does.
    const shrunk = room < 0 && positive > 0 ? Math.max(0, total - spinning) / positive : undefined;
    let sum = 0;
    let balance = 0;
    for (const [position, { isFree, isBalance }] of sources.entries()) {
      if (isBalance) {
        balance = position;
        continue;
      }
      const value = parts[position] ?? 0;
      const factor = isFree && value > 0 ? curtailed : 1;
      const run = shrunk === undefined ? value * factor : Math.max(0, value) * shrunk;
      parts[position] = Math.round(run) + 0;
      sum += Math.round(run);
    }
    parts[balance] = total - sum;
    return parts;
  };
}

interface Sky {
  /** Of the local standard day, 0 to 24. */
  readonly localHour: number;
  /** 0 on the first of January, 1 a year later. */
  readonly season: number;
}

function skyOf({ zone }: Respondent, hour: number): Sky {
  const localHour = localHourOf(zone, hour);
  const day = Math.floor((hour * hourMs + gridOffsetMs(zone, hour * hourMs)) / (24 * hourMs));
  return { localHour, season: (day - dayNumber(civilDate(day).year, 1, 1)) / 365.25 };
}

/** A source relative to its mean, or to its peak for the sun and for batteries. */
function createSource(seed: number, fuel: Fuel): (hour: number, sky: Sky) => number {
  const noise = (offset: number, hour: number, length: number) =>
    valueNoise(seed + offset, hour / length);
  switch (fuel) {
    case "SUN":
    case "SNB":
      return (hour, { localHour, season }) => {
        const length = 12.2 + 2.5 * wave(season - 0.22);
        const share = (localHour - 12.6 + length / 2) / length;
        // At night the meters read a little less than nothing.
        if (share <= 0 || share >= 1) return -0.004 * uniform(seed, hour);
        const height = wave(share / 2);
        const clouds = 0.82 + 0.14 * noise(1, hour, 30) + 0.04 * noise(2, hour, 3);
        return height * (2 - height) * clouds * (0.86 + 0.14 * wave(season - 0.22));
      };
    case "WND":
    case "WNB":
      return (hour) => Math.max(0.03, 1 + 0.75 * noise(1, hour, 26) + 0.25 * noise(2, hour, 6));
    case "NUC":
      return (hour) => {
        // A unit is out for refuelling now and then.
        const isOut = uniform(seed, Math.floor(hour / 900)) < 0.08;
        return (isOut ? 0.55 : 1) * (1 + 0.004 * noise(1, hour, 12));
      };
    case "WAT":
      return (hour, { localHour, season }) =>
        1 +
        0.3 * wave(season - 0.15) +
        0.25 * wave((localHour - 13) / 24) +
        0.1 * noise(1, hour, 50);
    case "BAT":
    case "PS":
      return (hour, { localHour }) => {
        const strength = 0.8 + 0.2 * noise(1, hour, 30);
        if (localHour >= 9 && localHour < 16) return -strength * wave((localHour - 8) / 18);
        if (localHour >= 17 && localHour < 23) return strength * wave((localHour - 16) / 14);
        return 0.06 * noise(2, hour, 4);
      };
    case "COL":
    case "OIL":
      // A plant that stands still draws a little from the grid.
      return (hour) =>
        0.9 + 0.35 * noise(1, hour, 120) + 0.8 * Math.min(0, noise(2, hour, 40) + 0.4);
    case "NG":
    case "GEO":
    case "OES":
    case "OTH":
    case "UES":
    case "UNK":
      return (hour) => 1 + 0.12 * noise(1, hour, 48);
  }
}

export function createSubregions(seed: number, respondent: Respondent): Divide {
  const shares = subregionsOf(respondent).map(({ share }) => share);
  const largest = shares.indexOf(Math.max(...shares));
  return (hour, total) =>
    divideExactly(shares.length, total, largest, (position) => {
      const noise = valueNoise(seed + 300 + position, hour / 9);
      return total * (shares[position] ?? 0) * (1 + 0.06 * noise);
    });
}

export function createBorders(seed: number, respondent: Respondent): Divide {
  const count = neighboursOf(respondent).length;
  const weights = Array.from({ length: count }, (_, position) => 1 / (position + 1.5));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return (hour, total) =>
    divideExactly(count, total, 0, (position) => {
      const noise = valueNoise(seed + 400 + position, hour / 14);
      return ((weights[position] ?? 0) / sum) * (total + 0.12 * respondent.meanMwh * noise);
    });
}

/** Whole numbers; the part at `balance` takes what rounding and noise leave. */
function divideExactly(
  count: number,
  total: number,
  balance: number,
  partAt: (position: number) => number,
): Float64Array {
  const parts = new Float64Array(count);
  let sum = 0;
  for (let position = 0; position < count; position++) {
    if (position === balance) continue;
    const part = Math.round(partAt(position)) + 0;
    parts[position] = part;
    sum += part;
  }
  if (count > 0) parts[balance] = total - sum;
  return parts;
}

/** The hour the wall clock shows at the start of an hour, 0 to 23. */
export function localHourOf(zone: Respondent["zone"], hour: number): number {
  const hours = hour + gridOffsetMs(zone, hour * hourMs) / hourMs;
  return ((hours % 24) + 24) % 24;
}
