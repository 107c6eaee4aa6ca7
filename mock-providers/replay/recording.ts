/**
 * A directory of recorded answers: `replay.json` beside the payload files it names.
 * Format: docs/replay.md.
 */
import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { z } from "zod";

const parameterSchema = z.union([
  z.string(),
  z.strictObject({ min: z.number() }).describe("Any number at or above it"),
]);

const exchangeSchema = z.strictObject({
  provider: z.string(),
  path: z.string().startsWith("/"),
  /** Parameters that must match; others in the request are ignored. Names are compared without case. */
  query: z.record(z.string(), parameterSchema).default({}),
  status: z.int().min(100).max(599).default(200),
  headers: z.record(z.string(), z.string()),
  file: z.string().min(1),
});

const seriesSchema = z.strictObject({
  provider: z.string(),
  dataset: z.string(),
  id: z.string(),
  title: z.string().default(""),
  unit: z.string(),
  frequency: z.string().default(""),
  location: z.string().nullable().default(null),
  params: z.record(z.string(), z.string()),
  points: z.int().min(0),
  start: z.iso.datetime(),
  end: z.iso.datetime(),
});

const recordingSchema = z.strictObject({
  exchanges: z.array(exchangeSchema).min(1),
  series: z.array(seriesSchema).min(1),
});

export type RecordedExchange = z.infer<typeof exchangeSchema> & { readonly body: Buffer };
export type RecordedSeries = z.infer<typeof seriesSchema>;

export interface Recording {
  readonly exchanges: readonly RecordedExchange[];
  readonly series: readonly RecordedSeries[];
}

/** Throws an Error of one sentence naming the file and the place for anything that cannot be replayed. */
export function readRecording(directory: string): Recording {
  const file = join(directory, "replay.json");
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(
      `Cannot replay "${directory}": expected a readable JSON file replay.json in it`,
      { cause: error },
    );
  }
  const parsed = recordingSchema.safeParse(data);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `Cannot replay "${file}" at "${issue?.path.join(".") ?? ""}": ${issue?.message ?? "unreadable"}`,
    );
  }
  const { exchanges, series } = parsed.data;
  return {
    series,
    exchanges: exchanges.map((exchange) => ({
      ...exchange,
      body: readPayload(directory, exchange.file),
    })),
  };
}

function readPayload(directory: string, name: string): Buffer {
  const root = resolve(directory);
  const path = resolve(root, name);
  if (!path.startsWith(root + sep))
    throw new Error(`Cannot replay "${name}": expected a file inside "${directory}"`);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Error(`Cannot replay "${path}": expected a readable file`, { cause: error });
  }
}
