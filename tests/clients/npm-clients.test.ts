/**
 * Released npm clients, unmodified but for the address they ask, against `sandbox-runner mocks`:
 * fred-api 2.0.1 (its host is a constant of https requests) and cdojs 1.4.0 (takes a base address).
 */
import http from "node:http";
import https from "node:https";
import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningMocks, startMocks } from "../support/run-mocks.ts";

const require = createRequire(import.meta.url);
const world = ["--clock-start", "2026-04-20T18:00:00Z", "--seed", "42"];

type Row = Readonly<Record<string, unknown>>;
type FredCall = (
  params: Readonly<Record<string, string | number>>,
  callback: (error: unknown, result: Row | string) => void,
) => void;
type FredMethod =
  | "getCategory"
  | "getCategorySeries"
  | "getReleases"
  | "getSeries"
  | "getSeriesObservations"
  | "getSeriesSearch"
  | "getSeriesTags"
  | "getSeriesVintageDates"
  | "getSources"
  | "getTags";
const Fred = require("fred-api") as new (key: string) => Readonly<Record<FredMethod, FredCall>>;

interface CdoPage {
  readonly metadata: { readonly resultset: { offset: number; count: number; limit: number } };
  readonly results: readonly Row[];
}
interface CdoClient {
  datasets(params?: Row): Promise<CdoPage>;
  stations(params: Row): Promise<CdoPage>;
  station(id: string): Promise<Row>;
  data(params: Row): Promise<Partial<CdoPage> | undefined>;
}
const CDO = require("cdojs") as new (token: string, options: Row) => CdoClient;

let mocks: RunningMocks;
beforeAll(async () => {
  mocks = await startMocks([...world, "--providers", "fred,noaa", "--time-scale", "1"]);
});
afterAll(async () => {
  await mocks.stop();
});

describe("fred-api", () => {
  const original = https.get;
  beforeAll(() => {
    const rewritten = (url: string, callback: (response: http.IncomingMessage) => void) =>
      http.get(url.replace("https://api.stlouisfed.org", mocks.urls.fred), callback);
    // The client asks `https.get(url, callback)` at call time; no other form of it is used here.
    https.get = rewritten as typeof https.get;
  });
  afterAll(() => {
    https.get = original;
  });

  const ask = (method: FredMethod, params: Readonly<Record<string, string | number>> = {}) =>
    new Promise<Row>((resolve, reject) => {
      const fred = new Fred("sandbox_key");
      fred[method](params, (error, result) => {
        // The client hands over plain objects as errors.
        if (error !== null && error !== undefined) reject(new Error(JSON.stringify(error)));
        else resolve(typeof result === "string" ? { xml: result } : result);
      });
    });

  it("reads a series and its observations, in pages that follow each other", async () => {
    expect(await ask("getSeries", { series_id: "CPIAUCSL" })).toMatchObject({
      seriess: [{ id: "CPIAUCSL", frequency_short: "M" }],
    });
    const first = await ask("getSeriesObservations", { series_id: "CPIAUCSL", limit: 500 });
    const second = await ask("getSeriesObservations", {
      series_id: "CPIAUCSL",
      limit: 500,
      offset: 500,
    });
    const rows = [first, second].flatMap(({ observations }) => observations as { date: string }[]);
    expect(rows).toHaveLength(Number(first["count"]));
    expect(new Set(rows.map(({ date }) => date)).size).toBe(rows.length);
  });

  it("walks categories, releases, sources, tags and the search", async () => {
    expect(await ask("getCategory", { category_id: 125 })).toMatchObject({
      categories: [{ id: 125 }],
    });
    expect((await ask("getCategorySeries", { category_id: 106 }))["seriess"]).not.toHaveLength(0);
    expect((await ask("getReleases", { limit: 5 }))["releases"]).toHaveLength(5);
    expect((await ask("getSources"))["sources"]).not.toHaveLength(0);
    expect((await ask("getTags", { limit: 3 }))["tags"]).toHaveLength(3);
    expect((await ask("getSeriesTags", { series_id: "GDP" }))["tags"]).not.toHaveLength(0);
    const found = await ask("getSeriesSearch", { search_text: "unemployment+rate" });
    expect(found["seriess"]).not.toHaveLength(0);
  });

  it("reads XML as text", async () => {
    const { xml } = await ask("getSeries", { series_id: "GDP", file_type: "xml" });
    expect(xml).toMatch(/^<\?xml[^>]*\?>\s*<seriess [^>]*>\s*<series id="GDP"/);
  });

  it("hands over the provider's error with its status and words", async () => {
    await expect(ask("getSeries", { series_id: "NOPE" })).rejects.toThrow(
      '{"status":400,"message":"Bad Request.  The series does not exist."}',
    );
  });

  it("is refused when it asks too often, and served again later", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => ask("getSeries", { series_id: "GDP" })),
    );
    const refused = outcomes.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(String((refused[0] as PromiseRejectedResult).reason)).toContain(
      '{"status":429,"message":"Too Many Requests.  Exceeded Rate Limit"}',
    );
    await expect
      .poll(
        () =>
          ask("getSeries", { series_id: "GDP" }).then(
            () => true,
            () => false,
          ),
        {
          timeout: 60_000,
          interval: 500,
        },
      )
      .toBe(true);
  });
});

