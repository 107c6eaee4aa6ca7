/** Answers with data: zips of one file, or of one file per price component where all nodes are asked for. */
import { setImmediate } from "node:timers/promises";
import type { MockAnswer } from "../kit/types.ts";
import { writeCsv } from "./csv-body.ts";
import { answerName, compactDay, oasisHeaders } from "./file-names.ts";
import type { GroupQuery, GroupWorld } from "./groups.ts";
import type { Format } from "./parameters.ts";
import type { OasisQuery, ParsedQuery } from "./query.ts";
import { createRefusal } from "./refusals.ts";
import { createSlice, createTruthRecorder, type Slice, type TruthRecorder } from "./slices.ts";
import { createTable } from "./table-reports.ts";
import { type Table, writeTableCsv, writeTableXml } from "./tables.ts";
import { writeXml } from "./xml-body.ts";
import { createZipInTurns, type ZipEntry } from "./zip.ts";

interface Moment {
  readonly seed: number;
  readonly nowMs: number;
}

export async function answerReport(
  query: OasisQuery,
  slices: readonly Slice[],
  moment: Moment,
): Promise<MockAnswer> {
  const { report, market, version, format, startMs, nodes } = query;
  const { nowMs } = moment;
  // Group answers span what the start names, so both dates of their name are the start's.
  const isGroup = nodes.kind === "group";
  const endMs = isGroup ? startMs : query.endMs;
  const name = answerName({ startMs, endMs, report: report.name, market, nowMs });
  const truth = createTruthRecorder();
  const writing = { version, format, ...moment, truth };
  const parts = [report.name, ...(market === null ? [] : [market])];
  const entries = isGroup
    ? componentEntries(parts, startMs, slices, writing)
    : [{ name: `${name}_v${version}.${format}`, chunks: writeSlices(slices, writing) }];
  const body = await createZipInTurns(entries, nowMs, setImmediate);
  const served = truth.finish(slices);
  return {
    status: 200,
    headers: oasisHeaders(`${name}_v${version}.zip`),
    body,
    ...(served && { served }),
  };
}

export async function answerTable(
  world: GroupWorld,
  parsed: Extract<ParsedQuery, { outcome: "table" }>,
  nowMs: number,
): Promise<MockAnswer> {
  const { table: query, version, format } = parsed;
  const table = createTable(world, query, nowMs);
  if (Array.isArray(table.rows) && table.rows.length === 0) return createRefusal(1000, nowMs);
  const { startMs, endMs, report } = query;
  const market = query.market ?? report.nameMarket;
  const name = answerName({ startMs, endMs, report: report.name, market, nowMs });
  const chunks = writeTable(table, { version, format, nowMs });
  const entry = { name: `${name}_v${version}.${format}`, chunks };
  return {
    status: 200,
    headers: oasisHeaders(`${name}_v${version}.zip`),
    body: await createZipInTurns([entry], nowMs, setImmediate),
  };
}

export async function answerGroup(
  world: GroupWorld,
  group: GroupQuery,
  nowMs: number,
): Promise<MockAnswer> {
  const { bundle, tradeDay, version, format } = group;
  const { content } = bundle;
  const day = compactDay(tradeDay.startMs);
  const headers = oasisHeaders(`${day}_${day}_${bundle.id}_N_N_v${version}_${format}.zip`);
  if (content.kind === "table") {
    const table = content.create(world, tradeDay, nowMs);
    const chunks = writeTable(table, { version, format, nowMs });
    const entry = { name: `${day}_${day}_${content.fileName}_v${version}.${format}`, chunks };
    const body = await createZipInTurns([entry], nowMs, setImmediate);
    return { status: 200, headers, body };
  }
  const { feed } = content;
  const { seed, source } = world;
  const series = source.places(feed).flatMap((node) => source.prices(feed, node));
  const { startMs, endMs } = tradeDay;
  const slice = createSlice(feed, series, { startMs, endMs, nowMs, seed });
  if (slice === undefined) return createRefusal(1000, nowMs);
  const truth = createTruthRecorder();
  const parts = [feed.report, feed.market];
  const writing = { version, format, seed, nowMs, truth };
  const entries = componentEntries(parts, startMs, [slice], writing);
  const body = await createZipInTurns(entries, nowMs, setImmediate);
  const served = truth.finish([slice]);
  return { status: 200, headers, body, ...(served && { served }) };
}

interface Writing extends Moment {
  readonly version: number;
  readonly format: Format;
  readonly truth: TruthRecorder;
}

const componentFiles = ["LMP", "MCC", "MCE", "MCL", "MGHG"] as const;

/** One file per price component, `20251206_20251206_PRC_LMP_DAM_LMP_v12.csv` and so on. */
function componentEntries(
  parts: readonly string[],
  startMs: number,
  slices: readonly Slice[],
  writing: Writing,
): ZipEntry[] {
  const day = compactDay(startMs);
  return componentFiles.map((component) => ({
    name: `${[day, day, ...parts, component].join("_")}_v${writing.version}.${writing.format}`,
    chunks: writeSlices(
      slices.map((slice) => ({
        ...slice,
        series: slice.series.filter((series) => series.component === component),
      })),
      writing,
    ),
  }));
}

function writeSlices(slices: readonly Slice[], writing: Writing): Iterable<string> {
  const { version, format, seed, nowMs, truth } = writing;
  return format === "csv"
    ? writeCsv(slices, { seed, nowMs }, truth)
    : writeXml(slices, { version, seed, nowMs }, truth);
}

function writeTable(
  table: Table,
  { version, format, nowMs }: Pick<Writing, "version" | "format" | "nowMs">,
): Iterable<string> {
  return format === "csv" ? writeTableCsv(table) : writeTableXml(table, { version, nowMs });
}
