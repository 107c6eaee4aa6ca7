/**
 * Who is alive: every worker holds a session lock on its id, and PostgreSQL lets go of it the moment
 * its connection ends, however the process died. Jobs of workers whose lock is free are given back.
 *
 * unregistered → registered (lock held, row written) → lost (connection gone) → registered again, or released.
 */
import pg from "pg";
import { describeError } from "../core/errors.ts";
import { databaseSchema, jobsSchema } from "../core/names.ts";
import type { Logger } from "../telemetry/logger.ts";
import { sleep } from "./sleep.ts";

export interface WorkerLiveness {
  /**
   * Resolves once this process holds the lock of `workerId` and its row is written; keeps trying while
   * PostgreSQL is away. Call it before the worker takes its first job.
   */
  register(workerId: string): Promise<void>;
  /** Gives back what jobs the worker still holds, and lets go of it. */
  release(workerId: string): Promise<void>;
  /** Lets go of all workers and stops looking for dead ones. */
  close(): Promise<void>;
}

export interface WorkerLivenessOptions {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  /** What the row says about this process, e.g. `ingestion`. */
  readonly process: string;
  readonly log: Logger;
  /** How often to look for dead workers, real milliseconds. */
  readonly sweepMs?: number;
}

const defaultSweepMs = 750;
const reconnectMs = 100;
/** A job that failed waits for graphile-worker's own backoff, which grows to hours; here it is tried again soon. */
const jobRetrySeconds = 2;

export function startWorkerLiveness(options: WorkerLivenessOptions): WorkerLiveness {
  const { databaseUrl, pool, log, process: processName, sweepMs = defaultSweepMs } = options;
  const stop = new AbortController();
  const workers = new Set<string>();
  let connection: Promise<pg.Client> | undefined;
  /** Settles when the connection is free: it takes one statement at a time. */
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> {
    const result = turn.then(connected).then(work);
    // Whoever waits for its turn does not care how the one before it ended.
    turn = result.catch(() => undefined);
    return result;
  }

  /** The one connection that holds all locks of this process; made anew when it is lost. */
  function connected(): Promise<pg.Client> {
    connection ??= connect().catch((error: unknown) => {
      connection = undefined;
      throw error;
    });
    return connection;
  }

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: `${processName} liveness`,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on("error", (error) => {
      log.warn({ event: "liveness_lost", reason: describeError(error) });
    });
    await client.connect();
    for (const workerId of workers) await hold(client, workerId, processName);
    client.on("end", () => {
      connection = undefined;
      // At once, not at the next sweep: other workers are looking for free locks too.
      if (!stop.signal.aborted)
        void untilDone("reconnect", () => inTurn(noWork)).catch(() => undefined);
    });
    return client;
  }

  /** Rejects only when liveness is closed meanwhile. */
  async function untilDone(what: string, action: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        await action();
        return;
      } catch (error) {
        log.debug({ event: "liveness_retry", what, reason: describeError(error) });
        await sleep(reconnectMs, stop.signal);
      }
    }
  }

  async function sweepUntilClosed(): Promise<void> {
    let suspects: ReadonlySet<string> = new Set();
    while (!stop.signal.aborted) {
      try {
        suspects = await sweep(pool, [...workers], suspects, log);
        await reviveFailedJobs(pool);
      } catch (error) {
        log.debug({ event: "liveness_sweep_failed", reason: describeError(error) });
      }
      // Being closed is the one way out of the wait, and the loop's condition sees it.
      await sleep(sweepMs, stop.signal).catch(() => undefined);
    }
  }
  const sweeping = sweepUntilClosed();

  return {
    async register(workerId) {
      workers.add(workerId);
      await untilDone("register", () => inTurn((client) => hold(client, workerId, processName)));
      log.info({ event: "worker_registered", workerId });
    },
    async release(workerId) {
      workers.delete(workerId);
      await inTurn((client) => letGo(client, workerId));
    },
    async close() {
      stop.abort(new Error("liveness is closed"));
      await sweeping;
      if (connection === undefined) return;
      await inTurn(async (client) => {
        for (const workerId of workers) await letGo(client, workerId);
        await client.end();
      });
    },
  };
}

/** Connecting alone takes all locks again. */
function noWork(): Promise<void> {
  return Promise.resolve();
}

/** Locks of one session stack, so holding again what is held does no harm. */
async function hold(client: pg.Client, workerId: string, processName: string): Promise<void> {
  await client.query("select pg_advisory_lock(hashtext($1))", [workerId]);
  await client.query(
    `insert into ${databaseSchema}.workers (worker_id, process, pid) values ($1, $2, $3)
     on conflict (worker_id) do nothing`,
    [workerId, processName, process.pid],
  );
}

/** Without its row nobody asks for the worker's lock any more; the lock itself goes with the connection. */
async function letGo(client: pg.Client, workerId: string): Promise<void> {
  await client.query(`select ${jobsSchema}.force_unlock_workers($1)`, [[workerId]]);
  await client.query(`delete from ${databaseSchema}.workers where worker_id = $1`, [workerId]);
}

/**
 * Gives back the jobs of workers found dead for the second time: after a restart of PostgreSQL every lock
 * is free for a moment, and the living need it to take theirs again. Answers who was found for the first time.
 */
async function sweep(
  pool: pg.Pool,
  own: readonly string[],
  suspects: ReadonlySet<string>,
  log: Logger,
): Promise<Set<string>> {
  const { rows } = await pool.query<{ worker_id: string }>(
    `select worker_id from ${databaseSchema}.workers
     where worker_id <> all ($1) and pg_try_advisory_xact_lock(hashtext(worker_id))`,
    [own],
  );
  const free = rows.map((row) => row.worker_id);
  const dead = free.filter((workerId) => suspects.has(workerId));
  if (dead.length > 0) {
    await pool.query(`select ${jobsSchema}.force_unlock_workers($1)`, [dead]);
    await pool.query(`delete from ${databaseSchema}.workers where worker_id = any ($1)`, [dead]);
    log.warn({ event: "dead_workers_released", workers: dead });
  }
  return new Set(free.filter((workerId) => !suspects.has(workerId)));
}

/** graphile-worker waits e^attempts seconds before it runs a failed job again: too long for a pipeline. */
async function reviveFailedJobs(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select ${jobsSchema}.reschedule_jobs(ids, run_at => now(), attempts => 0)
     from (select array_agg(id) as ids from ${jobsSchema}.jobs
           where locked_at is null and attempts > 0 and run_at > now() + make_interval(secs => $1)) failed
     where ids is not null`,
    [jobRetrySeconds],
  );
}
