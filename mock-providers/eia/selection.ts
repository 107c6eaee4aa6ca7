/**
 * Which series a query selects and in what order their rows come. Rows are never made to be sorted: an
 * order is a list of groups, each walked through time with its series side by side, so the row at any
 * offset is found by arithmetic (`page.ts`). Only a sort by value needs the values (`value-order.ts`).
 */
import type { DataQuery, SortColumn } from "./data-query.ts";
import { columnText, type Timeline } from "./timeline.ts";

export interface Selection {
  /** Every selected series once; its position is its slot. */
  readonly members: readonly Timeline[];
  /** Consecutive slots whose rows come together, period by period. */
  readonly groups: readonly SlotRange[];
  /** Newest period first: also the order of an unsorted answer, as recorded. */
  readonly newestFirst: boolean;
  /** Set when rows must be ordered by value: all sort columns, values included. */
  readonly byValue: readonly SortColumn[] | undefined;
}

export interface SlotRange {
  readonly from: number;
  readonly to: number;
}

export function selectRows(
  timelines: readonly Timeline[],
  query: Pick<DataQuery, "facets" | "sort">,
): Selection {
  const matching = filter(timelines, query.facets);
  const position = query.sort.findIndex(({ column }) => column === "period");
  const newestFirst = query.sort[position]?.descending ?? true;
  const leading = query.sort.slice(0, Math.max(position, 0)).filter(isSeriesColumn);
  const following = query.sort.slice(position + 1).filter(isSeriesColumn);
  // Without a period among them, all columns lead and time runs inside each group.
  const before = position < 0 ? query.sort.filter(isSeriesColumn) : leading;
  const members = matching.toSorted((one, other) =>
    compareColumns(one, other, position < 0 ? before : [...leading, ...following]),
  );
  return {
    members,
    groups: groupBy(members, before),
    newestFirst,
    byValue: valueDecides(members, query.sort) ? query.sort : undefined,
  };
}

/** Text order by code unit, as a binary collation has it; 0 when all columns agree. */
export function compareColumns(
  one: Timeline,
  other: Timeline,
  columns: readonly SortColumn[],
): number {
  for (const { column, descending } of columns) {
    const left = columnText(one, column);
    const right = columnText(other, column);
    if (left !== right) return left < right === descending ? 1 : -1;
  }
  return 0;
}

function isSeriesColumn({ column, isMeasured }: SortColumn): boolean {
  return column !== "period" && !isMeasured;
}

function filter(timelines: readonly Timeline[], facets: DataQuery["facets"]): readonly Timeline[] {
  const allowed = [...facets].map(([name, values]) => [name, new Set(values)] as const);
  if (allowed.length === 0) return timelines;
  return timelines.filter((timeline) =>
    allowed.every(([name, values]) => values.has(columnText(timeline, name))),
  );
}

function groupBy(members: readonly Timeline[], columns: readonly SortColumn[]): SlotRange[] {
  const groups: SlotRange[] = [];
  let from = 0;
  for (const [slot, member] of members.entries()) {
    const first = members[from];
    if (first === undefined || compareColumns(first, member, columns) === 0) continue;
    groups.push({ from, to: slot });
    from = slot;
  }
  if (members.length > 0) groups.push({ from, to: members.length });
  return groups;
}

/** A value further down the list than columns that tell every row apart never gets to decide. */
function valueDecides(members: readonly Timeline[], sort: readonly SortColumn[]): boolean {
  const position = sort.findIndex(({ isMeasured }) => isMeasured);
  if (position < 0) return false;
  const before = sort.slice(0, position);
  if (!before.some(({ column }) => column === "period")) return true;
  const columns = before.filter(isSeriesColumn);
  const keys = members.map((member) =>
    columns.map(({ column }) => columnText(member, column)).join("\u0000"),
  );
  return new Set(keys).size < members.length;
}
