/**
 * A directory of recorded answers: the index `exchanges.jsonl`, the payload files it names, and `series.json` where
 * a person describes series by hand. Format: docs/replay.md.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { z } from "zod";
import { describeRefusal, placeOf } from "../../wording/schema-refusal.ts";

export const indexFile = "exchanges.jsonl";
export const seriesFile = "series.json";

/** Content encodings a replay can make again. */
export const encodings = ["gzip", "deflate", "br", "zstd"] as const;
export type Encoding = (typeof encodings)[number];

const valueSchema = z.union([
  z.string(),
  z.strictObject({ min: z.number() }).describe("Any number at or above it"),
]);

const exchangeSchema = z.strictObject({
  provider: z.string().min(1),
  recordedAt: z.string().optional(),
  method: z.string().default("GET"),
  path: z.string().startsWith("/"),
  /** Parameters that must match; a list for a repeated one. Names are compared without case. */
  query: z.record(z.string(), z.union([valueSchema, z.array(valueSchema)])).default({}),
  /** `any`: parameters not named in `query` may have any value. `none`: there must not be any. */
  others: z.enum(["none", "any"]).default("none"),
  requestHeaders: z.record(z.string(), z.string()).default({}),
  requestBody: z
    .union([
      z.strictObject({ json: z.json() }),
      z.strictObject({ form: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
      z.strictObject({ text: z.string() }),
      z.strictObject({ base64: z.string() }),
    ])
    .optional(),
  status: z.int().min(200).max(599).default(200),
  headers: z.record(z.string(), z.string()).default({}),
  /** How the body was encoded on the wire; the file holds it decoded. */
  encoding: z.enum(encodings).optional(),
  /** The body; absent when there was none. */
  file: z.string().min(1).optional(),
  /** `cut`: the provider hung up before the end. */
  outcome: z.enum(["complete", "cut"]).default("complete"),
  /** Of a cut answer: the Content-Length it had promised. */
  promisedBytes: z.int().min(0).optional(),
  firstByteMs: z.number().min(0).optional(),
  durationMs: z.number().min(0).optional(),
  /** Kinds of secrets that were taken out. */
  removed: z.array(z.string()).default([]),
});

const seriesSchema = z.array(
  z.strictObject({
    provider: z.string().min(1),
    dataset: z.string().min(1),
    id: z.string().min(1),
    title: z.string().default(""),
    unit: z.string(),
    frequency: z.string().default(""),
    location: z.string().nullable().default(null),
    params: z.record(z.string(), z.string()),
    points: z.int().min(0),
    start: z.iso.datetime(),
    end: z.iso.datetime(),
  }),
);

export type ExchangeLine = z.input<typeof exchangeSchema>;
export type RecordedExchange = z.infer<typeof exchangeSchema> & {
  /** How people find it: file, or line of the index. */
  readonly name: string;
  /** Full path of the body; undefined when there was none. */
  readonly bodyFile: string | undefined;
};
export type DescribedSeries = z.infer<typeof seriesSchema>[number];

export interface Recording {
  readonly exchanges: readonly RecordedExchange[];
  /** What a person wrote; a provider that has any here is catalogued by these alone. */
  readonly series: readonly DescribedSeries[];
}

/** Longest line of the index: 1 MiB of request body, escaped, and everything else. */
const lineBytesMax = 16 * 1_048_576;

/** Throws an Error of one sentence naming the file and the place for anything that cannot be replayed. */
export function readRecording(directory: string): Recording {
  const exchanges: RecordedExchange[] = [];
  for (const { text, number } of indexLines(directory)) {
    exchanges.push(readExchange(directory, text, number));
  }
  if (exchanges.length === 0)
    throw new Error(
      `Cannot replay "${directory}": its ${indexFile} holds no exchange, expected at least one line`,
    );
  return { exchanges, series: readSeries(directory) };
}

function readExchange(directory: string, text: string, number: number): RecordedExchange {
  const where = `"${join(directory, indexFile)}" line ${number}`;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot replay ${where}: expected one JSON object`, { cause: error });
  }
  const parsed = exchangeSchema.safeParse(data);
  if (!parsed.success)
    throw new Error(`Cannot replay ${where} ${describeIssue(parsed.error, data, exchangeSchema)}`);
  const exchange = parsed.data;
  return {
    ...exchange,
    name: exchange.file ?? `line ${number}`,
    bodyFile: exchange.file === undefined ? undefined : payloadPath(directory, exchange.file),
  };
}

function readSeries(directory: string): DescribedSeries[] {
  const file = join(directory, seriesFile);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // Absent: the catalogue is made from the answers.
    return [];
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot replay "${file}": expected a JSON list of series`, { cause: error });
  }
  const parsed = seriesSchema.safeParse(data);
  if (!parsed.success)
    throw new Error(`Cannot replay "${file}" ${describeIssue(parsed.error, data, seriesSchema)}`);
  return parsed.data;
}

function describeIssue(error: z.ZodError, value: unknown, schema: z.ZodType): string {
  const refusal = describeRefusal(error, value, schema);
  return `at "${placeOf(refusal)}": ${refusal.sentence}`;
}

function payloadPath(directory: string, name: string): string {
  const root = resolve(directory);
  const path = resolve(root, name);
  if (!path.startsWith(root + sep))
    throw new Error(`Cannot replay "${name}": expected a file inside "${directory}"`);
  try {
    if (statSync(path).isFile()) return path;
  } catch (error) {
    throw new Error(`Cannot replay "${path}": expected a readable file`, { cause: error });
  }
  throw new Error(`Cannot replay "${path}": expected a readable file`);
}

/** Complete lines that are not empty, numbered from 1. What follows the last `\n` was cut by a kill and is left out. */
export function* indexLines(directory: string): Generator<{ text: string; number: number }> {
  const file = join(directory, indexFile);
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch (error) {
    throw new Error(
      `Cannot replay "${directory}": expected a readable file ${indexFile} in it, as sandbox-runner record writes it`,
      { cause: error },
    );
  }
  try {
    const block = Buffer.alloc(1 << 16);
    let rest: Buffer[] = [];
    let restBytes = 0;
    let number = 0;
    for (let read = readSync(handle, block); read > 0; read = readSync(handle, block)) {
      let begin = 0;
      for (let end = block.indexOf(10); end !== -1 && end < read; end = block.indexOf(10, begin)) {
        const text = Buffer.concat([...rest, block.subarray(begin, end)]).toString("utf8");
        number++;
        if (text.trim() !== "") yield { text, number };
        rest = [];
        restBytes = 0;
        begin = end + 1;
      }
      rest.push(Buffer.from(block.subarray(begin, read)));
      restBytes += read - begin;
      if (restBytes > lineBytesMax)
        throw new Error(
          `Cannot replay "${file}" line ${number + 1}: longer than ${lineBytesMax} bytes`,
        );
    }
  } finally {
    closeSync(handle);
  }
}
