/**
 * What one balancing authority reports of an hour, and how that changes until it is settled: demand, forecast,
 * net generation and interchange, its energy sources, subregions and borders, in MWh. The parts of an hour
 * always fit together as they were reported at that stage: sources give the net generation, subregions the
 * demand, borders the interchange, and net generation is about demand plus interchange. Defects: domain sheet
 * section 6. `hour` counts whole hours from the epoch to the interval's start.
 */
import { civilDate, dayNumber, hourMs } from "../kit/calendar.ts";
import { seedOf, uniform, valueNoise, wave } from "../kit/random.ts";
import { elementAt } from "./element-at.ts";
import { createDemand } from "./grid-demand.ts";
import { fuelsOf, mixOf, type Fuel } from "./grid-fuels.ts";
import { neighboursOf, subregionsOf } from "./grid-neighbours.ts";
import { revisionOffsetMs, type GridRevisions, type Stage } from "./grid-revisions.ts";
import { gridOffsetMs } from "./grid-zones.ts";
import type { Respondent } from "./respondents.ts";
import type { ValueAt } from "./timeline.ts";

export const regionTypes = {
  D: "Demand",
  DF: "Day-ahead demand forecast",
  NG: "Net generation",
  TI: "Total interchange",
} as const;
export type RegionType = keyof typeof regionTypes;

export interface Authority {
  readonly region: Readonly<Record<RegionType, ValueAt>>;
  /** Positions as in `fuelsOf`, `subregionsOf` and `neighboursOf`. */
  fuel(position: number): ValueAt;
  subregion(position: number): ValueAt;
  border(position: number): ValueAt;
}

export function createAuthority(
  worldSeed: number,
  respondent: Respondent,
  revisions: GridRevisions,
): Authority {
  const seed = seedOf(worldSeed, `region-data ${respondent.code}`);
  const offsetMs = revisionOffsetMs(seed);
  const { meanMwh } = respondent;
  const demandOf = createDemand(seed, respondent);
  const interchangeOf = createInterchange(seed, respondent);
  const errorScale = respondent.shape === "solar" ? 1 : 0.5;

  const isLagging = createBlockTest(seed + 32, lagging);
  const isCollapsed = createBlockTest(seed + 31, collapsed);

  function demandAt(hour: number, stage: Stage): number | null {
    if (isSilent(seed, hour, stage)) return null;
    const shift = stage < 2 && isLagging(hour) ? 1 : 0;
    return Math.round(demandOf(hour - shift) * (1 + errorOf(seed, hour, stage)));
  }
  function interchangeAt(hour: number, stage: Stage): number | null {
    // Interchange goes missing in runs of six hours.
    if (uniform(seed + 15, Math.floor(hour / 6)) < 0.004) return null;
    return Math.round(tradedAt(hour, stage)) + 0;
  }
  function tradedAt(hour: number, stage: Stage): number {
    return interchangeOf(hour) - errorOf(seed, hour, stage) * meanMwh * 0.3;
  }
  function generationAt(hour: number, stage: Stage): number | null {
    if (isSilent(seed, hour, stage)) return null;
    if (isCollapsed(hour)) {
      // Two in three are repaired with the second rewrite, the others stay in the record.
      const stays = uniform(seed + 33, Math.floor(hour / collapsed.hours)) < 1 / 3;
      if (stage < 2 || stays) return 207 + Math.floor(uniform(seed + 34, hour) * meanMwh * 0.03);
    }
    const discrepancy = 1 + 0.008 * valueNoise(seed + 14, hour / 3);
    const made = demandOf(hour) * (1 + errorOf(seed, hour, stage)) * discrepancy;
    return Math.max(0, Math.round(made + tradedAt(hour, stage)));
  }
  const staged =
    (report: (hour: number, stage: Stage) => number | null): ValueAt =>
    (hour, nowMs) =>
      report(hour, revisions.stageOf(hour, offsetMs, nowMs));

  const dispatch = rememberParts(createDispatch(seed, respondent), generationAt);
  const subregions = rememberParts(createSubregions(seed, respondent), demandAt);
  const borders = rememberParts(createBorders(seed, respondent), interchangeAt);
  return {
    region: {
      D: staged(demandAt),
      DF(hour) {
        const error =
          0.1 * valueNoise(seed + 12, hour / 17) + 0.05 * valueNoise(seed + 13, hour / 5);
        return Math.round(demandOf(hour) * (1 + errorScale * error));
      },
      NG: staged(generationAt),
      TI: staged(interchangeAt),
    },
    fuel: (position) => staged((hour, stage) => dispatch(hour, stage, position)),
    subregion: (position) => staged((hour, stage) => subregions(hour, stage, position)),
    border: (position) => staged((hour, stage) => borders(hour, stage, position)),
  };
}

