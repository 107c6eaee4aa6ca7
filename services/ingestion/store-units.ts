/** Units become work: an open checkpoint and a job each. */
import type pg from "pg";
import { describeError } from "../core/errors.ts";
import { databaseSchema, jobsSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset } from "../core/plan.ts";
import type { FetchUnit } from "../providers/connector.ts";
import { withoutSecrets } from "../telemetry/logger.ts";
import { type FetchUnitPayload, jobAttemptsMax, taskNames } from "./tasks.ts";

export interface UnitRow {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly unit: string;
  readonly error: string | null;
  /** Null where there is nothing to fetch. */
  readonly payload: FetchUnitPayload | null;
  /** Where the unit stands in its dataset: datasets of one provider take turns. */
  readonly place: number;
}

const placesMax = 30_000;

/** `index`: where the unit stands in its dataset. */
export function unitRow(runId: string, unit: FetchUnit, index: number): UnitRow {
  return {
    provider: unit.provider,
    dataset: unit.dataset,
    unit: unit.unit,
    error: null,
    payload: { runId, unit },
    place: Math.min(index, placesMax),
  };
}

/** Name of the failed unit that stands for a dataset which cannot be split. */
const planUnit = "plan";

/** A dataset its connector cannot split becomes one failed unit: the rest of the run goes on. */
export function refusedRow(
  { provider, dataset }: Pick<PlannedDataset, "provider" | "dataset">,
  error: unknown,
): UnitRow {
  const sentence = withoutSecrets(describeError(error));
  return { provider, dataset, unit: planUnit, error: sentence, payload: null, place: 0 };
}

/** Inside the caller's transaction. Units that are stored already stay as they are. */
export async function storeUnits(
  client: pg.ClientBase,
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
  if (units.every(({ payload }) => payload === null)) return;
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
}
