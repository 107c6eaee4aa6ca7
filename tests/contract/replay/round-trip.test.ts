import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ProviderDeclaration } from "../../../mock-providers/kit/declaration.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import { type MockName, mockNames, mockTable } from "../../../mock-providers/provider-table.ts";
import { createReplayProvider } from "../../../mock-providers/replay/provider.ts";
import { readRecording } from "../../../mock-providers/replay/recording.ts";
import { startRecorder } from "../../../mock-providers/replay/recorder.ts";
import { type AskedPage, pageThrough } from "../../support/page-through.ts";

const anchorMs = Date.parse("2026-03-15T12:00:00Z");
/**
 * CAISO nodes come in groups of ten: two groups and a rest. EIA pages hold 5,000 rows, FRED's 1,000; its daily series
 * have more vintages than one answer may span, so they come window by window after a refusal.
 */
const worlds: Partial<Record<MockName, World>> = {
  caiso: { series: 50, points: 800 },
  eia: { series: 23, points: 1200 },
  fred: { series: 16, points: 1000 },
  noaa: { series: 50, points: 500 },
  worldbank: { series: 50, points: 400 },
};
/** Any other provider. */
const plainWorld: World = { series: 12, points: 1200 };

interface World {
  readonly series: number;
  readonly points: number;
}

describe.each(mockNames)("a recorded session of %s", (provider) => {
  const asked = worlds[provider] ?? plainWorld;
  const directory = mkdtempSync(join(tmpdir(), "round-trip-"));
  const key = "sandbox_key";
  const servers: MockServer[] = [];
  let recorded: AskedPage[] = [];
  let replayed: AskedPage[] = [];
  let replayUrl = "";

  beforeAll(async () => {
    const { series: seriesCount, points: pointsPerSeries } = asked;
    const world = { seed: 7, seriesCount, pointsPerSeries, anchorMs, scope: "catalogue" as const };
    const clock = createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => 0);
    const at = { world, clock, host: "127.0.0.1", port: 0, adminToken: "t" };
    const declaration: ProviderDeclaration = mockTable[provider];
    const mock = declaration.create(world);
    mock.throttled = false;
    const live = await startMockServer({ ...at, provider: mock });
    servers.push(live);
    const recorder = await startRecorder({
      provider,
      from: new URL(live.url),
      directory,
      host: "127.0.0.1",
      port: 0,
      onEvent: () => undefined,
    });
    recorded = await pageThrough({
      provider,
      catalogueUrl: live.url,
      baseUrl: recorder.url,
      apiKey: key,
    });
    await recorder.close();
    const replay = createReplayProvider({
      name: provider,
      recording: readRecording(directory),
      latency: "none",
      createReader: declaration.recorded,
    });
    const server = await startMockServer({ ...at, provider: replay });
    servers.push(server);
    replayUrl = server.url;
    replayed = await pageThrough({
      provider,
      catalogueUrl: server.url,
      baseUrl: server.url,
      apiKey: key,
    });
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close(0)));
    rmSync(directory, { recursive: true });
  });

  it("holds several pages, each asked for once", () => {
    expect(recorded.length).toBeGreaterThan(3);
    const refused = recorded.filter(({ status }) => status !== 200);
    expect(refused.length > 0).toBe(provider === "fred");
    expect(refused.every(({ description }) => description.includes("/observations?"))).toBe(true);
    expect(readRecording(directory).exchanges).toHaveLength(recorded.length);
  });

  it("makes a plan that asks the same questions again", () => {
    const questions = (pages: AskedPage[]) => pages.map(({ description }) => description).sort();
    expect(questions(replayed)).toEqual(questions(recorded));
  });

  it("is answered with the same bytes", () => {
    const bodies = new Map(recorded.map(({ description, body }) => [description, body]));
    for (const { description, body } of replayed) {
      expect(bodies.get(description)?.equals(body), description).toBe(true);
    }
  });

  it("catalogues as many observations as were read", async () => {
    const { series } = (await (await fetch(`${replayUrl}/catalog`)).json()) as {
      series: { points: number }[];
    };
    const read = replayed.reduce((sum, { observations }) => sum + observations, 0);
    expect(series.reduce((sum, { points }) => sum + points, 0)).toBe(read);
    expect(read).toBe(asked.series * asked.points);
  });

  it("reports every recording hit once and nothing missed", async () => {
    const report = (await (await fetch(`${replayUrl}/__sandbox/replay`)).json()) as object;
    expect(report).toMatchObject({ hits: recorded.length, misses: 0, latestMisses: [] });
    expect(JSON.stringify(report)).not.toContain("notUnderstood");
  });
});
