/**
 * FRED facts to candidates.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html and recorded answers.
 * Values arrive as text and "." means missing. Dates are calendar days without a zone.
 */
import { SandboxError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { parseDateMs } from "../calendar.ts";
import type { FetchUnit, ParsedPage } from "../connector.ts";
import { decimalExpected, readDecimal } from "../decimal.ts";
import { isJsonObject } from "../json-answer.ts";
import { createPageBuilder, type PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import type { TimeRange } from "../ranges.ts";
import { type ObservationsCursor, realtimeWindow } from "./cursor.ts";
import type { FredDocument } from "./document.ts";
import { intervalOf } from "./frequency.ts";

/** Reads one page and says where to go on: the next page, the next window, or nowhere. */
export function parseObservations(
  unit: FetchUnit,
  cursor: ObservationsCursor,
  document: FredDocument,
  subject: string,
): ParsedPage {
  const { members, rows } = document;
  const count = readDecimal(numberOf(members["count"]));
  const offset = readDecimal(numberOf(members["offset"]));
  if (count === undefined || offset !== cursor.offset) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: count ${quote(members["count"])} and offset ${quote(members["offset"])}, expected a number and ${cursor.offset}`,
    );
  }
  const { units = "lin" } = members;
  if (units !== "lin") {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: values in units ${quote(units)}, expected "lin", the series as it is`,
      { reasonClass: "unit" },
    );
  }
  const limit = readDecimal(numberOf(members["limit"])) ?? rows.length + 1;
  const page = createPageBuilder(document.recordType, (index) => document.rawRecord(index));
  const mapRow = createRowMapper(unit, cursor, page);
  for (const [index, row] of rows.entries()) mapRow(row, index);
  const next = nextCursor(cursor, { rows: rows.length, count, limit });
  const { offset: from } = cursor;
  const doubt =
    rows.length === 0 && count > from
      ? {
          doubt: `count ${count} and no rows from row ${from} on: expected rows or a smaller count`,
        }
      : {};
  return page.finish(next, { ...doubt, isEmpty: rows.length === 0 && from === 0 });
}

/** A whole number, or its text as XML attributes have it. */
function numberOf(value: unknown): unknown {
  return typeof value === "string" && !/^\d+$/.test(value) ? undefined : value;
}

function nextCursor(
  cursor: ObservationsCursor,
  page: { readonly rows: number; readonly count: number; readonly limit: number },
): ObservationsCursor | null {
  const { rows, count, limit } = page;
  // Rows may come twice; the place in the list is counted by what was asked for.
  const reached = cursor.offset + Math.min(rows, limit);
  // A full page is never the last word, whatever the count says.
  if (rows > 0 && (reached < count || rows >= limit)) return { ...cursor, offset: reached };
  return cursor.window < cursor.windowStarts.length
    ? { ...cursor, window: cursor.window + 1, offset: 0 }
    : null;
}

function createRowMapper(
  unit: FetchUnit,
  cursor: ObservationsCursor,
  page: PageBuilder,
): (row: unknown, index: number) => void {
  const seriesId = unit.series[0]?.seriesId ?? unit.unit;
  const { units, frequency } = cursor;
  const window = realtimeWindow(unit, cursor);
  // Rows are sorted by date, and each date has many vintages.
  let last: TimeRange & { date: unknown } = {
    date: undefined,
    startMs: Number.NaN,
    endMs: Number.NaN,
  };

  return (row, index) => {
    if (!isJsonObject(row)) {
      page.reject(index, [`Row ${quote(row)}: expected an object`], { seriesId });
      return;
    }
    const { date, realtime_start: realtimeStart, value: text } = row;
    // The fact began before this window and came with an earlier one, which knew its true start.
    if (window.continued && realtimeStart === window.start) return;
    if (date !== last.date) last = { date, ...intervalOf(frequency, dateOf(date)) };
    const asOfMs = dateOf(realtimeStart);
    const value = text === "." ? null : readDecimal(text);

    if (value !== undefined && !Number.isNaN(asOfMs) && !Number.isNaN(last.startMs)) {
      page.candidates.push({
        index,
        seriesId,
        intervalStartMs: last.startMs,
        intervalEndMs: last.endMs,
        asOfMs,
        value,
        unit: units,
        location: null,
      });
      return;
    }
    const reasons: Reason[] = [];
    const say = (
      name: string,
      read: unknown,
      bad: "time" | "field-type",
      expected: string,
    ): void => {
      const absent = read === undefined || read === "";
      const sentence = `${name} ${quote(read)}: ${expected}`;
      reasons.push({ class: absent ? "field-missing" : bad, sentence });
    };
    if (Number.isNaN(last.startMs)) say("date", date, "time", dateExpected);
    if (Number.isNaN(asOfMs)) say("realtime_start", realtimeStart, "time", dateExpected);
    if (value === undefined) say("value", text, "field-type", `${decimalExpected} or "."`);
    page.reject(index, reasons, {
      seriesId,
      ...(Number.isNaN(last.startMs) ? {} : { intervalStartMs: last.startMs }),
      ...(Number.isNaN(asOfMs) ? {} : { asOfMs }),
    });
  };
}

const dateExpected = 'expected a date like "2026-11-20"';

function dateOf(value: unknown): number {
  return typeof value === "string" ? parseDateMs(value) : Number.NaN;
}
