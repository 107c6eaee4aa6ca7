/**
 * Each fault as a client sees it on the wire: raw sockets where HTTP libraries hide what happens. The table has a line for
 * every kind, or it does not compile.
 */
import { connect } from "node:net";
import { inflateRawSync } from "node:zlib";
import { unzipSync } from "fflate";
import { afterEach, describe, expect, it } from "vitest";
import { act } from "../../../mock-providers/kit/faults/fault-context.ts";
import { createFaultPlan } from "../../../mock-providers/kit/faults/fault-plan.ts";
import { parseFault } from "../../../mock-providers/kit/faults/fault-schema.ts";
import { type FaultKind, faultKinds } from "../../../mock-providers/kit/faults/fault-table.ts";
import { deliveries } from "../../../mock-providers/kit/faults/transport-faults.ts";
import { createMockClock } from "../../../mock-providers/kit/mock-clock.ts";
import { type MockServer, startMockServer } from "../../../mock-providers/kit/server.ts";
import {
  type MockName,
  createMockProvider,
  mockTable,
} from "../../../mock-providers/provider-table.ts";

const clockStart = "2026-03-16T12:00:00Z";
const servers: MockServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close(0)));
});

interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

interface Wire {
  /** Sends the provider's usual request, or the one given. */
  ask(path?: string, headers?: Record<string, string>): Promise<Seen>;
  /** Everything a socket gets, and how it ends. */
  raw(
    path?: string,
  ): Promise<{ readonly text: string; readonly bytes: Buffer; readonly end: string }>;
  /** The delays its fault will give to that many requests, by a plan of the same seed. */
  delaysMs(requests: number): number[];
  /** The usual answer without any fault. */
  readonly plain: Seen;
  readonly usual: string;
}

const usual: Readonly<Record<MockName, string>> = {
  ...({} as Record<MockName, string>),
  caiso:
    "/oasisapi/SingleZip?queryname=SLD_FCST&market_run_id=ACTUAL&resultformat=6&version=1&startdatetime=20260307T00:00-0000&enddatetime=20260310T00:00-0000",
  eia: "/v2/electricity/rto/region-data/data?api_key=sandbox_key&frequency=hourly&data[0]=value&facets[respondent][]=CISO&facets[type][]=D&start=2026-03-07T00&end=2026-03-09T23&sort[0][column]=period&sort[0][direction]=asc&offset=10&length=10",
  fred: "/fred/series/observations?api_key=sandbox_key&series_id=GDP&file_type=json&limit=10&offset=10",
  worldbank: "/v2/country/BRA/indicator/NY.GDP.MKTP.CD?date=2010:2020&format=json",
};

async function open(provider: MockName, fault: object, start = clockStart): Promise<Wire> {
  const clock = createMockClock({ SANDBOX_CLOCK_START: start }, () => 0);
  const world = {
    seed: 42,
    seriesCount: 4,
    pointsPerSeries: 40,
    anchorMs: clock.startMs,
    scope: "catalogue",
  } as const;
  const declaration = mockTable[provider];
  const mock = createMockProvider(provider, world);
  mock.throttled = false;
  const faults = createFaultPlan({
    seed: 42,
    clock,
    faces: { [provider]: declaration.faultFace },
  });
  const options = { provider: mock, declaration, world, clock, faults };
  const server = await startMockServer({
    ...options,
    host: "127.0.0.1",
    port: 0,
    adminToken: "t",
    onError: (error) => {
      throw error;
    },
  });
  servers.push(server);
  const ask = async (path = usual[provider], headers = {}): Promise<Seen> => {
    const response = await fetch(server.url + path, { headers });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() };
  };
  const plain = await ask();
  expect(plain.headers.get("x-sandbox-fault")).toBeNull();
  faults.install(parseFault({ provider, id: "x", ...fault }));
  return {
    plain,
    usual: usual[provider],
    ask,
    delaysMs(requests) {
      const face = undefined;
      const plan = createFaultPlan({ seed: 42, clock, faces: { [provider]: face } });
      const twin = plan.install(parseFault({ provider, id: "x", ...fault }));
      const request = { method: "GET", path: "/", query: "", headers: {}, body: Buffer.alloc(0) };
      const context = { fault: twin, face, request: { ...request, client: "", nowMs: 0 } };
      return Array.from({ length: requests }, () => {
        plan.claim(twin);
        return act(deliveries, "latency-spread", context, 0)?.delayMs ?? 0;
      });
    },
    raw: (path = usual[provider]) =>
      new Promise((resolve) => {
        const pieces: Buffer[] = [];
        let end = "close";
        const socket = connect(server.port, "127.0.0.1", () => {
          socket.write(`GET ${path} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n\r\n`);
        });
        socket.on("data", (piece) => pieces.push(piece));
        socket.on("error", (error: NodeJS.ErrnoException) => {
          end = error.code ?? "error";
        });
        socket.on("close", () => {
          const bytes = Buffer.concat(pieces);
          resolve({ bytes, text: bytes.toString("latin1"), end });
        });
      }),
  };
}

