/**
 * Reads a landed Iceberg table from its catalog row down: metadata JSON, manifest list, manifests, Parquet.
 * Written from the specification and apart from the writer, so that the two check each other.
 * Source: Apache Iceberg table specification, format version 2 (manifests, manifest lists, scan planning).
 */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { inflateRawSync, zstdDecompressSync } from "node:zlib";
import avsc from "avsc";
import { asyncBufferFromFile, parquetMetadataAsync, parquetRead } from "hyparquet";
import type pg from "pg";
import { SandboxError, describeError } from "../../core/errors.ts";
import { icebergCatalog, icebergNamespace, icebergTableName } from "../../core/names.ts";
import type { ProviderName } from "../../core/observation.ts";
import { ObservationTable, ownDataset } from "./observation-table.ts";

interface TableMetadata {
  readonly "current-snapshot-id"?: number | bigint | null;
  readonly snapshots?: readonly { "snapshot-id": number | bigint; "manifest-list": string }[];
}

interface ManifestFile {
  readonly manifest_path: string;
  readonly content: number;
}

interface ManifestEntry {
  readonly status: number;
  readonly data_file: {
    readonly content: number;
    readonly file_path: string;
    readonly record_count: bigint;
  };
}

const entryDeleted = 2;

/** Every row of the table's current snapshot; an empty table when it does not exist yet. */
export async function readIcebergTable(
  pool: pg.Pool,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<ObservationTable> {
  const table = new ObservationTable();
  for (const { path, records } of await currentDataFiles(pool, provider)) {
    signal.throwIfAborted();
    const before = table.rows;
    await readDataFile(path, provider, table).catch((error: unknown) => {
      throw unreadable(path, error);
    });
    if (table.rows - before !== records) {
      throw new SandboxError(
        "WAREHOUSE_UNAVAILABLE",
        `Cannot read "${path}": the manifest says ${records} rows, the file holds ${table.rows - before}`,
      );
    }
  }
  return table;
}

export async function currentDataFiles(
  pool: pg.Pool,
  provider: ProviderName,
): Promise<{ path: string; records: number }[]> {
  const { rows } = await pool.query<{ metadata_location: string }>(
    `select metadata_location from public.iceberg_tables
     where catalog_name = $1 and table_namespace = $2 and table_name = $3`,
    [icebergCatalog, icebergNamespace, icebergTableName(provider)],
  );
  const location = rows[0]?.metadata_location;
  if (location === undefined) return [];
  const metadata = parseMetadata((await readWhole(location)).toString("utf8"));
  const current = metadata["current-snapshot-id"];
  const snapshot = metadata.snapshots?.find(
    (candidate) => String(candidate["snapshot-id"]) === String(current),
  );
  if (snapshot === undefined) return [];
  const files: { path: string; records: number }[] = [];
  for (const manifest of await readAvro<ManifestFile>(snapshot["manifest-list"])) {
    if (manifest.content !== 0) {
      throw new SandboxError(
        "ICEBERG_TABLE_UNSUPPORTED",
        `Cannot read "${location}": it holds delete files`,
      );
    }
    for (const entry of await readAvro<ManifestEntry>(manifest.manifest_path)) {
      if (entry.status === entryDeleted) continue;
      files.push({
        path: entry.data_file.file_path,
        records: Number(entry.data_file.record_count),
      });
    }
  }
  return files;
}

/** Snapshot ids are 63-bit: numbers JSON cannot hold exactly are read as BigInt from their source text. */
function parseMetadata(text: string): TableMetadata {
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
    typeof value === "number" &&
    !Number.isSafeInteger(value) &&
    Number.isInteger(value) &&
    context?.source !== undefined
      ? BigInt(context.source)
      : value,
  ) as TableMetadata;
}

const bigLong = avsc.types.LongType.__with({
  fromBuffer: (buffer: Buffer) => buffer.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const buffer = Buffer.alloc(8);
    buffer.writeBigInt64LE(value);
    return buffer;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});

async function readAvro<Row>(location: string): Promise<Row[]> {
  const bytes = await readWhole(location);
  return new Promise((resolve, reject) => {
    const rows: Row[] = [];
    const decoder = new avsc.streams.BlockDecoder({
      parseHook: (schema) => avsc.Type.forSchema(schema, { registry: { long: bigLong } }),
      codecs: {
        deflate: (data: Buffer, done: (error: Error | null, data?: Buffer) => void) => {
          done(null, inflateRawSync(data));
        },
      },
    });
    decoder.on("data", (row: Row) => rows.push(row));
    decoder.on("end", () => {
      resolve(rows);
    });
    decoder.on("error", (error: unknown) => {
      reject(unreadable(location, error));
    });
    decoder.end(bytes);
  });
}

function readWhole(location: string): Promise<Buffer> {
  return readFile(fileURLToPath(location)).catch((error: unknown) => {
    throw unreadable(location, error);
  });
}

/** A table whose files are gone or damaged has no rows to compare: that is more than a difference. */
function unreadable(location: string, error: unknown): SandboxError {
  const gone = error instanceof Error && "code" in error && error.code === "ENOENT";
  return new SandboxError(
    "WAREHOUSE_UNAVAILABLE",
    `Cannot read the Iceberg table: its file "${location}" ${gone ? "is missing" : `is unreadable (${describeError(error)})`}`,
    {},
    error,
  );
}

const columns = [
  "provider",
  "dataset",
  "series_id",
  "interval_start",
  "interval_end",
  "value",
  "unit",
  "location",
  "as_of",
] as const;

async function readDataFile(
  location: string,
  provider: ProviderName,
  table: ObservationTable,
): Promise<void> {
  const file = await asyncBufferFromFile(fileURLToPath(location));
  const metadata = await parquetMetadataAsync(file);
  await parquetRead({
    file,
    metadata,
    columns: [...columns],
    rowFormat: "object",
    compressors: { ZSTD: (input) => zstdDecompressSync(input) },
    // Microseconds as written, not Date objects.
    parsers: { timestampFromMicroseconds: (micros: bigint) => Number(micros / 1000n) },
    onComplete: (rows) => {
      // Proof for the cast: the columns asked for, in the table's schema.
      for (const row of rows as unknown as LandedRow[]) {
        table.add({
          dataset: ownDataset(provider, row),
          seriesId: row.series_id,
          intervalStartMs: row.interval_start,
          intervalEndMs: row.interval_end,
          asOfMs: row.as_of,
          value: row.value ?? null,
          unit: row.unit,
          location: row.location ?? null,
        });
      }
    },
  });
}

interface LandedRow {
  readonly provider: string;
  readonly dataset: string;
  readonly series_id: string;
  readonly interval_start: number;
  readonly interval_end: number;
  readonly value: number | null | undefined;
  readonly unit: string;
  readonly location: string | null | undefined;
  readonly as_of: number;
}
