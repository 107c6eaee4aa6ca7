/**
 * Where landing goes on reading: `sandbox.landing_offsets`, moved only by the transaction that lands what lies
 * before it. What Kafka remembers of the group is for lag monitors and decides nothing.
 */
import type { Admin } from "kafkajs";
import type pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import { databaseError } from "./landing-errors.ts";
import { readTopicIds } from "./topic-ids.ts";

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

export interface Position extends TopicPartition {
  readonly topicId: string;
  readonly nextOffset: number;
  /** The end of the partition. */
  readonly high: number;
}

/** A partition landing must not go on with, and why. */
export interface LostPartition extends TopicPartition {
  readonly error: SandboxError;
}

export interface LoadedPositions {
  readonly positions: readonly Position[];
  readonly lost: readonly LostPartition[];
}

/** What the broker holds of a partition: offsets `[low, high)`. */
interface Held {
  readonly topicId: string;
  readonly low: number;
  readonly high: number;
}

/**
 * Reads the position of each partition; one that never landed anything starts at the oldest message there is.
 * Rejects with KAFKA_UNAVAILABLE or DATABASE_UNAVAILABLE.
 */
export async function loadPositions(
  pool: pg.Pool,
  admin: Admin,
  brokers: readonly string[],
  partitions: readonly TopicPartition[],
): Promise<LoadedPositions> {
  if (partitions.length === 0) return { positions: [], lost: [] };
  // What is stored is read before what is held: a partition that moves on meanwhile is not taken for cut off.
  const stored = await readStored(pool, partitions);
  const held = await readHeld(admin, brokers, [...new Set(partitions.map(({ topic }) => topic))]);
  const positions: Position[] = [];
  const lost: LostPartition[] = [];
  for (const one of partitions) {
    const there = held.get(nameOf(one));
    if (there === undefined) {
      throw new SandboxError(
        "KAFKA_UNAVAILABLE",
        `Cannot read the offsets of ${one.topic}, partition ${one.partition}: the broker does not know it`,
      );
    }
    const known = stored.get(nameOf(one)) ?? (await storeFirst(pool, one, there));
    const position = { ...one, ...known, high: there.high };
    const reason = judgePosition(position, there);
    if (reason === null) positions.push(position);
    else lost.push({ ...one, error: lostError(position, reason) });
  }
  return { positions, lost };
}

export function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** Why reading cannot go on at `position`; null when it can. */
export function judgePosition(position: Omit<Position, "high">, held: Held): string | null {
  const { topicId, nextOffset } = position;
  if (topicId !== held.topicId) {
    return `the topic was made anew (its id was ${topicId}, it is ${held.topicId})`;
  }
  if (nextOffset < held.low) {
    return `the messages from ${nextOffset} to ${held.low - 1} were deleted before they landed`;
  }
  if (nextOffset > held.high) {
    return `the topic ends at ${held.high}, before the next offset to land`;
  }
  return null;
}

function lostError({ topic, partition, nextOffset }: Position, reason: string): SandboxError {
  return new SandboxError(
    "OFFSETS_LOST",
    `Cannot go on with ${topic}, partition ${partition}, at offset ${nextOffset}: ${reason}; ` +
      "to land what the topic holds now, delete the partition's row in sandbox.landing_offsets",
    { topic, partition, nextOffset },
  );
}

async function readHeld(
  admin: Admin,
  brokers: readonly string[],
  topics: readonly string[],
): Promise<Map<string, Held>> {
  const ids = await readTopicIds(brokers, topics);
  const held = new Map<string, Held>();
  for (const topic of topics) {
    const topicId = ids.get(topic);
    if (topicId === undefined) continue;
    try {
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        held.set(nameOf({ topic, partition }), {
          topicId,
          low: Number(low),
          high: Number(high),
        });
      }
    } catch (error) {
      throw new SandboxError(
        "KAFKA_UNAVAILABLE",
        `Cannot read the offsets of ${topic}: ${describeError(error)}`,
        { topic },
        error,
      );
    }
  }
  return held;
}

type Stored = Pick<Position, "topicId" | "nextOffset">;

async function readStored(
  pool: pg.Pool,
  partitions: readonly TopicPartition[],
): Promise<Map<string, Stored>> {
  try {
    const { rows } = await pool.query<{
      topic: string;
      partition: number;
      topic_id: string;
      next_offset: number;
    }>(
      `select topic, partition, topic_id, next_offset from sandbox.landing_offsets
       join unnest($1::text[], $2::int[]) as wanted (topic, partition) using (topic, partition)`,
      [partitions.map(({ topic }) => topic), partitions.map(({ partition }) => partition)],
    );
    return new Map(
      rows.map((row) => [nameOf(row), { topicId: row.topic_id, nextOffset: row.next_offset }]),
    );
  } catch (error) {
    throw databaseError("read the next offsets to land", error);
  }
}

/** A partition that never landed anything starts at its oldest message, unless another process was first. */
async function storeFirst(
  pool: pg.Pool,
  { topic, partition }: TopicPartition,
  { topicId, low }: Held,
): Promise<Stored> {
  try {
    await pool.query(
      `insert into sandbox.landing_offsets (topic, partition, topic_id, next_offset)
       values ($1, $2, $3, $4) on conflict do nothing`,
      [topic, partition, topicId, low],
    );
  } catch (error) {
    throw databaseError(`store the first offset of ${topic}`, error);
  }
  const stored = await readStored(pool, [{ topic, partition }]);
  return stored.get(nameOf({ topic, partition })) ?? { topicId, nextOffset: low };
}
