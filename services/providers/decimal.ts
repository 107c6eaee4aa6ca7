/**
 * Numbers as providers write them: an optional minus, digits, a point, an exponent.
 * Number() alone is too kind: it reads "" as 0, "0x10" as 16 and " 5 " as 5.
 */
const decimal = /^-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

export const decimalExpected = "expected a decimal number";

/** The number `text` says, undefined when it says none or none a double can hold. */
export function parseDecimal(text: string): number | undefined {
  if (!decimal.test(text)) return undefined;
  const value = Number(text);
  // Adding 0 turns "-0" into 0: the two are one value to a reader and two to a comparison of bits.
  return Number.isFinite(value) ? value + 0 : undefined;
}

/** As `parseDecimal`, for a JSON value: some answers carry numbers where others carry text. */
export function readDecimal(value: unknown): number | undefined {
  if (typeof value === "string") return parseDecimal(value);
  return typeof value === "number" && Number.isFinite(value) ? value + 0 : undefined;
}
