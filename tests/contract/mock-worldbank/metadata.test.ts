import { describe, expect, it } from "vitest";
import { askJson, askRows, askText } from "./ask-worldbank.ts";

interface Country {
  readonly id: string;
  readonly iso2Code: string;
  readonly name: string;
  readonly region: { readonly id: string };
  readonly incomeLevel: { readonly id: string };
  readonly lendingType: { readonly id: string };
  readonly capitalCity: string;
  readonly longitude: string;
  readonly latitude: string;
}

describe("economies", () => {
  it("are 217 with 79 aggregates, by their codes", async () => {
    const { header, rows } = await askRows<Country>("/v2/country?per_page=300");
    expect(header).toEqual({ page: 1, pages: 1, per_page: "300", total: 296 });
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).toSorted());
    const real = rows.filter(({ region }) => region.id !== "NA");
    expect(real).toHaveLength(217);
    expect(new Set(rows.map(({ iso2Code }) => iso2Code)).size).toBe(296);
    for (const one of real) {
      expect(one.id, one.id).toMatch(/^[A-Z]{3}$/);
      expect(one.iso2Code, one.id).toMatch(/^[A-Z]{2}$/);
      expect(["LIC", "LMC", "UMC", "HIC", "INX"], one.id).toContain(one.incomeLevel.id);
      expect(["IBD", "IDB", "IDX", "LNX"], one.id).toContain(one.lendingType.id);
      expect(Math.abs(Number(one.longitude)), one.id).toBeLessThanOrEqual(180);
      expect(Math.abs(Number(one.latitude)), one.id).toBeLessThanOrEqual(90);
    }
  });

  it("give their place and classification as text", async () => {
    const { rows } = await askRows("/v2/country/us");
    expect(rows).toEqual([
      {
        id: "USA",
        iso2Code: "US",
        name: "United States",
        region: { id: "NAC", iso2code: "XU", value: "North America" },
        adminregion: { id: "", iso2code: "", value: "" },
        incomeLevel: { id: "HIC", iso2code: "XD", value: "High income" },
        lendingType: { id: "LNX", iso2code: "XX", value: "Not classified" },
        capitalCity: "Washington D.C.",
        longitude: "-77.032",
        latitude: "38.8895",
      },
    ]);
  });

  it("leave an aggregate's place empty", async () => {
    const { rows } = await askRows("/v2/country/WLD");
    expect(rows).toMatchObject([
      { region: { id: "NA", iso2code: "NA", value: "Aggregates" }, capitalCity: "", longitude: "" },
    ]);
  });

  it.each([
    ["/v2/country?incomeLevel=LIC", "/v2/incomeLevels/LIC/countries"],
    ["/v2/country?region=LCN", "/v2/region/lcn/country"],
    ["/v2/country?lendingtype=IDX;IDB", "/v2/lendingTypes/idx;idb/country"],
  ])("%s is %s", async (filtered, path) => {
    const { rows } = await askRows<Country>(`${filtered}&per_page=300`);
    expect(rows.length).toBeGreaterThan(20);
    expect((await askRows<Country>(`${path}?per_page=300`)).rows).toEqual(rows);
  });

  it("can be asked for by a region no economy names as its own", async () => {
    const { rows } = await askRows<Country>("/v2/country?region=EMU");
    expect(rows).toHaveLength(20);
    expect(rows.map(({ id }) => id)).toContain("HRV");
  });
});

