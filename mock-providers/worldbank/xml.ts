/**
 * XML as the API writes it: a byte order mark, the `wb:` namespace on the root, two spaces of indentation and
 * CR LF. An empty text is a closed element.
 */
export type Attributes = Readonly<Record<string, string>>;

export interface XmlElement {
  readonly name: string;
  readonly attributes?: Attributes;
  /** Text, or elements inside. */
  readonly content: string | readonly XmlElement[];
}

export function element(
  name: string,
  content: XmlElement["content"] = "",
  attributes: Attributes = {},
): XmlElement {
  return { name, content, attributes };
}

/** The namespace is declared after the root's own attributes, as recorded. */
export function xmlDocument(root: XmlElement): string {
  const attributes = { ...root.attributes, "xmlns:wb": "http://www.worldbank.org" };
  return `\uFEFF<?xml version="1.0" encoding="utf-8"?>\r\n${render({ ...root, attributes }, "")}`;
}

function render({ name, attributes, content }: XmlElement, indent: string): string {
  const open = `${indent}<wb:${name}${renderAttributes(attributes)}`;
  if (content.length === 0) return `${open} />`;
  if (typeof content === "string") return `${open}>${escapeText(content)}</wb:${name}>`;
  const inside = content.map((child) => render(child, `${indent}  `)).join("\r\n");
  return `${open}>\r\n${inside}\r\n${indent}</wb:${name}>`;
}

function renderAttributes(attributes: Attributes | undefined): string {
  if (attributes === undefined) return "";
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeText(value).replaceAll('"', "&quot;")}"`)
    .join("");
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
