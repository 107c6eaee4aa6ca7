import { describe, expect, it } from "vitest";
import type { Served, TruthObservation } from "../../../mock-providers/kit/types.ts";
import {
  anchorMs,
  ask,
  createTestProvider,
  digestOf,
  facet,
  read,
  regionPath,
  spotPath,
  stockPath,
} from "./ask-eia.ts";

function expandAll(served: Served, provider = createTestProvider()): TruthObservation[] {
  const expanded = served.ranges.flatMap((range) => [...provider.expand(range, anchorMs)]);
  return [...expanded, ...served.rows];
}

const sorted = "sort[0][column]=period&sort[0][direction]=asc";

describe("what the ledger records", () => {
  it.each([
    ["region data", regionPath, `data[]=value&${facet("respondent", ["CISO", "PJM"])}&${sorted}`],
    ["a page in the middle", regionPath, `data[]=value&${sorted}&offset=12345&length=777`],
    ["weekly stocks", stockPath, `data[]=value&${sorted}`],
    ["monthly prices, unsorted", spotPath, "data[]=value&frequency=monthly"],
    ["annual prices", spotPath, "data[]=value&frequency=annual"],
    ["daily prices", spotPath, "data[]=value&frequency=daily&facets[series][]=RWTC"],
    ["XML", spotPath, "data[]=value&frequency=daily&out=xml"],
    ["local hours", regionPath, "data[]=value&frequency=local-hourly&length=100"],
    ["a legacy id", "/v2/seriesid/PET.RWTC.W", ""],
  ])("%s: ranges that another start expands to the same digest", async (_, path, query) => {
    const { served } = await ask(createTestProvider(), path, query);
    if (served === undefined) throw new Error("nothing was served");
    expect(served.rows).toEqual([]);
    const expanded = expandAll(served);
    expect(expanded).toHaveLength(served.observations);
    expect(digestOf(expanded)).toBe(served.digest);
  });

  it("means what the answer says, field by field as in the data model", async () => {
    const provider = createTestProvider();
    const query = `data[]=value&${facet("respondent", ["CISO"])}&${facet("type", ["D", "DF"])}&start=2026-03-10T05&end=2026-03-10T05`;
    const answer = await ask(provider, regionPath, query);
    if (answer.served === undefined) throw new Error("nothing was served");
    const values = read(answer).response.data.map(({ value }) => Number(value));
    const startMs = Date.parse("2026-03-10T04:00:00Z");
    const common = {
      dataset: "electricity/rto/region-data",
      intervalStartMs: startMs,
      intervalEndMs: startMs + 3_600_000,
      unit: "megawatthours",
      location: "CISO",
    };
    expect(expandAll(answer.served)).toEqual([
      { ...common, seriesId: "CISO.D.hourly", value: values[0], asOfMs: startMs + 3_600_000 },
      { ...common, seriesId: "CISO.DF.hourly", value: values[1], asOfMs: startMs - 86_400_000 },
    ]);
  });

  it.each([
    ["WCESTUS1.weekly", stockPath, "facets[series][]=WCESTUS1", "2026-02-28", "2026-03-07"],
    ["RWTC.daily", spotPath, "frequency=daily&facets[series][]=RWTC", "2026-03-09", "2026-03-10"],
    [
      "RWTC.monthly",
      spotPath,
      "frequency=monthly&facets[series][]=RWTC",
      "2026-02-01",
      "2026-03-01",
    ],
    ["RWTC.annual", spotPath, "frequency=annual&facets[series][]=RWTC", "2025-01-01", "2026-01-01"],
  ])("%s has the interval of the data model", async (seriesId, path, query, start, end) => {
    const { served } = await ask(createTestProvider(), path, `data[]=value&length=1&${query}`);
    if (served === undefined) throw new Error("nothing was served");
    expect(expandAll(served)).toMatchObject([
      {
        seriesId,
        intervalStartMs: Date.parse(start),
        intervalEndMs: Date.parse(end),
        asOfMs: Date.parse(end),
      },
    ]);
  });

  it("writes rows in full when an order by value scatters a series", async () => {
    const query = `data[]=value&facets[respondent][]=CISO&facets[type][]=D&start=2026-03&end=2026-03&length=20&sort[0][column]=value`;
    const { served } = await ask(createTestProvider(), regionPath, query);
    if (served === undefined) throw new Error("nothing was served");
    expect(served.ranges).toEqual([]);
    expect(served.rows).toHaveLength(20);
    expect(digestOf(served.rows)).toBe(served.digest);
  });

  it("cannot be expanded by another seed to the same digest", async () => {
    const { served } = await ask(createTestProvider(), stockPath, "data[]=value&length=50");
    if (served === undefined) throw new Error("nothing was served");
    expect(digestOf(expandAll(served, createTestProvider({ seed: 43 })))).not.toBe(served.digest);
  });
});

describe("expand()", () => {
  const range = {
    dataset: "petroleum/stoc/wstk",
    seriesId: "WCESTUS1.weekly",
    count: 1,
    fromMs: Date.parse("2026-02-28"),
    toMs: Date.parse("2026-03-07"),
  };

  it("expands what was published at the instant", () => {
    expect([...createTestProvider().expand(range, anchorMs)]).toHaveLength(1);
  });

  it.each([
    ["a series it does not know", { ...range, seriesId: "NOPE.weekly" }, anchorMs],
    ["a dataset it does not know", { ...range, dataset: "petroleum/nope" }, anchorMs],
    ["a count that does not fit the range", { ...range, count: 2 }, anchorMs],
    ["a start between two intervals", { ...range, fromMs: range.fromMs + 1 }, anchorMs],
    ["what was not yet published", range, Date.parse("2026-03-11T14:00:00Z")],
    [
      "a range without bounds",
      { dataset: range.dataset, seriesId: range.seriesId, count: 1 },
      anchorMs,
    ],
  ])("refuses %s", (_, wrong, atMs) => {
    expect(() => [...createTestProvider().expand(wrong, atMs)]).toThrow("Cannot expand");
  });
});

describe("the seed", () => {
  it("gives the same bytes in every process, and others with another seed", async () => {
    const query = `data[]=value&${sorted}&offset=2000000&length=500`;
    const one = await ask(createTestProvider(), regionPath, query);
    const same = await ask(createTestProvider(), regionPath, query);
    const other = await ask(createTestProvider({ seed: 7 }), regionPath, query);
    expect(same.body).toBe(one.body);
    expect(other.body).not.toBe(one.body);
  });

  it("gives the same value whatever was asked before", async () => {
    const query = "data[]=value&facets[respondent][]=ISNE&start=2025-07-01&end=2025-07-02";
    const fresh = await ask(createTestProvider(), regionPath, query);
    const used = createTestProvider();
    await ask(used, regionPath, "data[]=value&start=2020-01-01&length=5000");
    await ask(used, regionPath, `${query}&sort[0][column]=value`);
    expect((await ask(used, regionPath, query)).body).toBe(fresh.body);
  });
});
