/** What a verdict says about faults that did less than their scenario promised. */
import { describe, expect, it } from "vitest";
import { buildVerdict } from "../../../services/runner/build-verdict.ts";
import type { StreamVerdict } from "../../../services/runner/verdict.ts";

const parts = {
  ...{ runId: "r", seed: 1, stack: "native" as const, startedAtMs: 0, endedAtMs: 1 },
  ...{ fetchStartedAtMs: 0, batches: [], phases: [], events: [], endpoints: {}, failures: [] },
  reconciliation: {
    providers: {},
    differences: { total: 0, listed: [] },
    givenUp: [],
    bent: {},
    struck: new Set(["outage#a"]),
  },
};

function streamed(missing: number, excused: number): StreamVerdict {
  const freshness = { series: 1, late: 0, medianSeconds: 0, worst: null };
  const counts = { polls: 1, merged: 0, failedPolls: 0, lagSeconds: 0, revisions: 0 };
  return {
    ...{ from: "2026-03-15T12:00:00Z", to: "2026-03-16T12:00:00Z", timeScale: 0, jumps: 0 },
    providers: { eia: { ...counts, published: 9, missing, excused, freshness } },
  };
}

describe("buildVerdict()", () => {
  it("warns of each fault of the scenario that never struck, and of those of other providers", () => {
    const scenario = { labels: ["outage#a", "spike#b"], elsewhere: ["outage of noaa"] };
    expect(buildVerdict({ ...parts, scenario }).notes).toEqual([
      "warning: the scenario's fault spike#b never struck, because nothing it matches was asked for while it lasted",
      "warning: the scenario's fault outage of noaa is of a provider that this run does not serve",
    ]);
    expect(buildVerdict(parts).notes).toEqual([]);
  });

  it("fails a stream for what is missing, under a scenario too, and notes what is excused", () => {
    const scenario = { labels: ["outage#a"], elsewhere: [] };
    const missed = { verdict: streamed(2, 3), unseen: [] };
    const { verdict, reasons, notes } = buildVerdict({ ...parts, scenario, stream: missed });
    expect([verdict, reasons]).toEqual(["fail", ["eia: 2 published by the end and never landed"]]);
    expect(notes).toEqual([
      "eia: 3 published and not landed, because faults kept the last poll from bringing them",
    ]);
    const excused = { verdict: streamed(0, 3), unseen: [] };
    expect(buildVerdict({ ...parts, scenario, stream: excused }).verdict).toBe("pass");
  });
});
