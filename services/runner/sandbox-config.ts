/** `config/sandbox_config.json`: which providers a run uses, where they are, and which of their datasets. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { SandboxError, describeError } from "../core/errors.ts";
import { type ProviderName, providerNames } from "../core/observation.ts";
import { describeRefusal, placeOf } from "../../wording/schema-refusal.ts";

const providerSchema = z.strictObject({
  name: z.enum(providerNames).describe("Name of the provider."),
  enabled: z.boolean().default(true).describe("Whether a run without --providers uses it."),
  base_url: z
    .url()
    .describe("Root of the provider's API. The native stack puts its own mock in this place."),
  api_key: z.string().min(1).default("sandbox_key").describe("Key sent to the provider."),
  datasets: z
    .array(z.string().min(1))
    .min(1)
    .describe("Datasets to ingest, by their names in docs/data-model.md."),
  validated: z
    .boolean()
    .default(true)
    .describe("Whether records must pass the expectation suite in config/expectations."),
});

export const sandboxConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  providers: z
    .array(providerSchema)
    .min(1)
    .refine((list) => new Set(list.map((provider) => provider.name)).size === list.length, {
      message: "expected each provider once",
    }),
});

export type SandboxConfig = z.infer<typeof sandboxConfigSchema>;
export type ProviderConfig = SandboxConfig["providers"][number];

/** Throws CONFIG_INVALID naming the file, the line or path, and what was expected. */
export function loadSandboxConfig(file: string): SandboxConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read the configuration "${file}": expected a JSON file like config/sandbox_config.json`,
      { file },
      error,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read "${file}" at line ${brokenLine(text)}: expected JSON (${complaint(error)})`,
      { file },
      error,
    );
  }
  const parsed = sandboxConfigSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const refusal = describeRefusal(parsed.error, data, sandboxConfigSchema);
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot use "${file}" at "${placeOf(refusal)}": ${refusal.sentence}`,
    { file },
  );
}

/**
 * The line on which JSON ends being JSON, from 1. The parser names a place only in some of its messages, so the
 * text is given to it line by line: up to the broken one it misses only what would follow.
 */
function brokenLine(text: string): number {
  const lines = text.split("\n");
  for (let count = 1; count <= lines.length; count++) {
    const begin = lines.slice(0, count).join("\n");
    try {
      JSON.parse(begin);
    } catch (error) {
      const message = describeError(error);
      if (message.startsWith("Unexpected end")) continue;
      const position = /at position (\d+)/.exec(message)?.[1];
      if (position === undefined) return count;
      if (Number(position) < begin.length)
        return text.slice(0, Number(position)).split("\n").length;
    }
  }
  return lines.length;
}

/** The parser's words on one line, without the piece of text they quote. */
function complaint(error: unknown): string {
  return describeError(error)
    .replace(/(, (\.\.\.)?"| in JSON| after JSON).*$/s, "")
    .replaceAll("\n", "\\n");
}

/** The providers of a run: those named, or all enabled ones. Throws USAGE_INVALID for one the file does not have. */
export function selectProviders(
  config: SandboxConfig,
  named: readonly ProviderName[] | undefined,
): readonly ProviderConfig[] {
  if (named === undefined) {
    const enabled = config.providers.filter((provider) => provider.enabled);
    if (enabled.length > 0) return enabled;
    throw new SandboxError(
      "USAGE_INVALID",
      "Cannot run: the configuration enables no provider; enable one or name it with --providers",
    );
  }
  return named.map((name) => {
    const provider = config.providers.find((candidate) => candidate.name === name);
    if (provider !== undefined) return provider;
    const known = config.providers.map((candidate) => candidate.name).join(", ");
    throw new SandboxError(
      "USAGE_INVALID",
      `Cannot use provider "${name}": the configuration has ${known}`,
    );
  });
}