/** Rows of an answer as the provider names their cells. */
function rowsOf(
  provider: MockName,
  { bytes, text }: Pick<Seen, "bytes" | "text">,
): Record<string, unknown>[] {
  if (provider === "caiso") {
    const [file] = Object.values(unzipSync(bytes));
    const [header = "", ...lines] = Buffer.from(file ?? [])
      .toString()
      .trim()
      .split("\n");
    const names = header.split(",");
    return lines.map((line) =>
      Object.fromEntries(line.split(",").map((cell, at) => [names[at] ?? `extra ${at}`, cell])),
    );
  }
  // Proof for the cast: the mocks' own documents.
  const document = JSON.parse(text) as {
    response?: { data: Record<string, unknown>[] };
    observations?: Record<string, unknown>[];
  };
  return document.response?.data ?? document.observations ?? [];
}

const time = { caiso: "INTERVALSTARTTIME_GMT", eia: "period", fred: "date" } as Record<
  MockName,
  string
>;
const value = { caiso: "MW", eia: "value", fred: "value" } as Record<MockName, string>;
const rowProviders = ["caiso", "eia", "fred"] as const;

function expectMarked(kind: FaultKind, seen: Pick<Seen, "headers">): void {
  expect(seen.headers.get("x-sandbox-fault")).toBe(`${kind}#x`);
}

/** Sees the rows of each provider with and without the fault. */
async function seeRows(
  kind: FaultKind,
  parameters: object,
  look: (
    rows: Record<string, unknown>[],
    plain: Record<string, unknown>[],
    provider: (typeof rowProviders)[number],
  ) => void,
  options: {
    readonly on?: readonly (typeof rowProviders)[number][];
    readonly start?: string;
    readonly path?: string;
  } = {},
): Promise<void> {
  for (const provider of options.on ?? rowProviders) {
    const wire = await open(provider, { kind, parameters }, options.start);
    const seen = await wire.ask(options.path);
    expectMarked(kind, seen);
    expect(seen.status).toBe(200);
    const before = options.path === undefined ? wire.plain : seen;
    look(rowsOf(provider, seen), rowsOf(provider, before), provider);
  }
}

async function refusedWith(kind: FaultKind, fault: object, status: number): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const provider of rowProviders) {
    const wire = await open(provider, { kind, ...fault });
    const answer = await wire.ask();
    expect(answer.status).toBe(status);
    expectMarked(kind, answer);
    seen.push(answer);
  }
  return seen;
}

