import { describe, expect, it } from "vitest";
import {
  ask,
  createTestProvider,
  facet,
  read,
  regionPath,
  rowsOf,
  spotPath,
  stockPath,
  type Row,
} from "./ask-eia.ts";

const provider = createTestProvider();
const week = "data[]=value&start=2026-03-02T00&end=2026-03-08T23";

function keys(rows: readonly Row[]): string[] {
  return rows.map(({ period, respondent, type }) => [period, respondent, type].join(" "));
}

describe("facets", () => {
  it("are or-ed inside a facet and and-ed between facets, for any subset", async () => {
    const respondents = ["PJM", "CISO", "BPAT", "AEC"];
    const types = ["TI", "D"];
    const query = `${week}&${facet("respondent", respondents)}&${facet("type", types)}`;
    const rows = await rowsOf(provider, regionPath, query);
    expect(rows).toHaveLength(168 * 4 * 2);
    const pairs = new Set(
      rows.map(({ respondent, type }) => `${String(respondent)} ${String(type)}`),
    );
    expect(pairs).toEqual(
      new Set(respondents.flatMap((one) => types.map((type) => `${one} ${type}`))),
    );
  });

  it("select petroleum by any of their four dimensions", async () => {
    const rows = await rowsOf(
      provider,
      stockPath,
      "data[]=value&facets[duoarea][]=NUS&facets[product][]=EPC0&facets[process][]=SAX&length=1",
    );
    expect(rows).toMatchObject([{ series: "WCESTUS1", period: "2026-03-06", units: "MBBL" }]);
  });

  it("give no rows for an unknown value", async () => {
    const answer = await ask(provider, regionPath, `${week}&facets[respondent][]=NOBODY`);
    expect(read(answer).response).toMatchObject({ total: "0", data: [] });
    expect(answer.served).toBeUndefined();
  });
});

describe("start and end", () => {
  const ciso = "data[]=value&facets[respondent][]=CISO&facets[type][]=D";
  const brent = "data[]=value&facets[series][]=RBRTE";
  it.each([
    ["both inclusive", regionPath, `${ciso}&start=2026-03-01T00&end=2026-03-01T05`, 6],
    [
      "compared as text: a day ends before its first hour",
      regionPath,
      `${ciso}&start=2026-03-01&end=2026-03-02`,
      24,
    ],
    [
      "the same day twice means the whole day",
      regionPath,
      `${ciso}&start=2026-03-01&end=2026-03-01`,
      24,
    ],
    [
      "the same month twice means the whole month",
      regionPath,
      `${ciso}&start=2026-02&end=2026-02`,
      672,
    ],
    [
      "a day excludes its own month",
      spotPath,
      `${brent}&frequency=monthly&start=2025-02-01&end=2025-04`,
      2,
    ],
    [
      "a month includes itself",
      spotPath,
      `${brent}&frequency=monthly&start=2025-02&end=2025-04`,
      3,
    ],
    [
      "a year ends before its months",
      spotPath,
      `${brent}&frequency=monthly&start=2024&end=2025`,
      12,
    ],
    ["years", spotPath, `${brent}&frequency=annual&start=2020&end=2024`, 5],
    [
      "far past and far future",
      spotPath,
      `${brent}&frequency=annual&start=1956-11-21&end=2031-11-21`,
      39,
    ],
    ["an end before the start", regionPath, `${ciso}&start=2026-03-02T00&end=2026-03-01T00`, 0],
    ["words instead of periods", regionPath, `${ciso}&start=zzz`, 0],
  ])("%s", async (_, path, query, count) => {
    expect(Number(read(await ask(provider, path, query)).response.total)).toBe(count);
  });
});

