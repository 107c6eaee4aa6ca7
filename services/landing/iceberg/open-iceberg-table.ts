/** Opens a provider's Iceberg table: the port of `iceberg-table.ts` on a local disk and PostgreSQL. */
import { randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { icebergNamespace, icebergTableName } from "../../core/names.ts";
import type { ProviderName } from "../../core/observation.ts";
import { appendSnapshot } from "./append-snapshot.ts";
import { type Queryable, movePointer, readPointer } from "./catalog.ts";
import type { IcebergTable, StagedAppend } from "./iceberg-table.ts";
import { createManifestMerger } from "./manifest-merger.ts";
import { type ManifestRow, encodeManifestList, manifestContent } from "./manifest-list.ts";
import { summarizeAppend } from "./snapshot-summary.ts";
import type { StagedFiles } from "./stage-batch.ts";
import { listOldFiles, reachablePaths } from "./sweep-orphans.ts";
import { currentSnapshot, nextMetadataName, serializeTableMetadata } from "./table-metadata.ts";
import { createPartitionField, partitionTransformOf } from "./table-schema.ts";
import {
  type TableState,
  assertLayout,
  layoutOf,
  loadOrCreateTable,
  loadTableState,
  unsupported,
} from "./table-state.ts";
import {
  removeFile,
  syncDirectory,
  toPath,
  toUri,
  warehousePath,
  writeSynced,
} from "./warehouse-files.ts";
import type { WarehouseWorker } from "./warehouse-worker.ts";

export interface IcebergTableOptions {
  readonly provider: ProviderName;
  /** `file:///…` */
  readonly warehouseUrl: string;
  /** For the first look only; commits run on their caller's connection. */
  readonly database: Queryable;
  /** Shared by the tables of a process; whoever created it closes it. */
  readonly worker: WarehouseWorker;
}

/** One try to make a staged batch visible. */
interface Attempt {
  readonly state: TableState;
  readonly listPath: string;
  readonly released: readonly string[];
}

interface StagedBatch {
  readonly files: StagedFiles;
  attempts: number;
  attempt: Attempt | undefined;
}

/** Throws CONFIG_INVALID, DATABASE errors as pg has them, ICEBERG_TABLE_UNSUPPORTED, WAREHOUSE_FULL, WAREHOUSE_UNAVAILABLE. */
export async function openIcebergTable(options: IcebergTableOptions): Promise<IcebergTable> {
  const { provider, worker } = options;
  const table = icebergTableName(provider);
  const wantedField = createPartitionField(partitionTransformOf[provider]);
  const path = join(warehousePath(options.warehouseUrl), icebergNamespace, table);
  let current = await loadOrCreateTable(options.database, table, path, wantedField);
  const layout = layoutOf(current.metadata, table, wantedField);
  const metadataDirectory = join(layout.path, "metadata");
  const merger = createManifestMerger(layout, worker);
  const batches = new Map<bigint, StagedBatch>();

  function batchOf(staged: StagedAppend): StagedBatch {
    const batch = batches.get(staged.snapshotId);
    if (batch === undefined) {
      throw new Error(`Expected a staged batch, got snapshot ${staged.snapshotId}, which is gone`);
    }
    return batch;
  }

  async function stateAt(location: string): Promise<TableState> {
    return location === current.location ? current : await loadTableState(location);
  }

  function newSnapshotId(): bigint {
    for (;;) {
      const id = randomBytes(8).readBigUInt64LE() >> 1n;
      const taken = current.metadata.snapshots.some((snapshot) => snapshot["snapshot-id"] === id);
      if (id > 0n && !taken && !batches.has(id)) return id;
    }
  }

  /** Writes list and metadata of the next state; on failure nothing of them stays. */
  async function writeAttempt(
    base: TableState,
    staged: StagedAppend,
    batch: StagedBatch,
    extraSummary: Readonly<Record<string, string>>,
  ): Promise<Attempt> {
    const sequence = base.metadata["last-sequence-number"] + 1n;
    const parent = currentSnapshot(base.metadata);
    const others = merger.replace(base.manifests, staged.snapshotId, sequence);
    const manifests = [manifestRow(staged, batch.files, sequence), ...others.rows];
    const attempt = ++batch.attempts;
    const listName = `snap-${staged.snapshotId}-${attempt}-${randomUUID()}.avro`;
    const listPath = join(metadataDirectory, listName);
    const metadataPath = join(metadataDirectory, nextMetadataName(base.location));
    const counts = {
      ...staged,
      manifestsCreated: 1 + others.created,
      manifestsKept: others.rows.length - others.created,
      manifestsReplaced: others.replaced,
    };
    const { metadata, released } = appendSnapshot(
      base.metadata,
      base.location,
      {
        snapshotId: staged.snapshotId,
        sequenceNumber: sequence,
        manifestList: toUri(listPath),
        summary: summarizeAppend(parent, counts, extraSummary),
      },
      Date.now(),
    );
    const list = encodeManifestList(
      {
        snapshotId: staged.snapshotId,
        parentSnapshotId: parent?.["snapshot-id"],
        sequenceNumber: sequence,
      },
      manifests,
    );
    const writes = await Promise.allSettled([
      writeSynced(listPath, list),
      writeSynced(metadataPath, Buffer.from(serializeTableMetadata(metadata))),
    ]);
    try {
      for (const write of writes) if (write.status === "rejected") throw write.reason;
      await syncDirectory(metadataDirectory);
    } catch (error) {
      await Promise.all([removeFile(listPath), removeFile(metadataPath)]);
      throw error;
    }
    return { state: { location: toUri(metadataPath), metadata, manifests }, listPath, released };
  }

  function manifestRow(staged: StagedAppend, files: StagedFiles, sequence: bigint): ManifestRow {
    return {
      manifest_path: toUri(files.manifest.path),
      manifest_length: BigInt(files.manifest.bytes),
      partition_spec_id: layout.partitionSpecId,
      content: manifestContent.data,
      sequence_number: sequence,
      min_sequence_number: sequence,
      added_snapshot_id: staged.snapshotId,
      added_files_count: staged.files,
      existing_files_count: 0,
      deleted_files_count: 0,
      added_rows_count: BigInt(staged.rows),
      existing_rows_count: 0n,
      deleted_rows_count: 0n,
      partitions: [
        {
          contains_null: false,
          contains_nan: false,
          lower_bound: Buffer.from(files.partitionBounds.lower),
          upper_bound: Buffer.from(files.partitionBounds.upper),
        },
      ],
      key_metadata: null,
    };
  }

  async function forgetAttempt(batch: StagedBatch): Promise<void> {
    const { attempt } = batch;
    batch.attempt = undefined;
    if (attempt === undefined) return;
    await Promise.all([removeFile(attempt.listPath), removeFile(toPath(attempt.state.location))]);
  }

  return {
    location: toUri(layout.path),

    async stage(columns, select) {
      const rows = select?.length ?? columns.length;
      if (rows === 0) throw new Error("Expected at least one row: an empty batch has no data file");
      const snapshotId = newSnapshotId();
      const files = await worker.stage({ ...layout, snapshotId, columns, select });
      batches.set(snapshotId, { files, attempts: 0, attempt: undefined });
      return { snapshotId, rows, bytes: files.bytes, files: files.dataPaths.length };
    },

    async commit(staged, client, summary) {
      const batch = batchOf(staged);
      await forgetAttempt(batch);
      const location = await readPointer(client, table, "for update");
      if (location === undefined) throw unsupported(table, "it is not in the catalog any more");
      const base = await stateAt(location);
      assertLayout(base.metadata, table, layout);
      const attempt = await writeAttempt(base, staged, batch, summary);
      batch.attempt = attempt;
      await movePointer(client, table, base.location, attempt.state.location);
      return { metadataLocation: attempt.state.location };
    },

    async committed(staged) {
      const { attempt } = batchOf(staged);
      batches.delete(staged.snapshotId);
      if (attempt === undefined) return;
      const { state, released } = attempt;
      const sequence = state.metadata["last-sequence-number"];
      if (sequence > current.metadata["last-sequence-number"]) current = state;
      await Promise.all(released.map((uri) => removeFile(toPath(uri))));
      await merger.observe(current);
    },

    async rolledBack(staged) {
      await forgetAttempt(batchOf(staged));
    },

    async discard(staged) {
      const batch = batches.get(staged.snapshotId);
      if (batch === undefined) return;
      batches.delete(staged.snapshotId);
      await forgetAttempt(batch);
      const { dataPaths, manifest } = batch.files;
      await Promise.all([...dataPaths, manifest.path].map(removeFile));
    },

    async isCommitted(staged, client) {
      const { attempt } = batchOf(staged);
      const location = await readPointer(client, table, "for share");
      if (location === undefined || attempt === undefined) return false;
      if (location === attempt.state.location) return true;
      const { snapshots, "metadata-log": log } = (await stateAt(location)).metadata;
      return (
        snapshots.some((snapshot) => snapshot["snapshot-id"] === staged.snapshotId) ||
        log.some((entry) => entry["metadata-file"] === attempt.state.location)
      );
    },

    async sweepOrphans(client, olderThanMs) {
      // Listed first: a file that is committed after the listing is too young or already named by the state below.
      const old = await listOldFiles(layout.path, Date.now() - olderThanMs);
      const location = await readPointer(client, table);
      if (location === undefined) return 0;
      const { metadata } = await stateAt(location);
      const named = await reachablePaths(location, metadata, layout.partitionField);
      for (const { files, attempt } of batches.values()) {
        for (const file of [...files.dataPaths, files.manifest.path]) named.add(file);
        if (attempt !== undefined) {
          named.add(attempt.listPath).add(toPath(attempt.state.location));
        }
      }
      for (const file of merger.pendingPaths()) named.add(file);
      const orphans = old.filter((file) => !named.has(file));
      await Promise.all(orphans.map(removeFile));
      return orphans.length;
    },
  };
}
