import { describe, expect, it } from "vitest";
import { ask, createTestProvider, read, regionPath } from "./ask-eia.ts";

const provider = createTestProvider();
const json = { "content-type": "application/json" };

async function post(parameters: unknown) {
  const body = Buffer.from(JSON.stringify(parameters));
  return ask(provider, regionPath, "", { method: "POST", headers: json, body });
}

describe("hostile sizes", () => {
  it("finds the one known value among a hundred thousand", async () => {
    const respondent = Array.from({ length: 100_000 }, (_, at) => `NOBODY${String(at)}`);
    respondent[77_777] = "CISO";
    const wanted = { data: ["value"], facets: { respondent, type: ["D"] }, length: 2 };
    for (let round = 0; round < 3; round++) {
      const answer = await post({ ...wanted, offset: round });
      expect(answer.status).toBe(200);
      expect(read(answer).response.data[0]).toMatchObject({ respondent: "CISO", type: "D" });
    }
  });

  it("reads at most ten thousand pairs of a query, as PHP has such a limit", async () => {
    const pairs = Array.from({ length: 12_000 }, (_, at) => `facets[respondent][]=N${String(at)}`);
    const query = `facets[respondent][]=CISO&${pairs.join("&")}&facets[nope][]=late`;
    const answer = await ask(provider, regionPath, `length=1&${query}`);
    expect(answer.status).toBe(200);
    expect(read(answer).response.data).toHaveLength(1);
  });

  it("refuses the first of thousands of facets it does not have", async () => {
    const query = Array.from({ length: 5_000 }, (_, at) => `facets[f${String(at)}][]=1`).join("&");
    const answer = await ask(provider, regionPath, query);
    expect(answer.status).toBe(400);
    expect(String(answer.body)).toContain("Invalid facet 'f0' provided.");
  });

  it.each([
    ["offset=999999999999999&length=999999999999999", 200, 0],
    ["offset=0&length=999999999999999", 200, 5000],
    ["offset=9999999999999999", 400, 0],
    ["length=1e3", 400, 0],
    ["length=0x10", 400, 0],
    ["offset=1.5", 400, 0],
    ["length=", 200, 5000],
    ["length[]=7", 200, 5000],
  ])("%s is %i with %i rows", async (query, status, rows) => {
    const answer = await ask(provider, regionPath, `data[]=value&${query}`);
    expect(answer.status).toBe(status);
    if (status === 200) expect(read(answer).response.data).toHaveLength(rows);
  });

  it("survives deep brackets and deep objects, and echoes only so much of them", async () => {
    const deep = `x${"[y]".repeat(20_000)}=1&data[][][][][]=value&sort[a][b][c]=1&facets=7`;
    expect((await ask(provider, regionPath, `length=1&${deep}`)).status).toBe(200);
    const nested = `{"length":1,"x":${"[".repeat(50_000)}${"]".repeat(50_000)}}`;
    const answer = await ask(provider, regionPath, "", {
      headers: { "x-params": nested },
    });
    expect(answer.status).toBe(200);
    expect(String(answer.body).length).toBeLessThan(5_000);
  });

  it("sorts by a thousand columns no more than by those it has", async () => {
    const sort = Array.from(
      { length: 1_000 },
      (_, at) => `sort[${String(at)}][column]=${["period", "type", "value"][at % 3] ?? ""}`,
    ).join("&");
    const query = `data[]=value&facets[respondent][]=CISO&start=2026-03-01&end=2026-03-02&${sort}`;
    const answer = await ask(provider, regionPath, query);
    expect(answer.status).toBe(200);
    expect(read(answer).response.data[0]).toMatchObject({ period: "2026-03-01T00", type: "D" });
  });

  it.each([
    ["names of every object", "facets[__proto__][]=1", 400],
    ["a constructor", "facets[constructor][]=1", 400],
    ["a column of every object", "data[]=toString", 400],
    ["a sort by one", "sort[0][column]=__proto__", 400],
    ["broken escapes", "facets[respondent][]=%E0%A4%A&length=1", 200],
    ["zero bytes", "facets[respondent][]=CISO%00&length=1", 200],
    ["brackets that do not close", "facets[respondent=CISO&length=1", 200],
    ["an equals sign alone", "=&==&&&length=1", 200],
    ["a frequency that is a list", "frequency[]=hourly&length=1", 200],
  ])("%s", async (_, query, status) => {
    expect((await ask(provider, regionPath, query)).status).toBe(status);
  });
});

describe("odd paths", () => {
  it.each([
    ["/v2//electricity///rto//region-data//data//", 200],
    ["/v2/electricity%2Frto%2Fregion-data/data", 200],
    ["/v2/electricity/rto/region-data/data%2F", 200],
    ["//v2/electricity/rto/region-data/data", 200],
    ["/v2/../v2/electricity", 404],
    ["/v2/%2e%2e/etc/passwd", 404],
    ["/V2/electricity", 404],
    ["/v2/Electricity", 404],
    ["/v2/seriesid/", 404],
    ["/v1/series/", 404],
    ["/series/?series_id=PET.RWTC.D", 404],
    ["/category/", 404],
    [`/v2/${"x/".repeat(10_000)}`, 404],
  ])("%s is %i", async (path, status) => {
    const answer = await ask(provider, path, "length=1");
    expect(answer.status).toBe(status);
  });
});
