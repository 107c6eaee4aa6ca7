/** Runs, units, checkpoints, quarantine and worker liveness in a real PostgreSQL. */
import { Logger as JobLogger, run } from "graphile-worker";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SandboxError } from "../../../services/core/errors.ts";
import { type ProviderName, providerNames } from "../../../services/core/observation.ts";
import type { PlannedDataset, RunPlan } from "../../../services/core/plan.ts";
import {
  type Checkpoint,
  type CheckpointStore,
  type Reject,
  type UnitKey,
  wholePage,
} from "../../../services/ingestion/checkpoint.ts";
import { finishRun } from "../../../services/ingestion/finish-run.ts";
import { planRun } from "../../../services/ingestion/plan-run.ts";
import { createPostgresCheckpoints } from "../../../services/ingestion/postgres-checkpoints.ts";
import { readRunProgress, submitRun } from "../../../services/ingestion/submit-run.ts";
import type { ProviderConnector } from "../../../services/providers/connector.ts";
import { createDatabasePool, migrateDatabase } from "../../../services/stability/database.ts";
import { startWorkerLiveness } from "../../../services/stability/worker-liveness.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { type TestPostgres, startPostgres } from "../../support/postgres.ts";
import { eventually } from "../../support/run-cli.ts";

const never = new AbortController().signal;
const log = createLogger("test", "silent");

let postgres: TestPostgres;
let pool: pg.Pool;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrateDatabase(postgres.url, log);
  pool = createDatabasePool(postgres.url, log, "test");
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

/** One unit per planned series; the dataset "unknown" cannot be split. */
const connector: ProviderConnector = {
  provider: "fred",
  quota: [],
  plan({ dataset, series }) {
    if (dataset === "unknown") throw new SandboxError("CONFIG_INVALID", "Cannot plan it");
    return series.map(({ seriesId, startMs, endMs }) => ({
      provider: "fred",
      dataset,
      unit: seriesId,
      series: [],
      startMs,
      endMs,
    }));
  },
  request: () => ({ url: "", headers: {}, description: "" }),
  parse: () => {
    throw new Error("not asked for here");
  },
};
const connectors = Object.fromEntries(
  providerNames.map((name) => [name, connector]),
  // Proof for the cast: the list mapped over holds every provider name.
) as Record<ProviderName, ProviderConnector>;

function planOf(runId: string, datasets: readonly [string, readonly string[]][]): RunPlan {
  return {
    runId,
    datasets: datasets.map(([dataset, ids]): PlannedDataset => ({
      provider: "fred",
      dataset,
      series: ids.map((seriesId) => ({ seriesId, params: {}, startMs: 0, endMs: 1 })),
    })),
  };
}

interface JobRow {
  readonly task_identifier: string;
  readonly key: string;
}

async function jobsOf(runId: string): Promise<JobRow[]> {
  const { rows } = await pool.query<JobRow>(
    "select task_identifier, key from sandbox_jobs.jobs where key like $1 order by key",
    [`%${runId}%`],
  );
  return rows;
}

describe("submitRun() and planRun()", () => {
  it("store a run and its job once, however often it is submitted", async () => {
    const plan = planOf("twice", [["d", ["A"]]]);
    await submitRun(pool, plan);
    await submitRun(pool, plan);
    expect(await jobsOf("twice")).toEqual([{ task_identifier: "plan_run", key: "plan_run/twice" }]);
    expect(await readRunProgress(pool, "twice")).toEqual({ state: "planned", providers: {} });
  });

  it("split a run into units and jobs once, however often it is planned", async () => {
    await submitRun(pool, planOf("split", [["d", ["A", "B"]]]));
    expect(await planRun(pool, connectors, "split")).toBe(2);
    expect(await planRun(pool, connectors, "split")).toBe(0);
    const { state, providers } = await readRunProgress(pool, "split");
    expect(state).toBe("running");
    expect(providers.fred).toEqual({
      units: { total: 2, done: 0, failed: 0 },
      pages: 0,
      records: 0,
      quarantined: 0,
      errors: [],
    });
    expect((await jobsOf("split")).map(({ key }) => key)).toEqual([
      "plan_run/split",
      "split/fred/d/A",
      "split/fred/d/B",
    ]);
  });

  it("go on without a dataset that cannot be split, and name it", async () => {
    await submitRun(
      pool,
      planOf("partly", [
        ["unknown", ["A"]],
        ["d", ["B"]],
      ]),
    );
    await planRun(pool, connectors, "partly");
    const { state, providers } = await readRunProgress(pool, "partly");
    expect(state).toBe("running");
    expect(providers.fred?.units).toEqual({ total: 2, done: 0, failed: 1 });
    expect(providers.fred?.errors).toEqual(["unknown plan: Cannot plan it"]);
  });

  it("end a run with nothing to fetch at once", async () => {
    await submitRun(pool, planOf("empty", []));
    await planRun(pool, connectors, "empty");
    expect((await readRunProgress(pool, "empty")).state).toBe("fetched");
  });

  it("plan thousands of units in one go", async () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `S${index}`);
    await submitRun(pool, planOf("large", [["d", ids]]));
    expect(await planRun(pool, connectors, "large")).toBe(5_000);
    expect(await jobsOf("large")).toHaveLength(5_001);
  });

  it("say which run they cannot find", async () => {
    await expect(readRunProgress(pool, "nowhere")).rejects.toThrow('"nowhere"');
  });
});

