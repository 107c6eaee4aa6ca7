/** The runner's hand on the clock of real mocks, over HTTP. Of PostgreSQL only the anchors it is told are kept. */
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { type MockClock, createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import { defaultAdminToken } from "../../../services/core/names.ts";
import { openSandboxClock } from "../../../services/runner/sandbox-clock.ts";

const startMs = Date.parse("2026-03-15T12:00:00Z");
const world = { seed: 42, seriesCount: 1, pointsPerSeries: 10, anchorMs: startMs } as const;
const { signal } = new AbortController();

let clock: MockClock;
let mock: MockServer;
let told: unknown[][] = [];
beforeEach(async () => {
  told = [];
  clock = createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" });
  mock = await startMockServer({
    provider: {
      ...{ name: "test", throttled: false, catalogue: [], expand: () => [] },
      answer: () => ({ status: 200, headers: {}, body: "" }),
    },
    ...{ world: { ...world, scope: "full" }, clock, host: "127.0.0.1", port: 0 },
    adminToken: defaultAdminToken,
  });
});
afterEach(() => mock.close(0));

const pool = {
  query(text: string, values: unknown[] = []) {
    if (text.includes("insert")) told.push(values);
    return Promise.resolve({ rows: [] });
  },
  // Proof for the cast: the clock adds and reads anchors, and looks at nothing but the rows.
} as unknown as Pick<pg.Pool, "query">;

function open(mocks: readonly string[], patienceMs?: number) {
  const settings = { startMs, originMs: Date.now(), scale: 1 };
  const limit = patienceMs === undefined ? {} : { patienceMs };
  return openSandboxClock({ settings, mocks, pool, ...limit });
}

describe("the runner's advance()", () => {
  it("tells the mocks, then the pipeline, the same anchor", async () => {
    const sandbox = await open([mock.url]);
    await sandbox.advance(startMs + 3_600_000, 1_000, signal);
    expect(told).toHaveLength(1);
    expect(told[0]?.slice(0, 3)).toEqual([clock.startMs, clock.originMs, 1_000]);
    expect(sandbox.scale).toBe(1_000);
  });

  it("goes on from what the mocks' clock shows where that is later, and never back", async () => {
    const sandbox = await open([mock.url]);
    // They were told an anchor whose answer got lost.
    const aheadMs = startMs + 86_400_000;
    clock.set({ startMs: aheadMs, originMs: Date.now(), scale: 1 });
    await sandbox.advance(startMs + 3_600_000, 1_000, signal);
    expect(sandbox.nowMs()).toBeGreaterThanOrEqual(aheadMs);
    expect(told).toHaveLength(1);
  });

  it.each([
    ["text that is no JSON", "gone"],
    ["JSON without the instant it shows", '{"error":"no"}'],
    ["an instant that is no number", '{"nowMs":"later"}'],
  ])("takes a refusal with %s for no answer of a mock, and says what it read", async (_, body) => {
    const stranger = await listen(409, body);
    // Proof for the cast: a server that listens on a host and port has an AddressInfo.
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    try {
      const sandbox = await open([url], 1);
      await expect(sandbox.advance(startMs + 1, 1_000, signal)).rejects.toThrow(
        `Cannot move the sandbox's clock for 0.001 s: the mocks at ${url} answered 409: ${body}`,
      );
      expect(told).toEqual([]);
      expect(sandbox.scale).toBe(1);
    } finally {
      stranger.close();
    }
  });
});

async function listen(status: number, body: string): Promise<Server> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
