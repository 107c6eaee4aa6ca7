/** What landed, field by field, from both sinks, and that they agree with each other and with what was sent. */
import { fileURLToPath } from "node:url";
import { zstdDecompressSync } from "node:zlib";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import type pg from "pg";
import { expect } from "vitest";
import type { Observation, ProviderName } from "../../../../services/core/observation.ts";
import { currentDataFiles } from "../../../../services/runner/reconcile/iceberg-reader.ts";

/** Both sinks hold exactly `expected`, once each, in every field. */
export async function expectLanded(
  pool: pg.Pool,
  provider: ProviderName,
  expected: readonly Observation[],
): Promise<void> {
  const wanted = expected.map(lineOf).sort();
  const postgres = (await readPostgres(pool, provider)).map(lineOf).sort();
  const iceberg = (await readIceberg(pool, provider)).map(lineOf).sort();
  expect(differenceOf(postgres, wanted), "PostgreSQL against what was sent").toEqual(nothing);
  expect(differenceOf(iceberg, wanted), "Iceberg against what was sent").toEqual(nothing);
}

const nothing = { rows: 0, missing: [], tooMany: [] };

/** The first lines of each kind: a test that fails with 10,000 rows is not read. */
function differenceOf(got: readonly string[], wanted: readonly string[]): typeof nothing | object {
  const counts = new Map<string, number>();
  for (const line of wanted) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of got) counts.set(line, (counts.get(line) ?? 0) - 1);
  const kinds = [...counts].filter(([, count]) => count !== 0);
  return {
    rows: got.length - wanted.length,
    missing: kinds.filter(([, count]) => count > 0).slice(0, 5),
    tooMany: kinds.filter(([, count]) => count < 0).slice(0, 5),
  };
}

function lineOf(one: Observation): string {
  return JSON.stringify([
    one.dataset,
    one.seriesId,
    one.intervalStartMs,
    one.intervalEndMs,
    one.asOfMs,
    one.value,
    one.unit,
    one.location,
    one.retrievedAtMs,
    one.runId,
    one.pageId,
  ]);
}

async function readPostgres(pool: pg.Pool, provider: ProviderName): Promise<Observation[]> {
  const { rows } = await pool.query<Observation>(
    `select provider, dataset, series_id as "seriesId", value, unit, location,
            (extract(epoch from interval_start) * 1000)::float8 as "intervalStartMs",
            (extract(epoch from interval_end) * 1000)::float8 as "intervalEndMs",
            (extract(epoch from as_of) * 1000)::float8 as "asOfMs",
            (extract(epoch from retrieved_at) * 1000)::float8 as "retrievedAtMs",
            run_id as "runId", page_id as "pageId"
     from sandbox.observations where provider = $1`,
    [provider],
  );
  return rows;
}

interface IcebergRow {
  readonly dataset: string;
  readonly series_id: string;
  readonly interval_start: number;
  readonly interval_end: number;
  readonly value: number | null | undefined;
  readonly unit: string;
  readonly location: string | null | undefined;
  readonly as_of: number;
  readonly retrieved_at: number;
  readonly run_id: string;
  readonly page_id: string;
}

async function readIceberg(pool: pg.Pool, provider: ProviderName): Promise<Observation[]> {
  const observations: Observation[] = [];
  for (const { path } of await currentDataFiles(pool, provider)) {
    // Proof for the cast: the table's columns, with microseconds read as milliseconds.
    const rows = (await parquetReadObjects({
      file: await asyncBufferFromFile(fileURLToPath(path)),
      compressors: { ZSTD: (input) => zstdDecompressSync(input) },
      parsers: { timestampFromMicroseconds: (micros: bigint) => Number(micros / 1_000n) },
    })) as unknown as IcebergRow[];
    for (const row of rows) {
      observations.push({
        provider,
        dataset: row.dataset,
        seriesId: row.series_id,
        intervalStartMs: row.interval_start,
        intervalEndMs: row.interval_end,
        value: row.value ?? null,
        unit: row.unit,
        location: row.location ?? null,
        asOfMs: row.as_of,
        retrievedAtMs: row.retrieved_at,
        runId: row.run_id,
        pageId: row.page_id,
      });
    }
  }
  return observations;
}