describe("createPostgresCheckpoints()", () => {
  const keyOf = (run: string): UnitKey => ({
    runId: run,
    provider: "fred",
    dataset: "d",
    unit: "A",
  });
  const checkpoints = (): CheckpointStore => createPostgresCheckpoints(pool, 5_000);

  async function readOf(key: UnitKey): Promise<Checkpoint> {
    const found = await checkpoints().read(key, never);
    if (found === null) throw new Error("the unit is missing");
    return found;
  }
  async function planned(runId: string): Promise<{ key: UnitKey; from: Checkpoint }> {
    await submitRun(pool, planOf(runId, [["d", ["A"]]]));
    await planRun(pool, connectors, runId);
    const key = keyOf(runId);
    return { key, from: await readOf(key) };
  }
  const step = (page: number | null, records = 10, rejects: readonly Reject[] = []) => ({
    next: page === null ? null : { page },
    records,
    rejects,
  });

  it("know nothing of units that were never planned", async () => {
    expect(await checkpoints().read(keyOf("never"), never)).toBeNull();
  });

  it("move from page to page to the end, and add up", async () => {
    const { key, from } = await planned("move");
    expect(from).toEqual({ state: "open", cursor: null, pages: 0 });
    const first = await checkpoints().advance(key, from, step(1), never);
    expect(first).toEqual({ state: "open", cursor: { page: 1 }, pages: 1 });
    expect(await readOf(key)).toEqual(first);
    await checkpoints().advance(key, await readOf(key), step(null, 7), never);
    await finishRun(pool, "move");
    const { state, providers } = await readRunProgress(pool, "move");
    expect([state, providers.fred?.pages, providers.fred?.records]).toEqual(["fetched", 2, 17]);
  });

  it("refuse a step from where the unit no longer is, so that nothing is counted twice", async () => {
    const { key, from } = await planned("fence");
    await checkpoints().advance(key, from, step(1), never);
    expect(await checkpoints().advance(key, from, step(1), never)).toBeNull();
    expect((await readRunProgress(pool, "fence")).providers.fred?.records).toBe(10);
  });

  it("refuse a step of a unit that has ended", async () => {
    const { key, from } = await planned("ended");
    await checkpoints().fail(key, "PROVIDER_REFUSED: no", [], never);
    expect(await checkpoints().advance(key, from, step(1), never)).toBeNull();
    await finishRun(pool, "ended");
    const { state, providers } = await readRunProgress(pool, "ended");
    expect([state, providers.fred?.errors]).toEqual(["failed", ["d A: PROVIDER_REFUSED: no"]]);
  });

  const reject: Reject = {
    pageId: "0123456789abcdef",
    recordIndex: 3,
    seriesId: "S\0\ud800",
    intervalStartMs: Date.UTC(2026, 0, 1, 12, 30),
    asOfMs: null,
    reasons: [
      { class: "field-type", sentence: 'value "\0": expected a number' },
      { class: "time", sentence: "second" },
    ],
    raw: Buffer.from([0, 255, 10, 34]),
    contentType: "text/csv",
    request: "/data?x=1",
  };

  it("keep rejects byte for byte, with the step, and once", async () => {
    const { key, from } = await planned("rejects");
    await checkpoints().advance(key, from, step(1, 9, [reject]), never);
    await checkpoints().fail(key, "later", [reject, { ...reject, recordIndex: wholePage }], never);
    const { rows } = await pool.query<Record<string, unknown>>(
      `select record_index, series_id, interval_start, as_of, reasons, classes, raw, content_type, request
       from sandbox.quarantine where run_id = 'rejects' order by record_index desc`,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      record_index: 3,
      series_id: "S\\0\ufffd",
      interval_start: new Date(Date.UTC(2026, 0, 1, 12, 30)),
      as_of: null,
      reasons: ['value "\\0": expected a number', "second"],
      classes: ["field-type", "time"],
      raw: reject.raw,
      content_type: "text/csv",
      request: "/data?x=1",
    });
  });

  it("keep rejects whose instants no calendar knows", async () => {
    const { key, from } = await planned("instants");
    const odd = [Number.NaN, Number.POSITIVE_INFINITY, -1e18, 8.64e15].map(
      (intervalStartMs, recordIndex): Reject => ({ ...reject, intervalStartMs, recordIndex }),
    );
    await checkpoints().advance(key, from, step(1, 0, odd), never);
    const { rows } = await pool.query<{ n: number }>(
      `select count(*)::int as n from sandbox.quarantine where run_id = 'instants'`,
    );
    expect(rows).toEqual([{ n: 4 }]);
  });

  it("keep more rejects than one statement holds", async () => {
    const { key, from } = await planned("many");
    const many = Array.from({ length: 4_500 }, (_, recordIndex): Reject => ({
      ...reject,
      recordIndex,
    }));
    await checkpoints().advance(key, from, step(null, 0, many), never);
    expect((await readRunProgress(pool, "many")).providers.fred?.quarantined).toBe(4_500);
  });

  it("give up with DATABASE_UNAVAILABLE when PostgreSQL stays away, and at once when stopped", async () => {
    const dead = new pg.Pool({ connectionString: "postgresql://aurum@127.0.0.1:1/aurum" });
    const key = keyOf("away");
    await expect(createPostgresCheckpoints(dead, 200).read(key, never)).rejects.toMatchObject({
      code: "DATABASE_UNAVAILABLE",
    });
    const controller = new AbortController();
    const waiting = createPostgresCheckpoints(dead, 60_000).read(key, controller.signal);
    controller.abort(new Error("stopping"));
    await expect(waiting).rejects.toThrow("stopping");
    await dead.end();
  });
});

