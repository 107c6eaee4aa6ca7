import { describe, expect, it } from "vitest";
import { fredDeclaration } from "../../../mock-providers/fred/declaration.ts";
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

  it.each([
    ["series/search", {}, "Variable search_text is not set."],
    ["series/search/tags", {}, "Variable series_search_text is not set."],
    ["series/search/related_tags", { series_search_text: "oil" }, "Variable tag_names is not set."],
    ["related_tags", {}, "Variable tag_names is not set."],
    ["tags/series", { tag_names: "" }, "Variable tag_names is not set."],
    ["category/series", {}, "Variable category_id is not set."],
    ["category", { category_id: 7 }, "The category does not exist."],
    ["category/children", { category_id: "root" }, "Variable category_id is not an integer."],
    ["category/related", { category_id: 7 }, "The category does not exist."],
    ["category/tags", { category_id: 7 }, "The category does not exist."],
    ["release", {}, "Variable release_id is not set."],
    ["release/series", { release_id: 8 }, "The release does not exist."],
    ["release/dates", { release_id: -1 }, "Variable release_id is not an integer."],
    ["release/sources", { release_id: 8 }, "The release does not exist."],
    ["release/tags", { release_id: 8 }, "The release does not exist."],
    ["release/tables", { release_id: 10, element_id: 1 }, "The element does not exist."],
    ["source", { source_id: 2 }, "The source does not exist."],
    ["source/releases", {}, "Variable source_id is not set."],
    ["series/release", { series_id: "NOPE" }, "The series does not exist."],
    ["series/categories", {}, "Variable series_id is not set."],
    ["series/tags", { series_id: "NOPE" }, "The series does not exist."],
    [
      "releases",
      { order_by: "size" },
      "Variable order_by is not one of the allowed values: release_id, name, press_release, realtime_start, realtime_end.",
    ],
    [
      "tags",
      { tag_group_id: "genre" },
      "Variable tag_group_id is not one of the allowed values: freq, gen, geo, geot, rls, seas, src, cc.",
    ],
    [
      "series/search",
      { search_text: "oil", sort_order: "up" },
      "Variable sort_order is not one of the allowed values: desc, asc.",
    ],
    [
      "tags/series",
      { tag_names: "oil", filter_variable: "title" },
      "Variable filter_variable is not one of the allowed values: frequency, units, seasonal_adjustment.",
    ],
    [
      "series/search",
      { search_text: "oil", exclude_tag_names: "daily" },
      "Variable exclude_tag_names requires that variable tag_names is also set.",
    ],
    [
      "series/updates",
      { filter_value: "galactic" },
      "Variable filter_value is not one of the allowed values: all, macro, regional.",
    ],
    [
      "series/updates",
      { start_time: "202602301200" },
      "Variable start_time is not a YYYYMMDDHhmm formatted time (e.g. 201803021420).",
    ],
    [
      "release/dates",
      { release_id: 10, include_release_dates_with_no_data: "maybe" },
      "Variable include_release_dates_with_no_data is not one of the allowed values: false, true.",
    ],
    [
      "sources",
      { realtime_start: "2026-03-20" },
      "Variable realtime_start can not be after today's date (2026-03-15) unless it's equal to the real-time max date 9999-12-31.",
    ],
  ])("refuses %s with %j in both forms", async (endpoint, parameters, sentence) => {
    for (const file_type of ["json", "xml"]) {
      const answer = await ask(provider, endpoint, { ...parameters, file_type });
      expect(answer.status).toBe(400);
      expect(answer.served).toBeUndefined();
      expect(answer.headers["Content-Type"]).toMatch(file_type);
      expect(messageOf(answer)?.replaceAll("&quot;", '"')).toBe(`Bad Request.  ${sentence}`);
    }
  });

  it("asks for a key on every path but the site's own", async () => {
    for (const path of fredDeclaration.routes.map((route) => route.path)) {
      const query = "file_type=json&format=json&id=GDP";
      const answer = await ask(provider, "", {}, { path, query });
      const isOpen = path.endsWith("fredgraph.csv");
      expect([path, answer.status]).toEqual([path, isOpen ? 200 : 400]);
      if (!isOpen) expect(read(answer).error_message).toContain("Variable api_key is not set.");
    }
  });

  it.each([
    "__proto__",
    "constructor",
    "/fred/../fred/series",
    "/fred/series/",
    "/FRED/series",
    "/%2e",
  ])("answers 404 to the path %s", async (path) => {
    const answer = await ask(provider, "", {}, { path });
    expect([answer.status, answer.body.toString()]).toEqual([
      404,
      expect.stringContaining("Not Found"),
    ]);
  });

  it("stays quick and whole when asked for too much", async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `tag${index}`).join(";");
    expect((await ask(provider, "tags/series", { tag_names: many })).status).toBe(200);
    const long = "oil ".repeat(5000);
    expect((await ask(provider, "series/search", { search_text: long })).status).toBe(200);
    const stars = "*".repeat(5000) + "GDP";
    const byId = await ask(provider, "series/search", {
      search_text: stars,
      search_type: "series_id",
    });
    expect(byId.status).toBe(200);
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
