/** Generates the archive of one series: same seed, same anchor, same facts, on every machine. */
import { seedOf, uniform } from "../kit/random.ts";
import { localDay } from "../kit/time-zone.ts";
import type { WorldOptions } from "../kit/types.ts";
import { type Facts, at, countBelow, dateOffsetsOf } from "./facts.ts";
import { periodDate, periodFrom } from "./periods.ts";
import { type Release, firstPeriod, listReleases, vintageInstant } from "./releases.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { fillStatements } from "./series-values.ts";

export interface Archive {
  readonly facts: Facts;
  /** Complete for every instant before this one. */
  readonly horizonMs: number;
  /** Present when the series has as many facts at the anchor as the catalogue promises. */
  readonly catalogued: CataloguedRange | undefined;
}

/** Asked with these dates, and realtime_start 1776-07-04, the series has exactly the promised facts. */
export interface CataloguedRange {
  readonly firstDate: number;
  readonly lastDate: number;
  readonly realtimeEnd: number;
}

export function buildArchive(spec: SeriesSpec, world: WorldOptions, horizonMs: number): Archive {
  const releases = listReleases(spec, localDay("eastern", horizonMs));
  const vintageDays = Int32Array.from(releases, ({ day }) => day);
  const vintageMs = Float64Array.from(releases, ({ day }) => vintageInstant(spec, day));
  const statements = listStatements(spec, seedOf(world.seed, spec.statedWith ?? spec.id), releases);
  const facts = toFacts(spec, world.seed, statements, { vintageDays, vintageMs });
  return trimToCatalogue(facts, world, horizonMs);
}

interface Statements {
  readonly firstPeriod: number;
  /** Index of each period's first entry in `vintages`, and one more. */
  readonly offsets: Int32Array;
  readonly vintages: Int32Array;
}

/** Which vintages state which period, grouped by period. */
function listStatements(spec: SeriesSpec, seed: number, releases: readonly Release[]): Statements {
  const first = firstPeriod(spec);
  const last = releases.reduce(
    (newest, { ranges }) => Math.max(newest, ...ranges.map(({ to }) => to)),
    first - 1,
  );
  const periods = last - first + 1;
  const latest = new Int32Array(periods).fill(-1);
  const counts = new Int32Array(periods + 1);
  const visit = (use: (period: number, vintage: number) => void): void => {
    latest.fill(-1);
    for (const [vintage, { ranges, day }] of releases.entries()) {
      for (const { from, to, share } of ranges) {
        for (let period = from; period <= to; period++) {
          if (latest[period - first] === vintage) continue;
          if (share < 1 && uniform(seed, period, day) >= share) continue;
          latest[period - first] = vintage;
          use(period - first, vintage);
        }
      }
    }
  };
  // A withdrawn period has a number once and "." from the next statement on.
  const withdrawn = spec.withdrawnPeriods ?? 0;
  const most = (period: number): number => (period < withdrawn ? 2 : Number.POSITIVE_INFINITY);
  visit((period) => {
    if (at(counts, period) < most(period)) counts[period] = at(counts, period) + 1;
  });
  const offsets = new Int32Array(periods + 1);
  for (let period = 0; period < periods; period++) {
    offsets[period + 1] = at(offsets, period) + at(counts, period);
  }
  const vintages = new Int32Array(at(offsets, periods));
  const filled = new Int32Array(periods);
  visit((period, vintage) => {
    const used = at(filled, period);
    if (used >= most(period)) return;
    vintages[at(offsets, period) + used] = vintage;
    filled[period] = used + 1;
  });
  return { firstPeriod: first, offsets, vintages };
}

function toFacts(
  spec: SeriesSpec,
  worldSeed: number,
  { firstPeriod: first, offsets, vintages }: Statements,
  calendar: Pick<Facts, "vintageDays" | "vintageMs">,
): Facts {
  const dates = new Int32Array(vintages.length);
  for (let period = 0; period < offsets.length - 1; period++) {
    const date = periodDate(spec.cadence, first + period);
    dates.fill(date, at(offsets, period), at(offsets, period + 1));
  }
  // Most requests want the latest years only, so values are made when they are first asked for.
  const values = new Float64Array(vintages.length);
  const filled = new Uint8Array(offsets.length);
  const value = (fact: number): number => {
    const period = periodFrom(spec.cadence, at(dates, fact)) - first;
    if (filled[period] === 0) {
      filled[period] = 1;
      const stated = values.subarray(at(offsets, period), at(offsets, period + 1));
      fillStatements(spec, worldSeed, first + period, stated);
      if (period < (spec.withdrawnPeriods ?? 0)) stated.fill(Number.NaN, 1);
    }
    return at(values, fact);
  };
  return { dates, vintages, value, dateOffsets: dateOffsetsOf(dates), ...calendar };
}

/**
 * Finds the youngest dates that hold the promised number of facts at the anchor. Whole dates rarely add
 * up, so the surplus is taken out of the archive: the oldest facts of the oldest date.
 */
function trimToCatalogue(facts: Facts, world: WorldOptions, horizonMs: number): Archive {
  const anchorDay = localDay("central", world.anchorMs);
  // A release still to come on the anchor's day would add facts that end inside the same request.
  const known = countBelow(facts.vintageMs, world.anchorMs + 1);
  const pendingToday = facts.vintageDays[known] === anchorDay;
  const realtimeEnd = pendingToday ? anchorDay - 1 : anchorDay;
  const visible = Math.min(known, countBelow(facts.vintageDays, realtimeEnd + 1));
  const { dateOffsets } = facts;
  let missing = world.pointsPerSeries;
  let lastDate = 0;
  for (let date = dateOffsets.length - 2; date >= 0; date--) {
    const first = at(dateOffsets, date);
    const end = at(dateOffsets, date + 1);
    let fact = first;
    while (fact < end && at(facts.vintages, fact) < visible) fact++;
    if (fact === first) continue;
    if (missing === world.pointsPerSeries) lastDate = at(facts.dates, first);
    missing -= fact - first;
    if (missing > 0) continue;
    const catalogued = { firstDate: at(facts.dates, first), lastDate, realtimeEnd };
    return { facts: withoutFacts(facts, first, -missing), horizonMs, catalogued };
  }
  return { facts, horizonMs, catalogued: undefined };
}

function withoutFacts(facts: Facts, from: number, count: number): Facts {
  if (count === 0) return facts;
  const cut = (column: Int32Array): Int32Array => {
    const kept = new Int32Array(column.length - count);
    kept.set(column.subarray(0, from));
    kept.set(column.subarray(from + count), from);
    return kept;
  };
  const dates = cut(facts.dates);
  return {
    ...facts,
    dates,
    vintages: cut(facts.vintages),
    value: (fact) => facts.value(fact < from ? fact : fact + count),
    dateOffsets: dateOffsetsOf(dates),
  };
}
