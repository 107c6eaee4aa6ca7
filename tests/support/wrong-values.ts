/** Wrong values for every field of a schema: missing, of a wrong type, beyond its bounds, and fields that are not there. */
import { z } from "zod";

export interface WrongValue {
  /** `rate: 2`, for the name of the test. */
  readonly what: string;
  readonly field: string;
  readonly value: Record<string, unknown>;
}

/** `good` is a value the schema takes; each wrong one differs from it in one field. */
export function wrongValues(
  schema: z.ZodObject,
  good: Readonly<Record<string, unknown>>,
): WrongValue[] {
  const wrong = (field: string, value: unknown): WrongValue => ({
    what: `${field}: ${value === undefined ? "absent" : JSON.stringify(value)}`.slice(0, 60),
    field,
    value: { ...good, [field]: value },
  });
  const found = Object.entries(schema.shape).flatMap(([field, inner]) => [
    ...candidates.map((value) => wrong(field, value)),
    // A field that may be left out takes that.
    wrong(field, undefined),
    wrong(`${field}x`, 1),
    // Proof for the cast: shapes hold schemas.
    ...((inner as z.ZodType).safeParse(-1).success ? [] : [wrong(field, -1)]),
  ]);
  return found.filter(({ value }) => !schema.safeParse(JSON.parse(JSON.stringify(value))).success);
}

const candidates: readonly unknown[] = [
  ...[null, true, "", "no such value", "x".repeat(3_000), -1, 0, 0.5, 1e12, 1e300],
  ...[[], [null], Array(600).fill("x"), {}, { a: { b: [] } }, "__proto__", "\u0000", " "],
];

/** A sentence of ours: what was read, what was expected, one line, no period, and none of the library's words. */
export const ourSentence =
  /^Cannot (?!.*(?:Invalid |Too (?:big|small)|Unrecognized|received|>=|<=|undefined|\[object|NaN))[^\n]*expected [^\n]*[^.\n]$/;
