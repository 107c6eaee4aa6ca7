/**
 * Reads the answer to each step of a FRED unit; see `cursor.ts` for their order.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/ and recorded answers.
 */
import { SandboxError } from "../../core/errors.ts";
import { parseDateMs } from "../calendar.ts";
import type { Cursor, FetchUnit, ParsedPage, ProviderResponse } from "../connector.ts";
import { readDecimal } from "../decimal.ts";
import { isJsonObject, type JsonObject } from "../json-answer.ts";
import { quote } from "../quote.ts";
import {
  fredSeriesId,
  type ObservationsCursor,
  readFredCursor,
  realtimeWindow,
  updatedSinceMs,
  type VintagesCursor,
  windowVintages,
} from "./cursor.ts";
import { fredErrorOf, readFredDocument, refuseFred } from "./document.ts";
import { datesIn, fredIntervals, isFredFrequency } from "./frequency.ts";
import { parseObservations } from "./parse-observations.ts";

export function parseStep(
  unit: FetchUnit,
  place: Cursor | null,
  response: ProviderResponse,
): ParsedPage {
  const cursor = readFredCursor(place);
  if (cursor === null) return parseSeries(unit, response);
  return cursor.step === "vintages"
    ? parseVintages(unit, cursor, response)
    : parseFacts(unit, cursor, response);
}

function parseSeries(unit: FetchUnit, response: ProviderResponse): ParsedPage {
  const subject = `FRED series of ${fredSeriesId(unit)}`;
  assertData(response, subject);
  const { rows, members } = readFredDocument(response, "seriess", subject);
  const series: JsonObject = isJsonObject(rows[0]) ? rows[0] : members;
  const { units, frequency_short: frequency } = series;
  if (typeof units !== "string" || units === "" || !isFredFrequency(frequency)) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: units ${quote(units)} and frequency_short ${quote(frequency)}, expected text and one of ${Object.keys(fredIntervals).join(", ")}`,
    );
  }
  const dates = datesIn(frequency, unit);
  if (dates.start > dates.end || !isUpdated(unit, series["last_updated"])) return emptyPage(null);
  return emptyPage({
    step: "observations",
    units,
    frequency,
    offset: 0,
    windowStarts: [],
    window: 0,
  });
}

/** `last_updated` is whole seconds, and of two clocks: nobody is spared a look that might be needed. */
const updateSlackMs = 60_000;

/** Whether the series changed since the poll before, as far as it says: `2026-02-20 07:56:03-06`, offset in hours. */
function isUpdated(unit: FetchUnit, lastUpdated: unknown): boolean {
  const sinceMs = updatedSinceMs(unit);
  if (sinceMs === undefined || typeof lastUpdated !== "string") return true;
  const stamp = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})([+-]\d{2})$/.exec(lastUpdated);
  if (stamp === null) return true;
  const updatedMs = Date.parse(`${stamp[1] ?? ""}T${stamp[2] ?? ""}${stamp[3] ?? ""}:00`);
  return !(updatedMs < sinceMs - updateSlackMs);
}

function parseVintages(
  unit: FetchUnit,
  cursor: VintagesCursor,
  response: ProviderResponse,
): ParsedPage {
  const subject = `FRED series/vintagedates of ${fredSeriesId(unit)} from row ${cursor.offset}`;
  assertData(response, subject);
  const { rows, members } = readFredDocument(response, "vintage_dates", subject);
  const count = readDecimal(members["count"]);
  if (count === undefined || !rows.every(isDate)) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: count ${quote(members["count"])} and ${rows.length} entries, expected a number and dates`,
    );
  }
  const opensWindow = (index: number): boolean => index > 0 && index % windowVintages === 0;
  const windowStarts = [
    ...cursor.windowStarts,
    ...rows.filter((_date, index) => opensWindow(cursor.offset + index)),
  ];
  const offset = cursor.offset + rows.length;
  if (rows.length > 0 && offset < count) return emptyPage({ ...cursor, windowStarts, offset });
  if (windowStarts.length === 0) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: ${count} vintage dates, expected more than ${windowVintages} because the observations were refused as too many`,
    );
  }
  const { units, frequency } = cursor;
  return emptyPage({ step: "observations", units, frequency, offset: 0, windowStarts, window: 0 });
}

function parseFacts(
  unit: FetchUnit,
  cursor: ObservationsCursor,
  response: ProviderResponse,
): ParsedPage {
  const window = realtimeWindow(unit, cursor);
  const subject = `FRED series/observations of ${fredSeriesId(unit)} from row ${cursor.offset} of vintages ${window.start} to ${window.end}`;
  const message = fredErrorOf(response)?.message ?? "";
  if (tooManyVintages.test(message) && cursor.windowStarts.length === 0) {
    const { units, frequency } = cursor;
    return emptyPage({ step: "vintages", units, frequency, offset: 0, windowStarts: [] });
  }
  // Nothing was published up to the plan's day: an answer, not a mistake.
  if (message.includes(noVintages)) return emptyPage(null, [message]);
  assertData(response, subject);
  return parseObservations(
    unit,
    cursor,
    readFredDocument(response, "observations", subject),
    subject,
  );
}

function isDate(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(parseDateMs(value));
}

const tooManyVintages =
  /There are \d+ vintage dates .* exceeds the maximum number of vintage dates/;
const noVintages = "No vintage dates exist for the specified real-time period";

function assertData(response: ProviderResponse, subject: string): void {
  if (response.status !== 200 || fredErrorOf(response) !== undefined) {
    throw refuseFred(response, subject);
  }
}

/** Most steps bring no records, only the way on. */
function emptyPage(
  next: ObservationsCursor | VintagesCursor | null,
  warnings: readonly string[] = [],
): ParsedPage {
  return {
    candidates: [],
    unreadable: [],
    warnings,
    recordType: "application/json",
    rawRecord: () => "",
    next,
  };
}
