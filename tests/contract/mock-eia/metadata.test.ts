import { describe, expect, it } from "vitest";
import { anchorMs, ask, createTestProvider } from "./ask-eia.ts";

const provider = createTestProvider();

async function response(path: string): Promise<unknown> {
  const answer = await ask(provider, path);
  expect(answer.status).toBe(200);
  const body = JSON.parse(String(answer.body)) as { readonly response: unknown };
  return body.response;
}

describe("routes", () => {
  it("lists the root with one slash, two, or none at the end", async () => {
    const root = (await response("/v2/")) as {
      readonly routes: readonly { readonly id: string }[];
    };
    expect(root.routes.map(({ id }) => id)).toContain("petroleum");
    expect(root.routes).toHaveLength(14);
    expect(await response("/v2//")).toEqual(root);
    expect(await response("/v2")).toEqual(root);
  });

  it("can be walked down to every leaf with data", async () => {
    async function walk(path: string): Promise<string[]> {
      const { status, body } = await ask(provider, path);
      if (status !== 200) return [];
      const { response: node } = JSON.parse(String(body)) as {
        readonly response: { readonly routes?: readonly { readonly id: string }[] };
      };
      if (node.routes === undefined) return [path];
      const below = await Promise.all(node.routes.map(({ id }) => walk(`${path}/${id}`)));
      return below.flat();
    }
    expect(await walk("/v2")).toEqual([
      "/v2/electricity/rto/region-data",
      "/v2/petroleum/pri/spt",
      "/v2/petroleum/stoc/wstk",
    ]);
  });
});

describe("leaves", () => {
  it("describe frequencies, facets and columns of hourly grid data", async () => {
    expect(await response("/v2/electricity/rto/region-data/")).toMatchObject({
      id: "region-data",
      frequency: [
        { id: "hourly", alias: "hourly (UTC)", query: "H", format: 'YYYY-MM-DD"T"HH24' },
        { id: "local-hourly", query: "LH", format: 'YYYY-MM-DD"T"HH24TZH' },
      ],
      facets: [{ id: "respondent" }, { id: "type" }],
      data: { value: { "aggregation-method": "SUM", units: "megawatthours" } },
      startPeriod: "2019-01-01T00",
      // The forecast reaches a day ahead of the clock.
      endPeriod: "2026-03-16T13",
      defaultFrequency: "hourly",
    });
  });

  it("move their end with the clock", async () => {
    const later = await ask(provider, "/v2/petroleum/stoc/wstk", "", {
      nowMs: anchorMs + 7 * 86_400_000,
    });
    expect(String(later.body)).toContain('"endPeriod":"2026-03-13"');
  });
});

describe("facets", () => {
  it("are listed, and their values too", async () => {
    const leaf = "/v2/electricity/rto/region-data";
    expect(await response(`${leaf}/facet`)).toEqual({
      totalFacetOptions: 2,
      facetOptions: ["respondent", "type"],
    });
    expect(await response(`${leaf}/facet/type/`)).toEqual({
      totalFacets: 4,
      facets: [
        { id: "D", name: "Demand", alias: "(D) Demand" },
        { id: "DF", name: "Day-ahead demand forecast", alias: "(DF) Day-ahead demand forecast" },
        { id: "NG", name: "Net generation", alias: "(NG) Net generation" },
        { id: "TI", name: "Total interchange", alias: "(TI) Total interchange" },
      ],
    });
    expect(await response("/v2/petroleum/pri/spt/facet/product")).toMatchObject({
      facets: expect.arrayContaining([
        { id: "EPCBRENT", name: "UK Brent Crude Oil", alias: "(EPCBRENT) UK Brent Crude Oil" },
      ]) as unknown,
    });
  });
});
