import { describe, expect, it } from "vitest";
import { aggregateLines, namedMembers } from "../../../mock-providers/worldbank/aggregates.ts";
import { economiesWithData } from "../../../mock-providers/worldbank/economies.ts";
import { askRows, createTestProvider, valuesOf } from "./ask-worldbank.ts";

/** Relative distance, for values that were computed from each other. */
function distance(one: number, other: number): number {
  return Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other), 1e-300);
}

describe("values that belong together", () => {
  it.each(["MEX", "NGA", "DEU", "WLD", "LIC"])("of %s agree", async (code) => {
    const read = (id: string): Promise<ReadonlyMap<string, number | null>> =>
      valuesOf(code, id, "1995:2023");
    const [gdp, people, perHead, constant, growth, perHeadConstant] = await Promise.all([
      read("NY.GDP.MKTP.CD"),
      read("SP.POP.TOTL"),
      read("NY.GDP.PCAP.CD"),
      read("NY.GDP.MKTP.KD"),
      read("NY.GDP.MKTP.KD.ZG"),
      read("NY.GDP.PCAP.KD"),
    ]);
    const [urban, rural, share] = await Promise.all([
      read("SP.URB.TOTL"),
      read("SP.RUR.TOTL"),
      read("SP.URB.TOTL.IN.ZS"),
    ]);
    const [exported, imported, trade, exportShare] = await Promise.all([
      read("NE.EXP.GNFS.CD"),
      read("NE.IMP.GNFS.CD"),
      read("NE.TRD.GNFS.ZS"),
      read("NE.EXP.GNFS.ZS"),
    ]);
    const of = (values: ReadonlyMap<string, number | null>, year: number): number =>
      values.get(String(year)) ?? Number.NaN;
    for (let year = 1996; year <= 2023; year++) {
      expect(distance(of(gdp, year) / of(people, year), of(perHead, year))).toBeLessThan(1e-12);
      expect(
        distance(of(constant, year) / of(people, year), of(perHeadConstant, year)),
      ).toBeLessThan(1e-12);
      const grown = of(constant, year - 1) * (1 + of(growth, year) / 100);
      expect(distance(grown, of(constant, year))).toBeLessThan(1e-12);
      expect(of(urban, year) + of(rural, year)).toBe(of(people, year));
      expect(distance((of(urban, year) / of(people, year)) * 100, of(share, year))).toBeLessThan(
        1e-12,
      );
      const traded = ((of(exported, year) + of(imported, year)) / of(gdp, year)) * 100;
      expect(distance(traded, of(trade, year))).toBeLessThan(1e-12);
      expect(
        distance((of(exported, year) / of(gdp, year)) * 100, of(exportShare, year)),
      ).toBeLessThan(1e-12);
    }
  });

  it("of consumer prices: the yearly rise is that of the index", async () => {
    const index = await valuesOf("BRA", "FP.CPI.TOTL", "2000:2023");
    const rise = await valuesOf("BRA", "FP.CPI.TOTL.ZG", "2000:2023");
    expect(index.get("2010")).toBe(100);
    for (let year = 2001; year <= 2023; year++) {
      const before = index.get(String(year - 1)) ?? Number.NaN;
      const expected = ((index.get(String(year)) ?? Number.NaN) / before - 1) * 100;
      expect(Math.abs(expected - (rise.get(String(year)) ?? Number.NaN))).toBeLessThan(1e-9);
    }
  });

  it.each(["SP.POP.TOTL", "NY.GDP.MKTP.CD", "EN.GHG.CO2.MT.CE.AR5"])(
    "an aggregate's %s is the sum of its members'",
    async (id) => {
      const { rows } = await askRows(`/v2/country/all/indicator/${id}?date=2021&per_page=300`);
      const values = new Map(
        rows.map(({ countryiso3code, value }) => [countryiso3code, value ?? 0]),
      );
      for (const { id: code, members } of economiesWithData) {
        if (members === undefined) continue;
        const sum = members.reduce(
          (total, member) => total + (values.get(member.id) ?? Number.NaN),
          0,
        );
        expect(distance(sum, values.get(code) ?? Number.NaN), code).toBeLessThan(1e-12);
      }
    },
  );

  it("of both databases tell the same story", async () => {
    const yearly = await valuesOf("MEX", "FP.CPI.TOTL", "2005:2023");
    const monitor = await valuesOf("MEX", "CPTOTSAXN", "2005:2023");
    for (const [year, value] of yearly) {
      expect(distance(value ?? Number.NaN, monitor.get(year) ?? Number.NaN), year).toBeLessThan(
        0.05,
      );
    }
  });

  it("of quarters and years are means or sums of their months", async () => {
    for (const [id, together] of [
      ["CPTOTSAXN", (sum: number) => sum / 3],
      ["DXGSRMRCHSACD", (sum: number) => sum],
    ] as const) {
      const months = await valuesOf("USA", id, "2024M01:2024M03");
      const quarter = await valuesOf("USA", id, "2024Q1");
      const sum = [...months.values()].reduce<number>((total, value) => total + (value ?? 0), 0);
      expect(distance(together(sum), quarter.get("2024Q1") ?? Number.NaN)).toBeLessThan(1e-12);
    }
  });
});

