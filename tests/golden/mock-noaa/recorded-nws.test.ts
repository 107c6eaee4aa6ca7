import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Json, writePhpJson } from "../../../mock-providers/noaa/nws/php-json.ts";
import { createNoaaProvider } from "../../../mock-providers/noaa/provider.ts";
import { shapeOf } from "./shape-of.ts";

const directory = new URL("samples/", import.meta.url);
const names = readdirSync(directory).filter((name) => name.startsWith("nws_"));
const anchorMs = Date.parse("2026-03-15T12:00:00Z");
const provider = createNoaaProvider({
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 10,
  anchorMs,
  scope: "full",
});

function sample(name: string): string {
  return readFileSync(new URL(`${name}.json`, directory), "utf8").trimEnd();
}

type Document = Readonly<Record<string, unknown>>;

async function get(target: string, nowMs = anchorMs): Promise<Document> {
  const [path = "", query = ""] = target.split("?");
  const answer = await provider.answer({
    method: "GET",
    path,
    query,
    headers: { "user-agent": "(sandbox, test)", host: "127.0.0.1:8004" },
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs,
  });
  expect(answer.status).toBe(200);
  return JSON.parse(String(answer.body)) as Document;
}

/** The first item of each list stands for all; numbers may be whole or not, and null where the sample says so. */
function firstOf(document: unknown): unknown {
  if (Array.isArray(document)) return document.slice(0, 1).map(firstOf);
  if (typeof document !== "object" || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([key, member]) => [
      key,
      key === "@context" ? member : firstOf(member),
    ]),
  );
}

describe("recorded answers of api.weather.gov", () => {
  it("are there", () => {
    expect(names).toHaveLength(6);
  });

  it.each(names)("%s, written again, is the same to the byte", (name) => {
    const recorded = sample(name.replace(/\.json$/, ""));
    expect(writePhpJson(JSON.parse(recorded) as Json)).toBe(recorded);
  });

  it.each([
    ["/points/33.94,-118.4", "nws_points"],
    ["/gridpoints/OKX/60,60/forecast/hourly", "nws_gridpoints_forecast_hourly_us"],
    ["/gridpoints/CLE/60,60/stations", "nws_gridpoints_stations"],
  ])("%s has the recorded keys, order, types, formats and context", async (target, name) => {
    const recorded = JSON.parse(sample(name)) as Document;
    const answered = await get(target);
    expect(answered["@context"]).toEqual(recorded["@context"]);
    expect(shapeOf(firstOf(answered))).toEqual(shapeOf(firstOf(recorded)));
  });

  it("an observation has the recorded keys and units, null or not", async () => {
    const recorded = JSON.parse(sample("nws_stations_observations_latest")) as Document;
    const answered = await get("/stations/KLAX/observations/latest");
    expect(answered["@context"]).toEqual(recorded["@context"]);
    const propertiesOf = (document: Document) => document["properties"] as Document;
    const described = (document: Document) =>
      Object.entries(propertiesOf(document)).map(([key, member]) =>
        typeof member === "object" && member !== null && "unitCode" in member
          ? [key, Object.keys(member), member.unitCode]
          : [key, Array.isArray(member) ? "list" : shapeOf(member)],
      );
    expect(described(answered)).toEqual(described(recorded));
    const layers = (document: Document) => (propertiesOf(document)["cloudLayers"] as Document[])[0];
    expect(Object.keys(layers(answered) ?? {})).toEqual(Object.keys(layers(recorded) ?? {}));
  });

  it("a list of observations has the recorded context and features", async () => {
    const recorded = JSON.parse(sample("nws_stations_observations_missing_value")) as Document;
    const answered = await get("/stations/KLAX/observations?limit=1");
    expect(Object.keys(answered)).toEqual(Object.keys(recorded));
    expect(answered["@context"]).toEqual(recorded["@context"]);
    const feature = (document: Document) => (document["features"] as Document[])[0] ?? {};
    expect(Object.keys(feature(answered))).toEqual(Object.keys(feature(recorded)));
    expect(shapeOf(feature(answered)["geometry"])).toEqual(shapeOf(feature(recorded)["geometry"]));
  });

  it("an alert has the recorded keys, order, types and formats", async () => {
    const recorded = JSON.parse(sample("nws_alerts_active_zone")) as Document;
    const { features: recordedFeatures } = recorded as { features: Document[] };
    for (let day = 0; day < 200; day++) {
      const answered = await get("/alerts/active", anchorMs + day * 86_400_000);
      expect(Object.keys(answered)).toEqual(Object.keys(recorded));
      expect(answered["@context"]).toEqual(recorded["@context"]);
      const [feature] = answered["features"] as Document[];
      if (feature === undefined) continue;
      const wanted = firstOf(recordedFeatures[0]) as { properties: Record<string, unknown> };
      // No alert here updates an earlier one.
      wanted.properties["references"] = [];
      expect(shapeOf(firstOf(feature))).toEqual(shapeOf(wanted));
      return;
    }
    throw new Error("no alert in 200 days");
  });
});
