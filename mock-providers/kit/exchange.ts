/** One request under way, and what a provider is told of it. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Secret, secretsOfRequest, secretsOfTarget } from "./secrets.ts";
import type { MockRequest } from "./types.ts";

export interface Exchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string;
  /** The client's address: its socket forgets it when it closes. */
  readonly client: string;
  /** The sandbox's clock. */
  readonly nowMs: number;
  /** `performance.now()` at its arrival. */
  readonly startedAt: number;
}

export const noBody = Buffer.alloc(0);

export const requestBodyBytesMax = 1_048_576;

export function toMockRequest(exchange: Exchange, body: Buffer): MockRequest {
  const { request, target, client, nowMs } = exchange;
  const mark = target.indexOf("?");
  const method = request.method ?? "GET";
  return {
    // A HEAD request is answered as the GET it stands for; Node leaves the body out.
    method: method === "HEAD" ? "GET" : method,
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    // Proof for the cast: only `set-cookie`, which no request carries, comes as a list.
    headers: request.headers as Readonly<Record<string, string | undefined>>,
    body,
    client,
    nowMs,
  };
}

/** Every key the request brought, wherever it stands. */
export function secretsOf({ request, target }: Exchange, body: Buffer): Secret[] {
  const mark = target.indexOf("?");
  const query = mark === -1 ? "" : target.slice(mark + 1);
  return [
    ...secretsOfTarget(target),
    ...secretsOfRequest({ query, headers: request.headers, body }),
  ];
}

export function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  if (headers["transfer-encoding"] !== undefined) return true;
  return headers["content-length"] !== undefined && headers["content-length"] !== "0";
}

/** Undefined when the body is larger than `bytesMax`. */
export async function readBody(
  request: IncomingMessage,
  bytesMax = requestBodyBytesMax,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // The stream stays open when the loop ends early: who sends too much is to read why it was refused.
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
