/**
 * One topic's way into Kafka: one idempotent producer, one send at a time, everything that waits goes with the next.
 *
 * idle → sending → idle; sending → broken (producer thrown away) → sending again with a new one and the same messages.
 *
 * One send at a time, because kafkajs takes a failed send's sequence numbers back and gives them to whatever is
 * sent next. Had the broker stored the failed batch after all, it would take the next one for its repetition and
 * acknowledge it without storing it. With nothing in between, the repetition is the failed batch itself.
 */
import type { Kafka, Message, Producer } from "kafkajs";
import { SandboxError, describeError } from "../core/errors.ts";
import { createRememberingPartitioner, ensureTopics } from "../stability/kafka-client.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";

export interface KafkaLane {
  /**
   * Resolves once all messages are acknowledged; they stand in the topic in the order of the calls.
   * Rejects with the signal's reason when it is aborted first: the messages may be on their way and stay so.
   */
  send(batch: MessageBatch, signal: AbortSignal): Promise<void>;
  /** Rejects what is not acknowledged yet, and lets go of the producer. */
  close(): Promise<void>;
}

/** Small enough for one send. */
export interface MessageBatch {
  readonly messages: readonly Message[];
  readonly bytes: number;
}

export interface KafkaLaneOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly messagesMax: number;
  readonly bytesMax: number;
  readonly log: Logger;
  /** Told what is wrong with Kafka, and null when a send went through. */
  readonly onTrouble: (reason: string | null) => void;
}

interface Waiting {
  readonly batch: MessageBatch;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** kafkajs repeats a send for more than a minute before it gives up and the producer is replaced. */
const sendRetry = { initialRetryTime: 100, maxRetryTime: 1_000, multiplier: 2, retries: 80 };
const brokenPauseMs = 500;

export function createKafkaLane(options: KafkaLaneOptions): KafkaLane {
  const { kafka, topic, log, onTrouble } = options;
  const closing = new AbortController();
  let waiting: Waiting[] = [];
  let producer: Promise<Producer> | undefined;
  let draining: Promise<void> | undefined;

  async function connect(): Promise<Producer> {
    await ensureTopics(kafka, [topic]);
    const fresh = kafka.producer({
      idempotent: true,
      maxInFlightRequests: 1,
      createPartitioner: createRememberingPartitioner,
      retry: sendRetry,
    });
    await fresh.connect();
    log.debug({ event: "producer_connected", topic });
    return fresh;
  }

  async function replaceProducer(): Promise<void> {
    const old = producer;
    producer = undefined;
    // A producer that never connected or lost its connection has nothing left to say.
    await old?.then((known) => known.disconnect()).catch(() => undefined);
  }

  async function sendOnce(messages: Message[]): Promise<void> {
    producer ??= connect();
    await (await producer).send({ topic, messages, acks: -1 });
  }

  async function sendUntilAcknowledged(entries: readonly Waiting[]): Promise<void> {
    const messages = entries.flatMap(({ batch }) => batch.messages);
    for (;;) {
      try {
        await sendOnce(messages);
        onTrouble(null);
        return;
      } catch (error) {
        await replaceProducer();
        closing.signal.throwIfAborted();
        const reason = describeError(error);
        log.warn({ event: "send_failed", topic, messages: messages.length, reason });
        onTrouble(reason);
        if (entries.every(({ signal }) => signal.aborted)) throw error;
      }
      await sleep(brokenPauseMs, closing.signal);
    }
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const entries = takeBatch(waiting, options.messagesMax, options.bytesMax);
      waiting = waiting.slice(entries.length);
      try {
        await sendUntilAcknowledged(entries);
        for (const { resolve } of entries) resolve();
      } catch (error) {
        for (const { reject } of entries) reject(asKafkaError(topic, error));
      }
    }
    // Here and not in a callback of the promise: nothing may be queued between the last look and this line.
    draining = undefined;
  }

  return {
    send(batch, callerSignal) {
      const signal = AbortSignal.any([callerSignal, closing.signal]);
      return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const entry: Waiting = {
          batch,
          signal,
          resolve: settle(resolve),
          reject: settle(reject),
        };
        function giveUp(): void {
          waiting = waiting.filter((other) => other !== entry);
          reject(signal.reason as Error);
        }
        function settle<Value>(how: (value: Value) => void): (value: Value) => void {
          return (value) => {
            signal.removeEventListener("abort", giveUp);
            how(value);
          };
        }
        signal.addEventListener("abort", giveUp, { once: true });
        waiting.push(entry);
        draining ??= drain();
      });
    },
    async close() {
      closing.abort(new SandboxError("KAFKA_UNAVAILABLE", `The lane to ${topic} is closed`));
      await replaceProducer();
    },
  };
}

/** From the front of the queue, as much as one send may hold; at least one entry. */
function takeBatch(queue: readonly Waiting[], messagesMax: number, bytesMax: number): Waiting[] {
  let messages = 0;
  let bytes = 0;
  const tooMany = queue.findIndex(({ batch }, index) => {
    messages += batch.messages.length;
    bytes += batch.bytes;
    return index > 0 && (messages > messagesMax || bytes > bytesMax);
  });
  return queue.slice(0, tooMany === -1 ? queue.length : tooMany);
}

function asKafkaError(topic: string, error: unknown): SandboxError {
  if (error instanceof SandboxError) return error;
  const sentence = `Cannot publish to ${topic}: ${describeError(error)}`;
  return new SandboxError("KAFKA_UNAVAILABLE", sentence, { topic }, error);
}
