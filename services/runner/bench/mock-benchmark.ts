/**
 * The mocks alone under load, in processes of their own: small requests, the largest real answers, what the truth
 * ledger and the fault layer cost, and whether memory stays flat. Costs are CPU of the mock per request, compared
 * between processes that take turns in one run, so what else the machine does falls on both alike.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { ProviderName } from "../../core/observation.ts";
import { mockEnvironment } from "../own-processes.ts";
import { load } from "./load.ts";
import { readUsage } from "./process-usage.ts";

const figure = z.number();

export const loadSchema = z.strictObject({
  requests: figure,
  seconds: figure,
  requestsPerSecond: figure,
  p50Ms: figure,
  p95Ms: figure,
  p99Ms: figure,
  perCore: figure.describe("Requests per second of the mock's CPU time"),
});

const costSchema = z.strictObject({
  withoutMicros: figure.describe("CPU of the mock per request without it"),
  withMicros: figure.describe("CPU of the mock per request with it"),
  sharePercent: figure,
});

export const mockBenchmarkSchema = z.strictObject({
  small: loadSchema,
  plainPages: loadSchema.describe("1,000 points of a plain series"),
  fredPages: loadSchema.describe("1,000 observations of real series, gzip"),
  eiaPages: loadSchema.describe("5,000 rows of region-data"),
  caisoMonths: loadSchema.describe("31 days of day-ahead prices of ten nodes, as a zip"),
  ledger: costSchema.describe("FRED pages with the truth ledger and without"),
  idleFaults: costSchema.describe("FRED pages with faults installed that never match, and without"),
  memory: z.strictObject({
    requests: figure,
    warmMegabytes: figure.describe("Resident after the first tenth of the requests"),
    endMegabytes: figure.describe("Resident after all of them"),
  }),
});

export type MockBenchmark = z.infer<typeof mockBenchmarkSchema>;
export type MockLoad = z.infer<typeof loadSchema>;

export interface MockBenchmarkOptions {
  readonly seed: number;
  /** Requests of the memory part. */
  readonly memoryRequests: number;
  readonly signal: AbortSignal;
  readonly step: <Result>(title: string, work: () => Promise<Result>) => Promise<Result>;
}

/** A Sunday noon; everything that is asked for is published by then. */
const startMs = Date.parse("2026-03-15T12:00:00Z");
/** Enough to keep a mock busy with small requests; for large answers more would only measure their queue. */
const smallConnections = 8;
const pageConnections = 2;
const loadSeconds = 4;
/** Turns of the two processes of a comparison, after as many seconds of warming up. */
const rounds = 8;

const small = ["/health"];
const plainPages = Array.from({ length: 50 }, (_, index) => `/data/mock_series_${index + 1}`);
const fredPages = ["DGS10", "DGS2", "DFF", "T10Y2Y", "DCOILWTICO"].map(
  (id) =>
    `/fred/series/observations?series_id=${id}&api_key=sandbox_key&file_type=json&limit=1000&sort_order=desc`,
);
const eiaPages = [0, 5_000, 10_000, 15_000].map(
  (offset) =>
    "/v2/electricity/rto/region-data/data/?api_key=sandbox_key&frequency=hourly&data[0]=value" +
    `&start=2026-02-01T00&end=2026-03-01T00&sort[0][column]=period&sort[0][direction]=asc&offset=${offset}&length=5000`,
);
const nodes = ["NP15", "SP15", "ZP26"].map((hub) => `TH_${hub}_GEN-APND`);
const caisoMonths = ["20260101T08", "20251201T08", "20251001T07"].map((start) => {
  const endMs =
    Date.parse(`${start.slice(0, 4)}-${start.slice(4, 6)}-01T00:00:00Z`) + 31 * 86_400_000;
  const end = new Date(endMs).toISOString().slice(0, 10).replaceAll("-", "");
  return (
    "/oasisapi/SingleZip?resultformat=6&queryname=PRC_LMP&version=12&market_run_id=DAM" +
    `&node=${nodes.join(",")}&startdatetime=${start}:00-0000&enddatetime=${end}${start.slice(8)}:00-0000`
  );
});

