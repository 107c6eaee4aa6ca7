import { describe, expect, it } from "vitest";
import { anchorMs, ask, createTestProvider, regionPath } from "./ask-eia.ts";

function createThrottled() {
  const provider = createTestProvider();
  provider.throttled = true;
  const status = async (nowMs: number, key = "sandbox_key") =>
    (await ask(provider, regionPath, "length=1", { key, nowMs })).status;
  return { provider, status };
}

describe("the throttle", () => {
  it("allows five requests in a second of the sandbox's clock, by key", async () => {
    const { provider, status } = createThrottled();
    for (let request = 0; request < 5; request++) expect(await status(anchorMs)).toBe(200);
    const refused = await ask(provider, regionPath, "length=1");
    expect(refused.status).toBe(429);
    expect(JSON.parse(String(refused.body))).toMatchObject({ error: { code: "OVER_RATE_LIMIT" } });
    expect(await status(anchorMs, "another_key")).toBe(200);
    expect(await status(anchorMs + 999)).toBe(429);
    expect(await status(anchorMs + 1000)).toBe(200);
  });

  it("allows 9,000 requests in an hour and starts anew with the next", async () => {
    const { status } = createThrottled();
    const statuses = new Set<number>();
    for (let request = 0; request < 9_000; request++) {
      statuses.add(await status(anchorMs + request * 300));
    }
    expect(statuses).toEqual(new Set([200]));
    expect(await status(anchorMs + 3_000_000)).toBe(429);
    expect(await status(anchorMs + 3_600_000)).toBe(200);
  });

  it("does not count requests without a valid key", async () => {
    const { status } = createThrottled();
    for (let request = 0; request < 20; request++) {
      expect(await status(anchorMs, "0000invalid")).toBe(403);
    }
    expect(await status(anchorMs)).toBe(200);
  });

  it("suspends a key that goes on asking, for a minute, and no other", async () => {
    const { provider, status } = createThrottled();
    for (let request = 0; request < 1_005; request++) await status(anchorMs);
    const refused = await ask(provider, regionPath, "length=1");
    expect(refused.status).toBe(403);
    expect(JSON.parse(String(refused.body))).toMatchObject({
      error: { code: "API_KEY_DISABLED", message: expect.stringContaining("suspended") as unknown },
    });
    expect(await status(anchorMs + 59_999)).toBe(403);
    expect(await status(anchorMs, "another_key")).toBe(200);
    expect(await status(anchorMs + 60_000)).toBe(200);
  });

  it("can be switched off at run time", async () => {
    const { provider, status } = createThrottled();
    for (let request = 0; request < 6; request++) await status(anchorMs);
    expect(await status(anchorMs)).toBe(429);
    provider.throttled = false;
    expect(await status(anchorMs)).toBe(200);
  });
});
