/**
 * Writes one batch to disk: a Parquet file per partition and a manifest that names them. Runs in the worker thread.
 * Encoding is processor work and writing is waiting, so files are written while the next ones are encoded.
 * When anything fails, everything of the batch that was written is removed again.
 */
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import type { ObservationColumns } from "../observation-columns.ts";
import {
  type TextDictionary,
  createTextDictionary,
  numberColumn,
  textColumn,
  timestampColumn,
} from "./column-values.ts";
import { type DataFile, encodeManifest, entryStatus } from "./manifest.ts";
import { type EncodedParquet, type ParquetColumn, encodeParquet } from "./parquet-file.ts";
import { renderOrdinal } from "./partition-transform.ts";
import { encodeInt } from "./single-value.ts";
import { type PartitionRows, partitionRows } from "./sort-rows.ts";
import {
  type PartitionField,
  observationFields,
  observationSchema,
  sortOrderId,
} from "./table-schema.ts";
import { removeFile, syncDirectory, toUri, writeSynced } from "./warehouse-files.ts";

export interface StageRequest {
  /** The table's directory. */
  readonly path: string;
  readonly partitionSpecId: number;
  readonly partitionField: PartitionField;
  readonly snapshotId: bigint;
  readonly columns: ObservationColumns;
  /** Rows to write; all when absent. */
  readonly select: Int32Array | undefined;
}

export interface StagedFiles {
  readonly rows: number;
  readonly bytes: number;
  readonly dataPaths: readonly string[];
  readonly manifest: { readonly path: string; readonly bytes: number };
  /** Bounds of the partition value over all files. */
  readonly partitionBounds: { readonly lower: Uint8Array; readonly upper: Uint8Array };
}

/** Writes in flight at a time: enough to hide the disk, few enough to bound memory. */
const writesMax = 8;

export async function stageBatch(request: StageRequest): Promise<StagedFiles> {
  const { path, partitionField, columns } = request;
  const encoder = createBatchEncoder(columns);
  const rows = request.select ?? allRows(columns.length);
  const partitions = encoder.partition(rows, partitionField);
  const writes = createWriteQueue();
  const operation = randomUUID();
  const dataFiles: DataFile[] = [];
  const dataPaths: string[] = [];
  const manifestPath = join(path, "metadata", `${operation}-m0.avro`);
  try {
    for (const partition of partitions) {
      const value = renderOrdinal(partitionField.transform, partition.ordinal);
      const name = `00000-0-${operation}-${String(dataFiles.length + 1).padStart(5, "0")}.parquet`;
      const dataPath = join(path, "data", `${partitionField.name}=${value}`, name);
      const { file, bytes } = encoder.encode(partition, dataPath, partitionField);
      dataFiles.push(file);
      dataPaths.push(dataPath);
      await writes.add(dataPath, bytes);
    }
    const manifest = encodeManifest(
      { schema: observationSchema, ...request },
      dataFiles.map((file) => ({
        status: entryStatus.added,
        snapshot_id: request.snapshotId,
        sequence_number: null,
        file_sequence_number: null,
        data_file: file,
      })),
    );
    await writes.add(manifestPath, manifest);
    await writes.finish();
    return {
      rows: rows.length,
      bytes: dataFiles.reduce((sum, file) => sum + Number(file.file_size_in_bytes), 0),
      dataPaths,
      manifest: { path: manifestPath, bytes: manifest.length },
      partitionBounds: {
        lower: encodeInt(partitions[0]?.ordinal ?? 0),
        upper: encodeInt(partitions.at(-1)?.ordinal ?? 0),
      },
    };
  } catch (error) {
    await writes.settle();
    await Promise.all([...dataPaths, manifestPath].map(removeFile));
    throw error;
  }
}

function allRows(count: number): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < count; row++) rows[row] = row;
  return rows;
}

