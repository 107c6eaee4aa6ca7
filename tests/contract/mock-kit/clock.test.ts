import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MockClock, createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import type { MockProvider } from "../../../mock-providers/kit/types.ts";

const anchorMs = Date.parse("2026-03-15T12:00:00Z");
const world = {
  seed: 42,
  seriesCount: 3,
  pointsPerSeries: 10,
  anchorMs,
  scope: "full",
} as const;

let realMs = 0;
let clock: MockClock;
let servers: MockServer[] = [];

/** Answers with the instant it was asked at. */
const provider: MockProvider = {
  name: "test",
  throttled: false,
  catalogue: [],
  answer: ({ nowMs }) => ({ status: 200, headers: {}, body: String(nowMs) }),
  expand: () => [],
};

beforeEach(async () => {
  realMs = Date.parse("2026-11-21T08:00:00Z");
  clock = createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => realMs);
  // Two providers of one process share its clock.
  servers = await Promise.all(
    [0, 0].map((port) =>
      startMockServer({ provider, world, clock, host: "127.0.0.1", port, adminToken: "sesame" }),
    ),
  );
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close(0)));
});

async function put(body: unknown, token = "sesame"): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${servers[0]?.url ?? ""}/__sandbox/clock`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${token}` },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe("PUT /__sandbox/clock", () => {
  it("needs the admin token", async () => {
    expect(await put({ start: "2026-03-16T00:00:00Z" }, "guess")).toMatchObject({ status: 401 });
    expect(clock.nowMs()).toBe(anchorMs);
  });

  it("jumps, and every provider of the process answers from then on at the new instant", async () => {
    const start = "2026-03-16T20:00:00.000Z";
    expect(await put({ start, scale: 10 })).toEqual({
      status: 200,
      body: {
        now: start,
        nowMs: Date.parse(start),
        start,
        origin: "2026-11-21T08:00:00.000Z",
        scale: 10,
      },
    });
    realMs += 1_000;
    for (const { url } of servers) {
      const response = await fetch(`${url}/x`);
      expect(await response.text()).toBe(String(Date.parse(start) + 10_000));
      expect(response.headers.get("date")).toBe("Mon, 16 Mar 2026 20:00:10 GMT");
    }
  });

  it("takes the origin of somebody who measured it, so that both show the same instant", async () => {
    const body = { start: "2026-03-16T20:00:00Z", origin: "2026-11-21T07:59:59.500Z", scale: 1000 };
    expect(await put(body)).toMatchObject({ status: 200 });
    expect(clock.nowMs()).toBe(Date.parse("2026-03-16T20:08:20Z"));
    // Told again it changes nothing: a runner that got no answer tells again.
    expect(await put(body)).toMatchObject({ status: 200 });
    expect(clock.nowMs()).toBe(Date.parse("2026-03-16T20:08:20Z"));
  });

  it("does not go back", async () => {
    const { status, body } = await put({ start: "2026-03-15T11:59:59Z" });
    expect(status).toBe(409);
    expect(body).toEqual({
      error:
        "Cannot set the clock to 2026-03-15T11:59:59.000Z: it shows 2026-03-15T12:00:00.000Z and does not go back",
      nowMs: anchorMs,
    });
    expect(clock.nowMs()).toBe(anchorMs);
  });

  it("names the instant an anchor would show by now, not the one it began at", async () => {
    // One real second ago, at ten virtual ones per real one: 19:59:10 by now, before what the clock shows.
    await put({ start: "2026-03-16T20:00:00Z", scale: 10 });
    const anchor = { start: "2026-03-16T19:59:00Z", origin: "2026-11-21T07:59:59Z", scale: 10 };
    const { status, body } = await put(anchor);
    expect(status).toBe(409);
    expect(body).toMatchObject({
      error:
        "Cannot set the clock to 2026-03-16T19:59:10.000Z (start 2026-03-16T19:59:00.000Z, origin 2026-11-21T07:59:59.000Z at scale 10): it shows 2026-03-16T20:00:00.000Z and does not go back",
    });
  });

  it.each([
    ["", "the body is no JSON"],
    ["[]", 'expected {"start"'],
    ["null", 'expected {"start"'],
    ["x".repeat(5_000), "the body is no JSON"],
    [{}, "start is missing"],
    [{ start: "tomorrow" }, 'start "tomorrow"'],
    [{ start: "2026-03-16" }, 'start "2026-03-16"'],
    [{ start: "2026-04-31T00:00:00Z" }, 'start "2026-04-31T00:00:00Z"'],
    [{ start: 1_773_576_000_000 }, "start 1773576000000"],
    [{ start: "2026-03-16T00:00:00Z", origin: "now" }, 'origin "now"'],
    [{ start: "2026-03-16T00:00:00Z", scale: 0 }, "scale 0"],
    [{ start: "2026-03-16T00:00:00Z", scale: "fast" }, 'scale "fast"'],
    [{ start: "2026-03-16T00:00:00Z", scale: 2_000_000 }, "scale 2000000"],
    [{ start: "2026-03-16T00:00:00Z", rate: 5 }, 'there is no field "rate"'],
    [{ start: "2300-01-01T00:00:00Z" }, "expected an instant before 2200-01-01T00:00:00.000Z"],
  ])("refuses %j with one sentence and changes nothing", async (body, sentence) => {
    const answer = await put(body);
    expect(answer.status).toBe(400);
    const { error } = answer.body as { error: string };
    expect(error).toContain(sentence);
    expect(error).not.toContain("\n");
    expect(clock.nowMs()).toBe(anchorMs);
  });
});
