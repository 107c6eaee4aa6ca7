import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  createTestProvider,
  facet,
  read,
  regionPath,
  rowsOf,
  type Row,
} from "./ask-eia.ts";

const provider = createTestProvider();
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const week = "data[]=value&start=2026-02-23T00&end=2026-03-01T23";

/** While the week is being rewritten, in the middle of that, and when it is settled. */
const instants = ["2026-03-02T15:00:00Z", "2026-03-04T18:00:00Z", "2026-06-01T00:00:00Z"];

function path(route: string): string {
  return `/v2/electricity/rto/${route}/data/`;
}

/** Values by period and by what `name` makes of a row; missing ones are left out. */
async function valuesBy(
  route: string,
  query: string,
  options: { readonly name: (row: Row) => string; readonly nowMs: number },
): Promise<Map<string, number>> {
  const values = new Map<string, number>();
  for (let offset = 0; offset < 100_000; offset += 5000) {
    const paged = `${query}&sort[0][column]=period&offset=${String(offset)}`;
    const answer = await ask(provider, path(route), paged, { nowMs: options.nowMs });
    const { data, total } = read(answer).response;
    for (const row of data) {
      if (row["value"] === null) continue;
      const key = `${String(row["period"])} ${options.name(row)}`;
      values.set(key, (values.get(key) ?? 0) + Number(row["value"]));
    }
    if (offset + 5000 >= Number(total)) return values;
  }
  throw new Error("No end");
}

describe("the grid adds up, whatever it says at the moment", () => {
  it.each(instants)(
    "energy sources give the net generation of every authority, at %s",
    async (at) => {
      const nowMs = Date.parse(at);
      const name = (row: Row) => String(row["respondent"]);
      const whole = await valuesBy("region-data", `${week}&facets[type][]=NG`, { name, nowMs });
      const parts = await valuesBy("fuel-type-data", week, { name, nowMs });
      expect(whole.size).toBeGreaterThan(5_000);
      expect(parts).toEqual(whole);
    },
  );

  it.each(instants)("subregions give the demand of their authority, at %s", async (at) => {
    const nowMs = Date.parse(at);
    const parents = ["CISO", "ERCO", "NYIS", "ISNE", "MISO"]
      .map((code) => `facets[respondent][]=${code}`)
      .join("&");
    const whole = await valuesBy("region-data", `${week}&facets[type][]=D&${parents}`, {
      name: (row) => String(row["respondent"]),
      nowMs,
    });
    const parts = await valuesBy("region-sub-ba-data", week, {
      name: (row) => String(row["parent"]),
      nowMs,
    });
    expect(parts).toEqual(whole);
  });

  it.each(instants)("borders give the total interchange, at %s", async (at) => {
    const nowMs = Date.parse(at);
    const query = `${week}&facets[type][]=TI&facets[respondent][]=CISO&facets[respondent][]=BPAT`;
    const ended = "data[]=value&start=2026-02-23T00&end=2026-02-28T23";
    const whole = await valuesBy("region-data", query.replace(week, ended), {
      name: (row) => String(row["respondent"]),
      nowMs,
    });
    const parts = await valuesBy(
      "interchange-data",
      `${ended}&facets[fromba][]=CISO&facets[fromba][]=BPAT`,
      { name: (row) => String(row["fromba"]), nowMs },
    );
    expect(parts).toEqual(whole);
  });

  it("makes what is used and sold: net generation is about demand plus interchange", async () => {
    const nowMs = Date.parse("2026-06-01T00:00:00Z");
    const of = (type: string) =>
      valuesBy("region-data", `${week}&facets[type][]=${type}`, {
        name: (row) => String(row["respondent"]),
        nowMs,
      });
    const [demand, made, sold] = await Promise.all([of("D"), of("NG"), of("TI")]);
    let within = 0;
    let all = 0;
    for (const [key, used] of demand) {
      const [net, traded] = [made.get(key), sold.get(key)];
      if (net === undefined || traded === undefined) continue;
      all++;
      if (Math.abs(net - used - traded) <= 0.01 * used + 1) within++;
    }
    expect(all).toBeGreaterThan(5_000);
    // Some authorities have no more to run down; a few hours are defects.
    expect(within / all).toBeGreaterThan(0.95);
  });
});

