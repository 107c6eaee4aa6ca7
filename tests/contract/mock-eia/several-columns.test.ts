import { describe, expect, it } from "vitest";
import { ask, createTestProvider, read, rowsOf } from "./ask-eia.ts";

const provider = createTestProvider();
const retail = "/v2/electricity/retail-sales/data/";
const power = "/v2/electricity/electric-power-operational-data/data/";

describe("routes with several measured columns", () => {
  it("write each with its units, in the order they were asked for, once", async () => {
    const query =
      "data[]=sales&data[]=price&data[]=sales&facets[stateid][]=CO&facets[sectorid][]=RES&length=1";
    const [row = {}] = await rowsOf(provider, retail, query);
    expect(Object.keys(row)).toEqual([
      "period",
      "stateid",
      "stateDescription",
      "sectorid",
      "sectorName",
      "sales",
      "sales-units",
      "price",
      "price-units",
    ]);
  });

  it("write none when none is asked for", async () => {
    const answer = await ask(provider, retail, "length=1");
    expect(Object.keys(read(answer).response.data[0] ?? {})).toHaveLength(5);
    expect(answer.served).toBeUndefined();
  });

  it("count every column on the ledger", async () => {
    const query = "data[]=price&data[]=customers&data[]=revenue&facets[stateid][]=TX&length=12";
    const { served } = await ask(provider, retail, query);
    expect(served?.observations).toBe(36);
    expect(served?.ranges.map(({ seriesId }) => seriesId).slice(0, 3)).toEqual([
      "TX.RES.price.monthly",
      "TX.RES.customers.monthly",
      "TX.RES.revenue.monthly",
    ]);
  });

  it("order by any of them", async () => {
    const query =
      "data[]=price&frequency=annual&start=2024&end=2024&facets[sectorid][]=RES&sort[0][column]=price&sort[0][direction]=desc&length=3";
    const rows = await rowsOf(provider, retail, query);
    expect(rows[0]?.["stateid"]).toBe("HI");
    const prices = rows.map(({ price }) => Number(price));
    expect(prices).toEqual(prices.toSorted((a, b) => b - a));
    const bySales = query.replace("column]=price", "column]=sales");
    expect((await rowsOf(provider, retail, bySales))[0]?.["stateid"]).toBe("US");
  });

  it("fit together: revenue is sales times price, the nation its states, all sectors their sum", async () => {
    const query =
      "data[]=price&data[]=sales&data[]=revenue&data[]=customers&start=2025-07&end=2025-07&length=5000";
    const rows = await rowsOf(provider, retail, query);
    expect(rows).toHaveLength(52 * 5);
    const sum = (column: string, keep: (state: string, sector: string) => boolean) =>
      rows
        .filter(({ stateid, sectorid }) => keep(String(stateid), String(sectorid)))
        .reduce((all, row) => all + Number(row[column]), 0);
    for (const column of ["sales", "revenue", "customers"]) {
      const nation = sum(column, (state, sector) => state === "US" && sector === "ALL");
      const states = sum(column, (state, sector) => state !== "US" && sector === "ALL");
      const sectors = sum(column, (state, sector) => state === "US" && sector !== "ALL");
      expect(Math.abs(states / nation - 1)).toBeLessThan(1e-6);
      expect(Math.abs(sectors / nation - 1)).toBeLessThan(1e-6);
    }
    for (const row of rows) {
      const [price, sales, revenue] = [row["price"], row["sales"], row["revenue"]].map(Number);
      expect(Math.abs(((revenue ?? 0) / (sales ?? 1)) * 100 - (price ?? 0))).toBeLessThan(0.006);
    }
  });

  it("know no customers by the month before 2008", async () => {
    const of = (month: string) =>
      rowsOf(
        provider,
        retail,
        `data[]=customers&facets[stateid][]=CO&facets[sectorid][]=RES&start=${month}&end=${month}`,
      );
    expect((await of("2007-12"))[0]?.["customers"]).toBeNull();
    expect(Number((await of("2008-01"))[0]?.["customers"])).toBeGreaterThan(1_000_000);
  });

  it("start where the price of Colorado did", async () => {
    const query =
      "data[]=price&frequency=annual&facets[stateid][]=CO&facets[sectorid][]=RES&start=2001&end=2001";
    const [row] = await rowsOf(provider, retail, query);
    expect(Number(row?.["price"])).toBeGreaterThan(6);
    expect(Number(row?.["price"])).toBeLessThan(9);
  });

  it("leave null what a fuel does not have", async () => {
    const columns = ["generation", "cost", "sulfur-content", "stocks"];
    const query = `${columns.map((one) => `data[]=${one}`).join("&")}&facets[location][]=US&facets[sectorid][]=98&start=2025-12&end=2025-12`;
    const rows = await rowsOf(provider, power, query);
    const of = (fuel: string) => rows.find(({ fueltypeid }) => fueltypeid === fuel);
    expect(of("WND")).toMatchObject({ cost: null, "sulfur-content": null, stocks: null });
    expect(of("COW")?.["stocks"]).not.toBeNull();
    expect(of("NG")).toMatchObject({ "sulfur-content": null });
    expect(Number(of("WND")?.["generation"])).toBeGreaterThan(20_000);
  });

  it("name all columns in the error, in the recorded words", async () => {
    const answer = await ask(provider, power, "data[]=consumption");
    expect(answer.status).toBe(400);
    expect(answer.body).toBe(
      `{"error":"Invalid data 'consumption' provided. The only valid data are 'generation', 'total-consumption', 'consumption-for-eg', 'consumption-uto', 'total-consumption-btu', 'consumption-for-eg-btu', 'consumption-uto-btu', 'stocks', 'receipts', 'receipts-btu', 'cost', 'cost-per-btu', 'sulfur-content', 'ash-content', and 'heat-content'.","code":400}`,
    );
    const frequency = await ask(provider, power, "frequency=millenially");
    expect(frequency.body).toBe(
      `{"error":"Invalid frequency 'millenially' provided. The only valid frequencies are 'monthly', 'quarterly', and 'annual'.","code":400}`,
    );
  });

  it("form quarters and years from their months", async () => {
    const facets = "data[]=sales&facets[stateid][]=OH&facets[sectorid][]=COM";
    const months = await rowsOf(provider, retail, `${facets}&start=2024-04&end=2024-06`);
    const [quarter] = await rowsOf(
      provider,
      retail,
      `${facets}&frequency=quarterly&start=2024-Q2&end=2024-Q2`,
    );
    const sum = months.reduce((all, { sales }) => all + Number(sales), 0);
    expect(months).toHaveLength(3);
    expect(Number(quarter?.["sales"])).toBeCloseTo(sum, 4);
  });

  it("are XML with a missing value as an empty element", async () => {
    const query =
      "out=xml&data[]=cost-per-btu&data[]=cost&facets[location][]=VT&facets[fueltypeid][]=NG&facets[sectorid][]=98&length=1";
    const body = String((await ask(provider, power, query)).body);
    expect(body).toContain(
      "<cost-per-btu></cost-per-btu><cost-per-btu-units>dollars per million Btu</cost-per-btu-units><cost>0</cost>",
    );
  });
});

describe("international data", () => {
  const path = "/v2/international/data/";
  it("can be selected and sorted by every id, the unit among them", async () => {
    const query =
      "data[]=value&frequency=annual&facets[unit][]=BKWH&start=2020&end=2020&sort[0][column]=countryRegionId&sort[0][direction]=desc";
    const rows = await rowsOf(provider, path, query);
    const countries = rows.map(({ countryRegionId }) => String(countryRegionId));
    expect(countries.length).toBeGreaterThan(3);
    expect(countries).toEqual(countries.toSorted().toReversed());
    expect(new Set(rows.map(({ unit }) => unit))).toEqual(new Set(["BKWH"]));
  });

  it("says why a value is missing, in XML too", async () => {
    const query = "data[]=value&frequency=annual&facets[countryRegionId][]=HKG&length=1";
    expect(await rowsOf(provider, path, query)).toMatchObject([
      { value: "NA", dataFlagId: "2", dataFlagDescription: "Data are unavailable (temporarily)" },
    ]);
    const body = String((await ask(provider, path, `${query}&out=xml`)).body);
    expect(body).toContain("<dataFlagId>2</dataFlagId>");
    expect(body).toContain("<value>NA</value><unit>BKWH</unit>");
  });
});
