/** Which jobs one ingestion process works on, how many at once, and how they end. */
import type pg from "pg";
import { type ProviderName, providerNames } from "../core/observation.ts";
import { connectors } from "../providers/connector-table.ts";
import type { Readiness } from "../stability/readiness.ts";
import type { WorkerLiveness } from "../stability/worker-liveness.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { createTasks } from "./create-tasks.ts";
import { startJobRunner } from "./job-runner.ts";
import type { UnitTools } from "./run-unit.ts";
import type { IngestionSettings } from "./settings.ts";
import { taskNames } from "./tasks.ts";

export interface JobsOptions {
  readonly pool: pg.Pool;
  readonly liveness: WorkerLiveness;
  readonly toolsOf: (provider: ProviderName, dataset: string) => UnitTools;
  readonly settings: IngestionSettings;
  /** Aborted: no further page is begun. */
  readonly stopping: AbortSignal;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface Jobs {
  /** Resolves once all jobs have ended; pages under way are dropped when they take too long. */
  stop(): Promise<void>;
}

export function startJobs(options: JobsOptions): Jobs {
  const { pool, liveness, toolsOf, settings, stopping, readiness, metrics, log } = options;
  const abort = new AbortController();
  const signals = { stopping, abort: abort.signal };
  const tasks = createTasks({ pool, connectors, toolsOf, signals, metrics, log });
  const shared = { pool, liveness, log };
  const planner = startJobRunner({
    ...shared,
    tasks: { [taskNames.planRun]: tasks.planRun },
    concurrency: 1,
    forbiddenFlags: [],
    onTrouble: (reason) => {
      readiness.set("planning", reason);
    },
  });
  // A runner per provider: none takes more units than it works on, and a slow provider holds up no other.
  const fetchers = providerNames.map((provider) =>
    startJobRunner({
      ...shared,
      tasks: { [taskNames.fetchUnit]: tasks.fetchUnit },
      concurrency: settings.unitsPerProvider,
      forbiddenFlags: providerNames.filter((other) => other !== provider),
      onTrouble: (reason) => {
        readiness.set(`jobs of ${provider}`, reason);
      },
    }),
  );
  return {
    async stop() {
      const late = setTimeout(() => {
        abort.abort(new Error("the process has stopped"));
      }, settings.stopMs);
      await Promise.all([planner, ...fetchers].map((runner) => runner.stop(settings.stopMs * 2)));
      clearTimeout(late);
    },
  };
}
