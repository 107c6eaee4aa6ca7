/** Handing a run to ingestion, and watching it from outside. Any ingestion process on the database takes it up. */
import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { databaseSchema, jobsSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { RunPlan } from "../core/plan.ts";
import { jobAttemptsMax, taskNames } from "./tasks.ts";

export interface ProviderProgress {
  readonly units: { readonly total: number; readonly done: number; readonly failed: number };
  readonly pages: number;
  /** Observations acknowledged by Kafka. */
  readonly records: number;
  readonly quarantined: number;
  /** One sentence per failed unit, without secrets. */
  readonly errors: readonly string[];
}

export interface RunProgress {
  /** `planned`: not split into units yet. `fetched` and `failed` are final. */
  readonly state: "planned" | "running" | "fetched" | "failed";
  /** Providers of the plan that have units by now. */
  readonly providers: Readonly<Partial<Record<ProviderName, ProviderProgress>>>;
}

/** Resolves once the run is stored and will be taken up. Submitting the same run again changes nothing. */
export async function submitRun(pool: pg.Pool, plan: RunPlan): Promise<void> {
  // Ingestion may never have run on this database yet.
  await runMigrations({ pgPool: pool, schema: jobsSchema });
  // One statement, so the run and its job are there together or not at all.
  await pool.query(
    `with submitted as (
       insert into ${databaseSchema}.runs (run_id, plan) values ($1, $2)
       on conflict (run_id) do nothing
       returning run_id)
     select ${jobsSchema}.add_job($3, json_build_object('runId', run_id),
       job_key => $3 || '/' || run_id, max_attempts => $4)
     from submitted`,
    [plan.runId, JSON.stringify(plan), taskNames.planRun, jobAttemptsMax],
  );
}

interface ProgressRow {
  readonly provider: ProviderName;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly pages: number;
  readonly records: number;
  readonly quarantined: number;
  readonly errors: readonly string[];
}

/** Rejects when the run was never submitted. */
export async function readRunProgress(pool: pg.Pool, runId: string): Promise<RunProgress> {
  const { rows: runs } = await pool.query<{ state: RunProgress["state"] }>(
    `select state from ${databaseSchema}.runs where run_id = $1`,
    [runId],
  );
  const [run] = runs;
  if (run === undefined) throw new Error(`Cannot find run "${runId}": expected a submitted run`);
  // Units of polls that ended were added up and are gone.
  const { rows } = await pool.query<ProgressRow>(
    `with counted as (
       select provider, 1 as total, (state = 'done')::int as done, (state = 'failed')::int as failed,
         pages::float8, records::float8, quarantined::float8,
         case when error is not null then dataset || ' ' || unit || ': ' || error end as error
       from ${databaseSchema}.checkpoints where run_id = $1
       union all
       select provider, units, units, 0, pages, records, quarantined, null
       from ${databaseSchema}.polls where run_id = $1)
     select provider, sum(total)::int as total, sum(done)::int as done, sum(failed)::int as failed,
       sum(pages) as pages, sum(records) as records, sum(quarantined) as quarantined,
       coalesce(array_agg(error order by error) filter (where error is not null), '{}') as errors
     from counted group by provider`,
    [runId],
  );
  const providers = Object.fromEntries(
    rows.map(({ provider, total, done, failed, ...rest }) => [
      provider,
      { units: { total, done, failed }, ...rest },
    ]),
  );
  return { state: run.state, providers };
}
