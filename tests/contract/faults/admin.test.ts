/** `/__sandbox/faults`, `/__sandbox/journal` and `/__sandbox/openapi.json` as people and hostile clients use them. */
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultKinds } from "../../../mock-providers/kit/faults/fault-table.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import { createMockProvider, mockTable } from "../../../mock-providers/provider-table.ts";
import { ourSentence } from "../../support/wrong-values.ts";

const token = "open-sesame";
const data =
  "/v2/electricity/rto/region-data/data?api_key=sandbox_key&frequency=hourly&data[0]=value&facets[respondent][]=CISO&facets[type][]=D&length=5";
let server: MockServer;
let errors: unknown[] = [];
let nowMs = 0;

beforeEach(async () => {
  errors = [];
  nowMs = Date.parse("2026-03-15T12:00:00Z");
  const start = "2026-03-15T12:00:00Z";
  const clock = createMockClock(
    { SANDBOX_CLOCK_START: start, SANDBOX_CLOCK_ORIGIN: start },
    () => nowMs,
  );
  const world = {
    seed: 42,
    seriesCount: 3,
    pointsPerSeries: 10,
    anchorMs: nowMs,
    scope: "catalogue",
  } as const;
  server = await startMockServer({
    provider: createMockProvider("eia", world),
    declaration: mockTable.eia,
    world,
    clock,
    host: "127.0.0.1",
    port: 0,
    adminToken: token,
    onError: (error) => errors.push(error),
  });
});
afterEach(async () => {
  await server.close(0);
  expect(errors).toEqual([]);
});

interface Reply {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly faults?: Record<string, unknown>[];
    readonly requests?: Record<string, unknown>[];
  };
  readonly headers: Headers;
}