export async function benchmarkMocks(options: MockBenchmarkOptions): Promise<MockBenchmark> {
  const { step, signal } = options;
  const directory = mkdtempSync(join(tmpdir(), "sandbox-mock-benchmark-"));
  const plain = await startMock(options.seed, {});
  try {
    const parts = {
      small: await step("Mocks: small requests", () =>
        loaded(plain, "fred", small, smallConnections),
      ),
      plainPages: await step("Mocks: plain pages", () => loaded(plain, "fred", plainPages)),
      fredPages: await step("Mocks: FRED pages", () => loaded(plain, "fred", fredPages)),
      eiaPages: await step("Mocks: EIA pages of 5,000 rows", () => loaded(plain, "eia", eiaPages)),
      caisoMonths: await step("Mocks: CAISO months", () => loaded(plain, "caiso", caisoMonths)),
    };
    const ledger = await step("Mocks: cost of the truth ledger", () =>
      compare(options, { MOCK_LEDGER_DIR: join(directory, "ledger") }),
    );
    const plan = join(directory, "faults.json");
    writeFileSync(plan, JSON.stringify(neverMatching));
    const idleFaults = await step("Mocks: cost of idle faults", () =>
      compare(options, { MOCK_FAULTS: plan }),
    );
    const memory = await step("Mocks: memory", () => watch(plain, options.memoryRequests, signal));
    return { ...parts, ledger, idleFaults, memory };
  } finally {
    await plain.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Faults of another path and another series: every request has to be held against them. */
const neverMatching = {
  name: "never",
  description: "Faults that no request of the benchmark meets.",
  faults: [
    { kind: "latency", provider: "fred", path: "/never/*", parameters: { delayMs: 1 } },
    { kind: "spike", provider: "fred", series: "NEVER" },
  ],
};

interface Mock {
  readonly pid: number;
  readonly urls: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const entry = fileURLToPath(new URL("../../../mock-providers/main.ts", import.meta.url));
const names = ["caiso", "eia", "fred"] as const satisfies readonly ProviderName[];

async function startMock(seed: number, changes: Record<string, string>): Promise<Mock> {
  const child: ChildProcess = spawn(process.execPath, [entry], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      ...mockEnvironment({
        world: { seed, series: 50, points: 1000, scope: "full" },
        clock: { startMs, originMs: Date.now(), scale: 1 },
        ports: Object.fromEntries(names.map((name) => [name, 0])),
        throttle: false,
      }),
      ...changes,
    },
  });
  const urls: Record<string, string> = {};
  if (child.stdout === null) throw new Error("The mock has no standard output");
  for await (const line of createInterface({ input: child.stdout })) {
    const { provider, url } = JSON.parse(line) as { provider: string; url: string };
    urls[provider] = url;
    if (Object.keys(urls).length === names.length) break;
  }
  if (child.pid === undefined || child.exitCode !== null) throw new Error("The mock did not start");
  return {
    pid: child.pid,
    urls,
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function loaded(
  mock: Mock,
  provider: ProviderName,
  paths: readonly string[],
  connections = pageConnections,
  seconds = loadSeconds,
): Promise<MockLoad> {
  const url = mock.urls[provider] ?? "";
  // A first short load lets the compiler of the mock's JavaScript engine do its work.
  await load(url, paths, connections, 1);
  const before = cpuMsOf(mock);
  const result = await load(url, paths, connections, seconds);
  const cpuMs = cpuMsOf(mock) - before;
  return { ...result, perCore: Math.round((result.requests * 1000) / Math.max(1, cpuMs)) };
}

async function compare(
  options: MockBenchmarkOptions,
  changes: Record<string, string>,
): Promise<MockBenchmark["ledger"]> {
  // Both are new: a process that has run for longer is better compiled.
  const without = await startMock(options.seed, {});
  try {
    const withIt = await startMock(options.seed, changes);
    try {
      return await takeTurns(without, withIt, options.signal);
    } finally {
      await withIt.stop();
    }
  } finally {
    await without.stop();
  }
}

async function takeTurns(
  without: Mock,
  withIt: Mock,
  signal: AbortSignal,
): Promise<MockBenchmark["ledger"]> {
  const micros = new Map<Mock, number[]>([
    [without, []],
    [withIt, []],
  ]);
  for (const mock of micros.keys()) {
    await load(mock.urls["fred"] ?? "", fredPages, pageConnections, rounds);
  }
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted();
    for (const [mock, list] of micros) {
      const before = cpuMsOf(mock);
      const { requests } = await load(mock.urls["fred"] ?? "", fredPages, pageConnections, 1);
      list.push(((cpuMsOf(mock) - before) * 1000) / Math.max(1, requests));
    }
  }
  // Whatever else runs only ever adds to a turn, so the least of them tells most.
  const [withoutMicros = 0, withMicros = 0] = [...micros.values()].map((list) => Math.min(...list));
  return {
    withoutMicros: round1(withoutMicros),
    withMicros: round1(withMicros),
    sharePercent: round1((withMicros / withoutMicros - 1) * 100),
  };
}

async function watch(
  mock: Mock,
  requests: number,
  signal: AbortSignal,
): Promise<MockBenchmark["memory"]> {
  const url = mock.urls["fred"] ?? "";
  const paths = [...Array.from({ length: 49 }, () => small).flat(), ...fredPages.slice(0, 1)];
  let done = 0;
  let warmMegabytes = 0;
  while (done < requests) {
    signal.throwIfAborted();
    done += (await load(url, paths, smallConnections, 2, requests - done)).requests;
    if (warmMegabytes === 0 && done >= requests / 10) warmMegabytes = residentMegabytes(mock);
  }
  return { requests: done, warmMegabytes, endMegabytes: residentMegabytes(mock) };
}

function residentMegabytes(mock: Mock): number {
  return Math.round((readUsage(mock.pid)?.residentBytes ?? 0) / (1 << 20));
}

function cpuMsOf(mock: Mock): number {
  return readUsage(mock.pid)?.cpuMs ?? 0;
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}
