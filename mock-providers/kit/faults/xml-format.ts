/**
 * Row formats of XML bodies, declared by what differs: which element is a row, whether its cells are attributes or
 * elements, and where the total and the unit stand. Everything around the rows keeps its bytes, and so does every row
 * no fault touches: what could not be written back as it was is not taken for a row.
 */
import type { MockRequest } from "../types.ts";
import { isObject } from "./json-format.ts";
import {
  type Cells,
  type RowFormat,
  type RowMeaning,
  hiddenCell,
  pairWithTruth,
  shownCells,
} from "./row-format.ts";

export interface XmlFormatOptions extends RowMeaning {
  /** Whether a body is a document of such rows, even if it has none. */
  isDocument(text: string): boolean;
  /** The element of a row; `prefix` is the one it shares with its cells, which go without it here. */
  readonly row: { readonly name: string; readonly prefix?: string };
  /** Where a row has its cells. Elements with attributes become objects of these and `value`, their text. */
  readonly cells: "attributes" | "elements";
  /** Whether elements without text are written `<name />`, not `<name></name>`. */
  readonly closesEmpty?: true;
  /** Tells rows from other elements of the name. */
  isRow(cells: Cells): boolean;
  /** The total of rows, by the text in front of the first one. */
  totalOf?(before: string): number | undefined;
  replaceTotal?(before: string, total: number): string;
  /** Names another unit in the text in front of rows; absent where none is named there. */
  readonly replaceUnit?: (before: string, unit: string) => string;
  rowsMaxOf?(request: MockRequest): number | undefined;
  /** As in RowDocument. */
  readonly timeIsToldTwice?: true;
}

/** Rows that follow one another, and the text in front of them. */
interface RowGroup {
  readonly before: string;
  readonly rows: Cells[];
}

const groupCell = hiddenCell("group");

export function createXmlFormat(options: XmlFormatOptions): RowFormat {
  const { missing, replaceUnit } = options;
  return {
    read({ request, content, truth }) {
      const text = content.toString("utf8");
      if (!options.isDocument(text)) return undefined;
      const syntax = learnSyntax(text, options);
      const { groups, after } = split(text, options, syntax);
      const cells = groups.flatMap(({ rows }) => rows);
      const befores = groups.flatMap(({ before, rows }) => rows.map(() => before));
      const first = groups[0]?.before ?? after;

      function around(before: string, changes: { total?: number; unit?: string }): string {
        const { total, unit } = changes;
        const counted =
          total === undefined ? before : (options.replaceTotal?.(before, total) ?? before);
        return unit === undefined ? counted : (replaceUnit?.(counted, unit) ?? counted);
      }
      return {
        rows: pairWithTruth(cells, truth, (row, at) =>
          options.identify(row, truth, befores[at] ?? ""),
        ),
        fields: cells[0] === undefined ? {} : options.fields(cells[0], truth),
        total: options.totalOf?.(first),
        rowsMax: options.rowsMaxOf?.(request),
        ...(missing === undefined ? {} : { missing: missing.cell }),
        timeIsToldTwice: options.timeIsToldTwice === true,
        hasHeader: false,
        namesUnit: replaceUnit !== undefined,
        valueCell: (value) => options.valueCell(value),
        shift: (row, deltaMs) => options.shift(row, deltaMs),
        write(rows, { total, unit }) {
          const units = unit === undefined ? {} : { unit };
          const firstChanges = total === undefined ? units : { ...units, total };
          const byGroup = Map.groupBy(rows, (row) => row[groupCell]);
          const texts = groups.map(({ before }, at) => {
            const own = (byGroup.get(at) ?? []).map((row) => writeRow(row, options, syntax));
            return around(before, at === 0 ? firstChanges : units) + own.join("");
          });
          const end = groups.length === 0 ? around(after, firstChanges) : after;
          return Buffer.from(texts.join("") + end);
        },
      };
    },
  };
}

