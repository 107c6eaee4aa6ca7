/**
 * Each fault through the built-in pipeline, and the verdict it must get. The table has a line for every kind, or it does
 * not compile.
 */
import { describe, expect, it } from "vitest";
import {
  type FaultKind,
  faultKinds,
  faultTable,
} from "../../../mock-providers/kit/faults/fault-table.ts";
import type { MockName } from "../../../mock-providers/provider-table.ts";
import { SandboxError } from "../../../services/core/errors.ts";
import type { ProviderConnector } from "../../../services/providers/connector.ts";
import { type LabOptions, type LabResult, runUnderFaults } from "../../support/fault-lab.ts";

const worlds = {
  caiso: { provider: "caiso", datasets: ["PRC_LMP/DAM", "SLD_FCST/ACTUAL"] },
  eia: { provider: "eia", datasets: ["electricity/rto/region-data", "petroleum/stoc/wstk"] },
  fred: { provider: "fred", datasets: ["series/observations"], series: 3, points: 40 },
  noaa: { provider: "noaa", datasets: ["GHCND"], series: 6 },
  worldbank: { provider: "worldbank", datasets: ["country/indicator"], series: 6 },
} as const satisfies Partial<Record<MockName, Partial<LabOptions>>>;

/** A part of each world, so that the rest of it is served undisturbed. */
const parts = {
  caiso: { dataset: "SLD_FCST/*" },
  eia: { dataset: "petroleum/*" },
  fred: { series: "GDP" },
  noaa: { series: "GHCND:USW00023234.*" },
  worldbank: { series: "NYGDPMKTPSAKD.*" },
} as const;

type Provider = keyof typeof worlds;

/** The same connector, asking for what its provider answers when no form is named. */
function askForXml(own: ProviderConnector): ProviderConnector {
  const plain = (text: string): string => text.replace(/(resultformat=6|file_type=json)&?/, "");
  return {
    ...own,
    request(...place) {
      const { url, description, ...request } = own.request(...place);
      return { ...request, url: plain(url), description: plain(description) };
    },
  };
}

interface Case {
  readonly on: readonly Provider[];
  readonly parameters?: object;
  /** Which requests it is done to, instead of the world's part. */
  readonly scope?: object;
  /** How it ends, instead of after two requests. */
  readonly ends?: object;
  readonly lab?: Partial<LabOptions>;
  /** Reason classes that must be found in quarantine; none: nothing is quarantined. Absent: either. */
  readonly quarantined?: readonly string[];
  /** Without an end: what the pipeline does in the end. */
  readonly endless: "lands" | "gives up" | "not tried";
}

const all = ["caiso", "eia", "fred", "noaa", "worldbank"] as const;
const json = ["eia", "fred", "noaa", "worldbank"] as const;
const nothing = { quarantined: [] } as const;
const passes = { on: all, ...nothing, endless: "gives up" } as const;
const lands = { on: all, ...nothing, endless: "lands" } as const;
/** Pages of 1,000 rows: FRED's. */
const paged = { on: ["fred"], lab: { series: 2, points: 2_300 } } as const;