/** What all files of a batch share: dictionaries, ranks, and columns that stand per page. */
function createBatchEncoder(columns: ObservationColumns): {
  partition(rows: Int32Array, field: PartitionField): PartitionRows[];
  encode(
    partition: PartitionRows,
    path: string,
    field: PartitionField,
  ): { file: DataFile; bytes: Uint8Array };
} {
  const { seriesEntries, pageEntries, series, page } = columns;
  const texts = {
    provider: createTextDictionary([columns.provider]),
    dataset: createTextDictionary(seriesEntries.map((entry) => entry.dataset)),
    seriesId: createTextDictionary(seriesEntries.map((entry) => entry.seriesId)),
    unit: createTextDictionary(seriesEntries.map((entry) => entry.unit)),
    location: createTextDictionary(seriesEntries.map((entry) => entry.location)),
    runId: createTextDictionary(pageEntries.map((entry) => entry.runId)),
    pageId: createTextDictionary(pageEntries.map((entry) => entry.pageId)),
  } satisfies Record<string, TextDictionary>;
  const { length } = columns;
  const firstEntry = new Int32Array(length);
  const seriesRank = new Int32Array(length);
  const retrievedAtMs = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    // Proof for the zeros: every row has the number of an entry that is there.
    seriesRank[row] = texts.seriesId.ranks[series[row] ?? 0] ?? 0;
    retrievedAtMs[row] = pageEntries[page[row] ?? 0]?.retrievedAtMs ?? 0;
  }

  function columnsOf(rows: Int32Array): ParquetColumn[] {
    return [
      { name: "provider", ...textColumn(texts.provider, firstEntry, rows) },
      { name: "dataset", ...textColumn(texts.dataset, series, rows) },
      { name: "series_id", ...textColumn(texts.seriesId, series, rows) },
      { name: "interval_start", ...timestampColumn(columns.intervalStartMs, rows) },
      { name: "interval_end", ...timestampColumn(columns.intervalEndMs, rows) },
      { name: "value", ...numberColumn(columns.value, rows) },
      { name: "unit", ...textColumn(texts.unit, series, rows) },
      { name: "location", ...textColumn(texts.location, series, rows) },
      { name: "as_of", ...timestampColumn(columns.asOfMs, rows) },
      { name: "retrieved_at", ...timestampColumn(retrievedAtMs, rows) },
      { name: "run_id", ...textColumn(texts.runId, page, rows) },
      { name: "page_id", ...textColumn(texts.pageId, page, rows) },
    ];
  }

  return {
    partition: (rows, field) =>
      partitionRows(
        { seriesRank, intervalStartMs: columns.intervalStartMs, asOfMs: columns.asOfMs },
        rows,
        texts.seriesId.rankCount,
        field.transform,
      ),
    encode({ ordinal, rows }, path, field) {
      const parquetColumns = columnsOf(rows);
      const encoded = encodeParquet(parquetColumns);
      return {
        file: describeFile(toUri(path), { [field.name]: ordinal }, parquetColumns, encoded),
        bytes: encoded.bytes,
      };
    },
  };
}

/** The manifest's words for a file. */
function describeFile(
  uri: string,
  partition: Readonly<Record<string, number>>,
  columns: readonly ParquetColumn[],
  encoded: EncodedParquet,
): DataFile {
  const rows = BigInt(columns[0]?.data.length ?? 0);
  const metric = <Value>(valueOf: (column: ParquetColumn, index: number) => Value | undefined) =>
    columns.flatMap((column, index) => {
      const value = valueOf(column, index);
      return value === undefined ? [] : [{ key: fieldIds[index] ?? 0, value }];
    });
  return {
    content: 0,
    file_path: uri,
    file_format: "PARQUET",
    partition,
    record_count: rows,
    file_size_in_bytes: BigInt(encoded.bytes.length),
    column_sizes: metric((_, index) => encoded.columnBytes[index]),
    value_counts: metric(() => rows),
    null_value_counts: metric((column) => BigInt(column.nulls)),
    // A NaN stands for null, so the only column that could hold one never does.
    nan_value_counts: metric((column) => (column.name === "value" ? 0n : undefined)),
    lower_bounds: metric((column) => column.lowerBound),
    upper_bounds: metric((column) => column.upperBound),
    key_metadata: null,
    split_offsets: encoded.splitOffsets,
    equality_ids: null,
    sort_order_id: sortOrderId,
    referenced_data_file: null,
  };
}

const fieldIds = observationFields.map((field) => field.id);

/** Bounded writes in flight; the directories of what was written are synced at the end, once each. */
function createWriteQueue(): {
  /** Resolves when there is room for another write; rejects with the first write that failed. */
  add(path: string, bytes: Uint8Array): Promise<void>;
  /** Resolves when everything is on disk. */
  finish(): Promise<void>;
  /** Resolves when nothing is in flight any more, whatever became of it. */
  settle(): Promise<void>;
} {
  const directories = new Set<string>();
  const inFlight = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    try {
      await writeSynced(path, bytes, "create-directory");
    } catch (error) {
      failure ??= { error };
    }
  }

  function throwFailure(): void {
    // Whatever failed came from the warehouse's functions, which throw SandboxError only.
    if (failure !== undefined) throw failure.error;
  }

  async function settle(): Promise<void> {
    await Promise.all(inFlight);
  }

  return {
    async add(path, bytes) {
      // The parent too: whoever created the directory may have died before its entry was on disk.
      directories.add(dirname(path)).add(dirname(dirname(path)));
      const writing = write(path, bytes).finally(() => inFlight.delete(writing));
      inFlight.add(writing);
      if (inFlight.size >= writesMax) await Promise.race(inFlight);
      throwFailure();
    },
    async finish() {
      await settle();
      throwFailure();
      await Promise.all([...directories].map(syncDirectory));
    },
    settle,
  };
}