/** White space as the document has it, by its first row. */
interface Syntax {
  readonly row: RegExp;
  readonly beforeRow: string;
  readonly beforeCell: string;
  readonly afterCells: string;
}

const attribute = /\s([\w.:-]+)="([^"]*)"/g;

function learnSyntax(
  text: string,
  { row: { name, prefix = "" }, cells }: XmlFormatOptions,
): Syntax {
  const row =
    cells === "attributes"
      ? new RegExp(`(\\s*)<${prefix}${name}((?:\\s[^<>]*?)?)(\\s*)/>`, "g")
      : new RegExp(`(\\s*)<${prefix}${name}>(.*?)(\\s*)</${prefix}${name}>`, "gs");
  const [, beforeRow = "", inside = "", afterCells = ""] =
    new RegExp(row.source, row.flags.replace("g", "")).exec(text) ?? [];
  const beforeCell = /^\s*/.exec(inside)?.[0] ?? "";
  return { row, beforeRow, beforeCell, afterCells };
}

function split(
  text: string,
  options: XmlFormatOptions,
  syntax: Syntax,
): { readonly groups: readonly RowGroup[]; readonly after: string } {
  const groups: RowGroup[] = [];
  let end = 0;
  for (const match of text.matchAll(syntax.row)) {
    const [raw, , inside = ""] = match;
    const isNext = groups.length > 0 && match.index === end;
    const cells = { ...readCells(inside, options), [groupCell]: groups.length - (isNext ? 1 : 0) };
    if (!options.isRow(cells) || writeRow(cells, options, syntax) !== raw) continue;
    if (isNext) groups.at(-1)?.rows.push(cells);
    else groups.push({ before: text.slice(end, match.index), rows: [cells] });
    end = match.index + raw.length;
  }
  return { groups, after: text.slice(end) };
}

function readCells(inside: string, { row: { prefix = "" }, cells }: XmlFormatOptions): Cells {
  if (cells === "attributes") return readAttributes(inside);
  const element = new RegExp(
    `<${prefix}([\\w.-]+)((?:\\s[^<>]*?)?)(?:\\s*/>|>([^<]*)</${prefix}\\1>)`,
    "g",
  );
  return Object.fromEntries(
    [...inside.matchAll(element)].map(([, name = "", tail = "", text = ""]) => {
      const value = readText(text);
      const attributes = readAttributes(tail);
      return [name, Object.keys(attributes).length === 0 ? value : { ...attributes, value }];
    }),
  );
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(attribute)].map(([, name = "", value = ""]) => [name, readText(value)]),
  );
}

function writeRow(row: Cells, options: XmlFormatOptions, syntax: Syntax): string {
  const { name, prefix = "" } = options.row;
  const { beforeRow, beforeCell, afterCells } = syntax;
  const tag = `${prefix}${name}`;
  const cells = shownCells(row);
  if (options.cells === "attributes") {
    return `${beforeRow}<${tag}${writeAttributes(cells)}${afterCells}/>`;
  }
  const texts = cells.map(
    ([cell, content]) => beforeCell + writeCell(prefix + cell, content, options),
  );
  return `${beforeRow}<${tag}>${texts.join("")}${afterCells}</${tag}>`;
}

function writeCell(tag: string, content: unknown, { closesEmpty }: XmlFormatOptions): string {
  const { value, ...attributes } = isObject(content) ? content : { value: content };
  const text = escapeXml(textOf(value));
  const open = `<${tag}${writeAttributes(Object.entries(attributes))}`;
  return text === "" && closesEmpty === true ? `${open} />` : `${open}>${text}</${tag}>`;
}

function writeAttributes(cells: readonly (readonly [string, unknown])[]): string {
  return cells
    .map(([name, value]) => ` ${name}="${escapeXml(textOf(value)).replaceAll('"', "&quot;")}"`)
    .join("");
}

/** Numbers and text as they are; nothing for what is missing. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const characters: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };

function readText(text: string): string {
  return text.includes("&")
    ? text.replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => characters[name] ?? "")
    : text;
}
