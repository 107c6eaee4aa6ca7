/**
 * What the fault plan must know about one provider to disturb its answers in its own words: how it refuses, what its
 * pages are, and how its rows are read and written. One small file per provider holds its face.
 */
import type { MockAnswer, MockRequest } from "../types.ts";
import type { FaultNeed } from "./fault-kind.ts";
import type { RowFormat } from "./row-format.ts";

export interface FaultFace {
  /** What its answers have; a fault that needs something else is refused for this provider. */
  readonly has: readonly FaultNeed[];
  /** Its throttle's answer. Without it a plain 429. */
  tooMany?(request: MockRequest): MockAnswer;
  /** The same request with a key the provider refuses. Absent for providers without keys. */
  withBadKey?(request: MockRequest): MockRequest;
  /** The same request for a later (or, negative, earlier) page; undefined when there is none before the first. */
  shiftPage?(request: MockRequest, pages: number): MockRequest | undefined;
  /** Whether pages without rows still say which page they are. */
  readonly emptyPagesTell?: boolean;
  /** Number of the page a request asks for, from 0. */
  pageOf?(request: MockRequest): number;
  /** Its answer when there is no data, where that is another than an answer without rows. */
  noData?(request: MockRequest): MockAnswer;
  /** Spoils the files inside its archives, where CSV or XML comes in archives; undefined when none of them can be spoilt so. */
  spoilFiles?(
    archive: Buffer,
    spoil: (file: Buffer) => Buffer | undefined,
    nowMs: number,
  ): Buffer | undefined;
  /** The first that can read a body does. */
  readonly formats: readonly RowFormat[];
}

/** A request with parameters of its query replaced; other parameters keep their bytes and places. */
export function withQuery(
  request: MockRequest,
  changes: Readonly<Record<string, string>>,
): MockRequest {
  const left = new Map(Object.entries(changes));
  const parts = request.query === "" ? [] : request.query.split("&");
  const changed = parts.map((part) => {
    const name = decode(part.split("=", 1)[0] ?? "");
    const value = left.get(name);
    if (value === undefined) return part;
    left.delete(name);
    return `${part.split("=", 1)[0] ?? ""}=${encodeURIComponent(value)}`;
  });
  for (const [name, value] of left) {
    changed.push(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  }
  return { ...request, query: changed.join("&") };
}

/** The key a request shows, wherever the providers here look for one. */
export function keyOf(request: MockRequest): string | undefined {
  const { headers } = request;
  const key =
    headers["x-api-key"] ??
    headers["token"] ??
    new URLSearchParams(request.query).get("api_key") ??
    undefined;
  return key === "" ? undefined : key;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A broken escape names no parameter.
    return text;
  }
}
