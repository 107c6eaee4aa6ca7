/** JSON bodies: read whole or not at all, and single records found again as they were sent. */
import { SandboxError } from "../core/errors.ts";
import type { ProviderResponse } from "./connector.ts";
import { quote } from "./quote.ts";
import { isHtml, refusal } from "./refusal.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The body's object, whatever its label: a body that reads whole as what was asked for is that. Throws
 * PROVIDER_UNAVAILABLE for a page or another media type that holds no object, PROVIDER_PAYLOAD_INVALID for half an object.
 */
export function readJsonAnswer(response: ProviderResponse, subject: string): JsonObject {
  const value = readJsonValue(response, subject);
  if (isJsonObject(value)) return value;
  throw new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot read ${subject}: the body is ${quote(value)}, expected a JSON object`,
  );
}

/** As `readJsonAnswer`, for providers whose answers are no objects. */
export function readJsonValue(response: ProviderResponse, subject: string): unknown {
  const contentType = response.headers["content-type"];
  if (contentType !== undefined && !contentType.toLowerCase().includes("json")) {
    const whole = tryJson(response.body);
    if (typeof whole === "object" && whole !== null) return whole;
    if (isHtml(response)) throw refusal(response, { subject });
    throw new SandboxError(
      "PROVIDER_UNAVAILABLE",
      `Cannot read ${subject}: content type ${quote(contentType)}, expected "application/json"`,
    );
  }
  if (isHtml(response)) throw refusal(response, { subject });
  return parseJson(response.body.toString("utf8"), subject);
}

/** The object in the body, whatever the headers say; undefined when there is none. For reading error answers. */
export function tryJsonObject(body: Buffer): JsonObject | undefined {
  const value = tryJson(body);
  return isJsonObject(value) ? value : undefined;
}

function tryJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined; // An error answer may be a web page; the caller then shows its text.
  }
}

/** The text of item `index` of the array found by following `path` from the root of a valid JSON document. */
export function jsonItemText(text: string, path: readonly string[], index: number): string {
  return createJsonItems(() => text, path)(index);
}

/**
 * As `jsonItemText`, for many items of one document: it is read when the first is asked for, and searched once however
 * many follow. A page may be refused row by row, and searching it anew for each took minutes.
 */
export function createJsonItems(
  read: () => string,
  path: readonly string[],
): (index: number) => string {
  let text: string | undefined;
  const starts: number[] = [];
  return (index) => {
    if (text === undefined) {
      text = read();
      let at = 0;
      for (const name of path) at = memberAt(text, at, name);
      starts.push(skipSpace(text, skipSpace(text, at) + 1));
    }
    while (starts.length <= index) {
      // Proof for the zero: the first start was found above.
      starts.push(skipSpace(text, afterComma(text, starts.at(-1) ?? 0)));
    }
    const at = starts[index] ?? 0;
    return text.slice(at, skipValue(text, at));
  };
}

/**
 * V8's own message quotes the body, and EIA echoes the key in the body: only the position is taken
 * over, and the cause is dropped.
 */
function parseJson(text: string, subject: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const position = /position (\d+)/.exec(String(error))?.[1];
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the JSON of ${text.length} characters breaks off${position === undefined ? "" : ` at ${position}`}, expected a complete object`,
    );
  }
}

/** Where the value of member `name` of the object at `at` starts. */
function memberAt(text: string, at: number, name: string): number {
  let member = skipSpace(text, skipSpace(text, at) + 1);
  while (text[member] === '"') {
    const keyEnd = skipValue(text, member);
    const value = skipSpace(text, skipSpace(text, keyEnd) + 1);
    if (JSON.parse(text.slice(member, keyEnd)) === name) return value;
    member = skipSpace(text, afterComma(text, value));
  }
  throw new Error(`No member "${name}" in a document that was read with it`);
}

function afterComma(text: string, at: number): number {
  return skipSpace(text, skipValue(text, at)) + 1;
}

function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && text.charCodeAt(next) <= 32) next += 1;
  return next;
}

/** The end of the value that starts at `at`. Depth is counted over braces and brackets outside strings. */
function skipValue(text: string, at: number): number {
  const token = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]|[^\s,:[\]{}"]+/gsy;
  const space = /[\s,:]*/gy;
  let depth = 0;
  let next = at;
  do {
    token.lastIndex = next;
    const found = token.exec(text)?.[0];
    if (found === undefined)
      throw new Error(`No JSON value at ${next} in a document that was read`);
    if (found === "{" || found === "[") depth += 1;
    if (found === "}" || found === "]") depth -= 1;
    next = token.lastIndex;
    if (depth === 0) return next;
    space.lastIndex = next;
    space.exec(text);
    next = space.lastIndex;
  } while (next < text.length);
  return next;
}
