/** What a schema finds wrong with a value, in our own words: one sentence with the field, what was read and what was expected. */
import { z } from "zod";

export interface SchemaRefusal {
  /** Names and positions from the top to the field; empty for the whole. */
  readonly path: readonly (string | number)[];
  /** `it is "abc", expected a whole number`. */
  readonly sentence: string;
}

/** The first of an error's complaints about `value`, which `schema` refused. */
export function describeRefusal(
  error: z.ZodError,
  value: unknown,
  schema: z.ZodType,
): SchemaRefusal {
  const [issue] = error.issues;
  // Names of members are texts or positions; symbols do not come out of JSON.
  const path = (issue?.path ?? []).map((part) => (typeof part === "symbol" ? String(part) : part));
  if (issue?.code === "unrecognized_keys") {
    const [unknown = ""] = issue.keys;
    const known = fieldsAt(schema, path);
    const list = known.length === 0 ? "none" : `one of ${known.join(", ")}`;
    return {
      path: [...path, unknown.slice(0, 100)],
      sentence: `there is no such field, expected ${list}`,
    };
  }
  const read = isSecret(path.at(-1)) ? "not shown" : shown(valueAt(value, path));
  return { path, sentence: `it is ${read}, expected ${expectedBy(issue)}` };
}

/** `providers[0].name`; "the top" for the whole. */
export function placeOf({ path }: SchemaRefusal): string {
  const place = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`))
    .join("")
    .replace(/^\./, "");
  return place === "" ? "the top" : place;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

function expectedBy(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case "invalid_type":
      return typeWords[issue.expected] ?? issue.expected;
    case "invalid_value": {
      const values = issue.values.map((one) =>
        typeof one === "bigint" ? String(one) : JSON.stringify(one),
      );
      return values.length === 1 ? values.join() : `one of ${values.join(", ")}`;
    }
    case "too_big":
    case "too_small":
      return boundOf(issue);
    case "invalid_format":
      // Formats of ours say themselves what they expect.
      if (issue.message.startsWith("expected ")) return issue.message.slice("expected ".length);
      return issue.format === "url" ? "an address like http://127.0.0.1:8001" : issue.format;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "custom":
      return issue.message.replace(/^expected /, "");
    case "invalid_element":
    case "invalid_key":
    case "invalid_union":
    case "unrecognized_keys":
    case undefined:
      return "another value";
  }
}

function boundOf(issue: z.core.$ZodIssueTooBig | z.core.$ZodIssueTooSmall): string {
  const isBig = issue.code === "too_big";
  const bound = String(isBig ? issue.maximum : issue.minimum);
  const isInclusive = issue.inclusive !== false;
  const side = isBig
    ? isInclusive
      ? "at most"
      : "less than"
    : isInclusive
      ? "at least"
      : "more than";
  const units: Readonly<Record<string, string>> = { string: "characters", array: "items" };
  const unit = units[issue.origin];
  const what = issue.origin === "int" ? "a whole number of " : "";
  return `${what}${side} ${bound}${unit === undefined ? "" : ` ${unit}`}`;
}

function fieldsAt(schema: z.ZodType, path: readonly (string | number)[]): string[] {
  let at: unknown = schema;
  for (const part of path) at = memberOf(plain(at), part);
  const inner = plain(at);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

function plain(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? plain(schema.unwrap())
    : schema;
}

function memberOf(schema: unknown, part: string | number): unknown {
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  // Proof for the cast: an object's shape is a plain record of schemas.
  return schema instanceof z.ZodObject
    ? (schema.shape as Record<string, unknown>)[part]
    : undefined;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const name of path) {
    // Proof for the cast: whatever is no object has no members, and undefined is shown as nothing.
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  }
  return at;
}

function isSecret(name: string | number | undefined): boolean {
  return /key|token|secret|password/i.test(String(name));
}

/** A value for a sentence: short and on one line. */
export function shown(value: unknown): string {
  if (value === undefined) return "absent";
  const text = (JSON.stringify(value) as string | undefined) ?? typeof value;
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
