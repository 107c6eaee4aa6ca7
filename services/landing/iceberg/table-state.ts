/**
 * The state of a table as one commit left it, and whether this writer may append to it.
 * A table that other engines write too may have grown columns, specs and properties of its own; an append stays
 * right as long as every column and the partition field it writes are still what they were.
 */
import { join } from "node:path";
import { SandboxError } from "../../core/errors.ts";
import { type Queryable, createNamespace, createPointer, readPointer } from "./catalog.ts";
import { type ManifestRow, decodeManifestList } from "./manifest-list.ts";
import {
  type TableMetadata,
  createTableMetadata,
  currentSnapshot,
  nextMetadataName,
  parseTableMetadata,
  serializeTableMetadata,
} from "./table-metadata.ts";
import { type PartitionField, observationFields } from "./table-schema.ts";
import {
  ensureDirectory,
  readWarehouseFile,
  removeFile,
  syncDirectory,
  toPath,
  toUri,
  writeSynced,
} from "./warehouse-files.ts";

export interface TableState {
  /** URI of the metadata JSON. */
  readonly location: string;
  readonly metadata: TableMetadata;
  /** The manifests of the current snapshot. */
  readonly manifests: readonly ManifestRow[];
}

/** What of a table its appends rely on. */
export interface TableLayout {
  readonly uuid: string;
  /** The table's directory. */
  readonly path: string;
  readonly partitionSpecId: number;
  readonly partitionField: PartitionField;
}

/** Loads the table, or creates it at `path` when the catalog has none; whoever loses that race loads the winner's. */
export async function loadOrCreateTable(
  database: Queryable,
  table: string,
  path: string,
  partitionField: PartitionField,
): Promise<TableState> {
  await createNamespace(database);
  const existing = await readPointer(database, table);
  if (existing !== undefined) return loadTableState(existing);
  const metadata = createTableMetadata(toUri(path), partitionField, Date.now());
  const directory = join(path, "metadata");
  const file = join(directory, nextMetadataName(undefined));
  await ensureDirectory(directory);
  await writeSynced(file, Buffer.from(serializeTableMetadata(metadata)));
  await syncDirectory(directory);
  if (await createPointer(database, table, toUri(file))) {
    return { location: toUri(file), metadata, manifests: [] };
  }
  await removeFile(file);
  const winner = await readPointer(database, table);
  if (winner === undefined) throw unsupported(table, "a view holds its name");
  return loadTableState(winner);
}

export async function loadTableState(location: string): Promise<TableState> {
  const text = (await readWarehouseFile(toPath(location))).toString();
  const metadata = parseTableMetadata(text, location);
  const list = currentSnapshot(metadata)?.["manifest-list"];
  const manifests =
    list === undefined ? [] : decodeManifestList(await readWarehouseFile(toPath(list)));
  return { location, metadata, manifests };
}

/** Throws ICEBERG_TABLE_UNSUPPORTED when appending observations to the table would be wrong. */
export function layoutOf(
  metadata: TableMetadata,
  table: string,
  partitionField: PartitionField,
): TableLayout {
  if (!metadata.location.startsWith("file:/")) {
    throw unsupported(table, `its location is "${metadata.location}"`, "a file:/// location");
  }
  assertColumns(metadata, table);
  for (const spec of metadata["partition-specs"]) {
    const [field, ...others] = spec.fields;
    if (
      field?.["source-id"] === partitionField["source-id"] &&
      field.transform === partitionField.transform &&
      others.length === 0
    ) {
      return {
        uuid: metadata["table-uuid"],
        path: toPath(metadata.location),
        partitionSpecId: spec["spec-id"],
        partitionField: { ...partitionField, "field-id": field["field-id"], name: field.name },
      };
    }
  }
  throw unsupported(
    table,
    "none of its partition specs is the one asked for",
    `${partitionField.transform}(interval_start)`,
  );
}

/** The state a commit builds on must still be the table that was opened. */
export function assertLayout(metadata: TableMetadata, table: string, layout: TableLayout): void {
  if (metadata["table-uuid"] !== layout.uuid) {
    throw unsupported(table, `its UUID is now "${metadata["table-uuid"]}"`, `"${layout.uuid}"`);
  }
  const { partitionSpecId } = layoutOf(metadata, table, layout.partitionField);
  if (partitionSpecId !== layout.partitionSpecId) {
    throw unsupported(table, `its partition spec is now ${partitionSpecId}`);
  }
}

export function unsupported(table: string, found: string, expected?: string): SandboxError {
  return new SandboxError(
    "ICEBERG_TABLE_UNSUPPORTED",
    `Cannot append to Iceberg table "${table}": ${found}` +
      (expected === undefined ? "" : `, expected ${expected}`),
    { table },
  );
}

/** Optional columns of others are read as null from our files; anything else that differs is refused. */
function assertColumns(metadata: TableMetadata, table: string): void {
  const schema = metadata.schemas.find(
    (candidate) => candidate["schema-id"] === metadata["current-schema-id"],
  );
  const present = new Map(schema?.fields.map((field) => [field.id, field]));
  for (const { id, type } of observationFields) {
    const field = present.get(id);
    if (field !== undefined && field.type !== type) {
      throw unsupported(table, `column "${field.name}" is a ${JSON.stringify(field.type)}`, type);
    }
    present.delete(id);
  }
  for (const field of present.values()) {
    if (field.required) throw unsupported(table, `it requires column "${field.name}"`);
  }
}
