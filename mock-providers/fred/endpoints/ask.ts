/** What an endpoint is asked and what it answers. */
import { localDay } from "../../kit/time-zone.ts";
import type { Served } from "../../kit/types.ts";
import { dayText } from "../day-text.ts";
import type { Fields } from "../documents.ts";
import {
  type FileType,
  type RealtimePeriod,
  readChoice,
  readRealtime,
  readWhole,
} from "../parameters.ts";
import type { FredWorld } from "../world.ts";

export interface Ask {
  readonly query: URLSearchParams;
  readonly fileType: FileType;
  readonly nowMs: number;
  readonly world: FredWorld;
}

export interface Content {
  readonly text: string | Buffer;
  /** When what is shown was last updated; absent where FRED does not say. */
  readonly updatedMs?: number;
  readonly served?: Served | undefined;
  /** Where it is not that of the file type. */
  readonly contentType?: string;
}

/** Throws a FredRefusal. */
export type Endpoint = (ask: Ask) => Content;

/** FRED's calendar day: the Bank is in St. Louis. */
export function today(nowMs: number): number {
  return localDay("central", nowMs);
}

/** Today unless asked for another time. */
export function readPresent({ query, nowMs }: Ask): RealtimePeriod {
  const day = today(nowMs);
  return readRealtime(query, { realtimeStart: day, realtimeEnd: day }, day);
}

export function realtimeFields(period: RealtimePeriod): Fields {
  return [
    ["realtime_start", dayText(period.realtimeStart)],
    ["realtime_end", dayText(period.realtimeEnd)],
  ];
}

export interface Page {
  readonly offset: number;
  readonly limit: number;
}

export function readPage(query: URLSearchParams, limitMax = 1000): Page {
  return {
    limit: readWhole(query, "limit", { fallback: limitMax, min: 1, max: limitMax }),
    offset: readWhole(query, "offset", { fallback: 0, min: 0, max: 0x7fff_ffff }),
  };
}

/** What a list can be ordered by: names to keys; what a key leaves open stays in the list's own order. */
export type Orders<Item> = Readonly<Record<string, (item: Item) => string | number>>;

export interface Ordering {
  readonly orderBy: string;
  readonly descending: boolean;
}

export function readOrdering(
  query: URLSearchParams,
  orders: readonly [string, ...string[]],
  isDescending: (orderBy: string) => boolean,
): Ordering {
  const orderBy = readChoice(query, "order_by", orders);
  const fallback = isDescending(orderBy) ? (["desc", "asc"] as const) : (["asc", "desc"] as const);
  return { orderBy, descending: readChoice(query, "sort_order", fallback) === "desc" };
}

export function sortBy<Item>(
  items: readonly Item[],
  orders: Orders<Item>,
  { orderBy, descending }: Ordering,
): Item[] {
  const key = orders[orderBy] ?? (() => 0);
  const sign = descending ? -1 : 1;
  return items
    .map((item) => ({ item, key: key(item) }))
    .sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0))
    .map(({ item }) => item);
}

/** The fields every paged list begins with. */
export function listFields(
  period: RealtimePeriod,
  { orderBy, descending }: Ordering,
  count: number,
  { offset, limit }: Page,
): Fields {
  return [
    ...realtimeFields(period),
    ["order_by", orderBy],
    ["sort_order", descending ? "desc" : "asc"],
    ["count", count],
    ["offset", offset],
    ["limit", limit],
  ];
}

export function pageRows<Item>(items: readonly Item[], { offset, limit }: Page): readonly Item[] {
  return items.slice(offset, offset + limit);
}
