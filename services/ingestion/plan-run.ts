/**
 * Splits a run into units: one open checkpoint and one job each, all in one transaction. A streaming run gets a row
 * per dataset instead, from which the scheduler makes its polls.
 */
import type pg from "pg";
import { SandboxError } from "../core/errors.ts";
import { databaseSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset, RunPlan } from "../core/plan.ts";
import type { ProviderConnector } from "../providers/connector.ts";
import { scheduleOf } from "../providers/schedule-table.ts";
import { finishRun } from "./finish-run.ts";
import { type UnitRow, refusedRow, storeUnits, unitRow } from "./store-units.ts";

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
    const plan = rows[0]?.plan;
    const units = plan === undefined ? 0 : await storePlan(client, connectors, plan);
    await client.query("commit");
    await finishRun(pool, runId);
    return units;
  } catch (error) {
    // A connection that cannot roll back is closed below, which rolls back as well.
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function storePlan(
  client: pg.PoolClient,
  connectors: Readonly<Record<ProviderName, ProviderConnector>>,
  plan: RunPlan,
): Promise<number> {
  const { runId, datasets, stream } = plan;
  const units =
    stream === undefined
      ? datasets.flatMap((dataset) => splitDataset(connectors, runId, dataset))
      : await storePolls(client, plan, stream);
  await storeUnits(client, runId, units);
  await client.query(
    `update ${databaseSchema}.runs set state = 'running', stream_end_ms = $2 where run_id = $1`,
    [runId, stream?.endMs ?? null],
  );
  return units.length;
}

function splitDataset(
  connectors: Readonly<Record<ProviderName, ProviderConnector>>,
  runId: string,
  dataset: PlannedDataset,
): UnitRow[] {
  try {
    const units = connectors[dataset.provider].plan(dataset);
    return units.map((unit, index) => unitRow(runId, unit, index));
  } catch (error) {
    return [refusedRow(dataset, error)];
  }
}

/** Every dataset is due at once; one that nobody knows how to poll becomes a failed unit. */
async function storePolls(
  client: pg.PoolClient,
  { runId, datasets }: RunPlan,
  { startMs }: NonNullable<RunPlan["stream"]>,
): Promise<UnitRow[]> {
  const refused: UnitRow[] = [];
  for (const { provider, dataset } of datasets) {
    try {
      const { reread } = scheduleOf(provider, dataset);
      await client.query(
        `insert into ${databaseSchema}.polls (run_id, provider, dataset, next_ms, reread_ms)
         values ($1, $2, $3, $4, $5)`,
        [runId, provider, dataset, startMs, startMs + reread.everyMs],
      );
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      refused.push(refusedRow({ provider, dataset }, error));
    }
  }
  return refused;
}
