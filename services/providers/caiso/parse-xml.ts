/**
 * OASIS XML: what the service answers without `resultformat=6`, and how it refuses requests.
 * Source: OASISReport_v1.xsd as used in recorded answers. Rows name their item by code, not by column.
 */
import { SandboxError } from "../../core/errors.ts";
import type { ParsedPage } from "../connector.ts";
import { hourMs } from "../calendar.ts";
import { isJsonObject, type JsonObject } from "../json-answer.ts";
import { createPageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { createXmlItems, readXml } from "../xml-answer.ts";
import { createRowMapper } from "./map-row.ts";
import type { Report } from "./reports.ts";
import { parseGmtStamp } from "./stamps.ts";

export type OasisDocument =
  | { readonly kind: "refused"; readonly code: string; readonly description: string }
  | { readonly kind: "data"; readonly items: readonly JsonObject[]; readonly text: string };

/** Throws PROVIDER_PAYLOAD_INVALID unless the text is a whole OASIS report or refusal. */
export function readOasisDocument(text: string, subject: string): OasisDocument {
  const root = readXml(text, ["REPORT_ITEM", "REPORT_DATA", "ERROR"], subject)["OASISReport"];
  const rto = child(child(root, "MessagePayload"), "RTO");
  if (!isJsonObject(rto)) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the XML is no OASISReport with a MessagePayload, expected one`,
    );
  }
  const error = objects(rto["ERROR"])[0];
  if (error !== undefined) {
    return {
      kind: "refused",
      code: textOf(error, "ERR_CODE"),
      description: textOf(error, "ERR_DESC"),
    };
  }
  return { kind: "data", items: objects(rto["REPORT_ITEM"]), text };
}

/** The rows of a data document. Throws PROVIDER_PAYLOAD_INVALID when they belong to another report. */
export function parseXmlReport(
  document: Extract<OasisDocument, { kind: "data" }>,
  report: Report,
  subject: string,
): ParsedPage {
  const rowText = createXmlItems(() => document.text, "REPORT_DATA");
  const page = createPageBuilder("application/xml", rowText);
  const mapRow = createRowMapper(report, page);
  let index = 0;
  for (const item of document.items) {
    assertReport(child(item, "REPORT_HEADER"), report, subject);
    for (const row of objects(item["REPORT_DATA"])) {
      mapRow(
        {
          start: elementOf(row, "INTERVAL_START_GMT"),
          end: textOf(row, "INTERVAL_END_GMT"),
          location: textOf(row, report.locationColumn) || textOf(row, "RESOURCE_NAME"),
          item: itemOf(row, report),
          value: elementOf(row, "VALUE"),
          market: undefined,
          tradeDate: textOf(row, "OPR_DATE"),
          tradeHour: tradeHourOf(row),
        },
        index,
      );
      index += 1;
    }
  }
  return page.finish(null);
}

/**
 * INTERVAL_NUM counts from 1 in intervals of the row's own length, whatever the header says (as recorded); undefined
 * where it is no such number.
 */
function tradeHourOf(row: JsonObject): string | undefined {
  const start = parseGmtStamp(textOf(row, "INTERVAL_START_GMT"));
  const stepMs = parseGmtStamp(textOf(row, "INTERVAL_END_GMT")) - start;
  const hour = Math.ceil((Number(textOf(row, "INTERVAL_NUM")) * stepMs) / hourMs);
  return hour >= 1 ? String(hour) : undefined;
}

/** Price components have a type in CSV and only a code in XML. */
const componentOfItem: Readonly<Record<string, string>> = {
  LMP_PRC: "LMP",
  LMP_ENE_PRC: "MCE",
  LMP_CONG_PRC: "MCC",
  LMP_LOSS_PRC: "MCL",
  LMP_GHG_PRC: "MGHG",
};

function itemOf(row: JsonObject, report: Report): string {
  if (report.itemColumn === "LMP_TYPE") return componentOfItem[textOf(row, "DATA_ITEM")] ?? "";
  if (report.itemColumn === "XML_DATA_ITEM") return textOf(row, "DATA_ITEM");
  return report.itemColumn === null ? "" : textOf(row, report.itemColumn);
}

function assertReport(header: unknown, report: Report, subject: string): void {
  const name = isJsonObject(header) ? textOf(header, "REPORT") : "";
  const market = isJsonObject(header) ? textOf(header, "MKT_TYPE") : "";
  if (name !== report.queryname || market !== report.market) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the XML holds report ${quote(`${name}/${market}`)}, expected "${report.queryname}/${report.market}"`,
    );
  }
  const unit = isJsonObject(header) ? textOf(header, "UOM") : "";
  if (unit === "" || unit === unitNames[report.unit]) return;
  throw new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot read ${subject}: the XML is in ${quote(unit)}, expected "${unitNames[report.unit]}"`,
    { reasonClass: "unit" },
  );
}

/** UOM of the report's unit. */
const unitNames: Readonly<Record<Report["unit"], string>> = {
  MW: "MW",
  "USD/MWh": "US$/MWh",
  "USD/MW": "US$/MW",
};

function child(value: unknown, name: string): unknown {
  return isJsonObject(value) ? value[name] : undefined;
}

function objects(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** Undefined where there is no such element. */
function elementOf(row: JsonObject, name: string): string | undefined {
  return row[name] === undefined ? undefined : textOf(row, name);
}

function textOf(value: JsonObject, name: string): string {
  const text = value[name];
  return typeof text === "string" ? text.trim() : "";
}
