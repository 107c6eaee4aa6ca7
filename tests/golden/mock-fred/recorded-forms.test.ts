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

function sample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), "utf8");
}

async function get(endpoint: string, parameters: string): Promise<string> {
  const answer = await provider.answer({
    method: "GET",
    path: `/fred/${endpoint}`,
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
