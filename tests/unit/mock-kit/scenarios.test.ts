import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createProcessPlan } from "../../../mock-providers/kit/faults/create-process-plan.ts";
import { readScenario } from "../../../mock-providers/kit/faults/read-scenario.ts";
import { mockNames, mockTable } from "../../../mock-providers/provider-table.ts";
import { reasonClasses } from "../../../services/core/reasons.ts";

const directory = new URL("../../../config/scenarios/", import.meta.url).pathname;
const files = readdirSync(directory);
const startMs = Date.parse("2026-03-15T12:00:00Z");
const clock = { startMs, nowMs: () => startMs };

let own = "";
beforeEach(() => {
  own = mkdtempSync(join(tmpdir(), "scenario-"));
});
afterEach(() => {
  rmSync(own, { recursive: true });
});

function refused(text: string): string {
  const file = join(own, "scenario.json");
  writeFileSync(file, text);
  try {
    readScenario(file);
  } catch (error) {
    return String(error).replaceAll(file, "FILE");
  }
  throw new Error("Nothing was refused");
}

describe("the scenarios that come with the sandbox", () => {
  it.each(files)("%s can be played, is named after its file and matches its schema", (file) => {
    const scenario = readScenario(join(directory, file));
    expect(`${scenario.name}.json`).toBe(file);
    const options = { scenario, seed: 42, clock, served: mockNames, table: mockTable };
    expect(createProcessPlan(options).list()).toHaveLength(scenario.faults.length);
    const ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const schema = readFileSync(join(directory, "../schemas/scenario.schema.json"), "utf8");
    ajv.validate(
      JSON.parse(schema) as object,
      JSON.parse(readFileSync(join(directory, file), "utf8")),
    );
    expect(ajv.errors).toBeNull();
  });
});

describe("readScenario() and createProcessPlan()", () => {
  const fault = { kind: "outage", provider: "eia" };
  const named = { name: "x", description: "y" };

  it.each<[string, string]>([
    ["", "expected JSON"],
    ["[]", 'at "the top"'],
    [JSON.stringify({ ...named }), 'at "faults"'],
    [JSON.stringify({ ...named, faults: [], extra: 1 }), 'at "extra"'],
    [
      JSON.stringify({ ...named, faults: [fault, { ...fault, rate: 2 }] }),
      'at "faults.1": Cannot use the fault\'s field "rate"',
    ],
    [
      JSON.stringify({
        ...named,
        faults: [
          { ...fault, id: "a" },
          { ...fault, id: "a" },
        ],
      }),
      'two faults have the id "a"',
    ],
  ])("refuses %s", (text, message) => {
    expect(refused(text)).toContain(message);
  });

  it("says which file cannot be read", () => {
    expect(() => readScenario(join(own, "none.json"))).toThrow(/none\.json": expected a JSON file/);
  });

  it("leaves faults of providers to the processes that serve them, and refuses unknown ones", () => {
    const scenario = { ...named, faults: [{ ...fault, rate: 1, parameters: {} }] };
    const plan = (change: object) =>
      createProcessPlan({
        // Proof for the cast: the spread keeps the shape of a fault.
        scenario: {
          ...scenario,
          faults: scenario.faults.map((one) => ({ ...one, ...change })),
        } as never,
        seed: 1,
        clock,
        served: ["fred"],
        table: mockTable,
      });
    expect(plan({}).list()).toEqual([]);
    expect(plan({ provider: "*" }).list()).toHaveLength(1);
    expect(() => plan({ provider: "nyiso" })).toThrow(/no such provider, expected caiso/);
  });

  it("takes up a scenario in the middle, when a mock comes back", () => {
    const scenario = { ...named, faults: [{ ...fault, rate: 1, parameters: {}, until: "+1h" }] };
    const late = { startMs, nowMs: () => startMs + 7_200_000 };
    const options = { scenario: scenario as never, seed: 1, served: ["eia"], table: mockTable };
    const plan = createProcessPlan({ ...options, clock: late });
    expect([plan.list().length, plan.hasFaultsFor("eia")]).toEqual([1, false]);
  });
});

describe("reason classes", () => {
  it("are the same for mocks and pipeline, and documented", () => {
    const source = readFileSync(
      new URL("../../../mock-providers/kit/faults/row-faults.ts", import.meta.url),
      "utf8",
    );
    const union = /export type ReasonClass =([^;]*);/.exec(source)?.[1] ?? "";
    const mocks = [...union.matchAll(/"([\w-]+)"/g)].map(([, name]) => name);
    expect(mocks.toSorted()).toEqual(Object.keys(reasonClasses).toSorted());
    const page = readFileSync(new URL("../../../docs/data-model.md", import.meta.url), "utf8");
    for (const name of mocks) expect(page).toContain(`\`${name ?? ""}\``);
  });
});
