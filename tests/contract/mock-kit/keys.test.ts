/** Keys of clients: wherever one is sent and however an answer repeats it, no record of the mock shows it. */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLedger } from "../../../mock-providers/kit/ledger-writer.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import type { MockProvider } from "../../../mock-providers/kit/types.ts";
import {
  createMockProvider,
  mockNames,
  mockTable,
} from "../../../mock-providers/provider-table.ts";
import { withoutSecrets } from "../../../services/telemetry/logger.ts";
import { startRecordingSession } from "../replay/recording-session.ts";

interface Sent {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const parameters = [
  ...["api_key", "apikey", "apiKey", "API_KEY", "api-key", "api%5Fkey", "%61pi_key", "X-Api-Key"],
  ...["key", "token", "access_token", "registration_key", "registrationkey", "registrationKey"],
  ...["subscription-key", "client_secret", "password", "authorization", "params[api_key]"],
];
const headers = ["X-Api-Key", "token", "registrationkey", "Api-Key", "Ocp-Apim-Subscription-Key"];

/** Every place in which a provider, here or elsewhere, takes a key. */
const places: readonly (readonly [string, (key: string, path: string) => Sent])[] = [
  ...parameters.map(
    (name) =>
      [
        `parameter ${name}`,
        (key: string, path: string): Sent => ({
          path: `${path}?a=1&${name}=${encodeURIComponent(key)}&b=2`,
        }),
      ] as const,
  ),
  ...headers.map(
    (name) =>
      [
        `header ${name}`,
        (key: string, path: string): Sent => ({ path, headers: { [name]: key } }),
      ] as const,
  ),
  ...["Bearer", "Token"].map(
    (scheme) =>
      [
        `Authorization: ${scheme}`,
        (key: string, path: string): Sent => ({
          path,
          headers: { Authorization: `${scheme} ${key}` },
        }),
      ] as const,
  ),
  [
    "Authorization: Basic",
    (key, path) => ({
      path,
      headers: { Authorization: `Basic ${Buffer.from(`someone:${key}`).toString("base64")}` },
    }),
  ],
  [
    "X-Params",
    (key, path) => ({ path, headers: { "X-Params": JSON.stringify({ api_key: key }) } }),
  ],
  [
    "a JSON body",
    (key, path) => ({ path, body: JSON.stringify({ data: ["value"], api_key: key }) }),
  ],
  [
    "a form",
    (key, path) => ({ path, body: new URLSearchParams({ a: "1", token: key }).toString() }),
  ],
  [
    "an address in a parameter",
    (key, path) => ({
      path: `${path}?next=${encodeURIComponent(`/y?a=1&api_key=${encodeURIComponent(key)}&b=2`)}`,
    }),
  ],
  [
    "the user of an absolute target",
    (key, path) => ({ path: `http://me:${encodeURIComponent(key)}@h${path}` }),
  ],
];

const keys = fc
  .string({
    unit: fc.constantFrom(
      ...Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+=~"),
    ),
    minLength: 10,
    maxLength: 64,
  })
  // What is told of a request holds such texts of its own.
  .filter((key) => /\w{8}/.test(key) && !/^[.=]/.test(key));

const nowMs = Date.parse("2026-03-15T12:00:00Z");
const world = {
  ...{ seed: 42, seriesCount: 3, pointsPerSeries: 10 },
  anchorMs: nowMs,
  scope: "catalogue",
} as const;

let directory = "";
let said: string[] = [];
let server: MockServer | undefined;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "mock-keys-"));
  said = [];
});
afterEach(async () => {
  await server?.close(0);
  rmSync(directory, { recursive: true });
});

async function start(provider: MockProvider): Promise<MockServer> {
  server = await startMockServer({
    provider,
    declaration:
      Object.values(mockTable).find(({ name }) => name === provider.name) ?? mockTable.eia,
    world,
    clock: createMockClock({ SANDBOX_CLOCK_START: "2026-03-15T12:00:00Z" }, () => 0),
    ledger: openLedger({ directory, provider: provider.name, world, atMs: nowMs }),
    host: "127.0.0.1",
    port: 0,
    adminToken: "open-sesame",
    onError: (error, clean) => said.push(clean(String(error))),
  });
  return server;
}

/** As sent, without a client's own ideas about addresses. */
function send(url: string, { path, headers: sent, body }: Sent): Promise<number> {
  const { hostname, port } = new URL(url);
  const method = body === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ hostname, port, path, method, headers: sent }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        resolve(answer.statusCode ?? 0);
      });
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

