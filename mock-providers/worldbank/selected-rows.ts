/**
 * Which rows a selection of series has, series after series, the newest first. Rows are never made to be counted:
 * a page is found by arithmetic and only its own values are computed, but for those that `mrnev` must look at.
 */
import type { PeriodQuery } from "./data-query.ts";
import type { DatabaseState } from "./releases.ts";
import type { Series } from "./series.ts";

/** The rows of one series. */
export interface MemberRows {
  readonly series: Series;
  readonly count: number;
  /** Period of the row at a position below `count`. */
  readonly indexAt: (position: number) => number;
  /** Set when empty values take an earlier one, down to this index. */
  readonly fillFrom?: number;
}

export interface Row {
  readonly series: Series;
  readonly index: number;
  readonly value: number | null;
  /** The value is another period's. */
  readonly filled: boolean;
}

/** Values `mrnev` may look at in one request; more than that would keep other clients waiting for seconds. */
const looksMax = 400_000;

/** Undefined when the selection is too large for what is asked of it. */
export function selectRows(
  members: readonly Series[],
  query: PeriodQuery,
  state: DatabaseState,
): readonly MemberRows[] | undefined {
  const bounded = members.map((series) => {
    const { range } = query;
    const from =
      range === undefined ? series.firstIndex : Math.max(range.from, series.earliestIndex);
    const end = series.endIndex(state);
    return { series, from, to: range === undefined ? end : Math.min(range.to, end) };
  });
  if (query.mostRecentFilled !== undefined) {
    return filledRows(bounded, query.mostRecentFilled, state);
  }
  if (query.mostRecent === undefined) {
    return bounded.map(({ series, from, to }) => rangeRows(series, from, to));
  }
  const to = newestKnown(bounded, state) + 1;
  const earliest = to - query.mostRecent;
  return bounded.map((bounds) => {
    const from = Math.max(bounds.from, earliest);
    const rows = rangeRows(bounds.series, from, Math.min(bounds.to, to));
    return query.gapFill ? { ...rows, fillFrom: from } : rows;
  });
}

interface Bounds {
  readonly series: Series;
  readonly from: number;
  readonly to: number;
}

function rangeRows(series: Series, from: number, to: number): MemberRows {
  return { series, count: Math.max(0, to - from), indexAt: (position) => to - 1 - position };
}

/** Rows of single periods, in the given order. */
export function listedRows(series: Series, indexes: readonly number[]): MemberRows {
  // Proof for the fallback: positions are below the count.
  return { series, count: indexes.length, indexAt: (position) => indexes[position] ?? 0 };
}

function filledRows(
  bounded: readonly Bounds[],
  wanted: number,
  state: DatabaseState,
): readonly MemberRows[] | undefined {
  let looks = 0;
  const rows: MemberRows[] = [];
  for (const { series, from, to } of bounded) {
    const indexes: number[] = [];
    for (let index = to - 1; index >= from && indexes.length < wanted; index--) {
      if (++looks > looksMax) return undefined;
      if (series.value(index, state) !== null) indexes.push(index);
    }
    rows.push(listedRows(series, indexes));
  }
  return rows;
}

/** The newest period for which any of the series has a value. */
function newestKnown(bounded: readonly Bounds[], state: DatabaseState): number {
  const first = Math.min(...bounded.map(({ from }) => from));
  let newest = Math.max(...bounded.map(({ to }) => to)) - 1;
  while (newest >= first) {
    const index = newest;
    const known = bounded.some(
      ({ series, from, to }) => index >= from && index < to && series.value(index, state) !== null,
    );
    if (known) return newest;
    newest -= 1;
  }
  return newest;
}

export function countRows(members: readonly MemberRows[]): number {
  return members.reduce((sum, { count }) => sum + count, 0);
}

/** The rows from `offset` on, at most `length` of them, with their values. */
export function* rowsAt(
  members: readonly MemberRows[],
  { offset, length }: { readonly offset: number; readonly length: number },
  state: DatabaseState,
): Generator<Row> {
  let skip = offset;
  let left = length;
  for (const { series, count, indexAt, fillFrom } of members) {
    for (let position = skip; position < count && left > 0; position++, left--) {
      const index = indexAt(position);
      const value = series.value(index, state);
      if (value !== null || fillFrom === undefined) {
        yield { series, index, value, filled: false };
        continue;
      }
      const earlier = lastKnown(series, { from: fillFrom, to: index }, state);
      yield { series, index, value: earlier, filled: earlier !== null };
    }
    skip = Math.max(0, skip - count);
    if (left === 0) return;
  }
}

function lastKnown(
  series: Series,
  { from, to }: { readonly from: number; readonly to: number },
  state: DatabaseState,
): number | null {
  for (let index = to - 1; index >= from; index--) {
    const value = series.value(index, state);
    if (value !== null) return value;
  }
  return null;
}
