import { describe, expect, it } from "vitest";
import { isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import { mockTable } from "../../../mock-providers/provider-table.ts";
import {
  anchorMs,
  at,
  chicago,
  createTestProvider,
  dayMs,
  losAngeles,
  newYork,
  rowsOf,
  valuesOf,
} from "./ask-noaa.ts";

const hourMs = 3_600_000;
const provider = createTestProvider();
const stations = ["GHCND:USW00023174", newYork, chicago, "GHCND:USW00014739", "GHCND:USW00013874"];
const types = ["TMAX", "TMIN", "PRCP", "AWND"];

/** Everything these stations say at an instant about the days of a range, by key. */
async function sayings(
  nowMs: number,
  range: { readonly startdate: string; readonly enddate: string },
  from = provider,
): Promise<Map<string, number>> {
  const query = { stationid: stations, datatypeid: types, units: "metric", ...range };
  const said = new Map<string, number>();
  for (let offset = 1; ; offset += 1000) {
    const rows = await rowsOf(from, { ...query, offset }, { nowMs });
    for (const { date, datatype, station, value } of rows) {
      said.set(`${date} ${datatype} ${station}`, value);
    }
    if (rows.length < 1000) return said;
  }
}

function differing(before: Map<string, number>, after: Map<string, number>): string[] {
  return [...before].filter(([key, value]) => after.get(key) !== value).map(([key]) => key);
}

describe("days of GHCND", () => {
  it.each([losAngeles, newYork, chicago])(
    "appear one to three days after they ended: %s",
    async (stationid) => {
      const query = {
        stationid,
        datatypeid: "TMAX",
        startdate: "2026-03-16",
        enddate: "2026-03-16",
      };
      const endMs = Date.parse("2026-03-17T00:00:00Z");
      let seenMs = Number.NaN;
      for (let nowMs = endMs; nowMs < endMs + 4 * dayMs; nowMs += hourMs / 4) {
        const isThere = (await rowsOf(provider, query, { nowMs })).length === 1;
        if (isThere) seenMs = Number.isNaN(seenMs) ? nowMs : seenMs;
        // Once out, always out.
        expect(isThere).toBe(!Number.isNaN(seenMs));
      }
      expect(seenMs - endMs).toBeGreaterThanOrEqual(dayMs);
      expect(seenMs - endMs).toBeLessThanOrEqual(3 * dayMs);
    },
  );

  it("are corrected about a week and about a month later, and then never again", async () => {
    const range = { startdate: "2026-01-05", enddate: "2026-02-06" };
    const changes: number[] = [];
    let before = await sayings(Date.parse("2026-02-10T12:00:00Z"), range);
    const size = before.size;
    for (let day = 0; day < 50; day++) {
      const nowMs = Date.parse("2026-02-11T12:00:00Z") + day * dayMs;
      const after = await sayings(nowMs, range);
      const changed = differing(before, after);
      if (changed.length > 0) changes.push(nowMs);
      // Restated days are a few at a time.
      expect(changed.length).toBeLessThan(size * 0.1);
      before = after;
    }
    expect(changes.length).toBeGreaterThan(5);
    const year = await sayings(Date.parse("2027-02-11T12:00:00Z"), range);
    expect(differing(before, year)).toEqual([]);
  });

  it("change at 15:00 UTC on business days alone", async () => {
    const range = { startdate: "2026-02-10", enddate: "2026-03-10" };
    let changed = 0;
    let before = await sayings(Date.parse("2026-03-14T00:00:00Z"), range);
    for (let hour = 1; hour < 24 * 10; hour++) {
      const nowMs = Date.parse("2026-03-14T00:00:00Z") + hour * hourMs;
      const after = await sayings(nowMs, range);
      const keys = differing(before, after);
      if (keys.length > 0) {
        changed += keys.length;
        expect(new Date(nowMs).getUTCHours(), new Date(nowMs).toISOString()).toBe(15);
        expect(isBusinessDay(Math.floor(nowMs / dayMs))).toBe(true);
      }
      before = after;
    }
    expect(changed).toBeGreaterThan(5);
  });

  it("keep a day's order through every correction", async () => {
    const query = { stationid: stations, datatypeid: ["TMAX", "TAVG", "TMIN"] };
    const range = { startdate: "2026-01-20", enddate: "2026-03-01" };
    for (const instant of [
      "2026-03-06T12:00:00Z",
      "2026-03-20T12:00:00Z",
      "2026-06-01T12:00:00Z",
    ]) {
      const rows = await rowsOf(provider, { ...query, ...range }, at(instant));
      const byDay = Map.groupBy(rows, ({ date, station }) => date + station);
      for (const [day, [average, highest, lowest]] of byDay) {
        expect(lowest?.value, day).toBeLessThan(average?.value ?? Number.NaN);
        expect(average?.value, day).toBeLessThan(highest?.value ?? Number.NaN);
      }
    }
  });

  it("do not change on the Sunday the default run plays, nor does a month", async () => {
    const { catalogue } = provider;
    const ends = [anchorMs, Date.parse("2026-03-15T23:59:59Z")];
    const [first, last] = await Promise.all(
      ends.map((nowMs) => sayings(nowMs, { startdate: "2025-06-01", enddate: "2026-03-12" })),
    );
    expect(first?.size).toBe(stations.length * types.length * 285);
    expect(last).toEqual(first);
    const months = {
      datasetid: "GSOM",
      stationid: stations,
      startdate: "2025-01-01",
      enddate: "2026-03-31",
    };
    const [early, late] = await Promise.all(
      ends.map((nowMs) => rowsOf(provider, { ...months, datatypeid: ["TAVG", "PRCP"] }, { nowMs })),
    );
    expect(early).toHaveLength(5 * 2 * 14);
    expect(late).toEqual(early);
    expect(catalogue.every(({ endMs }) => endMs <= anchorMs)).toBe(true);
  });

  it("come late or not at all where the world is not narrowed to the catalogue", async () => {
    const full = createTestProvider({ scope: "full" });
    const range = { startdate: "2025-06-01", enddate: "2026-01-31" };
    const days = 245 * stations.length * types.length;
    const said = await sayings(Date.parse("2026-06-01T00:00:00Z"), range, full);
    expect(said.size).toBeLessThan(days);
    expect(said.size).toBeGreaterThan(days * 0.97);
    // Of recent days more are missing: late ones come with the first correction.
    let late = 0;
    for (let month = 0; month < 12; month++) {
      const nowMs = Date.UTC(2025, 6 + month, 8, 12);
      const query = {
        datatypeid: "PRCP",
        startdate: new Date(nowMs - 9 * dayMs).toISOString().slice(0, 10),
        enddate: new Date(nowMs - 5 * dayMs).toISOString().slice(0, 10),
      };
      const keys = async (ms: number): Promise<string[]> =>
        (await rowsOf(full, query, { nowMs: ms })).map(({ date, station }) => date + station);
      const before = new Set(await keys(nowMs));
      const after = await keys(nowMs + 60 * dayMs);
      expect([...before].every((key) => after.includes(key))).toBe(true);
      late += after.length - before.size;
    }
    expect(late).toBeGreaterThan(0);
  });
});

describe("months of GSOM", () => {
  const range = { startdate: "2026-02-01", enddate: "2026-02-28" };

  it("appear on the sixth business day and are made for good some weeks later", async () => {
    const query = { datasetid: "GSOM", stationid: newYork, datatypeid: "TAVG", ...range };
    const count = async (instant: string) => (await rowsOf(provider, query, at(instant))).length;
    expect(await count("2026-03-09T15:59:59Z")).toBe(0);
    expect(await count("2026-03-09T16:00:00Z")).toBe(1);
  });

  it("are the days of GHCND as they were known when the month was made", async () => {
    const daily = { stationid: newYork, ...range };
    for (const [madeAt, askedAt] of [
      ["2026-03-09T16:00:00Z", "2026-03-30T00:00:00Z"],
      ["2026-05-01T00:00:00Z", "2027-01-01T00:00:00Z"],
    ] as const) {
      const rows = await rowsOf(
        provider,
        { datasetid: "GSOM", stationid: newYork, ...range },
        at(askedAt),
      );
      const month = new Map(rows.map(({ datatype, value }) => [datatype, value]));
      const valuesAt = async (datatypeid: string): Promise<number[]> => [
        ...(await valuesOf(provider, { ...daily, datatypeid }, at(madeAt))).values(),
      ];
      const [highs, lows, rain, wind] = await Promise.all([
        valuesAt("TMAX"),
        valuesAt("TMIN"),
        valuesAt("PRCP"),
        valuesAt("AWND"),
      ]);
      const mean = (values: number[]): number =>
        values.reduce((sum, value) => sum + value, 0) / values.length;
      expect(highs).toHaveLength(28);
      expect(month.get("TMAX")).toBeCloseTo(mean(highs), 1);
      expect(month.get("TMIN")).toBeCloseTo(mean(lows), 1);
      expect(month.get("TAVG")).toBeCloseTo((mean(highs) + mean(lows)) / 2, 1);
      expect(month.get("PRCP")).toBeCloseTo(mean(rain) * 28, 1);
      expect(month.get("EMXT")).toBe(Math.max(...highs));
      expect(month.get("EMNT")).toBe(Math.min(...lows));
      expect(month.get("EMXP")).toBe(Math.max(...rain));
      expect(month.get("DT32")).toBe(lows.filter((low) => low <= 0).length);
      expect(Math.abs((month.get("AWND") ?? 0) - mean(wind))).toBeLessThan(0.051);
    }
  });

  it("change when a correction changed a day", async () => {
    const query = {
      datasetid: "GSOM",
      stationid: stations,
      datatypeid: ["TMAX", "TMIN", "PRCP", "AWND"],
      ...range,
    };
    const first = await rowsOf(provider, query, at("2026-03-20T00:00:00Z"));
    const final = await rowsOf(provider, query, at("2026-06-01T00:00:00Z"));
    expect(final).toHaveLength(first.length);
    expect(final).not.toEqual(first);
  });

  it("say how many days were missing", async () => {
    const full = createTestProvider({ scope: "full" });
    const query = {
      datasetid: "GSOM",
      stationid: stations,
      startdate: "2017-01-01",
      enddate: "2025-12-31",
    };
    const rows = await rowsOf(full, { ...query, datatypeid: ["TMAX", "DX32", "EMXT"] });
    const forms = new Set(
      rows.map(({ datatype, attributes }) => `${datatype} ${attributes.replaceAll(/\d+/g, "#")}`),
    );
    expect(forms).toEqual(
      new Set(["DX32 ,W", "DX32 #,W", "EMXT ,W,#,", "EMXT #,W,#,", "TMAX ,,,W", "TMAX #,,,W"]),
    );
  });
});

describe("the timetable", () => {
  it("names every instant at which an answer about a day or month changes", async () => {
    const range = { startdate: "2026-02-01", enddate: "2026-03-31" };
    const instants = (dataset: string): number[] => {
      const rule = mockTable.noaa.timetable.find((one) => one.dataset === dataset);
      const found: number[] = [];
      let nowMs = anchorMs;
      while (nowMs < anchorMs + 6 * dayMs) found.push((nowMs = rule?.nextMs(nowMs) ?? Number.NaN));
      return found;
    };
    for (const dataset of ["GHCND", "GSOM"]) {
      const query = {
        datasetid: dataset,
        stationid: stations,
        datatypeid: ["TMAX", "PRCP"],
        ...range,
      };
      let before = await rowsOf(provider, query);
      for (const nowMs of instants(dataset)) {
        // Nothing happens between the instants.
        expect(await rowsOf(provider, query, { nowMs: nowMs - 1 })).toEqual(before);
        before = await rowsOf(provider, query, { nowMs });
      }
    }
  });
});
