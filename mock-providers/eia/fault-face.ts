/** How faults disturb EIA answers: the gateway's refusals, offset paging, and rows of the data envelope, JSON or XML. */
import { dayMs, formatDay, hourMs, parseDay } from "../kit/calendar.ts";
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import {
  type Cells,
  type DataRow,
  type Identified,
  type RowMeaning,
  type ShiftedRow,
  seriesIds,
} from "../kit/faults/row-format.ts";
import { createXmlFormat } from "../kit/faults/xml-format.ts";
import type { MockRequest, TruthObservation } from "../kit/types.ts";
import { gateError } from "./answers.ts";
import { xmlRowsMax } from "./data-query.ts";
import { textOf } from "./parameters.ts";
import { readRequest } from "./read-request.ts";

const pageRowsMax = 5_000;

/** Where the request puts its paging does not matter: what the query says comes first here, and others are rare. */
function pagingOf(request: MockRequest): { readonly offset: number; readonly length: number } {
  const { parameters } = readRequest(request).echo;
  const whole = (name: string, fallback: number): number => {
    const text = textOf(parameters.get(name));
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback;
  };
  const length = Math.min(pageRowsMax, Math.max(1, whole("length", pageRowsMax)));
  return { offset: whole("offset", 0), length };
}

/** The cells that name a series, in the order of its id. Both sides of a border have the same two codes. */
const nameCells: readonly (readonly string[])[] = [
  ["series"],
  ["respondent", "type"],
  ["respondent", "fueltype"],
  ["parent", "subba"],
  ["fromba", "toba"],
  ["seriesId"],
  ["msn"],
];

/**
 * The column with the values: `value`, or the one that was asked for, which then stands in the series ids before the
 * frequency. Undefined when several were: their rows mean several observations.
 */
function valueColumn(row: Cells, truth: readonly TruthObservation[]): string | undefined {
  if ("value" in row) return "value";
  const columns = new Set([...seriesIds(truth)].map((id) => id.split(".").at(-2) ?? ""));
  const [column = ""] = columns;
  return columns.size === 1 && column in row ? column : undefined;
}

/** The row's cells name its series: `respondent` and `type`, or `series`, as its id has them before the `ending`. */
function seriesOf(
  row: Cells,
  truth: readonly TruthObservation[],
  ending: string,
): string | undefined {
  for (const cells of nameCells) {
    const id = cells.map((cell) => String(row[cell])).join(".") + ending;
    if (seriesIds(truth).has(id)) return id;
  }
  const texts = new Set(Object.values(row));
  return [...seriesIds(truth)].find((id) => {
    const name = id.slice(0, -ending.length);
    return texts.has(name) || name.split(".").every((part) => texts.has(part));
  });
}

/** The frequency ends every series id, and is that of the whole answer. */
function identify(row: Cells, truth: readonly TruthObservation[]): Identified {
  const frequency = truth[0]?.seriesId.split(".").at(-1) ?? "";
  const column = valueColumn(row, truth);
  const ending = column === "value" ? `.${frequency}` : `.${column ?? ""}.${frequency}`;
  return {
    series: column === undefined ? undefined : seriesOf(row, truth, ending),
    order: String(row["period"]),
  };
}

/** Hours and days can be shifted; a longer period cannot, and hours not by parts of one. */
function shift({ cells, truth }: DataRow, deltaMs: number): ShiftedRow {
  const period = String(cells["period"]);
  const moved = { cells: { ...cells, period: shiftedText(period, deltaMs) } };
  const isHour = /^\d{4}-\d{2}-\d{2}T\d{2}$/.test(period);
  const isDay = parseDay(period) !== undefined;
  if (truth === undefined || (isHour ? deltaMs % hourMs !== 0 : !isDay))
    return { ...moved, reads: undefined, isInterval: false };
  const delta = isHour ? deltaMs : Math.floor(deltaMs / dayMs) * dayMs;
  return {
    ...moved,
    isInterval: true,
    reads: {
      ...truth,
      intervalStartMs: truth.intervalStartMs + delta,
      intervalEndMs: truth.intervalEndMs + delta,
      asOfMs: truth.asOfMs + delta,
    },
  };
}

function shiftedText(period: string, deltaMs: number): string {
  const day = parseDay(period.slice(0, 10));
  if (day === undefined) return `${period}T${deltaMs < 0 ? "16" : "08"}`;
  if (period.length === 10) return formatDay(day + Math.floor(deltaMs / dayMs));
  const shifted = new Date(
    day * dayMs + Number(period.slice(11, 13)) * hourMs + deltaMs,
  ).toISOString();
  return deltaMs % hourMs === 0 ? shifted.slice(0, 13) : shifted.slice(0, 16);
}

function responseOf(body: unknown): Record<string, unknown> | undefined {
  const response = isObject(body) ? body["response"] : undefined;
  return isObject(response) && Array.isArray(response["data"]) ? response : undefined;
}

const meaning: RowMeaning = {
  fields(row, truth) {
    const value = valueColumn(row, truth);
    const unit = [`${value ?? ""}-units`, "units", "unit"].find((name) => name in row);
    const series = ["series", "respondent", "subba", "fromba", "seriesId", "msn"].find(
      (name) => name in row,
    );
    return {
      ...(value === undefined ? {} : { value: [value] }),
      time: ["period"],
      ...(unit === undefined ? {} : { unit: [unit] }),
      ...(series === undefined ? {} : { series: [series] }),
    };
  },
  identify,
  missing: { cell: null },
  valueCell: String,
  shift,
};

const json = createJsonFormat({
  ...meaning,
  // Proof for the cast: responseOf() gives only envelopes whose data is a list.
  rowsOf: (body) => responseOf(body)?.["data"] as unknown[] | undefined,
  replace(body, data, total) {
    const response = responseOf(body);
    const counted =
      total === undefined
        ? {}
        : { total: typeof response?.["total"] === "string" ? String(total) : total };
    return { ...(body as object), response: { ...response, ...counted, data } };
  },
  totalOf(body) {
    const total = Number(responseOf(body)?.["total"]);
    return Number.isInteger(total) ? total : undefined;
  },
  rowsMaxOf: (request) => pagingOf(request).length,
});

const xml = createXmlFormat({
  ...meaning,
  isDocument: (text) => text.includes("<eia_api><response>"),
  row: { name: "row" },
  cells: "elements",
  // Warnings and repeated parameters are elements of the same name.
  isRow: (cells) => "period" in cells,
  totalOf(before) {
    const total = /<total>(\d+)<\/total>/.exec(before)?.[1];
    return total === undefined ? undefined : Number(total);
  },
  replaceTotal: (before, total) => before.replace(/<total>\d+<\/total>/, `<total>${total}</total>`),
  rowsMaxOf: (request) => Math.min(xmlRowsMax, pagingOf(request).length),
});

export const eiaFaultFace: FaultFace = {
  has: ["json", "xml", "pages", "rows", "total", "key"],
  tooMany: (request) => gateError(request, "OVER_RATE_LIMIT"),
  withBadKey: (request) => ({
    ...withQuery(request, { api_key: "0000000000" }),
    headers: { ...request.headers, "x-api-key": "0000000000" },
  }),
  pageOf(request) {
    const { offset, length } = pagingOf(request);
    return Math.floor(offset / length);
  },
  shiftPage(request, pages) {
    const { offset, length } = pagingOf(request);
    const other = offset + pages * length;
    return other < 0 ? undefined : withQuery(request, { offset: String(other) });
  },
  emptyPagesTell: true,
  formats: [json, xml],
};
