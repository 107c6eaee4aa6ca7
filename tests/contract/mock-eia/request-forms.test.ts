import { describe, expect, it } from "vitest";
import { leaves } from "../../../mock-providers/eia/leaves.ts";
import { ask, createTestProvider, read, regionPath } from "./ask-eia.ts";

const provider = createTestProvider();
const wanted = {
  frequency: "hourly",
  data: ["value"],
  facets: { respondent: ["CISO", "ERCO"], type: ["D"] },
  start: "2026-03-01T00",
  end: "2026-03-01T05",
  sort: [
    { column: "period", direction: "desc" },
    { column: "respondent", direction: "asc" },
  ],
  offset: 1,
  length: 7,
};
const query =
  "frequency=hourly&data[]=value&facets[respondent][]=CISO&facets[respondent][]=ERCO&facets[type][]=D&start=2026-03-01T00&end=2026-03-01T05&sort[0][column]=period&sort[0][direction]=desc&sort[1][column]=respondent&sort[1][direction]=asc&offset=1&length=7";

async function expectedRows() {
  const { response } = read(await ask(provider, regionPath, query));
  expect(response.total).toBe("12");
  expect(response.data).toHaveLength(7);
  expect(response.data[0]).toMatchObject({ period: "2026-03-01T05", respondent: "ERCO" });
  return response.data;
}

describe("ways of sending parameters", () => {
  it.each([
    ["encoded brackets", encodeURI(query).replaceAll("[", "%5B").replaceAll("]", "%5D")],
    [
      "numbered brackets",
      query.replaceAll("][]", "][0]").replace("data[]", "data[0]").replace("[0]=ERCO", "[1]=ERCO"),
    ],
    ["sort from 1", query.replaceAll("sort[1]", "sort[2]").replaceAll("sort[0]", "sort[1]")],
    ["a single value without brackets", query.replace("facets[type][]=D", "facets[type]=D")],
    ["encoded values", query.replaceAll("2026-03-01T", "%32026-03-01T")],
  ])("reads a query with %s", async (_, other) => {
    const { response } = read(await ask(provider, regionPath, other));
    expect(response.data).toEqual(await expectedRows());
  });

  it("reads X-Api-Key and X-Params on a GET without a query", async () => {
    const headers = { "x-api-key": "sandbox_key", "x-params": JSON.stringify(wanted) };
    const body = read(await ask(provider, regionPath, "", { key: null, headers }));
    expect(body.response.data).toEqual(await expectedRows());
    expect(body.request.params).toEqual({ ...wanted, offset: "1", length: "7" });
  });

  it("reads a JSON body of a POST with the key in the query", async () => {
    const headers = { "content-type": "application/json" };
    const body = Buffer.from(JSON.stringify(wanted));
    const answer = await ask(provider, regionPath, "", { method: "POST", headers, body });
    expect(read(answer).response.data).toEqual(await expectedRows());
  });

  it("reads a form body of a GET with the key in the query", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const answer = await ask(provider, regionPath, "", { headers, body: Buffer.from(query) });
    expect(read(answer).response.data).toEqual(await expectedRows());
  });

  it.each([
    ["indices from 1", { sort: { "1": wanted.sort[0], "2": wanted.sort[1] } }],
    ["a single facet value", { facets: { respondent: ["CISO", "ERCO"], type: "D" } }],
    ["numbers as text", { offset: "1", length: "7" }],
    ["data as a single text", { data: "value" }],
    ["data by number", { data: { "0": "value" } }],
  ])("reads %s in X-Params, in a POST and in a form body", async (_, change) => {
    const expected = await expectedRows();
    const parameters = JSON.stringify({ ...wanted, ...change });
    const fromHeader = await ask(provider, regionPath, "", {
      headers: { "x-params": parameters, "x-api-key": "sandbox_key" },
      key: null,
    });
    expect(read(fromHeader).response.data).toEqual(expected);
    const fromBody = await ask(provider, regionPath, "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: Buffer.from(parameters),
    });
    expect(read(fromBody).response.data).toEqual(expected);
  });

  it.each([
    ["indices from 1", query.replaceAll("sort[1]", "sort[2]").replaceAll("sort[0]", "sort[1]")],
    ["a single facet value", query.replace("facets[type][]=D", "facets[type]=D")],
    ["escaped brackets", query.replaceAll("[", "%5B").replaceAll("]", "%5D")],
    ["empty limits of another kind", `${query}&out=&extra=`],
  ])("reads a form body with %s, on a GET and on a POST", async (_, form) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (const method of ["GET", "POST"]) {
      const answer = await ask(provider, regionPath, "", {
        method,
        headers,
        body: Buffer.from(form),
      });
      expect(read(answer).response.data).toEqual(await expectedRows());
    }
  });

  it("works the same on every leaf, with and without a slash at the end", async () => {
    for (const { route, columns } of leaves) {
      const data = columns.slice(0, 2).map(({ id }) => id);
      const headers = { "x-params": JSON.stringify({ data, start: null, end: null, length: 3 }) };
      const list = data.map((column, at) => `data[${String(at)}]=${column}`).join("&");
      const fromQuery = await ask(provider, `/v2/${route}/data/`, `${list}&length=3`);
      const fromHeader = await ask(provider, `/v2/${route}/data`, "", { headers });
      const fromBody = await ask(provider, `/v2/${route}/data`, "", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Buffer.from(JSON.stringify({ data, length: 3 })),
      });
      expect(read(fromQuery).response.data, route).toHaveLength(3);
      expect(read(fromHeader).response).toEqual(read(fromQuery).response);
      expect(read(fromBody).response).toEqual(read(fromQuery).response);
    }
  });

  it("takes null and empty limits of clients as no limits", async () => {
    const open = { ...wanted, start: null, end: null, facets: { type: "D", respondent: null } };
    const headers = { "x-params": JSON.stringify(open) };
    const fromHeader = read(await ask(provider, regionPath, "", { headers })).response;
    const fromQuery = read(
      await ask(provider, regionPath, "data[]=value&facets[type][]=D&start=&end=&length=1"),
    ).response;
    expect(Number(fromHeader.total)).toBeGreaterThan(2_000_000);
    expect(fromHeader.total).toBe(fromQuery.total);
  });

  it("echoes the request in the order it was sent, with one slash at the end of the command", async () => {
    const path = "/v2/electricity//rto/region-data/data";
    const { request } = read(
      await ask(provider, path, "x=1&length=1&data[]=value&facets[type][1]=D"),
    );
    expect(request.command).toBe("/v2/electricity/rto/region-data/data/");
    expect(JSON.stringify(request.params)).toBe(
      '{"api_key":"sandbox_key","x":"1","length":"1","data":["value"],"facets":{"type":{"1":"D"}}}',
    );
  });

  it("answers 400 to an X-Params header or a JSON body that is not an object", async () => {
    const header = await ask(provider, regionPath, "", { headers: { "x-params": "{broken" } });
    expect(header.status).toBe(400);
    const headers = { "content-type": "application/json" };
    const body = await ask(provider, regionPath, "", {
      method: "POST",
      headers,
      body: Buffer.from("[1]"),
    });
    expect(body.status).toBe(400);
  });
});

describe("the echo of the parameters", () => {
  it("is an empty list when there are none, as PHP writes an empty array", async () => {
    const answer = await ask(provider, "/v2/electricity", "", {
      key: null,
      headers: { "x-api-key": "sandbox_key" },
    });
    expect(String(answer.body)).toContain('"params":[]},"apiVersion"');
  });
});
