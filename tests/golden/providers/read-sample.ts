/** Puts a recording back into the answer it came from and lets the real connector read it. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { zipSync } from "fflate";
import { z } from "zod";
import { SandboxError } from "../../../services/core/errors.ts";
import { isProviderName, type ProviderName } from "../../../services/core/observation.ts";
import { compileExpectations } from "../../../services/core/validation.ts";
import { connectors } from "../../../services/providers/connector-table.ts";
import type {
  Candidate,
  FetchUnit,
  ParsedPage,
  ProviderResponse,
} from "../../../services/providers/connector.ts";
import { loadExpectations } from "../../../services/providers/load-expectations.ts";

const askedSchema = z.strictObject({
  dataset: z.string(),
  form: z.enum(["body", "zipped", "rows"]),
  params: z.record(z.string(), z.string()),
  cursor: z.record(z.string(), z.unknown()).nullable().default(null),
  status: z.int().default(200),
  /** Closes what the origin left open when it trimmed the recording. */
  mend: z.strictObject({ before: z.string(), insert: z.string() }).optional(),
  /** For FRED rows without vintages: the day they were read. */
  realtimeStart: z.iso.date().optional(),
});
type Asked = z.infer<typeof askedSchema>;

const expectationsDirectory = path.resolve(import.meta.dirname, "../../../config/expectations");

/** What the connector makes of the recording: a summary for the eye, or the error it throws. */
export async function readSample(
  directory: string,
  provider: string,
  file: string,
): Promise<unknown> {
  if (!isProviderName(provider)) throw new Error(`No provider "${provider}"`);
  const at = path.join(directory, provider, file);
  const asked = askedSchema.parse(JSON.parse(await readFile(`${at}.asked.json`, "utf8")));
  const unit = unitOf(provider, asked);
  const response = answerOf(provider, asked, file, mended(await readFile(at), asked));
  try {
    const page = connectors[provider].parse(unit, asked.cursor, response);
    const suite = await loadExpectations(expectationsDirectory, provider);
    const validator = compileExpectations(suite, asked.dataset);
    if (validator === undefined) throw new Error(`No expectations for ${asked.dataset}`);
    return summary(
      page,
      (record) => validator.reasons(record, Date.UTC(2026, 10, 21)).map(({ sentence }) => sentence),
      validator.gaps,
    );
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return { error: { code: error.code, message: error.message, details: error.details } };
  }
}

function mended(recorded: Buffer, { mend }: Asked): Buffer {
  if (mend === undefined) return recorded;
  const text = recorded.toString("utf8");
  if (!text.includes(mend.before)) throw new Error(`Nothing to mend before "${mend.before}"`);
  return Buffer.from(text.replace(mend.before, `${mend.insert}${mend.before}`));
}

function unitOf(provider: ProviderName, { dataset, params }: Asked): FetchUnit {
  const range = { startMs: Date.UTC(1600, 0), endMs: Date.UTC(2100, 0) };
  const seriesId = params["series_id"] ?? "sample";
  return { provider, dataset, unit: "sample", series: [{ seriesId, params, ...range }], ...range };
}

function answerOf(
  provider: ProviderName,
  asked: Asked,
  file: string,
  recorded: Buffer,
): ProviderResponse {
  const { status, form } = asked;
  const answer = (contentType: string, body: Buffer): ProviderResponse => ({
    status,
    headers: { "content-type": contentType },
    body,
  });
  if (form === "zipped") {
    return answer("application/x-zip-compressed", Buffer.from(zipSync({ [file]: recorded })));
  }
  if (form === "rows") return answer("application/json", envelope(provider, asked, file, recorded));
  const types: Readonly<Record<string, string>> = {
    ".html": "text/html",
    ".json": "application/json; charset=UTF-8",
    ".xml": "text/xml; charset=UTF-8",
    ".zip": "application/x-zip-compressed",
  };
  return answer(types[path.extname(file)] ?? "text/plain", recorded);
}

type Row = Readonly<Record<string, unknown>>;
const rowsSchema = z.object({ data: z.array(z.record(z.string(), z.unknown())) });

/** Rows as the origin kept them, in the envelope the provider sends them in. */
function envelope(provider: ProviderName, asked: Asked, file: string, recorded: Buffer): Buffer {
  const rows: readonly Row[] = file.endsWith(".csv")
    ? parseCsv(recorded, { columns: true, skip_empty_lines: true })
    : rowsSchema.parse(JSON.parse(recorded.toString("utf8"))).data;
  const document =
    provider === "eia"
      ? { response: { total: String(rows.length), data: rows } }
      : { count: rows.length, offset: 0, observations: rows.map((row) => fact(row, asked)) };
  return Buffer.from(JSON.stringify(document));
}

/** fredgraph.csv has no vintages, and an empty cell where the API writes ".". */
function fact(row: Row, { realtimeStart, params }: Asked): Row {
  const value = row[params["series_id"] ?? ""];
  return {
    realtime_start: realtimeStart,
    date: row["observation_date"],
    value: value === "" ? "." : value,
  };
}

function summary(
  page: ParsedPage,
  reasonsAgainst: (candidate: Candidate) => readonly string[],
  gaps: (candidates: readonly Candidate[]) => readonly string[],
): unknown {
  const { candidates } = page;
  const values = candidates.filter((one) => one.value !== null);
  const byValue = values.toSorted((a, b) => Number(a.value) - Number(b.value));
  const show = ({ intervalStartMs, intervalEndMs, asOfMs, ...rest }: Candidate): unknown => ({
    ...rest,
    interval: `${iso(intervalStartMs)}/${iso(intervalEndMs)}`,
    asOf: iso(asOfMs),
  });
  const bySeries = Map.groupBy(candidates, (one) => `${one.seriesId} (${one.unit})`);
  return {
    observations: candidates.length,
    missing: candidates.length - values.length,
    series: Object.fromEntries([...bySeries].map(([name, rows]) => [name, rows.length])),
    first: candidates.slice(0, 2).map(show),
    last: candidates.slice(-1).map(show),
    least: byValue.slice(0, 1).map(show),
    largest: byValue.slice(-1).map(show),
    firstMissing: candidates
      .filter((one) => one.value === null)
      .slice(0, 1)
      .map(show),
    unreadable: page.unreadable,
    refused: candidates.flatMap((one) => reasonsAgainst(one)),
    gaps: gaps(candidates),
    warnings: page.warnings,
    firstRaw: candidates[0] === undefined ? "" : page.rawRecord(candidates[0].index),
    next: page.next,
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(":00.000Z", "Z");
}
