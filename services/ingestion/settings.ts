/** Every bound of ingestion. Real milliseconds unless the name says virtual. */
import { z } from "zod";
import { SandboxError } from "../core/errors.ts";
import { describeRefusal, placeOf } from "../../wording/schema-refusal.ts";

const ms = z.int().positive();

export const ingestionSettingsSchema = z.strictObject({
  unitsPerProvider: z
    .int()
    .positive()
    .default(4)
    .describe("Units of one provider fetched at the same time by one process."),
  connectTimeoutMs: ms.default(2_000).describe("Time limit of connecting to a provider."),
  headersTimeoutMs: ms
    .default(15_000)
    .describe("Time limit from sending a request to the answer's headers."),
  bodyTimeoutMs: ms.default(15_000).describe("Longest pause between two parts of a body."),
  bodyBytesMax: z
    .int()
    .positive()
    .default(64 * 1024 * 1024)
    .describe("Largest body read, on the wire and decompressed."),
  retryMsMin: ms
    .default(60_000)
    .describe("A page is tried again for at least this long, however fast the sandbox clock runs."),
  retryVirtualMsMin: ms
    .default(120_000)
    .describe("A page is tried again for at least this long on the sandbox clock."),
  retryDelayMs: ms.default(100).describe("First pause after a failed connection; doubles."),
  retryDelayMsMax: ms.default(2_000).describe("Longest pause after a failed connection."),
  retryDelayVirtualMs: ms
    .default(1_000)
    .describe("First pause after an answer that says no, on the sandbox clock; doubles."),
  retryDelayVirtualMsMax: ms
    .default(60_000)
    .describe("Longest pause after an answer that says no, on the sandbox clock."),
  retryAfterVirtualMsMax: ms
    .default(900_000)
    .describe("Longest Retry-After that is honoured in full, on the sandbox clock."),
  retryPauseMsMin: ms
    .default(20)
    .describe("Shortest pause before any new attempt, so that a fast clock is no flood."),
  payloadAttemptsMax: z
    .int()
    .positive()
    .default(5)
    .describe("Attempts at a page whose complete answers cannot be read."),
  authorizationAttemptsMax: z
    .int()
    .positive()
    .default(4)
    .describe("Attempts at a page whose key is refused: gateways lose keys for moments."),
  doubtfulAttemptsMax: z
    .int()
    .positive()
    .default(3)
    .describe("Answers asked for before one is believed that may not be what it seems."),
  emptyPastVirtualMs: ms
    .default(172_800_000)
    .describe("An empty answer is doubtful when its range began at least this long ago."),
  quarantineBodyBytesMax: z
    .int()
    .positive()
    .default(1024 * 1024)
    .describe("How much of an unreadable body is kept."),
  batchMessagesMax: z.int().positive().default(3_000).describe("Messages in one send to Kafka."),
  batchBytesMax: z
    .int()
    .positive()
    .default(512 * 1024)
    .describe("Bytes of one send to Kafka; its broker takes 1 MiB per partition."),
  databaseRetryMs: ms
    .default(60_000)
    .describe("How long a checkpoint waits for PostgreSQL before its job is put back."),
  stopMs: ms.default(3_000).describe("How long a stopping process waits for pages under way."),
});

export type IngestionSettings = z.infer<typeof ingestionSettingsSchema>;

/** Reads the JSON text of an environment variable; throws CONFIG_INVALID with the setting's name. */
export function parseIngestionSettings(text: string | undefined): IngestionSettings {
  let value: unknown = {};
  try {
    if (text !== undefined) value = JSON.parse(text);
  } catch (error) {
    throw invalid(text, "expected a JSON object", error);
  }
  const parsed = ingestionSettingsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const refusal = describeRefusal(parsed.error, value, ingestionSettingsSchema);
  throw invalid(text, `at "${placeOf(refusal)}" ${refusal.sentence}`);
}

function invalid(text: string | undefined, sentence: string, cause?: unknown): SandboxError {
  return new SandboxError(
    "CONFIG_INVALID",
    `Cannot read environment variable INGESTION_SETTINGS "${text ?? ""}": ${sentence}`,
    {},
    cause,
  );
}
