/**
 * Writes the live entries of many manifests into one, so that planning a scan does not open a file per commit.
 * Runs in the worker thread, apart from any commit: the merged manifest says the same as its sources whichever
 * commit swaps it in, because every entry carries its own snapshot id and sequence numbers.
 * Source: Iceberg specification, "Sequence Number Inheritance"; merge rules as in the Java implementation.
 */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type ManifestEntry, decodeManifest, encodeManifest, entryStatus } from "./manifest.ts";
import { type ManifestRow, type PartitionSummary, manifestContent } from "./manifest-list.ts";
import { encodeInt } from "./single-value.ts";
import { type PartitionField, observationSchema } from "./table-schema.ts";
import { readWarehouseFile, syncDirectory, toPath, toUri, writeSynced } from "./warehouse-files.ts";

export interface MergeRequest {
  /** The table's directory. */
  readonly path: string;
  readonly partitionSpecId: number;
  readonly partitionField: PartitionField;
  /** Data manifests of that spec, at least two. */
  readonly sources: readonly ManifestRow[];
}

/** A merged manifest's row; the commit that swaps it in adds its own snapshot id and sequence number. */
export type MergedManifest = Omit<ManifestRow, "added_snapshot_id" | "sequence_number">;

const minCountDefault = 100;
const targetBytesDefault = 8 * 1024 * 1024;

/**
 * The manifests worth merging now: small ones, once enough have gathered; none otherwise.
 * Large ones stay as they are, which bounds the cost of a merge.
 */
export function selectMergeSources(
  rows: readonly ManifestRow[],
  partitionSpecId: number,
  properties: Readonly<Record<string, string>>,
): ManifestRow[] {
  if (properties["commit.manifest-merge.enabled"] === "false") return [];
  const minCount = Number(properties["commit.manifest.min-count-to-merge"] ?? minCountDefault);
  const targetBytes = Number(properties["commit.manifest.target-size-bytes"] ?? targetBytesDefault);
  const small = rows.filter(
    (row) =>
      row.content === manifestContent.data &&
      row.partition_spec_id === partitionSpecId &&
      row.key_metadata === null &&
      row.added_files_count + row.existing_files_count > 0 &&
      Number(row.manifest_length) < targetBytes,
  );
  return small.length >= Math.max(2, minCount) ? small : [];
}

export async function mergeManifests(request: MergeRequest): Promise<MergedManifest> {
  const { path, partitionField, partitionSpecId, sources } = request;
  const entries: ManifestEntry[] = [];
  for (const source of sources) {
    const bytes = await readWarehouseFile(toPath(source.manifest_path));
    for (const entry of decodeManifest(bytes, partitionField)) {
      if (entry.status !== entryStatus.deleted) entries.push(toExisting(entry, source));
    }
  }
  const manifest = encodeManifest(
    { schema: observationSchema, partitionSpecId, partitionField },
    entries,
  );
  const manifestPath = join(path, "metadata", `${randomUUID()}-m0.avro`);
  await writeSynced(manifestPath, manifest);
  await syncDirectory(join(path, "metadata"));
  return {
    manifest_path: toUri(manifestPath),
    manifest_length: BigInt(manifest.length),
    partition_spec_id: partitionSpecId,
    content: manifestContent.data,
    min_sequence_number: smallest(entries.map((entry) => entry.sequence_number ?? 0n)),
    added_files_count: 0,
    existing_files_count: entries.length,
    deleted_files_count: 0,
    added_rows_count: 0n,
    existing_rows_count: entries.reduce((sum, entry) => sum + entry.data_file.record_count, 0n),
    deleted_rows_count: 0n,
    partitions: [summarize(entries.map((entry) => entry.data_file.partition[partitionField.name]))],
    key_metadata: null,
  };
}

/** What was inherited from the source's row is written out, because the merged manifest's row will say otherwise. */
function toExisting(entry: ManifestEntry, source: ManifestRow): ManifestEntry {
  return {
    status: entryStatus.existing,
    snapshot_id: entry.snapshot_id ?? source.added_snapshot_id,
    sequence_number: entry.sequence_number ?? source.sequence_number,
    file_sequence_number: entry.file_sequence_number ?? source.sequence_number,
    data_file: entry.data_file,
  };
}

function summarize(ordinals: readonly (number | null | undefined)[]): PartitionSummary {
  const present = ordinals.filter((ordinal) => typeof ordinal === "number");
  const bound = (pick: (...numbers: number[]) => number): Buffer | null =>
    present.length === 0 ? null : encodeInt(present.reduce((a, b) => pick(a, b)));
  return {
    contains_null: present.length < ordinals.length,
    contains_nan: false,
    lower_bound: bound(Math.min),
    upper_bound: bound(Math.max),
  };
}

function smallest(numbers: readonly bigint[]): bigint {
  return numbers.reduce((least, number) => (number < least ? number : least), numbers[0] ?? 0n);
}
