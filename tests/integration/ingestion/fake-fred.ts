/**
 * A FRED that serves any number of daily series quickly, and misbehaves on demand.
 * It knows only what the connector asks for; the mock provider is the faithful one.
 */
import { type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface FakeFredOptions {
  readonly pointsPerSeries: number;
  readonly port?: number;
  /** Answers a request in the fake's stead when it returns true. `count` is the number of requests so far. */
  readonly intercept?: (request: FakeRequest, response: ServerResponse) => boolean;
}

export interface FakeRequest {
  readonly path: string;
  readonly query: URLSearchParams;
  readonly count: number;
}

export interface FakeFred {
  readonly url: string;
  /** Requests answered or intercepted so far. */
  requests(): number;
  close(): Promise<void>;
}

/** Interval start of the first point; one point a day follows. */
export const fakeStartMs = Date.UTC(1980, 0, 1);
const dayMs = 86_400_000;

export function fakeEndMs(points: number): number {
  return fakeStartMs + points * dayMs;
}

export async function startFakeFred(options: FakeFredOptions): Promise<FakeFred> {
  const pages = new Map<string, string>();
  let count = 0;
  const server = createServer((request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://fake");
    count++;
    if (options.intercept?.({ path, query, count }, response) === true) return;
    const body = path.endsWith("/observations")
      ? observationsBody(pages, query, options.pointsPerSeries)
      : seriesBody(query);
    response.writeHead(200, { "content-type": "application/json; charset=UTF-8" });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  // Proof for the cast: a server that listens on a host and port has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests: () => count,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function seriesBody(query: URLSearchParams): string {
  const series = { id: query.get("series_id"), units: "Percent", frequency_short: "D" };
  return JSON.stringify({ seriess: [series] });
}

/** The rows do not name their series, so one text serves all of them. */
function observationsBody(
  pages: Map<string, string>,
  query: URLSearchParams,
  points: number,
): string {
  const offset = Number(query.get("offset"));
  const limit = Number(query.get("limit"));
  const key = `${offset}/${limit}`;
  let body = pages.get(key);
  if (body === undefined) {
    const rows = Array.from({ length: Math.min(limit, points - offset) }, (_, index) => {
      const day = fakeStartMs + (offset + index) * dayMs;
      return {
        realtime_start: dateOf(day + dayMs),
        realtime_end: "9999-12-31",
        date: dateOf(day),
        value: String((((offset + index) * 7919) % 1_000) / 100),
      };
    });
    body = JSON.stringify({ count: points, offset, limit, observations: rows });
    pages.set(key, body);
  }
  return body;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
