/**
 * A proxy in front of one provider that passes everything on unchanged and keeps what was asked and answered.
 *
 * An exchange is kept when its answer has ended: `complete` when every byte came, `cut` when the provider hung up.
 * Not kept: what the provider never answered, what the recorder itself refused, and what it was stopped in.
 */
import { type Agent, type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { performance } from "node:perf_hooks";
import { describeExchange, extensionOf } from "./describe-exchange.ts";
import { readEncoding } from "./encode-body.ts";
import {
  type Target,
  askProvider,
  createAgent,
  passBody,
  passedHeaders,
  readTarget,
} from "./forward.ts";
import { type RecordingWriter, openRecording } from "./recording-writer.ts";
import { readBody, requestBodyBytesMax } from "../kit/exchange.ts";
import {
  type Secret,
  createSecretRemover,
  secretsOfAnswer,
  secretsOfRequest,
  secretsOfTarget,
} from "../kit/secrets.ts";
import { createBodyStore } from "./store-body.ts";

export interface RecorderOptions {
  readonly provider: string;
  /** Root of the provider: scheme, host and perhaps a path, no query and no credentials. */
  readonly from: URL;
  readonly directory: string;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Told of every exchange that ended, and of every failure. No secrets in it. */
  readonly onEvent: (event: RecorderEvent) => void;
}

export type RecorderEvent =
  | {
      readonly event: "stored" | "equal" | "cut";
      /** Method and path. */
      readonly request: string;
      readonly status: number;
      readonly bytes: number;
      readonly ms: number;
    }
  | { readonly event: "not-stored"; readonly request: string; readonly why: string };

export interface Recorder {
  readonly url: string;
  readonly stored: () => number;
  /** Takes no more requests, lets running ones end within `drainMs`, and closes the recording. */
  close(drainMs?: number): Promise<void>;
}

/** As the mocks have it: 2,000 FRED vintage dates fit in a request line. */
const headBytesMax = 32 * 1024;
/** Secrets of earlier exchanges are looked for as well: an answer may echo a key of a login before. */
const rememberedSecretsMax = 50;

/** Mocks answer these themselves, in front of any provider or recording. */
const sandboxRoutes = /^\/(?:health|catalog|metrics|data\/mock_series_\d+|__sandbox(?:\/.*)?)$/;

/** Resolves once the port answers; rejects with the system's error, or with a sentence about the directory. */
export async function startRecorder(options: RecorderOptions): Promise<Recorder> {
  const { from, provider, directory } = options;
  const writer = openRecording(directory, provider);
  const agent = createAgent(from);
  const remembered: Secret[] = [];
  let stopping = false;
  const inTurn = createTurns();
  const running = new Set<Promise<void>>();

  const server = createServer(
    { maxHeaderSize: headBytesMax, headersTimeout: 10_000, requestTimeout: 60_000 },
    (request, response) => {
      const done = pass({
        options,
        writer,
        agent,
        remembered,
        isStopping: () => stopping,
        inTurn,
        request,
        response,
      })
        .catch((error: unknown) => {
          const why = error instanceof Error ? error.message : String(error);
          options.onEvent({ event: "not-stored", request: request.method ?? "", why });
          response.destroy();
        })
        .finally(() => running.delete(done));
      running.add(done);
    },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(options.port, options.host, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (error) {
    writer.close();
    throw error;
  }
  // Proof for the cast: a server that listens on a TCP port has a TCP address.
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(":") ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    stored: () => writer.stored,
    async close(drainMs = 2_000) {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeIdleConnections();
      const limit = setTimeout(() => {
        stopping = true;
        agent.destroy();
        server.closeAllConnections();
      }, drainMs);
      await Promise.all([closed, ...running]);
      clearTimeout(limit);
      agent.destroy();
      writer.close();
    },
  };
}

/** Runs one after the other what was handed in, in that order. */
type Turns = (run: () => Promise<void>) => Promise<void>;

function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const mine = last.then(run);
    // A failure is its owner's; the next one's turn comes all the same.
    last = mine.catch(() => undefined);
    return mine;
  };
}

