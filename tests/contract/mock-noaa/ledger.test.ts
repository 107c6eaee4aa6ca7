import { describe, expect, it } from "vitest";
import {
  anchorMs,
  askCdo,
  at,
  chicago,
  createTestProvider,
  dataPath,
  digestOf,
  expandAll,
  newYork,
  rowsOf,
} from "./ask-noaa.ts";

const full = createTestProvider({ scope: "full" });
const year = { startdate: "2025-04-01", enddate: "2026-03-15" };

describe("what the ledger records", () => {
  it.each([
    ["one series", { stationid: newYork, datatypeid: "TMAX", units: "metric" }],
    ["all series of two stations", { stationid: [newYork, chicago], limit: 1000 }],
    ["a page in the middle", { stationid: newYork, limit: 777, offset: 321 }],
    ["without units", { stationid: newYork, limit: 500 }],
    ["backwards", { stationid: newYork, limit: 500, sortorder: "desc" }],
    ["by station", { locationid: "FIPS:36", limit: 500, sortfield: "station" }],
    [
      "by datatype backwards",
      { stationid: newYork, limit: 333, offset: 100, sortfield: "datatype", sortorder: "desc" },
    ],
    ["a rain gauge", { stationid: "GHCND:US1FLCT0007", limit: 1000 }],
    [
      "months",
      { datasetid: "GSOM", stationid: [newYork, chicago], startdate: "2017-01-01", limit: 1000 },
    ],
    [
      "old days",
      { stationid: newYork, startdate: "1869-01-01", enddate: "1869-12-31", limit: 1000 },
    ],
  ])("%s: ranges that another start expands to the same digest", async (_, query) => {
    const { served } = await askCdo(full, dataPath({ ...year, ...query }));
    expect(served?.rows).toEqual([]);
    expect(served?.observations).toBeGreaterThan(20);
    const expanded = expandAll(createTestProvider({ scope: "full" }), served, anchorMs);
    expect(expanded).toHaveLength(served?.observations ?? 0);
    expect(digestOf(expanded)).toBe(served?.digest);
  });

  it("means what the answer says, field by field as in the data model", async () => {
    const query = { datatypeid: ["TMAX", "PRCP"], stationid: newYork, units: "metric" };
    const day = { startdate: "2026-02-10", enddate: "2026-02-10" };
    const provider = createTestProvider();
    const { served } = await askCdo(provider, dataPath({ ...query, ...day }));
    const [rain, high] = await rowsOf(provider, { ...query, ...day });
    const common = {
      dataset: "GHCND",
      intervalStartMs: Date.parse("2026-02-10T00:00:00Z"),
      intervalEndMs: Date.parse("2026-02-11T00:00:00Z"),
      location: newYork,
      asOfMs: Date.parse("2026-02-11T00:00:00Z"),
    };
    expect(expandAll(provider, served, anchorMs)).toEqual([
      { ...common, seriesId: `${newYork}.PRCP`, value: rain?.value, unit: "mm" },
      { ...common, seriesId: `${newYork}.TMAX`, value: high?.value, unit: "degC" },
    ]);
  });

  it("maps a month to its days", async () => {
    const query = { datasetid: "GSOM", stationid: newYork, datatypeid: "PRCP", units: "metric" };
    const month = { startdate: "2025-12-01", enddate: "2025-12-01" };
    const provider = createTestProvider();
    const { served } = await askCdo(provider, dataPath({ ...query, ...month }));
    expect(expandAll(provider, served, anchorMs)).toMatchObject([
      {
        dataset: "GSOM",
        seriesId: `${newYork}.PRCP`,
        intervalStartMs: Date.parse("2025-12-01T00:00:00Z"),
        intervalEndMs: Date.parse("2026-01-01T00:00:00Z"),
        asOfMs: Date.parse("2026-01-01T00:00:00Z"),
        unit: "mm",
      },
    ]);
  });

  it("knows tenths for the same observation as metric decimals", async () => {
    const query = { stationid: newYork, ...year, limit: 500 };
    const raw = await askCdo(full, dataPath(query));
    const metric = await askCdo(full, dataPath({ ...query, units: "metric" }));
    expect(raw.body).not.toBe(metric.body);
    expect(raw.served).toEqual(metric.served);
  });

  it.each([
    ["rounded by standard units", { stationid: newYork, units: "standard" }],
    ["of a year's summary", { datasetid: "GSOY", stationid: newYork, startdate: "2020-01-01" }],
    [
      "of normals",
      {
        datasetid: "NORMAL_DLY",
        stationid: newYork,
        startdate: "2010-01-01",
        enddate: "2010-12-31",
      },
    ],
  ])("says nothing about values %s", async (_, query) => {
    const { status, body, served } = await askCdo(full, dataPath({ ...year, ...query }));
    expect([status, served]).toEqual([200, undefined]);
    expect(String(body)).toContain('"results"');
  });

  it("says again what was said before a correction", async () => {
    const query = {
      stationid: [newYork, chicago],
      startdate: "2026-02-01",
      enddate: "2026-03-05",
      limit: 1000,
    };
    const early = at("2026-03-09T12:00:00Z");
    const late = at("2026-06-01T12:00:00Z");
    const first = await askCdo(full, dataPath(query), early);
    const last = await askCdo(full, dataPath(query), late);
    expect(first.served?.digest).not.toBe(last.served?.digest);
    expect(digestOf(expandAll(full, first.served, early.nowMs))).toBe(first.served?.digest);
    expect(digestOf(expandAll(full, last.served, late.nowMs))).toBe(last.served?.digest);
  });

  it("cannot be expanded by another seed to the same digest", async () => {
    const provider = createTestProvider();
    const { served } = await askCdo(provider, dataPath({ stationid: newYork, ...year }));
    const other = createTestProvider({ seed: 43 });
    expect(digestOf(expandAll(other, served, anchorMs))).not.toBe(served?.digest);
  });
});

