/** Faults of a whole answer: its body, its labels, and which page it is. */
import type { MockAnswer } from "../types.ts";
import type { FaultActions } from "./fault-context.ts";
import type { KindOf } from "./fault-table.ts";

/** A body without content encoding, and the labels it goes out with. */
export interface Content {
  readonly body: Buffer;
  readonly headers: MockAnswer["headers"];
  /** Whether the body is to be compressed again as the headers say. */
  readonly encode: boolean;
}

export type PageKind = Extract<
  KindOf<"answer">,
  "page-repeated" | "page-skipped" | "page-order-changed"
>;
/** Kinds that need the rows of the answer, and stand with the code that reads them. */
export type RowAnswerKind = Extract<KindOf<"answer">, "empty-answer" | "total-lies">;
export type BodyKind = Exclude<KindOf<"answer">, PageKind | RowAnswerKind>;

/** How many pages away the answer that is sent lies from the one asked for. */
export const pageShifts: FaultActions<PageKind, [page: number], number> = {
  "page-repeated": () => -1,
  "page-skipped": () => 1,
  "page-order-changed": (_context, page) => (page % 2 === 0 ? 1 : -1),
};

/** Each gives the spoilt content, or undefined when it does not fit the body. */
export const bodyFaults: FaultActions<BodyKind, [content: Content], Content | undefined> = {
  "truncated-body"({ parameters }, content) {
    const { body } = content;
    if (body.length < 2) return undefined;
    return { ...content, body: body.subarray(0, keptBytes(body, parameters.keptShare)) };
  },
  "truncated-zip"({ parameters }, content) {
    const { body } = content;
    if (!isZip(body)) return undefined;
    return { ...content, body: body.subarray(0, keptBytes(body, parameters.keptShare)) };
  },
  "bad-zip"(_context, content) {
    if (!isZip(content.body)) return undefined;
    const body = Buffer.from(content.body);
    // Behind the first entry's header and before its end: compressed bytes, for every archive of any use.
    const from = 30 + body.readUInt16LE(26) + body.readUInt16LE(28);
    const at = Math.min(body.length - 1, from + Math.floor((body.length - from) / 3));
    for (let byte = at; byte < Math.min(at + 4, body.length); byte++) {
      body[byte] = (body[byte] ?? 0) ^ 0xff;
    }
    return { ...content, body };
  },
  "malformed-json"(_context, content) {
    const text = content.body.toString("utf8");
    // In JSONP the document stands in the parentheses of a call.
    if (!/^\s*(?:[\w.$]+\()?[[{]/.test(text)) return undefined;
    // A comma or a brace too many in the middle cannot be valid wherever it falls, but inside a text it could.
    const at = text.indexOf('":', Math.floor(text.length / 2));
    const cut = at === -1 ? text.lastIndexOf('":') : at;
    if (cut === -1) return undefined;
    return { ...content, body: Buffer.from(`${text.slice(0, cut + 2)},,${text.slice(cut + 2)}`) };
  },
  "malformed-xml"(_context, content) {
    const text = content.body.toString("utf8");
    if (!/^\uFEFF?\s*</.test(text)) return undefined;
    const at = text.indexOf("<", Math.floor(text.length / 2));
    const cut = at === -1 ? text.lastIndexOf("<") : at;
    return { ...content, body: Buffer.from(`${text.slice(0, cut)}<broken <${text.slice(cut)}`) };
  },
  // The files inside archives are reached by whoever applies it.
  "malformed-csv"(_context, content) {
    const text = content.body.toString("utf8");
    const comma = text.indexOf(",", text.indexOf("\n", Math.floor(text.length / 2)));
    if (comma === -1 || /^\s*[<{[]/.test(text) || isZip(content.body)) return undefined;
    return {
      ...content,
      body: Buffer.from(`${text.slice(0, comma + 1)}"${text.slice(comma + 1)}`),
    };
  },
  "wrong-content-type"({ parameters }, content) {
    const { headers } = content;
    const isSaid = Object.entries(headers).some(
      ([name, value]) => name.toLowerCase() === "content-type" && value === parameters.contentType,
    );
    if (isSaid) return undefined;
    return { ...content, headers: withHeader(headers, "Content-Type", parameters.contentType) };
  },
  "wrong-encoding"({ parameters }, content) {
    if (parameters.how === "utf-16") {
      if (isZip(content.body) || content.body.length === 0) return undefined;
      return { ...content, body: Buffer.from(content.body.toString("utf8"), "utf16le") };
    }
    return {
      body: content.body,
      headers: withHeader(content.headers, "Content-Encoding", "gzip"),
      encode: false,
    };
  },
};

/** Replaces a header whatever its case. */
export function withHeader(
  headers: MockAnswer["headers"],
  name: string,
  value: string,
): MockAnswer["headers"] {
  const others = Object.entries(headers).filter(
    ([known]) => known.toLowerCase() !== name.toLowerCase(),
  );
  return { ...Object.fromEntries(others), [name]: value };
}

export function isZip(body: Buffer): boolean {
  return body.length >= 30 && body.readUInt32LE(0) === 0x04034b50;
}

function keptBytes(body: Buffer, share: number): number {
  return Math.min(body.length - 1, Math.floor(body.length * share));
}
