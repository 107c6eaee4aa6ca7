/** One run on a sandbox that is up: plan, fetch, land, reconcile, judge. */
import type { Admin, Kafka } from "kafkajs";
import type pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { RunPlan } from "../core/plan.ts";
import { endStream } from "../ingestion/stream-progress.ts";
import { submitRun } from "../ingestion/submit-run.ts";
import { scheduleOf } from "../providers/schedule-table.ts";
import { createDatabasePool, migrateDatabase } from "../stability/database.ts";
import { createKafkaClient } from "../stability/kafka-client.ts";
import { type ObservationCodec, createObservationCodec } from "../stability/observation-codec.ts";
import { type Logger, withoutSecrets } from "../telemetry/logger.ts";
import { awaitRun } from "./await-run.ts";
import { buildVerdict } from "./build-verdict.ts";
import type { Progress } from "./progress.ts";
import { readFailedUnits } from "./reconcile/failed-units.ts";
import type { FailedUnit } from "./reconcile/given-up.ts";
import { type Reconciliation, reconcile } from "./reconcile/reconcile.ts";
import { type Catalogue, fetchCatalogue, planRun } from "./run-plan.ts";
import type { ProviderConfig } from "./sandbox-config.ts";
import { type SandboxClock, openSandboxClock } from "./sandbox-clock.ts";
import type { SandboxSettings } from "./sandbox-settings.ts";
import { type PlannedFaults, readPlannedFaults } from "./scenario-option.ts";
import type { Sandbox } from "./start-sandbox.ts";
import { type StreamedWindow, awaitStream } from "./stream/await-stream.ts";
import { judgeStream } from "./stream/judge-stream.ts";
import { type Timeline, createTimeline, readLandedBatches } from "./timeline.ts";
import type { Verdict } from "./verdict.ts";

/** The runner's own connections to a sandbox. */
export interface SandboxClients {
  readonly pool: pg.Pool;
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly codec: ObservationCodec;
  close(): Promise<void>;
}

export async function connectToSandbox(
  endpoints: { readonly kafka: string; readonly schemaRegistry: string; readonly postgres: string },
  log: Logger,
): Promise<SandboxClients> {
  const pool = createDatabasePool(endpoints.postgres, log, "sandbox-runner", 4);
  const kafka = createKafkaClient(endpoints.kafka.split(","), "sandbox-runner", log);
  const admin = kafka.admin();
  try {
    await admin.connect();
  } catch (error) {
    await pool.end();
    throw new SandboxError(
      "KAFKA_UNAVAILABLE",
      `Cannot reach Kafka at ${endpoints.kafka}: ${describeError(error)}`,
      {},
      error,
    );
  }
  return {
    pool,
    kafka,
    admin,
    codec: createObservationCodec(endpoints.schemaRegistry),
    async close() {
      await admin.disconnect();
      await pool.end();
    },
  };
}

export interface StreamWish {
  /** On the sandbox's clock; null: until `stop`. */
  readonly forMs: number | null;
  /** Aborted: end the stream, and give the verdict of what was streamed. */
  readonly stop: AbortSignal;
}

export interface PlayRunOptions {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly sandbox: Sandbox;
  readonly providers: readonly ProviderConfig[];
  readonly progress: Progress;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Stream instead of fetching once. */
  readonly stream?: StreamWish;
  /** Phases that already passed; this adds its own. */
  readonly phases: Verdict["phases"];
  readonly events: Verdict["events"];
}

type Phase = <Result>(
  name: string,
  title: string,
  work: (tell: (detail: string) => void) => Promise<Result>,
) => Promise<Result>;

export async function playRun(
  options: PlayRunOptions,
): Promise<{ verdict: Verdict; timeline: Timeline }> {
  const { sandbox, providers, phases, progress, runId, signal } = options;
  const { endpoints, settings } = sandbox;
  const names = providers.map(({ name }) => name);
  const failures: string[] = [];
  await migrateDatabase(endpoints.postgres, options.log);
  const clients = await connectToSandbox(endpoints, options.log);
  const phase: Phase = async (name, title, work) => {
    const startedAt = Date.now();
    try {
      return await progress.step(title, work);
    } finally {
      phases.push({ name, ms: Date.now() - startedAt });
    }
  };
  try {
    const { pool } = clients;
    const clock = await openSandboxClock({
      ...{ settings: settings.clock, mocks: sandbox.mocks, pool },
    });
    const plan = await phase("plan", "Planning", async () => {
      const planned = await makePlan(options, signal);
      return options.stream === undefined
        ? planned
        : planStream(planned, options.stream, settings, clock);
    });
    const fetchStartedAtMs = Date.now();
    await submitRun(pool, plan);
    const window = await streamIfWished(options, { plan, clients, clock, failures, phase });
    await phase("ingest", "Fetching and landing", async (tell) => {
      try {
        const { admin } = clients;
        const planned = plan.stream === undefined ? plannedRecords(plan, settings.points) : {};
        await awaitRun({
          pool,
          admin,
          runId,
          providers: names,
          planned,
          tell,
          signal,
        });
      } catch (error) {
        if (signal.aborted || !(error instanceof SandboxError) || error.code !== "RUN_TIMED_OUT")
          throw error;
        // What did land is still compared: that is where the evidence is.
        failures.push(error.message);
      }
    });
    const reconciliation = await phase("reconcile", "Reconciling", async () => {
      const failedUnits = await readFailedUnits(clients.pool, runId);
      return reconcileSandbox(sandbox, clients, names, failedUnits, signal, window?.endMs);
    });
    const stream =
      window === undefined
        ? undefined
        : await phase("published", "Looking for what was never seen", () =>
            judgeStream({
              ...{ pool, plan, settings, window, reconciliation, signal },
              drainedMs: clock.nowMs(),
            }),
          );
    const batches = await readLandedBatches(clients.pool, fetchStartedAtMs);
    const verdict = buildVerdict({
      runId,
      seed: settings.seed,
      stack: sandbox.kind,
      startedAtMs: options.startedAtMs,
      endedAtMs: Date.now(),
      fetchStartedAtMs,
      reconciliation,
      ...(stream === undefined ? {} : { stream }),
      ...plannedFaults(settings),
      batches,
      phases,
      events: options.events,
      endpoints: { ...endpoints, postgres: withoutSecrets(endpoints.postgres) },
      failures,
    });
    // Whoever looks into a sandbox that is kept finds its clock at the pace of their own.
    if (window !== undefined) await clock.advance(clock.nowMs(), 1, signal);
    return { verdict, timeline: createTimeline(batches, fetchStartedAtMs) };
  } finally {
    // A connection that will not close has nothing more to say about the run.
    await clients.close().catch((error: unknown) => {
      options.log.warn({ event: "close_failed", message: describeError(error) });
    });
  }
}

