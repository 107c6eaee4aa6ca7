/**
 * When anything at all is published: the vintages of every series of the table and of the made-up ones. The same in
 * every world, because vintage instants are.
 */
import { civilDate, dayNumber } from "../kit/calendar.ts";
import { localDay } from "../kit/time-zone.ts";
import { at, countBelow } from "./facts.ts";
import {
  parseSpecDay,
  releaseInstant,
  releaseSeconds,
  releasesSince,
  vintageInstant,
} from "./releases.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { seriesTable } from "./series-table.ts";
import { syntheticCalendars } from "./synthetic-series.ts";

/** The first instant after `afterMs` at which a series of the mock gains a vintage. */
export function nextPublicationMs(afterMs: number): number {
  const { year } = civilDate(localDay("eastern", afterMs));
  // Daily series publish on every business day, so the next year always has a vintage.
  for (const candidate of [year, year + 1]) {
    const instants = instantsOf(candidate);
    const next = countBelow(instants, afterMs + 1);
    if (next < instants.length) return at(instants, next);
  }
  throw new Error(`FRED publishes nothing in ${year} and ${year + 1}`);
}

const yearsMax = 20;
const byYear = new Map<number, Float64Array>();

function instantsOf(year: number): Float64Array {
  let instants = byYear.get(year);
  if (instants === undefined) {
    const found = new Set<number>();
    for (const spec of seriesTable) {
      for (const day of vintageDays(spec, year)) found.add(vintageInstant(spec, day));
    }
    // Made-up series are too many to go through, but all of one calendar share their seconds.
    for (const spec of syntheticCalendars(year)) {
      for (const day of vintageDays(spec, year)) {
        for (let second = 0; second < releaseSeconds; second++) {
          found.add(releaseInstant(spec, day) + second * 1000);
        }
      }
    }
    instants = Float64Array.from(found).sort();
    if (byYear.size >= yearsMax) byYear.clear();
    byYear.set(year, instants);
  }
  return instants;
}

function* vintageDays(spec: SeriesSpec, year: number): Generator<number> {
  const archiveDay = parseSpecDay(spec.archiveStart);
  const from = dayNumber(year, 1, 1);
  const to = dayNumber(year + 1, 1, 1) - 1;
  for (const { day } of releasesSince(spec, from, to)) {
    // What is older than the archive came into it on its first day.
    const vintageDay = Math.max(day, archiveDay);
    if (vintageDay >= from && vintageDay <= to) yield vintageDay;
  }
}
