import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { faultSchema, parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import { faultKinds, faultTable } from "../../../mock-providers/kit/faults/fault-table.ts";
import { readScenario } from "../../../mock-providers/kit/faults/read-scenario.ts";
import { scenarioSchema } from "../../../mock-providers/kit/faults/fault-schema.ts";
import { sandboxConfigSchema, loadSandboxConfig } from "../../../services/runner/sandbox-config.ts";
import {
  ingestionSettingsSchema,
  parseIngestionSettings,
} from "../../../services/ingestion/settings.ts";
import { ourSentence, wrongValues } from "../../support/wrong-values.ts";

const directory = mkdtempSync(join(tmpdir(), "refusals-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "it was taken";
}

function inFile(value: unknown): string {
  const file = join(directory, "value.json");
  writeFileSync(file, JSON.stringify(value));
  return file;
}

function expectOurs(sentence: string, field: string): void {
  expect(sentence).toMatch(ourSentence);
  expect(sentence).toContain(field);
}

describe("a wrong field is refused in one sentence of ours that names it", () => {
  // Proof for the cast: a discriminated union of objects, one per kind.
  const kinds = faultSchema.options as unknown as readonly z.ZodObject[];
  it.each(faultKinds.map((kind, at) => [kind, kinds[at]] as const))("fault %s", (kind, schema) => {
    if (schema === undefined) throw new Error("There is a schema per kind");
    const parameters = faultTable[kind].parameters as z.ZodObject;
    const good = { kind, provider: "eia", ...goodParameters(parameters) };
    expect(refusal(() => parseFault(good))).toBe("it was taken");
    const wrong = wrongValues(schema, good);
    expect(wrong.length).toBeGreaterThan(50);
    for (const { field, value } of wrong) {
      expectOurs(
        refusal(() => parseFault(JSON.parse(JSON.stringify(value)))),
        field,
      );
    }
    const inner = goodParameters(parameters).parameters ?? {};
    for (const { field, value } of wrongValues(parameters, inner)) {
      const fault = JSON.parse(JSON.stringify({ ...good, parameters: value })) as unknown;
      expectOurs(
        refusal(() => parseFault(fault)),
        `parameters.${field}`,
      );
    }
  });

  it("scenario file", () => {
    const good = { name: "x", description: "y", faults: [] };
    for (const { field, value } of wrongValues(scenarioSchema, good))
      expectOurs(
        refusal(() => readScenario(inFile(value))),
        `"${field}`,
      );
    for (const top of [null, [], 5, "text", true])
      expectOurs(
        refusal(() => readScenario(inFile(top))),
        "the top",
      );
  });

  it("configuration", () => {
    const provider = { name: "eia", base_url: "http://127.0.0.1:1", datasets: ["d"] };
    const [list] = [sandboxConfigSchema.shape.providers];
    const element = (list as unknown as z.ZodArray<z.ZodObject>).element;
    for (const { field, value } of wrongValues(sandboxConfigSchema, { providers: [provider] }))
      expectOurs(
        refusal(() => loadSandboxConfig(inFile(value))),
        field,
      );
    for (const { field, value } of wrongValues(element, provider)) {
      const sentence = refusal(() => loadSandboxConfig(inFile({ providers: [value] })));
      expectOurs(sentence, `providers[0].${field}`);
    }
    const twice = refusal(() => loadSandboxConfig(inFile({ providers: [provider, provider] })));
    expect(twice).toContain("expected each provider once");
    const key = { ...provider, api_key: ["a-secret-key"] };
    expect(refusal(() => loadSandboxConfig(inFile({ providers: [key] })))).not.toContain(
      "a-secret",
    );
  });

  it("ingestion settings", () => {
    for (const { field, value } of wrongValues(ingestionSettingsSchema, {}))
      expectOurs(
        refusal(() => parseIngestionSettings(JSON.stringify(value))),
        field,
      );
  });
});

/** Whatever a kind insists on. */
function goodParameters(schema: z.ZodObject): { parameters?: Record<string, unknown> } {
  if (schema.safeParse({}).success) return {};
  const values: readonly unknown[] = [1, 0.5, 2, 10, "a-key-0123", "value", "unit", "spike", true];
  const parameters = Object.fromEntries(
    Object.entries(schema.shape).flatMap(([name, inner]) => {
      // Proof for the cast: shapes hold schemas.
      const one = inner as z.ZodType;
      if (one.safeParse(undefined).success) return [];
      return [[name, values.find((value) => one.safeParse(value).success)]];
    }),
  );
  return { parameters };
}
