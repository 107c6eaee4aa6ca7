import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isPortFree } from "../../services/stack/ports.ts";
import { type RunningMocks, startMocks } from "../support/run-mocks.ts";

const dayAheadPrices =
  "/oasisapi/SingleZip?resultformat=6&queryname=PRC_LMP&version=12&market_run_id=DAM" +
  "&node=TH_NP15_GEN-APND&startdatetime=20260301T08:00-0000&enddatetime=20260302T08:00-0000";
const world = ["--clock-start", "2026-03-15T12:00:00Z", "--seed", "3"];

describe("mocks, on a machine without Java and Maven", () => {
  const cwd = mkdtempSync(join(tmpdir(), "sandbox-mocks-"));
  let mocks: RunningMocks;
  beforeAll(async () => {
    const config = join(process.cwd(), "config", "sandbox_config.json");
    const env = { PATH: join(cwd, "nothing"), JAVA_HOME: undefined };
    mocks = await startMocks([...world, "--config", config], { cwd, env });
  });
  afterAll(async () => {
    await mocks.stop();
    rmSync(cwd, { recursive: true });
  });

  it("prints the address of each provider, the key and how to end it", () => {
    expect(mocks.printed).toMatch(
      /^caiso {2}http:\/\/127\.0\.0\.1:\d+\neia {4}http:\S+\nfred {3}http:\S+\n\nAll answer\. Key: sandbox_key\./,
    );
    expect(mocks.printed).toContain("Ctrl-C stops them.");
  });

  it.each(["caiso", "eia", "fred"] as const)(
    "serves health, a catalogue of 50 series and pages of 1,000 points for %s",
    async (provider) => {
      const url = mocks.urls[provider];
      expect(await fetchJson(`${url}/health`)).toMatchObject({ status: "ok", provider });
      const catalogue = (await fetchJson(`${url}/catalog`)) as { series: { points: number }[] };
      expect(catalogue.series).toHaveLength(50);
      expect(new Set(catalogue.series.map(({ points }) => points))).toEqual(new Set([1000]));
      for (const number of [1, 50]) {
        const page = (await fetchJson(`${url}/data/mock_series_${number}`)) as { points: [] };
        expect(page.points).toHaveLength(1000);
      }
      expect((await fetch(`${url}/data/mock_series_51`)).status).toBe(404);
    },
  );

  it("serves what clients of the providers ask for, with the key it printed", async () => {
    const { caiso, eia, fred } = mocks.urls;
    const zip = await fetch(caiso + dayAheadPrices);
    expect(zip.headers.get("content-type")).toBe("application/x-zip-compressed");
    const [name = ""] = Object.keys(unzipSync(new Uint8Array(await zip.arrayBuffer())));
    expect(name).toMatch(/^20260301_20260302_PRC_LMP_DAM_\d{8}(_\d\d){3}_v12\.csv$/);
    const route = "electricity/rto/region-data/data/?frequency=hourly&data[0]=value&length=3";
    expect(await fetchJson(`${eia}/v2/${route}&api_key=sandbox_key`)).toMatchObject({
      response: { data: [{}, {}, {}] },
    });
    const gdp = "fred/series/observations?series_id=GDP&file_type=json";
    expect(await fetchJson(`${fred}/${gdp}&api_key=sandbox_key`)).toHaveProperty("observations");
    expect((await fetch(`${fred}/${gdp}`)).status).toBe(400);
  });

  it("throttles as CAISO does: a second request within five seconds is a 429", async () => {
    const statuses = [];
    for (let request = 0; request < 2; request++) {
      const response = await fetch(mocks.urls.caiso + dayAheadPrices);
      await response.arrayBuffer();
      statuses.push(response.status);
    }
    expect(statuses.at(-1)).toBe(429);
  });

  it("ends within seconds after Ctrl-C, with 130, its ports free and nothing written", async () => {
    const askedAt = Date.now();
    const { code, stderr } = await mocks.stop();
    expect(Date.now() - askedAt).toBeLessThan(10_000);
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" });
    for (const url of Object.values(mocks.urls)) {
      expect(await isPortFree(Number(new URL(url).port))).toBe(true);
    }
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("mocks --no-throttle", () => {
  it("answers CAISO requests one after the other, the same bytes for the same seed", async () => {
    const mocks = await startMocks([...world, "--no-throttle", "--providers", "caiso"]);
    const bodies: Uint8Array[] = [];
    for (let request = 0; request < 2; request++) {
      const response = await fetch(mocks.urls.caiso + dayAheadPrices);
      expect(response.status).toBe(200);
      const [body = new Uint8Array()] = Object.values(
        unzipSync(new Uint8Array(await response.arrayBuffer())),
      );
      bodies.push(body);
    }
    expect(bodies[0]?.length).toBeGreaterThan(1000);
    expect(bodies[1]).toEqual(bodies[0]);
    expect((await mocks.stop()).code).toBe(130);
  });
});

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  expect(response.status, url).toBe(200);
  return response.json();
}
