/**
 * The benchmark: every figure in one run on the native stack, so that they can be compared.
 * Three sandboxes one after the other, because data that has landed once would land as duplicates.
 */
import { setTimeout as delay } from "node:timers/promises";
import { tmpdir } from "node:os";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { RunPlan } from "../../core/plan.ts";
import type { ProviderName } from "../../core/observation.ts";
import { latencyQuantileMs } from "../../core/latency.ts";
import { readRunProgress, submitRun } from "../../ingestion/submit-run.ts";
import { migrateDatabase } from "../../stability/database.ts";
import { createLogger } from "../../telemetry/logger.ts";
import type { UpOptions } from "../cli.ts";
import { readLandingProgress } from "../landing-progress.ts";
import { type SandboxClients, connectToSandbox, playRun } from "../play-run.ts";
import type { Progress } from "../progress.ts";
import { createRunId, fetchCatalogue, planRun } from "../run-plan.ts";
import { type ProviderConfig, loadSandboxConfig, selectProviders } from "../sandbox-config.ts";
import { type Sandbox, endSandbox, startSandbox } from "../start-sandbox.ts";
import { addLatencyCounts, readLandedBatches } from "../timeline.ts";
import { type ProcessCost, measureProcesses, watchMemory } from "./measure.ts";
import { type MockBenchmark, benchmarkMocks, mockBenchmarkSchema } from "./mock-benchmark.ts";

export interface BenchmarkOptions {
  /** Observations of each throughput part, split over three providers of 1,000-point series. */
  readonly records: number;
  readonly config: string;
  readonly seed: number;
}

const figure = z.number();

const processCostSchema = z.strictObject({
  process: z.string(),
  cpuMs: figure,
  cpuMicrosPerRecord: figure,
  peakMegabytes: figure.describe("Highest resident memory, with everything below the process"),
});

const throughputSchema = z.strictObject({
  records: figure,
  seconds: figure,
  recordsPerSecond: figure,
  processes: z.array(processCostSchema),
});

const quantilesSchema = z.strictObject({ p50: figure, p95: figure, p99: figure });

/** What the benchmark prints as JSON. */
export const benchmarkSchema = z.strictObject({
  machine: z.strictObject({ cores: figure, model: z.string(), node: z.string() }),
  mocks: mockBenchmarkSchema,
  ingestion: throughputSchema,
  landing: throughputSchema,
  endToEnd: z.strictObject({
    ...throughputSchema.shape,
    verdict: z.string(),
    latencyMs: quantilesSchema,
  }),
  latencyAt1000PerSecond: z.strictObject({ records: figure, latencyMs: quantilesSchema }),
  ownPeakMegabytes: figure.describe(
    "mock-providers, ingestion, landing and api together, end to end",
  ),
});

export type BenchmarkResult = z.infer<typeof benchmarkSchema>;
type Throughput = z.infer<typeof throughputSchema>;

const pointsPerSeries = 1000;
const ownProcesses = ["mock-providers", "ingestion", "landing", "api"];
const log = createLogger("benchmark", "silent");
/** Longest wait for any one part, in milliseconds. */
const partLimitMs = 300_000;

