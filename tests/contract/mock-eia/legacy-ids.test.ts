import { describe, expect, it } from "vitest";
import { ask, createTestProvider, digestOf, read } from "./ask-eia.ts";

const provider = createTestProvider();

interface SeriesBody {
  readonly response: {
    readonly id: string;
    readonly total: number;
    readonly description: string;
    readonly frequency: string;
  };
}

describe("/v2/seriesid", () => {
  it.each([
    ["PET.RWTC.D", "petroleum", "daily", { series: "RWTC", units: "$/BBL" }],
    ["PET.WCRFPUS2.W", "petroleum", "weekly", { series: "WCRFPUS2", units: "MBBL/D" }],
    ["PET.WPULEUS3.W", "petroleum", "weekly", { series: "WPULEUS3", units: "%" }],
    ["PET.MD0MP_R10-R20_1.M", "petroleum", "monthly", { duoarea: "R10-R20", units: "MBBL" }],
    ["PET.MD0MP_R10-R20_1.A", "petroleum", "annual", { duoarea: "R10-R20" }],
    ["NG.RNGWHHD.D", "natural-gas", "daily", { series: "RNGWHHD", units: "$/MMBTU" }],
    ["NG.RNGWHHD.M", "natural-gas", "monthly", { series: "RNGWHHD" }],
    ["NG.NW2_EPG0_SWO_R48_BCF.W", "natural-gas", "weekly", { duoarea: "R48", units: "BCF" }],
    ["STEO.PATC_WORLD.M", "steo", "monthly", { seriesId: "PATC_WORLD" }],
    ["STEO.PATC_WORLD.Q", "steo", "quarterly", { seriesId: "PATC_WORLD" }],
    ["STEO.PATC_WORLD.A", "steo", "annual", { seriesId: "PATC_WORLD" }],
    ["EBA.CISO-ALL.D.H", "region-data", "hourly", { respondent: "CISO", type: "D" }],
    ["EBA.CISO-ALL.D.HL", "region-data", "local-hourly", { respondent: "CISO", type: "D" }],
    ["EBA.CISO-ALL.NG.SUN.H", "fuel-type-data", "hourly", { fueltype: "SUN" }],
    ["EBA.CISO-BPAT.ID.H", "interchange-data", "hourly", { fromba: "CISO", toba: "BPAT" }],
    [
      "SEDS.TETCB.CA.A",
      "seds",
      "annual",
      { seriesId: "TETCB", stateId: "CA", unit: "Billion Btu" },
    ],
    ["TOTAL.PATWPUS.M", "total-energy", "monthly", { msn: "PATWPUS", unit: "Number" }],
    ["TOTAL.TETCBUS.A", "total-energy", "annual", { msn: "TETCBUS", unit: "Trillion Btu" }],
    [
      "INTL.55-1-ARE-TBPD.M",
      "international",
      "monthly",
      { productId: 55, activityId: 1, countryRegionId: "ARE", unit: "TBPD" },
    ],
    ["INTL.29-12-DEU-BKWH.A", "international", "annual", { productId: 29, unit: "BKWH" }],
    [
      "ELEC.SALES.CO-RES.A",
      "retail-sales",
      "annual",
      { stateid: "CO", sectorid: "RES", "sales-units": "million kilowatt hours" },
    ],
    [
      "ELEC.PRICE.US-ALL.M",
      "retail-sales",
      "monthly",
      { stateid: "US", sectorid: "ALL", "price-units": "cents per kilowatt-hour" },
    ],
    ["ELEC.CUSTOMERS.TX-RES.Q", "retail-sales", "quarterly", { stateid: "TX" }],
    [
      "ELEC.GEN.ALL-US-99.M",
      "electric-power-operational-data",
      "monthly",
      { location: "US", fueltypeid: "ALL", "generation-units": "thousand megawatthours" },
    ],
    [
      "ELEC.COST_BTU.NG-TX-98.M",
      "electric-power-operational-data",
      "monthly",
      { location: "TX", "cost-per-btu-units": "dollars per million Btu" },
    ],
  ])("%s: numbers, newest first, with the id of its family", async (id, family, frequency, row) => {
    const answer = await ask(provider, `/v2/seriesid/${id}`);
    const { response } = JSON.parse(String(answer.body)) as SeriesBody;
    expect(response).toMatchObject({ id: family, frequency });
    expect(typeof response.total).toBe("number");
    expect(response.description).not.toBe("");
    const { data } = read(answer).response;
    expect(data).toHaveLength(Math.min(5000, response.total));
    expect(data[0]).toMatchObject(row);
    const periods = data.map(({ period }) => period);
    expect(
      periods.every((period) => typeof period === (frequency === "annual" ? "number" : "string")),
    ).toBe(true);
    expect(periods).toEqual(periods.toSorted().toReversed());
    // One measured column, a number or missing.
    const [measured = ""] = Object.keys(data[0] ?? {}).slice(-2);
    for (const one of data) {
      const value = one[measured];
      expect(value === null || value === "NA" || typeof value === "number", id).toBe(true);
    }
    const expanded = (answer.served?.ranges ?? []).flatMap((range) => [
      ...provider.expand(range, Date.parse("2026-03-15T12:00:00Z")),
    ]);
    expect(answer.served?.ranges).toHaveLength(1);
    expect(digestOf(expanded)).toBe(answer.served?.digest);
  });

  it("says the same as /data of its route", async () => {
    const byId = read(await ask(provider, "/v2/seriesid/ELEC.SALES.CO-RES.A")).response.data;
    const query = "data[]=sales&frequency=annual&facets[stateid][]=CO&facets[sectorid][]=RES";
    const rows = read(await ask(provider, "/v2/electricity/retail-sales/data", query)).response
      .data;
    expect(byId.map(({ sales }) => String(sales))).toEqual(rows.map(({ sales }) => sales));
    expect(Object.keys(byId[0] ?? {})).toEqual(Object.keys(rows[0] ?? {}));
  });

  it("takes start, end, offset and length", async () => {
    const query = "start=2020&end=2024&offset=1&length=2";
    const { response } = read(await ask(provider, "/v2/seriesid/TOTAL.TETCBUS.A", query));
    expect(response.total).toBe(5);
    expect(response.data.map(({ period }) => period)).toEqual([2023, 2022]);
  });

  it.each([
    "ELEC.SALES.CO-RES.W",
    "ELEC.NOPE.CO-RES.A",
    "ELEC.constructor.CO-RES.A",
    "ELEC.GEN.ALL-US-99.D",
    "INTL.55-1-ARE.M",
    "INTL.29-12-DEU-BKWH.M",
    "STEO.NOPE.M",
    "TOTAL.PATWPUS.Q",
    "EBA.CISO-ALL.X.H",
    "EBA.CISO-BPAT.D.H",
    "EBA.CISO-ALL.D.SUN.H",
    "SEDS.TETCB.A",
    "SEDS.SOTGP.XX.A",
    "CONSTRUCTOR.RWTC.D",
    "RNGWHHD",
    "....",
  ])("%s is no series", async (id) => {
    const answer = await ask(provider, `/v2/seriesid/${id}`);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe(`{"error":"Series ID '${id}' is not valid.","code":404}`);
  });
});
