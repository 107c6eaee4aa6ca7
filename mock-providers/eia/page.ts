/**
 * From an offset to rows without making the rows before it. Within a group the set of series that have a
 * row changes only where one begins, ends or has a gap, so time falls into segments of constant width.
 */
import { elementAt } from "./element-at.ts";
import { searchPeriods, type IndexRange, type PeriodAxis } from "./periods.ts";
import type { Selection, SlotRange } from "./selection.ts";
import { countGaps, type Timeline } from "./timeline.ts";

export interface RowPlan {
  readonly segments: readonly Segment[];
  readonly newestFirst: boolean;
  /** All rows of the query, whatever the page. */
  readonly total: number;
}

/** `width` series have a row at every index of `[from, to)`. Which ones is found when a page needs it. */
interface Segment extends IndexRange {
  readonly width: number;
  slots(): Int32Array;
}

/** The rows of one member: a range without its gaps, which lie inside it in order. */
export interface RowBounds extends IndexRange {
  readonly gaps: readonly IndexRange[];
}

/** Rows in order: the series' slot and the index on its axis. */
export interface PageRows {
  readonly slots: Int32Array;
  readonly indexes: Int32Array;
}

/** Periods as the client sent them, both inclusive. */
export interface PeriodLimits {
  readonly start: string | undefined;
  readonly end: string | undefined;
}

/** For each member the rows that are published, in its history and inside start and end. */
export function boundMembers(
  members: readonly Timeline[],
  limits: PeriodLimits,
  published: readonly number[],
): RowBounds[] {
  const from = members.reduce((least, { firstIndex }) => Math.min(least, firstIndex), Infinity);
  const to = published.reduce((most, end) => Math.max(most, end), from);
  const searched = new Map<PeriodAxis, IndexRange>();
  return members.map((member, slot) => {
    const range = searched.get(member.axis) ?? searchPeriods(member.axis, { from, to }, limits);
    searched.set(member.axis, range);
    const first = Math.max(member.firstIndex, range.from);
    // Proof: `published` has one entry for each member.
    const end = Math.max(first, Math.min(elementAt(published, slot), range.to));
    return { from: first, to: end, gaps: clipGaps(member.gaps, first, end) };
  });
}

/** For each member the index after its newest published row. */
export function publishedBefore(members: readonly Timeline[], nowMs: number): readonly number[] {
  return members.map((member) => Math.max(member.firstIndex, member.publishedBefore(nowMs)));
}

/** The rows of all members together. */
export function countRows(bounds: readonly RowBounds[]): number {
  return bounds.reduce((sum, { from, to, gaps }) => sum + to - from - countGaps(gaps, from, to), 0);
}

function clipGaps(gaps: readonly IndexRange[], from: number, to: number): readonly IndexRange[] {
  if (gaps.length === 0) return gaps;
  return gaps.flatMap((gap) => {
    const inside = { from: Math.max(gap.from, from), to: Math.min(gap.to, to) };
    return inside.from < inside.to ? [inside] : [];
  });
}

export function planRows(selection: Selection, bounds: readonly RowBounds[]): RowPlan {
  const segments = selection.groups.flatMap((group) => {
    const inTime = cutIntoSegments(group, bounds);
    return selection.newestFirst ? inTime.reverse() : inTime;
  });
  return { segments, newestFirst: selection.newestFirst, total: countRows(bounds) };
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
    const { width } = segment;
    const rows = (segment.to - segment.from) * width;
    if (skip >= rows) {
      skip -= rows;
      continue;
    }
    const members = segment.slots();
    let step = Math.floor(skip / width);
    let column = skip - step * width;
    skip = 0;
    for (; segment.from + step < segment.to && written < count; step++, column = 0) {
      const index = plan.newestFirst ? segment.to - 1 - step : segment.from + step;
      for (; column < width && written < count; column++, written++) {
        // Proof: column < width, the length of the array.
        slots[written] = members[column] ?? 0;
        indexes[written] = index;
      }
    }
  }
  return { slots, indexes };
}

function cutIntoSegments(group: SlotRange, bounds: readonly RowBounds[]): Segment[] {
  const own = bounds.slice(group.from, group.to);
  const begins: number[] = [];
  const ends: number[] = [];
  for (const { from, to, gaps } of own) {
    if (from === to) continue;
    begins.push(from);
    ends.push(to);
    for (const gap of gaps) {
      ends.push(gap.from);
      begins.push(gap.to);
    }
  }
  // Typed arrays sort by number, and fast.
  const first = Int32Array.from(begins).sort();
  const last = Int32Array.from(ends).sort();
  const segments: Segment[] = [];
  let begun = 0;
  let ended = 0;
  let from = 0;
  while (ended < last.length) {
    // Proof: `ended` is inside the list; a series that begins where no other does comes before its own end.
    const end = last[ended] ?? 0;
    const to = Math.min(first[begun] ?? end, end);
    const width = begun - ended;
    if (width > 0 && to > from) {
      const start = from;
      segments.push({ from, to, width, slots: () => slotsAt(own, group.from, start) });
    }
    from = to;
    while (first[begun] === to) begun++;
    while (last[ended] === to) ended++;
  }
  return segments;
}

function slotsAt(own: readonly RowBounds[], firstSlot: number, index: number): Int32Array {
  const slots: number[] = [];
  for (const [position, { from, to, gaps }] of own.entries()) {
    if (index < from || index >= to) continue;
    if (!gaps.some((gap) => index >= gap.from && index < gap.to)) slots.push(firstSlot + position);
  }
  return Int32Array.from(slots);
}