interface Passing {
  readonly options: RecorderOptions;
  readonly writer: RecordingWriter;
  readonly agent: Agent;
  readonly remembered: Secret[];
  /** Answers that break off while the recorder stops are not the provider's doing. */
  readonly isStopping: () => boolean;
  readonly inTurn: Turns;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function pass(passing: Passing): Promise<void> {
  const { options, request, response, remembered } = passing;
  const startedAt = performance.now();
  const target = readTarget(request.url ?? "/");
  const body = await readBody(request);
  if (body === undefined) {
    const text = `The request body is larger than ${requestBodyBytesMax} bytes.\n`;
    response.shouldKeepAlive = false;
    refuse(response, 413, text);
    return;
  }
  const secrets = [
    ...secretsOfTarget(request.url ?? ""),
    ...secretsOfRequest({ ...target, headers: request.headers, body }),
  ];
  remember(remembered, secrets);
  const name = `${request.method ?? ""} ${createSecretRemover(remembered).clean(target.path)}`;
  let answer: IncomingMessage;
  try {
    answer = await askProvider({ from: options.from, agent: passing.agent, request, target, body });
  } catch (error) {
    if (response.destroyed) return;
    const why = error instanceof Error ? (error.message === "" ? error.name : error.message) : "";
    const sentence = `Cannot reach ${options.provider} at ${options.from.origin}: ${createSecretRemover(remembered).clean(why)}`;
    options.onEvent({ event: "not-stored", request: name, why: sentence });
    refuse(response, 502, `${sentence}\n`);
    return;
  }
  await keepAnswer(passing, { target, body, answer, name, startedAt });
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "X-Sandbox-Error": "recorder",
  });
  response.end(text);
}

function remember(remembered: Secret[], secrets: readonly Secret[]): void {
  for (const secret of secrets) {
    if (remembered.some(({ value }) => value === secret.value)) continue;
    remembered.push(secret);
    if (remembered.length > rememberedSecretsMax) remembered.shift();
  }
}

async function keepAnswer(
  passing: Passing,
  exchange: {
    readonly target: Target;
    readonly body: Buffer;
    readonly answer: IncomingMessage;
    readonly name: string;
    readonly startedAt: number;
  },
): Promise<void> {
  const { options, writer, request, response, remembered } = passing;
  const { target, body, answer, name, startedAt } = exchange;
  const firstByteMs = since(startedAt);
  remember(remembered, secretsOfAnswer(answer.headers));
  const remover = createSecretRemover(remembered);
  const encoding = readEncoding(answer.headers["content-encoding"]);
  const isKept =
    request.method !== "HEAD" && request.method !== "OPTIONS" && !sandboxRoutes.test(target.path);
  const part = isKept && encoding !== undefined ? writer.openPart() : undefined;
  const store =
    part === undefined || encoding === undefined
      ? undefined
      : createBodyStore({ file: part, encoding, remover });

  response.writeHead(answer.statusCode ?? 502, answer.statusMessage, passedHeaders(answer));
  const whole = await passBody(answer, response, store);
  const durationMs = since(startedAt);
  if (isKept && encoding === undefined) {
    const why = `its content encoding "${answer.headers["content-encoding"] ?? ""}" cannot be read`;
    options.onEvent({ event: "not-stored", request: name, why });
  }
  if (store === undefined || part === undefined) return;
  // In the order in which answers ended: a client that asks again has had the answer before.
  await passing.inTurn(async () => {
    const stored = await store.end();
    if (passing.isStopping() && !whole) {
      writer.discard(part);
      return;
    }
    if (stored.bytes === 0) writer.discard(part);
    const line = describeExchange({
      provider: options.provider,
      request,
      target,
      body,
      answer,
      stored,
      whole,
      remover,
      firstByteMs,
      durationMs,
    });
    const kept = stored.bytes === 0 ? undefined : part;
    const outcome = writer.keep(line, kept, extensionOf(answer.headers));
    options.onEvent({
      event: outcome === "stored" && line.outcome === "cut" ? "cut" : outcome,
      request: name,
      status: line.status ?? 200,
      bytes: stored.bytes,
      ms: durationMs,
    });
  });
}

function since(startedAt: number): number {
  return Math.round((performance.now() - startedAt) * 10) / 10;
}
