import { unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { anchorMs, ask, createTestProvider, rowsOf } from "./ask-eia.ts";

const provider = createTestProvider();

interface BulkSeries {
  readonly series_id: string;
  readonly name: string;
  readonly units: string;
  readonly f: string;
  readonly start: string;
  readonly end: string;
  readonly last_updated: string;
  readonly data: readonly (readonly [string, number | null])[];
}

async function archive(name: string, nowMs = anchorMs): Promise<Map<string, BulkSeries>> {
  const answer = await ask(provider, `/bulk/${name}.zip`, "", { key: null, nowMs });
  expect(answer.status).toBe(200);
  expect(answer.headers["Content-Type"]).toBe("application/zip");
  expect(answer.served).toBeUndefined();
  const files = unzipSync(answer.body as Buffer);
  expect(Object.keys(files)).toEqual([`${name}.txt`]);
  const lines = Buffer.from(files[`${name}.txt`] ?? [])
    .toString("utf8")
    .trimEnd()
    .split("\r\n");
  const series = lines.map((line) => JSON.parse(line) as BulkSeries);
  return new Map(series.map((one) => [one.series_id, one]));
}

describe("bulk archives", () => {
  it("are listed in a manifest that needs no key", async () => {
    const answer = await ask(provider, "/bulk/manifest.txt", "", { key: null });
    expect(answer.status).toBe(200);
    const { dataset } = JSON.parse(String(answer.body)) as {
      readonly dataset: Readonly<Record<string, { accessURL: string; last_updated: string }>>;
    };
    expect(Object.keys(dataset)).toEqual(["PET", "NG", "STEO", "TOTAL", "INTL"]);
    expect(dataset["PET"]).toMatchObject({
      accessURL: "https://api.eia.gov/bulk/PET.zip",
      last_updated: "2026-03-15T00:00:00-04:00",
    });
    for (const name of Object.keys(dataset)) expect((await archive(name)).size).toBeGreaterThan(5);
  });

  it("hold every series with what the API says, newest first", async () => {
    const gas = await archive("NG");
    const storage = gas.get("NG.NW2_EPG0_SWO_R48_BCF.W");
    expect(storage).toMatchObject({ f: "W", units: "BCF", end: "20260306" });
    const query = "data[]=value&facets[series][]=NW2_EPG0_SWO_R48_BCF&length=3";
    const rows = await rowsOf(provider, "/v2/natural-gas/stor/wkly/data/", query);
    expect(storage?.data.slice(0, 3)).toEqual(
      rows.map(({ period, value }) => [String(period).replaceAll("-", ""), Number(value)]),
    );
    expect((await archive("STEO")).get("STEO.PATC_WORLD.Q")?.data[0]?.[0]).toBe("2027Q4");
    expect((await archive("INTL")).has("INTL.29-12-HKG-BKWH.A")).toBe(true);
    expect((await archive("TOTAL")).get("TOTAL.PATWPUS.A")?.f).toBe("A");
  });

  it("are the same all day and grow with the days", async () => {
    const at = async (text: string) =>
      (await ask(provider, "/bulk/NG.zip", "", { key: null, nowMs: Date.parse(text) })).body;
    const morning = await at("2026-03-12T12:00:00Z");
    expect(await at("2026-03-12T20:00:00Z")).toEqual(morning);
    const friday = await archive("NG", Date.parse("2026-03-13T12:00:00Z"));
    expect(friday.get("NG.NW2_EPG0_SWO_R48_BCF.W")?.end).toBe("20260306");
    expect(await at("2026-03-13T12:00:00Z")).not.toEqual(morning);
  });

  it("are made by the same seed to the same bytes", async () => {
    const other = createTestProvider();
    const one = await ask(provider, "/bulk/TOTAL.zip", "", { key: null });
    const two = await ask(other, "/bulk/TOTAL.zip", "", { key: null });
    expect(two.body).toEqual(one.body);
  });

  it.each([
    "/bulk/AEO.zip",
    "/bulk/PET",
    "/bulk/pet.zip",
    "/bulk/",
    "/bulk/PET.zip/x",
    "/bulk/../v2",
  ])("%s is not found", async (path) => {
    expect((await ask(provider, path)).status).toBe(404);
  });

  it("stay bounded with a catalogue of hundreds of long series", async () => {
    const large = createTestProvider({ seriesCount: 400, pointsPerSeries: 9_000 });
    const { body } = await ask(large, "/bulk/PET.zip", "", { key: null });
    expect((body as Buffer).length).toBeLessThan(4_000_000);
  });
});
