/** One line of the index from one exchange: readable, whole, and without secrets. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { ExchangeLine } from "./recording.ts";
import { readRequest } from "./request-content.ts";
import { isCacheBuster, isSecretHeader, isSecretName } from "../kit/secret-names.ts";
import type { SecretRemover } from "../kit/secrets.ts";
import type { StoredBody } from "./store-body.ts";

/** Sent on as they came, but for these: they belong to one connection. */
export const ofConnection = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "proxy-authenticate",
  "proxy-authorization",
]);

const keptRequestHeaders = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "content-type",
  "if-modified-since",
  "if-none-match",
  "range",
  "x-params",
]);

/** Made anew when the answer is replayed. */
const ofDelivery = new Set(["content-length", "content-encoding", "date", "x-sandbox-request-id"]);

export function describeExchange(parts: {
  readonly provider: string;
  readonly request: IncomingMessage;
  readonly target: { readonly path: string; readonly query: string };
  readonly body: Buffer;
  readonly answer: IncomingMessage;
  readonly stored: StoredBody;
  readonly whole: boolean;
  readonly remover: SecretRemover;
  readonly firstByteMs: number;
  readonly durationMs: number;
}): ExchangeLine {
  const { request, target, answer, stored, remover } = parts;
  const xParams = request.headers["x-params"];
  const { body } = readRequest({
    method: request.method ?? "GET",
    ...target,
    xParams: typeof xParams === "string" ? xParams : undefined,
    contentType: request.headers["content-type"],
    body: parts.body,
  });
  const isCut = !parts.whole || stored.broken !== undefined;
  const promised = answer.headers["content-length"];
  const line: ExchangeLine = {
    provider: parts.provider,
    recordedAt: new Date().toISOString(),
    method: request.method ?? "GET",
    path: target.path,
    query: readQuery(target.query),
    requestHeaders: keptHeaders(request.rawHeaders, (name) => keptRequestHeaders.has(name)),
    ...(body === undefined ? {} : { requestBody: body }),
    status: answer.statusCode ?? 502,
    headers: keptHeaders(answer.rawHeaders, (name) => isAnswerHeader(name, stored, answer.headers)),
    ...(stored.encoding === "identity" ? {} : { encoding: stored.encoding }),
    ...(isCut ? { outcome: "cut" as const } : {}),
    ...(isCut && promised !== undefined ? { promisedBytes: Number(promised) } : {}),
    firstByteMs: parts.firstByteMs,
    durationMs: parts.durationMs,
  };
  // Whatever is left of a secret anywhere in the line goes now; names in it were taken care of above.
  const cleaned = cleanValue(line, remover) as ExchangeLine;
  return {
    ...cleaned,
    removed: [...new Set([...remover.removed].map((name) => name.toLowerCase()))],
  };
}

function isAnswerHeader(name: string, stored: StoredBody, headers: IncomingHttpHeaders): boolean {
  // A body that is not what its header says is replayed with that header.
  if (name === "content-encoding")
    return stored.encoding === "identity" && headers["content-encoding"] !== undefined;
  return !ofDelivery.has(name) && !ofConnection.has(name) && !isSecretHeader(name);
}

/** Repeated headers in one, as HTTP allows. */
function keptHeaders(
  raw: readonly string[],
  isKept: (name: string) => boolean,
): Record<string, string> {
  const kept = new Map<string, [name: string, value: string]>();
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? "";
    const value = raw[index + 1] ?? "";
    if (!isKept(name.toLowerCase())) continue;
    const known = kept.get(name.toLowerCase());
    if (known === undefined) kept.set(name.toLowerCase(), [name, value]);
    else known[1] += `, ${value}`;
  }
  return Object.fromEntries(kept.values());
}

function readQuery(query: string): Record<string, string | string[]> {
  const parameters: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    if (isSecretName(name) || isCacheBuster(name)) continue;
    const known = parameters[name];
    parameters[name] = known === undefined ? value : [known, value].flat();
  }
  return parameters;
}

/** Cleans every text of a JSON value, names too. */
function cleanValue(value: unknown, remover: SecretRemover): unknown {
  if (typeof value === "string") return cleanText(value, remover);
  if (Array.isArray(value)) return value.map((inner) => cleanValue(inner, remover));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      cleanText(name, remover),
      cleanValue(inner, remover),
    ]),
  );
}

/** The remover looks at bytes. */
function cleanText(text: string, remover: SecretRemover): string {
  const cleaned = remover.clean(Buffer.from(text).toString("latin1"));
  return Buffer.from(cleaned, "latin1").toString("utf8");
}

const extensions: readonly (readonly [RegExp, string])[] = [
  [/json/, "json"],
  [/csv/, "csv"],
  [/html/, "html"],
  [/xml/, "xml"],
  [/zip/, "zip"],
  [/text/, "txt"],
];

/** By which a payload file is named. */
export function extensionOf(headers: IncomingHttpHeaders): string {
  const type = (headers["content-type"] ?? "").toLowerCase();
  return extensions.find(([pattern]) => pattern.test(type))?.[1] ?? "bin";
}
