/** A provider that answers from recordings, and knows what they meant. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { TruthDigest, hashSeries } from "../kit/digest.ts";
import type {
  CreateRecordedReader,
  RecordedAnswer,
  RecordedMeaning,
  RecordedReader,
  RecordedSeries,
} from "../kit/recorded.ts";
import type {
  CatalogueSeries,
  Pace,
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  TruthObservation,
} from "../kit/types.ts";
import { deriveCatalogue } from "./derive-catalogue.ts";
import { accepts, encodeBody } from "./encode-body.ts";
import { createFiller } from "./fill-in.ts";
import type { ReplayLatency } from "./latency.ts";
import { createExchangeMatcher } from "./match-exchange.ts";
import type { DescribedSeries, RecordedExchange, Recording } from "./recording.ts";
import { createMisses, describeRecording, notRecorded } from "./replay-report.ts";
import { readParameters, readRequest } from "./request-content.ts";

interface ReplayOptions {
  readonly name: string;
  readonly recording: Recording;
  readonly latency: ReplayLatency;
  /** Absent for a provider whose answers nothing here understands: they are served all the same. */
  readonly createReader: CreateRecordedReader | undefined;
}

/** Rows that are kept between answers; more are read again from the files. */
const keptRowsMax = 500_000;
/** Recordings the report lists; `count` says how many there are. */
const shownRecordingsMax = 1_000;

/** Throws an Error of one sentence when the recording holds nothing of the provider. */
export function createReplayProvider(options: ReplayOptions): MockProvider {
  const { name, recording, latency } = options;
  const exchanges = recording.exchanges.filter((exchange) => exchange.provider === name);
  if (exchanges.length === 0)
    throw new Error(`Cannot replay ${name}: the recording holds no exchange of it`);
  const written = recording.series.filter((series) => series.provider === name);
  const reader = options.createReader?.(written.map(described));
  const { meanings, unread } = readAll(exchanges, reader);
  const matcher = createExchangeMatcher(exchanges);
  const servings = createServings(reader);
  const hits = new Map<RecordedExchange, number>();
  const misses = createMisses();

  return {
    name,
    catalogue: written.length > 0 ? written.map(catalogued) : deriveCatalogue(meanings),
    // Recordings are answered as often as they are asked for.
    throttled: false,
    async answer(request) {
      const { headers } = request;
      const match = matcher.match(
        readRequest({
          ...request,
          xParams: headers["x-params"],
          contentType: headers["content-type"],
        }),
      );
      if (match.outcome === "none") {
        misses.add(request, match.nearest, match.differences);
        return notRecorded(request, match.nearest, match.differences);
      }
      const { exchange } = match;
      hits.set(exchange, (hits.get(exchange) ?? 0) + 1);
      const payload = exchange.bodyFile === undefined ? noBody : await readFile(exchange.bodyFile);
      const served = unread.has(exchange) ? undefined : servings(exchange, payload);
      const pace = paceOf(exchange, latency);
      return {
        ...(await encode(exchange, payload, request)),
        ...(served === undefined ? {} : { served }),
        ...(pace === undefined ? {} : { pace }),
      };
    },
    expand() {
      throw new Error("Cannot expand a range of a recording: recordings put rows into the ledger");
    },
    reports: {
      replay: () => ({
        provider: name,
        latency,
        count: exchanges.length,
        recordings: exchanges
          .slice(0, shownRecordingsMax)
          .map((exchange) => describeRecording(exchange, hits, unread)),
        hits: [...hits.values()].reduce((sum, count) => sum + count, 0),
        misses: misses.count(),
        latestMisses: misses.latest(),
      }),
    },
  };
}

const noBody = Buffer.alloc(0);

