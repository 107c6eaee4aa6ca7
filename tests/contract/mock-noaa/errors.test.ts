import { describe, expect, it } from "vitest";
import { anchorMs, askCdo, createTestProvider, dataPath, newYork } from "./ask-noaa.ts";

const provider = createTestProvider();
const year = { startdate: "2025-01-01", enddate: "2025-12-31" };

function refused(developerMessage: string): string {
  return `{"statusCode":"400","userMessage":"There was an error with the request.","developerMessage":${JSON.stringify(developerMessage)}}`;
}

describe("refusals", () => {
  it.each([[null], [""]])("wants a token (%j)", async (token) => {
    const answer = await askCdo(provider, "datasets", { token });
    expect(answer.status).toBe(400);
    expect(answer.body).toBe('{"status" : "400", "message" : "Token parameter is required."}');
    expect(answer.headers["Content-Type"]).toBe("application/json;charset=UTF-8");
  });

  it.each([["0000key00000"], ["short"], ["no spaces here"], ["x".repeat(65)]])(
    "does not know the token %j",
    async (token) => {
      const { status, body } = await askCdo(provider, "datasets", { token });
      expect(status).toBe(400);
      expect(body).toMatch(/^\{"status" : "400", "message" : ".*token.*"\}$/);
    },
  );

  it.each([
    [{ enddate: "2026-01-01" }, "The date range must be less than 1 year."],
    [{ startdate: "2015-01-01" }, "The date range must be less than 1 year."],
    [{ datasetid: "GSOM", startdate: "2015-12-31" }, "The date range must be less than 10 years."],
    [{ datasetid: "NOPE", startdate: "2015-12-31" }, "The date range must be less than 1 year."],
    [{ datasetid: undefined }, "Required String parameter 'datasetid' is not present"],
    [{ startdate: undefined }, "Required String parameter 'startdate' is not present"],
    [{ enddate: "" }, "Required String parameter 'enddate' is not present"],
    [{ startdate: "2026-02-01" }, "The start date must not be after the end date."],
    [{ startdate: "2025-02-30" }, "The parameter 'startdate' is not a valid ISO date: 2025-02-30"],
    [{ enddate: "31.12.2025" }, "The parameter 'enddate' is not a valid ISO date: 31.12.2025"],
    [{ limit: 1001 }, "The limit must be between 1 and 1000."],
    [{ limit: 0 }, "The limit must be between 1 and 1000."],
    [{ limit: "many" }, "The parameter 'limit' is not a valid number: many"],
    [{ offset: -1 }, "The parameter 'offset' is not a valid number: -1"],
    [
      { units: "kelvin" },
      "The parameter 'units' is not one of the allowed values: standard, metric.",
    ],
    [
      { sortfield: "value" },
      "The parameter 'sortfield' is not one of the allowed values: date, datatype, station.",
    ],
    [{ sortorder: "up" }, "The parameter 'sortorder' is not one of the allowed values: asc, desc."],
  ])("names what is wrong with %j", async (changes, message) => {
    const answer = await askCdo(provider, dataPath({ stationid: newYork, ...year, ...changes }));
    expect([answer.status, answer.body, answer.served]).toEqual([400, refused(message), undefined]);
  });

  it.each([
    ["stations?extent=1,2,3", "The extent must be"],
    ["stations?extent=50,-75,41,-73", "The extent must be"],
    ["stations?extent=a,b,c,d", "The extent must be"],
    ["stations?sortfield=elevation", "'sortfield' is not one of"],
    ["datasets?startdate=yesterday", "'startdate' is not a valid ISO date"],
    ["locations?limit=1e3", "'limit' is not a valid number"],
  ])("of lists: %s", async (path, message) => {
    const { status, body } = await askCdo(provider, path);
    expect(status).toBe(400);
    expect((JSON.parse(String(body)) as { developerMessage: string }).developerMessage).toContain(
      message,
    );
  });

  it("takes a year less a day, across 29 February too, and ten years for months", async () => {
    for (const changes of [
      {},
      { startdate: "2024-02-29", enddate: "2025-02-28" },
      { datasetid: "GSOM", startdate: "2016-01-01" },
    ]) {
      const { status } = await askCdo(
        provider,
        dataPath({ stationid: newYork, ...year, ...changes }),
      );
      expect(status).toBe(200);
    }
  });

  it.each(["", "nothing", "data/GHCND", "datasets/GHCND/more", "stations/%", "DATA"])(
    "has no page at %j",
    async (path) => {
      const { status, headers, body } = await askCdo(provider, path);
      expect(status).toBe(404);
      expect(headers["Content-Type"]).toContain("text/html");
      expect(body).toContain("404");
    },
  );

  it("has no page elsewhere on its host, and is only read", async () => {
    const elsewhere = await provider.answer({
      method: "GET",
      path: "/cdo-web/webservices",
      query: "",
      headers: {},
      body: Buffer.alloc(0),
      client: "",
      nowMs: anchorMs,
    });
    expect(elsewhere.status).toBe(404);
    const posted = await askCdo(provider, "data", { method: "POST" });
    expect([posted.status, posted.headers["Allow"]]).toEqual([405, "GET"]);
    const preflight = await askCdo(provider, "data", { method: "OPTIONS", token: null });
    expect([preflight.status, preflight.headers["Access-Control-Allow-Methods"]]).toEqual([
      200,
      "GET",
    ]);
  });

  it("stays small and quick for a request with ten thousand ids", async () => {
    const stations = Array.from({ length: 10_000 }, (_, index) => `GHCND:NOPE${index}`);
    const path = dataPath({ stationid: stations, ...year });
    expect((await askCdo(provider, path)).body).toBe("{}");
  });
});

describe("the throttle", () => {
  it("lets five requests of a token through in a second, and refuses in the gateway's words", async () => {
    const throttled = createTestProvider();
    throttled.throttled = true;
    const statusAt = async (ms: number, token = "sandbox_key"): Promise<number> =>
      (await askCdo(throttled, "datasets", { nowMs: anchorMs + ms, token })).status;
    for (const ms of [0, 100, 200, 300, 400]) expect(await statusAt(ms)).toBe(200);
    const sixth = await askCdo(throttled, "datasets", { nowMs: anchorMs + 900 });
    expect(sixth.status).toBe(429);
    expect(sixth.body).toBe(
      '{"status" : "429", "message" : "This token has reached its temporary request limit of 5 per second."}',
    );
    expect(sixth.headers).not.toHaveProperty("Retry-After");
    expect(await statusAt(900, "another_token")).toBe(200);
    // A second after the first of the five; the refused one did not count.
    expect(await statusAt(1000)).toBe(200);
    expect(await statusAt(1001)).toBe(429);
  });

  it("lets ten thousand through on a day", async () => {
    const throttled = createTestProvider();
    throttled.throttled = true;
    const midnightMs = Date.parse("2026-03-16T00:00:00Z");
    const ask = (ms: number) =>
      askCdo(throttled, "datacategories/TEMP", { nowMs: midnightMs + ms });
    for (let request = 0; request < 10_000; request++) {
      expect((await ask(request * 201)).status).toBe(200);
    }
    const more = await ask(80_000_000);
    expect(more.status).toBe(429);
    expect(more.body).toContain("daily request limit of 10,000");
    expect((await ask(86_400_000)).status).toBe(200);
  });

  it("can be switched off", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => askCdo(provider, "datasets")),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
  });
});
