/** How faults disturb FRED answers: its refusals, offset paging, and observations as JSON and XML. */
import { dayMs, formatDay, parseDay } from "../kit/calendar.ts";
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import type {
  Cells,
  DataRow,
  Identified,
  RowMeaning,
  ShiftedRow,
} from "../kit/faults/row-format.ts";
import { createXmlFormat } from "../kit/faults/xml-format.ts";
import type { MockRequest, TruthObservation } from "../kit/types.ts";
import { contentTypes, escapeXml, writeError } from "./documents.ts";
import type { FileType } from "./parameters.ts";

const rowsMaxDefault = 100_000;

function pagingOf({ query }: MockRequest): { readonly offset: number; readonly limit: number } {
  const parameters = new URLSearchParams(query);
  const whole = (name: string, fallback: number): number => {
    const text = parameters.get(name) ?? "";
    return /^\d{1,9}$/.test(text) ? Number(text) : fallback;
  };
  return { offset: whole("offset", 0), limit: Math.max(1, whole("limit", rowsMaxDefault)) };
}

/** Rows of output types 2 and 3 have a column per vintage and none of that name: they mean several observations. */
function identify(row: Cells, truth: readonly TruthObservation[]): Identified {
  return {
    series: "value" in row ? truth[0]?.seriesId : undefined,
    order: `${String(row["date"])} ${String(row["realtime_start"])}`,
  };
}

/** Dates have no hours: a shift to an earlier hour is the day before. Months must start on their first. */
function shift({ cells, truth }: DataRow, deltaMs: number): ShiftedRow {
  const day = parseDay(String(cells["date"]));
  if (day === undefined || truth === undefined)
    return { cells, reads: undefined, isInterval: false };
  const days = Math.floor(deltaMs / dayMs);
  const { intervalStartMs, intervalEndMs } = truth;
  return {
    cells: { ...cells, date: formatDay(day + days) },
    reads: {
      ...truth,
      intervalStartMs: intervalStartMs + days * dayMs,
      intervalEndMs: intervalEndMs + days * dayMs,
    },
    isInterval: days === 0 || intervalEndMs - intervalStartMs <= 14 * dayMs,
  };
}

const meaning: RowMeaning = {
  fields: () => ({ value: ["value"], time: ["date"] }),
  identify,
  missing: { cell: "." },
  valueCell: String,
  shift,
};

function listOf(body: unknown): unknown[] | undefined {
  const list = isObject(body) ? body["observations"] : undefined;
  return Array.isArray(list) ? list : undefined;
}

const json = createJsonFormat({
  ...meaning,
  rowsOf: listOf,
  replace: (body, observations, total) => ({
    ...(body as object),
    ...(total === undefined ? {} : { count: total }),
    observations,
  }),
  totalOf(body) {
    const count = isObject(body) ? body["count"] : undefined;
    return typeof count === "number" ? count : undefined;
  },
  // The document names the transformation of its values: `lin`, `pch` and so on.
  replaceUnit: (body, unit) => ({ ...(body as object), units: unit }),
  rowsMaxOf: (request) => pagingOf(request).limit,
  stringify: (body) => JSON.stringify(body).replaceAll("/", "\\/"),
});

const xml = createXmlFormat({
  ...meaning,
  // The observations of a whole release have another root, and series around them.
  isDocument: (text) => /<observations\s(?!has_more)/.test(text),
  row: { name: "observation" },
  cells: "attributes",
  isRow: (cells) => "date" in cells,
  totalOf(before) {
    const count = /\scount="(\d+)"/.exec(before)?.[1];
    return count === undefined ? undefined : Number(count);
  },
  replaceTotal: (before, total) => before.replace(/\scount="\d+"/, ` count="${total}"`),
  replaceUnit: (before, unit) =>
    before.replace(/\sunits="[^"]*"/, () => ` units="${escapeXml(unit)}"`),
  rowsMaxOf: (request) => pagingOf(request).limit,
});

export const fredFaultFace: FaultFace = {
  has: ["json", "xml", "pages", "rows", "total", "key"],
  tooMany({ query }) {
    const fileType: FileType =
      new URLSearchParams(query).get("file_type") === "json" ? "json" : "xml";
    return {
      status: 429,
      headers: { "Content-Type": contentTypes[fileType] },
      body: writeError(fileType, 429, "Too Many Requests.  Exceeded Rate Limit"),
    };
  },
  withBadKey: (request) => withQuery(request, { api_key: "0".repeat(32) }),
  pageOf(request) {
    const { offset, limit } = pagingOf(request);
    return Math.floor(offset / limit);
  },
  shiftPage(request, pages) {
    const { offset, limit } = pagingOf(request);
    const other = offset + pages * limit;
    return other < 0 ? undefined : withQuery(request, { offset: String(other) });
  },
  emptyPagesTell: true,
  formats: [json, xml],
};
