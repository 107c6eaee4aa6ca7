/** The jobs of ingestion as functions. */
import type { Task } from "graphile-worker";
import type pg from "pg";
import type { ProviderName } from "../core/observation.ts";
import type { ProviderConnector } from "../providers/connector.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { finishRun } from "./finish-run.ts";
import { planRun } from "./plan-run.ts";
import { type UnitSignals, type UnitTools, runUnit } from "./run-unit.ts";
import { type FetchUnitPayload, taskNames } from "./tasks.ts";

export interface TaskOptions {
  readonly pool: pg.Pool;
  readonly connectors: Readonly<Record<ProviderName, ProviderConnector>>;
  readonly toolsOf: (provider: ProviderName, dataset: string) => UnitTools;
  readonly signals: UnitSignals;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface IngestionTasks {
  readonly planRun: Task<typeof taskNames.planRun>;
  readonly fetchUnit: Task<typeof taskNames.fetchUnit>;
}

export function createTasks(options: TaskOptions): IngestionTasks {
  const { pool, connectors, signals, metrics, log } = options;
  const running = metrics.gauge("ingest_jobs_running");

  async function fetchUnit({ runId, unit }: FetchUnitPayload): Promise<void> {
    const { provider, dataset } = unit;
    running.inc({ provider });
    try {
      const outcome = await runUnit(options.toolsOf(provider, dataset), runId, unit, signals);
      // A job that ends well is deleted; this one has more to do, by whoever takes it next.
      if (outcome === "interrupted") throw new Error("the process is stopping");
    } finally {
      running.dec({ provider });
    }
    await finishRun(pool, runId);
  }

  return {
    planRun: logged(log, async ({ runId }) => {
      const units = await planRun(pool, connectors, runId);
      log.info({ event: "run_planned", runId, units });
    }),
    fetchUnit: logged(log, fetchUnit),
  };
}

/** A job that throws is tried again soon; here is where people learn why. */
function logged<Name extends keyof GraphileWorker.Tasks>(
  log: Logger,
  work: Task<Name>,
): Task<Name> {
  return async (payload, helpers) => {
    try {
      await work(payload, helpers);
    } catch (error) {
      log.warn({ event: "job_put_back", error });
      throw error;
    }
  };
}