export async function runBenchmark(
  options: BenchmarkOptions,
  progress: Progress,
  signal: AbortSignal,
  machine: BenchmarkResult["machine"],
): Promise<BenchmarkResult> {
  const providers = selectProviders(loadSandboxConfig(options.config), undefined);
  const series = Math.max(1, Math.round(options.records / providers.length / pointsPerSeries));
  const base = mkdtempSync(join(tmpdir(), "sandbox-benchmark-"));
  const withSandbox = async <Result>(
    name: string,
    seriesCount: number,
    used: readonly ProviderConfig[],
    work: (sandbox: Sandbox) => Promise<Result>,
  ): Promise<Result> => {
    const up: UpOptions = {
      dir: join(base, name),
      config: options.config,
      stack: "native",
      ports: "auto",
      seed: options.seed,
      series: seriesCount,
      points: pointsPerSeries,
      throttle: true,
      json: true,
    };
    const sandbox = await startSandbox({
      options: up,
      providers: used,
      progress,
      signal,
      phases: [],
      events: [],
    });
    try {
      return await work(sandbox);
    } finally {
      await endSandbox(sandbox, false, progress);
    }
  };
  try {
    const mocks = await runMockBenchmark(options, progress, signal);
    const apart = await withSandbox("apart", series, providers, (sandbox) =>
      measureApart(sandbox, providers, progress, signal),
    );
    const together = await withSandbox("together", series, providers, (sandbox) =>
      measureTogether(sandbox, providers, progress, signal),
    );
    const fred = providers.filter(({ name }) => name === "fred");
    const paced = fred.length === 0 ? providers.slice(0, 1) : fred;
    const latency = await withSandbox("paced", pacedSeconds, paced, (sandbox) =>
      measureLatency(sandbox, paced, progress, signal),
    );
    return { machine, mocks, ...apart, ...together, latencyAt1000PerSecond: latency };
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** The part that needs no stack, also to be had alone. */
export function runMockBenchmark(
  { seed }: Pick<BenchmarkOptions, "seed">,
  progress: Progress,
  signal: AbortSignal,
): Promise<MockBenchmark> {
  const step = <Result>(title: string, work: () => Promise<Result>): Promise<Result> =>
    progress.step(title, work);
  return benchmarkMocks({ seed, memoryRequests: 1_000_000, signal, step });
}

type Apart = Pick<BenchmarkResult, "ingestion" | "landing">;

/** Ingestion with landing stopped, then landing with a full topic. */
async function measureApart(
  sandbox: Sandbox,
  providers: readonly ProviderConfig[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Apart> {
  const { supervisor, endpoints } = sandbox;
  await supervisor.stop("landing");
  await migrateDatabase(endpoints.postgres, log);
  const clients = await connectToSandbox(endpoints, log);
  try {
    const plan = await makePlan(sandbox, providers, createRunId(new Date()), signal);
    const ingestion = await progress.step("Ingestion alone", async () => {
      const finish = measureProcesses(supervisor.processes);
      const startedAt = Date.now();
      await submitRun(clients.pool, plan);
      await until(signal, async () =>
        ["fetched", "failed"].includes((await readRunProgress(clients.pool, plan.runId)).state),
      );
      const seconds = (Date.now() - startedAt) / 1000;
      const records = Object.values(
        (await readRunProgress(clients.pool, plan.runId)).providers,
      ).reduce((sum, each) => sum + each.records, 0);
      return throughput(records, seconds, finish(records));
    });
    const landing = await progress.step("Landing alone", async () => {
      const startedAt = Date.now();
      const started = await supervisor.start(sandbox.specs.landing, signal);
      const readyMs = Date.now() - startedAt;
      const finish = measureProcesses([
        ...supervisor.processes.filter(({ name }) => name !== "landing"),
        { ...started },
      ]);
      await untilLanded(clients, providers, signal);
      const batches = await readLandedBatches(clients.pool, startedAt);
      const records = batches.reduce((sum, batch) => sum + batch.landed, 0);
      const first = batches[0];
      const last = batches.at(-1);
      // From ready to the last commit: starting Node is not landing.
      const seconds =
        first === undefined || last === undefined
          ? 0
          : (last.committedAtMs - startedAt - readyMs) / 1000;
      return throughput(records, Math.max(seconds, 0.001), finish(records));
    });
    return { ingestion, landing };
  } finally {
    await clients.close();
  }
}

async function measureTogether(
  sandbox: Sandbox,
  providers: readonly ProviderConfig[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Pick<BenchmarkResult, "endToEnd" | "ownPeakMegabytes">> {
  const { processes } = sandbox.supervisor;
  const finish = measureProcesses(processes);
  const memory = watchMemory(processes.filter(({ name }) => ownProcesses.includes(name)));
  const startedAtMs = Date.now();
  const runId = createRunId(new Date());
  const { verdict } = await playRun({
    runId,
    startedAtMs,
    sandbox,
    providers,
    progress,
    log,
    signal,
    phases: [],
    events: [],
  });
  const ownPeakMegabytes = memory.stop();
  const { records, seconds } = verdict.throughput;
  const measured = throughput(records, seconds, finish(records));
  return {
    endToEnd: { ...measured, verdict: verdict.verdict, latencyMs: verdict.latencyMs },
    ownPeakMegabytes,
  };
}

/** How long the paced part runs: one series of 1,000 points each second. */
const pacedSeconds = 18;
/** The first commits wait for compilers to warm up; what lands in these seconds is not counted. */
const pacedWarmupMs = 3_000;

async function measureLatency(
  sandbox: Sandbox,
  providers: readonly ProviderConfig[],
  progress: Progress,
  signal: AbortSignal,
): Promise<BenchmarkResult["latencyAt1000PerSecond"]> {
  await migrateDatabase(sandbox.endpoints.postgres, log);
  const clients = await connectToSandbox(sandbox.endpoints, log);
  try {
    return await progress.step("Latency at 1,000 records/s", async () => {
      const whole = await makePlan(sandbox, providers, "paced", signal);
      const startedAt = Date.now();
      let second = 0;
      for (const { provider, dataset, series } of whole.datasets) {
        for (const one of series) {
          await delay(Math.max(0, startedAt + second++ * 1000 - Date.now()), undefined, { signal });
          await submitRun(clients.pool, {
            runId: `paced-${second}`,
            datasets: [{ provider, dataset, series: [one] }],
          });
        }
      }
      await until(
        signal,
        async () => (await readRunProgress(clients.pool, `paced-${second}`)).state === "fetched",
      );
      await untilLanded(clients, providers, signal);
      const batches = await readLandedBatches(clients.pool, startedAt + pacedWarmupMs);
      const counts = addLatencyCounts(batches);
      return {
        records: batches.reduce((sum, batch) => sum + batch.landed, 0),
        latencyMs: {
          p50: latencyQuantileMs(counts, 0.5),
          p95: latencyQuantileMs(counts, 0.95),
          p99: latencyQuantileMs(counts, 0.99),
        },
      };
    });
  } finally {
    await clients.close();
  }
}

async function makePlan(
  sandbox: Sandbox,
  providers: readonly ProviderConfig[],
  runId: string,
  signal: AbortSignal,
): Promise<RunPlan> {
  const catalogues = new Map(
    await Promise.all(
      providers.map(async ({ name, base_url }) => {
        const url = sandbox.endpoints.providers[name] ?? base_url;
        return [name, await fetchCatalogue(name, url, signal)] as const;
      }),
    ),
  );
  return planRun(runId, providers, catalogues);
}

async function untilLanded(
  clients: SandboxClients,
  providers: readonly ProviderConfig[],
  signal: AbortSignal,
): Promise<void> {
  const names: ProviderName[] = providers.map(({ name }) => name);
  await until(signal, async () => {
    const progress = await readLandingProgress(clients.admin, clients.pool, names);
    return (
      progress.every((topic) => topic.landed >= topic.published) &&
      progress.some((topic) => topic.published > 0)
    );
  });
}

async function until(signal: AbortSignal, reached: () => Promise<boolean>): Promise<void> {
  const endAt = Date.now() + partLimitMs;
  while (!(await reached())) {
    signal.throwIfAborted();
    if (Date.now() > endAt)
      throw new Error(
        `Cannot finish a part of the benchmark: it took longer than ${partLimitMs / 1000} s`,
      );
    await delay(25, undefined, { signal });
  }
}

function throughput(records: number, seconds: number, processes: ProcessCost[]): Throughput {
  return {
    records,
    seconds: Math.round(seconds * 100) / 100,
    recordsPerSecond: Math.round(records / seconds),
    processes,
  };
}
