import { describe, expect, it } from "vitest";
import type { FaultFace } from "../../../mock-providers/kit/faults/fault-face.ts";
import {
  type FaultPlan,
  createFaultPlan,
  matchesRequest,
  matchesServed,
  stateOf,
} from "../../../mock-providers/kit/faults/fault-plan.ts";
import { FaultRefusal, parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import { faultKinds, faultTable } from "../../../mock-providers/kit/faults/fault-table.ts";
import { compileGlob } from "../../../mock-providers/kit/faults/glob.ts";
import type { MockRequest, Served } from "../../../mock-providers/kit/types.ts";

const startMs = Date.parse("2026-03-15T12:00:00Z");
const hourMs = 3_600_000;
const jsonFace: FaultFace = { has: ["json", "rows"], formats: [] };

function planAt(clock: { nowMs: number }, seed = 42): FaultPlan {
  return createFaultPlan({
    seed,
    clock: { startMs, nowMs: () => clock.nowMs },
    faces: { eia: jsonFace, caiso: undefined },
  });
}

function add(plan: FaultPlan, fault: object) {
  return plan.install(parseFault({ kind: "server-error", provider: "eia", ...fault }));
}

function refusal(work: () => unknown): { field: string; message: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof FaultRefusal) return { field: error.field, message: error.message };
    throw error;
  }
  throw new Error("Nothing was refused");
}

