/** Reads what landed in PostgreSQL, through a cursor so that memory holds one piece at a time. */
import type pg from "pg";
import type { ProviderName } from "../../core/observation.ts";
import { wholePage } from "../../ingestion/checkpoint.ts";
import { ObservationTable } from "./observation-table.ts";

const fetchRows = 20_000;

type ValueRow = [seriesKey: number, start: number, end: number, asOf: number, value: number | null];

export async function readPostgresRows(
  pool: pg.Pool,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<ObservationTable> {
  const table = new ObservationTable();
  const client = await pool.connect();
  try {
    await client.query("begin transaction isolation level repeatable read read only");
    const { rows: series } = await client.query<{
      series_key: number;
      dataset: string;
      series_id: string;
      unit: string;
      location: string | null;
    }>(
      "select series_key, dataset, series_id, unit, location from sandbox.series where provider = $1",
      [provider],
    );
    const byKey = new Map(series.map((row) => [row.series_key, row]));
    await client.query({
      text: `declare landed no scroll cursor for
        select series_key,
          (extract(epoch from interval_start) * 1000)::float8, (extract(epoch from interval_end) * 1000)::float8,
          (extract(epoch from as_of) * 1000)::float8, value
        from sandbox.observation_values join sandbox.series using (series_key) where provider = $1`,
      values: [provider],
    });
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await client.query<ValueRow>({
        text: `fetch ${fetchRows} from landed`,
        rowMode: "array",
      });
      for (const [key, start, end, asOf, value] of rows) {
        const described = byKey.get(key);
        if (described === undefined) continue;
        const target = table.seriesOf(described.dataset, described.series_id);
        target.add(start, end, asOf, value);
        target.describe(described.unit, described.location);
      }
      table.counted(rows.length);
      if (rows.length < fetchRows) break;
    }
    await client.query("commit");
    client.release();
  } catch (error) {
    // Its transaction is still open: nobody may get this connection again.
    client.release(true);
    throw error;
  }
  return table;
}

export interface QuarantinedRecord {
  readonly dataset: string;
  readonly seriesId: string | null;
  readonly intervalStartMs: number | null;
  readonly asOfMs: number | null;
  readonly reasons: readonly string[];
  /** Closed list: `services/core/reasons.ts`. */
  readonly classes: readonly string[];
  /** A page no record of which could be told from another. */
  readonly wholePage: boolean;
  /** Path and query of the request, without secrets. */
  readonly request: string;
}

export async function readQuarantine(
  pool: pg.Pool,
  provider: ProviderName,
): Promise<QuarantinedRecord[]> {
  const { rows } = await pool.query<{
    dataset: string;
    series_id: string | null;
    start: number | null;
    as_of: number | null;
    reasons: string[];
    classes: string[];
    record_index: number;
    request: string;
  }>(
    `select dataset, series_id, (extract(epoch from interval_start) * 1000)::float8 as start,
            (extract(epoch from as_of) * 1000)::float8 as as_of, reasons, classes, record_index, request
     from sandbox.quarantine where provider = $1 order by quarantine_id`,
    [provider],
  );
  return rows.map((row) => ({
    dataset: row.dataset,
    seriesId: row.series_id,
    intervalStartMs: row.start,
    asOfMs: row.as_of,
    reasons: row.reasons,
    classes: row.classes,
    wholePage: row.record_index === wholePage,
    request: row.request,
  }));
}
