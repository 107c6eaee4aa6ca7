import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { type Socket, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TruthDigest } from "../../../mock-providers/kit/digest.ts";
import { openLedger } from "../../../mock-providers/kit/ledger-writer.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import type {
  MockAnswer,
  MockProvider,
  MockRequest,
  Served,
  WorldOptions,
} from "../../../mock-providers/kit/types.ts";

const anchorMs = Date.parse("2026-03-15T12:00:00Z");
const world: WorldOptions = {
  seed: 42,
  seriesCount: 3,
  pointsPerSeries: 10,
  anchorMs,
  scope: "full",
};
const served: Served = {
  ranges: [{ dataset: "d", seriesId: "s", count: 7 }],
  rows: [],
  observations: 7,
  digest: new TruthDigest().toString(),
};

let directory = "";
let requests: MockRequest[] = [];
let errors: unknown[] = [];
let server: MockServer;
let provider: MockProvider;
let respond: (request: MockRequest) => MockAnswer | Promise<MockAnswer>;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "mock-server-"));
  requests = [];
  errors = [];
  respond = () => ({ status: 200, headers: { "X-Casing-KEPT": "yes" }, body: "data", served });
  provider = {
    name: "test",
    throttled: true,
    catalogue: [
      {
        dataset: "d",
        seriesId: "s",
        title: "Series",
        unit: "MW",
        frequency: "hourly",
        location: null,
        params: { node: "s" },
        points: 10,
        startMs: anchorMs - 36_000_000,
        endMs: anchorMs,
      },
    ],
    answer(request) {
      requests.push(request);
      return respond(request);
    },
    expand: () => [],
  };
  // A clock that stands still at the anchor.
  const clock = createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => 0);
  const ledger = openLedger({ directory, provider: "test", world, atMs: anchorMs });
  server = await startMockServer({
    provider,
    world,
    clock,
    ledger,
    host: "127.0.0.1",
    port: 0,
    adminToken: "open-sesame",
    onError: (error) => errors.push(error),
  });
});

afterEach(async () => {
  await server.close(0);
  rmSync(directory, { recursive: true });
});

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(server.url + path);
  return { status: response.status, body: await response.json() };
}

interface LedgerLine {
  readonly type: string;
  readonly id: string;
  readonly outcome?: string;
  readonly path?: string;
}

/** The ledger without its first line, once `count` more are there. */
async function ledgerLines(count: number): Promise<LedgerLine[]> {
  return vi.waitFor(() => {
    const text = readFileSync(join(directory, "test.jsonl"), "utf8");
    // Proof for the cast: the writer's own lines.
    const lines = text
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => JSON.parse(line) as LedgerLine);
    expect(lines).toHaveLength(count);
    return lines;
  });
}

