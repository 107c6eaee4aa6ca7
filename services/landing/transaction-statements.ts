/** The small statements of a landing transaction, and the one that asks about it afterwards. */
import type pg from "pg";
import { SandboxError } from "../core/errors.ts";
import { latencyBucket, latencyBuckets } from "../core/latency.ts";
import type { Batch } from "./batch.ts";

/** Moves the next offsets over the batch; throws OFFSETS_FENCED when one does not stand where the batch begins. */
export async function moveOffsets(client: pg.ClientBase, batch: Batch): Promise<void> {
  const ranges = [...batch.ranges.values()];
  const { rowCount } = await client.query(
    `update sandbox.landing_offsets as stored set next_offset = moved.next, updated_at = now()
     from unnest($2::int[], $3::text[], $4::bigint[], $5::bigint[]) as moved (partition, topic_id, start, next)
     where stored.topic = $1 and stored.partition = moved.partition
       and stored.topic_id = moved.topic_id and stored.next_offset = moved.start`,
    [
      batch.topic,
      ranges.map(({ partition }) => partition),
      ranges.map(({ topicId }) => topicId),
      ranges.map(({ start }) => start),
      ranges.map(({ next }) => next),
    ],
  );
  if (rowCount === ranges.length) return;
  const span = ranges.map(({ partition, start }) => `${partition} at ${start}`).join(", ");
  throw new SandboxError(
    "OFFSETS_FENCED",
    `Cannot land a batch of ${batch.topic} that begins in partition ${span}: another process moved an offset`,
    { topic: batch.topic },
  );
}

/** Puts the messages that could not be read into quarantine, bytes and all; once, however often it is tried. */
export async function keepUnreadable(client: pg.ClientBase, batch: Batch): Promise<void> {
  const { topic, provider, unreadable } = batch;
  if (unreadable.length === 0) return;
  await client.query(
    `insert into sandbox.quarantine
       (run_id, provider, dataset, page_id, record_index, reasons, raw, content_type, request)
     select 'unknown', $1, 'unknown', page_id, 0, array[reason], raw, 'application/octet-stream', request
     from unnest($2::text[], $3::text[], $4::bytea[], $5::text[]) as one (page_id, reason, raw, request)
     on conflict do nothing`,
    [
      provider,
      unreadable.map(({ topicId, partition, offset }) => `${topicId}/${partition}/${offset}`),
      unreadable.map(({ reason }) => reason),
      unreadable.map(({ raw }) => raw),
      unreadable.map(({ partition, offset }) => `${topic}/${partition}/${offset}`),
    ],
  );
}

/** The snapshot's summary: which batch and runs it holds, and every next offset of the topic after it. */
export async function describeSnapshot(
  client: pg.ClientBase,
  batch: Batch,
): Promise<Record<string, string>> {
  const { rows } = await client.query<{ partition: number; topic_id: string; next_offset: number }>(
    `select partition, topic_id, next_offset from sandbox.landing_offsets where topic = $1 order by partition`,
    [batch.topic],
  );
  const offsets = Object.fromEntries([
    ["id", rows[0]?.topic_id],
    ...rows.map((row) => [String(row.partition), row.next_offset]),
  ]) as Record<string, string | number>;
  return {
    "aurum.batch-id": batch.id,
    "aurum.run-ids": batch.runIds().join(","),
    "aurum.offsets": JSON.stringify({ [batch.topic]: offsets }),
  };
}

export interface Evidence {
  readonly landed: number;
  readonly duplicates: number;
  readonly revisions: number;
  readonly latencyCounts: readonly number[];
}

export async function keepEvidence(
  client: pg.ClientBase,
  batch: Batch,
  evidence: Evidence,
  snapshotId: bigint | undefined,
): Promise<void> {
  await client.query(
    `insert into sandbox.landing_batches
       (batch_id, provider, messages, landed, duplicates, revisions, unreadable, iceberg_snapshot_id, latency_counts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      batch.id,
      batch.provider,
      batch.messages,
      evidence.landed,
      evidence.duplicates,
      evidence.revisions,
      batch.unreadable.length,
      snapshotId?.toString() ?? null,
      evidence.latencyCounts,
    ],
  );
}

/** How long the landed rows took from the provider's answer to `nowMs`, counted per bucket. */
export function countLatencies(
  { columns }: Batch,
  rows: Int32Array | undefined,
  nowMs: number,
): number[] {
  const counts = new Array<number>(latencyBuckets).fill(0);
  const count = rows?.length ?? columns.length;
  let answeredAtMs = Number.NaN;
  let bucket = 0;
  for (let index = 0; index < count; index++) {
    const row = rows === undefined ? index : (rows[index] ?? 0);
    // Rows of one page share the moment, so that the logarithm is taken once.
    if (columns.answeredAtMs[row] !== answeredAtMs) {
      answeredAtMs = columns.answeredAtMs[row] ?? 0;
      bucket = latencyBucket(nowMs - answeredAtMs);
    }
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  return counts;
}

/**
 * Whether a batch whose COMMIT was not answered is in. Its offsets are locked until its transaction has ended on the
 * server, so locking one waits for that; only then is the evidence read.
 */
export async function wasCommitted(pool: pg.Pool, batch: Batch): Promise<boolean> {
  const client = await pool.connect();
  let failed: Error | undefined;
  try {
    await client.query("begin; set local lock_timeout = '10s'");
    await client.query(
      "select 1 from sandbox.landing_offsets where topic = $1 and partition = any($2::int[]) for update",
      [batch.topic, [...batch.ranges.keys()]],
    );
    const { rowCount } = await client.query(
      "select 1 from sandbox.landing_batches where batch_id = $1",
      [batch.id],
    );
    await client.query("rollback");
    return rowCount === 1;
  } catch (error) {
    failed = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(failed);
  }
}
