import { describe, expect, it } from "vitest";
import { anchorMs, ask, createTestProvider, damPrices, window } from "./ask-caiso.ts";

const query = `${damPrices}&node=TH_NP15_GEN-APND&${window("2026-03-10T07:00", "2026-03-11T07:00")}`;

function createThrottled() {
  const provider = createTestProvider();
  provider.throttled = true;
  const at = (ms: number, text = query, client = "10.0.0.1") =>
    ask(provider, text, { nowMs: anchorMs + ms, client });
  return { provider, at };
}

describe("the throttle", () => {
  it("turns the second request within 5 s of the clock away, and lets the next one pass", async () => {
    const { at } = createThrottled();
    expect((await at(0)).status).toBe(200);
    expect((await at(1)).status).toBe(429);
    expect((await at(4_999)).status).toBe(429);
    expect((await at(5_000)).status).toBe(200);
  });

  it("answers with the gateway's page and no more headers than it has", async () => {
    const { at } = createThrottled();
    await at(0);
    const answer = await at(10);
    expect(answer.headers).toEqual({ "Content-Type": "text/html", Server: "BigIP" });
    expect(Buffer.byteLength(answer.body)).toBe(114);
    expect(answer.served).toBeUndefined();
  });

  it("counts malformed requests too", async () => {
    const { at } = createThrottled();
    expect((await at(0, "")).status).toBe(200);
    expect((await at(10)).status).toBe(429);
    expect((await at(20, "queryname=NONE")).status).toBe(429);
  });

  it("looks at each address alone", async () => {
    const { at } = createThrottled();
    await at(0);
    expect((await at(10, query, "10.0.0.2")).status).toBe(200);
  });

  it("can be switched off and on again", async () => {
    const { provider, at } = createThrottled();
    await at(0);
    provider.throttled = false;
    expect((await at(10)).status).toBe(200);
    provider.throttled = true;
    expect((await at(20)).status).toBe(429);
  });
});
