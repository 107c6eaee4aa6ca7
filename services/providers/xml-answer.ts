/** XML bodies: checked to be whole, then read into plain objects without namespace prefixes. */
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { SandboxError } from "../core/errors.ts";
import { isJsonObject, type JsonObject } from "./json-answer.ts";

/**
 * Elements become members, attributes members of the same name, text stays text: values are read by
 * our own rules. Members named in `lists` are always arrays. Throws PROVIDER_PAYLOAD_INVALID for
 * anything but one complete document.
 */
export function readXml(text: string, lists: readonly string[], subject: string): JsonObject {
  // The parser alone takes half a document for a whole one. The validator's successor is a package of
  // its own with the same code; this one comes with the parser we need anyway.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const checked = XMLValidator.validate(text);
  if (checked !== true) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the XML of ${text.length} characters is broken in line ${checked.err.line}, expected one complete document`,
    );
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "",
    ignoreDeclaration: true,
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    isArray: (name) => lists.includes(name),
  });
  const document: unknown = parser.parse(text);
  return isJsonObject(document) ? document : {};
}

export function isXml(body: Buffer): boolean {
  return /^\uFEFF?\s*<(\?xml|[A-Za-z][\w.-]*(:[\w.-]+)?[\s/>])/.test(
    body.subarray(0, 256).toString("utf8"),
  );
}

/** The text of the `index`-th element `name`, prefix allowed, in a valid document. */
export function xmlElementText(text: string, name: string, index: number): string {
  return createXmlItems(() => text, name)(index);
}

/** As `xmlElementText`, for many elements of one document, which is searched once. */
export function createXmlItems(read: () => string, name: string): (index: number) => string {
  let matches: Iterator<RegExpExecArray> | undefined;
  const found: string[] = [];
  return (index) => {
    matches ??= read().matchAll(
      new RegExp(
        `<(?:[\\w.-]+:)?${name}(?:\\s[^>]*?)?(?:/>|>.*?</(?:[\\w.-]+:)?${name}\\s*>)`,
        "gs",
      ),
    );
    while (found.length <= index) {
      const next = matches.next();
      if (next.done === true) return "";
      found.push(next.value[0]);
    }
    return found[index] ?? "";
  };
}