describe("regions", () => {
  const hour = "frequency=hourly&data[]=value&start=2026-03-12T20&end=2026-03-12T20";
  const value = (rows: readonly Row[], code: string, type: string) =>
    Number(rows.find((row) => row["respondent"] === code && row["type"] === type)?.["value"] ?? 0);

  it("are the sums of their authorities, and the nation of all", async () => {
    const rows = await rowsOf(provider, regionPath, `${hour}&length=5000`);
    const members = ["BANC", "CISO", "IID", "LDWP", "TIDC"];
    for (const type of ["D", "DF", "NG", "TI"]) {
      const parts = members.map((code) => value(rows, code, type));
      expect(value(rows, "CAL", type)).toBe(parts.reduce((sum, part) => sum + part, 0));
    }
    const regions = "CAL CAR CENT FLA MIDA MIDW NE NW NY SE SW TEN TEX".split(" ");
    const demand = regions.map((code) => value(rows, code, "D"));
    expect(value(rows, "US48", "D")).toBe(demand.reduce((sum, part) => sum + part, 0));
  });

  it("burn what their authorities burn", async () => {
    const path = "/v2/electricity/rto/fuel-type-data/data/";
    const rows = await rowsOf(provider, path, `${hour}&${facet("fueltype", ["NUC"])}`);
    const codes = rows.map((row) => row["respondent"]);
    expect(codes).toContain("US48");
    const of = (...wanted: string[]) =>
      rows
        .filter((row) => wanted.includes(String(row["respondent"])))
        .reduce((sum, row) => sum + Number(row["value"]), 0);
    expect(of("MIDA")).toBe(of("PJM"));
    expect(of("US48")).toBe(of(..."CAL CAR CENT FLA MIDA MIDW NE NW NY SE SW TEN TEX".split(" ")));
  });

  it("are out with the last of their authorities, and not where counts are promised", async () => {
    const query = `frequency=hourly&data[]=value&${facet("type", ["D"])}&length=1`;
    const [nation] = await rowsOf(
      provider,
      regionPath,
      `${query}&${facet("respondent", ["US48"])}`,
    );
    const [operator] = await rowsOf(
      provider,
      regionPath,
      `${query}&${facet("respondent", ["CISO"])}`,
    );
    expect(nation?.["period"]).toBe("2026-03-15T10");
    expect(operator?.["period"]).toBe("2026-03-15T11");
    const exact = createTestProvider({ scope: "catalogue" });
    expect(await rowsOf(exact, regionPath, `${query}&${facet("respondent", ["US48"])}`)).toEqual(
      [],
    );
  });
});

describe("the day of California", () => {
  const nowMs = Date.parse("2026-06-01T00:00:00Z");
  it("runs on the sun at noon, on batteries in the evening, and on its reactors all day", async () => {
    const query = `data[]=value&facets[respondent][]=CISO&start=2026-04-15T07&end=2026-04-16T06&sort[0][column]=period`;
    const rows = await rowsOf(provider, path("fuel-type-data"), query, { nowMs });
    const at = (fuel: string, hour: number) =>
      Number(rows.filter(({ fueltype }) => fueltype === fuel)[hour]?.["value"]);
    // Hour 0 is midnight of daylight time.
    expect(at("SUN", 12)).toBeGreaterThan(8_000);
    expect(at("SUN", 1)).toBeLessThanOrEqual(0);
    expect(at("SUN", 1)).toBeGreaterThan(-100);
    expect(at("BAT", 12)).toBeLessThan(-2_000);
    expect(at("BAT", 20)).toBeGreaterThan(2_000);
    for (let hour = 0; hour < 24; hour++) {
      // An hour may have been reported without anything.
      if (rows.filter(({ fueltype }) => fueltype === "NUC")[hour]?.["value"] === null) continue;
      expect(at("NUC", hour)).toBeGreaterThan(1_100);
      expect(at("NUC", hour)).toBeLessThan(2_350);
      expect(Math.abs(at("COL", hour))).toBeLessThan(30);
    }
  });

  it("names every fuel by its code", async () => {
    const answer = await ask(provider, "/v2/electricity/rto/fuel-type-data/facet/fueltype");
    const { response } = JSON.parse(String(answer.body)) as {
      readonly response: {
        readonly facets: readonly { readonly id: string; readonly name: string }[];
      };
    };
    const names = Object.fromEntries(response.facets.map(({ id, name }) => [id, name]));
    expect(names).toMatchObject({
      BAT: "Battery storage",
      COL: "Coal",
      NG: "Natural Gas",
      NUC: "Nuclear",
      SUN: "Solar",
      WAT: "Hydro",
      WND: "Wind",
    });
  });
});

