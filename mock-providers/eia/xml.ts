/** XML for `out=xml`. The provider documents `<eia_api><response>…<row>…` and little more. */
import type { JsonValue } from "./php-json.ts";

export function xmlElement(name: string, text: string): string {
  const tag = tagName(name);
  return `<${tag}>${escape(text)}</${tag}>`;
}

/** Objects become elements by name, lists become `row` elements. */
export function xmlMembers(value: JsonValue): string {
  if (value === null) return "";
  if (typeof value !== "object") return escape(String(value));
  const isList = Array.isArray(value);
  return Object.entries(value)
    .map(([name, member]: [string, JsonValue]) => {
      const tag = isList ? "row" : tagName(name);
      return `<${tag}>${xmlMembers(member)}</${tag}>`;
    })
    .join("");
}

/** Parameter names come from the client and may hold anything; the rest is ours. */
function tagName(name: string): string {
  const cleaned = name.replaceAll(/[^\w.-]/g, "_");
  return /^[A-Za-z_]/.test(cleaned) ? cleaned : `_${cleaned}`;
}

function escape(text: string): string {
  return text
    .replaceAll(notXml, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Characters that XML 1.0 cannot carry in any form. */

const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
