/** Jobs on a real PostgreSQL that nobody would run any more. */
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobsSchema } from "../../../services/core/names.ts";
import { type JobRunner, startJobRunner } from "../../../services/ingestion/job-runner.ts";
import { createDatabasePool, migrateDatabase } from "../../../services/stability/database.ts";
import {
  type WorkerLiveness,
  startWorkerLiveness,
} from "../../../services/stability/worker-liveness.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { type TestPostgres, startPostgres } from "../../support/postgres.ts";
import { eventually } from "../../support/run-cli.ts";

const log = createLogger("test", "silent");

let postgres: TestPostgres;
let pool: pg.Pool;
let liveness: WorkerLiveness;
let runner: JobRunner;
const ran: unknown[] = [];
let finish: () => void = () => undefined;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrateDatabase(postgres.url, log);
  pool = createDatabasePool(postgres.url, log, "test");
  await runMigrations({ pgPool: pool, schema: jobsSchema });
  liveness = startWorkerLiveness({ databaseUrl: postgres.url, pool, process: "test", log });
  runner = startJobRunner({
    ...{ pool, liveness, log, concurrency: 2, forbiddenFlags: [] },
    tasks: {
      async test(payload) {
        ran.push(payload);
        if (payload === "long") await new Promise<void>((resolve) => (finish = resolve));
      },
    },
    onTrouble: () => undefined,
  });
});
afterAll(async () => {
  finish();
  await runner.stop(2_000);
  await liveness.close();
  await pool.end();
  await postgres.stop();
});

/** The id under which the runner locks its jobs. */
function workerId(): Promise<string> {
  return eventually("the worker is registered", async () => {
    const { rows } = await pool.query<{ id: string }>(
      "select worker_id as id from sandbox.workers",
    );
    return rows[0]?.id;
  });
}

/** A job locked by the runner a minute ago, as PostgreSQL leaves one when it dies between storing the lock and telling of it. */
async function addForgotten(payload: string): Promise<void> {
  const id = await workerId();
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query(`select ${jobsSchema}.add_job('test', to_json($1::text))`, [payload]);
    await client.query(
      `update ${jobsSchema}._private_jobs set locked_by = $1, locked_at = now() - interval '1 minute'
       where locked_by is null`,
      [id],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
}

describe("startJobRunner()", () => {
  it("runs a job that is locked by itself although it never heard of it", async () => {
    await addForgotten("forgotten");
    await eventually("it is done", async () => {
      const { rowCount } = await pool.query(`select from ${jobsSchema}._private_jobs`);
      return rowCount === 0 || undefined;
    });
    expect(ran).toEqual(["forgotten"]);
  });

  it("leaves a job alone that it is at work on, however long that takes", async () => {
    await pool.query(`select ${jobsSchema}.add_job('test', '"long"')`);
    await eventually("it runs", () => ran.includes("long") || undefined);
    await pool.query(
      `update ${jobsSchema}._private_jobs set locked_at = locked_at - interval '1 hour'`,
    );
    // One beside it that was forgotten shows that the runner has looked.
    await addForgotten("beside");
    await eventually("the other runs", () => ran.includes("beside") || undefined);
    expect(ran.filter((payload) => payload === "long")).toEqual(["long"]);
    finish();
  });

  it("is replaced when it ends itself and never comes to its end", async () => {
    await pool.query(`select ${jobsSchema}.add_job('test', '"long"')`);
    await eventually(
      "it runs again",
      () => ran.filter((one) => one === "long").length === 2 || undefined,
    );
    // A job whose end cannot be stored ends the library's runner, which waits for the long one then.
    await pool.query(
      `create function refuse() returns trigger language plpgsql as $$ begin raise 'refused'; end $$;
       create trigger refuse before delete on ${jobsSchema}._private_jobs
       for each row when (old.payload::text = '"unfinished"') execute function refuse()`,
    );
    await pool.query(`select ${jobsSchema}.add_job('test', '"unfinished"')`);
    await eventually("it has run", () => ran.includes("unfinished") || undefined);
    await pool.query(`drop function refuse cascade`);
    await pool.query(`select ${jobsSchema}.add_job('test', '"after"')`);
    await eventually("another runner runs", () => ran.includes("after") || undefined);
    finish();
  });
});
