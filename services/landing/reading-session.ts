/**
 * One membership in the consumer group. It is assigned partitions, drops what it has not committed, reads each
 * partition's position from PostgreSQL, seeks there and reads on:
 *
 *   joined ──▶ paused, taking up ──▶ reading ──┬─ fenced, or a fetch began elsewhere ──▶ taking up again
 *                      └──▶ lost (per partition; looked at again now and then)
 */
import type { Admin, Batch as KafkaBatch, Consumer, EachBatchPayload, KafkaMessage } from "kafkajs";
import type pg from "pg";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ObservationCodec } from "../stability/observation-codec.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Batch } from "./batch.ts";
import type { Lane } from "./lane.ts";
import type { LaneMetrics } from "./lane-metrics.ts";
import { retryDelayMs } from "./landing-errors.ts";
import type { ObservationReader } from "./observation-reader.ts";
import type { Pauses } from "./pauses.ts";
import { type LoadedPositions, type TopicPartition, loadPositions, nameOf } from "./positions.ts";
import type { SchemaPreparer } from "./schema-preparer.ts";

export interface SessionOptions {
  readonly brokers: readonly string[];
  readonly pool: pg.Pool;
  /** By topic. */
  readonly lanes: ReadonlyMap<string, { readonly lane: Lane; readonly metrics: LaneMetrics }>;
  readonly codec: ObservationCodec;
  readonly reader: ObservationReader;
  readonly schemas: SchemaPreparer;
  readonly pauses: Pauses;
  readonly log: Logger;
  /** Something broke that trying again cannot mend. */
  readonly onBroken: (error: unknown) => void;
}

/** Where reading stands in a partition that was taken up. */
interface ReadingPosition {
  readonly partition: number;
  readonly topicId: string;
  /** The offset the next fetch has to begin with. */
  expected: number;
  /** Where the next batch's range starts: the end of the one before it. */
  start: number;
  /** The next offset to land, as committed. */
  landed: number;
  /** The end of the partition, as of the last fetch. */
  high: number;
}

/** While a batch waits for room, the group hears from us this often, in milliseconds. */
const heartbeatMs = 500;
/** So often it waits in place; then the partition is held, and others are read meanwhile. */
const waitsMax = 3;
/** How often positions are compared with the topics, in milliseconds. */
const recheckMs = 15_000;
/** How often the group's offsets and the lag are brought up to date, in milliseconds. */
const reportMs = 1_000;

export class ReadingSession {
  readonly #options: SessionOptions;
  readonly #consumer: Consumer;
  readonly #admin: Admin;
  readonly #positions = new Map<string, ReadingPosition>();
  readonly #lost = new Set<string>();
  readonly #ended = new AbortController();
  /** Next offsets as Kafka was told last. */
  readonly #told = new Map<string, number>();
  #assigned: TopicPartition[] = [];
  /** Counts takings-up: what an older one was waiting for is void. */
  #generation = 0;

