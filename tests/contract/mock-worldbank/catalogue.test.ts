import { describe, expect, it } from "vitest";
import type { CatalogueSeries } from "../../../mock-providers/kit/types.ts";
import { anchorMs, ask, askRows, createTestProvider } from "./ask-worldbank.ts";

/** `date` of the API for a catalogued range. */
function dateOf({ frequency, startMs, endMs }: CatalogueSeries): string {
  const format = (ms: number): string => {
    const day = new Date(ms);
    const year = String(day.getUTCFullYear()).padStart(4, "0");
    const month = day.getUTCMonth() + 1;
    if (frequency === "annual") return year;
    return frequency === "quarterly"
      ? `${year}Q${(month + 2) / 3}`
      : `${year}M${String(month).padStart(2, "0")}`;
  };
  const lastMonths = { annual: 12, quarterly: 3, monthly: 1 }[frequency] ?? 1;
  const last = new Date(endMs);
  last.setUTCMonth(last.getUTCMonth() - lastMonths);
  return `${format(startMs)}:${format(last.getTime())}`;
}

/** The request a client makes of a catalogued series, by docs/data-model.md. */
function requestFor(series: CatalogueSeries): string {
  const { country, indicator, source } = series.params;
  return `/v2/country/${String(country)}/indicator/${String(indicator)}?source=${String(source)}&date=${dateOf(series)}`;
}

describe("the catalogue of the World Bank mock", () => {
  it("lists 12 annual, 12 quarterly and 26 monthly series for 50", () => {
    const { catalogue } = createTestProvider();
    const count = (wanted: string) =>
      catalogue.filter(({ frequency }) => frequency === wanted).length;
    expect([count("annual"), count("quarterly"), count("monthly")]).toEqual([12, 12, 26]);
    expect(catalogue[0]).toMatchObject({
      dataset: "country/indicator",
      seriesId: "NY.GDP.MKTP.CD.MEX.annual",
      title: "GDP (current US$): Mexico",
      unit: "current US$",
      frequency: "annual",
      location: "MEX",
      params: { indicator: "NY.GDP.MKTP.CD", country: "MEX", frequency: "annual", source: "2" },
    });
    expect(catalogue.map(({ seriesId }) => seriesId)).toContain("CPTOTSAXN.USA.monthly");
  });

  it.each([1, 2, 7, 49, 50, 333, 1_000])(
    "has exactly %i series when asked for as many",
    (count) => {
      const { catalogue } = createTestProvider({ seriesCount: count, pointsPerSeries: 10 });
      expect(new Set(catalogue.map(({ seriesId }) => seriesId)).size).toBe(count);
    },
  );

  it.each([
    { seriesCount: 50, pointsPerSeries: 1000 },
    { seriesCount: 30, pointsPerSeries: 2000, seed: 7 },
    { seriesCount: 5, pointsPerSeries: 20_000 },
    { seriesCount: 200, pointsPerSeries: 7, scope: "catalogue" as const },
  ])("promises exactly the points a client finds: %j", async (options) => {
    const provider = createTestProvider(options);
    for (const series of provider.catalogue) {
      const target = `${requestFor(series)}&format=json&per_page=32767`;
      const { served } = await ask(target, {}, provider);
      expect(series.points).toBe(options.pointsPerSeries);
      expect(served?.observations, series.seriesId).toBe(series.points);
      expect(served?.ranges, series.seriesId).toEqual([
        {
          dataset: series.dataset,
          seriesId: series.seriesId,
          count: series.points,
          fromMs: series.startMs,
          toMs: series.endMs,
        },
      ]);
    }
  });

  it("continues histories only where a date asks for them", async () => {
    const provider = createTestProvider({ pointsPerSeries: 1000 });
    const target = "/v2/country/MEX;FRA/indicator/NY.GDP.MKTP.CD";
    const { header } = await askRows(target, {}, provider);
    expect(header["total"]).toBe(132);
    const { rows } = await askRows(`${target}?date=1026:1959&per_page=2000`, {}, provider);
    expect(new Set(rows.map(({ countryiso3code }) => countryiso3code))).toEqual(new Set(["MEX"]));
    expect(rows).toHaveLength(934);
    expect(rows.every(({ value }) => value !== null && value > 0)).toBe(true);
  });

  it("keeps the ranges of a frequency alike, so that one request can ask for many economies", () => {
    const { catalogue } = createTestProvider({ pointsPerSeries: 1000 });
    for (const same of Map.groupBy(catalogue, ({ frequency }) => frequency).values()) {
      expect(new Set(same.map(({ startMs, endMs }) => `${startMs} ${endMs}`)).size).toBe(1);
    }
  });

  it("has monthly series alone when years would not have four digits", () => {
    const { catalogue } = createTestProvider({ pointsPerSeries: 20_000 });
    expect(new Set(catalogue.map(({ frequency }) => frequency))).toEqual(new Set(["monthly"]));
    expect(new Date(catalogue[0]?.startMs ?? 0).getUTCFullYear()).toBe(359);
  });

  it("refuses a history that would begin before the year 100", () => {
    expect(() => createTestProvider({ pointsPerSeries: 24_000 })).toThrow("before the year 100");
  });

  it("ends before the anchor", () => {
    for (const { endMs } of createTestProvider().catalogue)
      expect(endMs).toBeLessThanOrEqual(anchorMs);
  });
});
