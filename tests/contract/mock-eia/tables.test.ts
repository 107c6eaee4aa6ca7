import { describe, expect, it } from "vitest";
import { listedLeaves, listedSeries } from "../../../mock-providers/eia/listed-surveys.ts";
import { tableLeaves } from "../../../mock-providers/eia/tables.ts";
import { ask, createTestProvider, facet, read, rowsOf, type Row } from "./ask-eia.ts";

const provider = createTestProvider();

function numbers(rows: readonly Row[], column: string): number[] {
  return rows.map((row) => Number(row[column]));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

describe("routes beside the catalogued ones", () => {
  it("have no rows in the scope that promises an exact count", async () => {
    const exact = createTestProvider({ scope: "catalogue" });
    for (const { route, columns } of [...tableLeaves, ...listedLeaves]) {
      const query = `data[]=${columns[0]?.id ?? ""}`;
      expect(read(await ask(exact, `/v2/${route}/data`, query)).response.total, route).toBe("0");
    }
  });

  it("name every area, product and process of their series", () => {
    for (const leaf of listedLeaves) {
      for (const one of listedSeries(leaf) ?? []) {
        expect(one.level, one.series).toBeGreaterThan(0);
        expect(one.productName, one.series).not.toBe(one.product);
        expect(one.processName, one.series).not.toBe(one.process);
        expect(one.areaName, one.series).not.toBe("");
        expect(one.units, one.series).toMatch(/^[$%A-Z/]+$/);
      }
    }
  });

  it("end where the original ended", async () => {
    const query = "frequency=monthly&data[]=value&length=1";
    const [newest] = await rowsOf(provider, "/v2/petroleum/pri/refmg/data", query);
    expect(newest?.["period"]).toBe("2022-03");
    const [year] = await rowsOf(
      provider,
      "/v2/petroleum/pri/refmg/data",
      "frequency=annual&length=1",
    );
    expect(year?.["period"]).toBe("2021");
  });
});

describe("petroleum/pri/gnd", () => {
  const path = "/v2/petroleum/pri/gnd/data/";
  const regular = facet("series", ["EMM_EPMR_PTE_NUS_DPG"]);

  it("has the prices of Mondays from the evening on, a day later after a holiday", async () => {
    const newest = async (nowMs: number) => {
      const [row] = await rowsOf(
        provider,
        path,
        `frequency=weekly&data[]=value&${regular}&length=1`,
        {
          nowMs,
        },
      );
      return row?.["period"];
    };
    expect(await newest(Date.parse("2026-03-17T00:29:00Z"))).toBe("2026-03-09");
    expect(await newest(Date.parse("2026-03-17T00:30:00Z"))).toBe("2026-03-16");
    // Memorial Day.
    expect(await newest(Date.parse("2026-05-26T12:00:00Z"))).toBe("2026-05-18");
    expect(await newest(Date.parse("2026-05-27T00:30:00Z"))).toBe("2026-05-25");
  });

  it("forms months from their Mondays, when both are over", async () => {
    const weeks = await rowsOf(
      provider,
      path,
      `frequency=weekly&data[]=value&${regular}&start=2026-02-01&end=2026-02-28`,
    );
    const [month] = await rowsOf(
      provider,
      path,
      `frequency=monthly&data[]=value&${regular}&length=1`,
    );
    expect(month?.["period"]).toBe("2026-02");
    expect(Number(month?.["value"])).toBeCloseTo(sum(numbers(weeks, "value")) / weeks.length, 2);
  });
});

describe("a series of several routes", () => {
  it("says the same in all of them", async () => {
    const query = `frequency=weekly&data[]=value&${facet("series", ["WGFUPUS2"])}&length=3`;
    const supply = await rowsOf(provider, "/v2/petroleum/sum/sndw/data/", query);
    expect(supply).toHaveLength(3);
    expect(await rowsOf(provider, "/v2/petroleum/cons/wpsup/data/", query)).toEqual(supply);
  });
});

describe("four-week averages", () => {
  it("are means of four weeks, also under their legacy letter", async () => {
    const path = "/v2/petroleum/cons/wpsup/data/";
    const gasoline = facet("series", ["WGFUPUS2"]);
    const weeks = await rowsOf(
      provider,
      path,
      `frequency=weekly&data[]=value&${gasoline}&length=4`,
    );
    const [mean] = await rowsOf(
      provider,
      path,
      `frequency=four-week-average&data[]=value&${gasoline}&length=1`,
    );
    expect(mean?.["period"]).toBe(weeks[0]?.["period"]);
    expect(Number(mean?.["value"])).toBe(Math.round(sum(numbers(weeks, "value")) / 4));
    const legacy = read(await ask(provider, "/v2/seriesid/PET.WGFUPUS2.4", "length=1")).response;
    expect(legacy.frequency).toBe("four-week-average");
    expect(legacy.data[0]?.["value"]).toBe(Number(mean?.["value"]));
  });
});

describe("tables", () => {
  it("of outages agree from reactor to nation, and shares follow", async () => {
    const query =
      "data[]=capacity&data[]=outage&data[]=percentOutage&start=2026-03-01&end=2026-03-01";
    const [nation] = await rowsOf(provider, "/v2/nuclear-outages/us-nuclear-outages/data", query);
    const plants = await rowsOf(
      provider,
      "/v2/nuclear-outages/facility-nuclear-outages/data",
      query,
    );
    const reactors = await rowsOf(
      provider,
      "/v2/nuclear-outages/generator-nuclear-outages/data",
      query,
    );
    expect(Object.keys(nation ?? {})).toEqual([
      "period",
      "capacity",
      "capacity-units",
      "outage",
      "outage-units",
      "percentOutage",
      "percentOutage-units",
    ]);
    for (const column of ["capacity", "outage"]) {
      const total = Number(nation?.[column]);
      expect(sum(numbers(plants, column))).toBeCloseTo(total, 2);
      expect(sum(numbers(reactors, column))).toBeCloseTo(total, 2);
    }
    const share = (Number(nation?.["outage"]) / Number(nation?.["capacity"])) * 100;
    expect(Number(nation?.["percentOutage"])).toBeCloseTo(share, 2);
    expect(reactors[0]).toMatchObject({
      facility: "46",
      facilityName: "Browns Ferry",
      generator: "1",
    });
  });

  it("of carbon dioxide sum sectors, fuels and states", async () => {
    const path = "/v2/co2-emissions/co2-emissions-aggregates/data/";
    const year = "data[]=value&start=2022&end=2022";
    const rows = await rowsOf(provider, path, year);
    const of = (sector: string, fuel: string, state: string) =>
      Number(
        rows.find(
          (row) => row["sectorId"] === sector && row["fuelId"] === fuel && row["stateId"] === state,
        )?.["value"],
      );
    expect(of("TT", "TO", "CA")).toBeCloseTo(
      of("TT", "CO", "CA") + of("TT", "PE", "CA") + of("TT", "NG", "CA"),
      4,
    );
    const states = rows.filter(
      (row) => row["sectorId"] === "EC" && row["fuelId"] === "NG" && row["stateId"] !== "US",
    );
    expect(sum(numbers(states, "value"))).toBeCloseTo(of("EC", "NG", "US"), 3);
    expect(rows[0]).toHaveProperty("sector-name");
    expect(rows[0]).toHaveProperty("value-units", "million metric tons of CO2");
  });

  it("of imports sum countries and districts, and leave out what never came", async () => {
    const query = "data[]=quantity&start=2025-06&end=2025-06";
    const rows = await rowsOf(provider, "/v2/crude-oil-imports/data/", query);
    const nation = rows.filter((row) => row["destinationId"] === "US");
    const countries = nation.filter((row) => row["originType"] === "CTY");
    const world = nation.filter((row) => row["originId"] === "WORLD");
    expect(sum(numbers(countries, "quantity"))).toBe(sum(numbers(world, "quantity")));
    const mexico = rows.filter((row) => row["originId"] === "CTY_MX");
    expect(mexico.map((row) => row["destinationId"])).not.toContain("RP_4");
  });

  it("of imports name facet values without an alias, as recorded", async () => {
    const { body } = await ask(provider, "/v2/crude-oil-imports/facet/originType");
    expect(String(body)).toContain(
      '"totalFacets":2,"facets":[{"id":"CTY","name":"Country"},{"id":"WORLD","name":"World"}]',
    );
  });

  it("of generators hold texts without units, which are no observations", async () => {
    const columns = [
      "county",
      "latitude",
      "nameplate-capacity-mw",
      "planned-retirement-year-month",
    ];
    const query = `${columns.map((one) => `data[]=${one}`).join("&")}&${facet("plantid", ["8102"])}&length=1`;
    const path = "/v2/electricity/operating-generator-capacity/data/";
    const answer = await ask(provider, path, query);
    const [row] = read(answer).response.data;
    expect(row).toMatchObject({
      plantName: "Gen J M Gavin",
      unit: null,
      county: "Gallia",
      latitude: "38.934700",
      "nameplate-capacity-mw": "1300",
      "nameplate-capacity-mw-units": "MW",
      "planned-retirement-year-month": "2031-12",
    });
    expect(row).not.toHaveProperty("county-units");
    expect(answer.served?.observations).toBe(1);
    const [range] = answer.served?.ranges ?? [];
    expect(range?.seriesId).toMatch(/nameplate-capacity-mw\.monthly$/);
    const xml = String((await ask(provider, path, `${query}&out=xml`)).body);
    expect(xml).toContain("<county>Gallia</county><latitude>38.934700</latitude>");
    const texts = await ask(provider, path, "data[]=county&length=5");
    expect(texts.served).toBeUndefined();
  });

  it("of plants say the same under the totals of fuel and mover", async () => {
    const query = `frequency=monthly&data[]=generation&${facet("plantCode", ["6761"])}&start=2025-10&end=2025-10`;
    const rows = await rowsOf(provider, "/v2/electricity/facility-fuel/data/", query);
    expect(rows.map((row) => [row["fuel2002"], row["primeMover"]])).toEqual([
      ["ALL", "ALL"],
      ["SUB", "ST"],
      ["SUB", "ALL"],
    ]);
    expect(new Set(rows.map((row) => row["generation"])).size).toBe(1);
  });

  it("of projections are out at once and reach to 2050", async () => {
    const path = "/v2/aeo/2025/data/";
    const query = `data[]=value&${facet("scenario", ["ref2025"])}&${facet("tableId", ["3"])}`;
    const before = { nowMs: Date.parse("2025-04-15T13:59:00Z") };
    expect(await rowsOf(provider, path, query, before)).toEqual([]);
    const rows = await rowsOf(provider, path, query);
    expect(new Set(rows.map((row) => row["period"])).size).toBe(27);
    expect(rows[0]).toMatchObject({
      period: "2050",
      history: "PROJECTION",
      regionName: "United States",
    });
  });
});
