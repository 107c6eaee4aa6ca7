/** How faults disturb Climate Data Online: its gateway's refusals, offsets from 1, and rows of `results`. */
import { dayMs, formatDay, parseDay } from "../kit/calendar.ts";
import { type FaultFace, withQuery } from "../kit/faults/fault-face.ts";
import { createJsonFormat, isObject } from "../kit/faults/json-format.ts";
import type { DataRow, ShiftedRow } from "../kit/faults/row-format.ts";
import type { MockRequest } from "../kit/types.ts";

const limitDefault = 25;

function pagingOf({ query }: MockRequest): { readonly offset: number; readonly limit: number } {
  const parameters = new URLSearchParams(query);
  const whole = (name: string, fallback: number): number => {
    const text = parameters.get(name) ?? "";
    return /^\d{1,9}$/.test(text) ? Math.max(1, Number(text)) : fallback;
  };
  return { offset: whole("offset", 1), limit: whole("limit", limitDefault) };
}

function resultsetOf(body: unknown): Record<string, unknown> | undefined {
  const metadata = isObject(body) ? body["metadata"] : undefined;
  const resultset = isObject(metadata) ? metadata["resultset"] : undefined;
  return isObject(resultset) ? resultset : undefined;
}

/** Dates are days at midnight; any other hour is none, and months cannot be shifted by days. */
function shift({ cells, truth }: DataRow, deltaMs: number): ShiftedRow {
  const day = parseDay(String(cells["date"]).slice(0, 10));
  if (day === undefined || truth === undefined)
    return { cells, reads: undefined, isInterval: false };
  const shiftedMs = day * dayMs + deltaMs;
  const date = new Date(shiftedMs).toISOString().slice(0, 19);
  const moved = { ...cells, date };
  const isDay = truth.intervalEndMs - truth.intervalStartMs === dayMs;
  if (!isDay || deltaMs % dayMs !== 0) return { cells: moved, reads: undefined, isInterval: false };
  return {
    cells: { ...cells, date: `${formatDay(shiftedMs / dayMs)}T00:00:00` },
    isInterval: true,
    reads: {
      ...truth,
      intervalStartMs: truth.intervalStartMs + deltaMs,
      intervalEndMs: truth.intervalEndMs + deltaMs,
      asOfMs: truth.asOfMs + deltaMs,
    },
  };
}

const results = createJsonFormat({
  rowsOf(body) {
    const list = isObject(body) ? body["results"] : undefined;
    // Only data has dates and values; the catalogue's collections are other rows.
    return Array.isArray(list) && list.every((row) => isObject(row) && "value" in row)
      ? list
      : undefined;
  },
  replace(body, rows, total) {
    const resultset = resultsetOf(body);
    const metadata =
      total === undefined || resultset === undefined
        ? {}
        : { metadata: { resultset: { ...resultset, count: total } } };
    return { ...(body as object), ...metadata, results: rows };
  },
  totalOf(body) {
    const count = resultsetOf(body)?.["count"];
    return typeof count === "number" ? count : undefined;
  },
  rowsMaxOf: (request) => pagingOf(request).limit,
  fields: () => ({ value: ["value"], time: ["date"], series: ["station"] }),
  identify: (row) => ({
    series: `${String(row["station"])}.${String(row["datatype"])}`,
    order: String(row["date"]),
  }),
  valueCell: (value) => value,
  shift,
});

export const noaaFaultFace: FaultFace = {
  has: ["json", "pages", "rows", "total", "key"],
  tooMany: () => ({
    status: 429,
    headers: { "Content-Type": "application/json" },
    body: '{"status":"429","message":"This token has reached its temporary request limit of 5 per second."}',
  }),
  withBadKey: (request) => ({ ...request, headers: { ...request.headers, token: "0000000000" } }),
  pageOf(request) {
    const { offset, limit } = pagingOf(request);
    return Math.floor((offset - 1) / limit);
  },
  shiftPage(request, pages) {
    const { offset, limit } = pagingOf(request);
    const other = offset + pages * limit;
    return other < 1 ? undefined : withQuery(request, { offset: String(other) });
  },
  noData: () => ({ status: 200, headers: { "Content-Type": "application/json" }, body: "{}" }),
  formats: [results],
};
