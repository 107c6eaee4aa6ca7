/** How faults disturb OASIS answers: its throttle page, its "no data", and CSV files inside zip archives. */
import { unzipSync } from "fflate";
import type { FaultFace } from "../kit/faults/fault-face.ts";
import {
  type Cells,
  type DataRow,
  type RowFormat,
  type ShiftedRow,
  pairWithTruth,
} from "../kit/faults/row-format.ts";
import { createRefusal, throttlePage } from "./refusals.ts";
import { createZip } from "./zip.ts";

interface CsvFile {
  readonly name: string;
  readonly text: string;
}

/** Undefined when the body is no archive, or one without CSV. */
function unpack(body: Buffer): CsvFile[] | undefined {
  if (body.length < 4 || body.readUInt32LE(0) !== 0x04034b50) return undefined;
  const files = Object.entries(unzipSync(body)).filter(([name]) => name.endsWith(".csv"));
  if (files.length === 0) return undefined;
  return files.map(([name, bytes]) => ({ name, text: Buffer.from(bytes).toString("latin1") }));
}

/** Not a column: which file of the archive a row stands in. No OASIS column has such a name. */
const fileCell = "\u0000file";

/** The columns whose texts make a series id, by report: the first that a file has are its own. */
const seriesColumns = [
  { location: "NODE", item: "LMP_TYPE" },
  { location: "TAC_AREA_NAME", item: null },
  { location: "TRADING_HUB", item: "RENEWABLE_TYPE" },
  { location: "ANC_REGION", item: "ANC_TYPE" },
] as const;

const csv: RowFormat = {
  read({ request, content, truth }) {
    const files = unpack(content);
    const [first] = files ?? [];
    if (files === undefined || first === undefined) return undefined;
    const cells = files.flatMap(readFile);
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
      shift,
      write(rows) {
        const entries = files.map(({ name, text }) => {
          const own = rows.filter((row) => row[fileCell] === name);
          return { name, chunks: [writeFile(own, text)] };
        });
        return createZip(entries, request.nowMs);
      },
    };
  },
};

function readFile({ name, text }: CsvFile): Cells[] {
  const [header = "", ...lines] = text.split("\n").filter((line) => line !== "");
  const columns = header.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    const row = Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
    return { ...row, [fileCell]: name };
  });
}

/** Columns are those of the first row; a file without rows keeps its header. */
function writeFile(rows: readonly Cells[], before: string): string {
  const columns = Object.keys(rows[0] ?? {}).filter((name) => name !== fileCell);
  if (rows.length === 0) return `${before.slice(0, before.indexOf("\n"))}\n`;
  const lines = rows.map((row) => columns.map((name) => String(row[name])).join(","));
  return `${columns.join(",")}\n${lines.join("\n")}\n`;
}

function shift({ cells, truth }: DataRow, deltaMs: number): ShiftedRow {
  if (truth === undefined) return { cells, reads: undefined, isInterval: false };
  const intervalStartMs = truth.intervalStartMs + deltaMs;
  const intervalEndMs = truth.intervalEndMs + deltaMs;
  return {
    cells: {
      ...cells,
      INTERVALSTARTTIME_GMT: gmtStamp(intervalStartMs),
      INTERVALENDTIME_GMT: gmtStamp(intervalEndMs),
    },
    reads: { ...truth, intervalStartMs, intervalEndMs },
    isInterval: true,
  };
}

/** To the second, whatever it was shifted by. */
function gmtStamp(utcMs: number): string {
  return `${new Date(utcMs).toISOString().slice(0, 19)}-00:00`;
}

export const caisoFaultFace: FaultFace = {
  has: ["zip", "csv", "rows"],
  tooMany: () => throttlePage,
  noData: ({ nowMs }) => createRefusal(1000, nowMs),
  spoilCsv(archive, spoil, nowMs) {
    const entries = unpack(archive)?.map(({ name, text }) => {
      const spoilt = spoil(Buffer.from(text, "latin1"));
      return { name, chunks: [spoilt === undefined ? text : spoilt.toString("latin1")] };
    });
    return entries === undefined ? undefined : createZip(entries, nowMs);
  },
  formats: [csv],
};