describe("expand()", () => {
  const provider = createTestProvider();
  const range = {
    dataset: "GHCND",
    seriesId: `${newYork}.TMAX`,
    count: 2,
    fromMs: Date.parse("2026-03-10"),
    toMs: Date.parse("2026-03-12"),
  };

  it("expands what was published at the instant", () => {
    expect([...provider.expand(range, anchorMs)]).toHaveLength(2);
  });

  it.each([
    ["a series it does not know", { ...range, seriesId: `${newYork}.RAIN` }, anchorMs],
    ["a dataset it does not know", { ...range, dataset: "NEXRAD2" }, anchorMs],
    [
      "a dataset that is no observation",
      { ...range, dataset: "NORMAL_DLY", seriesId: `${newYork}.DLY-TMAX-NORMAL` },
      anchorMs,
    ],
    ["a count that does not fit the range", { ...range, count: 3 }, anchorMs],
    ["a start between two days", { ...range, fromMs: range.fromMs + 1 }, anchorMs],
    ["an end between two days", { ...range, toMs: range.toMs - 1 }, anchorMs],
    ["what was not yet published", range, Date.parse("2026-03-12T12:00:00Z")],
    ["an empty range", { ...range, count: 0, toMs: range.fromMs }, anchorMs],
    ["a range without bounds", { dataset: "GHCND", seriesId: range.seriesId, count: 1 }, anchorMs],
  ])("refuses %s", (_, wrong, atMs) => {
    expect(() => [...provider.expand(wrong, atMs)]).toThrow("Cannot expand");
  });
});

describe("the seed", () => {
  it("gives the same bytes in every process, and others with another seed", async () => {
    const path = dataPath({ stationid: [newYork, chicago], ...year, limit: 1000 });
    const one = await askCdo(createTestProvider(), path);
    const same = await askCdo(createTestProvider(), path);
    const other = await askCdo(createTestProvider({ seed: 7 }), path);
    expect(same.body).toBe(one.body);
    expect(other.body).not.toBe(one.body);
  });

  it("gives the same value whatever was asked before", async () => {
    const path = dataPath({
      stationid: newYork,
      startdate: "2025-07-01",
      enddate: "2025-08-31",
      limit: 1000,
    });
    const fresh = await askCdo(createTestProvider(), path);
    const used = createTestProvider();
    await askCdo(
      used,
      dataPath({ datasetid: "GSOM", startdate: "2018-01-01", enddate: "2025-12-31", limit: 1000 }),
    );
    await askCdo(used, path, at("2025-09-05T12:00:00Z"));
    await askCdo(used, `${path}&sortorder=desc`);
    expect((await askCdo(used, path)).body).toBe(fresh.body);
  });
});
