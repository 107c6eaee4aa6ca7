import { describe, expect, it } from "vitest";
import { anchorMs, ask, bodyOf, createTestProvider, read } from "./ask-fred.ts";

const provider = createTestProvider();

async function ids(
  endpoint: string,
  parameters: Readonly<Record<string, string | number>> = {},
): Promise<unknown[]> {
  return (await bodyOf(provider, endpoint, parameters)).seriess.map(({ id }) => id);
}

describe("series/search", () => {
  it("finds all words anywhere, best first", async () => {
    const body = await bodyOf(provider, "series/search", { search_text: "crude oil price" });
    expect(body.seriess.map(({ id }) => id)).toEqual(["DCOILWTICO", "DCOILBRENTEU"]);
    expect([body.order_by, body.sort_order]).toEqual(["search_rank", "desc"]);
    expect((await ids("series/search", { search_text: "gdp" }))[0]).toBe("GDP");
  });

  it("takes a plus for a space, encoded or not", async () => {
    const raw = async (text: string) => {
      const query = `api_key=sandbox_key&file_type=json&&search_text=${text}`;
      return (await ask(provider, "series/search", {}, { query })).body.toString();
    };
    expect(await raw("crude+oil")).toBe(await raw("crude%20oil"));
    expect(await raw("crude%2Boil")).toBe(await raw("crude%20oil"));
    expect(await raw("crude+oil")).toContain("DCOILWTICO");
  });

  it("finds ids by a part and by a pattern, in order of the ids", async () => {
    const byId = { search_type: "series_id" };
    expect(await ids("series/search", { ...byId, search_text: "dgs" })).toEqual([
      "DGS1",
      "DGS10",
      "DGS2",
      "DGS20",
      "DGS30",
      "DGS3MO",
      "DGS5",
    ]);
    expect(await ids("series/search", { ...byId, search_text: "*SPOT*" })).toEqual([]);
    expect(await ids("series/search", { ...byId, search_text: "D*NGSP" })).toEqual(["DHHNGSP"]);
    expect(await ids("series/search", { ...byId, search_text: "CPI*" })).toEqual([
      "CPIAUCNS",
      "CPIAUCSL",
      "CPILFESL",
    ]);
  });

  it("answers a search without a match with an empty list", async () => {
    const answer = await ask(provider, "series/search", { search_text: "zebra" });
    expect([answer.status, read(answer).count, read(answer).seriess]).toEqual([200, 0, []]);
    const xml = await ask(provider, "series/search", { search_text: "zebra", file_type: "xml" });
    expect(xml.body.toString()).toMatch(/<seriess [^>]*count="0"[^>]*>\n<\/seriess>\n$/);
  });

  it("filters by a variable and by tags", async () => {
    const rates = { search_text: "interest rate" };
    const weekly = await ids("series/search", {
      ...rates,
      filter_variable: "frequency",
      filter_value: "Weekly",
    });
    expect(weekly.toSorted()).toEqual(["MORTGAGE30US", "WGS10YR", "WGS2YR"]);
    expect(
      await ids("series/search", { ...rates, tag_names: "weekly;treasury", order_by: "series_id" }),
    ).toEqual(["WGS10YR", "WGS2YR"]);
    expect(
      await ids("series/search", {
        ...rates,
        tag_names: "weekly",
        exclude_tag_names: "treasury;daily",
      }),
    ).toEqual(["MORTGAGE30US"]);
  });

  it("counts tags over what a search finds", async () => {
    const found = await bodyOf(provider, "series/search", { search_text: "oil" });
    const { tags } = await bodyOf(provider, "series/search/tags", { series_search_text: "oil" });
    expect(tags.find(({ name }) => name === "usa")?.series_count).toBe(found.count);
    const related = await bodyOf(provider, "series/search/related_tags", {
      series_search_text: "oil",
      tag_names: "daily",
    });
    expect(related.tags.map(({ name }) => name)).toContain("brent");
    expect(related.tags.map(({ name }) => name)).not.toContain("daily");
  });
});

