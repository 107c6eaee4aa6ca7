/** Between client and provider: the request as it came to the one, the answer as it comes to the other. */
import {
  Agent as HttpAgent,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
  request as httpRequest,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { ofConnection } from "./describe-exchange.ts";
import { type BodyStore, writeTo } from "./store-body.ts";

/** Longest silence of the provider, in milliseconds. */
const silenceMs = 120_000;
const socketsMax = 64;

export interface Target {
  readonly path: string;
  readonly query: string;
}

export function readTarget(url: string): Target {
  // A client that takes us for a forward proxy sends the whole address.
  const own = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
  const text = own.startsWith("/") ? own : `/${own}`;
  const mark = text.indexOf("?");
  return mark === -1
    ? { path: text, query: "" }
    : { path: text.slice(0, mark), query: text.slice(mark + 1) };
}

export function createAgent(from: URL): HttpAgent {
  const settings = { keepAlive: true, maxSockets: socketsMax };
  return from.protocol === "https:" ? new HttpsAgent(settings) : new HttpAgent(settings);
}

/** Resolves at the answer's head; rejects with the system's error when none comes. */
export function askProvider(options: {
  readonly from: URL;
  readonly agent: HttpAgent;
  readonly request: IncomingMessage;
  readonly target: Target;
  readonly body: Buffer;
}): Promise<IncomingMessage> {
  const { from, agent, request, target, body } = options;
  const root = from.pathname.replace(/\/$/, "");
  const send = from.protocol === "https:" ? httpsRequest : httpRequest;
  const headers: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index] ?? "";
    const lower = name.toLowerCase();
    if (ofConnection.has(lower) || lower === "host" || lower === "content-length") continue;
    headers.push(name, request.rawHeaders[index + 1] ?? "");
  }
  headers.push("Host", from.host);
  if (body.length > 0 || request.headers["content-length"] !== undefined)
    headers.push("Content-Length", String(body.length));
  const once = (again: boolean): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const asked: ClientRequest = send(
        {
          agent,
          hostname: from.hostname.replace(/^\[|\]$/g, ""),
          port: from.port,
          method: request.method,
          path: root + target.path + (target.query === "" ? "" : `?${target.query}`),
          headers,
          timeout: silenceMs,
        },
        resolve,
      );
      asked.once("timeout", () => {
        asked.destroy(new Error(`no byte came for ${silenceMs / 1000} seconds`));
      });
      asked.on("error", (error) => {
        // The provider closed a connection that was kept for later just as it was used; a GET may be asked again.
        const isStale = "code" in error && error.code === "ECONNRESET" && asked.reusedSocket;
        if (isStale && again && request.method === "GET") resolve(once(false));
        else reject(error);
      });
      asked.end(body);
    });
  return once(true);
}

/** Both sides at the pace of the slower one. Resolves to whether the provider sent everything. */
export async function passBody(
  answer: IncomingMessage,
  response: ServerResponse,
  store: BodyStore | undefined,
): Promise<boolean> {
  const stream: AsyncIterable<Buffer> = answer;
  try {
    for await (const piece of stream) {
      // A client that hung up does not end the recording: the answer is the provider's.
      await Promise.all([writeTo(response, piece), store?.write(piece)]);
    }
  } catch {
    breakOff(response);
    return false;
  }
  if (!answer.complete) {
    breakOff(response);
    return false;
  }
  response.end();
  return true;
}

/** The provider broke off in the middle, and so does the client's answer: after what came. */
function breakOff(response: ServerResponse): void {
  response.flushHeaders();
  response.socket?.destroySoon();
}

export function passedHeaders({ rawHeaders }: IncomingMessage): string[] {
  const headers: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (ofConnection.has(name.toLowerCase())) continue;
    headers.push(name, rawHeaders[index + 1] ?? "");
  }
  return headers;
}
