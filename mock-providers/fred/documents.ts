/**
 * FRED's two forms of an answer. JSON has slashes escaped and keys in a fixed order; XML shows the same names
 * as attributes. Sources: recorded answers, https://fred.stlouisfed.org/docs/api/fred/.
 */
import type { FileType } from "./parameters.ts";

export type Fields = readonly (readonly [name: string, value: string | number])[];

/** A document with a list of elements, e.g. `seriess` of `series`; rows come already written. */
export function writeDocument(
  fileType: FileType,
  list: { readonly name: string; readonly fields: Fields },
  rows: string,
): string {
  const { name, fields } = list;
  if (fileType === "json") {
    const members = fields.map(([key, value]) => `${jsonText(key)}:${jsonValue(value)},`).join("");
    return `{${members}"${name}":[${rows}]}`;
  }
  return `${xmlProlog}<${name}${attributes(fields)}>\n${rows}</${name}>\n`;
}

/** One element of a list, with the text that separates it from the one before. */
export function writeElement(fileType: FileType, name: string, fields: Fields): string {
  if (fileType === "xml") return `  <${name}${attributes(fields)}/>\n`;
  return `{${fields.map(([key, value]) => `${jsonText(key)}:${jsonValue(value)}`).join(",")}}`;
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

const xmlProlog = '<?xml version="1.0" encoding="utf-8" ?>\n';

function jsonValue(value: string | number): string {
  return typeof value === "number" ? String(value) : jsonText(value);
}

function jsonText(text: string): string {
  return JSON.stringify(text).replaceAll("/", "\\/");
}

function attributes(fields: Fields): string {
  return fields.map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`).join("");
}

function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
