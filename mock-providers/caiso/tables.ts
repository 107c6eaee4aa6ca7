/** Reports that are lists rather than series: a header and rows of text, in either form. */
import { documentEnd, documentStart, masterEnd, masterStart } from "./xml-body.ts";

export interface Table {
  /** Report name, as the XML form's header says it. */
  readonly report: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
  /** The XML form's name of a column, undefined where it has none. Lists of the atlas have names of their own. */
  readonly elementOf?: (column: string) => string | undefined;
}

const chunkCharacters = 1_000_000;

export function writeTableCsv({ columns, rows }: Table): Generator<string> {
  return inChunks(`${columns.join(",")}\n`, rows, (row) => `${row.join(",")}\n`);
}

/** As `writeTableReport`, but lists of the atlas are an OASISMaster with one item a row. */
export function writeTableXml(table: Table, options: XmlOptions): Generator<string> {
  return table.elementOf === undefined
    ? writeTableReport(table, options)
    : writeMaster({ ...table, elementOf: table.elementOf }, options);
}

interface XmlOptions {
  readonly version: number;
  readonly nowMs: number;
}

/** One REPORT_DATA per row, its elements named as the CSV form's columns; empty cells are left out. */
function* writeTableReport(
  { report, columns, rows }: Table,
  { version, nowMs }: XmlOptions,
): Generator<string> {
  yield* inChunks(
    `${documentStart(version, nowMs)}<REPORT_ITEM>
<REPORT_HEADER>
${header(report)}</REPORT_HEADER>
`,
    rows,
    (row) => `<REPORT_DATA>\n${elements(columns, row)}</REPORT_DATA>\n`,
  );
  yield `</REPORT_ITEM>\n${documentEnd}`;
}

/** Structure and namespace as public clients read them, the version of the header as one of them noted it. */
function* writeMaster(
  { report, columns, rows, elementOf }: Required<Table>,
  { version, nowMs }: XmlOptions,
): Generator<string> {
  const names = columns.map(elementOf);
  const itemStart = `<ATLS_ITEM>\n<ATLS_HEADER>\n${header(report)}</ATLS_HEADER>\n<ATLS_DATA>\n`;
  yield* inChunks(
    masterStart(version, nowMs),
    rows,
    (row) => `${itemStart}${elements(names, row)}</ATLS_DATA>\n</ATLS_ITEM>\n`,
  );
  yield masterEnd;
}

function* inChunks(
  start: string,
  rows: Table["rows"],
  write: (row: readonly string[]) => string,
): Generator<string> {
  let text = start;
  for (const row of rows) {
    text += write(row);
    if (text.length > chunkCharacters) {
      yield text;
      text = "";
    }
  }
  yield text;
}

function header(report: string): string {
  return `<SYSTEM>OASIS</SYSTEM>\n<TZ>PPT</TZ>\n<REPORT>${report}</REPORT>\n`;
}

function elements(names: readonly (string | undefined)[], row: readonly string[]): string {
  let text = "";
  for (const [index, cell] of row.entries()) {
    const name = names[index];
    if (cell !== "" && name !== undefined) text += `<${name}>${escapeXml(cell)}</${name}>\n`;
  }
  return text;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