describe("cdojs", () => {
  const client = (): CdoClient =>
    new CDO("SandboxTokenSandboxTokenSandboxT", {
      config: { baseURL: `${mocks.urls.noaa}/cdo-web/api/v2/` },
    });
  /** One for all tests but the last, as its limiter counts for itself alone. */
  let cdo: CdoClient;
  beforeAll(() => {
    cdo = client();
  });
  const losAngeles = { datasetid: "GHCND", stationid: "GHCND:USW00023174", datatypeid: "TMAX" };

  it("reads what datasets and stations there are", async () => {
    const { results } = await cdo.datasets();
    expect(results.map(({ id }) => id)).toContain("GHCND");
    const station = await cdo.station("GHCND:USW00023174");
    expect(station).toMatchObject({ id: "GHCND:USW00023174" });
  });

  it("pages through a winter and spring of days, across the clock change", async () => {
    const dates: unknown[] = [];
    const params = { ...losAngeles, startdate: "2026-01-01", enddate: "2026-03-31", limit: 25 };
    // Its own walk over all pages, `all`, ends after the second one whatever the provider answers.
    for (let offset = 1, count = 1; offset <= count; offset += params.limit) {
      const page = await cdo.data({ ...params, offset });
      dates.push(...(page?.results ?? []).map(({ date }) => date));
      count = page?.metadata?.resultset.count ?? 0;
    }
    expect(dates.length).toBeGreaterThan(80);
    expect(new Set(dates).size).toBe(dates.length);
    expect(dates).toContain("2026-03-08T00:00:00");
  });

  it("gets an empty object where there is nothing", async () => {
    const nothing = { ...losAngeles, startdate: "2027-01-01", enddate: "2027-01-02" };
    expect(await cdo.data(nothing)).toEqual({});
  });

  it("gets the provider's error for a range of more than a year", async () => {
    const tooLong = { ...losAngeles, startdate: "2020-01-01", enddate: "2022-01-01" };
    await expect(cdo.data(tooLong)).rejects.toMatchObject({
      status: 400,
      data: { developerMessage: "The date range must be less than 1 year." },
    });
  });

  it("is refused where two of them together ask too often, and asks again at once", async () => {
    // Each keeps to five requests a second; together they do not.
    const params = { ...losAngeles, startdate: "2026-02-01", enddate: "2026-02-10" };
    const pair = [client(), client()];
    const outcomes = await Promise.allSettled(
      pair.flatMap((one) => Array.from({ length: 8 }, () => one.data({ ...params }))),
    );
    // What it hands over after a refusal is nothing, by a mistake of its own: it unpacks the second answer twice.
    const read = outcomes.filter(
      (outcome) => outcome.status === "fulfilled" && outcome.value?.results !== undefined,
    );
    expect(read.length).toBeGreaterThan(0);
    const journal = await fetch(`${mocks.urls.noaa}/__sandbox/journal`);
    const { requests } = (await journal.json()) as { requests: { status: number }[] };
    const statuses = requests.map(({ status }) => status);
    expect(statuses).toContain(429);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(16);
  });
});
