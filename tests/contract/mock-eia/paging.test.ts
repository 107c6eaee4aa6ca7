import { describe, expect, it } from "vitest";
import {
  ask,
  createTestProvider,
  facet,
  hourPeriod,
  pageThrough,
  read,
  regionPath,
  spotPath,
  stockPath,
} from "./ask-eia.ts";

describe("paging", () => {
  it("through all catalogued demand gives every point once", async () => {
    const provider = createTestProvider();
    const series = provider.catalogue.filter(
      ({ dataset }) => dataset === "electricity/rto/region-data",
    );
    const respondents = [...new Set(series.map(({ params }) => String(params["respondent"])))];
    const first = series[0];
    const start = hourPeriod((first?.startMs ?? 0) + 3_600_000);
    const query = `data[0]=value&facets[type][]=D&${facet("respondent", respondents)}&start=${start}&end=${hourPeriod(first?.endMs ?? 0)}&sort[0][column]=period&sort[0][direction]=asc`;
    const { rows, served } = await pageThrough(provider, regionPath, query);
    const keys = new Set(
      rows.map(
        (row) => `${String(row["period"])} ${String(row["respondent"])} ${String(row["type"])}`,
      ),
    );
    expect(rows).toHaveLength(8 * 1000);
    expect(keys.size).toBe(8 * 1000);
    expect(served.flatMap(({ rows: odd }) => odd)).toEqual([]);
    expect(served.reduce((sum, { observations }) => sum + observations, 0)).toBe(8 * 1000);
  });

  it.each([
    ["ascending", "sort[0][column]=period&sort[0][direction]=asc"],
    ["descending", "sort[0][column]=period&sort[0][direction]=desc"],
    ["unsorted", ""],
    ["by series", "sort[0][column]=series&sort[0][direction]=desc"],
    ["by value", "sort[0][column]=value"],
  ])("in odd steps gives the rows of one answer, %s", async (_, sort) => {
    const provider = createTestProvider();
    // The three series begin in different years, so the width of the table changes on the way.
    const query = `data[]=value&frequency=monthly&${facet("series", ["RWTC", "RBRTE", "EER_EPMRR_PF4_Y05LA_DPG"])}&${sort}`;
    const whole = read(await ask(provider, spotPath, query)).response;
    expect(whole.data).toHaveLength(Number(whole.total));
    const { rows } = await pageThrough(provider, spotPath, query, 97);
    expect(rows).toEqual(whole.data);
  });

  it("past the end is empty with the same total", async () => {
    const provider = createTestProvider();
    const answer = await ask(provider, stockPath, "data[]=value&offset=10000000");
    const inside = await ask(provider, stockPath, "data[]=value&offset=0");
    expect(answer.status).toBe(200);
    expect(read(answer).response.data).toEqual([]);
    expect(read(answer).response.total).toBe(read(inside).response.total);
    expect(String(answer.body)).toContain('"data":[]');
  });

  it("never gives more than 5,000 rows, and warns only when more match", async () => {
    const provider = createTestProvider();
    const many = read(await ask(provider, regionPath, "data[]=value&length=999999")).response;
    expect(many.data).toHaveLength(5000);
    expect(many.warnings?.[0]?.warning).toBe("incomplete return");
    const few = read(
      await ask(provider, regionPath, "data[]=value&start=2026-03-01T00&end=2026-03-01T00"),
    ).response;
    expect(few.warnings).toBeUndefined();
    expect(read(await ask(provider, regionPath, "length=0")).response.data).toEqual([]);
  });
});

describe("local-hourly", () => {
  const ciso = "data[]=value&frequency=local-hourly&facets[respondent][]=CISO&facets[type][]=D";

  it("repeats the wall hour with another offset when daylight time ends", async () => {
    const provider = createTestProvider();
    const query = `${ciso}&start=2025-11-02T00&end=2025-11-02T03&sort[0][column]=period`;
    const { data } = read(await ask(provider, regionPath, query)).response;
    expect(data.map(({ period }) => period)).toEqual([
      "2025-11-02T00-07",
      "2025-11-02T01-07",
      "2025-11-02T01-08",
      "2025-11-02T02-08",
    ]);
  });

  it("leaves out the hour that is skipped in spring", async () => {
    const provider = createTestProvider();
    const query = `${ciso}&start=2026-03-08T01&end=2026-03-08T05&sort[0][column]=period`;
    const { data } = read(await ask(provider, regionPath, query)).response;
    expect(data.map(({ period }) => period)).toEqual([
      "2026-03-08T01-08",
      "2026-03-08T03-07",
      "2026-03-08T04-07",
    ]);
  });

  it("carries the values of the same hours in UTC", async () => {
    const provider = createTestProvider();
    const local = `${ciso}&start=2026-03-01T00-08&end=2026-03-01T05-08`;
    const utc =
      "data[]=value&facets[respondent][]=CISO&facets[type][]=D&start=2026-03-01T08&end=2026-03-01T13";
    const values = async (query: string) =>
      read(await ask(provider, regionPath, query)).response.data.map(({ value }) => value);
    expect(await values(local)).toEqual(await values(utc));
  });
});
