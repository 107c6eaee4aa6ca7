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
  spotPath,
  stockPath,
} from "./ask-eia.ts";

const dayMs = 86_400_000;

/** The request a client makes of a catalogued series, by docs/data-model.md. */
function requestFor(series: CatalogueSeries): { path: string; query: string } {
  const { params, startMs, endMs } = series;
  const facets = Object.entries(params).filter(([name]) => name !== "frequency");
  const selected = facets.map(([name, value]) => facet(name, [value])).join("&");
  const base = `frequency=${String(params["frequency"])}&data[]=value&${selected}`;
  const sort = "sort[0][column]=period&sort[0][direction]=asc";
  if (params["frequency"] === "hourly") {
    const start = hourPeriod(startMs + 3_600_000);
    return { path: regionPath, query: `${base}&start=${start}&end=${hourPeriod(endMs)}&${sort}` };
  }
  const isWeekly = params["frequency"] === "weekly";
  const start = dayPeriod(isWeekly ? startMs + 6 * dayMs : startMs);
  const query = `${base}&start=${start}&end=${dayPeriod(endMs - dayMs)}&${sort}`;
  return { path: isWeekly ? stockPath : spotPath, query };
}

describe("the catalogue of the EIA mock", () => {
  it("lists 8 respondents with 4 types, 9 weekly stocks and 9 daily prices for 50 series", () => {
    const { catalogue } = createTestProvider();
    const count = (dataset: string) => catalogue.filter((one) => one.dataset === dataset).length;
    expect(count("electricity/rto/region-data")).toBe(32);
    expect(count("petroleum/stoc/wstk")).toBe(9);
    expect(count("petroleum/pri/spt")).toBe(9);
    expect(catalogue[1]).toMatchObject({
      seriesId: "CISO.DF.hourly",
      params: { respondent: "CISO", type: "DF", frequency: "hourly" },
      unit: "megawatthours",
      location: "CISO",
    });
    expect(catalogue.map(({ seriesId }) => seriesId)).toContain("WCESTUS1.weekly");
    expect(catalogue.map(({ seriesId }) => seriesId)).toContain("RWTC.daily");
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
    for (const dataset of new Set(catalogue.map((one) => one.dataset))) {
      const ranges = catalogue
        .filter((one) => one.dataset === dataset)
        .map(({ startMs, endMs }) => `${String(startMs)} ${String(endMs)}`);
      expect(new Set(ranges).size).toBe(1);
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
