/** Publishes pages to the topics of their providers: Avro with the registry, key = series id. */
import type { Kafka, Message } from "kafkajs";
import { SandboxError, describeError } from "../core/errors.ts";
import { topicName } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import { ensureTopics } from "../stability/kafka-client.ts";
import type { ObservationCodec } from "../stability/observation-codec.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import { type KafkaLane, type MessageBatch, createKafkaLane } from "./kafka-lane.ts";
import type { ObservationPublisher, PublishablePage } from "./publisher.ts";
import type { IngestionSettings } from "./settings.ts";

export interface KafkaPublisherOptions {
  readonly kafka: Kafka;
  readonly codec: ObservationCodec;
  readonly settings: IngestionSettings;
  readonly log: Logger;
  /** Told what keeps messages from being published, and null when it does no longer. */
  readonly onTrouble: (part: string, reason: string | null) => void;
}

export interface KafkaPublisher extends ObservationPublisher {
  /** Resolves once topics and schemas are there, so that the first page need not wait for them. */
  prepare(providers: readonly ProviderName[], signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

const pauseMs = 500;
/** What the record format adds to key and value, at most. */
const recordOverheadBytes = 32;

export function createKafkaPublisher(options: KafkaPublisherOptions): KafkaPublisher {
  const { kafka, codec, settings, log, onTrouble } = options;
  const lanes = new Map<ProviderName, KafkaLane>();

  function laneOf(provider: ProviderName): KafkaLane {
    let lane = lanes.get(provider);
    if (lane === undefined) {
      lane = createKafkaLane({
        kafka,
        topic: topicName(provider),
        messagesMax: settings.batchMessagesMax,
        bytesMax: settings.batchBytesMax,
        log,
        onTrouble: (reason) => {
          onTrouble(`messages of ${provider}`, reason);
        },
      });
      lanes.set(provider, lane);
    }
    return lane;
  }

  /** Waits for the registry as long as it takes; only a refusal is an answer. */
  async function schemaIdOf(provider: ProviderName, signal: AbortSignal): Promise<number> {
    for (;;) {
      try {
        const schemaId = await codec.register(provider);
        onTrouble(`schema of ${provider}`, null);
        return schemaId;
      } catch (error) {
        onTrouble(`schema of ${provider}`, describeError(error));
        if (error instanceof SandboxError && error.retry === "never") throw error;
        log.debug({ event: "registry_unavailable", reason: describeError(error) });
      }
      await sleep(pauseMs, signal);
    }
  }

  async function prepareTopics(topics: readonly string[], signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        await ensureTopics(kafka, topics);
        onTrouble("topics", null);
        return;
      } catch (error) {
        onTrouble("topics", describeError(error));
      }
      await sleep(pauseMs, signal);
    }
  }

  return {
    async prepare(providers, signal) {
      await Promise.all([
        prepareTopics(providers.map(topicName), signal),
        ...providers.map((provider) => schemaIdOf(provider, signal)),
      ]);
    },
    async publish(page, signal) {
      if (page.values.length === 0) return;
      const { provider } = page.fields;
      const schemaId = await schemaIdOf(provider, signal);
      const lane = laneOf(provider);
      // Queued at once and in order, so that a long page fills its sends.
      await Promise.all(
        splitPage(codec, schemaId, page, settings).map((batch) => lane.send(batch, signal)),
      );
    },
    async close() {
      await Promise.all([...lanes.values()].map((lane) => lane.close()));
    },
  };
}

function splitPage(
  codec: ObservationCodec,
  schemaId: number,
  page: PublishablePage,
  settings: IngestionSettings,
): MessageBatch[] {
  const { values } = page;
  const timestamp = String(page.arrivedAtMs);
  const encoded = codec.encodePage(schemaId, page.fields, values);
  const batches: MessageBatch[] = [];
  let messages: Message[] = [];
  let bytes = 0;
  for (const [index, { seriesId }] of values.entries()) {
    // eslint-disable-next-line @typescript-eslint/no-non-null-assertion -- a page encodes to one message per value
    const value = encoded[index]!;
    messages.push({ key: seriesId, value, timestamp });
    bytes += value.length + seriesId.length + recordOverheadBytes;
    if (messages.length >= settings.batchMessagesMax || bytes >= settings.batchBytesMax) {
      batches.push({ messages, bytes });
      messages = [];
      bytes = 0;
    }
  }
  if (messages.length > 0) batches.push({ messages, bytes });
  return batches;
}
