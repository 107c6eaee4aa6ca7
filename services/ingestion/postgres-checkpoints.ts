/** Checkpoints and quarantine in PostgreSQL. Waits out a restart of the database, so that a page need not be fetched again. */
import pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import { databaseSchema } from "../core/names.ts";
import { sleep } from "../stability/sleep.ts";
import type { Checkpoint, CheckpointStore, PageProgress, UnitKey } from "./checkpoint.ts";
import { storeRejects } from "./quarantine.ts";

const retryMs = 100;
const retryMsMax = 1_000;

type Queryable = Pick<pg.Pool | pg.PoolClient, "query">;

/** Condition of one checkpoint; its key takes parameters 1 to 4. */
const thisUnit = `run_id = $1 and provider = $2 and dataset = $3 and unit = $4`;

export function createPostgresCheckpoints(pool: pg.Pool, patienceMs: number): CheckpointStore {
  return {
    read: (key, signal) =>
      waitOutRestarts(patienceMs, signal, async () => {
        const { rows } = await pool.query<Checkpoint>(
          `select state, cursor, pages from ${databaseSchema}.checkpoints where ${thisUnit}`,
          keyOf(key),
        );
        return rows[0] ?? null;
      }),
    advance: (key, from, progress, signal) =>
      waitOutRestarts(patienceMs, signal, () => step(pool, key, from, progress)),
    fail: (key, sentence, rejects, signal) =>
      waitOutRestarts(patienceMs, signal, () =>
        transact(pool, async (client) => {
          await storeRejects(client, key, rejects);
          await client.query(
            `update ${databaseSchema}.checkpoints
             set state = 'failed', error = $5, quarantined = quarantined + $6, updated_at = now()
             where ${thisUnit} and state = 'open'`,
            [...keyOf(key), sentence, rejects.length],
          );
        }),
      ),
  };
}

/**
 * Moves on only from where this worker believes the unit to be. Between pages the commit is not waited for: a crash
 * of PostgreSQL takes the unit some pages back, and what is published twice is suppressed where it lands.
 */
async function step(
  pool: pg.Pool,
  key: UnitKey,
  from: Checkpoint,
  progress: PageProgress,
): Promise<Checkpoint | null> {
  const { rejects } = progress;
  return rejects.length === 0
    ? updateStep(pool, key, from, progress)
    : transact(pool, async (client) => {
        await storeRejects(client, key, rejects);
        return updateStep(client, key, from, progress);
      });
}

async function updateStep(
  client: Queryable,
  key: UnitKey,
  from: Checkpoint,
  progress: PageProgress,
): Promise<Checkpoint | null> {
  const { rows } = await client.query<Checkpoint>(
    `with commit as (select set_config('synchronous_commit', $9, true))
     update ${databaseSchema}.checkpoints
     set cursor = coalesce($6, cursor), state = $7, pages = pages + 1, records = records + $8,
       quarantined = quarantined + $10, updated_at = now()
     from commit where ${thisUnit} and state = 'open' and pages = $5
     returning state, cursor, pages`,
    [
      ...keyOf(key),
      from.pages,
      cursorText(progress),
      progress.next === null ? "done" : "open",
      progress.records,
      progress.next === null ? "on" : "off",
      progress.rejects.length,
    ],
  );
  return rows[0] ?? null;
}

function cursorText({ next }: PageProgress): string | null {
  return next === null ? null : JSON.stringify(next);
}

function keyOf(key: UnitKey): unknown[] {
  return [key.runId, key.provider, key.dataset, key.unit];
}

async function transact<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    // A connection that cannot roll back is gone, and the transaction with it.
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Repeats `action` while the connection is the trouble. Rejects with DATABASE_UNAVAILABLE when patience ends. */
async function waitOutRestarts<Result>(
  patienceMs: number,
  signal: AbortSignal,
  action: () => Promise<Result>,
): Promise<Result> {
  const started = Date.now();
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await action();
    } catch (error) {
      if (!isConnectionTrouble(error)) throw error;
      if (Date.now() - started > patienceMs) {
        throw new SandboxError(
          "DATABASE_UNAVAILABLE",
          `Cannot reach PostgreSQL for ${patienceMs} ms: ${describeError(error)}`,
          {},
          error,
        );
      }
    }
    await sleep(Math.min(retryMs * 2 ** Math.min(attempt, 10), retryMsMax), signal);
  }
}

/** SQL states 08 (connection), 57P (shutdown, crash, starting) and 53300 (too many connections), or a broken socket. */
function isConnectionTrouble(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return /^(08|57P|53300)/.test(error.code ?? "");
  return error instanceof Error && !(error instanceof TypeError || error instanceof RangeError);
}
