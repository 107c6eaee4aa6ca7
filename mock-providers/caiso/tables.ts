/** Reports that are lists rather than series: a header and rows of text, in either form. */
import { documentEnd, documentStart } from "./xml-body.ts";

export interface Table {
  /** Report name, as the XML form's header says it. */
  readonly report: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly string[]>;
}

const chunkCharacters = 1_000_000;

export function* writeTableCsv({ columns, rows }: Table): Generator<string> {
  let text = `${columns.join(",")}\n`;
  for (const row of rows) {
    text += `${row.join(",")}\n`;
    if (text.length > chunkCharacters) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** One REPORT_DATA per row, its elements named as the CSV form's columns; empty cells are left out. */
export function* writeTableXml(
  { report, columns, rows }: Table,
  options: { readonly version: number; readonly nowMs: number },
): Generator<string> {
  let text = `${documentStart(options.version, options.nowMs)}<REPORT_ITEM>
<REPORT_HEADER>
<SYSTEM>OASIS</SYSTEM>
<TZ>PPT</TZ>
<REPORT>${report}</REPORT>
</REPORT_HEADER>
`;
  for (const row of rows) {
    text += "<REPORT_DATA>\n";
    for (const [index, cell] of row.entries()) {
      const column = columns[index];
      if (cell !== "" && column !== undefined)
        text += `<${column}>${escapeXml(cell)}</${column}>\n`;
    }
    text += "</REPORT_DATA>\n";
    if (text.length > chunkCharacters) {
      yield text;
      text = "";
    }
  }
  yield `${text}</REPORT_ITEM>\n${documentEnd}`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
