/**
 * Manifest lists: the manifests of one snapshot, with what a reader needs to skip them.
 * Source: Iceberg specification, "Manifest Lists" (v2), fields in its order. Names stay as on the wire.
 */
import { createAvroEncoder, decodeAvroFile, fieldNames } from "./avro-container.ts";
import { list, optional, required } from "./avro-fields.ts";

export const manifestContent = { data: 0, deletes: 1 } as const;

export interface PartitionSummary {
  readonly contains_null: boolean;
  readonly contains_nan: boolean | null;
  readonly lower_bound: Buffer | null;
  readonly upper_bound: Buffer | null;
}

export interface ManifestRow {
  readonly manifest_path: string;
  readonly manifest_length: bigint;
  readonly partition_spec_id: number;
  readonly content: number;
  readonly sequence_number: bigint;
  readonly min_sequence_number: bigint;
  readonly added_snapshot_id: bigint;
  readonly added_files_count: number;
  readonly existing_files_count: number;
  readonly deleted_files_count: number;
  readonly added_rows_count: bigint;
  readonly existing_rows_count: bigint;
  readonly deleted_rows_count: bigint;
  readonly partitions: readonly PartitionSummary[] | null;
  readonly key_metadata: Buffer | null;
}

export interface ManifestListHeader {
  readonly snapshotId: bigint;
  readonly parentSnapshotId: bigint | undefined;
  readonly sequenceNumber: bigint;
}

const manifestListSchema = {
  type: "record",
  name: "manifest_file",
  fields: [
    required(500, "manifest_path", "string"),
    required(501, "manifest_length", "long"),
    required(502, "partition_spec_id", "int"),
    required(517, "content", "int"),
    required(515, "sequence_number", "long"),
    required(516, "min_sequence_number", "long"),
    required(503, "added_snapshot_id", "long"),
    required(504, "added_files_count", "int"),
    required(505, "existing_files_count", "int"),
    required(506, "deleted_files_count", "int"),
    required(512, "added_rows_count", "long"),
    required(513, "existing_rows_count", "long"),
    required(514, "deleted_rows_count", "long"),
    optional(
      507,
      "partitions",
      list(508, {
        type: "record",
        name: "r508",
        fields: [
          required(509, "contains_null", "boolean"),
          optional(518, "contains_nan", "boolean"),
          optional(510, "lower_bound", "bytes"),
          optional(511, "upper_bound", "bytes"),
        ],
      }),
    ),
    optional(519, "key_metadata", "bytes"),
  ],
};
const encodeRows = createAvroEncoder(manifestListSchema);
const names = fieldNames(manifestListSchema);

export function encodeManifestList(
  header: ManifestListHeader,
  rows: readonly ManifestRow[],
): Buffer {
  return encodeRows(rows, {
    "snapshot-id": header.snapshotId.toString(),
    "parent-snapshot-id": header.parentSnapshotId?.toString() ?? "null",
    "sequence-number": header.sequenceNumber.toString(),
    "format-version": "2",
  });
}

/** Rows of this or another writer, ready to be written again unchanged. */
export function decodeManifestList(bytes: Buffer): ManifestRow[] {
  // Proof for the cast: the specification fixes the fields by id, and format 2 requires all but three of them.
  return (decodeAvroFile(bytes, names).records as ManifestRow[]).map((row) => ({
    ...absentFields,
    ...row,
    partitions: row.partitions?.map((summary) => ({ ...absentBounds, ...summary })) ?? null,
  }));
}

/** A list carried over from a format 1 table lacks what format 2 added; the specification gives these defaults. */
const absentFields = {
  content: manifestContent.data,
  sequence_number: 0n,
  min_sequence_number: 0n,
  partitions: null,
  key_metadata: null,
} as const;
const absentBounds = { contains_nan: null, lower_bound: null, upper_bound: null } as const;
