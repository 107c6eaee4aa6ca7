/** What a replay says about itself: recordings with their hits, requests without a recording, and the 404 for them. */
import type { MockAnswer, MockRequest } from "../kit/types.ts";
import type { Difference } from "./match-exchange.ts";
import type { RecordedExchange } from "./recording.ts";
import { queryWithoutKeys } from "./request-content.ts";

/** Requests without a recording that are remembered. */
const missesMax = 200;

export interface Misses {
  add(request: MockRequest, nearest: RecordedExchange, differences: readonly Difference[]): void;
  count(): number;
  /** Newest first. */
  latest(): object[];
}

export function createMisses(): Misses {
  const known = new Map<
    string,
    { count: number; nearest: string; differences: readonly Difference[] }
  >();
  let count = 0;
  return {
    add(request, nearest, differences) {
      count++;
      const asked = describeRequest(request);
      const seen = known.get(asked);
      known.delete(asked);
      known.set(asked, { count: (seen?.count ?? 0) + 1, nearest: nearest.name, differences });
      const oldest = known.keys().next();
      if (known.size > missesMax && oldest.done !== true) known.delete(oldest.value);
    },
    count: () => count,
    latest: () => [...known].map(([request, miss]) => ({ request, ...miss })).reverse(),
  };
}

function describeRequest({ method, path, query }: MockRequest): string {
  const asked = queryWithoutKeys(query);
  return `${method} ${shorten(asked === "" ? path : `${path}?${asked}`)}`;
}

/** A recording with its hits, and why nothing here understands it, if so. */
export function describeRecording(
  exchange: RecordedExchange,
  hits: ReadonlyMap<RecordedExchange, number>,
  unread: ReadonlyMap<RecordedExchange, string>,
): object {
  const { name, method, path, query, others, status, outcome } = exchange;
  const why = unread.get(exchange);
  return {
    name,
    method,
    path,
    query,
    ...(others === "any" ? { others } : {}),
    status,
    outcome,
    hits: hits.get(exchange) ?? 0,
    ...(why === undefined ? {} : { notUnderstood: why }),
  };
}

/** The 404 for a request without a recording. */
export function notRecorded(
  request: MockRequest,
  nearest: RecordedExchange,
  differences: readonly Difference[],
): MockAnswer {
  const words = differences.map(
    ({ parameter, asked, recorded }) =>
      `${parameter} ${quote(recorded)} instead of ${quote(asked)}`,
  );
  const body = JSON.stringify({
    error: `No recording answers ${describeRequest(request)}; nearest is ${nearest.name}, which was recorded with ${words.join(", ")}`,
    nearest: { recording: nearest.name, method: nearest.method, path: nearest.path },
    differences,
  });
  const headers = { "Content-Type": "application/json", "X-Sandbox-Error": "not-recorded" };
  return { status: 404, headers, body };
}

const shownCharactersMax = 300;

function shorten(text: string): string {
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text;
}

function quote(text: string | null): string {
  return text === null ? "nothing" : JSON.stringify(shorten(text));
}
