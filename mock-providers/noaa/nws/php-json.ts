/**
 * JSON as api.weather.gov writes it: indented by four spaces, slashes as they are, and fractions with seventeen
 * significant digits less their trailing zeros (`22.800000000000001`), as PHP does with that precision.
 */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [name: string]: Json | undefined };

export function writePhpJson(value: Json, indent = ""): string {
  if (typeof value === "number") return writeNumber(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}    `;
  if (isList(value)) {
    if (value.length === 0) return "[]";
    const items = value.map((item) => inner + writePhpJson(item, inner));
    return `[\n${items.join(",\n")}\n${indent}]`;
  }
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : `${inner}${JSON.stringify(name)}: ${writePhpJson(member, inner)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n${indent}}`;
}

function isList(value: Exclude<Json, null | boolean | number | string>): value is readonly Json[] {
  return Array.isArray(value);
}

function writeNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return value.toPrecision(17).replace(/0+$/, "");
}