describe("lists of the FRED mock", () => {
  it("are in the order asked for, and the other way round", async () => {
    const all = { release_id: 18 };
    const popularity = (
      await bodyOf(provider, "release/series", { ...all, order_by: "popularity" })
    ).seriess;
    const values = popularity.map((row) => Number(row["popularity"]));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    const ascending = await ids("release/series", all);
    expect(ascending).toEqual(ascending.toSorted());
    expect(await ids("release/series", { ...all, sort_order: "desc" })).toEqual(
      ascending.toReversed(),
    );
  });

  it("page without losing or repeating a row, and end with an empty page", async () => {
    const whole = await bodyOf(provider, "tags");
    const paged: unknown[] = [];
    let offset = 0;
    for (; offset < whole.count; offset += 50) {
      paged.push(...(await bodyOf(provider, "tags", { limit: 50, offset })).tags);
    }
    expect(paged).toEqual(whole.tags);
    const past = await bodyOf(provider, "tags", { limit: 50, offset: whole.count });
    expect([past.count, past.tags]).toEqual([whole.count, []]);
  });

  it.each([
    ["series/search", { search_text: "gdp" }, 1000],
    ["series/updates", {}, 1000],
    ["tags", {}, 1000],
    ["releases", {}, 1000],
    ["releases/dates", {}, 1000],
    ["release/dates", { release_id: 10 }, 10_000],
    ["category/series", { category_id: 106 }, 1000],
    ["sources", {}, 1000],
  ])("%s shows its default limit and refuses a larger one", async (endpoint, parameters, limit) => {
    expect((await bodyOf(provider, endpoint, parameters)).limit).toBe(limit);
    const answer = await ask(provider, endpoint, { ...parameters, limit: limit + 1 });
    expect(read(answer).error_message).toBe(
      `Bad Request.  Variable limit is not between 1 and ${limit}.`,
    );
  });

  it("ignore parameters they do not know", async () => {
    const plain = await bodyOf(provider, "series/updates");
    expect(await bodyOf(provider, "series/updates", { series_id: "GDP", shoe_size: 44 })).toEqual(
      plain,
    );
  });

  it("show a past day as it was", async () => {
    const past = { series_id: "GDP", realtime_start: "2024-05-01", realtime_end: "2024-05-01" };
    const [then] = (await bodyOf(provider, "series", past)).seriess;
    expect(then).toMatchObject({ realtime_start: "2024-05-01", observation_end: "2024-01-01" });
    expect(String(then?.["last_updated"])).toMatch(/^2024-04-25 /);
    const { count } = await bodyOf(provider, "tags/series", {
      tag_names: "usa",
      realtime_start: "1995-01-01",
      realtime_end: "1995-01-01",
    });
    const now = await bodyOf(provider, "tags/series", { tag_names: "usa" });
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(now.count);
  });

  it("XML holds the same rows as JSON", async () => {
    for (const [endpoint, element, parameters] of [
      ["tags", "tag", {}],
      ["releases", "release", {}],
      ["sources", "source", {}],
      ["releases/dates", "release_date", {}],
      ["category/children", "category", {}],
      ["release/series", "series", { release_id: 50 }],
    ] as const) {
      const json = JSON.stringify(await bodyOf(provider, endpoint, parameters));
      const xml = await ask(provider, endpoint, { ...parameters, file_type: "xml" });
      expect(xml.headers["Content-Type"]).toBe("text/xml; charset=UTF-8");
      const elements = xml.body.toString().match(new RegExp(`<${element} `, "g")) ?? [];
      const rows = Object.values(JSON.parse(json) as Record<string, unknown>).find(Array.isArray);
      expect([endpoint, elements.length]).toEqual([endpoint, rows?.length]);
    }
  });
});