describe("plausible values", () => {
  it.each([
    ["MEX", "NY.GDP.MKTP.CD", 1.3e12, 2.6e12],
    ["USA", "NY.GDP.MKTP.CD", 2.2e13, 3.6e13],
    ["WLD", "NY.GDP.MKTP.CD", 0.9e14, 1.5e14],
    ["WLD", "SP.POP.TOTL", 7.4e9, 8.6e9],
    ["IND", "SP.POP.TOTL", 1.35e9, 1.6e9],
    ["DEU", "SP.DYN.LE00.IN", 77, 85],
    ["NER", "SP.DYN.TFRT.IN", 3.5, 6.5],
    ["JPN", "EG.USE.ELEC.KH.PC", 3000, 16_000],
    ["WLD", "EN.GHG.CO2.MT.CE.AR5", 15_000, 50_000],
    ["USA", "IT.NET.USER.ZS", 80, 100],
  ])("%s %s in 2022", async (code, id, least, most) => {
    const value = (await valuesOf(code, id, "2022")).get("2022") ?? Number.NaN;
    expect(value).toBeGreaterThan(least);
    expect(value).toBeLessThan(most);
  });

  it("keep every share between nothing and all of it, and every value finite", async () => {
    const { rows: list } = await askRows<{ id: string; name: string; source: { id: string } }>(
      "/v2/indicator?per_page=500&source=2",
    );
    for (const { id, name } of list) {
      const { rows } = await askRows(
        `/v2/country/all/indicator/${id}?per_page=20000&date=1985:2025`,
      );
      for (const { value, date, countryiso3code } of rows) {
        if (value === null) continue;
        const where = `${id} ${countryiso3code} ${date}`;
        expect(Number.isFinite(value), where).toBe(true);
        if (/% of (total )?(population|labor force)/.test(name)) {
          expect(value >= 0 && value <= 100, `${where}: ${String(value)}`).toBe(true);
        }
      }
    }
  });
});

describe("missing values", () => {
  it("are early years before an economy reported, and the newest year", async () => {
    const { rows } = await askRows("/v2/country/all/indicator/NY.GDP.MKTP.CD?per_page=20000");
    const missing = rows.filter(({ value }) => value === null);
    const countries = missing.filter(({ date }) => Number(date) < 2000);
    expect(new Set(countries.map(({ countryiso3code }) => countryiso3code)).size).toBeGreaterThan(
      50,
    );
    expect(Math.max(...countries.map(({ date }) => Number(date)))).toBeLessThan(1994);
    expect(missing.filter(({ date }) => date === "2025")).toHaveLength(266);
    expect(missing.filter(({ date }) => Number(date) >= 1994 && date !== "2025")).toEqual([]);
  });

  it("are all values of an indicator that has no aggregates", async () => {
    const values = await valuesOf("WLD", "FP.CPI.TOTL", "2000:2020");
    expect([...values.values()].every((value) => value === null)).toBe(true);
  });
});

describe("the seed", () => {
  it("gives the same bytes in every process, and others with another seed", async () => {
    const target = "/v2/country/all/indicator/NY.GDP.PCAP.CD?per_page=1000&page=4";
    const one = await askRows(target, {}, createTestProvider());
    const same = await askRows(target, {}, createTestProvider());
    const other = await askRows(target, {}, createTestProvider({ seed: 7 }));
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  it("gives the same value whatever was asked before", async () => {
    const used = createTestProvider();
    await askRows("/v2/country/all/indicator/SP.POP.TOTL?per_page=20000", {}, used);
    await askRows(
      "/v2/country/MEX/indicator/NY.GDP.MKTP.CD",
      { nowMs: Date.parse("2031-01-01") },
      used,
    );
    const target = "/v2/country/WLD/indicator/NY.GDP.MKTP.CD?date=2000:2024";
    expect(await askRows(target, {}, used)).toEqual(
      await askRows(target, {}, createTestProvider()),
    );
  });
});

describe("the tables", () => {
  it("name only members there are", () => {
    const known = new Set(economiesWithData.map(({ id }) => id));
    for (const [group, members] of Object.entries(namedMembers)) {
      for (const member of members.split(" "))
        expect(known.has(member), `${group} ${member}`).toBe(true);
      expect(aggregateLines).toContain(`\n${group}|`);
    }
  });
});
