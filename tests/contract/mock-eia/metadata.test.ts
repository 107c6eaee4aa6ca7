import { describe, expect, it } from "vitest";
import { leaves } from "../../../mock-providers/eia/leaves.ts";
import { anchorMs, ask, createTestProvider, read } from "./ask-eia.ts";

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
    const found = await walk("/v2");
    expect(found.toSorted()).toEqual(leaves.map(({ route }) => `/v2/${route}`).toSorted());
    expect(found).toHaveLength(leaves.length);
    expect(new Set(leaves.map(({ route }) => route)).size).toBe(leaves.length);
  });

  it.each([
    ["coal", "shipments"],
    ["natural-gas", "stor"],
    ["nuclear-outages", "us-nuclear-outages"],
    ["petroleum", "move"],
    ["densified-biomass", "wood-pellet-plants"],
    ["aeo", "2023"],
    ["ieo", "2023"],
    ["co2-emissions", "co2-emissions-aggregates"],
    ["electricity/state-electricity-profiles", "summary"],
  ])("%s lists its real children, %s among them", async (route, child) => {
    const node = (await response(`/v2/${route}`)) as {
      readonly routes: readonly { readonly id: string }[];
    };
    expect(node.routes.map(({ id }) => id)).toContain(child);
  });
});

describe("leaves", () => {
  it.each(leaves.map((leaf) => [leaf.route, leaf] as const))(
    "%s says what its rows then show",
    async (route, leaf) => {
      const about = (await response(`/v2/${route}`)) as {
        readonly id: string;
        readonly frequency: readonly { readonly id: string; readonly format: string }[];
        readonly facets: readonly { readonly id: string }[];
        readonly data: Readonly<Record<string, unknown>>;
        readonly startPeriod: string;
        readonly endPeriod: string;
        readonly defaultFrequency: string;
      };
      expect(about.id).toBe(leaf.id);
      const columns = Object.keys(about.data);
      for (const { id: frequency, format } of about.frequency) {
        const query = `frequency=${frequency}&length=3&${columns.map((one) => `data[]=${one}`).join("&")}`;
        const { response: rows } = read(await ask(provider, `/v2/${route}/data`, query));
        expect(rows.dateFormat).toBe(format);
        expect(rows.frequency).toBe(frequency);
        expect(rows.data).toHaveLength(3);
        for (const row of rows.data) {
          for (const { id } of about.facets) {
            // Most generators belong to no unit.
            if (row[id] !== null) expect(typeof row[id], id).toBe("string");
          }
          for (const column of columns) {
            expect(row[column] === null || typeof row[column] === "string", column).toBe(true);
            const isText = leaf.columns.some((one) => one.id === column && one.isText === true);
            if (!isText) expect(typeof row[leaf.unitColumn(column)]).toBe("string");
          }
        }
        if (frequency === about.defaultFrequency) {
          expect(rows.data[0]?.["period"]).toBe(about.endPeriod);
          const oldest = `${query}&sort[0][column]=period&sort[0][direction]=asc`;
          const first = read(await ask(provider, `/v2/${route}/data`, oldest)).response.data[0];
          expect(first?.["period"]).toBe(about.startPeriod);
        }
      }
    },
  );

  it.each(leaves.map((leaf) => [leaf.route, leaf] as const))(
    "%s lists the values of every facet, and knows each of them",
    async (route, leaf) => {
      for (const { id } of leaf.facets) {
        const { totalFacets, facets } = (await response(`/v2/${route}/facet/${id}`)) as {
          readonly totalFacets: number;
          readonly facets: readonly { readonly id: string; readonly name: string }[];
        };
        expect(facets).toHaveLength(totalFacets);
        expect(new Set(facets.map((one) => one.id)).size).toBe(totalFacets);
        const [value] = facets;
        const query = `length=1&facets[${id}][]=${encodeURIComponent(value?.id ?? "")}`;
        const { data } = read(await ask(provider, `/v2/${route}/data`, query)).response;
        // International statistics by the year have no months.
        if (route !== "international") expect(data[0]?.[id] ?? value?.id).toBe(value?.id);
        expect(value?.name).not.toBe("");
      }
    },
  );

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
