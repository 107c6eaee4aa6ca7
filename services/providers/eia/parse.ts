/**
 * EIA rows to candidates. `/data` sends values and totals as text, `/seriesid` as numbers; both are read.
 * Source: recorded answers of API 2.1.7 to 2.1.14.
 */
import { SandboxError } from "../../core/errors.ts";
import type { Reason } from "../../core/reasons.ts";
import { addMonths, floorToMonths, hourMs } from "../calendar.ts";
import type { FetchUnit, ParsedPage } from "../connector.ts";
import { decimalExpected, readDecimal } from "../decimal.ts";
import { createJsonItems, isJsonObject, type JsonObject } from "../json-answer.ts";
import { createPageBuilder, type PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { type EiaFrequency, periods } from "./periods.ts";
import { frequencyOf } from "./plan.ts";
import { type EiaRoute, type NominalPublication, routeOf } from "./routes.ts";

/** The most rows the API sends in one JSON answer. */
export const eiaPageRows = 5000;

export interface EiaPage {
  readonly document: JsonObject;
  readonly text: () => string;
  readonly unit: FetchUnit;
  readonly offset: number;
  readonly subject: string;
}

/** Throws PROVIDER_PAYLOAD_INVALID when the envelope is not the documented one. */
export function parseEiaPage({ document, text, unit, offset, subject }: EiaPage): ParsedPage {
  const response = document["response"];
  const rows = isJsonObject(response) ? response["data"] : undefined;
  const total = isJsonObject(response) ? readDecimal(response["total"]) : undefined;
  if (!isJsonObject(response) || !Array.isArray(rows) || total === undefined) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the members are ${quote(Object.keys(isJsonObject(response) ? response : document).join(", "))}, expected "response" with "total" and "data"`,
    );
  }
  const frequency = frequencyOf(unit.series[0], unit.dataset);
  const answered = response["frequency"];
  if (answered !== undefined && answered !== frequency) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: frequency ${quote(answered)}, expected "${frequency}"`,
    );
  }

  const echo = echoOf(document);
  if (echo.offset !== undefined && echo.offset !== offset) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the answer is to offset ${quote(echo.offset)}, expected ${offset}`,
    );
  }

  const route = routeOf(unit.dataset);
  const columns = route.columns.length;
  const rowText = createJsonItems(text, ["response", "data"]);
  const page = createPageBuilder("application/json", (index) =>
    rowText(Math.floor(index / columns)),
  );
  const mapRow = createRowMapper(route, frequency, page);
  for (const [index, row] of rows.entries()) mapRow(row, index);

  // Rows may come twice; the place in the table is counted by what was asked for.
  const reached = offset + Math.min(rows.length, echo.length);
  // A full page is never the last word, whatever the total says.
  const goesOn = rows.length > 0 && (reached < total || rows.length >= echo.length);
  const next = goesOn ? { offset: reached } : null;
  const warnings = warningsOf(response["warnings"]);
  // Every full page but the last says that it is not everything; that is no news to who reads on.
  page.warnings.push(
    ...warnings.filter((one) => next === null || !one.startsWith("incomplete return")),
  );
  const doubt =
    rows.length === 0 && total > offset
      ? {
          doubt: `total ${total} and no rows from row ${offset} on: expected rows or a smaller total`,
        }
      : {};
  return page.finish(next, { ...doubt, isEmpty: rows.length === 0 && offset === 0 });
}

/** What the answer says it was asked for. Answers without an echo are taken for what was asked for. */
function echoOf(document: JsonObject): { offset: number | undefined; length: number } {
  const request = document["request"];
  const params = isJsonObject(request) ? request["params"] : undefined;
  if (!isJsonObject(params)) return { offset: undefined, length: eiaPageRows };
  const length = readDecimal(params["length"]) ?? eiaPageRows;
  return {
    offset: readDecimal(params["offset"]),
    length: Math.min(eiaPageRows, Math.max(1, length)),
  };
}

function nominalMs(publication: NominalPublication, startMs: number, endMs: number): number {
  switch (publication) {
    case "interval-end":
      return endMs;
    case "day-ahead":
      return startMs - 24 * hourMs;
    case "year-ahead":
      return addMonths(floorToMonths(startMs, 12), -12);
  }
}

/** A row gives one candidate per measured column; indices count columns, so that each has its own. */
function createRowMapper(
  route: EiaRoute,
  frequency: EiaFrequency,
  page: PageBuilder,
): (row: unknown, index: number) => void {
  const period = periods[frequency];
  const [firstColumn = "value"] = route.columns;
  const several = route.columns.length > 1;
  // Rows are sorted by period: neighbours share it.
  let last: { text: unknown; startMs: number; endMs: number } = {
    text: undefined,
    startMs: Number.NaN,
    endMs: Number.NaN,
  };

  return (row, rowIndex) => {
    if (!isJsonObject(row)) {
      const index = rowIndex * route.columns.length;
      page.reject(index, [`Row ${quote(row)}: expected an object`]);
      return;
    }
    if (row["period"] !== last.text) {
      // Annual periods are numbers in the /seriesid form.
      const startMs = period.parseStartMs(textOf(row["period"]) ?? "");
      last = { text: row["period"], startMs, endMs: period.endMs(startMs) };
    }
    const name = nameOf(row, route);
    const location = route.locationColumn === null ? null : textOf(row[route.locationColumn]);
    const asOfMs = nominalMs(route.publication(row), last.startMs, last.endMs);

    for (let column = 0; column < route.columns.length; column += 1) {
      const measured = route.columns[column] ?? firstColumn;
      const index = rowIndex * route.columns.length + column;
      const unit = textOf(row[route.unitColumn(measured)]);
      const value = valueOf(row[measured]);
      const seriesId =
        name === undefined ? undefined : `${name}${several ? `.${measured}` : ""}.${frequency}`;
      if (
        seriesId !== undefined &&
        value !== undefined &&
        unit !== undefined &&
        location !== undefined &&
        !Number.isNaN(last.startMs)
      ) {
        page.candidates.push({
          index,
          seriesId,
          intervalStartMs: last.startMs,
          intervalEndMs: last.endMs,
          asOfMs,
          value,
          unit,
          location,
        });
      } else {
        page.reject(index, reasonsAgainst(row, route, frequency, measured), {
          ...(seriesId === undefined ? {} : { seriesId }),
          ...(Number.isNaN(last.startMs) ? {} : { intervalStartMs: last.startMs, asOfMs }),
        });
      }
    }
  };
}

/** The same conditions as above, each with its sentence. Only rejected rows pay for it. */
function reasonsAgainst(
  row: JsonObject,
  route: EiaRoute,
  frequency: EiaFrequency,
  measured: string,
): Reason[] {
  const { example, parseStartMs } = periods[frequency];
  const reasons: Reason[] = [];
  if (Number.isNaN(parseStartMs(textOf(row["period"]) ?? ""))) {
    reasons.push({
      class: row["period"] === undefined ? "field-missing" : "time",
      sentence: `period ${quote(row["period"])}: expected one of frequency ${frequency} like "${example}"`,
    });
  }
  const texts = [...route.facets, route.unitColumn(measured), route.locationColumn];
  for (const column of new Set(texts)) {
    if (column !== null && textOf(row[column]) === undefined) {
      reasons.push({
        class: isAbsent(row[column]) ? "field-missing" : "field-type",
        sentence: `${column} ${quote(row[column])}: expected text`,
      });
    }
  }
  if (valueOf(row[measured]) === undefined) {
    reasons.push({
      class: row[measured] === undefined ? "field-missing" : "field-type",
      sentence: `${measured} ${quote(row[measured])}: ${decimalExpected}, null or "NA"`,
    });
  }
  return reasons;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** JSON null and "NA" are the provider's two words for a missing value. Undefined: not readable. */
function valueOf(value: unknown): number | null | undefined {
  return value === null || value === "NA" ? null : readDecimal(value);
}

function nameOf(row: JsonObject, route: EiaRoute): string | undefined {
  let name: string | undefined;
  for (const facet of route.facets) {
    const part = textOf(row[facet]);
    if (part === undefined) return undefined;
    name = name === undefined ? part : `${name}.${part}`;
  }
  return name;
}

/** Text that is not empty; the /seriesid form has whole numbers for some ids. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value;
  return Number.isInteger(value) ? String(value) : undefined;
}

function warningsOf(warnings: unknown): readonly string[] {
  if (!Array.isArray(warnings)) return [];
  return warnings
    .filter(isJsonObject)
    .map(
      (one) => `${textOf(one["warning"]) ?? "warning"}: ${textOf(one["description"]) ?? "no text"}`,
    );
}
