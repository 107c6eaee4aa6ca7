/** Reads `config/expectations/<provider>.json`; the schema of those files is kept here. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { SandboxError, describeError } from "../core/errors.ts";
import { intervalKinds } from "../core/interval-kinds.ts";
import type { ProviderName } from "../core/observation.ts";
import type { ExpectationSuite } from "../core/validation.ts";
import { describeRefusal, placeOf } from "../../wording/schema-refusal.ts";

const valueRuleSchema = z
  .strictObject({
    series: z
      .string()
      .min(1)
      .optional()
      .describe("Series ids; * stands for any text. Default: all."),
    unit: z.string().min(1).optional().describe("Unit text. Default: all."),
    min: z.number().describe("Least plausible value, in the record's unit."),
    max: z.number().describe("Largest plausible value, in the record's unit."),
  })
  .refine((rule) => rule.min < rule.max, { path: ["max"], error: "expected more than min" });

const datasetSchema = z
  .strictObject({
    units: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Allowed units. Default: any text."),
    missingAllowed: z.boolean().describe("Whether the provider's own word for missing may land."),
    intervals: z
      .array(z.enum(intervalKinds))
      .min(1)
      .describe("Allowed interval lengths as ISO 8601 durations."),
    earliest: z.iso.datetime().describe("Earliest plausible interval start, inclusive."),
    latest: z.iso.datetime().describe("Latest plausible interval start, exclusive."),
    asOfLeadMaxMs: z
      .int()
      .min(0)
      .describe("How many milliseconds after the provider's answer a publication time may lie."),
    values: z.array(valueRuleSchema).min(1).describe("Value ranges; the first that fits counts."),
    gaps: z
      .strictObject({
        missingShareMax: z
          .number()
          .min(0)
          .max(1)
          .describe("Share of intervals a page may leave out."),
        missingMax: z.int().min(0).describe("Number of intervals a page may always leave out."),
      })
      .describe("When gaps inside a page are worth a warning: above both bounds."),
  })
  .refine((dataset) => Date.parse(dataset.earliest) < Date.parse(dataset.latest), {
    path: ["latest"],
    error: "expected an instant after earliest",
  });

export const expectationsSchema = z.strictObject({
  $schema: z.string().optional(),
  datasets: z
    .record(z.string().min(1), datasetSchema)
    .describe("By dataset; * stands for any text, an exact name goes first."),
});

/** Throws CONFIG_INVALID with the file and the place in it. */
export async function loadExpectations(
  directory: string,
  provider: ProviderName,
): Promise<ExpectationSuite> {
  const file = path.join(directory, `${provider}.json`);
  const value = parseJson(await read(file), file);
  const parsed = expectationsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const refusal = describeRefusal(parsed.error, value, expectationsSchema);
  const place = placeOf(refusal);
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot use "${file}" at "${place}": ${refusal.sentence}`,
    { file, place },
  );
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read "${file}": ${describeError(error)}, expected a file of expectations`,
      { file },
      error,
    );
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const line = text.slice(0, breakOf(text, describeError(error))).split("\n").length;
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read "${file}" in line ${line}: ${describeError(error)}, expected JSON`,
      { file, line },
      error,
    );
  }
}

/** V8 tells the position, or the text ten characters around it, or that the end came too early. */
function breakOf(text: string, message: string): number {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  const around = /"(.*)"(?:\.\.\.)? is not valid JSON$/s.exec(message)?.[1];
  return around === undefined ? text.length : text.indexOf(around) + 10;
}
