/** Throughput and latency of a run over time, from the landing batches PostgreSQL holds. */
import type pg from "pg";
import { latencyBuckets, latencyQuantileMs } from "../core/latency.ts";

export interface LandedBatch {
  readonly provider: string;
  /** Real UTC milliseconds. */
  readonly committedAtMs: number;
  readonly landed: number;
  readonly duplicates: number;
  readonly latencyCounts: readonly number[];
}

export interface TimelinePoint {
  /** Milliseconds since the run began, the bin's start. */
  readonly atMs: number;
  readonly records: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export interface Timeline {
  readonly binMs: number;
  readonly points: readonly TimelinePoint[];
}

/** Batches committed since `sinceMs` (real time), oldest first. */
export async function readLandedBatches(pool: pg.Pool, sinceMs: number): Promise<LandedBatch[]> {
  const { rows } = await pool.query<{
    provider: string;
    committed_at: number;
    landed: number;
    duplicates: number;
    latency_counts: number[];
  }>(
    `select provider, (extract(epoch from committed_at) * 1000)::float8 as committed_at, landed, duplicates, latency_counts
     from sandbox.landing_batches where committed_at >= to_timestamp($1::float8 / 1000) order by committed_at`,
    [sinceMs],
  );
  return rows.map((row) => ({
    provider: row.provider,
    committedAtMs: row.committed_at,
    landed: row.landed,
    duplicates: row.duplicates,
    latencyCounts: row.latency_counts,
  }));
}

export function addLatencyCounts(batches: readonly LandedBatch[]): number[] {
  const sum = new Array<number>(latencyBuckets).fill(0);
  for (const { latencyCounts } of batches) {
    for (const [bucket, count] of latencyCounts.entries()) sum[bucket] = (sum[bucket] ?? 0) + count;
  }
  return sum;
}

const binSteps = [100, 250, 500, 1_000, 5_000, 10_000, 60_000, 600_000];
const binsWanted = 40;

/** Cuts the run into at most about 40 bins of a round length. */
export function createTimeline(batches: readonly LandedBatch[], startMs: number): Timeline {
  const end = batches.at(-1)?.committedAtMs ?? startMs;
  const span = Math.max(1, end - startMs);
  const binMs = binSteps.find((step) => span / step <= binsWanted) ?? Math.ceil(span / binsWanted);
  const bins = new Map<number, LandedBatch[]>();
  for (const batch of batches) {
    const bin = Math.max(0, Math.floor((batch.committedAtMs - startMs) / binMs));
    const members = bins.get(bin);
    if (members === undefined) bins.set(bin, [batch]);
    else members.push(batch);
  }
  const last = Math.floor(span / binMs);
  const points = Array.from({ length: last + 1 }, (_, bin) => {
    const members = bins.get(bin) ?? [];
    const counts = addLatencyCounts(members);
    return {
      atMs: bin * binMs,
      records: members.reduce((sum, batch) => sum + batch.landed, 0),
      p50Ms: latencyQuantileMs(counts, 0.5),
      p95Ms: latencyQuantileMs(counts, 0.95),
    };
  });
  return { binMs, points };
}
