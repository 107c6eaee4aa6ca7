/**
 * The FRED / ALFRED web API: `series`, `series/observations` and `series/vintagedates`.
 * Source: https://fred.stlouisfed.org/docs/api/fred/ and recorded answers; what differs is listed in
 * `docs/mock-api-differences.md`.
 */
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import { localDay } from "../kit/time-zone.ts";
import { createSlidingWindow, createTokenBucket } from "../kit/throttle.ts";
import type {
  CatalogueSeries,
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  WorldOptions,
} from "../kit/types.ts";
import { createArchiveStore } from "./archive-store.ts";
import { listCatalogue } from "./catalogue.ts";
import { dayText } from "./day-text.ts";
import { describeSeries } from "./describe-series.ts";
import { contentTypes, writeDocument, writeElement, writeError } from "./documents.ts";
import { type Facts, at, countBelow, firstRealtime, openEnd, visibleVintages } from "./facts.ts";
import { answerObservations, expandObservations } from "./observations.ts";
import { type FileType, type RealtimePeriod, readRealtime, readText } from "./parameters.ts";
import { FredRefusal, assertKey, badRequest, notFound, tooManyRequests } from "./refusal.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { seriesTable } from "./series-table.ts";
import { syntheticNumber, syntheticSeries } from "./synthetic-series.ts";
import { answerVintageDates } from "./vintage-dates.ts";

interface SeriesNow {
  readonly spec: SeriesSpec;
  readonly facts: Facts;
  /** Vintages that are out, at least one. */
  readonly visible: number;
}

interface Content {
  readonly text: string;
  readonly updatedMs: number;
  readonly served?: Served | undefined;
}

export function createFredProvider(options: WorldOptions): MockProvider {
  const archives = createArchiveStore(options);
  const specs = new Map(seriesTable.map((spec) => [spec.id, spec]));
  const perMinute = createSlidingWindow({ limit: 120, windowMs: 60_000 });
  // Two a second in the long run; clients that page through a result send some at once.
  const perSecond = createTokenBucket({ burst: 20, everyMs: 500 });
  let catalogue: readonly CatalogueSeries[] | undefined;

  function specOf(id: string): SeriesSpec | undefined {
    const number = syntheticNumber(id);
    return specs.get(id) ?? (number === undefined ? undefined : syntheticSeries(number, options));
  }

  function findSeries(id: string | undefined, nowMs: number): SeriesNow {
    if (id === undefined) throw badRequest("Variable series_id is not set.");
    const spec = specOf(id);
    const facts = spec && archives.get(spec, nowMs).facts;
    const visible = facts === undefined ? 0 : visibleVintages(facts, nowMs);
    if (spec === undefined || facts === undefined || visible === 0) {
      throw badRequest("The series does not exist.");
    }
    return { spec, facts, visible };
  }

  function throttle(key: string, nowMs: number): void {
    if (perMinute.peek(key, nowMs) > 0 || perSecond.take(key, nowMs) > 0) throw tooManyRequests();
    perMinute.take(key, nowMs);
  }

  function content(request: MockRequest, query: URLSearchParams, fileType: FileType): Content {
    const endpoint = endpointOf(request);
    if (endpoint === undefined) throw notFound();
    const key = query.get("api_key");
    assertKey(key);
    if (provider.throttled) throttle(key, request.nowMs);
    assertFileType(query);
    const series = findSeries(readText(query, "series_id"), request.nowMs);
    return {
      ...answers[endpoint](query, fileType, series, request.nowMs),
      updatedMs: updatedMs(series),
    };
  }

  const provider: MockProvider = {
    name: "fred",
    throttled: true,
    get catalogue() {
      return (catalogue ??= listCatalogue(options, archives));
    },
    answer(request) {
      const query = new URLSearchParams(request.query);
      const fileType: FileType = query.get("file_type") === "json" ? "json" : "xml";
      try {
        const { text, served, updatedMs } = content(request, query, fileType);
        const headers = commonHeaders(fileType, request.nowMs, updatedMs);
        return compress(request, { status: 200, headers, body: text, ...(served && { served }) });
      } catch (error) {
        if (!(error instanceof FredRefusal)) throw error;
        const body = writeError(fileType, error.status, error.message);
        const headers = commonHeaders(fileType, request.nowMs, undefined);
        return compress(request, { status: error.status, headers, body });
      }
    },
    expand(range, atMs) {
      const spec = specOf(range.seriesId);
      if (spec === undefined) throw new Error(`FRED has no series "${range.seriesId}"`);
      const { facts } = archives.get(spec, atMs);
      return expandObservations(range, { spec, facts, visible: visibleVintages(facts, atMs) });
    },
  };
  return provider;
}

