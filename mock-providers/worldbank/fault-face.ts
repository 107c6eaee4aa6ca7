/** How faults disturb World Bank answers: numbered pages, and a header with rows, as JSON, JSONP or XML. */
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import type { Cells, RowMeaning } from "../kit/faults/row-format.ts";
import { createXmlFormat } from "../kit/faults/xml-format.ts";
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

const meaning: RowMeaning = {
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
};

const json = createJsonFormat({
  ...meaning,
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
  // A function call with the document in its parentheses.
  wrapped: /^([\w.$]+\()(.*)(\))$/s,
});

const xml = createXmlFormat({
  ...meaning,
  // Lists have roots of other names; the advanced form, whose rows are others, has one element more.
  isDocument: (text) => text.includes("<wb:data ") && !text.includes("<wb:source"),
  row: { prefix: "wb:", name: "data" },
  cells: "elements",
  closesEmpty: true,
  isRow: (cells) => "value" in cells && "date" in cells,
  totalOf(before) {
    const total = /\stotal="(\d+)"/.exec(before)?.[1];
    return total === undefined ? undefined : Number(total);
  },
  replaceTotal(before, total) {
    const perPage = Math.max(1, Number(/\sper_page="(\d+)"/.exec(before)?.[1]));
    return before
      .replace(/\stotal="\d+"/, ` total="${total}"`)
      .replace(/\spages="\d+"/, ` pages="${Math.ceil(total / perPage)}"`);
  },
  rowsMaxOf: (request) => whole(request, "per_page", perPageDefault),
});

export const worldbankFaultFace: FaultFace = {
  has: ["json", "xml", "pages", "rows", "total"],
  pageOf: (request) => whole(request, "page", 1) - 1,
  shiftPage(request, pages) {
    const other = whole(request, "page", 1) + pages;
    return other < 1 ? undefined : withQuery(request, { page: String(other) });
  },
  emptyPagesTell: true,
  formats: [json, xml],
};