async function call(method: string, path: string, body?: unknown, bearer = token): Promise<Reply> {
  const response = await fetch(server.url + path, {
    method,
    ...(bearer === "" ? {} : { headers: { Authorization: `Bearer ${bearer}` } }),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  // Proof for the cast: everything under /__sandbox/ answers objects.
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Reply["body"],
  };
}

const faults = "/__sandbox/faults";
const outage = { kind: "server-error", provider: "eia" };

async function installed(): Promise<Record<string, unknown>[]> {
  return (await call("GET", faults, undefined, "")).body.faults ?? [];
}

describe("/__sandbox/faults", () => {
  it("adds, lists, does, counts and removes a fault", async () => {
    const added = await call("POST", faults, {
      ...outage,
      requests: 2,
      parameters: { status: 502 },
    });
    expect(added.status).toBe(201);
    expect(added.body).toMatchObject({
      id: "f1",
      label: "server-error#f1",
      state: "active",
      injected: 0,
    });
    const statuses: number[] = [];
    for (let at = 0; at < 3; at++) statuses.push((await fetch(server.url + data)).status);
    expect(statuses).toEqual([502, 502, 200]);
    expect(await installed()).toMatchObject([{ id: "f1", state: "ended", injected: 2 }]);
    expect((await call("GET", `${faults}/f1`, undefined, "")).body).toMatchObject({ id: "f1" });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toMatch(/mock_faults_injected_total\{[^}]*fault="server-error"[^}]*\} 2/);
    expect((await call("DELETE", `${faults}/f1`)).body).toEqual({ removed: 1 });
    expect(await installed()).toEqual([]);
  });

  it("never shows the key a fault is about, as listing is free", async () => {
    const parameters = { key: "a-key-of-somebody" };
    const added = await call("POST", "/__sandbox/faults", {
      ...{ kind: "expired-key", provider: "eia", parameters },
    });
    const listed = await call("GET", "/__sandbox/faults", undefined, "");
    expect([added.status, listed.status]).toEqual([201, 200]);
    expect(JSON.stringify([added.body, listed.body])).not.toContain("somebody");
    const refused = await fetch(`${server.url}${data.replace("sandbox_key", "a-key-of-somebody")}`);
    expect(refused.status).toBe(403);
  });

  it("clears all at once", async () => {
    for (let at = 0; at < 3; at++) await call("POST", faults, outage);
    expect((await call("DELETE", faults)).body).toEqual({ removed: 3 });
    expect((await fetch(server.url + data)).status).toBe(200);
  });

  it("never disturbs the sandbox's own calls", async () => {
    await call("POST", faults, { kind: "outage", provider: "*" });
    expect((await call("GET", "/health", undefined, "")).status).toBe(200);
    expect((await call("GET", "/catalog", undefined, "")).status).toBe(200);
  });

  it("follows the clock", async () => {
    await call("POST", faults, { ...outage, from: "+1h", forSeconds: 60 });
    const at = async (seconds: number): Promise<number> => {
      nowMs = Date.parse("2026-03-15T12:00:00Z") + seconds * 1_000;
      return (await fetch(server.url + data)).status;
    };
    expect([await at(0), await at(3_600), await at(3_659), await at(3_660)]).toEqual([
      200, 503, 503, 200,
    ]);
  });

  it.each([
    ["POST", faults, outage],
    ["DELETE", faults, undefined],
    ["DELETE", `${faults}/f1`, undefined],
  ])("%s %s needs the token and changes nothing without it", async (method, path, body) => {
    await call("POST", faults, outage);
    for (const bearer of ["", "wrong", `${token} `, token.toUpperCase()]) {
      const reply = await call(method, path, body, bearer.trim() === token ? "x" : bearer);
      expect(reply.status).toBe(401);
      expect(reply.body["error"]).toMatch(/needs Authorization: Bearer <admin token>$/);
      expect(reply.headers.get("www-authenticate")).toContain("Bearer");
    }
    expect(await installed()).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ["no JSON", "{kind:", ""],
    ["nothing", "", ""],
    ["a list", [outage], ""],
    ["another provider's", { ...outage, provider: "fred" }, "provider"],
    ["a rate over 1", { ...outage, rate: 1.01 }, "rate"],
    ["a timeline in the past", { ...outage, until: "2026-03-15T11:59:59Z" }, "until"],
    ["a wrong field", { ...outage, colour: "red" }, "colour"],
    ["a wrong parameter", { ...outage, parameters: { status: 200 } }, "parameters.status"],
    ["a kind that does nothing here", { ...outage, kind: "bad-zip" }, "kind"],
    [
      "a prototype",
      '{"kind":"outage","provider":"eia","__proto__":{"admin":true},"constructor":1}',
      "__proto__",
    ],
    ["kind __proto__", { ...outage, kind: "__proto__" }, "kind"],
    ["kind constructor", { ...outage, kind: "constructor" }, "kind"],
    ["a number for text", { ...outage, path: 5 }, "path"],
  ])("refuses %s with 400 and the field, and changes nothing", async (_what, body, field) => {
    const reply = await call("POST", faults, body);
    expect(reply.status).toBe(400);
    expect(reply.body["error"]).toMatch(/^Cannot .*[^.]$/);
    if (field !== "__proto__") expect(reply.body["field"]).toBe(field);
    expect(await installed()).toEqual([]);
    expect((await fetch(server.url + data)).status).toBe(200);
  });

  it("refuses odd bodies one by one, in one sentence each, and changes nothing", async () => {
    const deep = `${'{"kind":'.repeat(10_000)}1${"}".repeat(10_000)}`;
    const odd: unknown[] = [
      ...["null", "true", "5", '"outage"', "[]", "{}", "[[]]", "{", "}", "'", "\u0000"],
      ...[
        deep,
        "[".repeat(60_000),
        `{"kind":"outage","provider":"eia"}{}`,
        "kind=outage&provider=eia",
      ],
      ...['{"kind":"outage"}', '{"provider":"eia"}', "<fault/>", "\ufeff{}", "{kind:'outage'}"],
      ...[{ kind: null }, { kind: [] }, { kind: "" }, { kind: 1 }, { kind: { a: 1 } }],
      ...[null, 1, [], {}, "", "EIA", "eia ", "x".repeat(41), "__proto__"].map((provider) => ({
        ...outage,
        provider,
      })),
      ...[0, -1, 1.0000001, 2, "1", null, [1], 1e400].map((rate) => ({ ...outage, rate })),
      ...[0, -1, 0.5, 1e9, "5", null].map((requests) => ({ ...outage, requests })),
      ...[0, -1, "60", null, 1e12].map((forSeconds) => ({ ...outage, forSeconds })),
      ...["yesterday", "2026-02-30T00:00:00Z", "2026-03-15", "+1w", "-1h", "+", 5, null].map(
        (from) => ({ ...outage, from }),
      ),
      ...["2026-03-15T12:00:00Z", "2020-01-01T00:00:00Z", "+0s"].map((until) => ({
        ...outage,
        until,
      })),
      { ...outage, from: "+2h", until: "+1h" },
      { ...outage, until: "+1h", forSeconds: 5 },
      ...["", " ", "a b", "-a", "x".repeat(65), "../x", 5, null].map((id) => ({ ...outage, id })),
      ...[null, [], "x", 5, { constructor: 1 }].map((parameters) => ({ ...outage, parameters })),
    ];
    expect(odd.length).toBeGreaterThan(60);
    for (const body of odd) {
      const what = JSON.stringify(body).slice(0, 100);
      const reply = await call("POST", faults, body);
      expect([what, reply.status]).toEqual([what, 400]);
      expect(reply.body["error"], what).toMatch(ourSentence);
      expect(String(reply.body["error"]).length, what).toBeLessThan(2_000);
    }
    await call("POST", faults, { ...outage, id: "one", from: "+1h" });
    const again = await call("POST", faults, { ...outage, id: "one", from: "+1h" });
    expect([again.status, again.body["field"]]).toEqual([400, "id"]);
    expect(await installed()).toHaveLength(1);
    expect((await fetch(server.url + data)).status).toBe(200);
  });

  it("reads JSON whatever the body is called", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const reply = await fetch(server.url + faults, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": type },
        body: JSON.stringify(outage),
      });
      expect([type, reply.status]).toEqual([type, 201]);
    }
  });

  it.each(["/__sandbox/faults", "/__sandbox/clock", "/__sandbox/throttle"])(
    "says why it refuses 20 MB to %s",
    async (path) => {
      const socket = connect(server.port, "127.0.0.1");
      let answer = "";
      socket.on("data", (chunk: Buffer) => (answer += chunk.toString("latin1")));
      socket.on("error", () => undefined);
      const ended = new Promise((resolve) => socket.once("close", resolve));
      const method = path === faults ? "POST" : "PUT";
      socket.write(
        `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 20000000\r\n\r\n`,
      );
      // A part of what was promised: then the answer is read before anything is reset.
      socket.write("x".repeat(100_000));
      await ended;
      expect(answer).toMatch(/^HTTP\/1.1 400 .*\{"error":"Cannot [^"]*/s);
      expect((await fetch(server.url + data)).status).toBe(200);
    },
  );

  it("refuses a body that is far too long, and one that never ends, and answers on", async () => {
    const long = await call("POST", faults, { ...outage, path: "x".repeat(70_000) });
    expect(long.status).toBe(400);
    const sockets = Array.from({ length: 50 }, () => {
      const socket = connect(server.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(
        `POST ${faults} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\nContent-Length: 500\r\n\r\n{`,
      );
      return socket;
    });
    expect((await fetch(server.url + data)).status).toBe(200);
    expect(await installed()).toEqual([]);
    for (const socket of sockets) socket.destroy();
  });

  it("says what it does not have", async () => {
    expect((await call("GET", `${faults}/none`, undefined, "")).status).toBe(404);
    expect((await call("DELETE", `${faults}/none`)).status).toBe(404);
    expect((await call("PATCH", faults, outage)).status).toBe(404);
    expect((await call("GET", `${faults}/..%2f..%2fetc%2fpasswd`, undefined, "")).status).toBe(404);
  });
});