describe("series/updates", () => {
  it("lists what was updated within two weeks, the latest first", async () => {
    const { seriess } = await bodyOf(provider, "series/updates");
    const stamps = seriess.map((row) => String(row["last_updated"]));
    expect(stamps).toEqual(stamps.toSorted().toReversed());
    expect(stamps.at(-1)?.slice(0, 10) ?? "").toMatch(/^2026-03-0\d$/);
    expect(seriess.map(({ id }) => id)).not.toContain("GDP");
    expect(seriess[0]).not.toHaveProperty("group_popularity");
  });

  it("brings a series to the top the moment it is updated", async () => {
    const before = Date.parse("2026-03-11T12:45:00Z");
    const after = Date.parse("2026-03-11T13:05:00Z");
    const top = async (nowMs: number) =>
      (await bodyOf(provider, "series/updates", { limit: 4 }, nowMs)).seriess.map(({ id }) => id);
    expect(await top(before)).not.toContain("CPIAUCSL");
    expect(await top(after)).toContain("CPIAUCSL");
  });

  it("filters by geography and by time", async () => {
    const macro = await bodyOf(provider, "series/updates", { filter_value: "macro" });
    const regional = await bodyOf(provider, "series/updates", { filter_value: "regional" });
    expect(macro.count + regional.count).toBe((await bodyOf(provider, "series/updates")).count);
    // The fourth Friday of March brings incomes by state.
    const april = Date.parse("2026-04-01T12:00:00Z");
    const states = await bodyOf(provider, "series/updates", { filter_value: "regional" }, april);
    expect(states.count).toBe(51);
    const friday = { start_time: "202603060000", end_time: "202603062359" };
    const { seriess } = await bodyOf(provider, "series/updates", friday);
    expect(seriess.map(({ id }) => id)).toContain("PAYEMS");
    expect(seriess.every((row) => String(row["last_updated"]).startsWith("2026-03-06"))).toBe(true);
  });
});

describe("release dates", () => {
  it("are the vintage dates of the release's series, all of them and no others", async () => {
    const { releases } = await bodyOf(provider, "releases");
    for (const { id: release_id } of releases) {
      const { release_dates } = await bodyOf(provider, "release/dates", { release_id });
      const { seriess } = await bodyOf(provider, "release/series", { release_id });
      const vintages = new Set<string>();
      for (const { id = "" } of seriess) {
        const { vintage_dates } = await bodyOf(provider, "series/vintagedates", { series_id: id });
        for (const date of vintage_dates) vintages.add(date);
      }
      expect(release_dates.map(({ date }) => date)).toEqual([...vintages].toSorted());
    }
  });

  it("of all releases begin with this year's newest and name their release", async () => {
    const body = await bodyOf(provider, "releases/dates");
    expect(body.realtime_start).toBe("2026-01-01");
    const dates = body.release_dates.map(({ date }) => date);
    expect(dates).toEqual(dates.toSorted().toReversed());
    expect(dates[0]).toBe("2026-03-13");
    expect(body.release_dates.find(({ release_id }) => release_id === 10)).toEqual({
      release_id: 10,
      release_name: "Consumer Price Index",
      date: "2026-03-11",
    });
  });

  it("ahead are told only when asked for", async () => {
    const ahead = { release_id: 10, realtime_start: "2026-03-15", realtime_end: "9999-12-31" };
    expect((await bodyOf(provider, "release/dates", ahead)).release_dates).toEqual([]);
    const announced = await bodyOf(provider, "release/dates", {
      ...ahead,
      include_release_dates_with_no_data: "true",
    });
    expect(announced.release_dates[0]).toEqual({ release_id: 10, date: "2026-04-13" });
    // What was announced comes true on its day.
    const then = Date.parse("2026-04-13T14:00:00Z");
    const { release_dates } = await bodyOf(
      provider,
      "release/dates",
      { release_id: 10, sort_order: "desc", limit: 1 },
      then,
    );
    expect(release_dates).toEqual([{ release_id: 10, date: "2026-04-13" }]);
  });

  it("do not change with how far the clock has run", async () => {
    const other = createTestProvider();
    await bodyOf(other, "releases/dates", {}, anchorMs + 900 * 86_400_000);
    expect(await bodyOf(other, "releases/dates")).toEqual(await bodyOf(provider, "releases/dates"));
  });
});
