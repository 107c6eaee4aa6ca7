/**
 * How old what has landed is, series by series: the sandbox's clock minus the end of the newest landed interval, held
 * against the oldest that the dataset's timetable lets it be.
 */
import type pg from "pg";
import { databaseSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset, RunPlan } from "../core/plan.ts";
import { scheduleOf } from "../providers/schedule-table.ts";

export interface SeriesFreshness {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly seriesId: string;
  /** Negative for what lies ahead; null while nothing has landed. */
  readonly ageMs: number | null;
  /**
   * How far beyond its promise and what it is allowed; negative while it keeps it. Infinite while nothing has landed,
   * negative infinite where nothing is to be expected: a series that had ended before the stream began.
   */
  readonly lateMs: number;
}

export interface FreshnessPlace {
  /** The sandbox's clock. */
  readonly nowMs: number;
  /** What the pipeline's own work may take, on the sandbox's clock; nothing where all of it is done. */
  readonly allowedMs: number;
}

/**
 * What a healthy pipeline needs from a poll that is due to the commit of what it brings, in real milliseconds: a poll
 * under way, the one behind it, and landing, on a machine with other things to do.
 */
const ownWorkMs = 5_000;

/** That time on a clock of this rate. */
export function allowedAtScale(scale: number): number {
  return ownWorkMs * scale;
}

/** One look at the index per series. */
export async function readFreshness(
  pool: Pick<pg.Pool | pg.Client, "query">,
  { datasets, stream }: RunPlan,
  place: FreshnessPlace,
): Promise<SeriesFreshness[]> {
  const { rows } = await pool.query<NewestInterval>(
    `select s.provider, s.dataset, s.series_id as "seriesId",
       (extract(epoch from newest.interval_start) * 1000)::float8 as "startMs",
       (extract(epoch from newest.interval_end) * 1000)::float8 as "endMs"
     from ${databaseSchema}.series s cross join lateral (
       select v.interval_start, v.interval_end from ${databaseSchema}.observation_values v
       where v.series_key = s.series_key order by v.interval_start desc limit 1) newest`,
  );
  return judgeFreshness(datasets, rows, place, stream?.startMs);
}

export interface NewestInterval {
  readonly provider: string;
  readonly dataset: string;
  readonly seriesId: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A series that ended so long before a stream began, beyond twice its promise, is one that nobody publishes any more. */
const dormantMs = 90 * 86_400_000;

/** Pure. One entry per planned series, in their order; the end of its planned range says how far it reached before. */
export function judgeFreshness(
  datasets: readonly PlannedDataset[],
  newest: readonly NewestInterval[],
  { nowMs, allowedMs }: FreshnessPlace,
  streamStartMs?: number,
): SeriesFreshness[] {
  const known = new Map<string, NewestInterval>();
  for (const one of newest) {
    const key = keyOf(one.provider, one.dataset, one.seriesId);
    // A series whose unit changed has several rows.
    if ((known.get(key)?.endMs ?? Number.NEGATIVE_INFINITY) < one.endMs) known.set(key, one);
  }
  return datasets.flatMap(({ provider, dataset, series }) => {
    const { freshWithinMs } = scheduleOf(provider, dataset);
    return series.map(({ seriesId, endMs: plannedEndMs }): SeriesFreshness => {
      const interval = known.get(keyOf(provider, dataset, seriesId));
      const silentMs = (streamStartMs ?? 0) - (interval?.endMs ?? plannedEndMs);
      if (interval === undefined) {
        const isDormant = plannedEndMs > 0 && silentMs > dormantMs;
        const lateMs = isDormant ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
        return { provider, dataset, seriesId, ageMs: null, lateMs };
      }
      const ageMs = nowMs - interval.endMs;
      const promiseMs = freshWithinMs({ seriesId, intervalMs: interval.endMs - interval.startMs });
      const isDormant = silentMs > dormantMs + 2 * Math.max(0, promiseMs);
      const lateMs = isDormant ? Number.NEGATIVE_INFINITY : ageMs - promiseMs - allowedMs;
      return { provider, dataset, seriesId, ageMs, lateMs };
    });
  });
}

/** The series furthest beyond its promise, or nearest to it. */
export function worstOf(series: readonly SeriesFreshness[]): SeriesFreshness | undefined {
  let worst: SeriesFreshness | undefined;
  for (const one of series) if (worst === undefined || one.lateMs > worst.lateMs) worst = one;
  return worst;
}

/**
 * One number for a dataset: the age of its worst series. Where that has landed nothing at all, the time since the
 * stream began, which grows until something lands; undefined where there is no series to speak of.
 */
export function ageOf(
  series: readonly SeriesFreshness[],
  { nowMs, streamStartMs }: { readonly nowMs: number; readonly streamStartMs: number },
): number | undefined {
  const worst = worstOf(series);
  if (worst === undefined) return undefined;
  if (worst.ageMs !== null) return worst.ageMs;
  return worst.lateMs === Number.NEGATIVE_INFINITY ? undefined : nowMs - streamStartMs;
}

function keyOf(provider: string, dataset: string, seriesId: string): string {
  return [provider, dataset, seriesId].join("\u0000");
}
