/**
 * From a query to its page: selection, bounds, order, rows. Selections are kept because a client asks for
 * the pages of one query in turn; everything kept is bounded.
 */
import type { DataPage } from "./data-answer.ts";
import type { DataQuery } from "./data-query.ts";
import type { Leaf } from "./leaf.ts";
import {
  boundMembers,
  planRows,
  publishedBefore,
  rowsAt,
  type PageRows,
  type PeriodLimits,
  type RowBounds,
  type RowPlan,
} from "./page.ts";
import { changeStepMs } from "./publication.ts";
import { selectRows, type Selection } from "./selection.ts";
import { orderByValue, valueSortRowsMax } from "./value-order.ts";
import type { EiaWorld } from "./world.ts";

export type ReadPage =
  | { readonly outcome: "page"; readonly page: Omit<DataPage, "echo"> }
  | { readonly outcome: "invalid"; readonly message: string };

export type DataReader = (leaf: Leaf, query: DataQuery, nowMs: number) => ReadPage;

export function createDataReader(world: EiaWorld): DataReader {
  const selections = createKeptMap<KeptSelection>(64);
  const valueOrders = createKeptMap<PageRows>(2);
  return (leaf, query, nowMs) => {
    const frequency = leaf.frequencies.find(({ id }) => id === query.frequency);
    // Proof: readDataQuery takes the frequency from the leaf's own list.
    if (frequency === undefined) throw new Error(`${leaf.route} has no ${query.frequency} data`);
    const key = JSON.stringify([leaf.route, query.frequency, [...query.facets], query.sort]);
    const kept = selections(key, () => ({
      selection: selectRows(world.timelines(leaf, query.frequency), query),
      planned: undefined,
    }));
    const { selection } = kept;
    const { members } = selection;
    const { bounds, plan } = planKept(kept, query, nowMs);
    const { total } = plan;
    const page = { leaf, frequency, members, total, columns: query.columns, nowMs };
    if (selection.byValue === undefined) {
      const rows = rowsAt(plan, query.offset, query.length);
      return { outcome: "page", page: { ...page, rows } };
    }
    if (total > valueSortRowsMax) {
      return {
        outcome: "invalid",
        message: `Cannot sort ${String(total)} rows by value. Please constrain your request to ${String(valueSortRowsMax)} rows with facet, start, or end.`,
      };
    }
    const { byValue } = selection;
    const ordered = valueOrders(key + boundsKey(bounds) + changeKey(nowMs), () =>
      orderByValue(members, bounds, { sort: byValue, nowMs }),
    );
    const to = query.offset + query.length;
    const slots = ordered.slots.subarray(query.offset, to);
    const indexes = ordered.indexes.subarray(query.offset, to);
    return { outcome: "page", page: { ...page, rows: { slots, indexes } } };
  };
}

interface KeptSelection {
  readonly selection: Selection;
  /** The last plan, which holds for the pages that follow until something new is published. */
  planned: Planned | undefined;
}

interface Planned extends PeriodLimits {
  readonly published: readonly number[];
  readonly bounds: readonly RowBounds[];
  readonly plan: RowPlan;
}

function planKept(kept: KeptSelection, { start, end }: PeriodLimits, nowMs: number): Planned {
  const { selection, planned } = kept;
  const published = publishedBefore(selection.members, nowMs);
  const holds =
    planned?.start === start &&
    planned?.end === end &&
    published.every((index, slot) => index === planned?.published[slot]);
  if (planned !== undefined && holds) return planned;
  const bounds = boundMembers(selection.members, { start, end }, published);
  const made = { start, end, published, bounds, plan: planRows(selection, bounds) };
  kept.planned = made;
  return made;
}

function boundsKey(bounds: readonly RowBounds[]): string {
  return bounds.map(({ from, to }) => `${String(from)}-${String(to)}`).join();
}

/** Nothing changes between two whole multiples of `changeStepMs`. */
function changeKey(nowMs: number): string {
  return ` ${String(Math.floor(nowMs / changeStepMs))}`;
}

/** Remembers the `keptMax` entries asked for last; what has a very long key is made anew each time. */
function createKeptMap<Value>(keptMax: number): (key: string, make: () => Value) => Value {
  const kept = new Map<string, Value>();
  return (key, make) => {
    if (key.length > keyLengthMax) return make();
    const value = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, value);
    const oldest = kept.keys().next();
    if (kept.size > keptMax && oldest.done !== true) kept.delete(oldest.value);
    return value;
  };
}

/** Some hundred facet values; a client that sends a hundred thousand shall not fill the memory with them. */
const keyLengthMax = 8_192;
