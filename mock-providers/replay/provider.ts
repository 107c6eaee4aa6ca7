/** A provider that answers from recordings, and knows what they meant. */
import { TruthDigest, hashSeries } from "../kit/digest.ts";
import type {
  CatalogueSeries,
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  TruthObservation,
} from "../kit/types.ts";
import { matchExchange } from "./match-exchange.ts";
import { readCaisoTruth } from "./read-caiso.ts";
import { readEiaTruth } from "./read-eia.ts";
import { readFredTruth } from "./read-fred.ts";
import type { RecordedExchange, RecordedSeries, Recording } from "./recording.ts";

export function createReplayProvider(name: string, recording: Recording): MockProvider {
  const exchanges = recording.exchanges.filter((exchange) => exchange.provider === name);
  const series = recording.series.filter((one) => one.provider === name);
  if (exchanges.length === 0)
    throw new Error(`Cannot replay ${name}: the recording holds no exchange of it`);
  const meanings = new Map(
    exchanges.map((exchange) => [exchange, describeServed(readTruth(name, exchange, series))]),
  );
  return {
    name,
    catalogue: series.map(catalogued),
    // Recordings are answered as often as they are asked for.
    throttled: false,
    answer(request) {
      const match = matchExchange(exchanges, request.path, request.query);
      if (match.outcome === "none") return notRecorded(request, match.nearest);
      const served = meanings.get(match.exchange);
      const { status, headers, body } = match.exchange;
      return { status, headers, body, ...(served === undefined ? {} : { served }) };
    },
    expand() {
      throw new Error("Cannot expand a range of a recording: recordings put rows into the ledger");
    },
  };
}

function readTruth(
  name: string,
  exchange: RecordedExchange,
  series: readonly RecordedSeries[],
): TruthObservation[] {
  if (exchange.status !== 200) return [];
  const parameter = (wanted: string): string => {
    const found = Object.entries(exchange.query).find(([key]) => key.toLowerCase() === wanted);
    return typeof found?.[1] === "string" ? found[1] : "";
  };
  switch (name) {
    case "caiso":
      return readCaisoTruth(parameter("queryname"), exchange.body);
    case "eia":
      return /\/data\/?$/.test(exchange.path) ? readEiaTruth(exchange.path, exchange.body) : [];
    case "fred": {
      if (!exchange.path.endsWith("/series/observations")) return [];
      const id = parameter("series_id");
      const described = series.find((one) => one.id === id);
      if (described === undefined)
        throw new Error(`Cannot replay ${exchange.file}: the recording lists no series "${id}"`);
      return readFredTruth(id, described, exchange.body);
    }
    default:
      throw new Error(`Cannot replay ${name}: nothing here reads its recordings`);
  }
}

function describeServed(rows: readonly TruthObservation[]): Served | undefined {
  if (rows.length === 0) return undefined;
  const digest = new TruthDigest();
  for (const row of rows) {
    digest.add(hashSeries(row.dataset, row.seriesId), row.intervalStartMs, row.asOfMs, row.value);
  }
  return { ranges: [], rows, observations: rows.length, digest: digest.toString() };
}

function catalogued(series: RecordedSeries): CatalogueSeries {
  const { dataset, title, unit, frequency, location, params, points } = series;
  return {
    dataset,
    seriesId: series.id,
    title,
    unit,
    frequency,
    location,
    params,
    points,
    startMs: Date.parse(series.start),
    endMs: Date.parse(series.end),
  };
}

function notRecorded(request: MockRequest, nearest: string): MockAnswer {
  const body = JSON.stringify({
    error: `No recording answers ${request.method} ${request.path}; nearest is ${nearest}`,
  });
  return { status: 404, headers: { "Content-Type": "application/json" }, body };
}
