/**
 * Rows in an order that depends on their values. Here every row of the query must be looked at, so the
 * number of rows is limited and the last orders are kept for the pages that follow.
 */
import { elementAt } from "./element-at.ts";
import type { SortColumn } from "./data-query.ts";
import type { PageRows, RowBounds } from "./page.ts";
import { compareColumns } from "./selection.ts";
import type { Timeline, ValueAt } from "./timeline.ts";

/** About a quarter of a second of sorting. */
export const valueSortRowsMax = 200_000;

/**
 * All rows, ordered by `sort`; rows that it leaves equal come newest first, then in the order of `members`.
 * Missing values come last ascending and first descending, as in the database behind the API.
 */
export function orderByValue(
  members: readonly Timeline[],
  bounds: readonly RowBounds[],
  { sort, nowMs }: { readonly sort: readonly SortColumn[]; readonly nowMs: number },
): PageRows {
  interface Row {
    readonly slot: number;
    readonly index: number;
    /** One for each sort column that is a measured one. */
    readonly values: readonly number[];
  }
  const rows: Row[] = [];
  for (const [slot, member] of members.entries()) {
    // Proof: `bounds` has one range for each member.
    const { from, to, gaps } = elementAt(bounds, slot);
    const measured = measuredOf(member, sort);
    for (let index = from; index < to; index++) {
      if (gaps.some((gap) => index >= gap.from && index < gap.to)) continue;
      const values = measured.map((value) => value(index, nowMs) ?? Number.POSITIVE_INFINITY);
      rows.push({ slot, index, values });
    }
  }
  function compare(one: Row, other: Row): number {
    let measured = 0;
    for (const key of sort) {
      const difference = key.isMeasured
        ? compareValues(one.values[measured], other.values[measured])
        : compareBy(key, one, other);
      if (key.isMeasured) measured++;
      if (difference !== 0) return key.descending ? -difference : difference;
    }
    return other.index - one.index || one.slot - other.slot;
  }
  function compareBy({ column }: SortColumn, one: Row, other: Row): number {
    if (column === "period") return one.index - other.index;
    // Proof: slots are positions in `members`.
    const left = elementAt(members, one.slot);
    const key = { column, descending: false, isMeasured: false };
    return compareColumns(left, elementAt(members, other.slot), [key]);
  }
  rows.sort(compare);
  return {
    slots: Int32Array.from(rows, (row) => row.slot),
    indexes: Int32Array.from(rows, (row) => row.index),
  };
}

/** Two missing values are equal: their difference would be no number. */
function compareValues(one = 0, other = 0): number {
  return one === other ? 0 : one - other;
}

function measuredOf(member: Timeline, sort: readonly SortColumn[]): readonly ValueAt[] {
  return sort.flatMap(({ column, isMeasured }) =>
    isMeasured
      ? member.measures.filter((measure) => measure.column === column).map(({ value }) => value)
      : [],
  );
}
