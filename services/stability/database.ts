/** PostgreSQL: the pool every process uses, and the schema it finds there. */
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import pg from "pg";
import { databaseSchema } from "../core/names.ts";
import type { Logger } from "../telemetry/logger.ts";

/** bigint columns (offsets, counts) stay well below 2^53 here, so numbers are safe and quicker than text. */
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export function createDatabasePool(
  databaseUrl: string,
  log: Logger,
  application: string,
  max = 8,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    application_name: application,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  // An idle connection that breaks must not end the process: the next query gets a new one or fails by itself.
  pool.on("error", (error) => {
    log.warn({ event: "database_connection_lost", error });
  });
  // The same for one that is checked out: its queries fail by themselves, its event has no other listener.
  pool.on("connect", (client) => {
    client.on("error", (error) => {
      log.debug({ event: "database_connection_lost", error });
    });
  });
  return pool;
}

/** Brings the schema to the newest version; processes that start together wait for one another. */
export async function migrateDatabase(databaseUrl: string, log: Logger): Promise<void> {
  await runner({
    databaseUrl,
    dir: fileURLToPath(new URL("../../config/migrations", import.meta.url)),
    direction: "up",
    migrationsTable: "migrations",
    migrationsSchema: databaseSchema,
    createMigrationsSchema: true,
    advisoryLockMode: "wait",
    log: (message) => {
      log.debug({ event: "migration", message });
    },
  });
}
