import { describe, expect, it } from "vitest";
import type { CatalogueSeries } from "../../../mock-providers/kit/types.ts";
import {
  ask,
  createTestProvider,
  dayPeriod,
  facet,
  hourPeriod,
  read,
  regionPath,
  rowsOf,
} from "./ask-eia.ts";

const dayMs = 86_400_000;

/** The request a client makes of a catalogued series, by docs/data-model.md. */
function requestFor(series: CatalogueSeries): { path: string; query: string } {
  const { dataset, params, frequency, startMs, endMs } = series;
  const facets = Object.entries(params).filter(([name]) => name !== "frequency");
  const selected = facets.map(([name, value]) => facet(name, [value])).join("&");
  const [start, end] = periodsOf(frequency, startMs, endMs);
  const query = `frequency=${frequency}&data[]=value&${selected}&start=${start}&end=${end}&sort[0][column]=period&sort[0][direction]=asc`;
  return { path: `/v2/${dataset}/data/`, query };
}

function periodsOf(frequency: string, startMs: number, endMs: number): [string, string] {
  switch (frequency) {
    case "hourly":
      return [hourPeriod(startMs + 3_600_000), hourPeriod(endMs)];
    case "weekly":
      return [dayPeriod(startMs + 6 * dayMs), dayPeriod(endMs - dayMs)];
    case "monthly":
      return [dayPeriod(startMs).slice(0, 7), dayPeriod(endMs - dayMs).slice(0, 7)];
    default:
      return [dayPeriod(startMs), dayPeriod(endMs - dayMs)];
  }
}

describe("the catalogue of the EIA mock", () => {
  it("draws 50 series from ten routes", () => {
    const { catalogue } = createTestProvider();
    const counts = Object.groupBy(catalogue, ({ dataset }) => dataset);
    expect(Object.entries(counts).map(([dataset, list]) => [dataset, list?.length])).toEqual([
      ["electricity/rto/region-data", 11],
      ["electricity/rto/fuel-type-data", 6],
      ["electricity/rto/region-sub-ba-data", 4],
      ["electricity/rto/interchange-data", 3],
      ["petroleum/stoc/wstk", 6],
      ["petroleum/pri/spt", 4],
      ["natural-gas/stor/wkly", 4],
      ["natural-gas/pri/fut", 4],
      ["steo", 4],
      ["total-energy", 4],
    ]);
    expect(catalogue[1]).toMatchObject({
      seriesId: "CISO.DF.hourly",
      params: { respondent: "CISO", type: "DF", frequency: "hourly" },
      unit: "megawatthours",
      location: "CISO",
    });
    const ids = catalogue.map(({ seriesId }) => seriesId);
    for (const id of [
      ...["ERCO", "PJM", "MISO", "NYIS", "ISNE", "SWPP", "BPAT"].map((code) => `${code}.D.hourly`),
      ...["SUN", "WND", "NG", "NUC", "WAT", "BAT"].map((fuel) => `CISO.${fuel}.hourly`),
      ...["PGAE", "SCE", "SDGE", "VEA"].map((area) => `CISO.${area}.hourly`),
      ...["BPAT", "AZPS"].map((neighbour) => `CISO.${neighbour}.hourly`),
      "WCESTUS1.weekly",
      "RWTC.daily",
      "RBRTE.daily",
      "RNGWHHD.daily",
      "RNGC1.daily",
      "NW2_EPG0_SWO_R48_BCF.weekly",
      "NW2_EPG0_SWO_R31_BCF.weekly",
      "PADI_OPEC.monthly",
      "PATC_WORLD.monthly",
      "PATWPUS.monthly",
    ]) {
      expect(ids).toContain(id);
    }
  });

  it.each([1, 2, 7, 49, 50, 333, 2_000])(
    "has exactly %i series when asked for as many",
    (count) => {
      const { catalogue } = createTestProvider({ seriesCount: count, pointsPerSeries: 10 });
      const ids = new Set(catalogue.map(({ dataset, seriesId }) => `${dataset} ${seriesId}`));
      expect(ids.size).toBe(count);
    },
  );

  it.each([
    { seriesCount: 50, pointsPerSeries: 1000, scope: "full" as const },
    { seriesCount: 61, pointsPerSeries: 12_345, scope: "catalogue" as const },
    { seriesCount: 300, pointsPerSeries: 7, scope: "catalogue" as const },
    { seriesCount: 1_000, pointsPerSeries: 1, scope: "full" as const },
    { seriesCount: 1, pointsPerSeries: 20_000, scope: "full" as const },
    { seriesCount: 50, pointsPerSeries: 20_000, scope: "catalogue" as const },
  ])("promises exactly the points a client finds: %j", async (options) => {
    const provider = createTestProvider(options);
    for (const series of provider.catalogue) {
      const { path, query } = requestFor(series);
      const answer = await ask(provider, path, query);
      const { total, data } = read(answer).response;
      expect(Number(total), series.seriesId).toBe(options.pointsPerSeries);
      expect(series.points).toBe(options.pointsPerSeries);
      expect(data).toHaveLength(Math.min(5000, series.points));
      const [range] = answer.served?.ranges ?? [];
      expect(range).toMatchObject({ dataset: series.dataset, seriesId: series.seriesId });
      expect(range?.["fromMs"]).toBe(series.startMs);
      if (series.points <= 5000) expect(range?.["toMs"]).toBe(series.endMs);
    }
  });

  it("keeps the ranges of a dataset alike, so that one request can ask for many series", () => {
    const { catalogue } = createTestProvider();
    const own: string[] = [];
    for (const [dataset, list = []] of Object.entries(
      Object.groupBy(catalogue, (one) => one.dataset),
    )) {
      const ranges = Object.groupBy(list, ({ startMs, endMs }) => `${startMs} ${endMs}`);
      if (Object.keys(ranges).length > 1) own.push(dataset);
    }
    // The futures were given up in 2024, and what was disrupted is known for the past alone.
    expect(own).toEqual(["natural-gas/pri/fut", "steo"]);
  });

  it("has distinct titles, units and plausible levels", async () => {
    const provider = createTestProvider();
    const titles = new Set(provider.catalogue.map(({ title }) => title));
    expect(titles.size).toBe(50);
    for (const series of provider.catalogue) {
      const { path, query } = requestFor(series);
      const values = (await rowsOf(provider, path, query)).flatMap(({ value }) =>
        value === null ? [] : [Number(value)],
      );
      expect(values.length, series.seriesId).toBeGreaterThan(900);
      expect(values.every(Number.isFinite), series.seriesId).toBe(true);
      // A nuclear plant runs flat, everything else moves.
      expect(new Set(values).size, series.seriesId).toBeGreaterThan(10);
      expect(series.unit, series.seriesId).not.toBe("");
    }
  });

  it("has only catalogued series in the scope that promises an exact count", async () => {
    const provider = createTestProvider({ seriesCount: 3, scope: "catalogue" });
    const rows = await rowsOf(provider, regionPath, "data[]=value&length=100");
    const served = new Set(
      rows.map(({ respondent, type }) => `${String(respondent)}.${String(type)}`),
    );
    expect([...served].sort()).toEqual(["CISO.D", "CISO.DF", "CISO.NG"]);
  });

  it("refuses a history that would begin before the year 1", () => {
    expect(() => createTestProvider({ pointsPerSeries: 200_000 })).toThrow("before the year 1");
  });
});