  constructor(options: SessionOptions, consumer: Consumer, admin: Admin) {
    this.#options = options;
    this.#consumer = consumer;
    this.#admin = admin;
    const timers = [
      setInterval(() => void this.#recheck(), recheckMs),
      setInterval(() => void this.report(), reportMs),
    ];
    this.#ended.signal.addEventListener("abort", () => {
      for (const timer of timers) clearInterval(timer);
    });
  }

  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** The group gave us these partitions, by topic. */
  joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#assigned = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    this.#options.log.info({ event: "partitions_assigned", partitions: assignment });
    this.takeUp();
  }

  /** Begins anew with every assigned partition. */
  takeUp(): void {
    if (this.#ended.signal.aborted) return;
    this.#generation++;
    this.#positions.clear();
    this.#steer((consumer) => {
      consumer.pause(byTopic(this.#assigned));
    });
    this.#takeUp(this.#generation).catch(this.#options.onBroken);
  }

  /** A batch landed. */
  landed({ topic, ranges }: Batch): void {
    for (const { partition, topicId, next } of ranges.values()) {
      const position = this.#positions.get(nameOf({ topic, partition }));
      if (position?.topicId === topicId) position.landed = Math.max(position.landed, next);
    }
  }

  /** Takes a fetch of one partition; what it does not resolve is fetched again. */
  async read(fetched: EachBatchPayload): Promise<void> {
    const { batch } = fetched;
    const { topic, partition } = batch;
    const name = nameOf(batch);
    const position = this.#positions.get(name);
    const to = this.#options.lanes.get(topic);
    if (position === undefined || to === undefined || this.#ended.signal.aborted) return;
    if (beginOf(batch) !== position.expected) {
      const { log } = this.#options;
      log.warn({ event: "fetch_elsewhere", topic, partition, expected: position.expected });
      this.takeUp();
      return;
    }
    const { lane, metrics } = to;
    const { epoch } = lane;
    const isVoid = (): boolean =>
      this.#ended.signal.aborted || lane.epoch !== epoch || this.#positions.get(name) !== position;
    for (const message of batch.messages) {
      for (let waits = 0; lane.isFull; waits++) {
        if (waits === waitsMax) {
          this.#hold(topic, position, lane);
          return;
        }
        await lane.waitForRoom(heartbeatMs);
        await fetched.heartbeat();
        if (isVoid()) return;
      }
      // Read once: each reading makes a buffer.
      const { value } = message;
      let refusal: string | null = null;
      if (!this.#isPrepared(value)) {
        lane.added();
        refusal = await this.#prepare(value, () => fetched.heartbeat());
        if (isVoid()) return;
      }
      this.#add(lane.filling, position, message, value ?? nothing, refusal);
    }
    position.high = Number(batch.highWatermark);
    position.expected = Number(batch.lastOffset()) + 1;
    fetched.resolveOffset(batch.lastOffset());
    metrics.consumed(batch.messages.length);
    lane.added();
  }

  /** Tells Kafka, for whoever watches the group's lag, how far we are, and the metrics. */
  async report(): Promise<void> {
    const changed: { topic: string; partition: number; offset: string }[] = [];
    for (const [topic, { lane, metrics }] of this.#options.lanes) {
      let lag = 0;
      for (const { partition } of this.#assigned.filter((one) => one.topic === topic)) {
        const name = nameOf({ topic, partition });
        const position = this.#positions.get(name);
        if (position === undefined) continue;
        lag += Math.max(0, position.high - position.landed);
        if (this.#told.get(name) === position.landed) continue;
        this.#told.set(name, position.landed);
        changed.push({ topic, partition, offset: String(position.landed) });
      }
      metrics.waiting(lane.filling.columns.length, lag);
    }
    if (changed.length === 0) return;
    try {
      await this.#consumer.commitOffsets(changed);
    } catch (error) {
      // Nothing depends on it, and during a rebalance it has to fail.
      this.#options.log.debug({ event: "group_offsets_not_told", error });
    }
  }

  /** Stops reading; what is in the lanes may still be drained. */
  end(): void {
    this.#ended.abort(new Error("the session has ended"));
    for (const name of this.#lost) this.#options.pauses.end(name);
  }

  async #takeUp(generation: number): Promise<void> {
    const { lanes, pauses, pool, brokers } = this.#options;
    await Promise.all(Array.from(lanes.values(), ({ lane }) => lane.reset()));
    for (let failures = 1; this.#isCurrent(generation); failures++) {
      try {
        const loaded = await loadPositions(pool, this.#admin, brokers, this.#assigned);
        if (this.#isCurrent(generation)) this.#goOn(loaded);
        pauses.end("offsets");
        return;
      } catch (error) {
        if (!(error instanceof SandboxError)) throw error;
        pauses.begin("offsets", error);
        // The end of the session ends the wait too, and the loop.
        await sleep(retryDelayMs(error.retry, failures), this.#ended.signal).catch(() => undefined);
      }
    }
  }

  /**
   * Stops fetching a partition whose lane does not get rid of its rows, and goes on with it from where we stand once
   * there is room: waiting in place would keep the other providers waiting too.
   */
  #hold(topic: string, position: ReadingPosition, lane: Lane): void {
    const { partition } = position;
    position.expected = position.start;
    this.#steer((consumer) => {
      consumer.seek({ topic, partition, offset: String(position.start) });
      consumer.pause([{ topic, partitions: [partition] }]);
    });
    const goOn = async (): Promise<void> => {
      const isHeld = (): boolean =>
        !this.#ended.signal.aborted &&
        this.#positions.get(nameOf({ topic, partition })) === position;
      while (isHeld() && lane.isFull) await lane.waitForRoom(heartbeatMs);
      if (!isHeld()) return;
      this.#steer((consumer) => {
        consumer.resume([{ topic, partitions: [partition] }]);
      });
    };
    goOn().catch(this.#options.onBroken);
  }

  /** A consumer that is going down has no group to seek or pause in; its session ends, and the next takes up anew. */
  #steer(act: (consumer: Consumer) => void): void {
    try {
      act(this.#consumer);
    } catch (error) {
      if (!(error instanceof Error) || !error.name.startsWith("KafkaJS")) throw error;
      this.#options.log.debug({ event: "consumer_going_down", error });
    }
  }

  #isCurrent(generation: number): boolean {
    return generation === this.#generation && !this.#ended.signal.aborted;
  }

  #goOn({ positions, lost }: LoadedPositions): void {
    const { pauses } = this.#options;
    for (const name of this.#lost) pauses.end(name);
    this.#lost.clear();
    for (const { topic, partition, topicId, nextOffset, high } of positions) {
      const position = { partition, topicId, expected: nextOffset, start: nextOffset };
      this.#positions.set(nameOf({ topic, partition }), { ...position, landed: nextOffset, high });
    }
    this.#steer((consumer) => {
      for (const { topic, partition, nextOffset } of positions) {
        consumer.seek({ topic, partition, offset: String(nextOffset) });
      }
      consumer.resume(byTopic(positions));
    });
    for (const { error, ...one } of lost) {
      this.#lost.add(nameOf(one));
      pauses.begin(nameOf(one), error);
    }
  }

  /** Finds topics that were made anew or cut off while we read them, and lost partitions that were mended. */
  async #recheck(): Promise<void> {
    const generation = this.#generation;
    // While positions are taken up there is nothing to compare.
    if (this.#positions.size + this.#lost.size !== this.#assigned.length) return;
    const { pool, brokers, log } = this.#options;
    try {
      const { lost } = await loadPositions(pool, this.#admin, brokers, this.#assigned);
      const changed =
        lost.length !== this.#lost.size || lost.some((one) => !this.#lost.has(nameOf(one)));
      if (changed && this.#isCurrent(generation)) this.takeUp();
    } catch (error) {
      // Whoever cannot be reached is noticed, and named, by those who need an answer.
      log.debug({ event: "positions_not_rechecked", error });
    }
  }

  #isPrepared(value: Buffer | null): boolean {
    return (
      value !== null &&
      value.length >= 5 &&
      value[0] === 0 &&
      this.#options.codec.isPrepared(value.readInt32BE(1))
    );
  }

  /** Why a message cannot be read, or null. */
  async #prepare(value: Buffer | null, heartbeat: () => Promise<void>): Promise<string | null> {
    let schemaId: number;
    try {
      schemaId = this.#options.codec.schemaIdOf(value);
    } catch (error) {
      return describeError(error);
    }
    return this.#options.schemas.prepare(schemaId, heartbeat);
  }

  #add(
    batch: Batch,
    position: ReadingPosition,
    message: KafkaMessage,
    value: Buffer,
    refusal: string | null,
  ): void {
    const offset = Number(message.offset);
    if (batch.messages === 0) batch.firstTakenAtMs = Date.now();
    const reason = refusal ?? this.#readInto(batch, value, Number(message.timestamp));
    if (reason !== null) {
      const { partition, topicId } = position;
      // A copy: the original would keep its whole fetch in memory.
      batch.unreadable.push({ partition, offset, topicId, raw: Buffer.from(value), reason });
    }
    batch.messages++;
    batch.bytes += value.length;
    batch.cover(position, offset + 1);
    position.start = offset + 1;
  }

  #readInto(batch: Batch, value: Buffer, answeredAtMs: number): string | null {
    try {
      this.#options.reader.read(value, answeredAtMs, batch.columns);
      return null;
    } catch (error) {
      if (error instanceof SandboxError && error.code === "MESSAGE_UNREADABLE")
        return error.message;
      throw error;
    }
  }
}

const nothing = Buffer.alloc(0);

/** The offset the fetch asked for. Its first message may lie beyond it, where a topic has gaps. */
function beginOf(batch: KafkaBatch): number {
  // Proof for the cast: kafkajs 2.2.4 keeps it in `consumer/batch.js`; its types leave it out.
  return Number((batch as KafkaBatch & { readonly fetchedOffset: string }).fetchedOffset);
}

function byTopic(partitions: readonly TopicPartition[]): { topic: string; partitions: number[] }[] {
  const topics = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    topics.set(topic, [...(topics.get(topic) ?? []), partition]);
  }
  return Array.from(topics, ([topic, list]) => ({ topic, partitions: list }));
}
