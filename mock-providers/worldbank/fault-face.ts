/** How faults disturb World Bank answers: numbered pages, and the array of a header and rows. */
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import type { Cells } from "../kit/faults/row-format.ts";
import type { MockRequest } from "../kit/types.ts";

const perPageDefault = 50;

function whole({ query }: MockRequest, name: string, fallback: number): number {
  const text = new URLSearchParams(query).get(name) ?? "";
  return /^\d{1,9}$/.test(text) ? Math.max(1, Number(text)) : fallback;
}

function headerOf(body: unknown): Record<string, unknown> | undefined {
  const header: unknown = Array.isArray(body) ? body[0] : undefined;
  return isObject(header) && "total" in header ? header : undefined;
}

function idOf(row: Cells, name: string): string | undefined {
  const member = row[name];
  return isObject(member) ? String(member["id"]) : undefined;
}

const rows = createJsonFormat({
  rowsOf(body) {
    if (headerOf(body) === undefined || !Array.isArray(body)) return undefined;
    const list: unknown = body[1];
    const isData = (row: unknown): boolean => isObject(row) && "value" in row && "date" in row;
    return Array.isArray(list) && list.every(isData) ? list : undefined;
  },
  replace(body, list, total) {
    const header = headerOf(body);
    const perPage = Math.max(1, Number(header?.["per_page"]));
    const counted = total === undefined ? {} : { total, pages: Math.ceil(total / perPage) };
    return [{ ...header, ...counted }, list];
  },
  totalOf(body) {
    const total = Number(headerOf(body)?.["total"]);
    return Number.isInteger(total) ? total : undefined;
  },
  rowsMaxOf: (request) => whole(request, "per_page", perPageDefault),
  fields: () => ({ value: ["value"], time: ["date"], series: ["indicator"] }),
  identify(row, truth) {
    const indicator = idOf(row, "indicator");
    const country = String(row["countryiso3code"]);
    // The id ends with a frequency no cell tells; an answer has one.
    const found = truth.find(({ seriesId }) =>
      seriesId.startsWith(`${indicator ?? ""}.${country}.`),
    );
    return { series: found?.seriesId, order: String(row["date"]) };
  },
  missing: { cell: null },
  valueCell: (value) => value,
  // Years, quarters and months have no hours: a shifted one is written as a day, and is no period any more.
  shift: ({ cells, truth }, deltaMs) => ({
    cells: {
      ...cells,
      date: new Date((truth?.intervalStartMs ?? 0) + deltaMs).toISOString().slice(0, 10),
    },
    reads: undefined,
    isInterval: false,
  }),
});

export const worldbankFaultFace: FaultFace = {
  has: ["json", "pages", "rows", "total"],
  pageOf: (request) => whole(request, "page", 1) - 1,
  shiftPage(request, pages) {
    const other = whole(request, "page", 1) + pages;
    return other < 1 ? undefined : withQuery(request, { page: String(other) });
  },
  emptyPagesTell: true,
  formats: [rows],
};
