/** Which answers and forms faults touch. What one leaves as it is does not count as done: no header, no count, no line on record. */
import { describe, expect, it } from "vitest";
import { createDisturber } from "../../../mock-providers/kit/faults/disturb.ts";
import { createFaultPlan } from "../../../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import type { MockRequest } from "../../../mock-providers/kit/types.ts";
import {
  type MockName,
  createMockProvider,
  mockTable,
} from "../../../mock-providers/provider-table.ts";

const nowMs = Date.parse("2026-03-16T12:00:00Z");
const world = {
  ...{ seed: 42, seriesCount: 4, pointsPerSeries: 40, anchorMs: nowMs },
  scope: "full",
} as const;
const mocks = new Map<MockName, ReturnType<typeof createMockProvider>>();

function install(provider: MockName, fault: object) {
  const mock = mocks.get(provider) ?? createMockProvider(provider, world);
  mocks.set(provider, mock);
  mock.throttled = false;
  const face = mockTable[provider].faultFace;
  const clock = { startMs: nowMs, nowMs: () => nowMs };
  const plan = createFaultPlan({ seed: 42, clock, faces: { [provider]: face } });
  const installed = plan.install(parseFault({ provider, id: "x", ...fault }));
  return { mock, installed, disturber: createDisturber({ provider: mock, face, plan }) };
}

/** The answer to a path under one fault that has a single request to spend. */
async function disturb(provider: MockName, fault: object, path: string) {
  const { mock, installed, disturber } = install(provider, { requests: 1, ...fault });
  const request = requestOf(path);
  const plain = await mock.answer(request);
  const { answer, disturbance } = await disturber(request);
  const { injected } = installed;
  return { plain, answer, injected, faults: disturbance?.faults ?? [], disturbance };
}

function requestOf(path: string): MockRequest {
  const [target = "", query = ""] = path.split(/\?(.*)/s);
  const headers = { token: "sandbox_key", authorization: "Bearer sandbox_key" };
  return { method: "GET", path: target, query, headers, body: Buffer.alloc(0), client: "", nowMs };
}

const caiso =
  "/oasisapi/SingleZip?queryname=SLD_FCST&market_run_id=ACTUAL&version=1&startdatetime=20260309T00:00-0000&enddatetime=20260310T00:00-0000";
const gdp = "/fred/series/observations?api_key=sandbox_key&series_id=GDP&limit=10";
const grid =
  "/v2/electricity/rto/region-data/data?api_key=sandbox_key&frequency=hourly&data[0]=value&facets[respondent][]=CISO&facets[type][]=D&start=2026-03-09T00&end=2026-03-09T23";
const sales =
  "/v2/electricity/retail-sales/data?api_key=sandbox_key&frequency=monthly&data[0]=price&data[1]=sales&facets[stateid][]=CA&facets[sectorid][]=RES&start=2025-01&end=2025-06";
const gross = "/v2/country/BRA/indicator/NY.GDP.MKTP.CD?date=2010:2020";
const days =
  "/cdo-web/api/v2/data?datasetid=GHCND&stationid=GHCND:USW00023234&startdate=2026-02-01&enddate=2026-02-05";

const never = { share: 1e-9 };
const cases: readonly (readonly [what: string, MockName, fault: object, path: string])[] = [
  ...[
    "duplicate-rows",
    "null-value",
    "nan-value",
    "spike",
    "sign-flip",
    "restated-history",
  ].flatMap((kind) =>
    (
      [
        ["caiso", caiso],
        ["eia", grid],
        ["fred", gdp],
        ["noaa", days],
        ["worldbank", gross],
      ] as const
    ).map(([provider, path]) => {
      const what = `${kind} when its share takes no row of ${provider}`;
      return [what, provider, { kind, parameters: never }, path] as const;
    }),
  ),
  ...["duplicate-rows", "rows-out-of-order", "field-added", "type-changed", "stuck-value"].map(
    (kind) => [`${kind} on a page without rows`, "eia", { kind }, `${grid}&offset=5000`] as const,
  ),
  [
    "rows-out-of-order on one row",
    "fred",
    { kind: "rows-out-of-order" },
    gdp.replace("limit=10", "limit=1"),
  ],
  [
    "field-added where the column is there already",
    "fred",
    { kind: "field-added", parameters: { name: "value" } },
    gdp,
  ],
  [
    "field-renamed to the name it has",
    "eia",
    { kind: "field-renamed", parameters: { to: "value" } },
    grid,
  ],
  [
    "field-renamed of a column the report lacks",
    "caiso",
    { kind: "field-renamed" },
    "/oasisapi/SingleZip?queryname=ATL_PNODE&resultformat=6&version=1&startdatetime=20260309T00:00-0000&enddatetime=20260310T00:00-0000",
  ],
  [
    "unit-changed that changes neither unit nor value",
    "eia",
    { kind: "unit-changed", parameters: { unit: "megawatthours", factor: 1 } },
    grid,
  ],
  [
    "local-time by an hour on days",
    "fred",
    { kind: "local-time", parameters: { offsetMinutes: 60 } },
    gdp,
  ],
  ["missing-hour in winter", "caiso", { kind: "missing-hour" }, caiso],
  ["doubled-hour in winter", "caiso", { kind: "doubled-hour" }, caiso],
  ["late-data on old rows", "worldbank", { kind: "late-data" }, gross],
  [
    "restated-history by nothing",
    "eia",
    { kind: "restated-history", parameters: { share: 1, factor: 1 } },
    grid,
  ],
  ["malformed-xml on CSV", "caiso", { kind: "malformed-xml" }, `${caiso}&resultformat=6`],
  ["malformed-csv on XML", "caiso", { kind: "malformed-csv" }, caiso],
  ["malformed-json on XML", "worldbank", { kind: "malformed-json" }, gross],
  [
    "wrong-content-type where it is the right one",
    "eia",
    { kind: "wrong-content-type", parameters: { contentType: "application/json" } },
    grid,
  ],
  [
    "slow-drip of a body of one piece",
    "eia",
    { kind: "slow-drip", parameters: { pieceBytes: 1_048_576 } },
    grid,
  ],
  [
    "total-lies that happens to be true",
    "eia",
    { kind: "total-lies", parameters: { factor: 1 } },
    grid,
  ],
];