describe("startWorkerLiveness()", () => {
  async function workers(): Promise<string[]> {
    const { rows } = await pool.query<{ worker_id: string }>(
      "select worker_id from sandbox.workers order by worker_id",
    );
    return rows.map(({ worker_id: workerId }) => workerId);
  }
  async function lockJob(key: string, workerId: string): Promise<void> {
    await pool.query("select sandbox_jobs.add_job('sleep', job_key => $1)", [key]);
    await pool.query(
      "update sandbox_jobs._private_jobs set locked_by = $2, locked_at = now() where key = $1",
      [key, workerId],
    );
  }
  async function lockedBy(key: string): Promise<string | null | undefined> {
    const { rows } = await pool.query<{ locked_by: string | null }>(
      "select locked_by from sandbox_jobs.jobs where key = $1",
      [key],
    );
    return rows[0]?.locked_by;
  }
  const start = () =>
    startWorkerLiveness({ databaseUrl: postgres.url, pool, process: "test", log, sweepMs: 50 });
  /** Resolves when the dead were looked for at least twice: a worker without a lock is gone then. */
  async function untilSwept(): Promise<void> {
    await pool.query("insert into sandbox.workers values ('never alive', 'test', 1)");
    await eventually("the dead are cleared", async () =>
      (await workers()).includes("never alive") ? undefined : true,
    );
  }

  it("gives back the jobs of a worker whose connection ended, and leaves the living alone", async () => {
    const alive = start();
    await alive.register("alive");
    const dead = new pg.Client({ connectionString: postgres.url });
    await dead.connect();
    await dead.query("select pg_advisory_lock(hashtext('dead'))");
    await dead.query("insert into sandbox.workers values ('dead', 'test', 1)");
    await lockJob("job of dead", "dead");
    await lockJob("job of alive", "alive");
    await untilSwept();
    expect(await lockedBy("job of dead")).toBe("dead");
    await dead.end();
    await eventually("the job is free", async () =>
      (await lockedBy("job of dead")) === null ? true : undefined,
    );
    expect(await workers()).toEqual(["alive"]);
    expect(await lockedBy("job of alive")).toBe("alive");
    await alive.close();
  });

  it("takes its locks again when its connection is cut, before others think it dead", async () => {
    const [one, two] = [start(), start()];
    await one.register("one");
    await two.register("two");
    await lockJob("job of one", "one");
    for (let cut = 0; cut < 3; cut++) {
      await pool.query(
        `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and objid::int8 = hashtext('one')::int8 & 4294967295`,
      );
      await untilSwept();
    }
    expect(await workers()).toEqual(["one", "two"]);
    expect(await lockedBy("job of one")).toBe("one");
    await Promise.all([one.close(), two.close()]);
    expect(await workers()).toEqual([]);
  });

  it("gives back what a worker still holds when it is released", async () => {
    const liveness = start();
    await liveness.register("leaving");
    await lockJob("job of leaving", "leaving");
    await liveness.release("leaving");
    expect(await lockedBy("job of leaving")).toBeNull();
    expect(await workers()).toEqual([]);
    await liveness.close();
  });

  it("has a job that failed tried again soon, not after graphile-worker's minutes", async () => {
    const liveness = start();
    let attempts = 0;
    const runner = await run({
      pgPool: pool,
      schema: "sandbox_jobs",
      noHandleSignals: true,
      pollInterval: 50,
      parsedCronItems: [],
      logger: new JobLogger(() => () => undefined),
      taskList: {
        flaky: () => {
          // The fifth attempt would come after e + e² + e³ + e⁴ = 85 s.
          if (++attempts < 5) throw new Error("not yet");
        },
      },
    });
    await runner.addJob("flaky", {});
    await eventually("it is tried five times", () => (attempts >= 5 ? true : undefined), 10_000);
    await runner.stop();
    await liveness.close();
  });
});
