/**
 * What an answer carried, gathered while its rows are written: a digest over every observation and, per
 * series, whether they lie together. Together they become one range, otherwise rows.
 */
import { TruthDigest } from "../kit/digest.ts";
import type { Served, ServedRange, TruthObservation } from "../kit/types.ts";
import { elementAt } from "./element-at.ts";
import type { PageRows } from "./page.ts";
import { countGaps, measuresOf, observationAt, type Measure, type Timeline } from "./timeline.ts";

export interface ServedRows {
  add(slot: number, measure: Measure, index: number, value: number | null): void;
  finish(): Served | undefined;
}

export function createServedRows(
  members: readonly Timeline[],
  rows: PageRows,
  style: { readonly columns: readonly string[]; readonly nowMs: number },
): ServedRows {
  const digest = new TruthDigest();
  // All measured columns of a row are served together, so one count per member will do.
  const counts = new Int32Array(members.length);
  const least = new Int32Array(members.length).fill(0x7fffffff);
  const most = new Int32Array(members.length).fill(-0x80000000);
  const [member] = members;
  const firstColumn = member && valuesOf(member, style.columns)[0]?.column;
  return {
    add(slot, measure, index, value) {
      // Proof: slots are positions in `members`, and the arrays are as long.
      const member = elementAt(members, slot);
      digest.add(measure.hash, member.axis.startMs(index), member.asOfMs(index), value);
      if (measure.column !== firstColumn) return;
      counts[slot] = (counts[slot] ?? 0) + 1;
      if (index < (least[slot] ?? index)) least[slot] = index;
      if (index > (most[slot] ?? index)) most[slot] = index;
    },
    finish() {
      if (digest.count === 0) return undefined;
      const ranges: ServedRange[] = [];
      const scattered = new Set<number>();
      for (const [slot, member] of members.entries()) {
        // Proof: as above.
        const count = counts[slot] ?? 0;
        if (count === 0) continue;
        const from = least[slot] ?? 0;
        const to = (most[slot] ?? 0) + 1;
        if (to - from - countGaps(member.gaps, from, to) !== count) {
          scattered.add(slot);
          continue;
        }
        for (const measure of valuesOf(member, style.columns)) {
          ranges.push(rangeOf(member, measure, { from, to, count }));
        }
      }
      return {
        ranges,
        rows: scattered.size === 0 ? [] : scatteredRows(scattered),
        observations: digest.count,
        digest: digest.toString(),
      };
    },
  };

  function scatteredRows(scattered: ReadonlySet<number>): TruthObservation[] {
    const observations: TruthObservation[] = [];
    for (const [at, slot] of rows.slots.entries()) {
      if (!scattered.has(slot)) continue;
      // Proof: both arrays are as long as the page, and slots are positions in `members`.
      const member = elementAt(members, slot);
      const where = { index: rows.indexes[at] ?? 0, nowMs: style.nowMs };
      for (const measure of valuesOf(member, style.columns)) {
        observations.push(observationAt(member, measure, where));
      }
    }
    return observations;
  }
}

/** The columns of a row that are observations. */
function valuesOf(member: Timeline, columns: readonly string[]): readonly Measure[] {
  const measures = measuresOf(member, columns);
  return measures.every(({ text }) => text === undefined)
    ? measures
    : measures.filter(({ text }) => text === undefined);
}

/** `[fromMs, toMs)` bounds the interval starts of the range. */
function rangeOf(
  member: Timeline,
  measure: Measure,
  { from, to, count }: { readonly from: number; readonly to: number; readonly count: number },
): ServedRange {
  return {
    dataset: member.leaf.route,
    seriesId: measure.seriesId,
    count,
    fromMs: member.axis.startMs(from),
    toMs: member.axis.endMs(to - 1),
  };
}
