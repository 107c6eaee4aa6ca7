/** Several faults on the same answers: what one spoils, another must not hide from the verdict. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createDisturber } from "../../../mock-providers/kit/faults/disturb.ts";
import { createFaultPlan } from "../../../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import { createMockProvider, mockTable } from "../../../mock-providers/provider-table.ts";
import { runUnderFaults } from "../../support/fault-lab.ts";

const scenario = JSON.parse(
  readFileSync(new URL("../../../config/scenarios/dirty-data.json", import.meta.url), "utf8"),
) as { faults: { provider: string }[] };

describe("the faults of dirty-data at once", () => {
  it.each([
    ["caiso", ["PRC_LMP/DAM", "SLD_FCST/DAM", "SLD_FCST/ACTUAL"]],
    ["eia", ["electricity/rto/region-data", "petroleum/stoc/wstk", "petroleum/pri/spt"]],
    ["fred", ["series/observations"]],
    ["noaa", ["GHCND"]],
    ["worldbank", ["country/indicator"]],
  ] as const)(
    "%s: nothing is lost, doubled or landed though spoilt",
    async (provider, datasets) => {
      const faults = scenario.faults.filter((one) => [provider, "*"].includes(one.provider));
      const options = { provider, datasets, series: 12, points: 300, faults } as const;
      const { reasons, differences } = await runUnderFaults(options);
      expect(reasons, JSON.stringify(differences.slice(0, 3))).toEqual([]);
    },
  );

  it("a row that is missing and one whose time was shifted onto it are told apart", async () => {
    // A record of the one was taken for that of the other, and the other was called lost.
    const faults = [
      { kind: "null-value", dataset: "SLD_FCST/*", parameters: { share: 0.3 } },
      { kind: "local-time", dataset: "SLD_FCST/ACTUAL", requests: 1 },
    ];
    const datasets = ["PRC_LMP/DAM", "SLD_FCST/ACTUAL"];
    const result = await runUnderFaults({ provider: "caiso", datasets, points: 300, faults });
    expect(result.reasons).toEqual([]);
  });
});

describe("a row that one fault has spoilt", () => {
  // The later fault wrote over what the earlier one had put there: the row looked right again, landed, and was called
  // lost, phantom or wrongly landed.
  it.each([
    ["nan-value", "null-value"],
    ["nan-value", "restated-history"],
    ["field-dropped", "sign-flip"],
    ["spike", "stuck-value"],
    // The record in quarantine has the time the row was moved to.
    ["local-time", "nan-value"],
  ])("%s, is not made right again by %s", async (first, second) => {
    const faults = [first, second].map((kind) => ({ kind, dataset: "electricity/*" }));
    const datasets = ["electricity/rto/region-data", "petroleum/stoc/wstk"];
    const result = await runUnderFaults({ provider: "eia", datasets, faults });
    expect(result.reasons, JSON.stringify(result.differences.slice(0, 3))).toEqual([]);
    expect(result.injected).toBeGreaterThan(0);
  });
});

describe("another page's answer, disturbed again", () => {
  const nowMs = Date.parse("2026-03-16T12:00:00Z");
  const world = { seed: 42, seriesCount: 1, pointsPerSeries: 40, anchorMs: nowMs } as const;
  const provider = createMockProvider("fred", { ...world, scope: "catalogue" });
  const face = mockTable.fred.faultFace;
  const request = {
    method: "GET",
    path: "/fred/series/observations",
    query: "api_key=sandbox_key&series_id=GDP&file_type=json&limit=10&offset=10",
    headers: {},
    body: Buffer.alloc(0),
    client: "",
    nowMs,
  };

  it.each([
    ["a total that hides nothing", { kind: "total-lies", parameters: { factor: 2 } }, true, 10],
    ["an answer without rows, and all behind it", { kind: "empty-answer" }, false, 320],
  ])(
    "goes on withholding the page that was asked for under %s",
    async (_what, fault, tells, count) => {
      const clock = { startMs: nowMs, nowMs: () => nowMs };
      const plan = createFaultPlan({ seed: 42, clock, faces: { fred: face } });
      plan.install(parseFault({ provider: "fred", kind: "page-repeated" }));
      plan.install(parseFault({ provider: "fred", ...fault }));
      const { disturbance } = await createDisturber({ provider, face, plan })(request);
      expect(disturbance?.faults).toHaveLength(2);
      expect(disturbance?.withheld?.noticeable).toBe(tells);
      const ranges = disturbance?.withheld?.ranges ?? [];
      expect(ranges.reduce((sum, range) => sum + range.count, 0)).toBe(count);
    },
  );
});

describe("pages hidden behind an answer", () => {
  const nowMs = Date.parse("2026-03-16T12:00:00Z");
  const world = { seed: 42, seriesCount: 1, pointsPerSeries: 60, anchorMs: nowMs } as const;
  const face = mockTable.fred.faultFace;

  async function hide(fault: object, query: string) {
    const provider = createMockProvider("fred", { ...world, scope: "catalogue" });
    const clock = { startMs: nowMs, nowMs: () => nowMs };
    const plan = createFaultPlan({ seed: 42, clock, faces: { fred: face } });
    plan.install(parseFault({ provider: "fred", ...fault }));
    const { disturbance } = await createDisturber({ provider, face, plan })({
      ...{ method: "GET", path: "/fred/series/observations", headers: {}, client: "", nowMs },
      query: `api_key=sandbox_key&series_id=GDP&file_type=json&${query}`,
      body: Buffer.alloc(0),
    });
    return disturbance?.withheld;
  }
  const lie = { kind: "total-lies", parameters: { factor: 0.01 } };

  it.each([
    ["a lying total, up to the bound, and says so", lie, "limit=4", 200, true],
    ["a lying total, all of them", lie, "limit=1&offset=269", 50, undefined],
    [
      "a lying total, all of few",
      { ...lie, parameters: { factor: 0.05 } },
      "limit=20",
      300,
      undefined,
    ],
    ["an empty answer, with its own rows", { kind: "empty-answer" }, "limit=20", 320, undefined],
    ["an empty last answer, its own alone", { kind: "empty-answer" }, "limit=400", 320, undefined],
  ])("are named by %s", async (_what, fault, query, count, more) => {
    const withheld = await hide(fault, query);
    const named = withheld?.ranges.reduce((sum, range) => sum + range.count, 0);
    expect([named, withheld?.more]).toEqual([count, more]);
  });
});

describe("a fault without an end", () => {
  const nowMs = Date.parse("2026-03-16T12:00:00Z");
  const world = { seed: 42, seriesCount: 1, pointsPerSeries: 40, anchorMs: nowMs } as const;

  it.each([
    [{ kind: "truncated-body" }, true],
    [{ kind: "field-added" }, false],
    [{ kind: "duplicate-rows", parameters: { share: 1 } }, false],
    [{ kind: "restated-history", parameters: { share: 1 } }, false],
  ])("%j excuses a job that was given up: %s", async (fault, excuses) => {
    const provider = createMockProvider("fred", { ...world, scope: "catalogue" });
    const face = mockTable.fred.faultFace;
    const clock = { startMs: nowMs, nowMs: () => nowMs };
    const plan = createFaultPlan({ seed: 42, clock, faces: { fred: face } });
    plan.install(parseFault({ provider: "fred", ...fault }));
    const disturb = createDisturber({ provider, face, plan });
    const { disturbance } = await disturb({
      method: "GET",
      path: "/fred/series/observations",
      query: "api_key=sandbox_key&series_id=GDP&file_type=json&limit=10",
      headers: {},
      body: Buffer.alloc(0),
      client: "",
      nowMs,
    });
    expect(disturbance?.faults).toHaveLength(1);
    expect(disturbance?.endless).toBe(excuses);
  });
});
