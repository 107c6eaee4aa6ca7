/**
 * JSON as the EIA gateway writes it (PHP's json_encode with default flags, seen in every recorded answer):
 * compact, `/` escaped as `\/`, everything beyond ASCII as `\uXXXX`.
 */
export function encodeText(text: string): string {
  if (plain.test(text)) return `"${text}"`;
  const escaped = JSON.stringify(text).replaceAll("/", "\\/");
  return escaped.replace(beyondAscii, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

const plain = /^[ !#-.0-[\]-~]*$/;
const beyondAscii = /[\u007f-\uffff]/g;

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** Key order is the object's own; a member that is undefined is left out. */
export function encodeJson(value: JsonValue): string {
  if (typeof value === "string") return encodeText(value);
  if (value === null || typeof value !== "object") return String(value);
  if (isList(value)) return `[${value.map(encodeJson).join(",")}]`;
  const members = Object.entries(value).map(
    ([name, member]) => `${encodeText(name)}:${encodeJson(member)}`,
  );
  return `{${members.join(",")}}`;
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
