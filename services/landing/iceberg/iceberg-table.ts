/**
 * One Iceberg v2 table that batches are appended to. Preparing is separate from committing, so that a
 * lost race repeats the cheap part only:
 *
 *     stage ──▶ commit ──▶ (caller's COMMIT) ──▶ committed
 *       │         └──▶ (caller's ROLLBACK) ──▶ rolledBack ──▶ commit again …
 *       └──▶ discard
 *
 * The catalog is two tables in the caller's own PostgreSQL database, so the pointer to the new table
 * state moves in the transaction that holds the rows and the offsets: both or neither.
 */
import type pg from "pg";
import type { ObservationColumns } from "../observation-columns.ts";

/** A batch whose files are on disk, synced, and visible to nobody. */
export interface StagedAppend {
  /** The snapshot the batch becomes when it is committed; positive, 63 bits. */
  readonly snapshotId: bigint;
  readonly rows: number;
  /** Size of the data files. */
  readonly bytes: number;
  /** Data files, one per partition. */
  readonly files: number;
}

export interface IcebergTable {
  /** `file:///…` of the table, without a trailing slash. */
  readonly location: string;

  /**
   * Writes the rows as Parquet (one file per partition) and one manifest, synced to disk.
   * `columns` and `select` are copied before the call returns its promise: their buffers may be filled again at once.
   * Several batches may be staged at a time; each is committed on its own, in any order.
   * Throws WAREHOUSE_FULL when the disk or quota has no room, WAREHOUSE_UNAVAILABLE for any other failure;
   * in both cases nothing of the batch is left behind and staging it again is right.
   * @param select Indexes of the rows to write, at least one; all rows when absent.
   */
  stage(columns: ObservationColumns, select?: Int32Array): Promise<StagedAppend>;

  /**
   * Inside the caller's open transaction: loads the pointer, writes manifest list and metadata JSON and moves the
   * pointer by compare-and-set. The pointer's row stays locked until the transaction ends, so other writers of this
   * process family wait instead of losing: make it the transaction's last statement. At READ COMMITTED a conflict
   * needs an engine that replaces the row; at higher levels it is a serialization failure.
   * Throws ICEBERG_COMMIT_CONFLICT, ICEBERG_TABLE_UNSUPPORTED, WAREHOUSE_FULL, WAREHOUSE_UNAVAILABLE; then roll back
   * and call `rolledBack`.
   * @param summary Added to the snapshot's summary, e.g. the run id and the offsets after the batch.
   */
  commit(
    staged: StagedAppend,
    client: pg.ClientBase,
    summary: Readonly<Record<string, string>>,
  ): Promise<{ readonly metadataLocation: string }>;

  /** After COMMIT returned: adopts the new state and deletes metadata files that left the log. Never throws. */
  committed(staged: StagedAppend): Promise<void>;

  /** After a rollback or a conflict: deletes the attempt's list and metadata JSON, keeps data files and manifest. Never throws. */
  rolledBack(staged: StagedAppend): Promise<void>;

  /** Gives the batch up: deletes its data files and its manifest. Never throws. */
  discard(staged: StagedAppend): Promise<void>;

  /**
   * For a COMMIT whose answer was lost: whether the batch is in the table. Waits until the old connection's
   * transaction has ended on the server, so ask it, on a fresh connection, before reading anything else the
   * transaction wrote. Then call `committed` or `rolledBack`.
   */
  isCommitted(staged: StagedAppend, client: pg.ClientBase): Promise<boolean>;

  /**
   * Deletes files under the table's location that no kept snapshot and no log entry names and that are older than
   * `olderThanMs`, which must exceed the longest time from staging to commit. Returns how many were deleted.
   */
  sweepOrphans(client: pg.ClientBase, olderThanMs: number): Promise<number>;
}
