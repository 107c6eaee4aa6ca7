/**
 * One data file: columns in, Parquet bytes and the statistics for the manifest out.
 * Source: Iceberg specification, "Parquet" (field ids and annotations); Apache Parquet format, `parquet.thrift`.
 *
 * hyparquet-writer encodes. Its own statistics compare every string of every row and took half of the time, so they
 * are off and the footer gets the ranges that were computed for the manifest anyway.
 */
import { constants, zstdCompressSync } from "node:zlib";
import type { SchemaElement } from "hyparquet";
import { ByteWriter, ParquetWriter } from "hyparquet-writer";
import type { ColumnValues } from "./column-values.ts";
import { stringifyLossless } from "./lossless-json.ts";
import {
  type ObservationField,
  type TableField,
  observationFields,
  observationSchema,
} from "./table-schema.ts";

export interface ParquetColumn extends ColumnValues {
  readonly name: ObservationField;
}

export interface EncodedParquet {
  readonly bytes: Uint8Array;
  /** Size of each column's chunk, in the order of the columns. */
  readonly columnBytes: readonly bigint[];
  /** Where each row group starts. */
  readonly splitOffsets: readonly bigint[];
}

const compressionLevel = 3;
/** The file starts with its magic of four bytes, and the only row group follows. */
const firstRowGroupOffset = 4n;

const parquetTypes = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8", logical_type: { type: "STRING" } },
  timestamptz: {
    type: "INT64",
    converted_type: "TIMESTAMP_MICROS",
    logical_type: { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" },
  },
  double: { type: "DOUBLE" },
} as const satisfies Record<string, Partial<SchemaElement>>;

/** What the footer says. */
const parquetSchema = schemaOf(parquetTypes);
/** What the encoder is told: it would turn every timestamp into a BigInt of its own to convert it, and they need no converting. */
const physicalSchema = schemaOf({ ...parquetTypes, timestamptz: { type: "INT64" } });

function schemaOf(types: Record<TableField["type"], Partial<SchemaElement>>): SchemaElement[] {
  return [
    { name: "table", num_children: observationFields.length },
    ...observationFields.map((field) => ({
      ...types[field.type],
      name: field.name,
      field_id: field.id,
      repetition_type: field.required ? ("REQUIRED" as const) : ("OPTIONAL" as const),
    })),
  ];
}

const icebergSchema = { key: "iceberg.schema", value: stringifyLossless(observationSchema) };

/** `columns` are those of the schema, in its order, and hold the same number of rows. */
export function encodeParquet(columns: readonly ParquetColumn[]): EncodedParquet {
  const rows = columns[0]?.data.length ?? 0;
  const writer = new ByteWriter(64 * 1024);
  const parquet = new ParquetWriter({
    writer,
    schema: physicalSchema,
    codec: "ZSTD",
    compressors: { ZSTD: compress },
    statistics: false,
    kvMetadata: [icebergSchema],
    createdBy: "aurum-ingestion-sandbox",
  });
  void parquet.write({
    columnData: columns.map(({ name, data, constant, range }) => ({
      name,
      data,
      // One value is a dictionary of one entry: setting zstd up would take longer than it saves.
      codec: constant ? ("UNCOMPRESSED" as const) : ("ZSTD" as const),
      // Looking for a dictionary of numbers costs more than zstd needs to find the same repetitions.
      ...(!constant && typeof range?.min !== "string" && { encoding: "PLAIN" as const }),
    })),
    rowGroupSize: rows,
  });
  const chunks = parquet.row_groups[0]?.columns ?? [];
  for (const [index, { nulls, range }] of columns.entries()) {
    const chunk = chunks[index]?.meta_data;
    if (chunk === undefined) throw new Error("Expected a column chunk for each column");
    chunk.statistics = {
      null_count: BigInt(nulls),
      ...(range && { min_value: range.min, max_value: range.max }),
    };
  }
  parquet.schema = parquetSchema;
  void parquet.finish();
  return {
    bytes: writer.getBytes(),
    columnBytes: chunks.map((chunk) => chunk.meta_data?.total_compressed_size ?? 0n),
    splitOffsets: [firstRowGroupOffset],
  };
}

function compress(page: Uint8Array): Uint8Array {
  return zstdCompressSync(page, {
    params: { [constants.ZSTD_c_compressionLevel]: compressionLevel },
  });
}
