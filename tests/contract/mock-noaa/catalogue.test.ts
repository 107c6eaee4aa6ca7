import { describe, expect, it } from "vitest";
import type { WorldOptions } from "../../../mock-providers/kit/types.ts";
import { anchorMs, createTestProvider, dataPath, dayMs, pageOf, type Row } from "./ask-noaa.ts";

/** How many rows the provider has in a catalogued range, asked window by window. */
async function countRows(
  provider: ReturnType<typeof createTestProvider>,
  series: (typeof provider.catalogue)[number],
): Promise<number> {
  const { params, startMs, endMs, dataset } = series;
  const windowMs = (dataset === "GHCND" ? 365 : 3650) * dayMs;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  let count = 0;
  for (let fromMs = startMs; fromMs < endMs; fromMs += windowMs) {
    const toMs = Math.min(fromMs + windowMs, endMs) - dayMs;
    const path = dataPath({ ...params, startdate: day(fromMs), enddate: day(toMs), limit: 1 });
    count += (await pageOf<Row>(provider, path)).metadata?.resultset.count ?? 0;
  }
  return count;
}

describe("the catalogue", () => {
  const provider = createTestProvider();

  it("lists fifty series of more than twelve real stations, daily and monthly", () => {
    const { catalogue } = provider;
    expect(catalogue).toHaveLength(50);
    expect(new Set(catalogue.map(({ dataset, seriesId }) => `${dataset} ${seriesId}`)).size).toBe(
      50,
    );
    const stations = new Set(catalogue.map(({ location }) => location));
    expect(stations.size).toBeGreaterThanOrEqual(12);
    const types = (dataset: string) =>
      [
        ...new Set(
          catalogue
            .filter((one) => one.dataset === dataset)
            .map(({ params }) => params["datatypeid"]),
        ),
      ].sort();
    expect(types("GHCND")).toEqual(["AWND", "PRCP", "SNOW", "TAVG", "TMAX", "TMIN"]);
    expect(types("GSOM")).toEqual(["PRCP", "TAVG"]);
    for (const station of ["USW00023174", "USW00023234", "USW00094728", "USW00094846"]) {
      const ids = catalogue.map(({ seriesId }) => seriesId);
      for (const type of ["TMAX", "TMIN", "PRCP"])
        expect(ids).toContain(`GHCND:${station}.${type}`);
    }
  });

  it("describes a series in the provider's words", () => {
    expect(provider.catalogue[0]).toEqual({
      dataset: "GHCND",
      seriesId: "GHCND:USW00023174.TMAX",
      title: "LOS ANGELES INTERNATIONAL AIRPORT, CA US: Maximum temperature",
      unit: "degC",
      frequency: "daily",
      location: "GHCND:USW00023174",
      params: { datasetid: "GHCND", stationid: "GHCND:USW00023174", datatypeid: "TMAX" },
      points: 1000,
      startMs: Date.parse("2023-06-17T00:00:00Z"),
      endMs: Date.parse("2026-03-13T00:00:00Z"),
    });
  });

  it.each<[string, Partial<WorldOptions>]>([
    ["the default world", {}],
    ["a world with gaps", { scope: "full" }],
    ["few points", { pointsPerSeries: 3 }],
    ["many series", { seriesCount: 400, pointsPerSeries: 40 }],
    [
      "an anchor on a clock change",
      { anchorMs: Date.parse("2025-11-02T06:30:00Z"), pointsPerSeries: 30 },
    ],
    [
      "an anchor just after midnight of a month",
      { anchorMs: Date.parse("2026-03-01T00:00:01Z"), pointsPerSeries: 30 },
    ],
  ])(
    "ranges hold exactly their points at the anchor: %s",
    async (_, options) => {
      const world = createTestProvider(options);
      const now = options.anchorMs ?? anchorMs;
      for (const series of world.catalogue) {
        expect(series.endMs).toBeLessThanOrEqual(now);
      }
      // Every seventh of a long catalogue is enough.
      const step = world.catalogue.length > 100 ? 7 : 1;
      for (let index = 0; index < world.catalogue.length; index += step) {
        const series = world.catalogue[index];
        if (series === undefined) continue;
        expect(await countRows(world, series), series.seriesId).toBe(series.points);
      }
    },
    60_000,
  );

  it("goes on with made-up stations and older days, and without months once they do not reach", () => {
    const long = createTestProvider({ seriesCount: 1000, pointsPerSeries: 20 });
    expect(long.catalogue).toHaveLength(1000);
    expect(long.catalogue.some(({ location }) => location === "GHCND:USX00000001")).toBe(true);
    const deep = createTestProvider({ pointsPerSeries: 20_000 });
    expect(new Set(deep.catalogue.map(({ dataset }) => dataset))).toEqual(new Set(["GHCND"]));
    expect(deep.catalogue).toHaveLength(50);
    expect(new Date(deep.catalogue[0]?.startMs ?? 0).getUTCFullYear()).toBeLessThan(1972);
  });

  it("refuses a world that would begin before the year 1", () => {
    const anchor = Date.parse("0050-01-01T00:00:00Z");
    expect(() => createTestProvider({ anchorMs: anchor, pointsPerSeries: 20_000 })).toThrow(
      /year 1/,
    );
  });
});
