/**
 * Runs jobs for as long as the process lives. graphile-worker ends its runner when PostgreSQL is away for long or at
 * a bad moment; then a new one is started.
 *
 * waiting (for PostgreSQL) → running → ending → ended, or given up → waiting …; stopped from anywhere, once and for good.
 */
import { EventEmitter } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import {
  Logger as JobLogger,
  run,
  type Runner,
  type Task,
  type TaskList,
  type WorkerEvents,
} from "graphile-worker";
import type pg from "pg";
import { describeError } from "../core/errors.ts";
import { jobsSchema } from "../core/names.ts";
import { sleep } from "../stability/sleep.ts";
import type { WorkerLiveness } from "../stability/worker-liveness.ts";
import type { Logger } from "../telemetry/logger.ts";

export interface JobRunnerOptions {
  readonly pool: pg.Pool;
  readonly liveness: WorkerLiveness;
  readonly tasks: TaskList;
  /** Jobs at the same time. */
  readonly concurrency: number;
  /** Jobs with one of these flags are left to others. */
  readonly forbiddenFlags: readonly string[];
  readonly log: Logger;
  /** Told why no jobs run, and null when they do. */
  readonly onTrouble: (reason: string | null) => void;
}

export interface JobRunner {
  /** Takes no further jobs, and resolves once those under way have ended or `limitMs` have passed. */
  stop(limitMs: number): Promise<void>;
}

/** NOTIFY wakes the worker at once; the poll finds jobs whose time has come, and those of the dead. */
const pollMs = 500;
const restartMs = 250;
/** How often to look for forgotten jobs, and how old a lock must be: a job that was just taken begins within moments. */
const forgottenMs = { look: 2_000, age: 5_000 };

/**
 * How long a runner that ends itself may take. When PostgreSQL dies while its workers end, the library may wait for
 * them for ever: it takes no more jobs, and never says that it has ended.
 */
const shutdownMs = 8_000;

export function startJobRunner(options: JobRunnerOptions): JobRunner {
  const { liveness, log, onTrouble } = options;
  const stopping = new AbortController();
  let runner: Runner | undefined;
  let registered: { readonly poolId: string; readonly done: Promise<void> } | undefined;
  /** Ids of the jobs this runner is really at work on. */
  const active = new Set<string>();
  const tasks = Object.fromEntries(
    // Proof for the cast: what calls a task gives it the payload of its name.
    Object.entries(options.tasks).map(([name, task]) => [name, noted(task as Task, active)]),
  );

  async function runOnce(): Promise<void> {
    registered = undefined;
    const events: WorkerEvents = new EventEmitter();
    const stuck = new Promise<void>((resolve) => {
      events.once("pool:gracefulShutdown", () => {
        // Who is stopped from outside has a limit of its own.
        if (!stopping.signal.aborted) setTimeout(resolve, shutdownMs).unref();
      });
    });
    runner = await run({
      events,
      pgPool: options.pool,
      schema: jobsSchema,
      taskList: tasks,
      parsedCronItems: [],
      concurrency: options.concurrency,
      pollInterval: pollMs,
      noHandleSignals: true,
      forbiddenFlags: [...options.forbiddenFlags],
      logger: new JobLogger(() => (level, message) => {
        logJobLine(log, level, message);
      }),
      preset: {
        // Without the delay the library does not wait for these statements, and one that fails ends the process.
        worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 },
        plugins: [registerPlugin(onWorkerStarted)],
      },
    });
    onTrouble(null);
    if (stopping.signal.aborted) await runner.stop();
    const ended = runner.promise.then(() => true);
    // Where it is given up below, nobody waits for how it ends.
    ended.catch(() => undefined);
    if (await Promise.race([ended, stuck.then(() => false)])) return;
    // Jobs it has under way go on, and may run a second time beside themselves: a checkpoint moves for one of them alone.
    log.warn({ event: "job_runner_given_up", afterMs: shutdownMs });
  }

  /** All workers of a runner lock jobs under the id of their pool; none may begin before it is registered. */
  function onWorkerStarted(poolId: string): Promise<void> {
    if (registered?.poolId !== poolId) registered = { poolId, done: liveness.register(poolId) };
    return registered.done;
  }

  async function runUntilStopped(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await runOnce();
      } catch (error) {
        log.warn({ event: "job_runner_ended", reason: describeError(error) });
        onTrouble(`Jobs cannot run: ${describeError(error)}`);
      }
      if (registered !== undefined) {
        // Where PostgreSQL is away, the living find the id without its lock once this process has ended.
        await liveness.release(registered.poolId).catch(() => undefined);
      }
      // Being stopped is the one way out of the wait, and the loop's condition sees it.
      await sleep(restartMs, stopping.signal).catch(() => undefined);
    }
  }
  const running = runUntilStopped();
  const looking = setInterval(() => {
    const poolId = registered?.poolId;
    if (poolId === undefined) return;
    // Where PostgreSQL is away, the next look finds what there is.
    releaseForgotten(options.pool, poolId, active, log).catch(() => undefined);
  }, forgottenMs.look);

  return {
    async stop(limitMs) {
      stopping.abort(new Error("the job runner is stopped"));
      clearInterval(looking);
      // It may have ended by itself, which is as good.
      const stopped = Promise.resolve(runner?.stop()).catch(() => undefined);
      await Promise.race([
        Promise.all([stopped, running]),
        pause(limitMs, undefined, { ref: false }),
      ]);
    },
  };
}

function noted(task: Task, active: Set<string>): Task {
  return async (payload, helpers) => {
    active.add(helpers.job.id);
    try {
      await task(payload, helpers);
    } finally {
      active.delete(helpers.job.id);
    }
  };
}

/**
 * A job is taken by one statement. When PostgreSQL dies after storing it and before answering, the job is locked by
 * a worker that lives and knows nothing of it: nobody would ever run it.
 */
async function releaseForgotten(
  pool: pg.Pool,
  poolId: string,
  active: ReadonlySet<string>,
  log: Logger,
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `update ${jobsSchema}._private_jobs set locked_by = null, locked_at = null, run_at = now()
     where locked_by = $1 and locked_at < now() - make_interval(secs => $2) and id::text <> all ($3)
     returning id::text as id`,
    [poolId, forgottenMs.age / 1_000, [...active]],
  );
  if (rows.length === 0) return;
  log.warn({ event: "forgotten_jobs_released", jobs: rows.map(({ id }) => id) });
}

function registerPlugin(onWorkerStarted: (poolId: string) => Promise<void>): GraphileConfig.Plugin {
  return {
    name: "RegisterWorkerPool",
    version: "1.0.0",
    worker: {
      hooks: {
        // Runs before the worker asks for its first job.
        startWorker: (_context, { worker }) => onWorkerStarted(worker.workerPool.id),
      },
    },
  };
}

/** The tasks log what people need to know; the library's lines are for those who look for its mistakes. */
function logJobLine(log: Logger, level: string, message: string): void {
  const line = { event: "job_worker", message };
  if (level === "error" && !message.startsWith("Failed task")) log.warn(line);
  else log.debug(line);
}
