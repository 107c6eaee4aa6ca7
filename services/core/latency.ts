/**
 * A histogram of latencies with a fixed relative error, cheap to fill and to add up.
 * Bucket i counts values in [1.1^i, 1.1^(i+1)) milliseconds; bucket 0 also holds everything below 1 ms.
 */
const base = Math.log(1.1);
export const latencyBuckets = 160;

export function latencyBucket(latencyMs: number): number {
  if (!(latencyMs > 1)) return 0;
  return Math.min(latencyBuckets - 1, Math.floor(Math.log(latencyMs) / base));
}

/** The latency below which the share `quantile` (0 to 1) of the counted values lies; 0 when none were counted. */
export function latencyQuantileMs(counts: readonly number[], quantile: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return 0;
  let seen = 0;
  for (const [bucket, count] of counts.entries()) {
    seen += count;
    if (seen >= quantile * total) return Math.round(1.1 ** (bucket + 1) * 10) / 10;
  }
  return Number.POSITIVE_INFINITY;
}
