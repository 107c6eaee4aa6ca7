/**
 * What an answer carried, gathered while its rows are written: a digest over every observation and, per
 * series, whether they lie together. Together they become one range, otherwise rows.
 */
import { TruthDigest } from "../kit/digest.ts";
import type { Served, ServedRange, TruthObservation } from "../kit/types.ts";
import { elementAt } from "./element-at.ts";
import type { PageRows } from "./page.ts";
import { asOfMs, observationAt, type Timeline } from "./timeline.ts";

export interface ServedRows {
  add(slot: number, index: number, value: number | null): void;
  finish(): Served | undefined;
}

export function createServedRows(members: readonly Timeline[], rows: PageRows): ServedRows {
  const digest = new TruthDigest();
  const counts = new Int32Array(members.length);
  const least = new Int32Array(members.length).fill(0x7fffffff);
  const most = new Int32Array(members.length).fill(-0x80000000);
  return {
    add(slot, index, value) {
      // Proof: slots are positions in `members`, and the arrays are as long.
      const member = elementAt(members, slot);
      digest.add(member.hash, member.axis.startMs(index), asOfMs(member, index), value);
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
        const last = most[slot] ?? 0;
        if (last - from + 1 === count) ranges.push(rangeOf(member, from, last));
        else scattered.add(slot);
      }
      return {
        ranges,
        rows: scattered.size === 0 ? [] : scatteredRows(members, rows, scattered),
        observations: digest.count,
        digest: digest.toString(),
      };
    },
  };
}

/** `[fromMs, toMs)` bounds the interval starts of the range. */
function rangeOf(member: Timeline, from: number, last: number): ServedRange {
  return {
    dataset: member.dataset,
    seriesId: member.seriesId,
    count: last - from + 1,
    fromMs: member.axis.startMs(from),
    toMs: member.axis.endMs(last),
  };
}

function scatteredRows(
  members: readonly Timeline[],
  rows: PageRows,
  scattered: ReadonlySet<number>,
): TruthObservation[] {
  const observations: TruthObservation[] = [];
  for (const [at, slot] of rows.slots.entries()) {
    // Proof: both arrays are as long as the page, and slots are positions in `members`.
    if (scattered.has(slot)) {
      observations.push(observationAt(elementAt(members, slot), rows.indexes[at] ?? 0));
    }
  }
  return observations;
}