describe("a fault plan", () => {
  it("asks nothing of providers without faults", () => {
    const plan = planAt({ nowMs: startMs });
    expect(plan.hasFaultsFor("eia")).toBe(false);
    add(plan, {});
    expect([plan.hasFaultsFor("eia"), plan.hasFaultsFor("caiso")]).toEqual([true, false]);
  });

  it("gives a fault its last request back, whoever looked meanwhile", () => {
    const plan = planAt({ nowMs: startMs });
    const fault = add(plan, { requests: 1 });
    expect(plan.claim(fault)).toBe(true);
    expect(plan.active("eia", startMs)).toEqual([]);
    plan.release(fault);
    expect(plan.hasFaultsFor("eia")).toBe(true);
    expect(plan.active("eia", startMs)).toEqual([fault]);
  });

  it("waits for its time, is active, and ends by itself, on the sandbox's clock", () => {
    const clock = { nowMs: startMs };
    const plan = planAt(clock);
    const fault = add(plan, { from: "+1h", until: "+2h" });
    const states = [0, 1, 1.999, 2, 3].map((hours) => {
      clock.nowMs = startMs + hours * hourMs;
      return [stateOf(fault, clock.nowMs), plan.active("eia", clock.nowMs).length];
    });
    expect(states).toEqual([
      ["waiting", 0],
      ["active", 1],
      ["active", 1],
      ["ended", 0],
      ["ended", 0],
    ]);
    // Ended faults cost nothing, and stay in the list.
    expect(plan.hasFaultsFor("eia")).toBe(false);
    expect(plan.list()).toHaveLength(1);
  });

  it("counts forSeconds from its beginning, and takes instants as well", () => {
    const clock = { nowMs: startMs };
    const plan = planAt(clock);
    const fault = add(plan, { from: "2026-03-15T14:00:00Z", forSeconds: 60 });
    expect([fault.fromMs, fault.untilMs]).toEqual([
      startMs + 2 * hourMs,
      startMs + 2 * hourMs + 60_000,
    ]);
  });

  it("ends after its number of requests, and counts only those it was done to", () => {
    const plan = planAt({ nowMs: startMs });
    const fault = add(plan, { requests: 2 });
    expect([plan.claim(fault), plan.claim(fault), plan.claim(fault)]).toEqual([true, true, false]);
    plan.release(fault);
    expect(plan.claim(fault)).toBe(true);
  });

  it("chooses by rate the same requests for the same seed, others for another", () => {
    const choices = (seed: number): boolean[] => {
      const plan = planAt({ nowMs: startMs }, seed);
      const fault = add(plan, { rate: 0.3 });
      return Array.from({ length: 400 }, () => plan.claim(fault));
    };
    expect(choices(1)).toEqual(choices(1));
    expect(choices(1)).not.toEqual(choices(2));
    const share = choices(1).filter(Boolean).length / 400;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  it("knows which faults asking again can never get past", () => {
    const plan = planAt({ nowMs: startMs });
    const endless = [
      {},
      { requests: 9 },
      { until: "+1h" },
      { rate: 0.9 },
      { kind: "fail-then-recover" },
    ];
    expect(endless.map((fault) => add(plan, fault).isEndless)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it("names faults that have no name, and refuses a name twice", () => {
    const plan = planAt({ nowMs: startMs });
    add(plan, { id: "f2" });
    expect([add(plan, {}).id, add(plan, {}).id, add(plan, {}).label]).toEqual([
      "f1",
      "f3",
      "server-error#f4",
    ]);
    expect(refusal(() => add(plan, { id: "f1" })).field).toBe("id");
    expect(plan.list()).toHaveLength(4);
  });

  it("removes one or all", () => {
    const plan = planAt({ nowMs: startMs });
    add(plan, { id: "a" });
    add(plan, { id: "b" });
    expect([plan.remove("a"), plan.remove("a")]).toEqual([true, false]);
    expect([plan.clear(), plan.list(), plan.hasFaultsFor("eia")]).toEqual([1, [], false]);
  });

  it("holds no more faults than it can bear", () => {
    const plan = planAt({ nowMs: startMs });
    for (let at = 0; at < 1_000; at++) add(plan, {});
    expect(refusal(() => add(plan, {})).message).toContain("1000 already");
  });

  it("does a fault of every provider where it fits alone", () => {
    const plan = planAt({ nowMs: startMs });
    add(plan, { kind: "malformed-json", provider: "*" });
    expect([plan.hasFaultsFor("eia"), plan.hasFaultsFor("caiso")]).toEqual([true, false]);
  });

  it.each<[object, string, RegExp]>([
    [{ provider: "nyiso" }, "provider", /no provider "nyiso" here, expected eia, caiso, \*/],
    [{ kind: "bad-zip" }, "kind", /needs zip archives, and answers of eia have none/],
    [
      { until: "2026-03-15T11:00:00Z" },
      "until",
      /ends at 2026-03-15T11:00:00\.000Z, which is past/,
    ],
    [{ until: "+0s" }, "until", /which is past/],
    [{ from: "+2h", until: "+1h" }, "until", /is not after "from"/],
    [{ until: "+1h", forSeconds: 5 }, "forSeconds", /"until" says already/],
    [{ from: "2026-13-15T11:00:00Z" }, "from", /no instant/],
    [{ from: "2026-04-31T11:00:00Z" }, "from", /no instant/],
  ])("refuses %j", (fault, field, message) => {
    const plan = planAt({ nowMs: startMs });
    const refused = refusal(() => add(plan, fault));
    expect(refused.field).toBe(field);
    expect(refused.message).toMatch(message);
    expect(plan.list()).toEqual([]);
  });
});

describe("what a fault matches", () => {
  const request: MockRequest = {
    method: "GET",
    path: "/v2/petroleum/stoc/wstk/data",
    query: "",
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: startMs,
  };
  const served: Served = {
    ranges: [{ dataset: "petroleum/stoc/wstk", seriesId: "WCESTUS1.weekly", count: 1 }],
    rows: [],
    observations: 1,
    digest: "",
  };

  it.each([
    [{}, true],
    [{ path: "/v2/petroleum/*" }, true],
    [{ path: "*/wstk/*" }, true],
    [{ path: "/v2/electricity/*" }, false],
    [{ client: "127.0.0.1" }, true],
    [{ client: "10.0.0.1" }, false],
  ])("by request: %j → %s", (fault, matches) => {
    expect(matchesRequest(add(planAt({ nowMs: startMs }), fault), request)).toBe(matches);
  });

  it.each([
    [{}, true],
    [{ dataset: "petroleum/*" }, true],
    [{ series: "WCESTUS1.*" }, true],
    [{ dataset: "petroleum/*", series: "RWTC*" }, false],
    [{ dataset: "electricity/*" }, false],
  ])("by what the answer carries: %j → %s", (fault, matches) => {
    const installed = add(planAt({ nowMs: startMs }), fault);
    expect(matchesServed(installed, served)).toBe(matches);
    expect(matchesServed(installed, undefined)).toBe(Object.keys(fault).length === 0);
  });
});

describe("parseFault()", () => {
  it.each(faultKinds)("takes %s with its defaults alone", (kind) => {
    const fault = parseFault({ kind, provider: "eia" });
    expect(fault).toMatchObject({ kind, provider: "eia", rate: 1 });
    expect(
      Object.keys(fault.parameters).every((name) => name in faultTable[kind].parameters.shape),
    ).toBe(true);
  });

  it.each<[unknown, string, string]>([
    [null, "", "Cannot read the fault null: expected a JSON object"],
    [[], "", "Cannot read the fault []: expected a JSON object"],
    [{ provider: "eia" }, "kind", "absent"],
    [
      { kind: "explode", provider: "eia" },
      "kind",
      'there is no kind "explode", expected one of rate-limited',
    ],
    [{ kind: "outage" }, "provider", "it is absent"],
    [{ kind: "outage", provider: "eia", rate: 1.5 }, "rate", "it is 1.5, expected at most 1"],
    [{ kind: "outage", provider: "eia", rate: 0 }, "rate", "it is 0, expected more than 0"],
    [{ kind: "outage", provider: "eia", requests: 0.5 }, "requests", "it is 0.5"],
    [
      { kind: "outage", provider: "eia", until: "tomorrow" },
      "until",
      'expected a UTC instant like "2026-03-15T14:00:00Z" or an offset like "+2h"',
    ],
    [{ kind: "outage", provider: "eia", id: "../etc" }, "id", "expected letters, digits and -"],
    [
      { kind: "outage", provider: "eia", colour: 1 },
      "colour",
      "there is no such field, expected one of",
    ],
    [{ kind: "outage", provider: "eia", parameters: { x: 1 } }, "parameters.x", "expected none"],
    [
      { kind: "latency", provider: "eia", parameters: { delayMs: "1" } },
      "parameters.delayMs",
      'it is "1", expected',
    ],
    [
      { kind: "spike", provider: "eia", parameters: { share: 2 } },
      "parameters.share",
      "it is 2, expected at most 1",
    ],
    [
      { kind: "local-time", provider: "eia", parameters: { offsetMinutes: 0 } },
      "parameters.offsetMinutes",
      "expected another number than 0",
    ],
    [
      { kind: "server-error", provider: "eia", parameters: { status: 404 } },
      "parameters.status",
      "it is 404",
    ],
    [
      { kind: "outage", provider: "eia", path: "x".repeat(501) },
      "path",
      "expected at most 500 characters",
    ],
  ])("refuses %j in one sentence about its field", (fault, field, message) => {
    const refused = refusal(() => parseFault(fault));
    expect(refused.field).toBe(field);
    expect(refused.message).toContain(message);
    expect(refused.message).not.toMatch(/\n|\.$/);
    expect(refused.message.length).toBeLessThan(1_500);
  });
});

describe("compileGlob()", () => {
  it.each([
    ["*", "anything", true],
    ["a", "a", true],
    ["a", "ab", false],
    ["a*c", "abc", true],
    ["a*c", "ac", true],
    ["ab*ba", "aba", false],
    ["*b*d*", "abcde", true],
    ["*d*b*", "abcde", false],
    ["a.c", "abc", false],
  ])("%s matches %s: %s", (pattern, text, matches) => {
    expect(compileGlob(pattern)(text)).toBe(matches);
  });

  it("takes no time over patterns made to take long", () => {
    const matches = compileGlob("*a".repeat(250));
    const text = "a".repeat(249) + "b".repeat(20_000);
    for (let at = 0; at < 1_000; at++) expect(matches(text)).toBe(false);
  });
});
