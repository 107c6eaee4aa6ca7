/** One run on a sandbox that is up: plan, fetch, land, reconcile, judge. */
import type { Admin, Kafka } from "kafkajs";
import type pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { RunPlan } from "../core/plan.ts";
import { submitRun } from "../ingestion/submit-run.ts";
import { createDatabasePool, migrateDatabase } from "../stability/database.ts";
import { createKafkaClient } from "../stability/kafka-client.ts";
import { type ObservationCodec, createObservationCodec } from "../stability/observation-codec.ts";
import { type Logger, withoutSecrets } from "../telemetry/logger.ts";
import { awaitRun } from "./await-run.ts";
import { buildVerdict } from "./build-verdict.ts";
import type { Progress } from "./progress.ts";
import { type FailedUnit, readFailedUnits } from "./reconcile/given-up.ts";
import { type Reconciliation, reconcile } from "./reconcile/reconcile.ts";
import { type Catalogue, fetchCatalogue, planRun } from "./run-plan.ts";
import type { ProviderConfig } from "./sandbox-config.ts";
import type { Sandbox } from "./start-sandbox.ts";
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

export interface PlayRunOptions {
  readonly runId: string;
  readonly startedAtMs: number;
  readonly sandbox: Sandbox;
  readonly providers: readonly ProviderConfig[];
  readonly progress: Progress;
  readonly log: Logger;
  readonly signal: AbortSignal;
  /** Phases that already passed; this adds its own. */
  readonly phases: Verdict["phases"];
  readonly events: Verdict["events"];
}

export async function playRun(
  options: PlayRunOptions,
): Promise<{ verdict: Verdict; timeline: Timeline }> {
  const { sandbox, providers, phases, progress, runId, signal } = options;
  const { endpoints, settings } = sandbox;
  const names = providers.map(({ name }) => name);
  const failures: string[] = [];
  await migrateDatabase(endpoints.postgres, options.log);
  const clients = await connectToSandbox(endpoints, options.log);
  async function phase<Result>(
    name: string,
    title: string,
    work: (tell: (detail: string) => void) => Promise<Result>,
  ): Promise<Result> {
    const startedAt = Date.now();
    try {
      return await progress.step(title, work);
    } finally {
      phases.push({ name, ms: Date.now() - startedAt });
    }
  }
  try {
    const plan = await phase("plan", "Planning", () => makePlan(options, signal));
    const fetchStartedAtMs = Date.now();
    await submitRun(clients.pool, plan);
    await phase("ingest", "Fetching and landing", async (tell) => {
      try {
        const { pool, admin } = clients;
        const planned = plannedRecords(plan, settings.points);
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
      return reconcileSandbox(sandbox, clients, names, failedUnits, signal);
    });
    const batches = await readLandedBatches(clients.pool, fetchStartedAtMs);
    const verdict = buildVerdict({
      runId,
      seed: settings.seed,
      stack: sandbox.kind,
      startedAtMs: options.startedAtMs,
      endedAtMs: Date.now(),
      fetchStartedAtMs,
      reconciliation,
      batches,
      phases,
      events: options.events,
      endpoints: { ...endpoints, postgres: withoutSecrets(endpoints.postgres) },
      failures,
    });
    return { verdict, timeline: createTimeline(batches, fetchStartedAtMs) };
  } finally {
    // A connection that will not close has nothing more to say about the run.
    await clients.close().catch((error: unknown) => {
      options.log.warn({ event: "close_failed", message: describeError(error) });
    });
  }
}

export function reconcileSandbox(
  sandbox: { readonly directory: { readonly paths: { readonly ledger: string } } },
  clients: SandboxClients,
  providers: readonly ProviderName[],
  failedUnits: readonly FailedUnit[],
  signal: AbortSignal,
): Promise<Reconciliation> {
  const { kafka, pool, codec } = clients;
  return reconcile(
    { ledgerDirectory: sandbox.directory.paths.ledger, kafka, pool, codec, signal },
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

function plannedRecords(plan: RunPlan, points: number): Partial<Record<ProviderName, number>> {
  const planned: Partial<Record<ProviderName, number>> = {};
  for (const { provider, series } of plan.datasets) {
    planned[provider] = (planned[provider] ?? 0) + series.length * points;
  }
  return planned;
}
