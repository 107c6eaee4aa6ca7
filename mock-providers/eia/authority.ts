/**
 * What one balancing authority reports of an hour, and how that changes until it is settled: demand, forecast,
 * net generation and interchange, its energy sources, subregions and borders, in MWh. The parts of an hour
 * always fit together as they were reported at that stage: sources give the net generation, subregions the
 * demand, borders the interchange, and net generation is about demand plus interchange. Defects: domain sheet
 * section 6. `hour` counts whole hours from the epoch to the interval's start.
 */
import { seedOf, uniform, valueNoise, wave } from "../kit/random.ts";
import { elementAt } from "./element-at.ts";
import { createDemand } from "./grid-demand.ts";
import {
  createBorders,
  createDispatch,
  createSubregions,
  localHourOf,
  type Divide,
} from "./grid-parts.ts";
import { revisionOffsetMs, type GridRevisions, type Stage } from "./grid-revisions.ts";
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
    if (stage === 3) return Math.round(demandOf(hour));
    const shift = stage < 2 && isLagging(hour) ? 1 : 0;
    return Math.round(demandOf(hour - shift) * (1 + errorOf(seed, hour, stage)));
  }
  function interchangeAt(hour: number, stage: Stage): number | null {
    // Interchange goes missing in runs of six hours.
    if (uniform(seed + 15, Math.floor(hour / 6)) < 0.004) return null;
    return Math.round(tradedAt(hour, stage)) + 0;
  }
  function tradedAt(hour: number, stage: Stage): number {
    const traded = interchangeOf(hour);
    return stage === 3 ? traded : traded - errorOf(seed, hour, stage) * meanMwh * 0.3;
  }
  function generationAt(hour: number, stage: Stage): number | null {
    if (isSilent(seed, hour, stage)) return null;
    if (isCollapsed(hour)) {
      // Two in three are repaired with the second rewrite, the others stay in the record.
      const stays = uniform(seed + 33, Math.floor(hour / collapsed.hours)) < 1 / 3;
      if (stage < 2 || stays) return 207 + Math.floor(uniform(seed + 34, hour) * meanMwh * 0.03);
    }
    const discrepancy = 1 + 0.008 * valueNoise(seed + 14, hour / 3);
    const settled = demandOf(hour) * discrepancy;
    const made = stage === 3 ? settled : settled * (1 + errorOf(seed, hour, stage));
    return Math.max(0, Math.round(made + tradedAt(hour, stage)));
  }
  function stageOf(hour: number, nowMs: number): Stage {
    return revisions.stageOf(hour, offsetMs, nowMs);
  }

  const dispatch = rememberParts(createDispatch(seed, respondent), generationAt);
  const subregions = rememberParts(createSubregions(seed, respondent), demandAt);
  const borders = rememberParts(createBorders(seed, respondent), interchangeAt);
  return {
    region: {
      // Written out one by one: a call through a variable costs a page of rows a tenth of its time.
      D: (hour, nowMs) => demandAt(hour, stageOf(hour, nowMs)),
      DF(hour) {
        const error =
          0.1 * valueNoise(seed + 12, hour / 17) + 0.05 * valueNoise(seed + 13, hour / 5);
        return Math.round(demandOf(hour) * (1 + errorScale * error));
      },
      NG: (hour, nowMs) => generationAt(hour, stageOf(hour, nowMs)),
      TI: (hour, nowMs) => interchangeAt(hour, stageOf(hour, nowMs)),
    },
    fuel: (position) => (hour, nowMs) => dispatch(hour, stageOf(hour, nowMs), position),
    subregion: (position) => (hour, nowMs) => subregions(hour, stageOf(hour, nowMs), position),
    border: (position) => (hour, nowMs) => borders(hour, stageOf(hour, nowMs), position),
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
  // Net generation and interchange of an hour stand side by side and both need it.
  let lastHour = Number.NaN;
  let last = 0;
  return (hour) => {
    if (hour === lastHour) return last;
    const localHour = localHourOf(zone, hour);
    const slow = 0.05 * valueNoise(seed + 21, hour / 60) + 0.02 * valueNoise(seed + 22, hour / 4);
    // Solar surplus turns imports at night (-5.3 GW) into a balance near zero at midday.
    const turn = (localHour - 7) / 20;
    const sun = shape === "solar" && turn > 0 && turn < 0.5 ? 0.2 * wave(turn) : 0;
    const night = shape === "solar" ? interchangeShare * 1.6 : interchangeShare;
    lastHour = hour;
    last = meanMwh * (night + sun + slow * (1 + Math.abs(interchangeShare)));
    return last;
  };
}

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