describe("a mock server passes requests to its provider", () => {
  it("with path, query, headers, body, client and the sandbox's instant", async () => {
    await fetch(`${server.url}/a/b%20c?x=1&y=%2B`, {
      method: "POST",
      body: "hello",
      headers: { "X-Params": "{}" },
    });
    expect(requests[0]).toMatchObject({
      method: "POST",
      path: "/a/b%20c",
      query: "x=1&y=%2B",
      client: "127.0.0.1",
      nowMs: anchorMs,
    });
    expect(requests[0]?.headers["x-params"]).toBe("{}");
    expect(requests[0]?.body.toString()).toBe("hello");
  });

  it("and answers with its headers as written, the sandbox's date and the length", async () => {
    const raw = await new Promise<string[]>((resolve, reject) => {
      httpRequest(`${server.url}/x`, (response) => {
        response.resume().on("end", () => {
          resolve(response.rawHeaders);
        });
      })
        .on("error", reject)
        .end();
    });
    expect(raw).toEqual(expect.arrayContaining(["X-Casing-KEPT", "Content-Length", "4"]));
    expect(raw[raw.indexOf("Date") + 1]).toBe("Sun, 15 Mar 2026 12:00:00 GMT");
    expect(raw.filter((name) => name.toLowerCase() === "date")).toHaveLength(1);
  });

  it("shows HEAD as GET, sends no body and records nothing", async () => {
    const response = await fetch(`${server.url}/x`, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length")]).toEqual([200, "4"]);
    expect(requests[0]?.method).toBe("GET");
    expect(await ledgerLines(0)).toEqual([]);
  });

  it("refuses a body that is too large without asking the provider", async () => {
    const response = await fetch(`${server.url}/x`, {
      method: "POST",
      body: Buffer.alloc(1_100_000),
    });
    expect(response.status).toBe(413);
    expect(requests).toEqual([]);
  });

  it("does not call itself failed when a client leaves in the middle of its body", async () => {
    const socket = connect(server.port, "127.0.0.1");
    socket.write("POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf");
    socket.end();
    await new Promise((resolve) => socket.once("close", resolve).resume());
    // The next request is answered after the broken one was let go.
    expect((await fetch(`${server.url}/x`)).status).toBe(200);
    expect(requests).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it("refuses a request line that is too long", async () => {
    expect((await fetch(`${server.url}/${"x".repeat(40_000)}`)).status).toBe(431);
  });

  it("answers 500 and tells why when the provider itself fails", async () => {
    respond = () => {
      throw new Error("broken generator");
    };
    const response = await fetch(`${server.url}/x`);
    expect(response.status).toBe(500);
    expect(response.headers.get("x-sandbox-error")).toBe("mock-failed");
    respond = () => Promise.reject(new Error("broken later"));
    expect((await fetch(`${server.url}/x`)).status).toBe(500);
    expect(errors.map(String)).toEqual(["Error: broken generator", "Error: broken later"]);
    expect(await ledgerLines(0)).toEqual([]);
  });
});

describe("a mock server keeps the truth ledger", () => {
  it("answer first, then how it ended, without the key", async () => {
    const response = await fetch(`${server.url}/x?api_key=secret`);
    const id = response.headers.get("x-sandbox-request-id");
    await response.text();
    const lines = await ledgerLines(2);
    expect(lines[0]).toMatchObject({ type: "answer", id, path: "/x?api_key=***" });
    expect(lines[1]).toEqual({ type: "end", id, outcome: "complete" });
  });

  it("leaves out answers without observations", async () => {
    respond = () => ({ status: 400, headers: {}, body: "no" });
    await fetch(`${server.url}/x`);
    expect(await ledgerLines(0)).toEqual([]);
  });

  it("is unsure of an answer whose client hung up in the middle", async () => {
    // Larger than the socket buffers of both sides, so that it cannot be handed over at once.
    respond = () => ({ status: 200, headers: {}, body: Buffer.alloc(64_000_000, "x"), served });
    const socket: Socket = connect(server.port, "127.0.0.1");
    socket.write("GET /x HTTP/1.1\r\nHost: test\r\n\r\n");
    await new Promise((resolve) => socket.once("data", resolve));
    socket.destroy();
    expect((await ledgerLines(2))[1]).toMatchObject({ type: "end", outcome: "unsure" });
  });

  it("records nothing for a client that was gone before the answer", async () => {
    let answer: (ready: MockAnswer) => void = () => undefined;
    respond = () => new Promise((resolve) => (answer = resolve));
    const abort = new AbortController();
    const response = fetch(`${server.url}/x`, { signal: abort.signal });
    await vi.waitFor(() => {
      expect(requests).toHaveLength(1);
    });
    abort.abort();
    await expect(response).rejects.toThrow();
    // The next request's answer shows that the server has seen the hang-up.
    respond = () => ({ status: 404, headers: {}, body: "" });
    await fetch(`${server.url}/y`);
    answer({ status: 200, headers: {}, body: "late", served });
    expect(await ledgerLines(0)).toEqual([]);
  });
});

describe("a mock server's own routes", () => {
  it("/health names the provider", async () => {
    expect(await get("/health")).toMatchObject({
      status: 200,
      body: { status: "ok", provider: "test" },
    });
  });

  it("/catalog lists the series with instants", async () => {
    expect((await get("/catalog")).body).toEqual({
      provider: "test",
      count: 1,
      anchor: "2026-03-15T12:00:00.000Z",
      series: [
        {
          id: "s",
          dataset: "d",
          title: "Series",
          unit: "MW",
          frequency: "hourly",
          location: null,
          params: { node: "s" },
          points: 10,
          start: "2026-03-15T02:00:00.000Z",
          end: "2026-03-15T12:00:00.000Z",
        },
      ],
    });
  });

  it("/data has a thousand points for each series of the catalogue, and no more series", async () => {
    const { body } = await get("/data/mock_series_3");
    const { series, count, points } = body as {
      series: string;
      count: number;
      points: { timestamp: string; value: number }[];
    };
    expect([series, count, points.length]).toEqual(["mock_series_3", 1000, 1000]);
    expect(points.at(-1)?.timestamp).toBe("2026-03-15T12:00:00.000Z");
    expect(points.every(({ value }) => Number.isFinite(value))).toBe(true);
    for (const name of ["mock_series_4", "mock_series_0", "mock_series_01", "GDP"]) {
      expect((await get(`/data/${name}`)).status).toBe(404);
    }
  });

  it("/metrics counts requests, observations and ledger lines", async () => {
    await fetch(`${server.url}/x`);
    await ledgerLines(2);
    const text = await (await fetch(`${server.url}/metrics`)).text();
    expect(text).toContain('mock_requests_total{status="2xx",provider="test"} 1');
    expect(text).toContain('mock_observations_served_total{provider="test"} 7');
    expect(text).toContain('mock_ledger_lines{provider="test"} 3');
    expect(text).toContain('mock_request_duration_seconds_count{provider="test"} 1');
  });

  it("/__sandbox/ledger sums up and writes out what was still buffered", async () => {
    await (await fetch(`${server.url}/x`)).text();
    await vi.waitFor(async () => {
      expect((await get("/__sandbox/ledger")).body).toMatchObject({
        enabled: true,
        answers: 1,
        observations: 7,
        outcomes: { complete: 1, cut: 0, unsure: 0 },
      });
    });
    const text = readFileSync(join(directory, "test.jsonl"), "utf8");
    expect(text.trimEnd().split("\n")).toHaveLength(3);
  });

  it("/__sandbox/journal shows the latest requests", async () => {
    await (await fetch(`${server.url}/x?api_key=secret`)).text();
    await vi.waitFor(async () => {
      expect((await get("/__sandbox/journal")).body).toMatchObject({
        requests: [
          { id: "1.1", method: "GET", path: "/x?api_key=***", status: 200, observations: 7 },
        ],
      });
    });
  });

  it("/__sandbox/clock tells the virtual time", async () => {
    expect((await get("/__sandbox/clock")).body).toMatchObject({
      now: "2026-03-15T12:00:00.000Z",
      nowMs: anchorMs,
      scale: 1,
    });
  });

  it.each(["5", "March 2026", "2026-03-15T12:00", "2026-02-30"])(
    "/__sandbox/journal refuses to search since %j",
    async (since) => {
      const answer = await get(`/__sandbox/journal?since=${encodeURIComponent(since)}`);
      expect(answer).toMatchObject({
        status: 400,
        body: {
          error: `Cannot search the journal by since "${since}": expected an instant like 2026-03-15T12:00:00Z`,
        },
      });
    },
  );

  it.each(["/__sandbox/journal/%zz", "/__sandbox/faults/%ff", "/data/%zz"])(
    "answers 400 with one sentence to %s, and shows nothing of this machine",
    async (path) => {
      const answer = await get(`${path}?api_key=secret`);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: `Cannot read the path "${path}": expected percent-encoded UTF-8` },
      });
    },
  );

  it.each([
    "/health",
    "/catalog",
    "/data/mock_series_1",
    "/metrics",
    "/__sandbox/provider",
    "/__sandbox/journal",
    "/__sandbox/clock",
    "/__sandbox/nothing",
  ])("leaves the connection open after %s", async (path) => {
    const response = await fetch(server.url + path);
    await response.arrayBuffer();
    expect(response.headers.get("connection")).toBe("keep-alive");
  });

  it("answers 404 under /__sandbox without asking the provider", async () => {
    expect((await get("/__sandbox/nothing")).status).toBe(404);
    expect(requests).toEqual([]);
  });
});

describe("the throttle switch", () => {
  async function put(body: string, token?: string): Promise<number> {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}/__sandbox/throttle`, {
      method: "PUT",
      body,
      headers,
    });
    return response.status;
  }

  it("needs the admin token", async () => {
    expect(await put('{"enabled":false}')).toBe(401);
    expect(await put('{"enabled":false}', "guess")).toBe(401);
    expect(provider.throttled).toBe(true);
    expect((await get("/__sandbox/throttle")).body).toEqual({ enabled: true });
  });

  it("turns the provider's throttle off and on", async () => {
    expect(await put('{"enabled":false}', "open-sesame")).toBe(200);
    expect(provider.throttled).toBe(false);
    expect(await put('{"enabled":true}', "open-sesame")).toBe(200);
    expect(provider.throttled).toBe(true);
  });

  it.each(["", "off", "{}", '{"enabled":"no"}', "null", "x".repeat(5000)])(
    "refuses the body %j and changes nothing",
    async (body) => {
      expect(await put(body, "open-sesame")).toBe(400);
      expect(provider.throttled).toBe(true);
    },
  );
});
