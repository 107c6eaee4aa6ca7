import { describe, expect, it } from "vitest";
import type { MockAnswer } from "../../../mock-providers/kit/types.ts";
import { ask, createTestProvider, read } from "./ask-fred.ts";

const provider = createTestProvider();
const more = "Read https://fred.stlouisfed.org/docs/api/api_key.html for more information.";

/** Of an error in either form. */
function messageOf(answer: MockAnswer): string | undefined {
  const body = answer.body.toString();
  return body.startsWith("{") ? read(answer).error_message : /message="([^"]*)"/.exec(body)?.[1];
}

describe("the FRED mock's refusals", () => {
  it.each([
    ["no key", "", `Variable api_key is not set.  ${more}`],
    [
      "a malformed key",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345",
      `The value for variable api_key is not a 32 character alpha-numeric lower-case string.  ${more}`,
    ],
    [
      "an unknown key",
      "0000aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      `The value for variable api_key is not registered.  ${more}`,
    ],
  ])("says what is wrong with %s", async (_what, api_key, sentence) => {
    const answer = await ask(provider, "series", { series_id: "GDP", api_key });
    expect(answer.status).toBe(400);
    expect(read(answer)).toEqual({ error_code: 400, error_message: `Bad Request.  ${sentence}` });
  });

  it("takes any other well-formed key", async () => {
    const api_key = "abcdefghijklmnopqrstuvwxyz012345";
    expect((await ask(provider, "series", { series_id: "GDP", api_key })).status).toBe(200);
  });

  it.each([
    [{ series_id: "" }, "Variable series_id is not set."],
    [{ series_id: "JOLTS" }, "The series does not exist."],
    [
      { realtime_start: "1/1/2015" },
      "Variable realtime_start is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).",
    ],
    [
      { observation_end: "2025-02-30" },
      "Variable observation_end is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).",
    ],
    [{ limit: 100_001 }, "Variable limit is not between 1 and 100000."],
    [{ limit: 0 }, "Variable limit is not between 1 and 100000."],
    [{ limit: "ten" }, "Variable limit is not between 1 and 100000."],
    [
      { realtime_end: "2026-03-16" },
      "Variable realtime_end can not be after today's date (2026-03-15) unless it's equal to the real-time max date 9999-12-31.",
    ],
    [
      { realtime_start: "1950-01-01", realtime_end: "1960-01-01" },
      "The series does not exist in ALFRED but may exist in FRED.",
    ],
    [
      { realtime_start: "2020-01-02", realtime_end: "2020-01-01" },
      "Variable realtime_start can not be after variable realtime_end.",
    ],
    [
      { units: "percent" },
      "Variable units is not one of the allowed values: lin, chg, ch1, pch, pc1, pca, cch, cca, log.",
    ],
    [{ frequency: "m" }, "Variable frequency is not one of the allowed values: q, sa, a."],
    [{ frequency: "fortnight" }, "Variable frequency is not one of the allowed values: q, sa, a."],
    [
      { aggregation_method: "max" },
      "Variable aggregation_method is not one of the allowed values: avg, sum, eop.",
    ],
    [{ output_type: "5" }, "Variable output_type is not one of the allowed values: 1, 2, 3, 4."],
    [
      { file_type: "xlsx" },
      "Variable file_type is not one of the allowed values: xml, json, txt, csv.",
    ],
    [
      { vintage_dates: "2020-01-01,soon" },
      "Variable vintage_dates is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).",
    ],
  ])("refuses observations with %j", async (parameters, sentence) => {
    const answer = await ask(provider, "series/observations", { series_id: "GDP", ...parameters });
    expect(messageOf(answer)).toBe(`Bad Request.  ${sentence}`);
    expect([answer.status, answer.served]).toEqual([400, undefined]);
  });

  it("refuses a period with more than 2,000 vintages and says how many there are", async () => {
    const query = { series_id: "DGS10", realtime_start: "1776-07-04", realtime_end: "9999-12-31" };
    const { vintage_dates: days } = read(await ask(provider, "series/vintagedates", query));
    expect(read(await ask(provider, "series/observations", query)).error_message).toBe(
      `Bad Request.  There are ${days.length} vintage dates in the specified real-time period: 1776-07-04 to 9999-12-31.  ` +
        "This exceeds the maximum number of vintage dates allowed for this file type (2000).",
    );
    const window = { ...query, realtime_start: days.at(-2000) ?? "" };
    expect((await ask(provider, "series/observations", window)).status).toBe(200);
    const wider = { ...query, realtime_start: days.at(-2001) ?? "" };
    expect((await ask(provider, "series/observations", wider)).status).toBe(400);
  });

  it("says that no vintage dates exist in an empty period", async () => {
    const query = { series_id: "GDP", realtime_start: "1950-01-01", realtime_end: "1960-01-01" };
    expect(read(await ask(provider, "series/vintagedates", query)).error_message).toBe(
      "Bad Request.  No vintage dates exist for the specified real-time period: 1950-01-01 to 1960-01-01",
    );
  });

  it("speaks XML unless JSON was asked for, with the content type to it", async () => {
    const answer = await ask(provider, "series", { series_id: "NOPE", file_type: "" });
    expect(answer.headers["Content-Type"]).toBe("text/xml; charset=UTF-8");
    expect(answer.body.toString()).toContain(
      '<error code="400" message="Bad Request.  The series does not exist."/>',
    );
    const json = await ask(provider, "series", { series_id: "NOPE" });
    expect(json.headers["Content-Type"]).toBe("application/json; charset=UTF-8");
  });

  it("answers 404 to unknown paths and to anything but GET", async () => {
    expect((await ask(provider, "series/nothing")).status).toBe(404);
    expect((await ask(provider, "series", { series_id: "GDP" }, { method: "POST" })).status).toBe(
      404,
    );
  });
});

describe("the FRED mock's throttle", () => {
  it("answers 429 beyond a burst of 20 at two a second, by key and on the sandbox's clock", async () => {
    const throttled = createTestProvider();
    throttled.throttled = true;
    const at = async (nowMs: number, api_key = "sandbox_key") =>
      ask(throttled, "series", { series_id: "GDP", api_key }, { nowMs });
    const start = Date.parse("2026-03-15T12:00:00Z");
    const statuses: number[] = [];
    for (let request = 0; request < 21; request++) statuses.push((await at(start)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    const refused = await at(start);
    expect(read(refused)).toEqual({
      error_code: 429,
      error_message: "Too Many Requests.  Exceeded Rate Limit",
    });
    expect(refused.headers["Retry-After"]).toBeUndefined();
    expect((await at(start, "abcdefghijklmnopqrstuvwxyz012345")).status).toBe(200);
    expect((await at(start + 500)).status).toBe(200);
    expect((await at(start + 501)).status).toBe(429);
  });

  it("holds 120 a minute even at an even two a second", async () => {
    const throttled = createTestProvider();
    throttled.throttled = true;
    const start = Date.parse("2026-03-15T12:00:00Z");
    let refused = 0;
    for (let request = 0; request < 140; request++) {
      const nowMs = start + Math.max(0, request - 20) * 499;
      const { status } = await ask(throttled, "series", { series_id: "GDP" }, { nowMs });
      if (status === 429) refused++;
    }
    expect(refused).toBeGreaterThan(15);
    const later = await ask(throttled, "series", { series_id: "GDP" }, { nowMs: start + 200_000 });
    expect(later.status).toBe(200);
  });

  it("can be switched off", async () => {
    const open = createTestProvider();
    for (let request = 0; request < 200; request++) {
      expect((await ask(open, "series", { series_id: "GDP" })).status).toBe(200);
    }
  });
});