async function tookMs(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const checks: Readonly<Record<FaultKind, () => Promise<void>>> = {
  async "rate-limited"() {
    const without = await refusedWith("rate-limited", {}, 429);
    expect(without.map(({ headers }) => headers.get("retry-after"))).toEqual([null, null, null]);
    expect(without[0]?.text).toContain("retry your request after 5 seconds");
    expect(without[1]?.text).toContain("OVER_RATE_LIMIT");
    expect(without[2]?.text).toContain('"error_code":429');
    const parameters = { retryAfterSeconds: 7 };
    const [answer] = await refusedWith("rate-limited", { parameters }, 429);
    expect(answer?.headers.get("retry-after")).toBe("7");
  },
  async "shared-quota"() {
    const parameters = { requestsMax: 2, windowSeconds: 60, sendRetryAfter: true };
    const wire = await open("eia", { kind: "shared-quota", parameters });
    const other = wire.usual.replace("sandbox_key", "another_key");
    const statuses: number[] = [];
    for (const path of [wire.usual, other, wire.usual, wire.usual, other]) {
      statuses.push((await wire.ask(path)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 429, 200]);
    expect((await wire.ask()).headers.get("retry-after")).toBe("60");
  },
  async "server-error"() {
    for (const status of [500, 502, 503, 504]) {
      await refusedWith("server-error", { parameters: { status } }, status);
    }
  },
  async "maintenance-page"() {
    for (const { text, headers } of await refusedWith("maintenance-page", {}, 200)) {
      expect(headers.get("content-type")).toContain("text/html");
      expect(text).toContain("maintenance");
    }
  },
  async outage() {
    const { bytes, end } = await (await open("eia", { kind: "outage" })).raw();
    expect([bytes.length, end]).toEqual([0, "close"]);
  },
  async latency() {
    const wire = await open("eia", { kind: "latency", parameters: { delayMs: 150 } });
    expect(
      await tookMs(async () => {
        expectMarked("latency", await wire.ask());
      }),
    ).toBeGreaterThan(145);
  },
  async "latency-spread"() {
    const parameters = { medianMs: 20, sigma: 1 };
    const wire = await open("eia", { kind: "latency-spread", parameters });
    const delays = wire.delaysMs(12);
    const sorted = delays.toSorted((a, b) => a - b);
    expect(sorted[11]).toBeGreaterThan(3 * (sorted[2] ?? 0));
    const ms = await tookMs(async () => {
      for (let at = 0; at < 12; at++) await wire.ask();
    });
    expect(ms).toBeGreaterThan(delays.reduce((sum, delay) => sum + delay - 1, 0));
  },
  async "latency-ramp"() {
    const parameters = { firstMs: 0, lastMs: 200, rampRequests: 3 };
    const wire = await open("eia", { kind: "latency-ramp", parameters });
    await wire.ask();
    expect(await tookMs(() => wire.ask())).toBeGreaterThan(95);
    expect(await tookMs(() => wire.ask())).toBeGreaterThan(195);
    expect(await tookMs(() => wire.ask())).toBeGreaterThan(195);
  },
  async "slow-drip"() {
    const parameters = { pieceBytes: 400, pauseMs: 20 };
    const wire = await open("eia", { kind: "slow-drip", parameters });
    const pieces = Math.ceil(wire.plain.bytes.length / 400);
    let seen: Seen | undefined;
    const ms = await tookMs(async () => {
      seen = await wire.ask();
    });
    expect(ms).toBeGreaterThan((pieces - 1) * 18);
    expect(seen?.text).toBe(wire.plain.text);
  },
  async "connection-reset"() {
    const { bytes, end } = await (await open("eia", { kind: "connection-reset" })).raw();
    expect([bytes.length, end]).toEqual([0, "ECONNRESET"]);
  },
  async "hang-up"() {
    for (const afterBytes of [0, 100, 1_000_000]) {
      const wire = await open("eia", { kind: "hang-up", parameters: { afterBytes } });
      const { text } = await wire.raw();
      const [head = "", body = ""] = text.split("\r\n\r\n");
      const bytes = wire.plain.bytes.length;
      expect(head).toContain(`Content-Length: ${bytes}`);
      expect(head).toContain("X-Sandbox-Fault: hang-up#x");
      expect(body.length).toBe(Math.min(afterBytes, bytes - 1));
    }
  },
  async "auth-failure"() {
    const eia = await (await open("eia", { kind: "auth-failure" })).ask();
    expect([eia.status, eia.text]).toEqual([403, expect.stringContaining("API_KEY_INVALID")]);
    const fred = await (await open("fred", { kind: "auth-failure" })).ask();
    expect([fred.status, fred.text]).toEqual([400, expect.stringContaining("not registered")]);
    const caiso = await (await open("caiso", { kind: "auth-failure" })).ask();
    expect(caiso.status).toBe(401);
    for (const seen of [eia, fred, caiso]) expectMarked("auth-failure", seen);
  },
  async "expired-key"() {
    const wire = await open("eia", { kind: "expired-key", parameters: { key: "old_key_1" } });
    expect((await wire.ask()).status).toBe(200);
    const old = await wire.ask(wire.usual.replace("sandbox_key", "old_key_1"));
    expect([old.status, old.text]).toEqual([403, expect.stringContaining("expired")]);
  },
  async "fail-then-recover"() {
    const wire = await open("eia", { kind: "fail-then-recover", parameters: { failures: 2 } });
    const other = wire.usual.replace("offset=10", "offset=20");
    const statuses: number[] = [];
    for (const path of [wire.usual, other, wire.usual, wire.usual, other, other, wire.usual]) {
      statuses.push((await wire.ask(path)).status);
    }
    expect(statuses).toEqual([503, 503, 503, 200, 503, 200, 200]);
  },
  async "truncated-body"() {
    for (const provider of rowProviders) {
      const wire = await open(provider, { kind: "truncated-body", parameters: { keptShare: 0.5 } });
      const { bytes, headers } = await wire.ask();
      const kept = Math.floor(wire.plain.bytes.length / 2);
      expect(bytes).toEqual(wire.plain.bytes.subarray(0, kept));
      if (provider !== "fred") expect(headers.get("content-length")).toBe(String(kept));
    }
  },
  async "truncated-zip"() {
    const wire = await open("caiso", { kind: "truncated-zip" });
    const { bytes } = await wire.ask();
    expect(bytes.readUInt32LE(0)).toBe(0x04034b50);
    expect(bytes.length).toBeLessThan(wire.plain.bytes.length);
    expect(() => unzipSync(bytes)).toThrow();
  },
  async "bad-zip"() {
    const wire = await open("caiso", { kind: "bad-zip" });
    const { bytes } = await wire.ask();
    expect(bytes.length).toBe(wire.plain.bytes.length);
    expect(bytes.subarray(0, 30)).toEqual(wire.plain.bytes.subarray(0, 30));
    expect(bytes.subarray(-22)).toEqual(wire.plain.bytes.subarray(-22));
    expect(bytes.equals(wire.plain.bytes)).toBe(false);
    const unpacked = (archive: Buffer): string => {
      const from = 30 + archive.readUInt16LE(26);
      try {
        return inflateRawSync(archive.subarray(from)).toString();
      } catch {
        return "damaged";
      }
    };
    expect(unpacked(bytes)).not.toBe(unpacked(wire.plain.bytes));
  },
  async "malformed-json"() {
    for (const provider of ["eia", "fred"] as const) {
      const { text, headers } = await (await open(provider, { kind: "malformed-json" })).ask();
      expect(headers.get("content-type")).toContain("json");
      expect(() => JSON.parse(text) as unknown).toThrow();
    }
  },
  async "malformed-xml"() {
    const load = usual.caiso;
    const refused = load.replace("20260307", "20360307").replace("20260310", "20360310");
    const paths = {
      caiso: [load.replace("&resultformat=6", ""), refused],
      eia: [`${usual.eia}&out=xml`],
      fred: [usual.fred.replace("json", "xml")],
      worldbank: [usual.worldbank.replace("format=json", "format=xml"), "/v2/country/none"],
    };
    for (const provider of ["caiso", "eia", "fred", "worldbank"] as const) {
      const wire = await open(provider, { kind: "malformed-xml" });
      for (const path of paths[provider]) {
        const seen = await wire.ask(path);
        expect([seen.status, seen.headers.get("x-sandbox-fault")]).toEqual([
          200,
          "malformed-xml#x",
        ]);
        const [file = seen.bytes] =
          provider === "caiso" ? Object.values(unzipSync(seen.bytes)) : [];
        expect(Buffer.from(file).toString().split("<broken <")).toHaveLength(2);
      }
      // CSV and JSON are left alone.
      expect((await wire.ask()).headers.get("x-sandbox-fault")).toBeNull();
    }
  },
  async "malformed-csv"() {
    const { bytes } = await (await open("caiso", { kind: "malformed-csv" })).ask();
    const [file] = Object.values(unzipSync(bytes));
    expect(
      Buffer.from(file ?? [])
        .toString()
        .split('"'),
    ).toHaveLength(2);
  },
  async "wrong-content-type"() {
    const wire = await open("eia", {
      kind: "wrong-content-type",
      parameters: { contentType: "image/png" },
    });
    const { headers, text } = await wire.ask();
    expect([headers.get("content-type"), text]).toEqual(["image/png", wire.plain.text]);
  },
  async "wrong-encoding"() {
    const { text } = await (await open("eia", { kind: "wrong-encoding" })).raw();
    expect(text).toContain("Content-Encoding: gzip");
    expect(text).toContain('{"response"');
    const wire = await open("fred", { kind: "wrong-encoding", parameters: { how: "utf-16" } });
    const { bytes } = await wire.ask();
    expect(bytes.toString("utf16le")).toBe(wire.plain.text);
  },
  async "empty-answer"() {
    for (const provider of ["eia", "fred"] as const) {
      const seen = await (await open(provider, { kind: "empty-answer" })).ask();
      expect(rowsOf(provider, seen)).toEqual([]);
      expect(seen.text).toMatch(/"(total":"0"|count":0)/);
    }
    const { bytes } = await (await open("caiso", { kind: "empty-answer" })).ask();
    expect(Buffer.from(unzipSync(bytes)["INVALID_REQUEST.xml"] ?? []).toString()).toContain(
      ">1000<",
    );
  },
  async "page-repeated"() {
    await seePages("page-repeated", [[10, 0]]);
  },
  async "page-skipped"() {
    await seePages("page-skipped", [[10, 20]]);
  },
  async "page-order-changed"() {
    await seePages("page-order-changed", [
      [0, 10],
      [10, 0],
      [20, 30],
    ]);
  },
  async "total-lies"() {
    for (const provider of ["eia", "fred"] as const) {
      const wire = await open(provider, { kind: "total-lies", parameters: { factor: 3 } });
      const total = ({ text }: Seen): number => Number(/"(?:total|count)":"?(\d+)/.exec(text)?.[1]);
      const seen = await wire.ask();
      expect(total(seen)).toBe(3 * total(wire.plain));
      expect(rowsOf(provider, seen)).toEqual(rowsOf(provider, wire.plain));
    }
  },
  "duplicate-rows": () =>
    seeRows("duplicate-rows", { share: 0.5 }, (rows, plain) => {
      expect(rows.length).toBeGreaterThan(plain.length);
      expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBe(plain.length);
    }),
  "rows-out-of-order": () =>
    seeRows("rows-out-of-order", {}, (rows, plain) => {
      const text = (list: object[]): string[] => list.map((row) => JSON.stringify(row));
      expect(text(rows)).not.toEqual(text(plain));
      expect(text(rows).toSorted()).toEqual(text(plain).toSorted());
    }),
  "field-renamed": () =>
    seeRows("field-renamed", { to: "amount" }, (rows, plain, provider) => {
      const name = value[provider];
      expect(rows.map((row) => row["amount"])).toEqual(plain.map((row) => row[name]));
      expect(rows.some((row) => name in row)).toBe(false);
    }),
  "field-added": () =>
    seeRows("field-added", { name: "extra" }, (rows, plain) => {
      expect(rows.every((row) => "extra" in row)).toBe(true);
      expect(rows.map(({ extra: _, ...row }) => row)).toEqual(plain);
    }),
  "field-dropped": () =>
    seeRows("field-dropped", { field: "time" }, (rows, plain, provider) => {
      expect(rows).toEqual(plain.map(({ [time[provider]]: _, ...row }) => row));
    }),
  "type-changed": () =>
    seeRows("type-changed", {}, (rows, _plain, provider) => {
      for (const row of rows) expect(String(row[value[provider]])).toMatch(/^\[.+\]$/);
    }),
  async "unit-changed"() {
    await seeRows(
      "unit-changed",
      { unit: "kWh", factor: 1_000 },
      (rows, plain) => {
        expect(rows.map((row) => row["value-units"])).toEqual(rows.map(() => "kWh"));
        expect(rows.map((row) => Number(row["value"]))).toEqual(
          plain.map((row) => Number(row["value"]) * 1_000),
        );
      },
      { on: ["eia"] },
    );
    const { text } = await (
      await open("fred", { kind: "unit-changed", parameters: { unit: "pch" } })
    ).ask();
    expect(text).toContain('"units":"pch"');
  },
  "null-value": () =>
    seeRows("null-value", { share: 1 }, (rows, _plain, provider) => {
      const missing = { caiso: "", eia: null, fred: "." }[provider];
      expect(rows.map((row) => row[value[provider]])).toEqual(rows.map(() => missing));
    }),
  "nan-value": () =>
    seeRows("nan-value", { share: 1 }, (rows, _plain, provider) => {
      expect(new Set(rows.map((row) => row[value[provider]]))).toEqual(new Set(["NaN"]));
    }),
  spike: () =>
    seeRows("spike", { share: 0.5 }, (rows, _plain, provider) => {
      const spikes = rows.filter((row) => Math.abs(Number(row[value[provider]])) >= 1e18);
      expect(spikes.length).toBeGreaterThan(0);
      expect(spikes.length).toBeLessThan(rows.length);
    }),
  "stuck-value": () =>
    seeRows("stuck-value", {}, (rows, _plain, provider) => {
      const place = provider === "caiso" ? "TAC_AREA_NAME" : "respondent";
      const series = Map.groupBy(rows, (row) => row[place]);
      for (const own of series.values())
        expect(new Set(own.map((row) => Number(row[value[provider]]))).size).toBe(1);
    }),
  "sign-flip": () =>
    seeRows("sign-flip", { share: 1 }, (rows, plain, provider) => {
      const numbers = (list: Record<string, unknown>[]): number[] =>
        list.map((row) => Number(row[value[provider]]));
      expect(numbers(rows)).toEqual(numbers(plain).map((number) => -number));
    }),
  "local-time": () =>
    seeRows("local-time", { offsetMinutes: -480 }, (rows, plain, provider) => {
      const instant = (row: Record<string, unknown> | undefined): number => {
        const text = String(row?.[time[provider]]).replace("-00:00", "Z");
        return Date.parse(text.length === 13 ? `${text}:00Z` : text);
      };
      const hours = provider === "fred" ? 24 : 8;
      for (const [at, row] of rows.entries())
        expect(instant(plain[at]) - instant(row)).toBe(hours * 3_600_000);
    }),
  "missing-hour": () =>
    seeRows(
      "missing-hour",
      {},
      (rows, plain, provider) => {
        const text = { caiso: "2026-03-08T10:00:00-00:00", eia: "2026-03-08T11" }[
          provider as "caiso" | "eia"
        ];
        const hour = (list: Record<string, unknown>[]): object[] =>
          list.filter((row) => row[time[provider]] === text);
        expect(hour(plain).length).toBeGreaterThan(0);
        expect(hour(rows)).toEqual([]);
        expect(rows.length).toBe(plain.length - hour(plain).length);
      },
      { on: ["caiso"] },
    ),
  async "doubled-hour"() {
    const wire = await open("eia", { kind: "doubled-hour" }, "2026-11-02T12:00:00Z");
    const seen = await wire.ask(
      wire.usual
        .replace("start=2026-03-07T00", "start=2026-11-01T06")
        .replace("end=2026-03-09T23", "end=2026-11-01T15")
        .replace("offset=10", "offset=0"),
    );
    expectMarked("doubled-hour", seen);
    const periods = rowsOf("eia", seen).map((row) => row["period"]);
    // 01:00 to 02:00 Pacific happens twice: hours ending 09 and 10 UTC.
    expect(periods.filter((period) => period === "2026-11-01T09")).toHaveLength(2);
    expect(periods).not.toContain("2026-11-01T10");
  },
  "late-data": () =>
    seeRows(
      "late-data",
      { delaySeconds: 8 * 86_400 },
      (rows, plain) => {
        expect(rows.length).toBeLessThan(plain.length);
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) expect(plain).toContainEqual(row);
      },
      { on: ["caiso"] },
    ),
  "restated-history": () =>
    seeRows("restated-history", { share: 1, factor: 1.5 }, (rows, plain, provider) => {
      const name = value[provider];
      for (const [at, row] of rows.entries())
        expect(Number(row[name])).toBeCloseTo(Number(plain[at]?.[name]) * 1.5, 6);
    }),
};

/** Asked for a page at the first offset, the answer is the one at the second, and says so. */
async function seePages(
  kind: FaultKind,
  pages: readonly (readonly [number, number])[],
): Promise<void> {
  for (const provider of ["eia", "fred"] as const) {
    const wire = await open(provider, { kind });
    const clean = await open(provider, {
      kind: "latency",
      requests: 1,
      parameters: { delayMs: 1 },
    });
    await clean.ask();
    for (const [asked, got] of pages) {
      const seen = await wire.ask(wire.usual.replace("offset=10", `offset=${asked}`));
      expectMarked(kind, seen);
      const other = await clean.ask(clean.usual.replace("offset=10", `offset=${got}`));
      expect(rowsOf(provider, seen)).toEqual(rowsOf(provider, other));
      expect(seen.text).toMatch(new RegExp(`"offset":"?${got}\\b`));
    }
  }
}

describe("each fault on the wire", () => {
  it.each(faultKinds)("%s", async (kind) => {
    await checks[kind]();
  });
});
