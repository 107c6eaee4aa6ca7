/**
 * OASIS CSV: columns are found by name, in any order; rows come unsorted.
 * Recorded reports have no quotes, no BOM and "\n" line ends.
 */
import { CsvError, parse } from "csv-parse/sync";
import { SandboxError } from "../../core/errors.ts";
import type { ParsedPage } from "../connector.ts";
import { createPageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { createRowMapper } from "./map-row.ts";
import type { Report } from "./reports.ts";

/** Throws PROVIDER_PAYLOAD_INVALID when the text has no header with the report's columns. */
export function parseCsvReport(text: string, report: Report, subject: string): ParsedPage {
  const table = readTable(text, subject);
  const columns = findColumns(table.header, report, subject);
  const page = createPageBuilder("text/csv", (index) => table.raw(index));
  const mapRow = createRowMapper(report, page);
  const width = table.header.length;

  for (let index = 0; index < table.rows; index += 1) {
    const cells = table.cells(index);
    if (cells.length !== width) {
      const sentence = `Row of ${cells.length} cells: expected ${width} as in the header`;
      page.reject(index, [{ class: "field-missing", sentence }]);
      continue;
    }
    const at = (column: number): string => cells[column] ?? "";
    const optional = (column: number): string | undefined =>
      column === -1 ? undefined : cells[column];
    mapRow(
      {
        start: at(columns.start),
        end: at(columns.end),
        location: at(columns.location),
        item: at(columns.item),
        value: at(columns.value),
        market: optional(columns.market),
        tradeDate: optional(columns.tradeDate),
        tradeHour: optional(columns.tradeHour),
      },
      index,
    );
  }
  return page.finish(null);
}

/** The spellings of the interval columns in the reports of the interface specification. */
const startColumns = [
  "INTERVALSTARTTIME_GMT",
  "INTERVAL_START_GMT",
  "STARTTIME_GMT",
  "START_DATE_GMT",
];
const endColumns = ["INTERVALENDTIME_GMT", "INTERVAL_END_GMT", "ENDTIME_GMT", "END_DATE_GMT"];

interface Columns {
  readonly start: number;
  readonly end: number;
  readonly location: number;
  /** −1 where the report has no such column; reading there yields nothing. */
  readonly item: number;
  readonly value: number;
  readonly market: number;
  readonly tradeDate: number;
  readonly tradeHour: number;
}

function findColumns(header: readonly string[], report: Report, subject: string): Columns {
  const required = (...names: readonly string[]): number => {
    const column = header.findIndex((name) => names.includes(name));
    if (column !== -1) return column;
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the CSV header ${quote(header.join(","))} has no column ${names.join(" or ")}, expected one`,
      { reasonClass: "field-missing" },
    );
  };
  return {
    start: required(...startColumns),
    end: required(...endColumns),
    location: required(report.locationColumn),
    item: report.itemColumn === null ? -1 : required(report.itemColumn),
    value: required(report.valueColumn),
    market: header.indexOf("MARKET_RUN_ID"),
    tradeDate: header.indexOf("OPR_DT"),
    tradeHour: header.indexOf("OPR_HR"),
  };
}

interface Table {
  readonly header: readonly string[];
  readonly rows: number;
  cells(index: number): readonly string[];
  raw(index: number): string;
}

/**
 * Without a single quote character CSV is nothing but lines and commas, and splitting at them is exact
 * and several times as fast as a CSV reader; a month of ten nodes has 37,200 rows.
 */
function readTable(text: string, subject: string): Table {
  if (text.includes('"')) return readQuotedTable(text, subject);
  const lines = text.split("\n").filter((line) => line !== "" && line !== "\r");
  const cells = (index: number): readonly string[] => withoutReturn(lines[index + 1]).split(",");
  return {
    header: cells(-1),
    rows: Math.max(0, lines.length - 1),
    cells,
    raw: (index) => lines[index + 1] ?? "",
  };
}

function withoutReturn(line = ""): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

function readQuotedTable(text: string, subject: string): Table {
  const records = parseQuoted(text, subject);
  return {
    header: records[0]?.record ?? [],
    rows: Math.max(0, records.length - 1),
    cells: (index) => records[index + 1]?.record ?? [],
    raw: (index) => withoutReturn(records[index + 1]?.raw.replace(/\n$/, "")),
  };
}

interface QuotedRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

function parseQuoted(text: string, subject: string): readonly QuotedRecord[] {
  try {
    // The library's types do not follow the `raw` option, which wraps every record so.
    return parse(text, {
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as readonly QuotedRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the CSV of ${text.length} characters breaks the rules of quoting (${error.code}), expected whole records`,
      {},
      error,
    );
  }
}