describe("a fault that would change nothing", () => {
  it.each(cases)("%s is not done", async (_what, provider, fault, path) => {
    const { plain, answer, injected, faults } = await disturb(provider, fault, path);
    expect(plain.status).toBe(200);
    expect([injected, faults]).toEqual([0, []]);
    expect(answer).toEqual(plain);
  });

  it.each([
    ["series of another", "eia", { kind: "type-changed", series: "CISO.NG.*" }, false],
    ["its own series", "eia", { kind: "type-changed", series: "CISO.D.*" }, true],
    ["a column for its own series", "eia", { kind: "field-added", series: "CISO.D.*" }, true],
  ] as const)(
    "%s: done only where the answer has rows of it",
    async (_what, provider, fault, done) => {
      const { faults, injected } = await disturb(provider, fault, grid);
      expect([faults.length, injected]).toEqual(done ? [1, 1] : [0, 0]);
    },
  );
});

describe("forms whose rows mean several observations, or none", () => {
  const rowFaults = [
    { kind: "type-changed" },
    { kind: "duplicate-rows", parameters: { share: 1 } },
    { kind: "local-time" },
    { kind: "field-dropped" },
  ];

  it.each(
    [
      ["FRED's column per vintage", "fred", `${gdp}&output_type=2`],
      ["FRED's column per vintage in JSON", "fred", `${gdp}&output_type=2&file_type=json`],
      [
        "FRED's observations of a release",
        "fred",
        "/fred/v2/release/observations?release_id=53&api_key=sandbox_key&format=xml&limit=20",
      ],
      ["FRED's graph", "fred", "/graph/fredgraph.csv?id=GDP"],
      ["FRED's archives", "fred", `${gdp}&file_type=csv`],
      ["EIA's rows with several columns", "eia", sales],
      [
        "the World Bank's advanced form",
        "worldbank",
        "/v2/sources/2/country/BRA/series/NY.GDP.MKTP.CD/time/YR2020/data",
      ],
      ["the World Bank's lists", "worldbank", "/v2/country?per_page=20"],
      ["CAISO's outlook", "caiso", "/outlook/current/fuelsource.csv"],
    ].flatMap(([what, provider, path]) =>
      rowFaults.map(
        (fault) => [what, fault.kind, provider as MockName, fault, path ?? ""] as const,
      ),
    ),
  )("%s: %s leaves them alone", async (_what, _kind, provider, fault, path) => {
    const { plain, answer, faults, injected } = await disturb(provider, fault, path);
    expect([plain.status, plain.body.length > 100]).toEqual([200, true]);
    expect([injected, faults]).toEqual([0, []]);
    expect(answer.body).toEqual(plain.body);
  });

  it.each([
    ["JSON", ""],
    ["XML", "&out=xml"],
  ])("EIA's one column of several is its value, in %s", async (_form, out) => {
    const path = sales.replace("&data[1]=sales", "") + out;
    const fault = { kind: "unit-changed", parameters: { unit: "cents", factor: 100 } };
    const { plain, answer, disturbance } = await disturb("eia", fault, path);
    const cells = (body: string | Buffer, name: string): number[] => {
      const found = new RegExp(`"${name}":"(.*?)"|<${name}>(.*?)</`, "g");
      return [...String(body).matchAll(found)].map(([, json, xml]) => Number(json ?? xml));
    };
    const values = cells(plain.body, "price");
    expect(values.length).toBeGreaterThan(3);
    expect(cells(answer.body, "price")).toEqual(values.map((value) => value * 100));
    expect(String(answer.body).match(/price-units[">:]+cents/g)).toHaveLength(values.length);
    expect(disturbance?.judged).toMatchObject([
      { say: "quarantine", seriesId: "CA.RES.price.monthly" },
    ]);
  });

  it("numbers stay numbers where the answer has them", async () => {
    const path = "/v2/seriesid/PET.WCESTUS1.W?api_key=sandbox_key&length=3";
    const fault = { kind: "restated-history", parameters: { share: 1, factor: 1.5 } };
    const { plain, answer } = await disturb("eia", fault, path);
    const values = (body: string | Buffer) =>
      (JSON.parse(String(body)) as { response: { data: { value: number }[] } }).response.data.map(
        ({ value }) => value,
      );
    expect(values(answer.body)).toEqual(values(plain.body).map((value) => value * 1.5));
  });

  it("JSONP is read as the JSON in its parentheses", async () => {
    const path = `${gross}&format=jsonP&prefix=show`;
    const { plain, answer, faults } = await disturb(
      "worldbank",
      { kind: "nan-value", parameters: { share: 1 } },
      path,
    );
    expect(faults).toEqual(["nan-value#x"]);
    const inside = (body: string | Buffer) =>
      JSON.parse(/^show\((.*)\)$/s.exec(String(body))?.[1] ?? "") as [object, { value: unknown }[]];
    const [header, rows] = inside(answer.body);
    const [plainHeader, plainRows] = inside(plain.body);
    expect(header).toEqual(plainHeader);
    expect(rows).toEqual(plainRows.map((row) => ({ ...row, value: "NaN" })));
    const spoilt = await disturb("worldbank", { kind: "malformed-json" }, path);
    expect(spoilt.faults).toEqual(["malformed-json#x"]);
    expect(() => inside(spoilt.answer.body)).toThrow(SyntaxError);
  });
});

it("a unit named around the rows is that of rows that stay as they were, too", async () => {
  const path =
    "/fred/series/observations?api_key=sandbox_key&series_id=DGS10&observation_start=2025-12-22&observation_end=2025-12-31";
  const fault = { kind: "unit-changed", parameters: { unit: "pch" } };
  const { plain, disturbance } = await disturb("fred", fault, path);
  const values = [...String(plain.body).matchAll(/ value="(.*?)"/g)].map(([, value]) => value);
  expect(values).toContain(".");
  const judged = disturbance?.judged ?? [];
  expect(judged.map(({ say, unit }) => [say, unit])).toEqual([["quarantine", "pch"]]);
  expect(judged[0]?.rows).toHaveLength(values.length);
});

describe("the delays of latency", () => {
  async function delaysMs(fault: object, requests: number): Promise<number[]> {
    const { disturber } = install("eia", fault);
    const delays: number[] = [];
    while (delays.length < requests)
      delays.push((await disturber(requestOf("/v2/nothing"))).delivery.delayMs ?? 0);
    return delays;
  }

  it("rise in equal steps from the first request to the one of the ramp's number, and stay", async () => {
    const ramp = (parameters: object) => ({ kind: "latency-ramp", parameters });
    const three = ramp({ firstMs: 100, lastMs: 300, rampRequests: 3 });
    expect(await delaysMs(three, 5)).toEqual([100, 200, 300, 300, 300]);
    expect(await delaysMs(ramp({ firstMs: 100, lastMs: 300, rampRequests: 1 }), 2)).toEqual([
      300, 300,
    ]);
    expect(await delaysMs(ramp({ firstMs: 20, lastMs: 0, rampRequests: 2 }), 3)).toEqual([
      20, 0, 0,
    ]);
  });

  it("vary around their median as the standard deviation of their logarithm says, and have an end", async () => {
    const parameters = { medianMs: 1_000, sigma: 1 };
    const delays = await delaysMs({ kind: "latency-spread", parameters }, 2_000);
    const share = (from: number, to: number): number =>
      delays.filter((delay) => delay >= from && delay < to).length / delays.length;
    expect(share(0, 1_000)).toBeCloseTo(0.5, 1);
    expect(share(1_000 / Math.E, 1_000 * Math.E)).toBeCloseTo(0.68, 1);
    const wild = { kind: "latency-spread", parameters: { medianMs: 60_000, sigma: 3 } };
    expect(Math.max(...(await delaysMs(wild, 200)))).toBe(600_000);
  });
});
