/**
 * The Iceberg catalog: one row per table in PostgreSQL, whose `metadata_location` names the table's state.
 * Source: the JDBC catalog of the Java implementation, schema V1, which Trino, Spark and PyIceberg share. Rows of
 * older writers have a null `iceberg_type`, which means TABLE.
 */
import type pg from "pg";
import { SandboxError } from "../../core/errors.ts";
import { icebergCatalog, icebergNamespace } from "../../core/names.ts";

/** A connection, or a pool of them. */
export type Queryable = Pick<pg.ClientBase, "query"> | Pick<pg.Pool, "query">;

const where = `catalog_name = $1 and table_namespace = $2 and table_name = $3
  and (iceberg_type = 'TABLE' or iceberg_type is null)`;
const serializationFailure = "40001";

/** Records the namespace, so that engines list it before it has a table. */
export async function createNamespace(database: Queryable): Promise<void> {
  await database.query(
    `insert into public.iceberg_namespace_properties
       (catalog_name, namespace, property_key, property_value)
     values ($1, $2, 'exists', 'true') on conflict do nothing`,
    [icebergCatalog, icebergNamespace],
  );
}

/** False when somebody else created the table first. */
export async function createPointer(
  database: Queryable,
  table: string,
  metadataLocation: string,
): Promise<boolean> {
  const { rowCount } = await database.query(
    `insert into public.iceberg_tables
       (catalog_name, table_namespace, table_name, metadata_location, iceberg_type)
     values ($1, $2, $3, $4, 'TABLE') on conflict do nothing`,
    [icebergCatalog, icebergNamespace, table, metadataLocation],
  );
  return rowCount === 1;
}

/**
 * The location of the table's state; undefined when there is no such table. With a lock the answer waits for writers
 * that moved the pointer and have not ended their transaction, and holds until the caller's own transaction ends.
 */
export async function readPointer(
  database: Queryable,
  table: string,
  lock: "" | "for update" | "for share" = "",
): Promise<string | undefined> {
  const { rows } = await conflictAware(table, () =>
    database.query<{ metadata_location: string }>(
      `select metadata_location from public.iceberg_tables where ${where} ${lock}`,
      [icebergCatalog, icebergNamespace, table],
    ),
  );
  return rows[0]?.metadata_location;
}

/** Compare-and-set. Throws ICEBERG_COMMIT_CONFLICT when the pointer is not `base` any more. */
export async function movePointer(
  client: Queryable,
  table: string,
  base: string,
  next: string,
): Promise<void> {
  const { rowCount } = await conflictAware(table, () =>
    client.query(
      `update public.iceberg_tables
       set metadata_location = $5, previous_metadata_location = $4
       where ${where} and metadata_location = $4`,
      [icebergCatalog, icebergNamespace, table, base, next],
    ),
  );
  if (rowCount !== 1) throw commitConflict(table, undefined);
}

async function conflictAware<Result>(table: string, query: () => Promise<Result>): Promise<Result> {
  try {
    return await query();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === serializationFailure) throw commitConflict(table, error);
    throw error;
  }
}

export function commitConflict(table: string, cause: unknown): SandboxError {
  return new SandboxError(
    "ICEBERG_COMMIT_CONFLICT",
    `Cannot commit to Iceberg table "${icebergNamespace}.${table}": another writer committed first`,
    { table },
    cause,
  );
}
