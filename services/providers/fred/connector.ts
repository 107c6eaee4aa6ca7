/**
 * FRED / ALFRED: the whole vintage history of one series per unit.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/, recorded answers, and the source of public clients.
 */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset } from "../../core/plan.ts";
import { parseDateMs } from "../calendar.ts";
import type {
  Cursor,
  FetchUnit,
  PageRequest,
  ParsedPage,
  ProviderAccess,
  ProviderConnector,
  ProviderResponse,
} from "../connector.ts";
import { readDecimal } from "../decimal.ts";
import { isJsonObject, type JsonObject } from "../json-answer.ts";
import { quote } from "../quote.ts";
import {
  type ObservationsCursor,
  readFredCursor,
  realtimeHistory,
  realtimeWindow,
  type VintagesCursor,
  windowVintages,
} from "./cursor.ts";
import { fredErrorOf, readFredDocument, refuseFred } from "./document.ts";
import { datesIn, fredIntervals, isFredFrequency } from "./frequency.ts";
import { parseObservations } from "./parse-observations.ts";

/** Rows per request. FRED allows 100,000; small pages keep memory low and checkpoints close. */
export const observationPageRows = 1000;
/** The most FRED answers of one series' release days. */
const vintagePageRows = 10_000;

const fredDataset = "series/observations";

export const fredConnector: ProviderConnector = {
  provider: "fred",
  quota: [
    { points: 2, perMs: 1000 },
    { points: 120, perMs: 60_000 },
  ],
  plan: planFred,
  request: requestStep,
  parse: parseStep,
};

function planFred({ dataset, series }: PlannedDataset): readonly FetchUnit[] {
  if (dataset !== fredDataset) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot plan FRED dataset ${quote(dataset)}: expected "${fredDataset}"`,
    );
  }
  return series
    .filter(({ startMs, endMs }) => startMs < endMs)
    .map((one): FetchUnit => {
      const { startMs, endMs } = one;
      const day = new Date(startMs).toISOString().slice(0, 10);
      return {
        provider: "fred",
        dataset,
        unit: `${one.seriesId}@${day}`,
        series: [one],
        startMs,
        endMs,
      };
    });
}

function requestStep(unit: FetchUnit, place: Cursor | null, access: ProviderAccess): PageRequest {
  const cursor = readFredCursor(place);
  const id = { series_id: seriesIdOf(unit), file_type: "json" };
  if (cursor === null) return get("series", id, access);
  if (cursor.step === "vintages") {
    const { start, end } = realtimeHistory(unit);
    const query = {
      ...id,
      realtime_start: start,
      realtime_end: end,
      sort_order: "asc",
      limit: String(vintagePageRows),
      offset: String(cursor.offset),
    };
    return get("series/vintagedates", query, access);
  }
  const window = realtimeWindow(unit, cursor);
  const dates = datesIn(cursor.frequency, unit);
  const query = {
    ...id,
    realtime_start: window.start,
    realtime_end: window.end,
    observation_start: dates.start,
    observation_end: dates.end,
    output_type: "1",
    sort_order: "asc",
    limit: String(observationPageRows),
    offset: String(cursor.offset),
  };
  return get("series/observations", query, access);
}

function get(
  endpoint: string,
  parameters: Readonly<Record<string, string>>,
  { baseUrl, apiKey }: ProviderAccess,
): PageRequest {
  const description = `/fred/${endpoint}?${new URLSearchParams(parameters).toString()}`;
  return {
    url: `${baseUrl}${description}&api_key=${encodeURIComponent(apiKey)}`,
    headers: { accept: "application/json" },
    description,
  };
}

function parseStep(unit: FetchUnit, place: Cursor | null, response: ProviderResponse): ParsedPage {
  const cursor = readFredCursor(place);
  if (cursor === null) return parseSeries(unit, response);
  return cursor.step === "vintages"
    ? parseVintages(unit, cursor, response)
    : parseFacts(unit, cursor, response);
}

function parseSeries(unit: FetchUnit, response: ProviderResponse): ParsedPage {
  const subject = `FRED series of ${seriesIdOf(unit)}`;
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
  if (dates.start > dates.end) return emptyPage(null, []);
  return emptyPage({
    step: "observations",
    units,
    frequency,
    offset: 0,
    windowStarts: [],
    window: 0,
  });
}

function parseVintages(
  unit: FetchUnit,
  cursor: VintagesCursor,
  response: ProviderResponse,
): ParsedPage {
  const subject = `FRED series/vintagedates of ${seriesIdOf(unit)} from row ${cursor.offset}`;
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
  const subject = `FRED series/observations of ${seriesIdOf(unit)} from row ${cursor.offset} of vintages ${window.start} to ${window.end}`;
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

function seriesIdOf(unit: FetchUnit): string {
  return unit.series[0]?.params["series_id"] ?? unit.series[0]?.seriesId ?? unit.unit;
}