describe("sort", () => {
  const few = `${week}&${facet("respondent", ["ERCO", "CISO"])}&${facet("type", ["TI", "D"])}`;

  it("orders by period and facets as gridstatus asks", async () => {
    const sort = ["period", "respondent", "type"]
      .map(
        (column, at) => `sort[${String(at)}][column]=${column}&sort[${String(at)}][direction]=asc`,
      )
      .join("&");
    const rows = keys(await rowsOf(provider, regionPath, `${few}&${sort}`));
    expect(rows).toEqual(rows.toSorted());
    expect(rows).toHaveLength(168 * 4);
  });

  it("puts whole series after one another when facets come before the period", async () => {
    const sort =
      "sort[0][column]=respondent&sort[0][direction]=desc&sort[1][column]=type&sort[2][column]=period&sort[2][direction]=desc";
    const rows = await rowsOf(provider, regionPath, `${few}&${sort}`);
    const series = rows.map(({ respondent, type }) => `${String(respondent)} ${String(type)}`);
    expect([...new Set(series)]).toEqual(["ERCO D", "ERCO TI", "CISO D", "CISO TI"]);
    expect(rows.slice(0, 168).map(({ period }) => period)).toEqual(
      rows
        .slice(0, 168)
        .map(({ period }) => period)
        .toSorted()
        .toReversed(),
    );
  });

  it("orders by value with missing values last ascending and first descending", async () => {
    const year =
      "data[]=value&facets[respondent][]=CISO&facets[type][]=D&start=2025&end=2025&length=5000";
    const down = await rowsOf(
      provider,
      regionPath,
      `${year}&sort[0][column]=value&sort[0][direction]=desc`,
    );
    const nulls = down.filter(({ value }) => value === null).length;
    expect(nulls).toBeGreaterThan(5);
    expect(down.slice(0, nulls).every(({ value }) => value === null)).toBe(true);
    const values = down.slice(nulls).map(({ value }) => Number(value));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const up = await rowsOf(provider, regionPath, `${year}&sort[0][column]=value&length=10`);
    expect(up[0]?.["value"]).not.toBeNull();
  });

  it("gives the newest period first when nothing is asked, and always the same order", async () => {
    const rows = await rowsOf(provider, regionPath, few);
    expect(rows[0]?.["period"]).toBe("2026-03-08T23");
    expect(await rowsOf(provider, regionPath, few)).toEqual(rows);
  });
});

describe("columns", () => {
  it("are without value and unit when no data is asked for", async () => {
    const answer = await ask(provider, regionPath, "facets[type][]=D&length=1");
    expect(Object.keys(read(answer).response.data[0] ?? {})).toEqual([
      "period",
      "respondent",
      "respondent-name",
      "type",
      "type-name",
    ]);
    expect(answer.served).toBeUndefined();
  });

  it("come as text, missing values as null", async () => {
    const rows = await rowsOf(
      provider,
      regionPath,
      "data[]=value&facets[respondent][]=CISO&facets[type][]=D&start=2025&end=2025",
    );
    const kinds = new Set(rows.map(({ value }) => (value === null ? "null" : typeof value)));
    expect(kinds).toEqual(new Set(["null", "string"]));
  });
});

describe("out=xml", () => {
  it("gives at most 300 rows and warns about it", async () => {
    const answer = await ask(provider, regionPath, "data[]=value&out=xml&facets[type][]=D");
    const body = String(answer.body);
    expect(answer.headers["Content-Type"]).toBe("text/xml");
    expect(body.match(/<row><period>/g)).toHaveLength(300);
    expect(body).toContain("<description>The API can only return 300 rows in XML format.  Please");
    expect(body).toContain("<out>xml</out>");
    expect(answer.served?.observations).toBe(300);
  });

  it("escapes what the client sent", async () => {
    const query = "out=xml&length=1&facets[type][]=D&%3Cb%26=%3Cscript%3E%00";
    const body = String((await ask(provider, regionPath, query)).body);
    expect(body).toContain("<_b_>&lt;script&gt;</_b_>");
  });
});

describe("/v2/seriesid", () => {
  it("gives the newest rows first, with numbers", async () => {
    const answer = await ask(provider, "/v2/seriesid/PET.RWTC.D");
    const { response } = read(answer);
    expect(response.total).toBeGreaterThan(10_000);
    expect(response.data).toHaveLength(5000);
    expect(response.warnings?.[0]?.warning).toBe("incomplete return");
    expect(response.data[0]).toMatchObject({
      period: "2026-03-09",
      series: "RWTC",
      units: "$/BBL",
    });
    expect(typeof response.data[0]?.["value"]).toBe("number");
    expect(answer.served?.ranges).toHaveLength(1);
  });

  it("gives years as numbers", async () => {
    const { response } = read(await ask(provider, "/v2/seriesid/PET.RBRTE.A"));
    expect(response.data[0]).toMatchObject({ period: 2025 });
    expect(response.total).toBe(39);
  });

  it("knows weekly stocks and the means of daily prices", async () => {
    const stocks = read(await ask(provider, "/v2/seriesid/PET.WCESTUS1.W")).response;
    expect(stocks.data[0]).toMatchObject({ period: "2026-03-06", series: "WCESTUS1" });
    const prices = read(await ask(provider, "/v2/seriesid/PET.RWTC.M")).response;
    expect(prices.data[0]).toMatchObject({ period: "2026-02" });
  });
});
