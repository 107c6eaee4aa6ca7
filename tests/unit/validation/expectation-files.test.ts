import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { SandboxError } from "../../../services/core/errors.ts";
import { providerNames } from "../../../services/core/observation.ts";
import { compileExpectations } from "../../../services/core/validation.ts";
import {
  expectationsSchema,
  loadExpectations,
} from "../../../services/providers/load-expectations.ts";

const config = path.resolve(import.meta.dirname, "../../../config");
const directory = path.join(config, "expectations");
const schemaFile = path.join(config, "schemas", "expectations.schema.json");

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, "utf8")) as unknown;
}

describe("expectation files", () => {
  it.each(providerNames)("of %s can be loaded", async (provider) => {
    const suite = await loadExpectations(directory, provider);
    expect(Object.keys(suite.datasets).length).toBeGreaterThan(0);
  });

  it.each(providerNames)("of %s match the published schema", async (provider) => {
    const ajv = addFormats.default(new Ajv2020());
    const validate = ajv.compile((await readJson(schemaFile)) as object);
    expect(validate(await readJson(path.join(directory, `${provider}.json`)))).toBe(true);
    expect(validate({ datasets: { x: {} } })).toBe(false);
  });

  it("have a published schema that is the loader's own", async () => {
    const { title, ...published } = z
      .looseObject({ title: z.string() })
      .parse(await readJson(schemaFile));
    expect(title).toBe("Expectations of a provider's records");
    expect(published).toEqual(
      JSON.parse(JSON.stringify(z.toJSONSchema(expectationsSchema, { io: "input" }))),
    );
  });

  it.each([
    ["PRC_LMP/DAM", "N.LMP", "USD/MWh", "PT1H", [-150, -0.01, 0, 1000, 2000]],
    ["PRC_INTVL_LMP/RTM", "N.MCC", "USD/MWh", "PT5M", [-900, 0, 900]],
    ["SLD_FCST/DAM", "CA ISO-TAC", "MW", "PT1H", [14_500, 52_061]],
    ["SLD_FCST/ACTUAL", "VEA-TAC", "MW", "PT1H", [0, 43]],
  ] as const)(
    "let plausible values of %s %s through",
    async (dataset, seriesId, unit, length, values) => {
      const validator = compileExpectations(await loadExpectations(directory, "caiso"), dataset);
      const intervalStartMs = Date.UTC(2026, 10, 20);
      const intervalEndMs = intervalStartMs + (length === "PT1H" ? 3_600_000 : 300_000);
      for (const value of values) {
        const record = { seriesId, intervalStartMs, intervalEndMs, asOfMs: 0, value, unit };
        expect(validator?.reasons(record, intervalEndMs)).toEqual([]);
      }
      const garbage = { seriesId, intervalStartMs, intervalEndMs, asOfMs: 0, value: 999_999, unit };
      expect(validator?.reasons(garbage, intervalEndMs)).toHaveLength(1);
    },
  );
});

describe("loadExpectations()", () => {
  let temporary = "";
  beforeAll(async () => {
    temporary = await mkdtemp(path.join(tmpdir(), "expectations-"));
  });
  afterAll(async () => {
    await rm(temporary, { recursive: true });
  });

  async function problemWith(text: string): Promise<SandboxError> {
    await writeFile(path.join(temporary, "fred.json"), text);
    return rejection();
  }

  async function rejection(): Promise<SandboxError> {
    try {
      await loadExpectations(temporary, "fred");
    } catch (error) {
      if (error instanceof SandboxError) return error;
      throw error;
    }
    throw new Error("Expected a SandboxError");
  }

  it("names a file that is not there", async () => {
    const error = await rejection();
    expect(error.code).toBe("CONFIG_INVALID");
    expect(error.message).toContain(path.join(temporary, "fred.json"));
  });

  it("names the line in which JSON is broken", async () => {
    const error = await problemWith('{\n  "datasets": {\n    "x": [1,,2]\n  }\n}');
    expect(error.message).toContain("in line 3");
  });

  it("names the place that does not match, and what was expected", async () => {
    const dataset = {
      missingAllowed: true,
      intervals: ["PT1H"],
      earliest: "2000-01-01T00:00:00Z",
      latest: "2100-01-01T00:00:00Z",
      asOfLeadMaxMs: 0,
      values: [{ min: 5, max: 5 }],
      gaps: { missingShareMax: 0, missingMax: 0 },
    };
    const range = await problemWith(JSON.stringify({ datasets: { x: dataset } }));
    expect(range.message).toMatch(
      /at "datasets\.x\.values\[0\]\.max": it is 5, expected more than min$/,
    );
    const kind = await problemWith(
      JSON.stringify({ datasets: { x: { ...dataset, intervals: ["PT2H"] } } }),
    );
    expect(kind.message).toContain('at "datasets.x.intervals[0]"');
    const key = await problemWith(JSON.stringify({ datasets: {}, dataset: 1 }));
    expect(key.message).toContain('at "dataset": there is no such field');
  });
});
