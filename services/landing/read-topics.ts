/** Reads the topics for as long as the process runs: one session in the consumer group after another. */
import type { Consumer, Kafka } from "kafkajs";
import { SandboxError, describeError } from "../core/errors.ts";
import { landingConsumerGroup } from "../core/names.ts";
import { ensureTopics } from "../stability/kafka-client.ts";
import { sleep } from "../stability/sleep.ts";
import { retryDelayMs } from "./landing-errors.ts";
import { ReadingSession, type SessionOptions } from "./reading-session.ts";

export interface TopicsReader {
  /** The session of now, if there is one. */
  readonly session: ReadingSession | undefined;
  /** Resolves when `signal` has been aborted and the last session has left the group. */
  readonly done: Promise<void>;
}

export interface ReadTopicsOptions extends SessionOptions {
  readonly kafka: Kafka;
  /** Ends reading. */
  readonly signal: AbortSignal;
  /** Called when reading has ended and before the group is left: the last chance to commit. */
  readonly beforeLeaving: () => Promise<void>;
}

/**
 * A fetch holds at most 2 MiB, some 12,000 messages: each costs 1 kB as objects until it is in columns.
 * The broker answers at once when there is anything, so the wait only bounds how soon a stop or a rebalance is seen.
 * A member that dies is missed for 6 s, the least a broker allows by default: so long its partitions stand still.
 */
const consumerOptions = {
  groupId: landingConsumerGroup,
  allowAutoTopicCreation: false,
  maxBytesPerPartition: 512 << 10,
  maxBytes: 1 << 20,
  maxWaitTimeInMs: 250,
  sessionTimeout: 6_000,
  heartbeatInterval: 1_000,
  rebalanceTimeout: 10_000,
} as const;

/** Longest wait for the group to be left, in milliseconds. */
const leaveMs = 2_000;

export function readTopics(options: ReadTopicsOptions): TopicsReader {
  const { signal, pauses, log } = options;
  let session: ReadingSession | undefined;

  async function readOn(): Promise<void> {
    for (let failures = 0; !signal.aborted;) {
      const startedAt = Date.now();
      try {
        await runSession(options, (now) => {
          session = now;
        });
      } catch (error) {
        failures = Date.now() - startedAt > 60_000 ? 1 : failures + 1;
        log.debug({ event: "session_failed", error });
        if (failures > 1 || !isPassing(error)) pauses.begin("kafka", kafkaError(error));
        // The signal ends the wait too, and the loop.
        await sleep(retryDelayMs("after-delay", failures), signal).catch(() => undefined);
      }
    }
  }

  return {
    get session() {
      return session;
    },
    done: readOn(),
  };
}

async function runSession(
  options: ReadTopicsOptions,
  opened: (session: ReadingSession) => void,
): Promise<void> {
  const { kafka, signal, pauses } = options;
  const topics = [...options.lanes.keys()];
  await ensureTopics(kafka, topics);
  const admin = kafka.admin();
  const consumer = kafka.consumer({
    ...consumerOptions,
    // We begin a new session ourselves, and say why meanwhile.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: never },
  });
  const session = new ReadingSession(options, consumer, admin);
  opened(session);
  try {
    await admin.connect();
    await consumer.connect();
    await consumer.subscribe({ topics, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        reject(payload.error);
      });
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        pauses.end("kafka");
        session.joined(payload.memberAssignment);
      });
      // The session's own end takes the listener off again.
      const stop = (): void => {
        resolve();
      };
      signal.addEventListener("abort", stop, { once: true, signal: session.ended });
      if (signal.aborted) resolve();
      consumer
        .run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          eachBatch: (payload) => readOrBreak(session, payload, options),
        })
        .catch(reject);
    });
  } finally {
    session.end();
    if (signal.aborted) {
      await options.beforeLeaving();
      await session.report();
    }
    await leave(consumer);
    await admin.disconnect().catch(() => undefined);
  }
}

/** kafkajs repeats whatever is thrown; only its own errors deserve that. */
async function readOrBreak(
  session: ReadingSession,
  payload: Parameters<ReadingSession["read"]>[0],
  options: ReadTopicsOptions,
): Promise<void> {
  try {
    await session.read(payload);
  } catch (error) {
    if (options.signal.aborted) return;
    if (!(error instanceof Error) || !error.name.startsWith("KafkaJS")) options.onBroken(error);
    throw error;
  }
}

/** Leaves the group so that others need not wait for our silence; a broker that is away cannot be told. */
async function leave(consumer: Consumer): Promise<void> {
  const limit = new AbortController();
  await Promise.race([
    consumer.disconnect().catch(() => undefined),
    sleep(leaveMs, limit.signal).catch(() => undefined),
  ]);
  limit.abort(new Error("the group was left"));
}

function never(): Promise<boolean> {
  return Promise.resolve(false);
}

/** What a fresh broker says in its first second: not worth a word unless it goes on saying it. */
function isPassing(error: unknown): boolean {
  return error instanceof Error && /coordinator is (loading|not available)/i.test(error.message);
}

function kafkaError(error: unknown): SandboxError {
  if (error instanceof SandboxError) return error;
  return new SandboxError(
    "KAFKA_UNAVAILABLE",
    `Cannot read from Kafka: ${describeError(error)}`,
    {},
    error,
  );
}
