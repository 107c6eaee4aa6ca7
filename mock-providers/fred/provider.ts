/**
 * The FRED / ALFRED web API: from a request to an answer. What each path answers is in `endpoints/`.
 * Source: https://fred.stlouisfed.org/docs/api/fred/ and recorded answers; what differs is listed in
 * `docs/mock-api-differences.md`.
 */
import { gzipAnswer } from "../kit/gzip-answer.ts";
import { createSlidingWindow, createTokenBucket } from "../kit/throttle.ts";
import type { MockProvider, MockRequest, WorldOptions } from "../kit/types.ts";
import { contentTypes, writeError } from "./documents.ts";
import type { Content } from "./endpoints/ask.ts";
import { type Route, findRoute } from "./endpoints/table.ts";
import { visibleVintages } from "./facts.ts";
import { expandObservations } from "./observations.ts";
import { type FileType, readText } from "./parameters.ts";
import { FredRefusal, assertKey, badRequest, notFound, tooManyRequests } from "./refusal.ts";
import { createFredWorld } from "./world.ts";

export const keyLimits = {
  perMinute: 120,
  /** Two a second in the long run; clients that page through a result send some at once. */
  burst: 20,
  refillMs: 500,
} as const;

export function createFredProvider(options: WorldOptions): MockProvider {
  const world = createFredWorld(options);
  const perMinute = createSlidingWindow({ limit: keyLimits.perMinute, windowMs: 60_000 });
  const perSecond = createTokenBucket({ burst: keyLimits.burst, everyMs: keyLimits.refillMs });

  function throttle(key: string, nowMs: number): void {
    if (perMinute.peek(key, nowMs) > 0 || perSecond.take(key, nowMs) > 0) throw tooManyRequests();
    perMinute.take(key, nowMs);
  }

  function content(request: MockRequest, query: URLSearchParams, fileType: FileType): Content {
    const route = findRoute(request.method, request.path);
    if (route === undefined) throw notFound();
    if (route.key !== "none") {
      const key = route.key === "header" ? bearerOf(request) : query.get("api_key");
      assertKey(key);
      if (provider.throttled) throttle(key, request.nowMs);
    }
    assertFileType(query, route);
    return route.endpoint({ query, fileType, nowMs: request.nowMs, world });
  }

  const provider: MockProvider = {
    name: "fred",
    throttled: true,
    get catalogue() {
      return world.catalogue;
    },
    answer(request) {
      const query = new URLSearchParams(request.query);
      const fileType = fileTypeOf(request.path, query);
      try {
        const { text, served, updatedMs, contentType } = content(request, query, fileType);
        const headers = commonHeaders(contentType ?? contentTypes[fileType], request.nowMs);
        if (updatedMs !== undefined) headers["Last-Modified"] = new Date(updatedMs).toUTCString();
        return gzipAnswer(request, { status: 200, headers, body: text, ...(served && { served }) });
      } catch (error) {
        if (!(error instanceof FredRefusal)) throw error;
        const body = writeError(fileType, error.status, error.message);
        const headers = commonHeaders(contentTypes[fileType], request.nowMs);
        return gzipAnswer(request, { status: error.status, headers, body });
      }
    },
    expand(range, atMs) {
      const spec = world.findSpec(range.seriesId);
      if (spec === undefined) throw new Error(`FRED has no series "${range.seriesId}"`);
      const { facts } = world.archives.get(spec, atMs);
      return expandObservations(range, { spec, facts, visible: visibleVintages(facts, atMs) });
    },
  };
  return provider;
}

/** The newer interface names the form `format` and speaks JSON by default. */
function fileTypeOf(path: string, query: URLSearchParams): FileType {
  if (path.includes("/v2/")) return query.get("format") === "xml" ? "xml" : "json";
  return query.get("file_type") === "json" ? "json" : "xml";
}

/** The site's download and the newer interface do not know the parameter. */
function assertFileType(query: URLSearchParams, { packed, key }: Route): void {
  if (key !== undefined) return;
  const fileType = readText(query, "file_type");
  if (fileType === undefined || fileType === "xml" || fileType === "json") return;
  if (packed === true && (fileType === "txt" || fileType === "csv")) return;
  const allowed = packed === true ? "xml, json, txt, csv" : "xml, json";
  throw badRequest(`Variable file_type is not one of the allowed values: ${allowed}.`);
}

function bearerOf({ headers }: MockRequest): string | null {
  return /^Bearer\s+(\S+)$/i.exec(headers["authorization"] ?? "")?.[1] ?? null;
}

function commonHeaders(contentType: string, nowMs: number): Record<string, string> {
  return {
    Server: "Apache",
    "Strict-Transport-Security": "max-age=86400",
    "Cache-Control": "max-age=0, no-cache",
    Pragma: "no-cache",
    Expires: new Date(nowMs).toUTCString(),
    Vary: "Accept-Encoding",
    "Content-Type": contentType,
  };
}
