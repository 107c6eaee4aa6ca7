import { describe, expect, it } from "vitest";
import { ask, createTestProvider, regionPath, spotPath, stockPath } from "./ask-eia.ts";

const provider = createTestProvider();
const register = "https://www.eia.gov/opendata/register.php";

describe("errors of the gateway", () => {
  it("asks for a key in the provider's words", async () => {
    const answer = await ask(provider, regionPath, "", { key: null });
    expect(answer.status).toBe(403);
    expect(answer.body).toBe(
      `{"error":{"code":"API_KEY_MISSING","message":"No api_key was supplied.  Please register for one at ${register}"}}`,
    );
  });

  it("asks for a key before it looks at the route", async () => {
    const answer = await ask(provider, "/v2/no/such/route", "", { key: null });
    expect(answer.status).toBe(403);
  });

  it.each(["00001111222233334444", "short", "not%20a%20key%20at%20all"])(
    "refuses the key %s",
    async (key) => {
      const answer = await ask(provider, regionPath, "", { key });
      expect(answer.status).toBe(403);
      expect(JSON.parse(String(answer.body))).toMatchObject({ error: { code: "API_KEY_INVALID" } });
    },
  );

  it.each(["sandbox_key", "MOCK_API_KEY", "a1B2".repeat(10)])("accepts the key %s", async (key) => {
    expect((await ask(provider, regionPath, "length=1", { key })).status).toBe(200);
  });
});

describe("errors of the API", () => {
  it.each([
    [
      spotPath,
      "frequency=millenially",
      "Invalid frequency 'millenially' provided. The only valid frequencies are 'monthly', 'weekly', 'annual', and 'daily'.",
    ],
    [
      stockPath,
      "frequency=daily",
      "Invalid frequency 'daily' provided. The only valid frequencies are 'weekly'.",
    ],
    [
      regionPath,
      "data[]=value&data[]=price",
      "Invalid data 'price' provided. The only valid data are 'value'.",
    ],
    [
      regionPath,
      "facets[state][]=OH",
      "Invalid facet 'state' provided. The only valid facets are 'respondent', and 'type'.",
    ],
    [
      regionPath,
      "sort[0][column]=period&sort[0][direction]=as",
      "Invalid sort direction 'as' provided for column 'period'. The only valid sort directions are 'asc' and 'desc'.",
    ],
    [
      regionPath,
      "sort[0][column]=perid",
      "Invalid sort 'perid' provided. The only valid sort parameters are 'value', 'period', 'respondent', and 'type' in either 'asc' or 'desc' order. If direction is not provided or is incorrect, 'asc' is the default",
    ],
    [
      regionPath,
      "offset=-1",
      "Invalid offset '-1' provided. The offset must be a whole number of rows.",
    ],
    [
      regionPath,
      "length=ten",
      "Invalid length 'ten' provided. The length must be a whole number of rows.",
    ],
  ])("%s?%s is 400", async (path, query, message) => {
    const answer = await ask(provider, path, query);
    expect(answer.status).toBe(400);
    expect(answer.body).toBe(`{"error":"${message}","code":400}`);
    expect(answer.served).toBeUndefined();
  });

  it("does not sort millions of rows by value, and says so", async () => {
    const answer = await ask(provider, regionPath, "data[]=value&sort[0][column]=value");
    expect(answer.status).toBe(400);
    expect(String(answer.body)).toContain("Cannot sort");
  });

  it.each([
    "/",
    "/series/",
    "/category",
    "/bulk",
    "/bulk/AEO.zip",
    "/bulk/..%2Fmanifest.txt",
    "/v2/nonsense",
    "/v2/densified-biomass/production-by-region/data/",
    "/v2/ieo/2023",
    "/v2/petroleum/sum/mkt/data/",
    "/v2/coal/shipments/receipts",
    "/v2/electricity/rto/region-data/data/data",
    "/v2/electricity/rto/region-data/data/more",
    "/v2/electricity/rto/region-data/facet/nope",
    "/v2/seriesid",
    "/v2/%E0%A4%A",
  ])("%s is not found", async (path) => {
    const answer = await ask(provider, path);
    expect(answer.status).toBe(404);
    expect(answer.body).toBe('{"error":"Not found.","code":404}');
  });

  it.each(["RNGWHHD", "PET.RWTC.H", "PET.WCESTUS1.D", "NG.RWTC.D", "PET..W"])(
    "%s is not a series id",
    async (id) => {
      const answer = await ask(provider, `/v2/seriesid/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.body).toBe(`{"error":"Series ID '${id}' is not valid.","code":404}`);
    },
  );

  it("allows POST on data alone", async () => {
    const answer = await ask(provider, "/v2/electricity/", "", { method: "POST" });
    expect(answer.status).toBe(405);
    expect(answer.headers["Allow"]).toBe("GET");
    expect((await ask(provider, regionPath, "", { method: "DELETE" })).status).toBe(405);
  });
});

describe("headers", () => {
  it("are those of the provider, and differ from request to request only in the id", async () => {
    const first = await ask(provider, regionPath, "length=1");
    const second = await ask(provider, regionPath, "length=2");
    expect(first.headers).toMatchObject({
      "Content-Type": "application/json",
      "Cache-Control": "max-age=0, no-cache, no-store",
      "Access-Control-Allow-Headers":
        "Origin, X-Requested-With, Content-Type, Accept, Authorization, X-Params",
    });
    const id = "X-Api-Umbrella-Request-Id";
    expect(first.headers[id]).toMatch(/^[0-9a-v]{20}$/);
    expect(first.headers[id]).not.toBe(second.headers[id]);
    expect((await ask(provider, regionPath, "length=1")).headers).toEqual(first.headers);
  });

  it("let a browser ask first, without a key", async () => {
    const answer = await ask(provider, regionPath, "", { key: null, method: "OPTIONS" });
    expect(answer.status).toBe(204);
    expect(answer.headers["Access-Control-Allow-Headers"]).toContain("X-Params");
  });
});
