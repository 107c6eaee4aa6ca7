/** Splits a run into units: one open checkpoint and one job each, all in one transaction. */
import type pg from "pg";
import { describeError } from "../core/errors.ts";
import { databaseSchema, jobsSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset, RunPlan } from "../core/plan.ts";
import type { FetchUnit, ProviderConnector } from "../providers/connector.ts";
import { withoutSecrets } from "../telemetry/logger.ts";
import { finishRun } from "./finish-run.ts";
import { type FetchUnitPayload, jobAttemptsMax, taskNames } from "./tasks.ts";

interface UnitRow {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly unit: string;
  readonly error: string | null;
  /** Null where there is nothing to fetch. */
  readonly payload: FetchUnitPayload | null;
  /** Where the unit stands in its dataset: datasets of one provider take turns. */
  readonly place: number;
}

/** Name of the failed unit that stands for a dataset which cannot be split. */
const planUnit = "plan";
const placesMax = 30_000;

/** Planning a run again changes nothing. Resolves to the number of units, 0 when it was planned before. */
export async function planRun(
  pool: pg.Pool,
  connectors: Readonly<Record<ProviderName, ProviderConnector>>,
  runId: string,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query<{ plan: RunPlan }>(
      `select plan from ${databaseSchema}.runs where run_id = $1 and state = 'planned' for update`,
      [runId],
    );
    const units = rows.flatMap(({ plan }) =>
      plan.datasets.flatMap((dataset) => splitDataset(connectors, runId, dataset)),
    );
    if (rows.length > 0) await storeUnits(client, runId, units);
    await client.query("commit");
    await finishRun(pool, runId);
    return units.length;
  } catch (error) {
    // A connection that cannot roll back is closed below, which rolls back as well.
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** A dataset its connector cannot split becomes one failed unit: the rest of the run goes on. */
function splitDataset(
  connectors: Readonly<Record<ProviderName, ProviderConnector>>,
  runId: string,
  dataset: PlannedDataset,
): UnitRow[] {
  const named = { provider: dataset.provider, dataset: dataset.dataset };
  let units: readonly FetchUnit[];
  try {
    units = connectors[dataset.provider].plan(dataset);
  } catch (error) {
    const sentence = withoutSecrets(describeError(error));
    return [{ ...named, unit: planUnit, error: sentence, payload: null, place: 0 }];
  }
  return units.map((unit, index) => ({
    ...named,
    unit: unit.unit,
    error: null,
    payload: { runId, unit },
    place: Math.min(index, placesMax),
  }));
}

async function storeUnits(
  client: pg.PoolClient,
  runId: string,
  units: readonly UnitRow[],
): Promise<void> {
  const parameters = [runId, JSON.stringify(units)];
  await client.query(
    `insert into ${databaseSchema}.checkpoints (run_id, provider, dataset, unit, state, error)
     select $1, provider, dataset, unit, case when error is null then 'open' else 'failed' end, error
     from jsonb_to_recordset($2) as u (provider text, dataset text, unit text, error text)
     on conflict do nothing`,
    parameters,
  );
  await client.query(
    `select ${jobsSchema}.add_jobs(array_agg(
       ('${taskNames.fetchUnit}', payload, null, null, ${jobAttemptsMax},
        concat_ws('/', $1::text, provider, dataset, unit), place, array[provider]
       )::${jobsSchema}.job_spec))
     from json_to_recordset($2)
       as u (provider text, dataset text, unit text, payload json, place smallint)
     where payload is not null`,
    parameters,
  );
  await client.query(`update ${databaseSchema}.runs set state = 'running' where run_id = $1`, [
    runId,
  ]);
}
