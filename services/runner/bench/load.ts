/** Small HTTP load generator for one process on this machine: bounded requests, bounded time. */
import { Pool } from "undici";

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

/**
 * Asks `paths` in turn over `connections` connections for about `seconds`, or `requestsMax` times if that comes
 * first; any answer but 200 is an error.
 */
export async function load(
  baseUrl: string,
  paths: readonly string[],
  connections: number,
  seconds: number,
  requestsMax = Number.POSITIVE_INFINITY,
): Promise<LoadResult> {
  const pool = new Pool(baseUrl, { connections, pipelining: 1 });
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  const endAt = startedAt + seconds * 1000;
  async function worker(): Promise<void> {
    while (next < requestsMax && performance.now() < endAt) {
      const path = paths[next++ % paths.length] ?? "/";
      const askedAt = performance.now();
      const { statusCode, body } = await pool.request({ method: "GET", path });
      await body.arrayBuffer();
      if (statusCode !== 200)
        throw new Error(`Cannot measure ${baseUrl}${path}: expected status 200, got ${statusCode}`);
      latencies.push(performance.now() - askedAt);
    }
  }
  try {
    await Promise.all(Array.from({ length: connections }, worker));
  } finally {
    await pool.close();
  }
  const elapsed = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number =>
    round(latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0);
  return {
    requests: latencies.length,
    seconds: round(elapsed),
    requestsPerSecond: Math.round(latencies.length / elapsed),
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