describe("daily sums", () => {
  it.each([
    ["Eastern", 5, 4],
    ["Central", 6, 5],
    ["Mountain", 7, 6],
    ["Arizona", 7, 7],
    ["Pacific", 8, 7],
  ])("of a %s day are those of its 23, 24 or 25 hours", async (zone, standard, daylight) => {
    const nowMs = Date.parse("2026-06-01T00:00:00Z");
    // The day before, on which, and after which daylight time begins and ends.
    for (const [day, begins, ends] of [
      ["2026-03-07", standard, standard],
      ["2026-03-08", standard, daylight],
      ["2026-03-09", daylight, daylight],
      ["2025-11-02", daylight, standard],
    ] as const) {
      const from = Date.parse(`${day}T00:00:00Z`) + begins * hourMs;
      const to = Date.parse(`${day}T00:00:00Z`) + dayMs + ends * hourMs;
      const period = (ms: number) => new Date(ms).toISOString().slice(0, 13);
      const facets = "facets[respondent][]=CISO&facets[fueltype][]=WND";
      const hours = await rowsOf(
        provider,
        path("fuel-type-data"),
        `data[]=value&${facets}&start=${period(from + hourMs)}&end=${period(to)}`,
        { nowMs },
      );
      expect(hours).toHaveLength((to - from) / hourMs);
      const [row] = await rowsOf(
        provider,
        path("daily-fuel-type-data"),
        `data[]=value&${facets}&facets[timezone][]=${zone}&start=${day}&end=${day}`,
        { nowMs },
      );
      expect(row).toMatchObject({
        period: day,
        timezone: zone,
        "timezone-description": zone,
        "value-units": "megawatthours",
      });
      const sum = hours.reduce((all, { value }) => all + Number(value ?? 0), 0);
      expect(Number(row?.["value"])).toBe(sum);
    }
  });

  it.each(["daily-region-data", "daily-region-sub-ba-data", "daily-interchange-data"])(
    "%s has one row for each of the five clocks",
    async (route) => {
      const query = "data[]=value&start=2026-03-10&end=2026-03-10&length=5000";
      const rows = await rowsOf(provider, path(route), query);
      const zones = Object.groupBy(rows, ({ timezone }) => String(timezone));
      expect(Object.keys(zones).sort()).toEqual([
        "Arizona",
        "Central",
        "Eastern",
        "Mountain",
        "Pacific",
      ]);
      expect(new Set(Object.values(zones).map((list) => list?.length)).size).toBe(1);
    },
  );
});

describe("defects of the record", () => {
  const settled = Date.parse("2026-06-01T00:00:00Z");
  const interchange = "data[]=value&facets[type][]=TI&facets[respondent][]=CISO";

  it("leave out whole days of interchange, four a year, in scope full", async () => {
    for (const year of ["2019", "2021", "2024"]) {
      const query = `${interchange}&start=${year}&end=${year}`;
      const { total } = read(await ask(provider, path("region-data"), query)).response;
      const hours = year === "2024" ? 8_784 : 8_760;
      expect(Number(total)).toBe(hours - 96);
    }
  });

  it("leave nothing out in the scope that promises counts", async () => {
    const exact = createTestProvider({ scope: "catalogue", pointsPerSeries: 20_000 });
    const query = `${interchange}&start=2025&end=2025`;
    expect(read(await ask(exact, path("region-data"), query)).response.total).toBe("8760");
  });

  it("put what is there on the ledger as one range, across the days that are not", async () => {
    const query = `${interchange}&start=2021&end=2021&length=5000&sort[0][column]=period`;
    const ranges: number[] = [];
    let served = 0;
    for (const offset of [0, 5000]) {
      const answer = await ask(provider, path("region-data"), `${query}&offset=${String(offset)}`);
      expect(answer.served?.rows).toEqual([]);
      ranges.push(answer.served?.ranges.length ?? 0);
      for (const range of answer.served?.ranges ?? []) {
        served += [...provider.expand(range, anchorMs)].length;
      }
    }
    expect(ranges).toEqual([1, 1]);
    expect(served).toBe(8_664);
  });

  it("lose demand and generation of an hour together, and collapse generation now and then", async () => {
    const rows = await valuesBy(
      "region-data",
      "data[]=value&facets[type][]=NG&facets[respondent][]=PJM&start=2019-01-01&end=2026-01-01",
      { name: () => "", nowMs: settled },
    );
    const low = [...rows.values()].filter((value) => value < 5_000).length;
    expect(low).toBeLessThan(500);
    const demand = await valuesBy(
      "region-data",
      "data[]=value&facets[type][]=D&facets[respondent][]=PJM&start=2019-01-01&end=2026-01-01",
      { name: () => "", nowMs: settled },
    );
    expect([...rows.keys()]).toEqual([...demand.keys()]);
    expect(rows.size).toBeLessThan(61_350);
  });
});
