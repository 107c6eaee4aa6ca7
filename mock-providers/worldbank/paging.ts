/**
 * `page` and `per_page`, and how the answer repeats them. Metadata repeats `per_page` as text, the three small
 * classifications everything as text, data all as numbers; what matches nothing has zeros.
 * Source: recorded answers of each kind.
 */
import type { Query } from "./read-request.ts";

export interface Paging {
  readonly page: number;
  readonly perPage: number;
}

const perPageDefault = 50;
/** A 16-bit number in the original; larger ones are refused. */
const perPageMax = 32_767;
const pageMax = 1_000_000_000;

/** Undefined when one of them is no whole number from 1 on, or too large. */
export function readPaging(query: Query): Paging | undefined {
  const page = readWhole(query.get("page"), 1, pageMax);
  const perPage = readWhole(query.get("per_page"), perPageDefault, perPageMax);
  return page === undefined || perPage === undefined ? undefined : { page, perPage };
}

export function readWhole(
  text: string | undefined,
  fallback: number,
  max: number,
): number | undefined {
  if (text === undefined || text === "") return fallback;
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= max ? value : undefined;
}

export type EchoStyle = "numbers" | "textual-size" | "text";

export interface Echo {
  readonly page: number | string;
  readonly pages: number | string;
  readonly per_page: number | string;
  readonly total: number | string;
}

export function echoOf({ page, perPage }: Paging, total: number, style: EchoStyle): Echo {
  const pages = Math.ceil(total / perPage);
  switch (style) {
    case "numbers":
      return { page, pages, per_page: perPage, total };
    case "textual-size":
      return { page, pages, per_page: String(perPage), total };
    case "text":
      return {
        page: String(page),
        pages: String(pages),
        per_page: String(perPage),
        total: String(total),
      };
  }
}

/** Attributes of the XML root. */
export function echoAttributes(echo: Echo): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(echo).map(([name, value]) => [name, String(value)]));
}

export function pageOf<Item>(items: readonly Item[], { page, perPage }: Paging): readonly Item[] {
  return items.slice((page - 1) * perPage, page * perPage);
}
