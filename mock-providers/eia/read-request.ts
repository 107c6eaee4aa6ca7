/**
 * Where clients put their parameters: the query, the header X-Params as JSON (with the key in X-Api-Key), a
 * JSON body, or a form body, even on a GET (domain sheet section 2). Later places override earlier ones.
 */
import type { MockRequest } from "../kit/types.ts";
import type { Echo } from "./answers.ts";
import { readJson, readQuery, textOf, type Parameters, type ParameterValue } from "./parameters.ts";

export interface ReadRequest {
  /** Path parts without empty ones, so `/v2//` is `/v2/`. */
  readonly parts: readonly string[];
  readonly key: string | undefined;
  readonly echo: Echo;
  /** Set when a place that must hold a JSON object holds something else. */
  readonly unreadable: string | undefined;
}

export function readRequest(request: MockRequest): ReadRequest {
  // An escaped slash is a slash.
  const parts = request.path
    .split("/")
    .flatMap((part) => decodePart(part).split("/"))
    .filter((part) => part !== "");
  const parameters: Parameters = new Map<string, ParameterValue>();
  readQuery(request.query, parameters);
  const key = request.headers["x-api-key"] ?? textOf(parameters.get("api_key"));
  const unreadable = readHeader(request, parameters) ?? readBody(request, parameters);
  const command = parts.length === 0 ? "/" : `/${parts.join("/")}/`;
  return { parts, key, echo: { command, parameters }, unreadable };
}

function readHeader(request: MockRequest, parameters: Parameters): string | undefined {
  const header = request.headers["x-params"];
  if (header === undefined || header === "") return undefined;
  return readJson(header, parameters)
    ? undefined
    : "Invalid X-Params header provided. The header must be a JSON object.";
}

function readBody(request: MockRequest, parameters: Parameters): string | undefined {
  if (request.body.length === 0) return undefined;
  const text = request.body.toString("utf8");
  const isJson = /\bjson\b/i.test(request.headers["content-type"] ?? "") || /^\s*[{[]/.test(text);
  if (!isJson) {
    readQuery(text.trim(), parameters);
    return undefined;
  }
  return readJson(text, parameters)
    ? undefined
    : "Invalid request body provided. The body must be a JSON object.";
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken escape names no route; it is answered with the provider's own 404.
    return part;
  }
}
