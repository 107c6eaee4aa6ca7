import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  askCdo,
  chicago,
  createTestProvider,
  dataPath,
  losAngeles,
  newYork,
  pageOf,
  type Row,
  rowsOf,
} from "./ask-noaa.ts";

const provider = createTestProvider();
const january = { startdate: "2026-01-01", enddate: "2026-01-31" };

describe("data", () => {
  it("answers a row per date, datatype and station, in that order", async () => {
    const rows = await rowsOf(provider, {
      stationid: [newYork, losAngeles],
      datatypeid: ["TMIN", "PRCP"],
      ...january,
    });
    expect(rows).toHaveLength(31 * 4);
    const keys = rows.map(({ date, datatype, station }) => `${date} ${datatype} ${station}`);
    expect(keys).toEqual([...keys].sort());
    expect(rows[0]).toEqual({
      date: "2026-01-01T00:00:00",
      datatype: "PRCP",
      station: losAngeles,
      attributes: expect.stringMatching(/^T?,,W,2400$/) as string,
      value: expect.any(Number) as number,
    });
  });

  it("takes both forms of a date, and one with a time of day", async () => {
    const query = { stationid: newYork, datatypeid: "TMAX" };
    const dashed = await rowsOf(provider, { ...query, ...january });
    const packed = { startdate: "20260101", enddate: "20260131" };
    expect(await rowsOf(provider, { ...query, ...packed })).toEqual(dashed);
    const timed = { startdate: "2026-01-01T00:00:00", enddate: "2026-01-31T23:59:59" };
    expect(await rowsOf(provider, { ...query, ...timed })).toEqual(dashed);
  });

  it("stores tenths and whole millimetres, and shows metric and standard units", async () => {
    const query = { stationid: chicago, ...january };
    const [raw, metric, standard] = await Promise.all([
      rowsOf(provider, query),
      rowsOf(provider, { ...query, units: "metric" }),
      rowsOf(provider, { ...query, units: "standard" }),
    ]);
    expect(raw.every(({ value }) => Number.isInteger(value))).toBe(true);
    expect(metric.some(({ value }) => !Number.isInteger(value))).toBe(true);
    for (const [index, { datatype, value }] of raw.entries()) {
      const isDepth = datatype === "SNOW" || datatype === "SNWD";
      const inMetric = isDepth ? value : value / 10;
      expect(metric[index]?.value, datatype).toBe(inMetric);
      const inStandard = {
        AWND: inMetric * 2.23694,
        PRCP: inMetric / 25.4,
        SNOW: inMetric / 25.4,
        SNWD: inMetric / 25.4,
      }[datatype];
      const expected = inStandard ?? inMetric * 1.8 + 32;
      const step = { AWND: 0.01, PRCP: 0.01, SNOW: 0.1, SNWD: 0.1 }[datatype] ?? 1;
      expect(Math.abs((standard[index]?.value ?? Number.NaN) - expected)).toBeLessThan(step * 0.51);
    }
  });

  it("answers units in any case and monthly values as decimals without any", async () => {
    const query = {
      datasetid: "GSOM",
      stationid: newYork,
      startdate: "2025-01-01",
      enddate: "2025-12-31",
    };
    const plain = await rowsOf(provider, query);
    expect(await rowsOf(provider, { ...query, units: "METRIC" })).toEqual(plain);
    const means = plain.filter(({ datatype }) => datatype === "TMAX");
    expect(means.map(({ date }) => date.slice(5, 10))).toEqual(
      Array.from({ length: 12 }, (_, month) => `${String(month + 1).padStart(2, "0")}-01`),
    );
    expect(means.some(({ value }) => value % 1 !== 0)).toBe(true);
  });

  it("pages with an offset from 1 until count, without loss or repeat", async () => {
    const query = { stationid: [newYork, chicago], startdate: "2025-01-01", enddate: "2025-12-31" };
    const read: Row[] = [];
    for (let count = Number.POSITIVE_INFINITY; read.length < count;) {
      const path = dataPath({ ...query, limit: 1000, offset: read.length + 1 });
      const page = await pageOf<Row>(provider, path);
      count = page.metadata?.resultset.count ?? 0;
      read.push(...(page.results ?? []));
    }
    const keys = read.map(({ date, datatype, station }) => `${date} ${datatype} ${station}`);
    expect(keys).toEqual([...new Set(keys)].sort());
    expect(keys).toHaveLength(365 * 2 * 7);
  });

  it.each(["datatype", "station"])("sorts by %s, then date, both ways", async (sortfield) => {
    const query = {
      stationid: [newYork, chicago],
      datatypeid: ["TMAX", "TMIN"],
      ...january,
      sortfield,
    };
    const up = await rowsOf(provider, query);
    const key = (row: Row) => (sortfield === "station" ? row.station : row.datatype);
    expect(up.map(key)).toEqual(up.map(key).sort());
    const down = await rowsOf(provider, { ...query, sortorder: "desc" });
    expect(down.map(key)).toEqual(down.map(key).sort().reverse());
    expect(new Set(down.map((row) => JSON.stringify(row)))).toEqual(
      new Set(up.map((row) => JSON.stringify(row))),
    );
  });

  it("sorts by date backwards", async () => {
    const query = { stationid: newYork, datatypeid: "TMAX", ...january };
    const up = await rowsOf(provider, query);
    expect(await rowsOf(provider, { ...query, sortorder: "desc" })).toEqual([...up].reverse());
  });

  it("narrows by place and category as well", async () => {
    const day = { startdate: "2026-01-05", enddate: "2026-01-05" };
    const inCalifornia = await rowsOf(provider, {
      locationid: "FIPS:06",
      datatypeid: "TMAX",
      ...day,
    });
    expect(inCalifornia.map(({ station }) => station)).toEqual([losAngeles, "GHCND:USW00023234"]);
    const wind = await rowsOf(provider, { datacategoryid: "WIND", stationid: newYork, ...day });
    expect(wind.map(({ datatype }) => datatype)).toEqual(["AWND"]);
    const cities = await rowsOf(provider, {
      locationcategoryid: "CITY",
      datatypeid: "TMAX",
      ...day,
    });
    expect(cities).toHaveLength(17);
  });

  it("recognises ids in any case, as recorded for dly-tmax-normal", async () => {
    const rows = await rowsOf(provider, {
      datasetid: "normal_dly",
      datatypeid: "dly-tmax-normal",
      stationid: newYork,
      startdate: "2010-05-01",
      enddate: "2010-05-10",
    });
    expect(rows).toHaveLength(10);
    expect(rows[0]).toMatchObject({ datatype: "DLY-TMAX-NORMAL", attributes: "C" });
    // Tenths of °F in May.
    expect(rows[0]?.value).toBeGreaterThan(550);
    expect(rows[0]?.value).toBeLessThan(800);
  });

  it("makes years of months", async () => {
    const decade = { stationid: newYork, startdate: "2018-01-01", enddate: "2025-12-31" };
    const years = await rowsOf(provider, { datasetid: "GSOY", datatypeid: "PRCP", ...decade });
    expect(years.map(({ date }) => date.slice(0, 4))).toEqual([
      "2018",
      "2019",
      "2020",
      "2021",
      "2022",
      "2023",
      "2024",
      "2025",
    ]);
    const months = await rowsOf(provider, {
      datasetid: "GSOM",
      datatypeid: "PRCP",
      stationid: newYork,
      startdate: "2025-01-01",
      enddate: "2025-12-31",
    });
    const total = months.reduce((sum, { value }) => sum + value, 0);
    expect(years.at(-1)?.value).toBeCloseTo(total, 1);
  });

  it.each([
    ["an unknown dataset", { datasetid: "NOPE" }],
    ["a dataset that is described only", { datasetid: "NEXRAD2" }],
    ["an unknown station", { stationid: "GHCND:NOPE" }],
    ["a datatype the dataset lacks", { datatypeid: "DX90" }],
    ["a datatype the station lacks", { stationid: "GHCND:US1FLCT0007", datatypeid: "TMAX" }],
    ["days to come", { startdate: "2026-03-14", enddate: "2026-12-31" }],
    ["days before the first", { startdate: "1700-01-01", enddate: "1700-06-01" }],
    ["a page behind the last", { stationid: newYork, offset: 5000 }],
  ])("answers an empty object for %s", async (_, changes) => {
    const { status, body, served } = await askCdo(provider, dataPath({ ...january, ...changes }));
    expect([status, body, served]).toEqual([200, "{}", undefined]);
  });

  it("has the headers of the original and compresses for whoever accepts it", async () => {
    const path = dataPath({ stationid: newYork, ...january });
    const plain = await askCdo(provider, path);
    expect(plain.headers).toMatchObject({
      Server: "Apache-Coyote/1.1",
      "Content-Type": "application/json;charset=UTF-8",
      Vary: "Accept-Encoding",
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "token",
    });
    const packed = await askCdo(provider, path, {
      headers: { "accept-encoding": "gzip, deflate" },
    });
    expect(packed.headers["Content-Encoding"]).toBe("gzip");
    expect(gunzipSync(packed.body as Buffer).toString()).toBe(plain.body);
    expect(packed.served).toEqual(plain.served);
    const refused = await askCdo(provider, path, { headers: { "accept-encoding": "gzip;q=0" } });
    expect(refused.headers).not.toHaveProperty("Content-Encoding");
  });
});
