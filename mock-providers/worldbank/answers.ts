/**
 * The three forms an answer comes in (XML unless another is asked for) and its headers. An answer's body is written
 * only in the form that was asked for.
 */
import type { MockAnswer, Served } from "../kit/types.ts";
import type { Query } from "./read-request.ts";
import { missingPrefix, unknownFormat, type Refusal } from "./refusals.ts";
import { element, xmlDocument, type XmlElement } from "./xml.ts";

export type Format =
  | { readonly kind: "xml" }
  | { readonly kind: "json" }
  | { readonly kind: "jsonp"; readonly prefix: string };

export type ReadFormat =
  | { readonly outcome: "read"; readonly format: Format }
  | { readonly outcome: "refused"; readonly refusal: Refusal };

export function readFormat(query: Query): ReadFormat {
  const wanted = query.get("format") ?? "";
  switch (wanted.toLowerCase()) {
    case "":
    case "xml":
      return { outcome: "read", format: { kind: "xml" } };
    case "json":
      return { outcome: "read", format: { kind: "json" } };
    case "jsonp": {
      const prefix = query.get("prefix") ?? "";
      return /^[\w.$]{1,100}$/.test(prefix)
        ? { outcome: "read", format: { kind: "jsonp", prefix } }
        : { outcome: "refused", refusal: missingPrefix };
    }
    default:
      return { outcome: "refused", refusal: unknownFormat(wanted.slice(0, 50)) };
  }
}

export interface Written {
  readonly json: () => string;
  readonly xml: () => XmlElement;
}

/** Answers that carry observations give their meaning after the body was written. */
export function answer(
  format: Format,
  written: Written,
  served?: () => Served | undefined,
): MockAnswer {
  const body = format.kind === "xml" ? xmlDocument(written.xml()) : written.json();
  return wrap(format, body, served?.());
}

export function wrap(format: Format, body: string, served?: Served): MockAnswer {
  const wrapped = format.kind === "jsonp" ? `${format.prefix}(${body})` : body;
  return {
    status: 200,
    headers: { ...headers, "Content-Type": contentTypes[format.kind] },
    body: wrapped,
    ...(served === undefined ? {} : { served }),
  };
}

export function refuse(format: Format, refusal: Refusal): MockAnswer {
  const { id, key, value } = refusal;
  return answer(format, {
    json: () => JSON.stringify([{ message: [{ id, key, value }] }]),
    xml: () => element("error", [element("message", value, { id, key })]),
  });
}

/** What the web server in front of the API says by itself. */
export function serverError(
  status: 400 | 404 | 405,
  reason: string,
  extraHeaders: Readonly<Record<string, string>> = {},
): MockAnswer {
  return {
    status,
    headers: { ...headers, "Content-Type": "text/html; charset=us-ascii", ...extraHeaders },
    body: `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">\r\n<HTML><HEAD><TITLE>${reason}</TITLE></HEAD>\r\n<BODY><h2>${reason}</h2>\r\n<hr><p>HTTP Error ${String(status)}.</p>\r\n</BODY></HTML>\r\n`,
  };
}

const headers = {
  "Cache-Control": "public, max-age=300",
  "Access-Control-Allow-Origin": "*",
  "X-Content-Type-Options": "nosniff",
};

const contentTypes: Readonly<Record<Format["kind"], string>> = {
  xml: "text/xml; charset=utf-8",
  json: "application/json;charset=utf-8",
  jsonp: "application/javascript; charset=utf-8",
};
