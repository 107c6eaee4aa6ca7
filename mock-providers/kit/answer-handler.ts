/**
 * From an HTTP request to the provider's answer and back: the hot path of every mock.
 * The order matters: the truth ledger first, then the bytes, then how it ended.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { type Journal, blotKeys } from "./journal.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { MockClock } from "./mock-clock.ts";
import type { MockMetrics } from "./mock-metrics.ts";
import type { MockAnswer, MockProvider, MockRequest } from "./types.ts";

const requestBodyBytesMax = 1_048_576;

export function createAnswerHandler(options: {
  readonly provider: MockProvider;
  readonly clock: MockClock;
  readonly ledger?: LedgerWriter | undefined;
  readonly journal: Journal;
  readonly metrics: MockMetrics;
  readonly onError?: (error: unknown) => void;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { provider, clock, ledger, journal, metrics, onError } = options;
  const idPrefix = `${ledger?.start ?? 1}.`;
  const httpDate = createHttpDate();
  let requests = 0;

  function send(exchange: Exchange, answer: MockAnswer): void {
    const { id, request, response, target, nowMs, startedAt } = exchange;
    // Nobody is there any more: nothing is served, so nothing goes on record.
    if (response.destroyed) return;
    const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
    // HEAD brings no observations to the client.
    const served = request.method === "HEAD" ? undefined : answer.served;
    const recorded = served !== undefined && served.observations > 0 && ledger !== undefined;
    if (recorded) ledger.answer({ id, atMs: nowMs, path: blotKeys(target), served });
    const observations = served?.observations ?? 0;
    if (observations > 0) metrics.observations(observations);
    let finished = false;
    response.once("finish", () => {
      finished = true;
    });
    // "close" follows "finish" when all went well, and comes alone when the client hung up.
    response.once("close", () => {
      if (recorded) ledger.end(id, finished ? "complete" : "unsure");
      const ms = performance.now() - startedAt;
      journal.add({
        id,
        atMs: nowMs,
        method: request.method ?? "",
        path: blotKeys(target),
        status: answer.status,
        ms: Math.round(ms * 1000) / 1000,
        observations,
      });
    });
    response.writeHead(answer.status, {
      ...answer.headers,
      Date: httpDate(nowMs),
      "Content-Length": body.length,
      "X-Sandbox-Request-Id": id,
    });
    response.end(body);
  }

  function fail(exchange: Exchange, error: unknown): void {
    onError?.(error);
    if (exchange.response.headersSent) exchange.response.destroy();
    else send(exchange, mockFailed);
  }

  async function answerWithBody(exchange: Exchange): Promise<void> {
    const body = await readBody(exchange.request);
    if (body === undefined) {
      // The rest of the body is not read, so the connection cannot be used again.
      exchange.response.shouldKeepAlive = false;
      send(exchange, bodyTooLarge);
      return;
    }
    send(exchange, await provider.answer(toMockRequest(exchange, body)));
  }

  return (request, response) => {
    const exchange: Exchange = {
      id: idPrefix + String(++requests),
      request,
      response,
      target: request.url ?? "/",
      nowMs: clock.nowMs(),
      startedAt: performance.now(),
    };
    try {
      if (hasBody(request)) {
        answerWithBody(exchange).catch((error: unknown) => {
          fail(exchange, error);
        });
        return;
      }
      const answer = provider.answer(toMockRequest(exchange, noBody));
      if (!(answer instanceof Promise)) {
        send(exchange, answer);
        return;
      }
      answer
        .then((ready) => {
          send(exchange, ready);
        })
        .catch((error: unknown) => {
          fail(exchange, error);
        });
    } catch (error) {
      fail(exchange, error);
    }
  };
}

interface Exchange {
  readonly id: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: string;
  readonly nowMs: number;
  readonly startedAt: number;
}

const noBody = Buffer.alloc(0);

const mockFailed: MockAnswer = {
  status: 500,
  headers: { "Content-Type": "text/plain; charset=utf-8", "X-Sandbox-Error": "mock-failed" },
  body: "The mock provider itself failed on this request; its standard error says why.\n",
};

const bodyTooLarge: MockAnswer = {
  status: 413,
  headers: { "Content-Type": "text/plain; charset=utf-8", "X-Sandbox-Error": "body-too-large" },
  body: `The request body is larger than ${requestBodyBytesMax} bytes.\n`,
};

function toMockRequest(exchange: Exchange, body: Buffer): MockRequest {
  const { request, target, nowMs } = exchange;
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
    client: request.socket.remoteAddress ?? "",
    nowMs,
  };
}

function hasBody(request: IncomingMessage): boolean {
  const { headers } = request;
  if (headers["transfer-encoding"] !== undefined) return true;
  return headers["content-length"] !== undefined && headers["content-length"] !== "0";
}

/** Undefined when the body is larger than allowed. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const stream: AsyncIterable<Buffer> = request;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > requestBodyBytesMax) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The `Date` header for an instant, made once per second of the sandbox's clock. */
function createHttpDate(): (nowMs: number) => string {
  let second = Number.NaN;
  let text = "";
  return (nowMs) => {
    const wanted = Math.floor(nowMs / 1000);
    if (wanted !== second) {
      second = wanted;
      text = new Date(wanted * 1000).toUTCString();
    }
    return text;
  };
}
