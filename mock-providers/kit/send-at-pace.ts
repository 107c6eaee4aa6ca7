/** Sends an answer with a given timing, and breaks the connection off where the original did. */
import type { ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import type { Pace } from "./types.ts";

/** In how many pieces a body is spread over its time. */
const piecesMax = 20;

export function sendAtPace(options: {
  readonly response: ServerResponse;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly pace: Pace;
  /** `performance.now()` of the request's arrival. */
  readonly startedAt: number;
}): void {
  const { response, status, headers, body, pace, startedAt } = options;
  const { firstByteMs, durationMs, cut } = pace;
  const length = cut === undefined ? body.length : cut.promisedBytes;
  const pieces = durationMs > firstByteMs ? Math.min(piecesMax, Math.max(1, body.length)) : 1;
  const pieceBytes = Math.ceil(body.length / pieces);
  let sent = 0;

  const at = (ms: number, run: () => void): void => {
    const waitMs = startedAt + ms - performance.now();
    if (waitMs <= 0) run();
    else setTimeout(run, waitMs);
  };
  const sendPiece = (): void => {
    // The client hung up: whoever listens to the response knows.
    if (response.destroyed) return;
    const piece = body.subarray(sent, sent + pieceBytes);
    sent += piece.length;
    if (sent < body.length) {
      response.write(piece);
      const share = sent / body.length;
      at(firstByteMs + (durationMs - firstByteMs) * share, sendPiece);
    } else if (cut === undefined) {
      at(durationMs, () => response.end(piece));
    } else {
      at(durationMs, () => {
        // The head goes out with the first bytes, or alone where there are none.
        if (piece.length === 0) response.flushHeaders();
        else response.write(piece);
        response.socket?.destroySoon();
      });
    }
  };
  at(firstByteMs, () => {
    if (response.destroyed) return;
    response.writeHead(status, {
      ...headers,
      ...(length === undefined ? {} : { "Content-Length": length }),
    });
    sendPiece();
  });
}
