/** Answers of `/data` and `/seriesid`: rows of a page between the envelope's members. */
import type { Served } from "../kit/types.ts";
import { apiVersion, excelAddInVersion, jsonEnvelope, type Echo } from "./answers.ts";
import { jsonRowsMax, xmlRowsMax } from "./data-query.ts";
import type { Frequency, Leaf } from "./leaf.ts";
import type { PageRows } from "./page.ts";
import { encodeText, type JsonValue } from "./php-json.ts";
import { encodeParameters } from "./parameters.ts";
import type { Timeline } from "./timeline.ts";
import { writeJsonRows, writeXmlRows } from "./write-rows.ts";
import { xmlElement, xmlMembers } from "./xml.ts";

export interface DataPage {
  readonly leaf: Leaf;
  readonly frequency: Frequency;
  readonly members: readonly Timeline[];
  readonly rows: PageRows;
  /** Rows that match the query, whatever the page. */
  readonly total: number;
  /** The measured columns of the rows. */
  readonly columns: readonly string[];
  /** The sandbox's clock: what was said about the rows then. */
  readonly nowMs: number;
  readonly echo: Echo;
}

export interface WrittenAnswer {
  readonly body: string;
  readonly served: Served | undefined;
}

/** `kind` is the endpoint: `/seriesid` writes numbers and always says what it belongs to. */
export function writeJsonAnswer(page: DataPage, kind: "data" | "seriesid"): WrittenAnswer {
  const { leaf, frequency, members, rows, total, columns, nowMs, echo } = page;
  const numeric = kind === "seriesid";
  const written = writeJsonRows(members, rows, { columns, numeric, nowMs });
  const warning = incompleteReturn(total, jsonRowsMax, "JSON");
  const warnings =
    warning === undefined
      ? ""
      : `"warnings":[{"warning":${encodeText(warning.warning)},"description":${encodeText(warning.description)}}],`;
  const count = numeric ? String(total) : `"${String(total)}"`;
  const description =
    numeric || leaf.describesData ? `,"description":${encodeText(leaf.description)}` : "";
  const id = numeric ? `,"id":${encodeText(leaf.id)}` : "";
  const head = `{${warnings}"total":${count},"dateFormat":${encodeText(frequency.format)},"frequency":${encodeText(frequency.id)}`;
  const response = `${head},"data":[${written.text}]${description}${id}}`;
  return { body: jsonEnvelope(response, echo), served: written.served };
}

export function writeXmlAnswer(page: DataPage): WrittenAnswer {
  const { leaf, frequency, members, rows, total, columns, nowMs, echo } = page;
  const written = writeXmlRows(members, rows, { columns, nowMs });
  const warning = incompleteReturn(total, xmlRowsMax, "XML");
  // Proof: encodeParameters writes valid JSON.
  const parameters = JSON.parse(encodeParameters(echo.parameters)) as JsonValue;
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<eia_api><response>',
    warning === undefined ? "" : `<warnings>${xmlMembers([{ ...warning }])}</warnings>`,
    xmlElement("total", String(total)),
    xmlElement("dateFormat", frequency.format),
    xmlElement("frequency", frequency.id),
    written.text,
    leaf.describesData ? xmlElement("description", leaf.description) : "",
    "</response><request>",
    xmlElement("command", echo.command),
    `<params>${xmlMembers(parameters)}</params></request>`,
    xmlElement("apiVersion", apiVersion),
    xmlElement("ExcelAddInVersion", excelAddInVersion),
    "</eia_api>",
  ].join("");
  return { body, served: written.served };
}

/** Recorded answers carry it whenever more rows match than one answer may hold, even with `length=10`. */
function incompleteReturn(total: number, rowsMax: number, form: "JSON" | "XML") {
  if (total <= rowsMax) return undefined;
  return {
    warning: "incomplete return",
    description: `The API can only return ${String(rowsMax)} rows in ${form} format.  Please consider constraining your request with facet, start, or end, or using offset to paginate results.`,
  };
}
