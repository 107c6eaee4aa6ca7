/**
 * What a request asks for, apart from how it is written: path, parameters, `X-Params` and body by their content,
 * without keys and cache busters. Recorder, replay and matching see requests this way alone.
 */
import { type JsonValue, parseLoose } from "../kit/parse-loose.ts";
import { isCacheBuster, isSecretName } from "../kit/secret-names.ts";

/** A body as it stands in a recording: readable where it can be. */
export type BodyContent =
  | { readonly json: JsonValue }
  | { readonly form: Record<string, string | string[]> }
  | { readonly text: string }
  | { readonly base64: string };

export interface RequestContent {
  readonly method: string;
  readonly path: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** The content of the header `X-Params`. */
  readonly xParams: JsonValue | undefined;
  readonly body: BodyContent | undefined;
}

export function readRequest(request: {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly xParams: string | undefined;
  readonly contentType: string | undefined;
  readonly body: Buffer;
}): RequestContent {
  return {
    method: request.method,
    path: normalPath(request.path),
    parameters: readParameters(request.query),
    xParams: request.xParams === undefined ? undefined : withoutKeys(parseLoose(request.xParams)),
    body: readBody(request.body, request.contentType),
  };
}

/** `/a//b%2Fc/` and `/a/b/c` are one path: providers take slashes as they come. */
export function normalPath(path: string): string {
  const plain = path.split("/").map(decode).join("/").replace(/\/+/g, "/").replace(/\/$/, "");
  return plain === "" ? "/" : plain;
}

export function readParameters(query: string): Map<string, string[]> {
  const parameters = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (isSecretName(name) || isCacheBuster(name)) continue;
    const key = name.toLowerCase();
    parameters.set(key, [...(parameters.get(key) ?? []), value]);
  }
  return parameters;
}

/** The query as it was sent, without keys. */
export function queryWithoutKeys(query: string): string {
  return query
    .split("&")
    .filter((pair) => {
      const [[name] = [""]] = new URLSearchParams(pair);
      return !isSecretName(name);
    })
    .join("&");
}

/** One text for all requests that ask for the same. The order of parameters and members does not matter, nor that of repeated ones. */
export function contentKey(content: RequestContent): string {
  return JSON.stringify([
    content.method,
    content.path,
    [...content.parameters]
      .map(([name, values]) => [name, values.toSorted()])
      .sort(([a], [b]) => compareText(String(a), String(b))),
    content.xParams === undefined ? null : canonical(content.xParams),
    content.body === undefined ? null : bodyText(content.body),
  ]);
}

export function bodyText(body: BodyContent): string {
  if ("json" in body) return canonical(body.json);
  if ("form" in body) return canonical(body.form);
  return "text" in body ? body.text : body.base64;
}

/** JSON with sorted members. */
export function canonical(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => compareText(a, b));
  return `{${members.map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`).join(",")}}`;
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Members that hold keys are left out, however deep they stand. */
export function withoutKeys(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(withoutKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isSecretName(name))
      .map(([name, inner]) => [name, withoutKeys(inner)]),
  );
}

function readBody(body: Buffer, contentType: string | undefined): BodyContent | undefined {
  if (body.length === 0) return undefined;
  const text = body.toString("utf8");
  if (!Buffer.from(text).equals(body)) return { base64: body.toString("base64") };
  if ((contentType ?? "").toLowerCase().includes("x-www-form-urlencoded")) {
    const form: Record<string, string | string[]> = {};
    for (const [name, values] of readParameters(text)) {
      form[name] = values.length === 1 ? (values[0] ?? "") : values;
    }
    return { form };
  }
  const value = parseLoose(text);
  return typeof value === "object" && value !== null ? { json: withoutKeys(value) } : { text };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign stands for itself.
    return part;
  }
}