type Answer = (
  query: URLSearchParams,
  fileType: FileType,
  series: SeriesNow,
  nowMs: number,
) => { readonly text: string; readonly served?: Served | undefined };

const answers = {
  series(query, fileType, series, nowMs) {
    const period = readRealtime(query, presentOf(series, nowMs), today(nowMs));
    assertArchived(series, period);
    const fields = [
      ["realtime_start", dayText(period.realtimeStart)],
      ["realtime_end", dayText(period.realtimeEnd)],
    ] as const;
    const described = describeSeries(series.spec, series.facts, series.visible, period);
    const row = writeElement(fileType, "series", described);
    return { text: writeDocument(fileType, { name: "seriess", fields }, row) };
  },
  observations(query, fileType, series, nowMs) {
    const period = readRealtime(query, presentOf(series, nowMs), today(nowMs));
    assertArchived(series, period);
    return answerObservations(query, fileType, series, period);
  },
  vintagedates(query, fileType, series, nowMs) {
    const always = { realtimeStart: firstRealtime, realtimeEnd: openEnd };
    const period = readRealtime(query, always, today(nowMs));
    return { text: answerVintageDates(query, fileType, series, period) };
  },
} as const satisfies Record<string, Answer>;

/** Clients sometimes double a slash. */
function endpointOf({ method, path }: MockRequest): keyof typeof answers | undefined {
  if (method !== "GET") return undefined;
  switch (path.replace(/\/{2,}/g, "/")) {
    case "/fred/series":
      return "series";
    case "/fred/series/observations":
      return "observations";
    case "/fred/series/vintagedates":
      return "vintagedates";
    default:
      return undefined;
  }
}

function assertFileType(query: URLSearchParams): void {
  const fileType = readText(query, "file_type");
  if (fileType === undefined || fileType === "xml" || fileType === "json") return;
  throw badRequest("Variable file_type is not one of the allowed values: xml, json.");
}

function assertArchived({ facts }: SeriesNow, { realtimeEnd }: RealtimePeriod): void {
  if (countBelow(facts.vintageDays, realtimeEnd + 1) > 0) return;
  throw badRequest("The series does not exist in ALFRED but may exist in FRED.");
}

/** FRED's calendar day: the Bank is in St. Louis. */
function today(nowMs: number): number {
  return localDay("central", nowMs);
}

/**
 * The period an answer speaks of when none is asked for: today, but for months and quarters the day of
 * the last update, as recorded answers do (FRED keeps such answers in a cache).
 */
function presentOf({ spec, facts, visible }: SeriesNow, nowMs: number): RealtimePeriod {
  const cached = spec.cadence.kind === "month" || spec.cadence.kind === "quarter";
  const day = cached ? at(facts.vintageDays, visible - 1) : today(nowMs);
  return { realtimeStart: day, realtimeEnd: day };
}

function updatedMs({ facts, visible }: SeriesNow): number {
  return at(facts.vintageMs, visible - 1);
}

function commonHeaders(
  fileType: FileType,
  nowMs: number,
  updatedMs: number | undefined,
): Record<string, string> {
  return {
    Server: "Apache",
    "Strict-Transport-Security": "max-age=86400",
    "Cache-Control": "max-age=0, no-cache",
    Pragma: "no-cache",
    Expires: new Date(nowMs).toUTCString(),
    ...(updatedMs === undefined ? {} : { "Last-Modified": new Date(updatedMs).toUTCString() }),
    Vary: "Accept-Encoding",
    "Content-Type": contentTypes[fileType],
  };
}

/** Bodies up to this size are compressed at once; longer ones off the event loop. */
const compressAtOnceBytes = 262_144;
const gzipFast = { level: 1 };
const gzipLater = promisify<Buffer, { level: number }, Buffer>(gzip);

function compress(request: MockRequest, answer: MockAnswer): MockAnswer | Promise<MockAnswer> {
  const body = Buffer.from(answer.body);
  if (!acceptsGzip(request.headers["accept-encoding"])) return { ...answer, body };
  const headers = { ...answer.headers, "Content-Encoding": "gzip" };
  if (body.length <= compressAtOnceBytes) {
    return { ...answer, headers, body: gzipSync(body, gzipFast) };
  }
  return gzipLater(body, gzipFast).then((packed) => ({ ...answer, headers, body: packed }));
}

function acceptsGzip(header: string | undefined): boolean {
  if (header === undefined) return false;
  return header.split(",").some((part) => /^\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(part));
}
