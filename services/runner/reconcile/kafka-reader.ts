/** Reads a whole topic as it stands now, outside the landing process's group. */
import { randomUUID } from "node:crypto";
import type { Admin, Kafka } from "kafkajs";
import { SandboxError } from "../../core/errors.ts";
import { topicName } from "../../core/names.ts";
import type { ProviderName } from "../../core/observation.ts";
import type { ObservationCodec } from "../../stability/observation-codec.ts";
import { ObservationTable, ownDataset } from "./observation-table.ts";

/** Longest silence of the broker while messages are still missing, in milliseconds. */
const silenceLimitMs = 60_000;

/** High watermarks by partition; empty when the topic does not exist. */
export async function topicEnds(
  admin: Admin,
  topic: string,
): Promise<Map<number, { low: number; high: number }>> {
  if (!(await admin.listTopics()).includes(topic)) return new Map();
  const offsets = await admin.fetchTopicOffsets(topic);
  return new Map(
    offsets.map(({ partition, low, high }) => [
      partition,
      { low: Number(low), high: Number(high) },
    ]),
  );
}

/** Messages of a topic that nobody can read: whoever consumes it loses them. */
export interface UnreadableMessages {
  readonly count: number;
  /** Where the first of them are, `<partition>:<offset>`. */
  readonly places: string[];
}

/** How many unreadable messages are named one by one. */
const placesMax = 10;

export async function readKafkaTopic(
  kafka: Kafka,
  admin: Admin,
  codec: ObservationCodec,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<{ table: ObservationTable; unreadable: UnreadableMessages }> {
  const table = new ObservationTable();
  const topic = topicName(provider);
  const open = new Map(
    [...(await topicEnds(admin, topic))].filter(([, { low, high }]) => high > low),
  );
  const unreadable = { count: 0, places: [] as string[] };
  signal.throwIfAborted();
  if (open.size === 0) return { table, unreadable };
  const groupId = `aurum-reconcile-${randomUUID()}`;
  const consumer = kafka.consumer({
    groupId,
    maxBytesPerPartition: 4 << 20,
    allowAutoTopicCreation: false,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      let silence = setTimeout(giveUp, silenceLimitMs);
      signal.addEventListener("abort", leave, { once: true });
      function leave(): void {
        clearTimeout(silence);
        reject(new SandboxError("KAFKA_UNAVAILABLE", `Reading ${topic} was interrupted`));
      }
      function giveUp(): void {
        reject(
          new SandboxError(
            "KAFKA_UNAVAILABLE",
            `Cannot read ${topic} to its end: no message came for ${silenceLimitMs / 1000} s`,
          ),
        );
      }
      consumer.on("consumer.crash", ({ payload }) => {
        if (payload.restart) return;
        clearTimeout(silence);
        reject(payload.error);
      });
      consumer
        .run({
          autoCommit: false,
          eachBatch: async ({ batch }) => {
            clearTimeout(silence);
            silence = setTimeout(giveUp, silenceLimitMs);
            const end = open.get(batch.partition);
            if (end === undefined) return;
            for (const { offset, value } of batch.messages) {
              if (Number(offset) >= end.high) break;
              if (await addMessage(table, codec, provider, value)) continue;
              unreadable.count++;
              if (unreadable.places.length < placesMax)
                unreadable.places.push(`${batch.partition}:${offset}`);
            }
            if (Number(batch.lastOffset()) + 1 >= end.high) open.delete(batch.partition);
            if (open.size === 0) {
              clearTimeout(silence);
              signal.removeEventListener("abort", leave);
              resolve();
            }
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
    // A group of one reading leaves nothing worth keeping; a broker that refuses to forget it does no harm.
    await admin.deleteGroups([groupId]).catch(() => undefined);
  }
  return { table, unreadable };
}

async function addMessage(
  table: ObservationTable,
  codec: ObservationCodec,
  provider: ProviderName,
  value: Buffer | null,
): Promise<boolean> {
  if (value === null) return false;
  try {
    const schemaId = codec.schemaIdOf(value);
    if (!codec.isPrepared(schemaId)) await codec.prepare(schemaId);
    const wire = codec.decode(value);
    table.add({
      dataset: ownDataset(provider, wire),
      seriesId: wire.series_id,
      intervalStartMs: wire.interval_start,
      intervalEndMs: wire.interval_end,
      asOfMs: wire.as_of,
      value: wire.value,
      unit: wire.unit,
      location: wire.location,
    });
    return true;
  } catch (error) {
    if (error instanceof SandboxError && error.code === "MESSAGE_UNREADABLE") return false;
    throw error;
  }
}
