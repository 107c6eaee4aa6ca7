/**
 * `series_key` and `page_key` for the entries of a batch. New entries are inserted by statements of their own, before
 * the batch's transaction: two processes that meet the same new page then wait for one statement of each other, not
 * for a whole landing, and what is remembered here is committed. An entry whose batch never lands does no harm.
 */
import type pg from "pg";
import type { ProviderName } from "../core/observation.ts";
import type { RowKeys } from "./copy-rows.ts";
import { databaseError } from "./landing-errors.ts";
import type { ObservationColumns, PageEntry, SeriesEntry } from "./observation-columns.ts";

export interface BatchKeys extends RowKeys {
  readonly series: Int32Array;
  /**
   * Per series entry, every key of that (dataset, series_id), its own included. More than one when the provider
   * changed unit or location: an observation's identity holds neither.
   */
  readonly sameSeries: readonly (readonly number[])[];
}

export interface KeyResolver {
  /** Rejects with DATABASE_UNAVAILABLE; asking again is right. */
  resolve(columns: ObservationColumns): Promise<BatchKeys>;
  /** Forgets what another process may have added to. */
  clear(): void;
}

/** Entries remembered; beyond it the memory starts anew. */
const rememberedMax = 50_000;

interface KnownSeries {
  readonly unit: string;
  readonly location: string | null;
  readonly key: number;
}

export function createKeyResolver(pool: pg.Pool, provider: ProviderName): KeyResolver {
  /** By dataset and series id. */
  const series = new Map<string, KnownSeries[]>();
  const pages = new Map<string, number>();

  async function resolveSeries(entries: readonly SeriesEntry[]): Promise<void> {
    const missing = entries.filter((entry) => findSeries(series, entry) === undefined);
    if (missing.length === 0) return;
    if (series.size + missing.length > rememberedMax) series.clear();
    // What was forgotten just now is missing too.
    const wanted = entries.filter((entry) => findSeries(series, entry) === undefined);
    await readSeries(wanted);
    const unknown = wanted.filter((entry) => findSeries(series, entry) === undefined);
    if (unknown.length === 0) return;
    // In order, so that two processes never wait for each other in a circle.
    await pool.query(
      `insert into sandbox.series (provider, dataset, series_id, unit, location)
       select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as new (dataset, series_id, unit, location)
       order by dataset, series_id, unit, location
       on conflict do nothing`,
      [
        provider,
        unknown.map(({ dataset }) => dataset),
        unknown.map(({ seriesId }) => seriesId),
        unknown.map(({ unit }) => unit),
        unknown.map(({ location }) => location),
      ],
    );
    await readSeries(unknown);
  }

  async function readSeries(entries: readonly SeriesEntry[]): Promise<void> {
    const { rows } = await pool.query<{
      dataset: string;
      series_id: string;
      unit: string;
      location: string | null;
      key: number;
    }>(
      `select distinct s.dataset, s.series_id, s.unit, s.location, s.series_key as key
       from unnest($2::text[], $3::text[]) as wanted (dataset, series_id)
       join sandbox.series s on s.provider = $1 and s.dataset = wanted.dataset and s.series_id = wanted.series_id
       order by s.series_key`,
      [provider, entries.map(({ dataset }) => dataset), entries.map(({ seriesId }) => seriesId)],
    );
    const read = new Map<string, KnownSeries[]>();
    for (const { dataset, series_id: seriesId, unit, location, key } of rows) {
      const name = nameOfSeries({ dataset, seriesId });
      read.set(name, [...(read.get(name) ?? []), { unit, location, key }]);
    }
    for (const [name, known] of read) series.set(name, known);
  }

  async function resolvePages(entries: readonly PageEntry[]): Promise<void> {
    if (pages.size + entries.length > rememberedMax) pages.clear();
    const missing = entries.filter((entry) => !pages.has(nameOfPage(entry)));
    if (missing.length === 0) return;
    const values = [
      missing.map(({ pageId }) => pageId),
      missing.map(({ runId }) => runId),
      missing.map(({ retrievedAtMs }) => new Date(retrievedAtMs).toISOString()),
    ];
    await pool.query(
      `insert into sandbox.pages (page_id, run_id, retrieved_at)
       select * from unnest($1::text[], $2::text[], $3::timestamptz[]) as new (page_id, run_id, retrieved_at)
       order by page_id, run_id, retrieved_at
       on conflict do nothing`,
      values,
    );
    const { rows } = await pool.query<{
      page_id: string;
      run_id: string;
      retrieved_at_ms: number;
      page_key: number;
    }>(
      `select p.page_id, p.run_id, (extract(epoch from p.retrieved_at) * 1000)::float8 as retrieved_at_ms, p.page_key
       from unnest($1::text[], $2::text[], $3::timestamptz[]) as wanted (page_id, run_id, retrieved_at)
       join sandbox.pages p using (page_id, run_id, retrieved_at)`,
      values,
    );
    for (const row of rows) {
      const entry = {
        pageId: row.page_id,
        runId: row.run_id,
        retrievedAtMs: row.retrieved_at_ms,
      };
      pages.set(nameOfPage(entry), row.page_key);
    }
  }

  return {
    async resolve({ seriesEntries, pageEntries }) {
      try {
        await resolveSeries(seriesEntries);
        await resolvePages(pageEntries);
      } catch (error) {
        throw databaseError(`read the keys of ${provider}'s series and pages`, error);
      }
      return {
        series: Int32Array.from(seriesEntries, (entry) =>
          found(findSeries(series, entry)?.key, entry.seriesId),
        ),
        page: pageEntries.map((entry) => found(pages.get(nameOfPage(entry)), entry.pageId)),
        sameSeries: seriesEntries.map((entry) =>
          (series.get(nameOfSeries(entry)) ?? []).map(({ key }) => key),
        ),
      };
    },
    clear() {
      series.clear();
      pages.clear();
    },
  };
}

function findSeries(
  series: ReadonlyMap<string, readonly KnownSeries[]>,
  entry: SeriesEntry,
): KnownSeries | undefined {
  return series
    .get(nameOfSeries(entry))
    ?.find(({ unit, location }) => unit === entry.unit && location === entry.location);
}

function found(key: number | undefined, name: string): number {
  // An invariant: whatever was missing was inserted, and nothing deletes keys.
  if (key === undefined) throw new Error(`no key for "${name}" after inserting it`);
  return key;
}

function nameOfSeries({ dataset, seriesId }: Pick<SeriesEntry, "dataset" | "seriesId">): string {
  return `${dataset}\u0000${seriesId}`;
}

function nameOfPage({ pageId, runId, retrievedAtMs }: PageEntry): string {
  return `${pageId}\u0000${runId}\u0000${retrievedAtMs}`;
}