describe("classifications and lists", () => {
  it.each([
    ["incomeLevels", 7, { id: "HIC", iso2code: "XD", value: "High income" }],
    ["lendingTypes", 4, { id: "IBD", iso2code: "XF", value: "IBRD" }],
    ["region", 44, { id: "", code: "AFE", iso2code: "ZH", name: "Africa Eastern and Southern" }],
  ])("%s repeat the whole paging as text", async (name, total, first) => {
    const { header, rows } = await askRows(`/v2/en/${name}`);
    expect(header).toEqual({ page: "1", pages: "1", per_page: "50", total: String(total) });
    expect(rows).toHaveLength(total);
    expect(rows[0]).toEqual(first);
  });

  it.each([
    ["sources", 69],
    ["topics", 21],
    ["languages", 23],
  ])("%s repeat per_page as text", async (name, total) => {
    const { header } = await askRows(`/v2/${name}?per_page=100`);
    expect(header).toEqual({ page: 1, pages: 1, per_page: "100", total });
  });

  it("name the day each database was updated, on the clock", async () => {
    const { rows } = await askRows<{ id: string; lastupdated: string }>("/v2/sources/2;15");
    expect(rows.map(({ lastupdated }) => lastupdated)).toEqual(["2026-02-17", "2026-03-09"]);
  });

  it("can be asked for by ids in any case, singular and plural", async () => {
    const one = await askText("/v2/incomelevel/lic;HIC?format=json");
    expect(await askText("/v2/IncomeLevels/HIC;LIC?format=json")).toBe(one);
    expect(JSON.parse(one)).toMatchObject([{ total: "2" }, [{ id: "HIC" }, { id: "LIC" }]]);
  });

  it("have XML forms with their own elements", async () => {
    expect(await askText("/v2/lendingTypes/IBD")).toContain(
      '<wb:lendingTypes page="1" pages="1" per_page="50" total="1" xmlns:wb="http://www.worldbank.org">\r\n  <wb:lendingType id="IBD" iso2code="XF">IBRD</wb:lendingType>\r\n</wb:lendingTypes>',
    );
    expect(await askText("/v2/region/NAC")).toContain(
      '<wb:region id="6">\r\n    <wb:code>NAC</wb:code>\r\n    <wb:iso2code>XU</wb:iso2code>\r\n    <wb:name>North America</wb:name>',
    );
    expect(await askText("/v2/sources/15")).toContain("<wb:code>GEM</wb:code>");
    expect(await askText("/v2/topic/3")).toContain(
      '<wb:topic id="3">\r\n    <wb:value>Economy &amp; Growth</wb:value>',
    );
    expect(await askText("/v2/languages/fr")).toContain("<wb:nativeForm>Français</wb:nativeForm>");
  });
});

describe("indicators", () => {
  it("are at least 20 annual and 20 of the Global Economic Monitor, described", async () => {
    const { rows } = await askRows<{ id: string; source: { id: string } }>(
      "/v2/indicator?per_page=500",
    );
    expect(rows.filter(({ source }) => source.id === "2").length).toBeGreaterThanOrEqual(20);
    expect(rows.filter(({ source }) => source.id === "15").length).toBeGreaterThanOrEqual(20);
    expect((await askRows("/v2/indicators/SP.POP.TOTL")).rows[0]).toEqual({
      id: "SP.POP.TOTL",
      name: "Population, total",
      unit: "",
      source: { id: "2", value: "World Development Indicators" },
      sourceNote: expect.any(String) as string,
      sourceOrganization: expect.any(String) as string,
      topics: [
        { id: "8", value: "Health" },
        { id: "19", value: "Climate Change" },
      ],
    });
  });

  it("belong to topics and sources", async () => {
    const { rows } = await askRows<{ id: string }>("/v2/topic/5/indicator?source=2");
    expect(rows.map(({ id }) => id)).toEqual(["EG.ELC.ACCS.ZS", "EG.USE.ELEC.KH.PC"]);
    const monitor = await askRows<{ id: string }>("/v2/source/15/indicators?per_page=100");
    expect(monitor.rows.map(({ id }) => id)).toContain("CPTOTSAXN");
    expect((await askRows("/v2/indicator?source=15&per_page=100")).rows).toEqual(monitor.rows);
  });

  it("of an economy are all there are", async () => {
    expect(await askJson("/v2/country/FRA/indicator?per_page=100")).toEqual(
      await askJson("/v2/indicator?per_page=100"),
    );
  });
});
