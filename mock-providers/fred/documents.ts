/**
 * FRED's two forms of an answer. JSON has slashes escaped and keys in a fixed order; XML shows the same names
 * as attributes. Sources: recorded answers, https://fred.stlouisfed.org/docs/api/fred/.
 */
import type { FileType } from "./parameters.ts";

export type FieldValue = string | number | boolean | null;
/** Names are plain words and need no escapes. */
export type Fields = readonly (readonly [name: string, value: FieldValue])[];

/** A document with a list of elements, e.g. `seriess` of `series`; rows come already written. */
export function writeDocument(
  fileType: FileType,
  list: { readonly name: string; readonly fields: Fields },
  rows: string,
): string {
  const { name, fields } = list;
  if (fileType === "json") {
    const members = fields.map(([key, value]) => `"${key}":${jsonValue(value)},`).join("");
    return `{${members}"${name}":[${rows}]}`;
  }
  return `${xmlProlog}<${name}${attributes(fields)}>\n${rows}</${name}>\n`;
}

/** A whole document of plain elements. */
export function writeList(
  fileType: FileType,
  list: { readonly name: string; readonly element: string; readonly fields: Fields },
  rows: readonly Fields[],
): string {
  const texts = rows.map((row) => writeElement(fileType, list.element, row));
  return writeDocument(fileType, list, joinRows(fileType, texts));
}

export function joinRows(fileType: FileType, texts: readonly string[]): string {
  return texts.join(fileType === "json" ? "," : "");
}

/** One element of a list, with the text that separates it from the one before. */
export function writeElement(fileType: FileType, name: string, fields: Fields): string {
  if (fileType === "xml") return `  <${name}${attributes(fields)}/>\n`;
  return jsonObject(fields);
}

export function writeError(fileType: FileType, status: number, message: string): string {
  if (fileType === "json") {
    return `{"error_code":${status},"error_message":${jsonText(message)}}`;
  }
  return `${xmlProlog}<error${attributes([
    ["code", status],
    ["message", message],
  ])}/>\n`;
}

export const contentTypes = {
  json: "application/json; charset=UTF-8",
  xml: "text/xml; charset=UTF-8",
} as const satisfies Record<FileType, string>;

export const xmlProlog = '<?xml version="1.0" encoding="utf-8" ?>\n';

/** A tree of plain values as FRED writes it. */
export function writeJson(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

export function jsonObject(fields: Fields): string {
  return `{${fields.map(([key, value]) => `"${key}":${jsonValue(value)}`).join(",")}}`;
}

function jsonValue(value: FieldValue): string {
  return typeof value === "string" ? jsonText(value) : String(value);
}

function jsonText(text: string): string {
  return escapeJson(JSON.stringify(text));
}

/** As PHP's json_encode does by default: slashes and everything beyond ASCII are escaped. */
function escapeJson(text: string): string {
  const slashes = text.replaceAll("/", "\\/");

  if (/^[\u0000-\u007f]*$/.test(slashes)) return slashes;
  return slashes.replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

export function attributes(fields: Fields): string {
  return fields.map(([name, value]) => ` ${name}="${escapeXml(String(value ?? ""))}"`).join("");
}

export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
