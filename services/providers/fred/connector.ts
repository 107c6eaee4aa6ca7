/**
 * FRED / ALFRED: the whole vintage history of one series per unit.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/, recorded answers, and the source of public clients.
 */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset } from "../../core/plan.ts";
import type {
  Cursor,
  FetchUnit,
  PageRequest,
  ProviderAccess,
  ProviderConnector,
} from "../connector.ts";
import { quote } from "../quote.ts";
import { fredSeriesId, readFredCursor, realtimeHistory, realtimeWindow } from "./cursor.ts";
import { datesIn } from "./frequency.ts";
import { parseStep } from "./parse-step.ts";

/** Rows per request. FRED allows 100,000; small pages keep memory low and checkpoints close. */
const observationPageRows = 1000;
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
  const id = { series_id: fredSeriesId(unit), file_type: "json" };
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
