import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { MockAnswer } from "../../../mock-providers/kit/types.ts";
import { ask, createTestProvider, read, rowsOf } from "./ask-fred.ts";

const provider = createTestProvider();

async function get(
  path: string,
  parameters: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<MockAnswer> {
  const query = new URLSearchParams(parameters).toString();
  return ask(provider, "", {}, { path, query, headers });
}

describe("fredgraph.csv", () => {
  it("shows the newest values without a key, holidays as empty cells", async () => {
    const answer = await get("/graph/fredgraph.csv", {
      id: "DGS10",
      cosd: "2025-12-24",
      coed: "2025-12-26",
    });
    expect(answer.status).toBe(200);
    expect(answer.body.toString()).toMatch(
      /^observation_date,DGS10\n2025-12-24,\d\.\d\d\n2025-12-25,\n2025-12-26,\d\.\d\d\n$/,
    );
    expect(answer.served).toBeUndefined();
    const short = await get("/fredgraph.csv", {
      id: "DGS10",
      cosd: "2025-12-24",
      coed: "2025-12-26",
    });
    expect(short.body.toString()).toBe(answer.body.toString());
  });

  it("joins several series by date", async () => {
    const { body } = await get("/graph/fredgraph.csv", {
      id: "GDP,UNRATE,DGS10",
      cosd: "2025-10-01",
    });
    const [head, ...lines] = body.toString().trimEnd().split("\n");
    expect(head).toBe("observation_date,GDP,UNRATE,DGS10");
    const rows = new Map(lines.map((line) => [line.slice(0, 10), line.split(",").slice(1)]));
    expect(rows.get("2025-10-01")?.every((cell) => cell !== "")).toBe(true);
    expect(rows.get("2025-11-01")).toEqual(["", expect.stringMatching(/^\d/), ""]);
    expect([...rows.keys()]).toEqual([...rows.keys()].toSorted());
  });

  it("aggregates and transforms by the site's own names", async () => {
    const { body } = await get("/graph/fredgraph.csv", {
      id: "CPIAUCSL",
      cosd: "2025-01-01",
      fq: "Annual",
      fam: "avg",
      transformation: "pc1",
    });
    const [row] = await rowsOf(provider, {
      series_id: "CPIAUCSL",
      observation_start: "2025-01-01",
      frequency: "a",
      units: "pc1",
    });
    expect(body.toString()).toBe(`observation_date,CPIAUCSL\n2025-01-01,${row?.value ?? ""}\n`);
  });

  it.each([
    ["Weekly, Ending Wednesday", "wew"],
    ["Biweekly, Ending Monday", "bwem"],
    ["biweekly", "bw"],
    ["Annual, Average", "a"],
  ])("reads the frequency %s as the API's %s", async (fq, frequency) => {
    const asked = { cosd: "2026-01-01", fam: "avg" };
    const { status, body } = await get("/graph/fredgraph.csv", { id: "DGS10", ...asked, fq });
    expect(status).toBe(200);
    const rows = await rowsOf(provider, {
      series_id: "DGS10",
      observation_start: "2026-01-01",
      frequency,
    });
    const lines = rows.map(({ date, value }) => `${date},${value === "." ? "" : value}\n`);
    expect(body.toString()).toBe(`observation_date,DGS10\n${lines.join("")}`);
  });

  it("does not know file_type", async () => {
    const plain = await get("/graph/fredgraph.csv", { id: "GDP" });
    const asked = await get("/graph/fredgraph.csv", { id: "GDP", file_type: "csv" });
    expect(asked.status).toBe(200);
    expect(asked.body.toString()).toBe(plain.body.toString());
  });

  it("answers an unknown series with 404 and a request without one with 400", async () => {
    expect((await get("/graph/fredgraph.csv", { id: "GDP,NOPE" })).status).toBe(404);
    expect((await get("/graph/fredgraph.csv")).status).toBe(400);
  });
});

describe("GeoFRED", () => {
  const key = { api_key: "sandbox_key", file_type: "json" };

  it("gives each state the value its own series has", async () => {
    const answer = await get("/geofred//series/data", {
      ...key,
      series_id: "CAPCPI",
      date: "2023-01-01",
    });
    const { meta } = JSON.parse(answer.body.toString()) as {
      meta: { title: string; data: Record<string, { value: number; series_id: string }[]> };
    };
    expect(meta.title).toBe("2023 Per Capita Personal Income by State (Dollars)");
    const regions = meta.data["2023-01-01"] ?? [];
    expect(regions).toHaveLength(51);
    for (const { series_id, value } of regions.slice(0, 5)) {
      const query = { series_id, observation_start: "2023-01-01", observation_end: "2023-01-01" };
      const [row] = await rowsOf(provider, query);
      expect([series_id, value]).toEqual([series_id, Number(row?.value)]);
    }
    const regional = await get("/geofred/regional/data", {
      ...key,
      series_group: "882",
      region_type: "state",
      date: "2023-01-01",
      season: "NSA",
      units: "Dollars",
    });
    expect(regional.body.toString()).toBe(answer.body.toString());
  });

  it("speaks XML by default and refuses what it does not know", async () => {
    const { api_key } = key;
    const group = await get("/geofred/series/group", { api_key, series_id: "WIPCPI" });
    expect(group.body.toString()).toContain('<series_group title="Per Capita Personal Income"');
    const none = await get("/geofred/series/group", { ...key, series_id: "GDP" });
    expect(none.status).toBe(400);
    expect((await get("/geofred/regional/data", { ...key, series_group: "1" })).status).toBe(400);
    expect((await get("/geofred/series/data", { series_id: "WIPCPI" })).status).toBe(400);
  });

  it("draws closed shapes and says that they are simplified", async () => {
    for (const [shape, count] of [
      ["state", 51],
      ["censusregion", 4],
    ] as const) {
      const { body } = await get("/geofred/shapes/file", { ...key, shape });
      const { features } = JSON.parse(body.toString()) as {
        features: {
          properties: { simplified: boolean };
          geometry: { coordinates: number[][][] };
        }[];
      };
      expect(features).toHaveLength(count);
      for (const { properties, geometry } of features) {
        expect(properties.simplified).toBe(true);
        expect(geometry.coordinates[0]?.at(-1)).toEqual(geometry.coordinates[0]?.[0]);
      }
    }
    expect((await get("/geofred/shapes/file", { ...key, shape: "county" })).status).toBe(400);
  });
});

interface Bulk {
  readonly has_more: boolean;
  readonly next_cursor: string | null;
  readonly release: { readonly release_id: number };
  readonly series: readonly {
    readonly series_id: string;
    readonly observations: readonly { readonly date: string; readonly value: string }[];
  }[];
}

describe("the bulk interface", () => {
  const path = "/fred/v2/release/observations";
  const authorization = { authorization: "Bearer sandbox_key" };

  it("wants its key in a header", async () => {
    const without = await get(path, { release_id: "53", api_key: "sandbox_key" });
    expect(read(without).error_message).toMatch(/Variable api_key is not set/);
    expect((await get(path, { release_id: "53" }, authorization)).status).toBe(200);
  });

  it("brings a whole release in pages that join without a seam", async () => {
    const parameters = { release_id: "180" };
    const ofBody = (answer: MockAnswer) => JSON.parse(answer.body.toString()) as Bulk;
    const whole = ofBody(await get(path, parameters, authorization));
    expect(whole.has_more).toBe(false);
    expect(whole.series.map(({ series_id }) => series_id)).toEqual(["CCSA", "ICSA"]);
    const joined = new Map<string, string[]>();
    let cursor: string | null = "";
    for (let page = 0; cursor !== null && page < 20; page++) {
      const asked: Record<string, string> = cursor === "" ? {} : { next_cursor: cursor };
      const body: Bulk = ofBody(
        await get(path, { ...parameters, limit: "1000", ...asked }, authorization),
      );
      for (const { series_id, observations } of body.series) {
        const dates = observations.map(({ date }) => date);
        joined.set(series_id, [...(joined.get(series_id) ?? []), ...dates]);
      }
      cursor = body.next_cursor;
      expect(body.has_more).toBe(cursor !== null);
    }
    for (const { series_id, observations } of whole.series) {
      expect(joined.get(series_id)).toEqual(observations.map(({ date }) => date));
      const rows = await rowsOf(provider, { series_id });
      expect(rows.map(({ date, value }) => ({ date, value }))).toEqual(observations);
    }
  });

  it("refuses a cursor of another release", async () => {
    const asked = { release_id: "53", next_cursor: "DGS10,2020-01-01" };
    expect((await get(path, asked, authorization)).status).toBe(400);
  });
});

describe("observations as zip", () => {
  it.each([
    ["csv", ","],
    ["txt", "\t"],
  ])("hold %s beside a readme", async (file_type, separator) => {
    const query = { series_id: "GDP", observation_start: "2025-01-01" };
    const answer = await ask(provider, "series/observations", { ...query, file_type });
    expect(answer.headers["Content-Type"]).toBe("application/zip");
    const files = unzipSync(Buffer.from(answer.body));
    expect(Object.keys(files)).toEqual(["README.txt", `GDP_1.${file_type}`]);
    const lines = new TextDecoder().decode(files[`GDP_1.${file_type}`]).trimEnd().split("\n");
    const rows = await rowsOf(provider, query);
    expect(lines).toEqual([
      ["observation_date", "GDP", "realtime_start_date", "realtime_end_date"].join(separator),
      ...rows.map(({ date, value, realtime_start, realtime_end }) =>
        [date, value, realtime_start, realtime_end].join(separator),
      ),
    ]);
  });

  it("are for observations alone", async () => {
    const answer = await ask(provider, "series", { series_id: "GDP", file_type: "csv" });
    expect(answer.status).toBe(400);
    expect(answer.headers["Content-Type"]).toBe("text/xml; charset=UTF-8");
    expect(answer.body.toString()).toContain("not one of the allowed values: xml, json.");
  });
});