const cases: Readonly<Record<FaultKind, readonly Case[]>> = {
  "rate-limited": [passes, { ...passes, parameters: { retryAfterSeconds: 7 } }],
  "shared-quota": [
    {
      ...lands,
      parameters: { requestsMax: 1, windowSeconds: 600 },
      scope: {},
      ends: { requests: 3 },
      endless: "not tried",
    },
    {
      ...lands,
      on: ["fred"],
      parameters: { requestsMax: 2, windowSeconds: 20, sendRetryAfter: true },
      scope: {},
    },
  ],
  "server-error": [500, 502, 503, 504].map((status) => ({
    ...passes,
    on: ["caiso", "eia"] as const,
    parameters: { status },
    endless: status === 500 ? "gives up" : "not tried",
  })),
  "maintenance-page": [passes],
  // On the clock: it must not be over before the first request it is meant for, so it is meant for all of them.
  outage: [passes, { ...passes, scope: {}, ends: { forSeconds: 200 }, endless: "not tried" }],
  latency: [{ ...lands, parameters: { delayMs: 30 } }],
  "latency-spread": [{ ...lands, parameters: { medianMs: 10 } }],
  "latency-ramp": [{ ...lands, parameters: { lastMs: 30, rampRequests: 2 } }],
  "slow-drip": [{ ...lands, parameters: { pieceBytes: 512, pauseMs: 1 } }],
  "connection-reset": [passes],
  "hang-up": [passes, { ...passes, parameters: { afterBytes: 0 }, endless: "not tried" }],
  "auth-failure": [passes],
  "expired-key": [
    { ...passes, on: ["eia", "fred"] },
    { ...passes, on: ["eia"], parameters: { key: "sandbox_key" } },
  ],
  "fail-then-recover": [{ ...lands, parameters: { failures: 3 } }],
  "truncated-body": [passes],
  "truncated-zip": [{ ...passes, on: ["caiso"] }],
  "bad-zip": [{ ...passes, on: ["caiso"] }],
  "malformed-json": [{ ...passes, on: json }],
  // The pipeline reads XML as well as CSV and JSON, but asks for it nowhere.
  "malformed-xml": [{ ...passes, on: ["caiso", "fred"], lab: { connector: askForXml } }],
  "malformed-csv": [{ ...passes, on: ["caiso"] }],
  "wrong-content-type": [
    lands,
    { ...lands, parameters: { contentType: "text/html; charset=utf-8" }, on: ["eia"] },
  ],
  "wrong-encoding": [passes, { ...passes, on: ["eia", "fred"], parameters: { how: "utf-16" } }],
  "empty-answer": [lands],
  "page-repeated": [{ ...passes, ...paged, ends: { requests: 1 } }],
  "page-skipped": [
    { ...passes, ...paged, ends: { requests: 1 } },
    { ...passes, on: ["eia"] },
  ],
  "page-order-changed": [{ ...passes, ...paged, ends: { requests: 2 } }],
  "total-lies": [
    { ...lands, on: ["eia", "fred"], parameters: { factor: 0 } },
    { ...lands, ...paged, parameters: { factor: 0.1 } },
    { ...lands, ...paged, parameters: { factor: 3 } },
  ],
  "duplicate-rows": [
    { ...lands, parameters: { share: 0.5 } },
    { ...lands, ...paged },
  ],
  "rows-out-of-order": [lands],
  "field-renamed": [
    { on: ["caiso"], ...nothing, endless: "gives up" },
    { on: json, quarantined: ["field-missing"], endless: "lands" },
    ...(["time", "series", "unit"] as const).map((field): Case => ({
      on: ["eia"],
      parameters: { field },
      quarantined: ["field-missing"],
      endless: "lands",
    })),
  ],
  "field-added": [lands],
  "field-dropped": [
    { on: ["caiso"], ...nothing, endless: "gives up" },
    { on: json, quarantined: ["field-missing"], endless: "lands" },
    {
      on: ["eia", "fred"],
      parameters: { field: "time" },
      quarantined: ["field-missing"],
      endless: "lands",
    },
  ],
  "type-changed": [{ on: all, quarantined: ["field-type"], endless: "lands" }],
  "unit-changed": [
    { on: ["eia"], quarantined: ["unit"], endless: "lands" },
    { on: ["fred"], ...nothing, endless: "gives up" },
    { on: ["caiso"], endless: "lands" },
  ],
  "null-value": [
    { on: ["caiso"], parameters: { share: 0.5 }, quarantined: ["value-missing"], endless: "lands" },
    { on: ["eia", "fred"], parameters: { share: 0.5 }, ...nothing, endless: "lands" },
  ],
  "nan-value": [
    { on: all, parameters: { share: 0.5 }, quarantined: ["field-type"], endless: "lands" },
  ],
  spike: [
    { on: all, parameters: { share: 0.5 }, quarantined: ["value-range"], endless: "lands" },
    { on: all, parameters: { share: 0.5, factor: 1.5 }, endless: "lands" },
  ],
  "stuck-value": [{ on: all, endless: "lands" }],
  "sign-flip": [{ on: all, parameters: { share: 0.5 }, endless: "lands" }],
  "local-time": [
    { on: ["caiso"], quarantined: ["time"], endless: "lands" },
    { on: ["eia"], scope: { dataset: "electricity/*" }, ...nothing, endless: "lands" },
    {
      on: ["eia"],
      scope: { dataset: "electricity/*" },
      parameters: { offsetMinutes: 330 },
      quarantined: ["time"],
      endless: "lands",
    },
    { on: ["fred"], quarantined: ["time"], endless: "lands" },
  ],
  "missing-hour": [
    {
      on: ["caiso", "eia"],
      ends: { requests: 1 },
      lab: { clockStart: "2026-03-09T12:00:00Z" },
      ...nothing,
      endless: "lands",
    },
  ],
  "doubled-hour": [
    { on: ["caiso", "eia"], lab: { clockStart: "2026-11-02T12:00:00Z" }, endless: "lands" },
  ],
  "late-data": [
    { ...lands, on: ["caiso", "eia"], parameters: { delaySeconds: 1_209_600 } },
    { ...lands, on: ["fred"], parameters: { delaySeconds: 31_622_400 } },
  ],
  "restated-history": [
    { ...lands, parameters: { share: 0.5 } },
    { ...lands, parameters: { share: 0.5 }, lab: { undisturbedFirst: true } },
  ],
};

