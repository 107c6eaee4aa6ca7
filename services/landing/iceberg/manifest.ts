/**
 * Manifests: which data files a snapshot added or kept, with the statistics readers prune by.
 * Source: Iceberg specification, "Manifests" (v2), fields in its order. Names stay as on the wire.
 */
import {
  type AvroSchema,
  createAvroEncoder,
  decodeAvroFile,
  fieldNames,
} from "./avro-container.ts";
import { intMap, list, optional, required } from "./avro-fields.ts";
import type { PartitionField } from "./table-schema.ts";
import { stringifyLossless } from "./lossless-json.ts";

export const entryStatus = { existing: 0, added: 1, deleted: 2 } as const;

export interface MapEntry<Value> {
  readonly key: number;
  readonly value: Value;
}

export interface DataFile {
  /** 0: data. */
  readonly content: number;
  readonly file_path: string;
  readonly file_format: string;
  /** By partition field name; the ordinal of the period. */
  readonly partition: Readonly<Record<string, number | null>>;
  readonly record_count: bigint;
  readonly file_size_in_bytes: bigint;
  readonly column_sizes: readonly MapEntry<bigint>[] | null;
  readonly value_counts: readonly MapEntry<bigint>[] | null;
  readonly null_value_counts: readonly MapEntry<bigint>[] | null;
  readonly nan_value_counts: readonly MapEntry<bigint>[] | null;
  readonly lower_bounds: readonly MapEntry<Buffer>[] | null;
  readonly upper_bounds: readonly MapEntry<Buffer>[] | null;
  readonly key_metadata: Buffer | null;
  readonly split_offsets: readonly bigint[] | null;
  readonly equality_ids: readonly number[] | null;
  readonly sort_order_id: number | null;
  readonly referenced_data_file: string | null;
}

export interface ManifestEntry {
  readonly status: number;
  readonly snapshot_id: bigint | null;
  /** Null is inherited from the manifest list's row, and legal for added files only. */
  readonly sequence_number: bigint | null;
  readonly file_sequence_number: bigint | null;
  readonly data_file: DataFile;
}

/** What a manifest says about itself: the table state its files were written with. */
export interface ManifestHeader {
  /** Schema JSON of the table. */
  readonly schema: { readonly "schema-id"?: number };
  readonly partitionSpecId: number;
  readonly partitionField: PartitionField;
}

export function encodeManifest(header: ManifestHeader, entries: readonly ManifestEntry[]): Buffer {
  return encoderOf(header.partitionField)(entries, {
    schema: stringifyLossless(header.schema),
    "schema-id": String(header.schema["schema-id"] ?? 0),
    "partition-spec": JSON.stringify([header.partitionField]),
    "partition-spec-id": String(header.partitionSpecId),
    "format-version": "2",
    content: "data",
  });
}

/** `partitionField` names the partition value, whatever the writer called it. */
export function decodeManifest(bytes: Buffer, partitionField: PartitionField): ManifestEntry[] {
  const names = fieldNames(manifestSchema(partitionField));
  // Proof for the cast: the specification fixes the fields by id; those a writer left out become null.
  return (decodeAvroFile(bytes, names).records as ManifestEntry[]).map((entry) => ({
    status: entry.status,
    snapshot_id: entry.snapshot_id,
    sequence_number: entry.sequence_number,
    file_sequence_number: entry.file_sequence_number,
    data_file: { ...absentFields, ...entry.data_file },
  }));
}

/** A type costs milliseconds to build, and a process writes manifests of three partition fields at most. */
const encoders = new Map<string, ReturnType<typeof createAvroEncoder>>();

function encoderOf(partitionField: PartitionField): ReturnType<typeof createAvroEncoder> {
  const key = JSON.stringify(partitionField);
  let encode = encoders.get(key);
  if (encode === undefined) {
    encode = createAvroEncoder(manifestSchema(partitionField));
    encoders.set(key, encode);
  }
  return encode;
}

const absentFields = {
  content: 0,
  column_sizes: null,
  value_counts: null,
  null_value_counts: null,
  nan_value_counts: null,
  lower_bounds: null,
  upper_bounds: null,
  key_metadata: null,
  split_offsets: null,
  equality_ids: null,
  sort_order_id: null,
  referenced_data_file: null,
} as const satisfies Partial<DataFile>;

function manifestSchema(partitionField: PartitionField): AvroSchema {
  const partition = {
    type: "record",
    name: "r102",
    fields: [
      optional(
        partitionField["field-id"],
        partitionField.name,
        partitionField.transform === "day" ? { type: "int", logicalType: "date" } : "int",
      ),
    ],
  };
  const dataFile = {
    type: "record",
    name: "r2",
    fields: [
      required(134, "content", "int"),
      required(100, "file_path", "string"),
      required(101, "file_format", "string"),
      required(102, "partition", partition),
      required(103, "record_count", "long"),
      required(104, "file_size_in_bytes", "long"),
      optional(108, "column_sizes", intMap(117, 118, "long")),
      optional(109, "value_counts", intMap(119, 120, "long")),
      optional(110, "null_value_counts", intMap(121, 122, "long")),
      optional(137, "nan_value_counts", intMap(138, 139, "long")),
      optional(125, "lower_bounds", intMap(126, 127, "bytes")),
      optional(128, "upper_bounds", intMap(129, 130, "bytes")),
      optional(131, "key_metadata", "bytes"),
      optional(132, "split_offsets", list(133, "long")),
      optional(135, "equality_ids", list(136, "int")),
      optional(140, "sort_order_id", "int"),
      optional(143, "referenced_data_file", "string"),
    ],
  };
  return {
    type: "record",
    name: "manifest_entry",
    fields: [
      required(0, "status", "int"),
      optional(1, "snapshot_id", "long"),
      optional(3, "sequence_number", "long"),
      optional(4, "file_sequence_number", "long"),
      required(2, "data_file", dataFile),
    ],
  };
}
