/**
 * What api.weather.gov puts around its documents: media types, caching, correlation ids, and problems after
 * RFC 7807. Sources: https://www.weather.gov/documentation/services-web-api and recorded answers.
 */
import { gzipAnswer } from "../../kit/gzip-answer.ts";
import { hash32, seedOf } from "../../kit/random.ts";
import type { MockAnswer, MockRequest } from "../../kit/types.ts";
import { type Json, writePhpJson } from "./php-json.ts";

export class NwsProblem extends Error {
  readonly status: number;
  /** Last part of the problem's type. */
  readonly kind: string;
  readonly title: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    problem: { readonly kind: string; readonly title: string; readonly detail: string },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(problem.detail);
    this.name = "NwsProblem";
    this.status = status;
    this.kind = problem.kind;
    this.title = problem.title;
    this.headers = headers;
  }
}

export function notFound(path: string): NwsProblem {
  const detail = `'${path.slice(0, 200)}' is not a valid resource path`;
  return new NwsProblem(404, { kind: "NotFound", title: "Not Found", detail });
}

export function badParameter(detail: string): NwsProblem {
  return new NwsProblem(400, { kind: "BadRequest", title: "Bad Request", detail });
}

/** The address links begin with: where the client reached this mock. */
export function baseOf(request: MockRequest): string {
  const host = request.headers["host"] ?? "";
  return /^[\w.\-:[\]]{1,255}$/.test(host) ? `http://${host}` : "https://api.weather.gov";
}

/** `maxAgeS` is how long the original lets caches keep such a document. */
export function geoJsonAnswer(
  request: MockRequest,
  document: Json,
  maxAgeS: number,
): MockAnswer | Promise<MockAnswer> {
  return gzipAnswer(request, {
    status: 200,
    headers: {
      ...commonHeaders(request),
      "Content-Type": "application/geo+json",
      "Cache-Control": `public, max-age=${maxAgeS}, s-maxage=${maxAgeS}`,
      Expires: new Date(request.nowMs + maxAgeS * 1_000).toUTCString(),
    },
    body: writePhpJson(document),
  });
}

export function problemAnswer(
  request: MockRequest,
  { status, kind, title, message, headers }: NwsProblem,
): MockAnswer {
  const id = correlationId(request);
  const problem = {
    correlationId: id,
    title,
    // A name, not a link: clients compare it.
    type: `https://api.weather.gov/problems/${kind}`,
    status,
    detail: message,
    instance: `${baseOf(request)}/requests/${id}`,
  };
  return {
    status,
    headers: {
      ...commonHeaders(request),
      "Content-Type": "application/problem+json",
      "Cache-Control": "private, must-revalidate, max-age=0",
      ...headers,
    },
    body: writePhpJson(problem),
  };
}

function commonHeaders(request: MockRequest): Record<string, string> {
  const id = correlationId(request);
  return {
    Server: "nginx/1.20.1",
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "X-Correlation-Id, X-Request-Id, X-Server-Id",
    Vary: "Accept,Feature-Flags,Accept-Language",
    "X-Correlation-Id": id,
    "X-Request-Id": id,
    "X-Server-Id": "vm-sandbox-nws-api.ncep.noaa.gov",
    "X-Content-Type-Options": "nosniff",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
  };
}

/** The same request at the same instant has the same id, so that a seed gives the same bytes. */
function correlationId({ path, query, nowMs }: MockRequest): string {
  const asked = seedOf(0, `${path}?${query}`.slice(0, 2_000));
  return hash32(asked, Math.floor(nowMs / 0x1_0000_0000), nowMs | 0).toString(16);
}
