import type pg from "pg";
import { databaseSchema } from "../core/names.ts";

/**
 * Closes a run none of whose units is open any more, and all of whose streams have ended. Called after every unit that ends, and again when its job is
 * repeated: of two units that end together, the later call sees both.
 */
export async function finishRun(pool: pg.Pool, runId: string): Promise<void> {
  await pool.query(
    `update ${databaseSchema}.runs r
     set finished_at = now(), state = case
       when exists (select from ${databaseSchema}.checkpoints c
                    where c.run_id = r.run_id and c.state = 'failed') then 'failed' else 'fetched' end
     where run_id = $1 and state = 'running'
       and not exists (select from ${databaseSchema}.checkpoints c
                       where c.run_id = r.run_id and c.state = 'open')
       and not exists (select from ${databaseSchema}.polls p
                       where p.run_id = r.run_id and not p.closed)`,
    [runId],
  );
}
