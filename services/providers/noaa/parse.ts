/**
 * Rows of Climate Data Online to candidates. Nothing found is an empty object; a missing day is no row.
 * Source: recorded answers and https://www.ncdc.noaa.gov/cdo-web/webservices/v2#data
 */
import { SandboxError } from "../../core/errors.ts";
import { parseDateAt } from "../calendar.ts";
import type { ParsedPage } from "../connector.ts";
import { decimalExpected, readDecimal } from "../decimal.ts";
import { isJsonObject, type JsonObject, jsonItemText } from "../json-answer.ts";
import { createPageBuilder, type PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { datasetOf, type NoaaDataset, unitOf } from "./datasets.ts";

export interface NoaaPage {
  readonly document: JsonObject;
  readonly text: () => string;
  readonly dataset: string;
  /** Position of the page's first row, from 1. */
  readonly offset: number;
  readonly subject: string;
}

/** Throws PROVIDER_PAYLOAD_INVALID when the envelope is not the documented one. */
export function parseNoaaPage({ document, text, dataset, offset, subject }: NoaaPage): ParsedPage {
  const page = createPageBuilder("application/json", (index) =>
    jsonItemText(text(), ["results"], index),
  );
  if (Object.keys(document).length === 0) return page.finish(null);
  const rows = document["results"];
  const count = countOf(document);
  if (!Array.isArray(rows) || count === undefined) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the members are ${quote(Object.keys(document).join(", "))}, expected "metadata" with a count and "results", or none`,
    );
  }
  const mapRow = createRowMapper(datasetOf(dataset), page);
  for (const [index, row] of rows.entries()) mapRow(row, index);
  const reached = offset + rows.length;
  return page.finish(rows.length === 0 || reached > count ? null : { offset: reached });
}

function countOf(document: JsonObject): number | undefined {
  const metadata = document["metadata"];
  const resultset = isJsonObject(metadata) ? metadata["resultset"] : undefined;
  return isJsonObject(resultset) ? readDecimal(resultset["count"]) : undefined;
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
function reasonsAgainst(row: JsonObject, dataset: NoaaDataset): string[] {
  const { date, datatype, station, value } = row;
  const reasons: string[] = [];
  if (Number.isNaN(parseStartMs(date, dataset))) {
    reasons.push(`date ${quote(date)}: expected ${dataset.dateExpected}`);
  }
  if (typeof datatype !== "string" || unitOf(datatype) === undefined) {
    reasons.push(`datatype ${quote(datatype)}: expected one whose unit is known`);
  }
  if (typeof station !== "string" || station === "") {
    reasons.push(`station ${quote(station)}: expected text`);
  }
  if (typeof value !== "number" || readDecimal(value) === undefined) {
    reasons.push(`value ${quote(value)}: ${decimalExpected}`);
  }
  return reasons;
}
