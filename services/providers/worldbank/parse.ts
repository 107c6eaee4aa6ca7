/**
 * World Bank answers to candidates: `[{page, pages, per_page, total, …}, rows | null]`, numbers and texts mixed in
 * the first member, values numbers or null. Errors are `[{"message":[{id, key, value}]}]` with status 200.
 * Source: recorded answers; mapping as in `docs/data-model.md`.
 */
import { SandboxError, type ErrorCode } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import type { ParsedPage, ProviderResponse } from "../connector.ts";
import { decimalExpected, readDecimal } from "../decimal.ts";
import {
  createJsonItems,
  isJsonObject,
  type JsonObject,
  jsonItemText,
  readJsonValue,
} from "../json-answer.ts";
import { createPageBuilder, type PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { refusal } from "../refusal.ts";
import { periodEndMs, periods, type WorldBankFrequency } from "./periods.ts";

export interface WorldBankPage {
  readonly response: ProviderResponse;
  readonly frequency: WorldBankFrequency;
  /** The page that was asked for, from 1. */
  readonly page: number;
  /** The economy asked for when it was only one: some sources leave `countryiso3code` empty. */
  readonly onlyCountry: string | undefined;
  readonly subject: string;
}

/** Throws PROVIDER_REFUSED for the API's own errors, PROVIDER_PAYLOAD_INVALID for another shape. */
export function parseWorldBankPage(asked: WorldBankPage): ParsedPage {
  const { response, page, subject } = asked;
  const document = readJsonValue(response, subject);
  const [header, rows] = listOf(document);
  if (!isJsonObject(header)) throw unknownShape(subject, document);
  if (header["message"] !== undefined) throw refuseAnswer(response, header["message"], subject);
  const total = readDecimal(header["total"]);
  const pages = readDecimal(header["pages"]);
  if (total === undefined || pages === undefined) throw unknownShape(subject, document);

  const rowsText = (): string => jsonItemText(response.body.toString("utf8"), [], 1);
  const builder = createPageBuilder("application/json", createJsonItems(rowsText, []));
  // Nothing matches: the header has zeros and there is no list.
  if (total === 0) return builder.finish(null, { isEmpty: page === 1 });
  if (readDecimal(header["page"]) !== page) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the answer is page ${quote(header["page"])}, expected "${page}"`,
    );
  }
  if (!Array.isArray(rows)) throw unknownShape(subject, document);
  if (rows.length === 0 && page <= pages) {
    return builder.finish(null, { doubt: `page ${page} of ${pages} has no rows: expected some` });
  }
  const mapRow = createRowMapper(asked, builder);
  for (const [index, row] of rows.entries()) mapRow(row, index);
  // A full page is never the last word, whatever the number of pages says.
  const perPage = readDecimal(header["per_page"]) ?? Number.POSITIVE_INFINITY;
  const goesOn = rows.length > 0 && (page < pages || rows.length >= perPage);
  return builder.finish(goesOn ? { page: page + 1 } : null);
}

function unknownShape(subject: string, document: unknown): SandboxError {
  return new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot read ${subject}: the body is ${quote(document)}, expected an array of paging and rows`,
  );
}

/** 105 and 199 are the API's words for "not now"; all others say that the request is wrong. */
const passing: ReadonlySet<string> = new Set(["105", "199"]);

function refuseAnswer(response: ProviderResponse, messages: unknown, subject: string): Error {
  const [message] = listOf(messages);
  const { id, key, value }: JsonObject = isJsonObject(message) ? message : {};
  const code: ErrorCode = passing.has(String(id)) ? "PROVIDER_UNAVAILABLE" : "PROVIDER_REFUSED";
  const says = quote(`${String(id)} ${String(key)}: ${String(value)}`);
  return refusal(response, { subject, says, code });
}

function createRowMapper(
  { frequency, onlyCountry }: WorldBankPage,
  page: PageBuilder,
): (row: unknown, index: number) => void {
  const { parseStartMs, example } = periods[frequency];
  return (row, index) => {
    if (!isJsonObject(row)) {
      page.reject(index, [`Row ${quote(row)}: expected an object`]);
      return;
    }
    const indicator = isJsonObject(row["indicator"]) ? row["indicator"] : {};
    const id = textOf(indicator["id"]);
    const name = textOf(indicator["value"]);
    const location = textOf(row["countryiso3code"]) ?? onlyCountry;
    const startMs = parseStartMs(textOf(row["date"]) ?? "");
    const value = row["value"] === null ? null : readDecimal(row["value"]);
    const seriesId =
      id === undefined || location === undefined ? undefined : `${id}.${location}.${frequency}`;
    if (
      seriesId !== undefined &&
      location !== undefined &&
      name !== undefined &&
      value !== undefined &&
      !Number.isNaN(startMs)
    ) {
      const endMs = periodEndMs(frequency, startMs);
      page.candidates.push({
        index,
        seriesId,
        intervalStartMs: startMs,
        intervalEndMs: endMs,
        asOfMs: endMs,
        value,
        unit: unitOf(name),
        location,
      });
      return;
    }
    const reasons: Reason[] = [];
    const say = (read: unknown, bad: "time" | "field-type", sentence: string): void => {
      const isAbsent = read === undefined || read === "";
      reasons.push({ class: isAbsent ? "field-missing" : bad, sentence });
    };
    if (id === undefined || name === undefined) {
      const read = row["indicator"];
      say(read, "field-type", `indicator ${quote(read)}: expected an id and a name`);
    }
    if (location === undefined) {
      const read = row["countryiso3code"];
      say(read, "field-type", `countryiso3code ${quote(read)}: expected a code`);
    }
    if (Number.isNaN(startMs)) {
      const read = row["date"];
      say(read, "time", `date ${quote(read)}: expected one of ${frequency} data like "${example}"`);
    }
    if (value === undefined) {
      const read = row["value"];
      say(read, "field-type", `value ${quote(read)}: ${decimalExpected} or null`);
    }
    page.reject(index, reasons, {
      ...(seriesId === undefined ? {} : { seriesId }),
      ...(Number.isNaN(startMs)
        ? {}
        : { intervalStartMs: startMs, asOfMs: periodEndMs(frequency, startMs) }),
    });
  };
}

/** The API's own `unit` is empty; what stands in the first parentheses of the name takes its place. */
function unitOf(name: string): string {
  return /\(([^()]+)\)/.exec(name)?.[1] ?? "number";
}

/** The members of a list, none of anything else. */
function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Text that is not empty. */
function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
