/**
 * One batch into both sinks, exactly once: rows, next offsets, unreadable messages and the Iceberg pointer stand in
 * one PostgreSQL transaction. Data files are written beside it and are seen by nobody until it commits.
 *
 *   keys ─▶ BEGIN ─▶ offsets ─▶ rows ∥ files ─▶ pointer ─▶ evidence ─▶ COMMIT
 *
 * The offsets come first: they move only if nobody else moved them, and lock out whoever tries meanwhile.
 * Rows that have landed before make COPY fail; then the batch is looked through against what is kept, and
 * what is new of it lands in a second go.
 */
import type pg from "pg";
import type { Batch } from "./batch.ts";
import type { IcebergTable, StagedAppend } from "./iceberg/iceberg-table.ts";
import type { BatchKeys, KeyResolver } from "./keys.ts";
import { copyInto } from "./landed-versions.ts";
import { copyRowsStatement, encodeCopyRows } from "./copy-rows.ts";
import { databaseError, isUniqueViolation } from "./landing-errors.ts";
import { everything, isSameSelection, lookThrough, type Selection } from "./selection.ts";
import {
  countLatencies,
  describeSnapshot,
  keepEvidence,
  keepUnreadable,
  moveOffsets,
  wasCommitted,
} from "./transaction-statements.ts";

export interface LandingResult {
  readonly landed: number;
  readonly duplicates: number;
  readonly revisions: number;
  /** Landed rows per bucket of provider answer → commit latency (`services/core/latency.ts`). */
  readonly latencyCounts: readonly number[];
  /** From BEGIN to before COMMIT, in milliseconds. */
  readonly transactionMs: number;
}

export type LandingOutcome =
  | { readonly outcome: "landed"; readonly result: LandingResult }
  /** COMMIT was sent and its answer lost: `settle` reads what became of it. */
  | { readonly outcome: "unclear"; readonly cause: unknown };

export interface BatchLanding {
  /**
   * Resolves once the batch is durable in both sinks, or its commit is unclear. On a rejection nothing of it is
   * visible, and calling again goes on with the files already written.
   */
  land(): Promise<LandingOutcome>;
  /** After "unclear": the result when the commit went through, null when the batch is to be landed again. */
  settle(): Promise<LandingResult | null>;
  /** Gives the batch up and its files back. Not for a batch whose commit is unclear: its files may be in the table. */
  abandon(): Promise<void>;
}

/** What the batches of one provider share. */
export interface LandingParts {
  readonly pool: pg.Pool;
  readonly table: IcebergTable;
  readonly keys: KeyResolver;
  /** Duplicates come in droves (a replay, a restart): after some, the next batch is looked through at once. */
  expectDuplicates: boolean;
}

/**
 * Whoever waits for locks asks again after 10 s. Whoever holds them and has gone silent (a frozen process whose
 * partitions were given to another) is cut off, between statements after 15 s, inside one after a minute.
 */
const beginStatement = [
  "begin",
  "set local lock_timeout = '10s'",
  "set local idle_in_transaction_session_timeout = '15s'",
  "set local statement_timeout = '60s'",
].join("; ");

export function createBatchLanding(parts: LandingParts, batch: Batch): BatchLanding {
  const { pool, table, keys } = parts;
  let staged: { readonly files: StagedAppend; readonly selection: Selection } | undefined;
  let awaited: LandingResult | undefined;

  async function stage(selection: Selection): Promise<StagedAppend> {
    if (staged !== undefined && isSameSelection(staged.selection, selection)) return staged.files;
    await discard();
    const files = await table.stage(selection.columns, selection.rows);
    staged = { files, selection };
    return files;
  }

  async function discard(): Promise<void> {
    const given = staged;
    staged = undefined;
    if (given !== undefined) await table.discard(given.files);
  }

  /** COPY and Parquet at the same time; undefined when there is nothing to write. */
  async function writeRows(
    client: pg.ClientBase,
    known: BatchKeys,
    selection: Selection,
  ): Promise<StagedAppend | undefined> {
    if (selection.count === 0) return undefined;
    const [files, copied] = await Promise.allSettled([
      stage(selection),
      copyInto(client, copyRowsStatement, encodeCopyRows(selection.columns, known, selection.rows)),
    ]);
    // Both have ended: neither works on while the transaction is rolled back.
    if (copied.status === "rejected") throw copied.reason;
    if (files.status === "rejected") throw files.reason;
    return files.value;
  }

  /** Everything up to COMMIT. */
  async function fill(
    client: pg.ClientBase,
    known: BatchKeys,
    careful: boolean,
    pointing: (files: StagedAppend) => void,
  ): Promise<LandingResult> {
    const startedAt = performance.now();
    await client.query(beginStatement);
    await moveOffsets(client, batch);
    const selection = careful ? await lookThrough(client, batch, known) : everything(batch);
    const files = await writeRows(client, known, selection);
    await keepUnreadable(client, batch);
    if (files !== undefined) {
      const summary = await describeSnapshot(client, batch);
      pointing(files);
      await table.commit(files, client, summary);
    }
    const { count: landed, duplicates, revisions } = selection;
    const latencyCounts = countLatencies(batch, selection.rows, Date.now());
    const result = { landed, duplicates, revisions, latencyCounts };
    await keepEvidence(client, batch, result, files?.snapshotId);
    return { ...result, transactionMs: performance.now() - startedAt };
  }

  async function attempt(known: BatchKeys, careful: boolean): Promise<LandingOutcome> {
    const client = await pool.connect();
    let pointed: StagedAppend | undefined;
    let unusable: Error | undefined;
    try {
      const result = await fill(client, known, careful, (files) => {
        pointed = files;
      });
      try {
        await client.query("commit");
      } catch (cause) {
        awaited = result;
        unusable = new Error("its COMMIT was not answered", { cause });
        return { outcome: "unclear", cause };
      }
      await adopt(result);
      return { outcome: "landed", result };
    } catch (error) {
      unusable = await rollBack(client);
      if (pointed !== undefined) await table.rolledBack(pointed);
      throw error;
    } finally {
      client.release(unusable);
    }
  }

  async function adopt(result: LandingResult): Promise<void> {
    parts.expectDuplicates = result.duplicates > 0;
    const files = staged?.files;
    staged = undefined;
    if (files === undefined) return;
    await (result.landed > 0 ? table.committed(files) : table.discard(files));
  }

  return {
    async land() {
      try {
        const known = await keys.resolve(batch.columns);
        const shared = known.sameSeries.some((series) => series.length > 1);
        try {
          return await attempt(known, parts.expectDuplicates || shared);
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
          return await attempt(known, true);
        }
      } catch (error) {
        throw databaseError(`land ${batch.messages} messages of ${batch.provider}`, error);
      }
    },

    async settle() {
      try {
        if (await wasCommitted(pool, batch)) {
          if (awaited !== undefined) await adopt(awaited);
          return awaited ?? null;
        }
        if (staged !== undefined) await table.rolledBack(staged.files);
        return null;
      } catch (error) {
        throw databaseError(`read what became of batch ${batch.id}`, error);
      }
    },

    abandon: discard,
  };
}

/** An error when the connection is of no more use. */
async function rollBack(client: pg.ClientBase): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
