/**
 * Rows of Climate Data Online to candidates. Nothing found is an empty object; a missing day is no row.
 * Source: recorded answers and https://www.ncdc.noaa.gov/cdo-web/webservices/v2#data
 */
import { SandboxError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { parseDateAt } from "../calendar.ts";
import type { ParsedPage } from "../connector.ts";
import { decimalExpected, readDecimal } from "../decimal.ts";
import { createJsonItems, isJsonObject, type JsonObject } from "../json-answer.ts";
import { createPageBuilder, type PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { datasetOf, type NoaaDataset, unitOf } from "./datasets.ts";

export interface NoaaPage {
  readonly document: JsonObject;
  readonly text: () => string;
  readonly dataset: string;
  /** Position of the page's first row, from 1. */
  readonly offset: number;
  /** Rows of the unit as the page before counted them; undefined for the first page. */
  readonly counted?: number | undefined;
  /** Rows a page may have. */
  readonly pageRows?: number;
  readonly subject: string;
}

/** Throws PROVIDER_PAYLOAD_INVALID when the envelope is not the documented one. */
export function parseNoaaPage(asked: NoaaPage): ParsedPage {
  const { document, text, dataset, offset, counted = 0, pageRows = 1_000, subject } = asked;
  const page = createPageBuilder("application/json", createJsonItems(text, ["results"]));
  if (Object.keys(document).length === 0) {
    const doubt =
      offset <= counted
        ? { doubt: `nothing from row ${offset} on, and the page before counted ${counted}` }
        : {};
    return page.finish(null, { ...doubt, isEmpty: offset === 1 });
  }
  const rows = document["results"];
  const count = countOf(document);
  if (!Array.isArray(rows) || count === undefined) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the members are ${quote(Object.keys(document).join(", "))}, expected "metadata" with a count and "results", or none`,
    );
  }
  const answered = resultsetOf(document)?.["offset"];
  if (answered !== undefined && readDecimal(answered) !== offset) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the answer is from row ${quote(answered)}, expected ${offset}`,
    );
  }
  const mapRow = createRowMapper(datasetOf(dataset), page);
  for (const [index, row] of rows.entries()) mapRow(row, index);
  // Rows may come twice; the place in the list is counted by what was asked for.
  const reached = offset + Math.min(rows.length, pageRows);
  // A full page is never the last word, whatever the count says.
  const goesOn = rows.length > 0 && (reached <= count || rows.length >= pageRows);
  return page.finish(goesOn ? { offset: reached, count } : null);
}

function countOf(document: JsonObject): number | undefined {
  return readDecimal(resultsetOf(document)?.["count"]);
}

function resultsetOf(document: JsonObject): JsonObject | undefined {
  const metadata = document["metadata"];
  const resultset = isJsonObject(metadata) ? metadata["resultset"] : undefined;
  return isJsonObject(resultset) ? resultset : undefined;
}

function createRowMapper(
  dataset: NoaaDataset,
  page: PageBuilder,
): (row: unknown, index: number) => void {
  // Rows are sorted by date: neighbours share it.
  let last: { text: unknown; startMs: number; endMs: number } = {
    text: undefined,
    startMs: Number.NaN,
    endMs: Number.NaN,
  };
  return (row, index) => {
    if (!isJsonObject(row)) {
      page.reject(index, [`Row ${quote(row)}: expected an object`]);
      return;
    }
    const { date, datatype, station } = row;
    if (date !== last.text) {
      const startMs = parseStartMs(date, dataset);
      const endMs = Number.isNaN(startMs) ? Number.NaN : dataset.endMs(startMs);
      last = { text: date, startMs, endMs };
    }
    const unit = typeof datatype === "string" ? unitOf(datatype) : undefined;
    const location = typeof station === "string" && station !== "" ? station : undefined;
    // What is no number in JSON was never a value of this service.
    const value = typeof row["value"] === "number" ? readDecimal(row["value"]) : undefined;
    const seriesId =
      unit === undefined || location === undefined ? undefined : `${location}.${String(datatype)}`;
    const { startMs, endMs } = last;
    if (
      seriesId !== undefined &&
      unit !== undefined &&
      location !== undefined &&
      value !== undefined &&
      !Number.isNaN(startMs)
    ) {
      page.candidates.push({
        index,
        seriesId,
        intervalStartMs: startMs,
        intervalEndMs: endMs,
        asOfMs: endMs,
        value,
        unit,
        location,
      });
      return;
    }
    page.reject(index, reasonsAgainst(row, dataset), {
      ...(seriesId === undefined ? {} : { seriesId }),
      ...(Number.isNaN(startMs) ? {} : { intervalStartMs: startMs, asOfMs: endMs }),
    });
  };
}

const midnight = "T00:00:00";

/** NaN for anything but the date of such an interval. */
function parseStartMs(date: unknown, dataset: NoaaDataset): number {
  if (typeof date !== "string" || date.length !== 19 || !date.endsWith(midnight)) {
    return Number.NaN;
  }
  const startMs = parseDateAt(date);
  return !Number.isNaN(startMs) && dataset.startsInterval(startMs) ? startMs : Number.NaN;
}

/** The same conditions as above, each with its sentence. Only rejected rows pay for it. */
function reasonsAgainst(row: JsonObject, dataset: NoaaDataset): Reason[] {
  const { date, datatype, station, value } = row;
  const reasons: Reason[] = [];
  const say = (read: unknown, bad: "time" | "field-type", sentence: string): void => {
    const isAbsent = read === undefined || read === null || read === "";
    reasons.push({ class: isAbsent ? "field-missing" : bad, sentence });
  };
  if (Number.isNaN(parseStartMs(date, dataset))) {
    say(date, "time", `date ${quote(date)}: expected ${dataset.dateExpected}`);
  }
  if (typeof datatype !== "string" || unitOf(datatype) === undefined) {
    say(datatype, "field-type", `datatype ${quote(datatype)}: expected one whose unit is known`);
  }
  if (typeof station !== "string" || station === "") {
    say(station, "field-type", `station ${quote(station)}: expected text`);
  }
  if (typeof value !== "number" || readDecimal(value) === undefined) {
    const isMissing = value === "" || value === null;
    const sentence = `value ${quote(value)}: ${decimalExpected}`;
    if (isMissing) reasons.push({ class: "value-missing", sentence });
    else say(value, "field-type", sentence);
  }
  return reasons;
}
