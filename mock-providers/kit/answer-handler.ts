/**
 * From an HTTP request to the provider's answer: the hot path of every mock. Without faults a request costs one
 * question to the fault plan; with some, the answer goes through them before it is recorded and sent.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { withoutSecrets } from "./blot-keys.ts";
import {
  type Exchange,
  hasBody,
  noBody,
  readBody,
  requestBodyBytesMax,
  secretsOf,
  toMockRequest,
} from "./exchange.ts";
import { type DisturbedAnswer, createDisturber } from "./faults/disturb.ts";
import type { FaultFace } from "./faults/fault-face.ts";
import type { FaultPlan } from "./faults/fault-plan.ts";
import type { Journal } from "./journal.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { MockClock } from "./mock-clock.ts";
import type { MockMetrics } from "./mock-metrics.ts";
import { createSendAnswer } from "./send-answer.ts";
import type { MockAnswer, MockProvider } from "./types.ts";

export function createAnswerHandler(options: {
  readonly provider: MockProvider;
  readonly clock: MockClock;
  readonly faults: FaultPlan;
  readonly face: FaultFace | undefined;
  readonly ledger?: LedgerWriter | undefined;
  readonly journal: Journal;
  readonly metrics: MockMetrics;
  /** `clean` takes the request's keys out of what is said about the error. */
  readonly onError?: (error: unknown, clean: (text: string) => string) => void;
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { provider, clock, faults, face, ledger, onError } = options;
  const idPrefix = `${ledger?.start ?? 1}.`;
  const send = createSendAnswer(options);
  const disturb = createDisturber({ provider, face, plan: faults });
  let requests = 0;

  function answer(exchange: Exchange, body: Buffer): DisturbedAnswer | Promise<DisturbedAnswer> {
    const request = toMockRequest(exchange, body);
    if (faults.hasFaultsFor(provider.name)) return disturb(request);
    const plain = provider.answer(request);
    return plain instanceof Promise ? plain.then(undisturbed) : undisturbed(plain);
  }

  function fail(exchange: Exchange, error: unknown, body: Buffer): void {
    onError?.(error, (text) => withoutSecrets(text, secretsOf(exchange, body)) ?? tooManyKeys);
    if (exchange.response.headersSent) exchange.response.destroy();
    else send(exchange, undisturbed(mockFailed), body);
  }

  async function answerWithBody(exchange: Exchange): Promise<void> {
    const body = await readBody(exchange.request);
    if (body === undefined) {
      // The rest of the body is not read, so the connection cannot be used again.
      exchange.response.shouldKeepAlive = false;
      send(exchange, undisturbed(bodyTooLarge), noBody);
      return;
    }
    try {
      send(exchange, await answer(exchange, body), body);
    } catch (error) {
      fail(exchange, error, body);
    }
  }

  return (request, response) => {
    const exchange: Exchange = {
      id: idPrefix + String(++requests),
      request,
      response,
      target: request.url ?? "/",
      client: request.socket.remoteAddress ?? "",
      nowMs: clock.nowMs(),
      startedAt: performance.now(),
    };
    try {
      if (hasBody(request)) {
        answerWithBody(exchange).catch((error: unknown) => {
          // A client that left in the middle of its body is nobody's failure, and gets no answer.
          if (request.complete) fail(exchange, error, noBody);
          else response.destroy();
        });
        return;
      }
      const answered = answer(exchange, noBody);
      if (!(answered instanceof Promise)) {
        send(exchange, answered, noBody);
        return;
      }
      answered
        .then((ready) => {
          send(exchange, ready, noBody);
        })
        .catch((error: unknown) => {
          fail(exchange, error, noBody);
        });
    } catch (error) {
      fail(exchange, error, noBody);
    }
  };
}

function undisturbed(answer: MockAnswer): DisturbedAnswer {
  return { answer, delivery: {}, disturbance: undefined, cut: false };
}

const tooManyKeys = "The reason is not shown: the request brought too many keys";

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