/** Reads every answer once: what its rows are is read again when it is served, so memory holds no bodies. */
function readAll(
  exchanges: readonly RecordedExchange[],
  reader: RecordedReader | undefined,
): { meanings: RecordedMeaning[]; unread: Map<RecordedExchange, string> } {
  const meanings: RecordedMeaning[] = [];
  const unread = new Map<RecordedExchange, string>();
  const bodyOf = ({ bodyFile }: RecordedExchange): Buffer =>
    bodyFile === undefined ? noBody : readFileSync(bodyFile);
  // Half an answer means nothing to anybody.
  const whole = exchanges.filter(({ outcome }) => outcome === "complete");
  if (reader?.learn !== undefined)
    for (const exchange of whole) reader.learn(toAnswer(exchange, bodyOf(exchange)));
  for (const exchange of whole) {
    try {
      const meaning = reader?.read(toAnswer(exchange, bodyOf(exchange)));
      if (meaning !== undefined) meanings.push(meaning);
    } catch (error) {
      unread.set(exchange, error instanceof Error ? error.message : String(error));
    }
  }
  return { meanings, unread };
}

function toAnswer(exchange: RecordedExchange, body: Buffer): RecordedAnswer {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(exchange.query)) {
    // A bound of a loosened line is no value the client sent.
    for (const one of [value].flat()) if (typeof one === "string") query.append(name, one);
  }
  return {
    method: exchange.method,
    path: exchange.path,
    parameters: readParameters(query.toString()),
    status: exchange.status,
    body,
  };
}

/** What an answer puts on record. Read again from the body where it is not kept, so memory stays bounded. */
function createServings(
  reader: RecordedReader | undefined,
): (exchange: RecordedExchange, body: Buffer) => Served | undefined {
  const kept = new Map<RecordedExchange, Served | undefined>();
  let keptRows = 0;
  return (exchange, body) => {
    if (exchange.outcome === "cut") return undefined;
    if (kept.has(exchange)) return kept.get(exchange);
    const served = describeServed(reader?.read(toAnswer(exchange, body))?.rows ?? []);
    const rows = served?.observations ?? 0;
    if (keptRows + rows <= keptRowsMax) {
      kept.set(exchange, served);
      keptRows += rows;
    }
    return served;
  };
}

function describeServed(rows: readonly TruthObservation[]): Served | undefined {
  if (rows.length === 0) return undefined;
  const digest = new TruthDigest();
  for (const row of rows) {
    digest.add(hashSeries(row.dataset, row.seriesId), row.intervalStartMs, row.asOfMs, row.value);
  }
  return { ranges: [], rows, observations: rows.length, digest: digest.toString() };
}

async function encode(
  exchange: RecordedExchange,
  payload: Buffer,
  request: MockRequest,
): Promise<MockAnswer> {
  const { status, encoding } = exchange;
  const fill = createFiller(exchange.removed, request);
  const headers = Object.fromEntries(
    Object.entries(exchange.headers).map(([name, value]) => [name, fill.header(value)]),
  );
  const body = fill.body(payload);
  if (encoding === undefined || !accepts(request.headers["accept-encoding"], encoding))
    return { status, headers, body };
  return {
    status,
    headers: { ...headers, "Content-Encoding": encoding },
    body: await encodeBody(body, encoding),
  };
}

function paceOf(exchange: RecordedExchange, latency: ReplayLatency): Pace | undefined {
  const { outcome, firstByteMs = 0, durationMs = firstByteMs, promisedBytes, encoding } = exchange;
  if (outcome === "complete" && latency === "none") return undefined;
  const timing =
    latency === "none" ? { firstByteMs: 0, durationMs: 0 } : { firstByteMs, durationMs };
  if (outcome === "complete") return timing;
  // Encoded again, the part has another length than the original's part.
  const promised = promisedBytes === undefined || encoding !== undefined ? {} : { promisedBytes };
  return { ...timing, cut: promised };
}

function described(series: DescribedSeries): RecordedSeries {
  const { dataset, title, unit, frequency, location, params } = series;
  return { dataset, seriesId: series.id, title, unit, frequency, location, params };
}

function catalogued(series: DescribedSeries): CatalogueSeries {
  return {
    ...described(series),
    points: series.points,
    startMs: Date.parse(series.start),
    endMs: Date.parse(series.end),
  };
}
