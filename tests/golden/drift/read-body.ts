/** Bodies of every format as plain values, so that one comparison fits all of them. */
import { XMLParser } from "fast-xml-parser";
import { unzipSync } from "fflate";

export type BodyFormat = "json" | "xml" | "csv" | "zip" | "html";

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  // Elements that may repeat are lists also where there is one.
  isArray: (name, path) => repeated.has(name) || (path as string).endsWith(".rows.row"),
});
const repeated = new Set([
  "observation",
  "series",
  "REPORT_ITEM",
  "REPORT_DATA",
  "DISCLAIMER_ITEM",
  "wb:data",
]);

export function readBody(format: BodyFormat, body: Buffer): unknown {
  switch (format) {
    case "json":
      return JSON.parse(body.toString("utf8"));
    case "xml":
      return xml.parse(body.toString("utf8"));
    case "csv":
      return readCsv(body.toString("utf8"));
    case "zip": {
      const members = Object.entries(unzipSync(new Uint8Array(body)));
      return Object.fromEntries(
        members.map(([name, bytes]) => {
          const text = Buffer.from(bytes);
          return [generalName(name), readBody(name.endsWith(".xml") ? "xml" : "csv", text)];
        }),
      );
    }
    case "html":
      return body.toString("utf8");
  }
}

/** Digits of a name are data: which day was asked, and when. */
function generalName(name: string): string {
  return name.replace(/\d{8}_\d\d_\d\d_\d\d/, "<stamp>").replaceAll(/\d{8}/g, "<day>");
}

function readCsv(text: string): Record<string, string>[] {
  const [header = "", ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""]));
  });
}
