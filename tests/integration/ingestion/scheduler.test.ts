/** The scheduler on a real PostgreSQL. Units are ended by the test, as the jobs of ingestion would. */
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnchoredClock, createClock } from "../../../services/core/clock.ts";
import { jobsSchema } from "../../../services/core/names.ts";
import type { RunPlan } from "../../../services/core/plan.ts";
import { planRun } from "../../../services/ingestion/plan-run.ts";
import { type Scheduler, startScheduler } from "../../../services/ingestion/scheduler.ts";
import { endStream, readStreamProgress } from "../../../services/ingestion/stream-progress.ts";
import { readRunProgress, submitRun } from "../../../services/ingestion/submit-run.ts";
import { connectors } from "../../../services/providers/connector-table.ts";
import { createDatabasePool, migrateDatabase } from "../../../services/stability/database.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { type Metrics, createMetrics } from "../../../services/telemetry/metrics.ts";
import { type TestPostgres, startPostgres } from "../../support/postgres.ts";
import { eventually } from "../../support/run-cli.ts";

const log = createLogger("test", "silent");
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** A Monday. */
const startMs = Date.UTC(2026, 2, 16);
const dataset = "electricity/rto/region-data";

let postgres: TestPostgres;
let pool: pg.Pool;
let clock: AnchoredClock;
let schedulers: Scheduler[] = [];
let metrics: Metrics;
let runId = "";
let runs = 0;

beforeAll(async () => {
  postgres = await startPostgres();
  await migrateDatabase(postgres.url, log);
  pool = createDatabasePool(postgres.url, log, "test");
  await runMigrations({ pgPool: pool, schema: jobsSchema });
});
beforeEach(async () => {
  runId = `run-${++runs}`;
  // Stands as good as still: the test moves it.
  clock = createClock({ startMs, originMs: Date.now(), scale: 1e-6 });
  await stream(null);
});
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.close()));
  schedulers = [];
  await pool.query("delete from sandbox.runs");
  await pool.query("delete from sandbox.checkpoints");
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

async function stream(endMs: number | null): Promise<void> {
  const params = { respondent: "CISO", type: "D", frequency: "hourly" };
  const series = [{ seriesId: "CISO.D.hourly", params, startMs: 0, endMs: 0 }];
  const plan: RunPlan = {
    runId,
    datasets: [{ provider: "eia", dataset, series }],
    stream: { startMs, endMs },
  };
  await submitRun(pool, plan);
  await planRun(pool, connectors, runId);
}

function schedule(): Scheduler {
  metrics = createMetrics("test");
  const databaseUrl = postgres.url;
  const scheduler = startScheduler({ databaseUrl, pool, connectors, clock, metrics, log });
  schedulers.push(scheduler);
  return scheduler;
}

function moveTo(atMs: number): void {
  clock.setAnchor({ startMs: atMs, originMs: Date.now(), scale: 1e-6 });
}

async function untilPolls(count: number) {
  return eventually(`poll ${count} is under way`, async () => {
    const [progress] = await readStreamProgress(pool, runId);
    return progress !== undefined && progress.polls >= count ? progress : undefined;
  });
}

/** What the poll under way asks for: `[first hour, hours]` after the stream's begin, from its job. */
async function openRange(): Promise<{ unit: string; fromHours: number; toHours: number }> {
  const { rows } = await pool.query<{ payload: { unit: { unit: string } & Range } }>(
    `select payload from ${jobsSchema}._private_jobs order by id desc limit 1`,
  );
  const unit = rows[0]?.payload.unit;
  if (unit === undefined) throw new Error("there is no job");
  const hours = (ms: number): number => (ms - startMs) / hourMs;
  return { unit: unit.unit, fromHours: hours(unit.startMs), toHours: hours(unit.endMs) };
}
interface Range {
  readonly startMs: number;
  readonly endMs: number;
}

