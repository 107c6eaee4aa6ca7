/**
 * Puts an answer on record and on the wire. The order matters: the truth ledger first, then the bytes, then how it
 * ended; also when faults delay, slow down or cut the bytes.
 */
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { type Exchange, secretsOf } from "./exchange.ts";
import { blotKeys } from "./blot-keys.ts";
import { explainAnswer, refusalWords } from "./explain-answer.ts";
import type { DisturbedAnswer } from "./faults/disturb.ts";
import type { Delivery } from "./faults/transport-faults.ts";
import type { Journal } from "./journal.ts";
import type { LedgerWriter } from "./ledger-writer.ts";
import type { MockMetrics } from "./mock-metrics.ts";
import { sendAtPace } from "./send-at-pace.ts";

/** `sent` is the request's body: what it holds of keys is kept out of the records. */
export type SendAnswer = (exchange: Exchange, answered: DisturbedAnswer, sent: Buffer) => void;

export function createSendAnswer(options: {
  readonly ledger?: LedgerWriter | undefined;
  readonly journal: Journal;
  readonly metrics: MockMetrics;
}): SendAnswer {
  const { ledger, journal, metrics } = options;
  const httpDate = createHttpDate();

  function send(exchange: Exchange, answered: DisturbedAnswer, sent: Buffer): void {
    const { id, request, response, target, client, nowMs, startedAt } = exchange;
    const { answer, delivery, disturbance, cut } = answered;
    // Nobody is there any more: nothing is served, so nothing goes on record.
    if (response.destroyed) return;
    const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body;
    const isDropped = delivery.drop !== undefined;
    // HEAD brings no observations to the client, a dropped connection nothing at all.
    const served = request.method === "HEAD" || isDropped ? undefined : answer.served;
    const path = blotKeys(target);
    const recorded =
      served !== undefined &&
      ledger !== undefined &&
      (served.observations > 0 || disturbance?.withheld !== undefined);
    if (recorded) ledger.answer({ id, atMs: nowMs, path, served, disturbance });
    else if (disturbance !== undefined) ledger?.fault({ id, atMs: nowMs, path, disturbance });
    const isRefused = answer.status >= 400 && answer.reason === undefined && !isDropped;
    // Read now: a client that takes its time must not hold what it sent in memory.
    const words = isRefused ? refusalWords(body, secretsOf(exchange, sent)) : undefined;
    const observations = served?.observations ?? 0;
    if (observations > 0) metrics.observations(observations);
    for (const label of disturbance?.faults ?? []) metrics.fault(label.split("#", 1)[0] ?? label);
    let finished = false;
    response.once("finish", () => {
      finished = true;
    });
    // "close" follows "finish" when all went well, and comes alone when the client hung up.
    response.once("close", () => {
      const isCut = cut || isDropped || answer.pace?.cut !== undefined;
      const outcome = isCut ? "cut" : finished ? "complete" : "unsure";
      if (recorded) ledger.end(id, outcome);
      const ms = performance.now() - startedAt;
      journal.add({
        id,
        atMs: nowMs,
        method: request.method ?? "",
        path,
        client,
        status: isDropped ? 0 : answer.status,
        ms: Math.round(ms * 1000) / 1000,
        bytes: body.length,
        observations,
        ranges: served?.ranges ?? [],
        faults: disturbance?.faults ?? [],
        why: explainAnswer(answered, words),
        outcome,
      });
    });
    if (isDropped) {
      drop(response, delivery.drop);
      return;
    }
    const headers = {
      ...answer.headers,
      Date: httpDate(nowMs),
      "X-Sandbox-Request-Id": id,
      ...(disturbance === undefined ? {} : { "X-Sandbox-Fault": disturbance.faults.join(", ") }),
    };
    const sendsBody = request.method !== "HEAD";
    const isCutOrSlow = delivery.cutAfterBytes !== undefined || delivery.drip !== undefined;
    if (answer.pace !== undefined && sendsBody && !isCutOrSlow) {
      const { status, pace } = answer;
      sendAtPace({ response, status, headers, body, pace, startedAt });
      return;
    }
    response.writeHead(answer.status, { ...headers, "Content-Length": body.length });
    if (delivery.cutAfterBytes !== undefined && sendsBody)
      cutOff(response, body, delivery.cutAfterBytes);
    else if (delivery.drip !== undefined && sendsBody) drip(response, body, delivery.drip);
    else response.end(body);
  }

  /** Nothing was sent, and it was the fault's doing: a job that is given up over it must find it on record. */
  function noteImpatience(exchange: Exchange, answered: DisturbedAnswer): void {
    const { id, request, target, client, nowMs, startedAt } = exchange;
    const { disturbance } = answered;
    if (disturbance === undefined) return;
    const { faults } = disturbance;
    const path = blotKeys(target);
    ledger?.fault({ id, atMs: nowMs, path, disturbance });
    for (const label of faults) metrics.fault(label.split("#", 1)[0] ?? label);
    const ms = Math.round((performance.now() - startedAt) * 1000) / 1000;
    journal.add({
      ...{ id, atMs: nowMs, method: request.method ?? "", path, client, ms, faults },
      ...{ status: 0, bytes: 0, observations: 0, ranges: [], outcome: "unsure" },
      why: `the client left while ${faults.join(", ")} held the answer back`,
    });
  }

  return (exchange, answered, sent) => {
    const { delayMs = 0 } = answered.delivery;
    if (delayMs === 0) {
      send(exchange, answered, sent);
      return;
    }
    const { response } = exchange;
    const leave = (): void => {
      clearTimeout(timer);
      noteImpatience(exchange, answered);
    };
    const timer = setTimeout(() => {
      response.off("close", leave);
      send(exchange, answered, sent);
    }, delayMs);
    response.once("close", leave);
  };
}

function drop(response: ServerResponse, how: Delivery["drop"]): void {
  // What metrics count it as: nothing went out.
  response.statusCode = 503;
  if (how === "reset") response.socket?.resetAndDestroy();
  else response.socket?.destroy();
}

/** Sends the headers and `bytes` of the body, then the end of the connection. */
function cutOff(response: ServerResponse, body: Buffer, bytes: number): void {
  const { socket } = response;
  response.flushHeaders();
  response.write(body.subarray(0, bytes), () => {
    // Ends only after what was written has left, so that exactly so much arrives.
    socket?.destroySoon();
  });
  // An empty piece is never reported as written.
  if (bytes === 0) socket?.destroySoon();
}

function drip(
  response: ServerResponse,
  body: Buffer,
  { pieceBytes, pauseMs }: NonNullable<Delivery["drip"]>,
): void {
  let at = 0;
  const next = (): void => {
    if (response.destroyed) return;
    const piece = body.subarray(at, at + pieceBytes);
    at += piece.length;
    if (at >= body.length) {
      response.end(piece);
      return;
    }
    response.write(piece);
    setTimeout(next, pauseMs);
  };
  next();
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