/** Only these parts have rows a clock change touches. */
const hourly = { ...parts, eia: { dataset: "electricity/*" } };

function labOf(kind: FaultKind, provider: Provider, one: Case, ends: object): LabOptions {
  const isHourly = kind === "missing-hour" || kind === "doubled-hour";
  const part = isHourly ? hourly[provider] : parts[provider];
  const { scope = part, parameters } = one;
  const fault = { kind, ...scope, ...ends, ...(parameters === undefined ? {} : { parameters }) };
  return { ...worlds[provider], ...one.lab, faults: [fault] };
}

function expectPass(result: LabResult): void {
  expect(result.reasons, JSON.stringify(result.differences.slice(0, 3))).toEqual([]);
  expect(result.injected).toBeGreaterThan(0);
}

describe.each(faultKinds)("%s", (kind) => {
  const own = cases[kind].flatMap((one, at) => one.on.map((provider) => ({ provider, one, at })));

  it("is done to some provider the pipeline reads", () => {
    expect(own.length).toBeGreaterThan(0);
  });

  for (const { provider, one, at } of own) {
    const name = `${provider}${at === 0 ? "" : ` (case ${at + 1})`}`;

    it(`${name}: passes, and what the fault touched is accounted for`, async () => {
      const result = await runUnderFaults(labOf(kind, provider, one, one.ends ?? { requests: 2 }));
      expectPass(result);
      const { quarantine, givenUp, verdict } = result;
      expect(givenUp).toEqual([]);
      expect(verdict.faults).toEqual({ [kind]: result.injected });
      const { quarantined } = one;
      if (quarantined === undefined) return;
      if (quarantined.length === 0) expect(quarantine).toEqual([]);
      else expect(quarantine.length).toBeGreaterThan(0);
      for (const { classes } of quarantine) {
        expect(classes.some((found) => quarantined.includes(found))).toBe(true);
      }
    });

    if (faultTable[kind].level !== "transport") {
      it(`${name}: everything true has landed once the fault is over`, async () => {
        const lab = labOf(kind, provider, one, one.ends ?? { requests: 2 });
        expectPass(await runUnderFaults({ ...lab, undisturbedAfter: true }));
      });
    }

    if (one.endless !== "not tried") {
      it(`${name}: without an end, ${one.endless === "lands" ? "the rest lands" : "the job is given up, named and excused"}`, async () => {
        const result = await runUnderFaults(labOf(kind, provider, one, {}));
        expectPass(result);
        const { givenUp, verdict } = result;
        expect(givenUp.length).toBe(one.endless === "lands" ? 0 : 1);
        expect(verdict.excusedUnits).toBe(givenUp.length);
        for (const unit of givenUp) expect(unit.faults).toEqual([`${kind}#f1`]);
      });
    }
  }
});

describe("faults of rows in XML, read by the pipeline", () => {
  const rowKinds = faultKinds.filter((kind) => faultTable[kind].level === "rows");
  const own: Partial<Record<FaultKind, object>> = {
    "late-data": { delaySeconds: 31_622_400 },
    "doubled-hour": {},
    "missing-hour": {},
  };
  const starts: Partial<Record<FaultKind, string>> = {
    "missing-hour": "2026-03-09T12:00:00Z",
    "doubled-hour": "2026-11-02T12:00:00Z",
  };

  it.each(
    rowKinds.flatMap((kind) => (["caiso", "fred"] as const).map((on) => [kind, on] as const)),
  )("%s: %s", async (kind, provider) => {
    const isOfHours = kind === "missing-hour" || kind === "doubled-hour";
    const parameters =
      own[kind] ?? ("share" in faultTable[kind].parameters.shape ? { share: 0.5 } : {});
    const faults = [{ kind, ...parts[provider], parameters, requests: 2 }];
    const clockStart = starts[kind];
    const result = await runUnderFaults({
      ...worlds[provider],
      faults,
      connector: askForXml,
      ...(clockStart === undefined ? {} : { clockStart }),
    });
    expect(result.reasons, JSON.stringify(result.differences.slice(0, 3))).toEqual([]);
    if (isOfHours && provider === "fred") expect(result.injected).toBe(0);
    else expect(result.injected).toBeGreaterThan(0);
  });
});