async function endUnits(state: "done" | "failed", pages = 1): Promise<void> {
  await pool.query(
    `update sandbox.checkpoints set state = $2, pages = $3, records = 10 * $3,
       error = case when $2 = 'failed' then 'no answer' end
     where run_id = $1 and state = 'open'`,
    [runId, state, pages],
  );
}

describe("the scheduler", () => {
  it("begins with a modest history, and asks next for what is new since", async () => {
    schedule();
    await untilPolls(1);
    expect(await openRange()).toEqual({
      unit: "poll 1 CISO.D.hourly+0@2026-03-09T00:00",
      fromHours: -7 * 24,
      toHours: 30,
    });
    await endUnits("done");
    moveTo(startMs + 65 * minuteMs);
    await untilPolls(2);
    expect(await openRange()).toMatchObject({ fromHours: -8 });
  });

  it("never has two polls of a dataset under way, and makes one of what fell due meanwhile", async () => {
    schedule();
    await untilPolls(1);
    moveTo(startMs + 5 * hourMs + 10 * minuteMs);
    // It looks again and again; only what it must not do could be seen.
    await eventually("it has looked some times", looksOfScheduler(20));
    expect(await untilPolls(1)).toMatchObject({ polls: 1, openUnits: 1 });
    await endUnits("done");
    const second = await untilPolls(2);
    expect(second).toMatchObject({ polls: 2, merged: 5, openUnits: 1 });
    expect(second.nextMs).toBe(startMs + 6 * hourMs + 5 * minuteMs);
    expect(second.lagMsMax).toBe(5 * hourMs + 10 * minuteMs - 5 * minuteMs);
  });

  it("asks again for what a failed poll was to bring, and counts it", async () => {
    schedule();
    await untilPolls(1);
    await endUnits("done");
    moveTo(startMs + 10 * hourMs + 6 * minuteMs);
    await untilPolls(2);
    await endUnits("failed");
    moveTo(startMs + 20 * hourMs + 6 * minuteMs);
    expect(await untilPolls(3)).toMatchObject({ failed: 1 });
    // Since the first poll, not since the second.
    expect(await openRange()).toMatchObject({ fromHours: -8 });
    const { providers } = await readRunProgress(pool, runId);
    expect(providers.eia).toMatchObject({ units: { total: 3, done: 2, failed: 0 }, pages: 2 });
  });

  it("goes on where another left off, and only one works at a time", async () => {
    const first = schedule();
    await untilPolls(1);
    schedule();
    await endUnits("done");
    // Due since 00:05 and since 01:05.
    moveTo(startMs + 66 * minuteMs);
    await untilPolls(2);
    const holders = async (): Promise<number> => {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from pg_locks where locktype = 'advisory'
           and granted and objid::bigint = (hashtext('aurum-scheduler')::bigint & 4294967295)`,
      );
      return rows[0]?.count ?? 0;
    };
    expect(await holders()).toBe(1);
    await first.close();
    await endUnits("done");
    moveTo(startMs + 126 * minuteMs);
    expect(await untilPolls(3)).toMatchObject({ polls: 3, merged: 1 });
  });

  it("goes on after its connection was cut, without a second poll", async () => {
    schedule();
    await untilPolls(1);
    const cut = await pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'ingestion scheduler'`,
    );
    expect(cut.rowCount).toBe(1);
    await endUnits("done");
    moveTo(startMs + 66 * minuteMs);
    expect(await untilPolls(2)).toMatchObject({ polls: 2, openUnits: 1 });
  });

  it("polls everything once more at the end, and then the run is over", async () => {
    schedule();
    await untilPolls(1);
    await endUnits("done");
    await endStream(pool, runId, startMs + 30 * minuteMs);
    await endStream(pool, runId, startMs + 90 * hourMs);
    moveTo(startMs + 31 * minuteMs);
    await untilPolls(2);
    expect(await openRange()).toMatchObject({ fromHours: -7 * 24 });
    expect(await readRunProgress(pool, runId)).toMatchObject({ state: "running" });
    await endUnits("done", 3);
    await eventually("the run is over", async () => {
      const { state } = await readRunProgress(pool, runId);
      return state === "fetched" || undefined;
    });
    expect((await readRunProgress(pool, runId)).providers.eia).toMatchObject({
      units: { total: 2, done: 2, failed: 0 },
      pages: 4,
      records: 40,
    });
  });

  it("ends before its planned end when it is told to: a stream that is given up must not go on", async () => {
    await pool.query("update sandbox.runs set stream_end_ms = $1", [startMs + 240 * hourMs]);
    schedule();
    await untilPolls(1);
    await endStream(pool, runId, startMs + 30 * minuteMs);
    moveTo(startMs + 31 * minuteMs);
    await endUnits("done");
    await untilPolls(2);
    await endUnits("done");
    await eventually("the run is over", async () => {
      const { state } = await readRunProgress(pool, runId);
      return state === "fetched" || undefined;
    });
  });

  it("shows a growing age while nothing lands, and nothing at all once the stream is closed", async () => {
    const labels = `{provider="eia",dataset="${dataset}",process="test"}`;
    const shown = async (name: string): Promise<number | undefined> => {
      const text = await metrics.registry.getSingleMetricAsString(name);
      const line = text.split("\n").find((one) => one.startsWith(name + labels));
      return line === undefined ? undefined : Number(line.slice(name.length + labels.length));
    };
    const age = (): Promise<number | undefined> => shown("ingest_freshness_seconds");
    schedule();
    await untilPolls(1);
    moveTo(startMs + 40 * minuteMs);
    await eventually("the age is the stream's", async () => (await age()) === 2_400 || undefined);
    moveTo(startMs + 90 * minuteMs);
    await eventually("it has grown", async () => (await age()) === 5_400 || undefined);
    await eventually("the lag is that of the poll due at 00:05", async () => {
      return (await shown("ingest_poll_lag_seconds")) === 85 * 60 || undefined;
    });
    await endStream(pool, runId, startMs + 91 * minuteMs);
    moveTo(startMs + 92 * minuteMs);
    await endUnits("done");
    await eventually("its last poll is under way", async () => {
      const { rows } = await pool.query("select from sandbox.polls where final_ms is not null");
      return rows.length > 0 || undefined;
    });
    await endUnits("done");
    await eventually("nothing is shown any more", async () => {
      const values = [await age(), await shown("ingest_poll_lag_seconds")];
      return values.every((value) => value === undefined) || undefined;
    });
  });

  it("shows nothing any more when it is closed: another measures then", async () => {
    const scheduler = schedule();
    await untilPolls(1);
    const text = (): Promise<string> =>
      metrics.registry.getSingleMetricAsString("ingest_freshness_seconds");
    await eventually("it has measured", async () => (await text()).includes(dataset) || undefined);
    await scheduler.close();
    expect(await text()).not.toContain(dataset);
  });

  it("makes a run fail whose last poll failed", async () => {
    schedule();
    await untilPolls(1);
    await endUnits("done");
    await endStream(pool, runId, startMs);
    moveTo(startMs + minuteMs);
    await untilPolls(2);
    await endUnits("failed");
    await eventually("the run is over", async () => {
      const { state } = await readRunProgress(pool, runId);
      return state === "failed" || undefined;
    });
    const { providers } = await readRunProgress(pool, runId);
    expect(providers.eia?.errors).toEqual([expect.stringContaining("no answer")]);
  });
});

/** A condition that holds once the scheduler has asked PostgreSQL so many times. */
function looksOfScheduler(count: number): () => Promise<true | undefined> {
  let last = "";
  let seen = 0;
  return async () => {
    const { rows } = await pool.query<{ at: string }>(
      `select query_start::text as at from pg_stat_activity where application_name = 'ingestion scheduler'`,
    );
    const at = rows[0]?.at ?? "";
    if (at !== last) seen++;
    last = at;
    return seen >= count || undefined;
  };
}
