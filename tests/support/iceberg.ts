/** A warehouse directory, a database with the catalog's tables, and what tests do with them. */
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { pino } from "pino";
import { icebergTableName } from "../../services/core/names.ts";
import type { Observation, ProviderName } from "../../services/core/observation.ts";
import type { IcebergTable, StagedAppend } from "../../services/landing/iceberg/iceberg-table.ts";
import { parseLossless, stringifyLossless } from "../../services/landing/iceberg/lossless-json.ts";
import { openIcebergTable } from "../../services/landing/iceberg/open-iceberg-table.ts";
import {
  type WarehouseWorker,
  createWarehouseWorker,
} from "../../services/landing/iceberg/warehouse-worker.ts";
import type {
  ObservationColumns,
  PageEntry,
  SeriesEntry,
} from "../../services/landing/observation-columns.ts";
import { migrateDatabase } from "../../services/stability/database.ts";
import { startPostgres } from "./postgres.ts";

export interface TestWarehouse {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly path: string;
  readonly worker: WarehouseWorker;
  /** A table object of its own each time, as another process would have it; on `worker` unless told otherwise. */
  open(provider: ProviderName, other?: WarehouseWorker): Promise<IcebergTable>;
  /** Drops the tables and their files. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** `path`: an existing directory to keep the warehouse in; a new one without. */
export async function startWarehouse(path?: string): Promise<TestWarehouse> {
  const postgres = await startPostgres();
  await migrateDatabase(postgres.url, pino({ level: "silent" }));
  const pool = new pg.Pool({ connectionString: postgres.url });
  // The name holds a space: locations must survive one in every reader.
  const directory = path ?? (await mkdtemp(join(tmpdir(), "sandbox warehouse ")));
  const worker = createWarehouseWorker();
  return {
    databaseUrl: postgres.url,
    pool,
    path: directory,
    worker,
    open: (provider, other = worker) =>
      openIcebergTable({
        provider,
        warehouseUrl: `file://${encodeURI(directory)}`,
        database: pool,
        worker: other,
      }),
    async clear() {
      await pool.query("delete from public.iceberg_tables");
      await rm(join(directory, "sandbox"), { recursive: true, force: true });
    },
    async stop() {
      await worker.close();
      await pool.end();
      await postgres.stop();
      if (path === undefined) await rm(directory, { recursive: true, force: true });
    },
  };
}

export function observation(change: Partial<Observation> = {}): Observation {
  const intervalStartMs = change.intervalStartMs ?? Date.UTC(2026, 0, 1);
  return {
    provider: "caiso",
    dataset: "PRC_LMP/DAM",
    seriesId: "TH_NP15_GEN-APND.LMP",
    intervalStartMs,
    intervalEndMs: intervalStartMs + 3_600_000,
    value: 31.5,
    unit: "USD/MWh",
    location: "TH_NP15_GEN-APND",
    asOfMs: intervalStartMs - 86_400_000,
    retrievedAtMs: Date.UTC(2026, 0, 2),
    runId: "run-1",
    pageId: "page-1",
    ...change,
  };
}

/** `count` hourly observations from `startMs`. */
export function hourly(
  count: number,
  startMs: number,
  change: Partial<Observation> = {},
): Observation[] {
  return Array.from({ length: count }, (_, hour) =>
    observation({ ...change, intervalStartMs: startMs + hour * 3_600_000, value: hour }),
  );
}

export function toColumns(observations: readonly Observation[]): ObservationColumns {
  const seriesEntries: SeriesEntry[] = observations.map(
    ({ dataset, seriesId, unit, location }) => ({
      dataset,
      seriesId,
      unit,
      location,
    }),
  );
  const pageEntries: PageEntry[] = observations.map(({ pageId, runId, retrievedAtMs }) => ({
    pageId,
    runId,
    retrievedAtMs,
  }));
  const numbers = (of: (row: Observation) => number) => Float64Array.from(observations, of);
  return {
    provider: observations[0]?.provider ?? "caiso",
    length: observations.length,
    series: Int32Array.from(observations, (_, row) => row),
    page: Int32Array.from(observations, (_, row) => row),
    intervalStartMs: numbers((row) => row.intervalStartMs),
    intervalEndMs: numbers((row) => row.intervalEndMs),
    asOfMs: numbers((row) => row.asOfMs),
    value: numbers((row) => row.value ?? Number.NaN),
    seriesEntries,
    pageEntries,
  };
}

/** Commits in a transaction of its own. */
export async function commit(
  warehouse: TestWarehouse,
  table: IcebergTable,
  staged: StagedAppend,
  summary: Readonly<Record<string, string>> = {},
): Promise<void> {
  await inTransaction(warehouse, (client) => table.commit(staged, client, summary));
  await table.committed(staged);
}

/** Stages and commits. */
export async function append(
  warehouse: TestWarehouse,
  table: IcebergTable,
  observations: readonly Observation[],
  summary: Readonly<Record<string, string>> = {},
): Promise<StagedAppend> {
  const staged = await table.stage(toColumns(observations));
  await commit(warehouse, table, staged, summary);
  return staged;
}

/** Rolls back when `work` throws. */
export async function inTransaction<Result>(
  { pool }: TestWarehouse,
  work: (client: pg.PoolClient) => Promise<Result>,
  begin = "begin",
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

/** On a connection without a transaction. */
export async function withClient<Result>(
  { pool }: TestWarehouse,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const waitLimitMs = 10_000;

/** Resolves once a session waits for a lock that another one holds. */
export async function untilSomebodyWaits({ pool }: TestWarehouse): Promise<void> {
  const deadline = Date.now() + waitLimitMs;
  while (Date.now() < deadline) {
    const { rowCount } = await pool.query(
      "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    if (rowCount !== null && rowCount > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`Expected a session to wait for a lock within ${waitLimitMs} ms`);
}

/** The directory behind the table's location. */
export function tablePath(table: IcebergTable): string {
  return table.location.slice("file://".length);
}

/** Files below the table's location, relative to it, sorted. */
export async function tableFiles(table: IcebergTable): Promise<string[]> {
  const root = tablePath(table);
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}

export async function pointerOf({ pool }: TestWarehouse, provider: ProviderName): Promise<string> {
  const { rows } = await pool.query<{ metadata_location: string }>(
    "select metadata_location from public.iceberg_tables where table_name = $1",
    [icebergTableName(provider)],
  );
  const location = rows[0]?.metadata_location;
  if (location === undefined) throw new Error(`Expected a table for ${provider}`);
  return location;
}

export async function readMetadata(
  warehouse: TestWarehouse,
  provider: ProviderName,
): Promise<Record<string, unknown>> {
  const location = await pointerOf(warehouse, provider);
  // Proof for the cast: a metadata file holds one JSON object.
  return parseLossless(await readFile(location.slice("file://".length), "utf8")) as Record<
    string,
    unknown
  >;
}

/** Edits the current metadata in place, as if the table had always been so. Open the table again after it. */
export async function changeMetadata(
  warehouse: TestWarehouse,
  provider: ProviderName,
  change: (metadata: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  const location = await pointerOf(warehouse, provider);
  const changed = change(await readMetadata(warehouse, provider));
  await writeFile(location.slice("file://".length), stringifyLossless(changed));
}