describe("/__sandbox/journal", () => {
  it("says why a request got its answer: data, refusal, throttle or fault", async () => {
    await fetch(server.url + data);
    await fetch(`${server.url}/v2/nothing?api_key=sandbox_key`);
    await fetch(`${server.url}/v2/`);
    await call("POST", faults, { ...outage, id: "storm", requests: 1 });
    const stormy = await fetch(server.url + data);
    for (let at = 0; at < 6; at++) await fetch(server.url + data);
    const { body } = await call("GET", "/__sandbox/journal", undefined, "");
    const whys = (body.requests ?? []).map(({ why }) => String(why)).toReversed();
    expect(whys.slice(0, 4)).toEqual([
      "200: answered with 5 observations of 1 series",
      expect.stringMatching(/^404: refused, ".*Not found/),
      expect.stringMatching(/^403: refused, ".*API_KEY_MISSING/),
      expect.stringMatching(/^fault server-error#storm: 503: refused/),
    ]);
    expect(whys.at(-1)).toMatch(/^429: throttled, ".*OVER_RATE_LIMIT/);
    expect(JSON.stringify(body)).not.toContain("sandbox_key");

    const id = stormy.headers.get("x-sandbox-request-id") ?? "";
    const one = await call("GET", `/__sandbox/journal/${id}`, undefined, "");
    expect(one.body).toMatchObject({
      id,
      status: 503,
      faults: ["server-error#storm"],
      outcome: "complete",
    });
    const found = await call("GET", "/__sandbox/journal?fault=storm", undefined, "");
    expect((found.body.requests ?? []).map((request) => request["id"])).toEqual([id]);
  });

  it("finds by path, series, status and instant", async () => {
    await fetch(server.url + data);
    await fetch(`${server.url}/v2/nothing?api_key=sandbox_key`);
    const count = async (query: string): Promise<number | undefined> =>
      (await call("GET", `/__sandbox/journal?${query}`, undefined, "")).body.requests?.length;
    expect(await count("path=REGION-DATA")).toBe(1);
    expect(await count("series=CISO.D.hourly")).toBe(1);
    expect(await count("series=OTHER")).toBe(0);
    expect(await count("status=404")).toBe(1);
    expect(await count("since=2026-03-15T12:00:00Z&limit=1")).toBe(1);
    expect(await count("since=2026-03-15T12:00:01Z")).toBe(0);
  });

  it("has a connection that was dropped, with status 0", async () => {
    await call("POST", faults, { kind: "connection-reset", provider: "eia", requests: 1 });
    await fetch(server.url + data).catch(() => undefined);
    const { body } = await call("GET", "/__sandbox/journal?status=0", undefined, "");
    expect(body.requests).toMatchObject([
      { why: "fault connection-reset#f1 ended the connection without an answer", outcome: "cut" },
    ]);
  });

  it.each([
    ...["colour=red", "status=abc", "limit=-1", "since=yesterday", "id=1.1&id=1.2"],
    ...[
      "path=a&path=b",
      "status=200&status=404",
      "limit=1&limit=1",
      "since=2026-03-15&since=2026-03-16",
    ],
  ])("refuses a search by %s with a sentence", async (query) => {
    const reply = await call("GET", `/__sandbox/journal?${query}`, undefined, "");
    expect([reply.status, reply.body["error"]]).toEqual([
      400,
      expect.stringMatching(/^Cannot search/),
    ]);
  });

  it("has no request it never saw", async () => {
    expect((await call("GET", "/__sandbox/journal/9.9", undefined, "")).status).toBe(404);
  });
});

describe("/__sandbox/openapi.json", () => {
  it("describes every sandbox call there is, and every kind of fault", async () => {
    const { body } = await call("GET", "/__sandbox/openapi.json", undefined, "");
    expect(body["openapi"]).toBe("3.1.0");
    const paths = body["paths"] as Record<string, Record<string, { security?: unknown }>>;
    for (const [path, methods] of Object.entries(paths)) {
      for (const [method, { security }] of Object.entries(methods)) {
        const reply = await fetch(server.url + path.replace(/\{\w+\}/, "none"), {
          method: method.toUpperCase(),
        });
        // Calls that change something refuse whoever has no token; the others know their path.
        if (security !== undefined)
          expect([path, method, reply.status]).toEqual([path, method, 401]);
        else expect(await reply.text()).not.toContain("There is no GET");
      }
    }
    const text = JSON.stringify(body);
    for (const kind of faultKinds) expect(text).toContain(`"const":"${kind}"`);
  });
});
