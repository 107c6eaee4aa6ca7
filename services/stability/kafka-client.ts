/** The Kafka client every process uses: our log, our patience, our topics. */
import "./kafkajs-mends.ts";
import "./kafkajs-fetch-mends.ts";
import { Kafka, type Message, Partitioners } from "kafkajs";
import { SandboxError, describeError } from "../core/errors.ts";
import { topicPartitions } from "../core/names.ts";
import { createKafkaLogCreator } from "../telemetry/kafka-log.ts";
import type { Logger } from "../telemetry/logger.ts";

/** Series whose partition is remembered; beyond it the memory starts anew. */
const rememberedKeysMax = 50_000;

/** Retries add up to some seconds: whoever uses the client repeats, and can say why meanwhile. */
const connectRetry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 };

export function createKafkaClient(
  brokers: readonly string[],
  clientId: string,
  log: Logger,
): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    connectionTimeout: 2_000,
    requestTimeout: 30_000,
    retry: connectRetry,
    logCreator: createKafkaLogCreator(log),
  });
}

/** Creates the topics that are missing; another process may be doing the same. Rejects with KAFKA_UNAVAILABLE. */
export async function ensureTopics(kafka: Kafka, topics: readonly string[]): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const missing = topics.filter((topic) => !existing.has(topic));
    if (missing.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map((topic) => ({
        topic,
        numPartitions: topicPartitions,
        replicationFactor: 1,
      })),
    });
  } catch (error) {
    throw new SandboxError(
      "KAFKA_UNAVAILABLE",
      `Cannot create topics ${topics.join(", ")}: ${describeError(error)}`,
      {},
      error,
    );
  } finally {
    // A connection that is broken anyway has nothing to say about the topics.
    await admin.disconnect().catch(() => undefined);
  }
}

/**
 * kafkajs's default partitioner with its answers remembered: murmur2 runs on BigInt there and costs 1.5 µs,
 * and a page asks for the same key a thousand times.
 */
export function createRememberingPartitioner(): ReturnType<typeof Partitioners.DefaultPartitioner> {
  const choose = Partitioners.DefaultPartitioner();
  const known = new Map<string, number>();
  let knownPartitions = 0;
  return (question) => {
    const key = question.message.key;
    if (typeof key !== "string" || isPlaced(question.message)) return choose(question);
    if (question.partitionMetadata.length !== knownPartitions || known.size >= rememberedKeysMax) {
      known.clear();
      knownPartitions = question.partitionMetadata.length;
    }
    let partition = known.get(key);
    if (partition === undefined) {
      partition = choose(question);
      known.set(key, partition);
    }
    return partition;
  };
}

function isPlaced(message: Message): boolean {
  return message.partition !== undefined;
}
