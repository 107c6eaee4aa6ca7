/**
 * From an offset to rows without making the rows before it. Within a group the set of series that have a
 * row changes only where one begins or ends, so time falls into a few segments of constant width.
 */
import { elementAt } from "./element-at.ts";
import { searchPeriods, type IndexRange, type PeriodAxis } from "./periods.ts";
import type { Selection, SlotRange } from "./selection.ts";
import type { Timeline } from "./timeline.ts";

export interface RowPlan {
  readonly segments: readonly Segment[];
  readonly newestFirst: boolean;
  /** All rows of the query, whatever the page. */
  readonly total: number;
}

/** Every slot of `slots` has a row at every index of `[from, to)`. */
interface Segment extends IndexRange {
  readonly slots: Int32Array;
}

/** Rows in order: the series' slot and the index on its axis. */
export interface PageRows {
  readonly slots: Int32Array;
  readonly indexes: Int32Array;
}

export interface Period {
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly nowMs: number;
}

/** For each member the index range that is published, in its history and inside start and end. */
export function boundMembers(members: readonly Timeline[], period: Period): IndexRange[] {
  const published = members.map((member) => ({
    from: member.firstIndex,
    to: Math.max(member.firstIndex, member.publishedBefore(period.nowMs)),
  }));
  const from = published.reduce((least, range) => Math.min(least, range.from), Infinity);
  const to = published.reduce((most, range) => Math.max(most, range.to), -Infinity);
  const searched = new Map<PeriodAxis, IndexRange>();
  return members.map((member, slot) => {
    const range = searched.get(member.axis) ?? searchPeriods(member.axis, { from, to }, period);
    searched.set(member.axis, range);
    // Proof: `published` has one entry for each member.
    const own = elementAt(published, slot);
    const first = Math.max(own.from, range.from);
    return { from: first, to: Math.max(first, Math.min(own.to, range.to)) };
  });
}

export function planRows(selection: Selection, bounds: readonly IndexRange[]): RowPlan {
  const segments = selection.groups.flatMap((group) => {
    const inTime = cutIntoSegments(group, bounds);
    return selection.newestFirst ? inTime.reverse() : inTime;
  });
  const total = bounds.reduce((sum, { from, to }) => sum + to - from, 0);
  return { segments, newestFirst: selection.newestFirst, total };
}

/** At most `length` rows from `offset` on; fewer at the end, none past it. */
export function rowsAt(plan: RowPlan, offset: number, length: number): PageRows {
  const count = Math.max(0, Math.min(length, plan.total - offset));
  const slots = new Int32Array(count);
  const indexes = new Int32Array(count);
  let skip = offset;
  let written = 0;
  for (const segment of plan.segments) {
    if (written === count) break;
    const width = segment.slots.length;
    const rows = (segment.to - segment.from) * width;
    if (skip >= rows) {
      skip -= rows;
      continue;
    }
    let step = Math.floor(skip / width);
    let column = skip - step * width;
    skip = 0;
    for (; segment.from + step < segment.to && written < count; step++, column = 0) {
      const index = plan.newestFirst ? segment.to - 1 - step : segment.from + step;
      for (; column < width && written < count; column++, written++) {
        // Proof: column < width, the length of the array.
        slots[written] = segment.slots[column] ?? 0;
        indexes[written] = index;
      }
    }
  }
  return { slots, indexes };
}

function cutIntoSegments(group: SlotRange, bounds: readonly IndexRange[]): Segment[] {
  const own = bounds.slice(group.from, group.to);
  const cuts = [...new Set(own.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const segments: Segment[] = [];
  for (const [at, from] of cuts.entries()) {
    const to = cuts[at + 1];
    if (to === undefined) break;
    const slots = own.flatMap((range, position) =>
      range.from <= from && to <= range.to ? [group.from + position] : [],
    );
    if (slots.length > 0) segments.push({ from, to, slots: Int32Array.from(slots) });
  }
  return segments;
}
