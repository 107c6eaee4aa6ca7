/**
 * Table metadata (format version 2): one immutable JSON file per table state.
 * Source: Iceberg specification, "Table Metadata". Names stay as on the wire; fields nobody here knows are carried
 * through unchanged, since other engines write this table too.
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { SandboxError, describeError } from "../../core/errors.ts";
import { parseLossless, stringifyLossless } from "./lossless-json.ts";
import {
  type PartitionField,
  observationFields,
  observationSchema,
  observationSortOrder,
  tableProperties,
} from "./table-schema.ts";

/** Integers a double holds come as numbers, larger ones as BigInt. */
const integer = z.union([z.int(), z.bigint()]);
const id = integer.transform(BigInt);

const snapshotSchema = z.looseObject({
  "snapshot-id": id,
  "parent-snapshot-id": id.optional(),
  "sequence-number": id.optional(),
  "timestamp-ms": z.int(),
  "manifest-list": z.string().optional(),
  summary: z.record(z.string(), z.string()).optional(),
  "schema-id": z.int().optional(),
});

const metadataSchema = z.looseObject({
  "format-version": z.literal(2),
  "table-uuid": z.string(),
  location: z.string(),
  "last-sequence-number": id,
  "last-updated-ms": z.int(),
  "current-schema-id": z.int(),
  schemas: z.array(
    z.looseObject({
      "schema-id": z.int(),
      fields: z.array(
        z.looseObject({ id: z.int(), name: z.string(), required: z.boolean(), type: z.unknown() }),
      ),
    }),
  ),
  "default-spec-id": z.int(),
  "partition-specs": z.array(
    z.looseObject({
      "spec-id": z.int(),
      fields: z.array(
        z.looseObject({
          "source-id": z.int(),
          "field-id": z.int(),
          name: z.string(),
          transform: z.string(),
        }),
      ),
    }),
  ),
  "sort-orders": z.array(z.looseObject({ "order-id": z.int() })),
  properties: z.record(z.string(), z.string()).default({}),
  "current-snapshot-id": id.nullish(),
  refs: z.record(z.string(), z.looseObject({ "snapshot-id": id, type: z.string() })).default({}),
  snapshots: z.array(snapshotSchema).default([]),
  "snapshot-log": z
    .array(z.looseObject({ "timestamp-ms": z.int(), "snapshot-id": id }))
    .default([]),
  "metadata-log": z
    .array(z.looseObject({ "timestamp-ms": z.int(), "metadata-file": z.string() }))
    .default([]),
  statistics: z.array(z.looseObject({ "snapshot-id": id })).default([]),
  "partition-statistics": z.array(z.looseObject({ "snapshot-id": id })).default([]),
});

export type TableMetadata = z.infer<typeof metadataSchema>;
export type Snapshot = z.infer<typeof snapshotSchema>;

export const mainBranch = "main";

/** Throws ICEBERG_TABLE_UNSUPPORTED for another format version or a shape that is not the specification's. */
export function parseTableMetadata(text: string, location: string): TableMetadata {
  const parsed = metadataSchema.safeParse(parseJson(text, location));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SandboxError(
    "ICEBERG_TABLE_UNSUPPORTED",
    `Cannot use table metadata "${location}", field ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "unreadable"} (expected format version 2)`,
    { location },
  );
}

export function serializeTableMetadata(metadata: TableMetadata): string {
  return stringifyLossless(metadata);
}

/** State 0 of a new table: no snapshot yet. */
export function createTableMetadata(
  location: string,
  partitionField: PartitionField,
  nowMs: number,
): TableMetadata {
  return {
    "format-version": 2,
    "table-uuid": randomUUID(),
    location,
    "last-sequence-number": 0n,
    "last-updated-ms": nowMs,
    "last-column-id": Math.max(...observationFields.map((field) => field.id)),
    "current-schema-id": observationSchema["schema-id"],
    schemas: [{ ...observationSchema, fields: [...observationFields] }],
    "default-spec-id": 0,
    "partition-specs": [{ "spec-id": 0, fields: [{ ...partitionField }] }],
    "last-partition-id": partitionField["field-id"],
    "default-sort-order-id": observationSortOrder["order-id"],
    "sort-orders": [{ "order-id": 0, fields: [] }, { ...observationSortOrder }],
    properties: { ...tableProperties },
    "current-snapshot-id": -1n,
    refs: {},
    snapshots: [],
    statistics: [],
    "partition-statistics": [],
    "snapshot-log": [],
    "metadata-log": [],
  };
}

/** The newest snapshot of `main`; undefined while the table is empty. */
export function currentSnapshot(metadata: TableMetadata): Snapshot | undefined {
  const head = metadata.refs[mainBranch]?.["snapshot-id"] ?? metadata["current-snapshot-id"];
  return metadata.snapshots.find((snapshot) => snapshot["snapshot-id"] === head);
}

/** `<location>/metadata/<version>-<uuid>.metadata.json`; Trino reads the version from the name. */
export function nextMetadataName(previousLocation: string | undefined): string {
  const previous = /\/(\d+)-[^/]*$/.exec(previousLocation ?? "")?.[1];
  const version = previous === undefined ? 0 : Number(previous) + 1;
  return `${String(version).padStart(5, "0")}-${randomUUID()}.metadata.json`;
}

function parseJson(text: string, location: string): unknown {
  try {
    return parseLossless(text);
  } catch (error) {
    throw new SandboxError(
      "WAREHOUSE_UNAVAILABLE",
      `Cannot read table metadata "${location}" as JSON: ${describeError(error)}`,
      { location },
      error,
    );
  }
}
