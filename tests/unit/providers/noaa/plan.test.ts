import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlannedDataset, PlannedSeries } from "../../../../services/core/plan.ts";
import { noaaConnector } from "../../../../services/providers/noaa/connector.ts";
import { planNoaa, selectionOf, unitSeriesMax } from "../../../../services/providers/noaa/plan.ts";

const dayMs = 86_400_000;
const startMs = Date.UTC(2023, 5, 17);
const endMs = Date.UTC(2026, 2, 13);
const access = { baseUrl: "http://provider.test", apiKey: "abcdefghijklmnopqrstuvwxyzABCDEF" };

function series(
  station: string,
  datatype: string,
  changes: Partial<PlannedSeries> = {},
): PlannedSeries {
  return {
    seriesId: `${station}.${datatype}`,
    params: { datasetid: "GHCND", stationid: station, datatypeid: datatype },
    startMs,
    endMs,
    ...changes,
  };
}

function plan(list: readonly PlannedSeries[], dataset = "GHCND") {
  return planNoaa({ provider: "noaa", dataset, series: list });
}

function asked(list: readonly PlannedSeries[], dataset = "GHCND"): URLSearchParams[] {
  return plan(list, dataset).map(
    (unit) => new URL(noaaConnector.request(unit, null, access).url).searchParams,
  );
}

