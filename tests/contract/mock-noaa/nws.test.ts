import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { MockRequest } from "../../../mock-providers/kit/types.ts";
import { anchorMs, askNws, at, createTestProvider, dayMs } from "./ask-noaa.ts";

const hourMs = 3_600_000;
const provider = createTestProvider();
const base = "http://127.0.0.1:8004";

interface Feature {
  readonly id: string;
  readonly geometry: { readonly coordinates: readonly number[] } | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

async function read<Document = Feature>(
  path: string,
  changes: Partial<MockRequest> = {},
): Promise<Document> {
  const answer = await askNws(provider, path, changes);
  if (answer.status !== 200) throw new Error(`${String(answer.status)} ${String(answer.body)}`);
  expect(answer.headers["Content-Type"]).toBe("application/geo+json");
  expect(answer.served).toBeUndefined();
  // The golden tests hold the shape to recorded answers.
  return JSON.parse(String(answer.body)) as Document;
}

async function problem(path: string, changes: Partial<MockRequest> = {}) {
  const answer = await askNws(provider, path, changes);
  expect(answer.headers["Content-Type"]).toBe("application/problem+json");
  const body = JSON.parse(String(answer.body)) as Readonly<Record<string, unknown>>;
  expect(Object.keys(body)).toEqual([
    "correlationId",
    "title",
    "type",
    "status",
    "detail",
    "instance",
  ]);
  expect(body["status"]).toBe(answer.status);
  expect(body["type"]).toMatch(/^https:\/\/api\.weather\.gov\/problems\/\w+$/);
  return { ...answer, problem: body };
}

describe("api.weather.gov", () => {
  it("wants to know who asks", async () => {
    for (const agent of ["", "  "]) {
      const { status, problem: said } = await problem("/points/33.94,-118.4", {
        headers: { "user-agent": agent },
      });
      expect(status).toBe(403);
      expect(said["detail"]).toContain("User-Agent");
    }
    const nobody = await provider.answer({
      method: "GET",
      path: "/alerts/active",
      query: "",
      headers: {},
      body: Buffer.alloc(0),
      client: "",
      nowMs: anchorMs,
    });
    expect(nobody.status).toBe(403);
  });

  it("needs no token and is not throttled with those that have one", async () => {
    const throttled = createTestProvider();
    throttled.throttled = true;
    for (let request = 0; request < 20; request++) {
      expect((await askNws(throttled, "/stations/KLAX")).status).toBe(200);
    }
  });

  it("links to the address it was asked at", async () => {
    const point = await read("/points/33.94,-118.4");
    expect(point.id).toBe(`${base}/points/33.94,-118.4`);
    const links = JSON.stringify(point.properties).match(/https?:\/\/[^"]+/g) ?? [];
    expect(links.length).toBeGreaterThan(6);
    for (const link of links) expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8004\//);
    const elsewhere = await read("/points/33.94,-118.4", { headers: { host: "mock-noaa:8004" } });
    expect(elsewhere.properties["forecast"]).toMatch(/^http:\/\/mock-noaa:8004\/gridpoints\/LOX\//);
    const forged = await read("/points/33.94,-118.4", { headers: { host: 'x"><script>' } });
    expect(forged.properties["forecast"]).toMatch(/^https:\/\/api\.weather\.gov\//);
  });

  it("leads from a point to its forecast, stations and newest report", async () => {
    const { properties } = await read("/points/40.78,-73.97");
    expect(properties).toMatchObject({ gridId: "OKX", timeZone: "America/New_York", cwa: "OKX" });
    const follow = (name: string) => read(String(properties[name]).slice(base.length));
    const forecast = (await follow("forecast")).properties;
    expect(forecast["periods"]).toHaveLength(14);
    expect((await follow("forecastHourly")).properties["periods"]).toHaveLength(156);
    const stations = await read<{ features: Feature[]; observationStations: string[] }>(
      String(properties["observationStations"]).slice(base.length),
    );
    expect(stations.observationStations[0]).toBe(`${base}/stations/KNYC`);
    const latest = await read(
      `${String(stations.observationStations[0]).slice(base.length)}/observations/latest`,
    );
    expect(latest.properties["station"]).toBe(`${base}/stations/KNYC`);
    for (const name of ["forecastZone", "county", "fireWeatherZone"]) {
      expect((await follow(name)).properties["state"]).toBe("NY");
    }
  });

  it.each([
    ["33.94121,-118.4", "/points/33.9412,-118.4"],
    ["33.941000,-118.40000", "/points/33.941,-118.4"],
    ["40.123456789,-73.99996", "/points/40.1235,-74"],
  ])("sends %s on to four decimals", async (point, location) => {
    const { status, headers } = await problem(`/points/${point}`);
    expect([status, headers["Location"]]).toEqual([301, location]);
    expect((await askNws(provider, location)).status).toBe(200);
  });

  it.each([
    ["/points/0,0", "InvalidPoint"],
    ["/points/51.5,-0.1", "InvalidPoint"],
    ["/points/90,180", "InvalidPoint"],
    ["/points/12", "NotFound"],
    ["/points/a,b", "NotFound"],
    ["/points/33.9,-118.4/extra", "NotFound"],
    ["/points", "NotFound"],
    ["/", "NotFound"],
    ["/gridpoints/XXX/1,1/forecast", "InvalidGridpoint"],
    ["/gridpoints/LOX/500,1/forecast", "InvalidGridpoint"],
    ["/gridpoints/LOX/60,60/tomorrow", "NotFound"],
    ["/gridpoints/LOX/60/forecast", "NotFound"],
    ["/gridpoints/LOX/60,60", "NotFound"],
    ["/stations/KXXX", "NotFound"],
    ["/stations/KLAX/forecasts", "NotFound"],
    ["/stations/KLAX/observations/2020-01-01T00:53:00+00:00", "NotFound"],
    ["/zones/forecast/XXZ001", "NotFound"],
    ["/zones/marine/CAZ364", "NotFound"],
    ["/alerts/everything", "NotFound"],
    ["/alerts/active/region/CA", "NotFound"],
    ["/%E0%A4%A", "NotFound"],
  ])("has a problem with %s: %s", async (path, kind) => {
    const { status, problem: said } = await problem(path);
    expect([status, said["type"]]).toEqual([404, `https://api.weather.gov/problems/${kind}`]);
  });

  it.each([
    "/gridpoints/LOX/60,60/forecast?units=kelvin",
    "/stations/KLAX/observations?limit=0",
    "/stations/KLAX/observations?limit=many",
    "/stations/KLAX/observations?start=yesterday",
    "/stations?limit=501",
  ])("refuses %s", async (path) => {
    const { status, problem: said } = await problem(path);
    expect([status, said["title"]]).toEqual([400, "Bad Request"]);
  });

  it("is only read", async () => {
    const { status, headers } = await problem("/stations/KLAX", { method: "POST" });
    expect([status, headers["Allow"]]).toEqual([405, "GET"]);
  });

  it("says the same at the same instant, and compresses when asked", async () => {
    const path = "/gridpoints/LOX/60,60/forecast/hourly";
    const plain = await askNws(provider, path);
    expect((await askNws(createTestProvider(), path)).body).toBe(plain.body);
    expect((await askNws(createTestProvider(), path)).headers).toEqual(plain.headers);
    const packed = await askNws(provider, path, { headers: { "accept-encoding": "gzip" } });
    expect(gunzipSync(packed.body as Buffer).toString()).toBe(plain.body);
  });
});

interface Period {
  readonly number: number;
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly isDaytime: boolean;
  readonly temperature: number;
  readonly temperatureUnit: string;
  readonly windSpeed: string;
}

describe("forecasts", () => {
  const periodsOf = async (path: string, changes: Partial<MockRequest> = {}): Promise<Period[]> =>
    (await read(path, changes)).properties["periods"] as Period[];

  it("begin now and follow one another in the place's own time, across a clock change", async () => {
    // Clocks went forward at two in the morning of 8 March.
    const now = at("2026-03-07T20:10:00Z");
    for (const kind of ["", "/hourly"]) {
      const periods = await periodsOf(`/gridpoints/OKX/60,60/forecast${kind}`, now);
      expect(periods.map(({ number }) => number)).toEqual(periods.map((_, index) => index + 1));
      for (const [index, period] of periods.entries()) {
        const next = periods[index + 1];
        if (next !== undefined) expect(period.endTime).toBe(next.startTime);
        expect(Date.parse(period.endTime)).toBeGreaterThan(Date.parse(period.startTime));
      }
      expect(Date.parse(periods[0]?.startTime ?? "")).toBe(Date.parse("2026-03-07T20:00:00Z"));
      expect(periods[0]?.startTime).toBe("2026-03-07T15:00:00-05:00");
      expect(periods.at(-1)?.startTime).toMatch(/-04:00$/);
    }
  });

  it("alternate days and nights by name", async () => {
    const periods = await periodsOf("/gridpoints/LOX/60,60/forecast", at("2026-03-15T17:00:00Z"));
    expect(periods.slice(0, 5).map(({ name, isDaytime }) => [name, isDaytime])).toEqual([
      ["Today", true],
      ["Tonight", false],
      ["Monday", true],
      ["Monday Night", false],
      ["Tuesday", true],
    ]);
    const [first] = await periodsOf("/gridpoints/LOX/60,60/forecast", at("2026-03-16T04:00:00Z"));
    expect(first?.name).toBe("Tonight");
    const days = periods.filter(({ isDaytime }) => isDaytime);
    const nights = periods.filter(({ isDaytime }) => !isDaytime);
    const mean = (list: Period[]) =>
      list.reduce((sum, one) => sum + one.temperature, 0) / list.length;
    expect(mean(days)).toBeGreaterThan(mean(nights) + 5);
  });

  it("come in both kinds of units", async () => {
    const us = await periodsOf("/gridpoints/LOX/60,60/forecast");
    const si = await periodsOf("/gridpoints/LOX/60,60/forecast?units=si");
    for (const [index, { temperature, windSpeed }] of us.entries()) {
      const other = si[index];
      expect(Math.abs(temperature - ((other?.temperature ?? 0) * 1.8 + 32))).toBeLessThan(1.5);
      expect(windSpeed).toMatch(/^\d+ mph$/);
      expect(other?.windSpeed).toMatch(/^\d+ km\/h$/);
      expect(other?.temperatureUnit).toBe("C");
    }
  });

  it("come close to what is observed the next hours", async () => {
    const periods = await periodsOf("/gridpoints/OKX/60,60/forecast/hourly?units=si");
    const later = { nowMs: anchorMs + 13 * hourMs };
    const { features } = await read<{ features: Feature[] }>(
      "/stations/KNYC/observations?limit=12",
      later,
    );
    for (const { properties } of features) {
      const { value } = properties["temperature"] as { value: number | null };
      const stamp = Date.parse(String(properties["timestamp"]));
      const period = periods.find(
        ({ startTime, endTime }) => Date.parse(startTime) <= stamp && stamp < Date.parse(endTime),
      );
      if (value !== null && period !== undefined) {
        expect(Math.abs(period.temperature - value)).toBeLessThan(3);
      }
    }
  });
});

describe("observations", () => {
  const list = async (path: string, changes: Partial<MockRequest> = {}): Promise<Feature[]> =>
    (await read<{ features: Feature[] }>(path, changes)).features;

  it("come once an hour, newest first, for a week", async () => {
    const features = await list("/stations/KORD/observations");
    expect(features).toHaveLength(168);
    const stamps = features.map(({ properties }) => Date.parse(String(properties["timestamp"])));
    expect(stamps[0]).toBe(Date.parse("2026-03-15T11:53:00Z"));
    for (const [index, stamp] of stamps.entries()) {
      if (index > 0) expect(stamp).toBe((stamps[index - 1] ?? 0) - hourMs);
    }
  });

  it("are published some minutes after they were taken", async () => {
    const newest = async (instant: string) =>
      (await read("/stations/KORD/observations/latest", at(instant))).properties["timestamp"];
    expect(await newest("2026-03-15T11:58:59Z")).toBe("2026-03-15T10:53:00+00:00");
    expect(await newest("2026-03-15T11:59:00Z")).toBe("2026-03-15T11:53:00+00:00");
  });

  it("can be narrowed to a time and asked for one by one", async () => {
    const features = await list(
      "/stations/kord/observations?start=2026-03-15T06:00:00Z&end=2026-03-15T09:00:00%2B00:00&limit=2",
    );
    expect(features.map(({ properties }) => properties["timestamp"])).toEqual([
      "2026-03-15T08:53:00+00:00",
      "2026-03-15T07:53:00+00:00",
    ]);
    const [first] = features;
    const one = await read(String(first?.id).slice(base.length));
    expect(one.properties).toEqual(first?.properties);
  });

  it("have null quantities where a sensor failed or nothing fell", async () => {
    const features = await list("/stations/KORD/observations");
    const quantities = (name: string) =>
      features.map(
        ({ properties }) => properties[name] as { value: number | null; qualityControl?: string },
      );
    const temperatures = quantities("temperature");
    const failed = temperatures.filter(({ value }) => value === null);
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(20);
    for (const { value, qualityControl } of temperatures) {
      expect(qualityControl).toBe(value === null ? "Z" : "V");
    }
    expect(quantities("maxTemperatureLast24Hours").every(({ value }) => value === null)).toBe(true);
    expect(quantities("precipitationLastHour").some(({ value }) => value === null)).toBe(true);
  });

  it("stay within the extremes Climate Data Online tells of the same day", async () => {
    const nowMs = anchorMs + 4 * dayMs;
    const record = await provider.answer({
      method: "GET",
      path: "/cdo-web/api/v2/data",
      query:
        "datasetid=GHCND&stationid=GHCND:USW00094846&startdate=2026-03-15&enddate=2026-03-15&units=metric",
      headers: { token: "sandbox_key" },
      body: Buffer.alloc(0),
      client: "",
      nowMs,
    });
    const rows = (
      JSON.parse(String(record.body)) as { results: { datatype: string; value: number }[] }
    ).results;
    const extreme = (type: string) =>
      rows.find(({ datatype }) => datatype === type)?.value ?? Number.NaN;
    const features = await list(
      "/stations/KORD/observations?start=2026-03-15T05:00:00Z&end=2026-03-16T04:59:00Z",
      { nowMs },
    );
    const seen = features.flatMap(
      ({ properties }) => (properties["temperature"] as { value: number | null }).value ?? [],
    );
    expect(seen.length).toBeGreaterThan(18);
    // A night's cold may belong to the next morning, and a correction moves an extreme a little.
    expect(Math.max(...seen)).toBeLessThan(extreme("TMAX") + 1);
    expect(Math.max(...seen)).toBeGreaterThan(extreme("TMAX") - 2);
  });

  it("list stations by id, state and page", async () => {
    const ids = async (query: string) =>
      (await list(`/stations?${query}`)).map(({ properties }) => properties["stationIdentifier"]);
    expect(await ids("state=CA")).toEqual(["KLAX", "KSFO"]);
    expect(await ids("id=KNYC,KBOS&id=KDEN")).toEqual(["KBOS", "KDEN", "KNYC"]);
    const all = await ids("");
    expect(all).toHaveLength(17);
    const read1 = await read<{ pagination: { next: string } }>("/stations?limit=10");
    const next = read1.pagination.next.slice(`${base}/stations?`.length);
    expect([...(await ids("limit=10")), ...(await ids(next))]).toEqual(all);
    const grid = await read<{ pagination: { next: string } }>("/gridpoints/LOX/60,60/stations");
    expect(await ids(grid.pagination.next.slice(`${base}/stations?`.length))).toEqual([]);
  });
});

describe("alerts", () => {
  interface Alerts {
    readonly title: string;
    readonly features: readonly Feature[];
  }

  it("are in force around the weather that deserves them, and named by zone", async () => {
    let found: { feature: Feature; nowMs: number } | undefined;
    for (let day = 0; day < 200 && found === undefined; day++) {
      const nowMs = anchorMs + day * dayMs;
      const { features } = await read<Alerts>("/alerts/active", { nowMs });
      for (const { properties } of features) {
        expect(Date.parse(String(properties["sent"]))).toBeLessThanOrEqual(nowMs);
        expect(Date.parse(String(properties["ends"]))).toBeGreaterThan(nowMs);
      }
      const [feature] = features;
      if (feature !== undefined) found = { feature, nowMs };
    }
    if (found === undefined) throw new Error("no alert in 200 days");
    const { feature, nowMs } = found;
    const { UGC: zones } = feature.properties["geocode"] as { UGC: string[] };
    const zone = zones[0] ?? "";
    const byZone = await read<Alerts>(`/alerts/active?zone=${zone}`, { nowMs });
    expect(byZone.features.map(({ id }) => id)).toContain(feature.id);
    expect(byZone.title).toContain(`(${zone})`);
    const byPath = await read<Alerts>(`/alerts/active/zone/${zone}`, { nowMs });
    expect(byPath.features).toEqual(byZone.features);
    const byArea = await read<Alerts>(`/alerts/active?area=${zone.slice(0, 2)}`, { nowMs });
    expect(byArea.features.map(({ id }) => id)).toContain(feature.id);
    const event = encodeURIComponent(String(feature.properties["event"]));
    const byEvent = await read<Alerts>(`/alerts/active?event=${event}`, { nowMs });
    expect(byEvent.features.map(({ id }) => id)).toContain(feature.id);
    const none = await read<Alerts>(`/alerts/active?zone=${zone}&event=Tornado%20Warning`, {
      nowMs,
    });
    expect(none.features).toEqual([]);
    // A week later it is over.
    const later = await read<Alerts>("/alerts/active", { nowMs: nowMs + 7 * dayMs });
    expect(later.features.map(({ id }) => id)).not.toContain(feature.id);
  });
});
