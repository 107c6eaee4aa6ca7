/**
 * What the observation tables look like: columns, partitions, order, properties.
 * Field ids are assigned once and never used again; a new column gets the next id and must be optional.
 * Source: Iceberg specification, "Schemas and Data Types", "Partitioning", "Sorting", "Table properties".
 */
import type { ProviderName } from "../../core/observation.ts";
import { providerFacts } from "../../core/provider-table.ts";
import type { PartitionTransform } from "./partition-transform.ts";

export interface TableField {
  readonly id: number;
  readonly name: string;
  readonly required: boolean;
  readonly type: "string" | "timestamptz" | "double";
}

export const observationFields = [
  { id: 1, name: "provider", required: true, type: "string" },
  { id: 2, name: "dataset", required: true, type: "string" },
  { id: 3, name: "series_id", required: true, type: "string" },
  { id: 4, name: "interval_start", required: true, type: "timestamptz" },
  { id: 5, name: "interval_end", required: true, type: "timestamptz" },
  { id: 6, name: "value", required: false, type: "double" },
  { id: 7, name: "unit", required: true, type: "string" },
  { id: 8, name: "location", required: false, type: "string" },
  { id: 9, name: "as_of", required: true, type: "timestamptz" },
  { id: 10, name: "retrieved_at", required: true, type: "timestamptz" },
  { id: 11, name: "run_id", required: true, type: "string" },
  { id: 12, name: "page_id", required: true, type: "string" },
] as const satisfies readonly TableField[];

export type ObservationField = (typeof observationFields)[number]["name"];

export const observationSchema = {
  type: "struct",
  "schema-id": 0,
  fields: observationFields,
} as const;

/** Why these: `docs/decisions/0002-iceberg-partitioning.md`. */
export const partitionTransformOf: Readonly<Record<ProviderName, PartitionTransform>> =
  providerFacts("partition");

export interface PartitionField {
  readonly "source-id": number;
  readonly "field-id": number;
  readonly name: string;
  readonly transform: PartitionTransform;
}

/** The one partition field every observation table has, on `interval_start`. */
export function createPartitionField(transform: PartitionTransform): PartitionField {
  return { "source-id": 4, "field-id": 1000, name: `interval_start_${transform}`, transform };
}

export const sortOrderId = 1;

/** Rows inside a file are in this order; `sort-rows.ts` sees to it. */
export const observationSortOrder = {
  "order-id": sortOrderId,
  fields: [3, 4, 9].map((sourceId) => ({
    transform: "identity",
    "source-id": sourceId,
    direction: "asc",
    "null-order": "nulls-first",
  })),
} as const;

/**
 * Properties of a new table. The two about expiry keep metadata small in a long run: readers of a snapshot have at
 * least half a minute, and a hundred snapshots stay for time travel however old they are.
 */
export const tableProperties: Readonly<Record<string, string>> = {
  "write.format.default": "parquet",
  "write.parquet.compression-codec": "zstd",
  "write.target-file-size-bytes": "134217728",
  "write.metadata.delete-after-commit.enabled": "true",
  "write.metadata.previous-versions-max": "50",
  "history.expire.max-snapshot-age-ms": "30000",
  "history.expire.min-snapshots-to-keep": "100",
  "commit.manifest.min-count-to-merge": "100",
  "commit.manifest.target-size-bytes": "1048576",
  "commit.retry.num-retries": "10",
};
