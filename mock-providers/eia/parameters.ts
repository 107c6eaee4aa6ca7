/**
 * Request parameters as PHP nests them: `facets[respondent][]=CISO` becomes
 * `{"facets":{"respondent":["CISO"]}}`. Maps keep the order of first mention, which the echo in
 * `request.params` shows (samples/eia/electricity_rto_region-data_AEC_D.json).
 */
import { encodeText } from "./php-json.ts";

export type ParameterValue = string | number | boolean | null | Parameters;
/** Lists are maps with the keys "0", "1", … as in PHP. */
export type Parameters = Map<string, ParameterValue>;

/** PHP ignores what goes beyond `max_input_vars` and `max_input_nesting_level`; ours are wider and shallower. */
const pairsMax = 10_000;
const depthMax = 8;

/** Reads `a=1&b[]=2&c[x][0]=3`, brackets raw or percent-encoded, into `into`. Never fails. */
export function readQuery(text: string, into: Parameters): void {
  if (text === "") return;
  for (const pair of text.split("&", pairsMax)) {
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    if (name === "") continue;
    assign(into, splitName(name), equals < 0 ? "" : decode(pair.slice(equals + 1)));
  }
}

/** Adds the members of a JSON object to `into`; answers false when the text is not a JSON object. */
export function readJson(text: string, into: Parameters): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // Not JSON: the caller answers with the provider's own error.
    return false;
  }
  if (parsed === null || typeof parsed !== "object" || Array.isArray(parsed)) return false;
  for (const [name, value] of Object.entries(parsed)) into.set(name, fromJson(value, 1));
  return true;
}

/** The values of a list, or the one value where a list was expected; texts and numbers only. */
export function listOf(value: ParameterValue | undefined): string[] {
  if (value === undefined || value === null) return [];
  const members = value instanceof Map ? [...value.values()] : [value];
  return members.flatMap((member) =>
    typeof member === "string" || typeof member === "number" ? [String(member)] : [],
  );
}

/** A single parameter as text; undefined when it is absent, null, empty or nested. */
export function textOf(value: ParameterValue | undefined): string | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  return value === "" ? undefined : String(value);
}

/**
 * `offset` and `length` come back as text however they were sent; everything else as it was sent. Without any
 * parameter the echo is an empty list, as PHP writes an empty array (seen in the original, key in the header).
 */
export function encodeParameters(parameters: Parameters): string {
  if (parameters.size === 0) return "[]";
  const members = [...parameters].map(([name, value]) => {
    const counted = (name === "offset" || name === "length") && typeof value === "number";
    return `${encodeText(name)}:${counted ? encodeText(String(value)) : encodeValue(value)}`;
  });
  return `{${members.join(",")}}`;
}

function encodeValue(value: ParameterValue): string {
  if (typeof value === "string") return encodeText(value);
  if (!(value instanceof Map)) return String(value);
  // PHP writes an array as a list exactly when its keys count up from 0 in order.
  let position = 0;
  const isList = [...value.keys()].every((key) => key === String(position++));
  if (isList) return `[${[...value.values()].map(encodeValue).join(",")}]`;
  return `{${[...value].map(([key, member]) => `${encodeText(key)}:${encodeValue(member)}`).join(",")}}`;
}

function splitName(name: string): string[] {
  const open = name.indexOf("[");
  if (open <= 0 || !name.includes("]", open)) return [name];
  const keys = [...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? "");
  return [name.slice(0, open), ...keys.slice(0, depthMax - 1)];
}

function assign(into: Parameters, keys: readonly string[], text: string): void {
  let level = into;
  for (const [depth, key] of keys.entries()) {
    const name = key === "" && depth > 0 ? nextIndex(level) : key;
    if (depth === keys.length - 1) {
      level.set(name, text);
      return;
    }
    const known = level.get(name);
    const next: Parameters = known instanceof Map ? known : new Map<string, ParameterValue>();
    if (next !== known) level.set(name, next);
    level = next;
  }
}

function nextIndex(level: Parameters): string {
  // Appending to a list is the rule; only a map with other keys needs a look at all of them.
  if (level.size === 0 || level.has(String(level.size - 1))) return String(level.size);
  const indexes = [...level.keys()].filter((key) => /^(0|[1-9]\d{0,8})$/.test(key)).map(Number);
  return String(indexes.length === 0 ? 0 : Math.max(...indexes) + 1);
}

function fromJson(value: unknown, depth: number): ParameterValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return value;
  if (depth >= depthMax || typeof value !== "object") return null;
  return new Map(Object.entries(value).map(([key, member]) => [key, fromJson(member, depth + 1)]));
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  if (!spaced.includes("%")) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // PHP keeps broken percent escapes as they are.
    return spaced;
  }
}