describe("planNoaa()", () => {
  it("asks for less than a year of days at a time, every day once", () => {
    const windows = asked([series("GHCND:A", "TMAX")]).map((query) => [
      query.get("startdate"),
      query.get("enddate"),
    ]);
    expect(windows).toEqual([
      ["2023-06-17", "2024-06-15"],
      ["2024-06-16", "2025-06-15"],
      ["2025-06-16", "2026-03-12"],
    ]);
  });

  it("asks for less than ten years of months at a time", () => {
    const long = { startMs: Date.UTC(1942, 10, 1), endMs: Date.UTC(2026, 2, 1) };
    const windows = asked([series("GHCND:A", "TAVG", long)], "GSOM");
    expect(windows).toHaveLength(9);
    for (const query of windows) {
      const from = query.get("startdate") ?? "";
      const tenYears = `${Number(from.slice(0, 4)) + 10}${from.slice(4)}`;
      expect((query.get("enddate") ?? "") < tenYears).toBe(true);
    }
    expect(windows.at(-1)?.get("enddate")).toBe("2026-02-28");
  });

  it("selects exactly the planned series though stations and datatypes multiply", () => {
    const list = [
      ...["A", "B", "C", "D", "E"].flatMap((name) =>
        ["TMAX", "TMIN", "PRCP"].map((type) => series(`GHCND:${name}`, type)),
      ),
      series("GHCND:F", "TMAX"),
      series("GHCND:G", "TMAX"),
      series("GHCND:G", "AWND"),
    ];
    const units = plan(list);
    for (const unit of units) {
      const { stations, datatypes } = selectionOf(unit);
      const product = stations.flatMap((station) => datatypes.map((type) => `${station}.${type}`));
      expect(product.toSorted()).toEqual(unit.series.map(({ seriesId }) => seriesId).toSorted());
      expect(unit.series.length).toBeLessThanOrEqual(unitSeriesMax);
    }
    const covered = units
      .filter((unit) => unit.startMs === startMs)
      .flatMap((unit) => unit.series.map(({ seriesId }) => seriesId));
    expect(covered.toSorted()).toEqual(list.map(({ seriesId }) => seriesId).toSorted());
    expect(new Set(units.map(({ unit }) => unit)).size).toBe(units.length);
  });

  it("selects exactly what is planned, whatever the combination", () => {
    const chosen = fc.uniqueArray(
      fc.record({
        station: fc.constantFrom("A", "B", "C", "D", "E", "F"),
        datatype: fc.constantFrom("TMAX", "TMIN", "PRCP", "SNOW"),
      }),
      { selector: ({ station, datatype }) => `${station} ${datatype}` },
    );
    fc.assert(
      fc.property(chosen, (pairs) => {
        const list = pairs.map(({ station, datatype }) =>
          series(station, datatype, { endMs: startMs + 30 * dayMs }),
        );
        const answered = asked(list).flatMap((query) =>
          query
            .getAll("stationid")
            .flatMap((station) =>
              query.getAll("datatypeid").map((datatype) => `${station}.${datatype}`),
            ),
        );
        expect(answered.toSorted()).toEqual(list.map(({ seriesId }) => seriesId).toSorted());
      }),
    );
  });

  it("takes a series planned twice once, and its ranges together", () => {
    const parts = [
      series("GHCND:A", "TMAX", { endMs: startMs + 20 * dayMs }),
      series("GHCND:A", "TMAX", { startMs: startMs + 10 * dayMs, endMs: startMs + 40 * dayMs }),
    ];
    const units = plan(parts);
    expect(units.map((unit) => [unit.startMs, unit.endMs])).toEqual([
      [startMs, startMs + 40 * dayMs],
    ]);
    expect(units[0]?.series).toHaveLength(1);
  });

  it("asks only for days that start in the range", () => {
    const odd = { startMs: startMs + 1, endMs: startMs + 2 * dayMs };
    const [query] = asked([series("GHCND:A", "TMAX", odd)]);
    expect([query?.get("startdate"), query?.get("enddate")]).toEqual(["2023-06-18", "2023-06-18"]);
    const none = { startMs: startMs + 1, endMs: startMs + dayMs };
    expect(plan([series("GHCND:A", "TMAX", none)])).toEqual([]);
    expect(plan([series("GHCND:A", "TMAX", { endMs: startMs })])).toEqual([]);
  });

  it.each([
    ["a dataset it does not know", { dataset: "NEXRAD2" }, '"NEXRAD2"'],
    ["a dataset named like a property of every object", { dataset: "toString" }, '"toString"'],
    ["a series without a station", { params: { datatypeid: "TMAX" } }, '"stationid"'],
    ["a series without a datatype", { params: { stationid: "GHCND:A" } }, '"datatypeid"'],
  ])(
    "refuses %s",
    (
      _,
      { dataset = "GHCND", params }: { dataset?: string; params?: Record<string, string> },
      named,
    ) => {
      const one = series("GHCND:A", "TMAX", params === undefined ? {} : { params });
      const planned: PlannedDataset = { provider: "noaa", dataset, series: [one] };
      expect(() => planNoaa(planned)).toThrow(
        expect.objectContaining({
          code: "CONFIG_INVALID",
          message: expect.stringContaining(named) as string,
        }),
      );
    },
  );
});

describe("the request", () => {
  const [unit] = plan([series("GHCND:A", "TMAX")]);
  if (unit === undefined) throw new Error("Expected a unit");

  it("asks for metric units in pages of a thousand, with the token in a header alone", () => {
    const { url, headers, description } = noaaConnector.request(unit, null, access);
    const query = new URL(url).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      datasetid: "GHCND",
      stationid: "GHCND:A",
      datatypeid: "TMAX",
      units: "metric",
      limit: "1000",
      offset: "1",
    });
    expect(headers).toEqual({ accept: "application/json", token: access.apiKey });
    expect(url).not.toContain(access.apiKey);
    expect(url).toBe(`${access.baseUrl}${description}`);
  });

  it("goes on where the cursor says", () => {
    const { url } = noaaConnector.request(unit, { offset: 1001 }, access);
    expect(new URL(url).searchParams.get("offset")).toBe("1001");
    expect(() => noaaConnector.request(unit, { offset: 0 }, access)).toThrow();
  });

  it("is refused for a unit without a day", () => {
    const empty = { ...unit, startMs: startMs + 1, endMs: startMs + 2 };
    expect(() => noaaConnector.request(empty, null, access)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  });
});
