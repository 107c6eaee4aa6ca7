/** How faults disturb FRED answers: its refusals, offset paging, and observations as JSON and XML. */
import { dayMs, formatDay, parseDay } from "../kit/calendar.ts";
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import {
  type Cells,
  type DataRow,
  type Identified,
  type RowFormat,
  type ShiftedRow,
  pairWithTruth,
} from "../kit/faults/row-format.ts";
import type { MockRequest, TruthObservation } from "../kit/types.ts";
import { contentTypes, writeError } from "./documents.ts";
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

function identify(row: Cells, truth: readonly TruthObservation[]): Identified {
  return {
    series: truth[0]?.seriesId,
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

const fields = { value: ["value"], time: ["date"] } as const;

function listOf(body: unknown): unknown[] | undefined {
  const list = isObject(body) ? body["observations"] : undefined;
  return Array.isArray(list) ? list : undefined;
}

const json = createJsonFormat({
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
  fields: () => fields,
  identify,
  missing: { cell: "." },
  valueCell: String,
  shift,
  stringify: (body) => JSON.stringify(body).replaceAll("/", "\\/"),
});

const attribute = /([\w.-]+)="([^"]*)"/g;

/** One element per line, as this provider writes it. */
const xml: RowFormat = {
  read({ request, content, truth }) {
    const text = content.toString("utf8");
    const head = /^[\s\S]*?<observations\b[^>]*>/.exec(text)?.[0];
    if (head === undefined) return undefined;
    const elements = [...text.slice(head.length).matchAll(/<observation\b([^>]*)\/>/g)];
    const cells = elements.map(([, attributes = ""]): Cells =>
      Object.fromEntries(
        [...attributes.matchAll(attribute)].map(([, name = "", value = ""]) => [name, value]),
      ),
    );
    const count = /\bcount="(\d+)"/.exec(head)?.[1];
    return {
      rows: pairWithTruth(cells, truth, (row) => identify(row, truth)),
      fields,
      total: count === undefined ? undefined : Number(count),
      rowsMax: pagingOf(request).limit,
      missing: ".",
      timeIsToldTwice: false,
      hasHeader: false,
      namesUnit: true,
      valueCell: String,
      shift,
      write(rows, { total, unit }) {
        let changed = head;
        if (total !== undefined) changed = changed.replace(/\bcount="\d+"/, `count="${total}"`);
        if (unit !== undefined)
          changed = changed.replace(/\bunits="[^"]*"/, `units="${escapeXml(unit)}"`);
        const lines = rows.map((row) => {
          const attributes = Object.entries(row).map(
            ([name, value]) => ` ${name}="${escapeXml(String(value))}"`,
          );
          return `  <observation${attributes.join("")}/>\n`;
        });
        return Buffer.from(`${changed}\n${lines.join("")}</observations>\n`);
      },
    };
  },
};

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

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