/** As the mocks plan them: for the providers of the sandbox, which may be more than those of the run. */
function plannedFaults(settings: SandboxSettings): { scenario?: PlannedFaults } {
  const { scenario: file, seed, clock, providers } = settings;
  if (file === undefined) return {};
  return { scenario: readPlannedFaults(file, { seed, startMs: clock.startMs, providers }) };
}

export function reconcileSandbox(
  sandbox: { readonly directory: { readonly paths: { readonly ledger: string } } },
  clients: SandboxClients,
  providers: readonly ProviderName[],
  failedUnits: readonly FailedUnit[],
  signal: AbortSignal,
  /** Of a stream: the instant from which its last polls asked. */
  lastPollsMs?: number,
): Promise<Reconciliation> {
  const { kafka, pool, codec } = clients;
  const ledgerDirectory = sandbox.directory.paths.ledger;
  return reconcile(
    { ledgerDirectory, kafka, pool, codec, signal, lastPollsMs: lastPollsMs ?? Infinity },
    providers,
    failedUnits,
  );
}

async function makePlan(options: PlayRunOptions, signal: AbortSignal): Promise<RunPlan> {
  const { sandbox, providers, runId } = options;
  const catalogues = new Map<ProviderName, Catalogue>();
  for (const { name, base_url } of providers) {
    catalogues.set(
      name,
      await fetchCatalogue(name, sandbox.endpoints.providers[name] ?? base_url, signal),
    );
  }
  return planRun(runId, providers, catalogues, sandbox.settings.replay !== undefined);
}

/** Time passes while a sandbox that was up waits for its next command; the stream begins where its clock is. */
function planStream(
  plan: RunPlan,
  wish: StreamWish,
  settings: SandboxSettings,
  clock: SandboxClock,
): RunPlan {
  // A fresh sandbox's clock has kept real time since it was started; the stream counts from where it began.
  const isFresh = clock.nowMs() - settings.clock.startMs < freshMs;
  const startMs = isFresh ? settings.clock.startMs : clock.nowMs();
  const endMs = wish.forMs === null ? null : startMs + wish.forMs;
  const datasets = plan.datasets.map((planned) => {
    const { follow } = scheduleOf(planned.provider, planned.dataset);
    return follow === undefined ? planned : { ...planned, series: planned.series.map(follow) };
  });
  return { ...plan, datasets, stream: { startMs, endMs } };
}

/** Longer than any start of a stack takes. */
const freshMs = 10 * 60_000;

/** Undefined for a run that fetches once, and for a stream that broke off: then `failures` says why. */
async function streamIfWished(
  { stream: wish, sandbox, signal }: PlayRunOptions,
  parts: {
    readonly plan: RunPlan;
    readonly clients: SandboxClients;
    readonly clock: SandboxClock;
    readonly failures: string[];
    readonly phase: Phase;
  },
): Promise<StreamedWindow | undefined> {
  const { clients, clock, failures, phase } = parts;
  const { stream } = parts.plan;
  if (wish === undefined || stream === undefined) return undefined;
  const { pool, admin } = clients;
  const { timeScale } = sandbox.settings;
  return phase("stream", "Streaming", async (tell) => {
    try {
      const plan = { ...parts.plan, stream };
      const { stop } = wish;
      return await awaitStream({ pool, admin, clock, plan, timeScale, tell, stop, signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof SandboxError) || error.code !== "RUN_TIMED_OUT")
        throw error;
      // What did land is still compared: that is where the evidence is.
      failures.push(error.message);
      await endStream(pool, parts.plan.runId, clock.nowMs());
      return undefined;
    }
  });
}

function plannedRecords(plan: RunPlan, points: number): Partial<Record<ProviderName, number>> {
  const planned: Partial<Record<ProviderName, number>> = {};
  for (const { provider, series } of plan.datasets) {
    planned[provider] = (planned[provider] ?? 0) + series.length * points;
  }
  return planned;
}