describe("a delay longer than the client waits", () => {
  const fault = { kind: "latency", path: "/v2/petroleum/*", parameters: { delayMs: 600_000 } };

  it("is on record though nothing was sent, and excuses a job given up over it", async () => {
    const result = await runUnderFaults({ ...worlds.eia, faults: [fault] });
    expectPass(result);
    expect(result.givenUp).toMatchObject([{ excused: true, faults: ["latency#f1"] }]);
  });

  it("that has an end excuses nothing", async () => {
    const result = await runUnderFaults({
      ...worlds.eia,
      faults: [{ ...fault, forSeconds: 86_400 }],
    });
    expect(result.givenUp).toMatchObject([{ excused: false, faults: ["latency#f1"] }]);
  });
});

describe("XML that is broken where CAISO says that it has no data", () => {
  const empty = { kind: "empty-answer", ...parts.caiso };
  const broken = { kind: "malformed-xml", ...parts.caiso };

  it("is asked for again, and what comes then lands", async () => {
    const faults = [
      { ...empty, requests: 2 },
      { ...broken, requests: 2 },
    ];
    const result = await runUnderFaults({ ...worlds.caiso, faults });
    expectPass(result);
    expect(result.verdict.faults).toEqual({ "empty-answer": 2, "malformed-xml": 2 });
    expect([result.unseen, result.givenUp, result.quarantine]).toEqual([0, [], []]);
  });

  it("is no answer without data: if it stays so, the job is given up and the answer kept", async () => {
    const { dataset } = parts.caiso;
    // What is cut short, or wrong in another way, is as little of an answer.
    for (const spoilt of ["malformed-xml", "truncated-body", "truncated-zip", "bad-zip"]) {
      const faults = [empty, { kind: spoilt, dataset }];
      const result = await runUnderFaults({ ...worlds.caiso, faults });
      expectPass(result);
      const labels = ["empty-answer#f1", `${spoilt}#f2`];
      expect(result.givenUp).toMatchObject([{ excused: true, faults: labels }]);
      expect(result.quarantine).toMatchObject([{ wholePage: true, classes: ["page-unreadable"] }]);
    }
  });

  it("whole, it is believed after a while", async () => {
    const result = await runUnderFaults({ ...worlds.caiso, faults: [empty] });
    expectPass(result);
    expect([result.givenUp, result.quarantine]).toEqual([[], []]);
    expect(result.unseen).toBe(result.verdict.withheld);
  });
});

describe("a pipeline that does worse", () => {
  const spike = { kind: "spike", ...parts.eia, parameters: { share: 0.5 } };

  it("and validates nothing fails under a spike: what landed wrongly is named", async () => {
    const { reasons, differences, verdict } = await runUnderFaults({
      ...worlds.eia,
      faults: [spike],
      validated: false,
    });
    expect(verdict.wronglyLanded).toBeGreaterThan(10);
    expect(reasons).toEqual([`eia: ${verdict.wronglyLanded} wrongly landed`]);
    expect(differences[0]).toMatchObject({
      kind: "wrongly-landed",
      dataset: "petroleum/stoc/wstk",
      note: expect.stringContaining("kept in quarantine") as string,
    });
  });

  it("and takes broken XML for an answer without data goes on without what it held", async () => {
    const takesForNoData = (own: ProviderConnector): ProviderConnector => ({
      ...askForXml(own),
      parse(unit, cursor, response) {
        try {
          return own.parse(unit, cursor, response);
        } catch (error) {
          if (!(error instanceof SandboxError) || error.code !== "PROVIDER_PAYLOAD_INVALID")
            throw error;
          const nothing = {
            candidates: [],
            unreadable: [],
            warnings: [],
            isEmpty: true,
            next: null,
          };
          return { ...nothing, recordType: "application/xml", rawRecord: () => "" };
        }
      },
    });
    // More answers than an empty past is asked for again, fewer than a broken page is.
    const faults = [{ kind: "malformed-xml", ...parts.caiso, requests: 4 }];
    const right = await runUnderFaults({ ...worlds.caiso, faults, connector: askForXml });
    expectPass(right);
    expect(right.unseen).toBe(0);
    const wrong = await runUnderFaults({ ...worlds.caiso, faults, connector: takesForNoData });
    expect(wrong.givenUp).toEqual([]);
    expect(wrong.unseen).toBeGreaterThan(50);
  });

  it("and gives up though the fault had an end is not excused", async () => {
    const { reasons, givenUp } = await runUnderFaults({
      ...worlds.eia,
      faults: [{ kind: "outage", path: "/v2/petroleum/*", forSeconds: 86_400 }],
    });
    expect(givenUp).toMatchObject([{ excused: false, faults: ["outage#f1"] }]);
    expect(reasons).toEqual(["eia: 1 fetch jobs given up"]);
  });
});
