import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSettings } from "../../../services/runner/sandbox-settings.ts";
import { readPlannedFaults, withScenario } from "../../../services/runner/scenario-option.ts";

const world = { seed: 42, series: 1, points: 2, throttle: true };
const dayMs = 86_400_000;

describe("createSettings()", () => {
  it("refuses a stream that is to have an end and none", () => {
    expect(() => createSettings({ ...world, for: dayMs, stream: true }, ["fred"], 0)).toThrow(
      expect.objectContaining({
        code: "USAGE_INVALID",
        message: expect.stringContaining("Cannot use --for with --stream") as string,
      }),
    );
  });

  it("refuses a stream that goes beyond the end of the mocks' clock, and plays one that ends before", () => {
    const late = { ...world, stream: false, clockStart: "2199-12-30T00:00:00.000Z" };
    expect(() => createSettings({ ...late, for: 2 * dayMs }, ["fred"], 0)).toThrow(
      expect.objectContaining({
        code: "USAGE_INVALID",
        message:
          "Cannot stream from 2199-12-30T00:00:00.000Z to 2200-01-01T00:00:00.000Z: expected an end before 2200-01-01T00:00:00.000Z",
      }),
    );
    expect(createSettings({ ...late, for: dayMs }, ["fred"], 0)).toMatchObject({
      clock: { startMs: Date.parse(late.clockStart), scale: 1 },
    });
  });
});

describe("withScenario()", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "scenario-option-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  it("refuses a provider there is not, also where the command line names others", () => {
    const scenario = join(directory, "nasa.json");
    const text = { name: "nasa", description: "None.", providers: ["nasa"], faults: [] };
    writeFileSync(scenario, JSON.stringify(text));
    for (const named of [{}, { providers: ["fred" as const] }]) {
      expect(() => withScenario({ scenario, seed: 42, ...named }, false)).toThrow(
        expect.objectContaining({
          code: "CONFIG_INVALID",
          message: expect.stringContaining('there is no provider "nasa"') as string,
        }),
      );
    }
  });
});

describe("a scenario of which nothing could be done", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "scenario-idle-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function settle(faults: readonly object[], options: { for?: number } = {}) {
    const scenario = join(directory, "idle.json");
    writeFileSync(scenario, JSON.stringify({ name: "idle", description: "Idle.", faults }));
    return createSettings({ ...world, ...options, scenario }, ["fred", "eia"], 0);
  }
  const outage = { kind: "outage", provider: "fred" };

  it.each<[string, object[], { for?: number }, RegExp]>([
    ["without faults", [], {}, /idle\.json": it has no faults, expected at least one$/],
    [
      "of providers that are not served",
      [{ kind: "outage", provider: "noaa" }],
      {},
      /idle\.json": all its faults are of noaa, expected one of fred, eia or \*, which are served here$/,
    ],
    [
      "that begins after the end",
      [
        { ...outage, from: "+3d" },
        { ...outage, from: "+2d", provider: "*" },
      ],
      { for: dayMs },
      /idle\.json": its first fault begins at 2026-03-17T12:00:00\.000Z, expected one that begins before the run ends at 2026-03-16T12:00:00\.000Z$/,
    ],
  ])("%s is refused", (_what, faults, options, says) => {
    expect(() => settle(faults, options)).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: expect.stringMatching(says) as string,
      }),
    );
  });

  it("is played when one fault can be, and the others are known by name", () => {
    const others = [
      { kind: "outage", provider: "noaa", id: "far" },
      { ...outage, from: "+3d" },
    ];
    const settings = settle([...others, { ...outage, provider: "*" }], { for: dayMs });
    const startMs = settings.clock.startMs;
    expect(readPlannedFaults(settings.scenario ?? "", { ...settings, startMs })).toEqual({
      labels: ["outage#f1", "outage#f2"],
      elsewhere: ["outage#far"],
    });
    expect(settle([{ ...outage, from: "+3d" }]).scenario).toBe(settings.scenario);
  });
});