interface Block {
  readonly hours: number;
  /** How many of a thousand blocks are hit. */
  readonly perMille: number;
}

/** Generation near zero for most of a day (9 and 10 November of the 2023 extract): about once in two years. */
const collapsed: Block = { hours: 20, perMille: 1.1 };
/** Demand reported an hour late, for three days: about once in two years. */
const lagging: Block = { hours: 72, perMille: 4 };

/** Neighbouring hours share a block, so the last answer is kept. */
function createBlockTest(seed: number, { hours, perMille }: Block): (hour: number) => boolean {
  let lastBlock = Number.NaN;
  let isHit = false;
  return (hour) => {
    const block = Math.floor(hour / hours);
    if (block !== lastBlock) {
      lastBlock = block;
      isHit = uniform(seed, block) * 1000 < perMille;
    }
    return isHit;
  };
}

/** A quarter of a percent of the hours never get demand and generation, a few more get them late. */
function isSilent(seed: number, hour: number, stage: Stage): boolean {
  return uniform(seed + 11, hour) < 0.0025 || (stage === 0 && uniform(seed + 16, hour) < 0.004);
}

/** By rewrite: the share of hours it changes and by how much at most, relative to demand. */
const rewrites = [
  { share: 0.5, size: 0.02 },
  { share: 0.25, size: 0.012 },
  { share: 0.08, size: 0.008 },
];

/** What the rewrites to come will take away. */
function errorOf(seed: number, hour: number, stage: Stage): number {
  let error = 0;
  for (let rewrite: number = stage; rewrite < 3; rewrite++) {
    const { share, size } = elementAt(rewrites, rewrite);
    const drawn = uniform(seed + 41 + rewrite, hour);
    // The drawn number serves twice: below the share it is spread evenly again.
    if (drawn < share) error += size * ((drawn / share) * 2 - 1);
  }
  return error;
}

function createInterchange(seed: number, respondent: Respondent): (hour: number) => number {
  const { zone, meanMwh, interchangeShare, shape } = respondent;
  return (hour) => {
    const localHour = localHourOf(zone, hour);
    const slow = 0.05 * valueNoise(seed + 21, hour / 60) + 0.02 * valueNoise(seed + 22, hour / 4);
    // Solar surplus turns imports at night (-5.3 GW) into a balance near zero at midday.
    const turn = (localHour - 7) / 20;
    const sun = shape === "solar" && turn > 0 && turn < 0.5 ? 0.2 * wave(turn) : 0;
    const night = shape === "solar" ? interchangeShare * 1.6 : interchangeShare;
    return meanMwh * (night + sun + slow * (1 + Math.abs(interchangeShare)));
  };
}

/** Divides a total into its parts, which it adds up to exactly. */
type Divide = (hour: number, total: number) => Float64Array;

/** Rows of an hour stand side by side, and daily sums go over the same hours: those of two days are kept. */
function rememberParts(
  divide: Divide,
  totalAt: (hour: number, stage: Stage) => number | null,
): (hour: number, stage: Stage, position: number) => number | null {
  const kept: (Parts | undefined)[] = Array.from({ length: keptHours }, () => undefined);
  return (hour, stage, position) => {
    const place = hour & (keptHours - 1);
    let known = kept[place];
    if (known?.hour !== hour || known.stage !== stage) {
      const total = totalAt(hour, stage);
      known = { hour, stage, values: total === null ? undefined : divide(hour, total) };
      kept[place] = known;
    }
    return known.values?.[position] ?? null;
  };
}

interface Parts {
  readonly hour: number;
  readonly stage: Stage;
  /** Undefined when the authority sent no total. */
  readonly values: Float64Array | undefined;
}

/** A power of two. */
const keptHours = 64;

/** Sources that cannot be turned up run as they do; sun and wind are curtailed first; one takes the rest. */
function createDispatch(seed: number, respondent: Respondent): Divide {
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

function createSubregions(seed: number, respondent: Respondent): Divide {
  const shares = subregionsOf(respondent).map(({ share }) => share);
  const largest = shares.indexOf(Math.max(...shares));
  return (hour, total) =>
    divideExactly(shares.length, total, largest, (position) => {
      const noise = valueNoise(seed + 300 + position, hour / 9);
      return total * (shares[position] ?? 0) * (1 + 0.06 * noise);
    });
}

function createBorders(seed: number, respondent: Respondent): Divide {
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

function localHourOf(zone: Respondent["zone"], hour: number): number {
  const hours = hour + gridOffsetMs(zone, hour * hourMs) / hourMs;
  return ((hours % 24) + 24) % 24;
}