/** Everything the mock keeps or shows to others. */
async function records(url: string): Promise<string> {
  const journal = await (await fetch(`${url}/__sandbox/journal`)).json();
  // Proof for the cast: the documented shape.
  const { requests } = journal as { requests: { id: string }[] };
  const details = await Promise.all(
    requests.map(async ({ id }) => (await fetch(`${url}/__sandbox/journal/${id}`)).text()),
  );
  const metrics = await (await fetch(`${url}/metrics`)).text();
  await (await fetch(`${url}/__sandbox/ledger`)).text();
  const ledger = readdirSync(directory).map((file) => readFileSync(join(directory, file), "utf8"));
  return [JSON.stringify(journal), ...details, metrics, ...ledger, ...said].join("\n");
}

function expectHidden(text: string, key: string, place: string): void {
  const writings = [key, encodeURIComponent(key), encodeURIComponent(encodeURIComponent(key))];
  for (const writing of [...writings, Buffer.from(`someone:${key}`).toString("base64")])
    expect(text.includes(writing), `${place}: ${writing}`).toBe(false);
}

describe("no record of a mock shows a key", () => {
  it("that a refusal or a failure repeats, in whatever place it was sent", async () => {
    let key = "";
    let failing = false;
    const echo: MockProvider = {
      ...{ name: "echo", throttled: false, catalogue: [], expand: () => [] },
      answer: ({ query }) => {
        if (failing) throw new Error(`Cannot read "${query}" of ${key}`);
        const body = `<b>The key ${key}</b> (${encodeURIComponent(key)}) of ${query} is not known`;
        return { status: 403, headers: {}, body };
      },
    };
    const { url } = await start(echo);
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.constantFrom(...places),
        fc.boolean(),
        async (random, [place, make], fails) => {
          key = random;
          failing = fails;
          expect(await send(url, make(random, "/x"))).toBe(fails ? 500 : 403);
          expectHidden(await records(url), random, place);
        },
      ),
      { numRuns: 100 },
    );
    expect(said.length).toBeGreaterThan(0);
    expect(await records(url)).toMatch(/refused, .{1,2}The key REMOVED_/);
  });

  const paths: Readonly<Record<string, string>> = {
    caiso: "/oasisapi/SingleZip",
    eia: "/v2/electricity/rto/region-data/data",
    fred: "/fred/series/observations",
    noaa: "/cdo-web/api/v2/data",
    worldbank: "/v2/country/all/indicator/NY.GDP.MKTP.CD",
  };
  it.each(mockNames)("of %s", async (name) => {
    const { url } = await start(createMockProvider(name, world));
    const used: [string, string][] = [];
    for (const [place, make] of places) {
      for (const key of fc.sample(keys, { numRuns: 2, seed: 7 })) {
        used.push([place, key]);
        const status = await send(url, make(key, paths[name] ?? "/"));
        expect(status, place).toBeLessThan(500);
      }
    }
    const text = await records(url);
    for (const [place, key] of used) expectHidden(text, key, place);
  });

  it("that stands 100,000 members deep", async () => {
    const echo: MockProvider = {
      ...{ name: "echo", throttled: false, catalogue: [], expand: () => [] },
      answer: () => ({ status: 400, headers: {}, body: "The key a-deep-key-4711 is not known" }),
    };
    const { url } = await start(echo);
    const nested = `${'{"a":'.repeat(100_000)}{"api_key":"a-deep-key-4711"}${"}".repeat(100_000)}`;
    expect(await send(url, { path: "/x", body: nested })).toBe(400);
    expectHidden(await records(url), "a-deep-key-4711", "a nested body");
  });

  it("of a recorder", async () => {
    const session = await startRecordingSession("eia");
    try {
      let key = "";
      session.answer = (_request, response) => response.end(`{"message":"${key} is not known"}`);
      const used: [string, string][] = [];
      for (const [place, make] of places) {
        key = fc.sample(keys, { numRuns: 1, seed: used.length })[0] ?? "";
        used.push([place, key]);
        await send(session.recorder.url, make(key, `/v2/${used.length}`));
      }
      await session.ended(places.length);
      const text = session.everyByte() + JSON.stringify(session.events);
      for (const [place, one] of used) expectHidden(text, one, place);
    } finally {
      await session.close();
    }
  });
});

describe("no line of the pipeline's log shows a key", () => {
  it("that stands in an address or a header", () => {
    fc.assert(
      fc.property(
        keys,
        fc.constantFrom(...parameters.filter((name) => !/[%[]/.test(name))),
        (key, name) => {
          const address = `Cannot read http://h/x?a=1&${name}=${encodeURIComponent(key)}: refused`;
          expectHidden(withoutSecrets(address), key, name);
          expectHidden(withoutSecrets(`Cannot send { a: '1', '${name}': '${key}' }`), key, name);
          expectHidden(withoutSecrets(`{"${name}":"${key}"}`), key, name);
        },
      ),
    );
  });
});
