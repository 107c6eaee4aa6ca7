/**
 * Rows in an order that depends on their values. Here every row of the query must be looked at, so the
 * number of rows is limited and the last orders are kept for the pages that follow.
 */
import { elementAt } from "./element-at.ts";
import type { SortColumn } from "./data-query.ts";
import type { PageRows } from "./page.ts";
import type { IndexRange } from "./periods.ts";
import { compareColumns } from "./selection.ts";
import type { Timeline } from "./timeline.ts";

/** About a quarter of a second of sorting. */
export const valueSortRowsMax = 200_000;

/**
 * All rows, ordered by `sort`; rows that it leaves equal come newest first, then in the order of `members`.
 * Missing values come last ascending and first descending, as in the database behind the API.
 */
export function orderByValue(
  members: readonly Timeline[],
  bounds: readonly IndexRange[],
  sort: readonly SortColumn[],
): PageRows {
  interface Row {
    readonly slot: number;
    readonly index: number;
    readonly value: number;
  }
  const rows: Row[] = members.flatMap((member, slot) => {
    // Proof: `bounds` has one range for each member.
    const { from, to } = elementAt(bounds, slot);
    return Array.from({ length: to - from }, (_, step) => ({
      slot,
      index: from + step,
      value: member.value(from + step) ?? Number.POSITIVE_INFINITY,
    }));
  });
  function compare(one: Row, other: Row): number {
    for (const key of sort) {
      const difference = compareBy(key, one, other);
      if (difference !== 0) return key.descending ? -difference : difference;
    }
    return other.index - one.index || one.slot - other.slot;
  }
  function compareBy({ column }: SortColumn, one: Row, other: Row): number {
    if (column === "value") return one.value === other.value ? 0 : one.value - other.value;
    if (column === "period") return one.index - other.index;
    // Proof: slots are positions in `members`.
    const left = elementAt(members, one.slot);
    return compareColumns(left, elementAt(members, other.slot), [{ column, descending: false }]);
  }
  rows.sort(compare);
  return {
    slots: Int32Array.from(rows, (row) => row.slot),
    indexes: Int32Array.from(rows, (row) => row.index),
  };
}
