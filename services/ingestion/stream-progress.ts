/** Watching a streaming run from outside, and telling it where it ends. */
import type pg from "pg";
import { databaseSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";

/** Instants are UTC milliseconds of the sandbox's clock. */
export interface DatasetProgress {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly nextMs: number;
  readonly openUnits: number;
  readonly closed: boolean;
  readonly polls: number;
  readonly merged: number;
  /** Polls with a unit that was given up; the next one made up for it. */
  readonly failed: number;
  readonly lagMsMax: number;
}

/** Empty until the run was taken up. */
export async function readStreamProgress(pool: pg.Pool, runId: string): Promise<DatasetProgress[]> {
  const { rows } = await pool.query<DatasetProgress>(
    `select p.provider, p.dataset, p.next_ms::float8 as "nextMs", p.closed, p.polls, p.merged, p.failed,
       p.lag_ms_max::float8 as "lagMsMax",
       (select count(*) from ${databaseSchema}.checkpoints c
        where c.run_id = p.run_id and c.provider = p.provider and c.dataset = p.dataset
          and c.state = 'open')::int as "openUnits"
     from ${databaseSchema}.polls p where p.run_id = $1 order by p.provider, p.dataset`,
    [runId],
  );
  return rows;
}

/** Every dataset is polled once more as soon as the clock has come there. Of several ends the earliest holds, planned ones too. */
export async function endStream(pool: pg.Pool, runId: string, atMs: number): Promise<void> {
  await pool.query(
    `update ${databaseSchema}.runs set stream_end_ms = least(stream_end_ms, $2) where run_id = $1`,
    [runId, Math.floor(atMs)],
  );
}

/**
 * Values landed since the clock showed `sinceMs` for intervals that had one before: silent revisions, and later vintages
 * where the provider dates them.
 */
export async function countRevisions(
  pool: pg.Pool,
  sinceMs: number,
): Promise<Partial<Record<ProviderName, number>>> {
  const { rows } = await pool.query<{ provider: ProviderName; revisions: number }>(
    `select s.provider, count(*)::int as revisions
     from ${databaseSchema}.observation_values v join ${databaseSchema}.series s using (series_key)
     where v.as_of >= to_timestamp($1::float8 / 1000)
       and exists (select from ${databaseSchema}.observation_values earlier
                   where earlier.series_key = v.series_key and earlier.interval_start = v.interval_start
                     and earlier.as_of < v.as_of)
     group by s.provider`,
    [sinceMs],
  );
  return Object.fromEntries(rows.map(({ provider, revisions }) => [provider, revisions]));
}
