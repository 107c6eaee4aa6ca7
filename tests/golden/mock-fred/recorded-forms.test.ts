import { readFileSync } from "node:fs";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { createFredProvider } from "../../../mock-providers/fred/provider.ts";

const nowMs = Date.parse("2026-03-15T12:00:00Z");
const provider = createFredProvider({
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 1000,
  anchorMs: nowMs,
  scope: "full",
});
provider.throttled = false;

function sample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), "utf8");
}

async function get(endpoint: string, parameters: string): Promise<string> {
  const answer = await provider.answer({
    method: "GET",
    // The API answers below /fred/, GeoFRED and the site beside it.
    path: endpoint.startsWith("../") ? endpoint.slice(2) : `/fred/${endpoint}`,
    query: `api_key=sandbox_key&${parameters}`,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs,
  });
  expect(answer.status).toBe(200);
  return answer.body.toString();
}

/** Key order and types of a JSON document; of a list its first element speaks for all. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [shapeOf(value[0])];
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.entries(value).map(([key, member]) => [key, shapeOf(member)]);
}

interface Keys {
  /** Every key some row has, in order. */
  readonly all: readonly string[];
  /** Those that every row has. */
  readonly always: readonly string[];
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
}

type Row = Readonly<Record<string, unknown>>;

function keysOf(rows: readonly Row[]): Keys {
  const longest = rows.toSorted((a, b) => Object.keys(b).length - Object.keys(a).length)[0] ?? {};
  const all = Object.keys(longest);
  const types = new Map(
    all.map((key) => [
      key,
      new Set(
        rows
          .filter((row) => key in row)
          .map((row) => (row[key] === null ? "null" : typeof row[key])),
      ),
    ]),
  );
  return { all, always: all.filter((key) => rows.every((row) => key in row)), types };
}

const lists = "seriess tags categories releases release_dates sources".split(" ");

const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" });

describe("the forms of the mock's answers", () => {
  it.each([
    ["series", "series_id=GDP&file_type=json", "series_GDP.json"],
    ["series/observations", "series_id=GDP&file_type=json", "series_observations_GDP.json"],
    ["series/vintagedates", "series_id=GDP&file_type=json", "series_vintagedates_GDP.json"],
  ])("%s?%s has the recorded keys in the recorded order", async (endpoint, parameters, file) => {
    const body = await get(endpoint, parameters);
    expect(shapeOf(JSON.parse(body))).toEqual(shapeOf(JSON.parse(sample(file))));
  });

  it.each([
    ["series/search", "search_text=price+index&file_type=json", "series_search_first_20_rows.json"],
    ["series/updates", "file_type=json", "series_updates_first_2_rows.json"],
    ["series/tags", "series_id=GDP&file_type=json", "series_tags_GDP.json"],
    ["series/categories", "series_id=GDP&file_type=json", "series_categories_GDP.json"],
    ["series/release", "series_id=GDP&file_type=json", "series_release_GDP.json"],
    ["tags", "file_type=json", "tags_first_30_rows.json"],
    ["tags/series", "tag_names=oil&file_type=json", "tags_series_slovenia_food_oecd.json"],
    ["category", "category_id=125&file_type=json", "category_125.json"],
    ["category/series", "category_id=106&file_type=json", "category_series_125.json"],
    ["releases", "file_type=json", "releases.json"],
    ["releases/dates", "file_type=json", "releases_dates.json"],
    ["release", "release_id=10&file_type=json", "release_10.json"],
    ["release/dates", "release_id=10&file_type=json", "release_dates_10.json"],
    ["release/sources", "release_id=10&file_type=json", "release_sources_10.json"],
    ["source", "source_id=1&file_type=json", "source_1.json"],
  ])("%s?%s has the recorded keys in every row", async (endpoint, parameters, file) => {
    // Proof for the casts: both are JSON objects, or JSON.parse and the checks below fail.
    const answer = JSON.parse(await get(endpoint, parameters)) as Row;
    const recorded = JSON.parse(sample(file)) as Row;
    expect(Object.keys(answer)).toEqual(Object.keys(recorded));
    const list = Object.keys(recorded).find((key) => lists.includes(key)) ?? expect.fail(file);
    const expected = keysOf(recorded[list] as Row[]);
    const rows = answer[list] as Row[];
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const keys = Object.keys(row);
      expect(expected.all.filter((key) => keys.includes(key))).toEqual(keys);
      expect(keys).toEqual(expect.arrayContaining([...expected.always]));
      for (const key of keys) {
        const type = row[key] === null ? "null" : typeof row[key];
        expect([...(expected.types.get(key) ?? [])], key).toContain(type);
      }
    }
    for (const [key, value] of Object.entries(recorded)) {
      if (key === "count" || key === list || key.startsWith("realtime")) continue;
      expect([key, answer[key]]).toEqual([key, value]);
    }
  });

  it.each([
    ["release/tables", "release_id=10&file_type=json", "release_tables_10.json"],
    ["category/children", "category_id=125&file_type=json", "category_children_125.json"],
    ["category", "category_id=125&file_type=json", "category_125.json"],
    ["series/categories", "series_id=GDP&file_type=json", "series_categories_GDP.json"],
  ])("%s?%s is the recorded answer itself", async (endpoint, parameters, file) => {
    expect(await get(endpoint, parameters)).toBe(sample(file).trimEnd());
  });

  it("GeoFRED and fredgraph.csv have the recorded shape, two slashes or one", async () => {
    const group = await get("../geofred//series/group", "series_id=WIPCPI&file_type=json");
    expect(shapeOf(JSON.parse(group))).toEqual(
      shapeOf(JSON.parse(sample("geofred_series_group_WIPCPI.json"))),
    );
    const parameters = "series_id=WIPCPI&file_type=json&start_date=2019-01-01&date=2023-01-01";
    const data = await get("../geofred//series/data", parameters);
    expect(shapeOf(JSON.parse(data))).toEqual(
      shapeOf(JSON.parse(sample("geofred_series_data_WIPCPI.json"))),
    );
    const csv = await get("../graph/fredgraph.csv", "id=DGS10&cosd=2024-12-16&coed=2025-01-10");
    const blank = (text: string): string => text.replaceAll(/\d+\.\d\d$/gm, "n");
    // The same days, the same holidays; only the values are made up.
    expect(blank(csv)).toBe(blank(sample("fredgraph_DGS10_20241216_20250110.csv")));
  });

  it("XML of a series has the recorded attributes in the recorded order", async () => {
    const attributesOf = (text: string): unknown => shapeOf(xml.parse(text));
    expect(attributesOf(await get("series", "series_id=PAYEMS"))).toEqual(
      attributesOf(sample("series_PAYEMS.xml")),
    );
  });

  it("XML has the recorded elements and attributes in the recorded order", async () => {
    const body = await get(
      "series/observations",
      "series_id=SP500&observation_start=2025-09-02&observation_end=2025-09-05",
    );
    expect(body.startsWith('<?xml version="1.0" encoding="utf-8" ?>\n<observations ')).toBe(true);
    expect(shapeOf(xml.parse(body))).toEqual(
      shapeOf(xml.parse(sample("series_observations_SP500_2014.xml"))),
    );
  });

  it("slashes are escaped in JSON, as the recording has them", async () => {
    expect(sample("series_GDP.json")).toContain("http:\\/\\/www.bea.gov\\/");
    const body = await get("series", "series_id=GDP&file_type=json");
    expect(body).toContain("https:\\/\\/fred.stlouisfed.org\\/series\\/GDP");
  });
});
