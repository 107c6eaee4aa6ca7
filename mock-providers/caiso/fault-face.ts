/** How faults disturb OASIS answers: its throttle page, its "no data", and files inside zip archives, CSV or XML. */
import { unzipSync } from "fflate";
import { type ArchivedFile, createArchiveFormat } from "../kit/faults/archive-format.ts";
import type { FaultFace } from "../kit/faults/fault-face.ts";
import {
  type Cells,
  type DataRow,
  type RowFormat,
  type ShiftedRow,
  pairWithTruth,
  seriesIds,
  shownCells,
} from "../kit/faults/row-format.ts";
import { createXmlFormat, escapeXml } from "../kit/faults/xml-format.ts";
import type { TruthObservation } from "../kit/types.ts";
import { componentItems } from "./price-series.ts";
import { createRefusal, throttlePage } from "./refusals.ts";
import { createZip } from "./zip.ts";

/** Undefined when the body is no archive. */
function unpack(body: Buffer): ArchivedFile[] | undefined {
  if (body.length < 4 || body.readUInt32LE(0) !== 0x04034b50) return undefined;
  return Object.entries(unzipSync(body)).map(([name, bytes]) => ({
    name,
    content: Buffer.from(bytes),
  }));
}

function pack(files: readonly ArchivedFile[], nowMs: number): Buffer {
  const entries = files.map(({ name, content }) => ({
    name,
    chunks: [content.toString("latin1")],
  }));
  return createZip(entries, nowMs);
}

/** The columns whose texts make a series id, by report: the first that a file has are its own. */
const seriesColumns = [
  { location: "NODE", item: "LMP_TYPE" },
  { location: "TAC_AREA_NAME", item: null },
  { location: "TRADING_HUB", item: "RENEWABLE_TYPE" },
  { location: "ANC_REGION", item: "ANC_TYPE" },
] as const;

const csv: RowFormat = {
  read({ content, truth }) {
    const text = content.toString("latin1");
    if (text.startsWith("<")) return undefined;
    const cells = readFile(text);
    // An answer holds one report, whatever the request called it and in which case.
    const report = truth[0]?.dataset.split("/", 1)[0] ?? "";
    const value = ["MW", "VALUE", "PRC"].find((name) => name in (cells[0] ?? {})) ?? "MW";
    const { location, item } =
      seriesColumns.find((columns) => columns.location in (cells[0] ?? {})) ?? seriesColumns[0];
    return {
      rows: pairWithTruth(cells, truth, (row) => ({
        dataset: `${report}/${String(row["MARKET_RUN_ID"])}`,
        series: [row[location], ...(item === null ? [] : [row[item]])].join("."),
        order: String(row["INTERVALSTARTTIME_GMT"]),
      })),
      fields: { value: [value], time: ["INTERVALSTARTTIME_GMT"], series: [location] },
      // OPR_DT and OPR_HR say the time again.
      timeIsToldTwice: true,
      hasHeader: true,
      namesUnit: false,
      valueCell: String,
      shift: shiftTo("INTERVALSTARTTIME_GMT", "INTERVALENDTIME_GMT"),
      write: (rows) => Buffer.from(writeFile(rows, text), "latin1"),
    };
  },
};

function readFile(text: string): Cells[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
}

/** Columns are those of the first row; a file without rows keeps its header. */
function writeFile(rows: readonly Cells[], before: string): string {
  const [first] = rows;
  if (first === undefined) return `${before.slice(0, before.indexOf("\n"))}\n`;
  const columns = shownCells(first).map(([name]) => name);
  const lines = rows.map((row) => columns.map((name) => String(row[name])).join(","));
  return `${columns.join(",")}\n${lines.join("\n")}\n`;
}

/** One REPORT_ITEM per series; its header says which report and market, and names the unit. */
const xml = createXmlFormat({
  isDocument: (text) => /<OASISReport\b/.test(text),
  row: { name: "REPORT_DATA" },
  cells: "elements",
  isRow: () => true,
  fields: (row) => ({
    value: ["VALUE"],
    time: ["INTERVAL_START_GMT"],
    series: [row["RESOURCE_NAME"] === undefined ? "TRADING_HUB" : "RESOURCE_NAME"],
  }),
  identify(row, truth, before) {
    const dataset = `${lastOf(before, "REPORT")}/${lastOf(before, "MKT_TYPE")}`;
    return { dataset, series: seriesOf(row, truth), order: String(row["INTERVAL_START_GMT"]) };
  },
  replaceUnit: (before, unit) =>
    before.replaceAll(/<UOM>[^<]*<\/UOM>/g, () => `<UOM>${escapeXml(unit)}</UOM>`),
  // OPR_DATE and INTERVAL_NUM say the time again.
  timeIsToldTwice: true,
  valueCell: String,
  shift: shiftTo("INTERVAL_START_GMT", "INTERVAL_END_GMT"),
});

/** The text of the last element of a name. */
function lastOf(text: string, name: string): string {
  const start = text.lastIndexOf(`<${name}>`);
  return start === -1 ? "" : text.slice(start + name.length + 2, text.indexOf("<", start + 1));
}

const componentOfItem: ReadonlyMap<unknown, string> = new Map(
  Object.entries(componentItems).map(([component, item]) => [item, component]),
);

/** Which of its cells name a row's series differs by report; the answer's own series tell. */
function seriesOf(row: Cells, truth: readonly TruthObservation[]): string | undefined {
  const { RESOURCE_NAME: place, TRADING_HUB: hub, DATA_ITEM: code } = row;
  const named = [
    [place, componentOfItem.get(code)],
    [hub, row["RENEWABLE_TYPE"]],
    [place, row["ANC_TYPE"]],
    [place, code],
    [place],
  ].map((parts) => parts.join("."));
  const known = seriesIds(truth);
  return named.find((id) => known.has(id));
}

function shiftTo(start: string, end: string): (row: DataRow, deltaMs: number) => ShiftedRow {
  return ({ cells, truth }, deltaMs) => {
    if (truth === undefined) return { cells, reads: undefined, isInterval: false };
    const intervalStartMs = truth.intervalStartMs + deltaMs;
    const intervalEndMs = truth.intervalEndMs + deltaMs;
    return {
      cells: { ...cells, [start]: gmtStamp(intervalStartMs), [end]: gmtStamp(intervalEndMs) },
      reads: { ...truth, intervalStartMs, intervalEndMs },
      isInterval: true,
    };
  };
}

/** To the second, whatever it was shifted by. */
function gmtStamp(utcMs: number): string {
  return `${new Date(utcMs).toISOString().slice(0, 19)}-00:00`;
}

export const caisoFaultFace: FaultFace = {
  has: ["zip", "csv", "xml", "rows"],
  tooMany: () => throttlePage,
  noData: ({ nowMs }) => createRefusal(1000, nowMs),
  spoilFiles(archive, spoil, nowMs) {
    const files = unpack(archive) ?? [];
    const spoilt = files.map(({ name, content }) => ({ name, content: spoil(content) }));
    if (spoilt.every(({ content }) => content === undefined)) return undefined;
    const sent = files.map((file, at) => ({
      ...file,
      content: spoilt[at]?.content ?? file.content,
    }));
    return pack(sent, nowMs);
  },
  formats: [createArchiveFormat({ unpack, pack, formats: [csv, xml] })],
};
