/** What a provider counts by time follows a jump of the clock: publication, throttle and retention, over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unzipSync } from "fflate";
import { type MockClock, createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import { createMockProvider } from "../../../mock-providers/provider-table.ts";

const startMs = Date.parse("2026-03-16T19:00:00Z");
const world = {
  ...{ seed: 42, seriesCount: 10, pointsPerSeries: 100, anchorMs: startMs },
  scope: "full",
} as const;
const prices =
  "/oasisapi/SingleZip?queryname=PRC_LMP&market_run_id=DAM&version=12&resultformat=6&node=TH_NP15_GEN-APND";

let clock: MockClock;
let server: MockServer;
beforeAll(async () => {
  // Stands still but for what it is told.
  clock = createMockClock({ SANDBOX_CLOCK_START: "2026-03-16T19:00:00Z" }, () => 0);
  const provider = createMockProvider("caiso", world);
  const place = { host: "127.0.0.1", port: 0, adminToken: "sesame" };
  server = await startMockServer({ provider, world, clock, ...place });
});
afterAll(() => server.close(0));

async function jumpTo(start: string): Promise<void> {
  const response = await fetch(`${server.url}/__sandbox/clock`, {
    method: "PUT",
    headers: { Authorization: "Bearer sesame" },
    body: JSON.stringify({ start }),
  });
  expect(response.status).toBe(200);
}

/** Name and text of the one file in the answer, or its status. */
async function ask(day: string, next: string): Promise<{ status: number; text: string }> {
  const window = `&startdatetime=${day}T07:00-0000&enddatetime=${next}T07:00-0000`;
  const response = await fetch(`${server.url}${prices}${window}`);
  if (response.status !== 200) return { status: response.status, text: await response.text() };
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  const [name = "", data = new Uint8Array()] = Object.entries(files)[0] ?? [];
  return { status: 200, text: `${name}\n${Buffer.from(data).toString("utf8")}` };
}

describe("a jump of the clock", () => {
  it("ends the window of a throttle", async () => {
    expect((await ask("20260315", "20260316")).status).toBe(200);
    expect((await ask("20260315", "20260316")).status).toBe(429);
    await jumpTo("2026-03-16T19:00:04.999Z");
    expect((await ask("20260315", "20260316")).status).toBe(429);
    await jumpTo("2026-03-16T19:00:05Z");
    expect((await ask("20260315", "20260316")).status).toBe(200);
  });

  it("publishes what is due by then", async () => {
    await jumpTo("2026-03-16T19:59:59Z");
    expect((await ask("20260317", "20260318")).text).toContain("<m:ERR_CODE>1000</m:ERR_CODE>");
    await jumpTo("2026-03-16T20:00:05Z");
    const { text } = await ask("20260317", "20260318");
    expect(text.split("\n").filter((line) => line.includes(",LMP,"))).toHaveLength(24);
  });

  it("takes back what is older than a provider keeps", async () => {
    await jumpTo("2026-03-17T12:00:00Z");
    expect((await ask("20230101", "20230102")).text).toContain("PRC_LMP");
    await jumpTo("2026-04-17T12:00:00Z");
    expect((await ask("20230101", "20230102")).text).toContain("<m:ERR_CODE>1014</m:ERR_CODE>");
  });
});
