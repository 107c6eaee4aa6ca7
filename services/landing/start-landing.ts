/** Puts the landing process together: database, tables, lanes, topics, maintenance. */
import type { Kafka } from "kafkajs";
import type pg from "pg";
import { SandboxError } from "../core/errors.ts";
import { topicName } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { ObservationCodec } from "../stability/observation-codec.ts";
import type { Readiness } from "../stability/readiness.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { BatchLimits } from "./flush-policy.ts";
import type { IcebergTable } from "./iceberg/iceberg-table.ts";
import { createKeyResolver } from "./keys.ts";
import { Lane } from "./lane.ts";
import { createLaneMetrics } from "./lane-metrics.ts";
import { databaseError, retryDelayMs } from "./landing-errors.ts";
import { createObservationReader } from "./observation-reader.ts";
import { createPauses } from "./pauses.ts";
import { type TopicsReader, readTopics } from "./read-topics.ts";
import { createSchemaPreparer } from "./schema-preparer.ts";

export interface LandingOptions {
  readonly providers: readonly ProviderName[];
  readonly brokers: readonly string[];
  readonly kafka: Kafka;
  readonly codec: ObservationCodec;
  readonly pool: pg.Pool;
  /** Brings the database's schema up to date; called again until it succeeds. */
  readonly migrate: () => Promise<void>;
  /** Opens, or creates, a provider's table; called again until it succeeds. */
  readonly openTable: (provider: ProviderName) => Promise<IcebergTable>;
  readonly limits: BatchLimits;
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly onBroken: (error: unknown) => void;
}

export interface Landing {
  /** Stops reading, commits what is on its way or rolls it back, and leaves the group; within some seconds. */
  stop(): Promise<void>;
}

/** What is on its way at a stop has this long to land, in milliseconds; what has not is read again by the next process. */
const drainMs = 3_000;
/** Longest wait for a whole stop, in milliseconds: Kafka may be away too. */
const stopMs = 4_500;
/** How often PostgreSQL is asked whether it is there, in milliseconds. */
const probeMs = 1_000;
/** How often files nobody names are looked for, and how old they must be: far beyond the longest landing. */
const sweepEveryMs = 3_600_000;
const orphanAgeMs = 3_600_000;

/** Parts that are not ready before they have been reached once. */
export const landingParts = ["postgres", "warehouse", "kafka"] as const;

export function startLanding(options: LandingOptions): Landing {
  const { readiness, metrics, log, pool } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const pauses = createPauses(readiness, metrics, log);
  const timers: NodeJS.Timeout[] = [];

  /** Repeats until it succeeds; rejects when landing stops. */
  async function insist<Result>(
    part: string,
    tried: string,
    act: () => Promise<Result>,
  ): Promise<Result> {
    for (let failures = 1; ; failures++) {
      try {
        const result = await act();
        pauses.end(part);
        return result;
      } catch (thrown) {
        const error = databaseError(tried, thrown);
        if (!(error instanceof SandboxError)) throw error;
        pauses.begin(part, error);
        await sleep(retryDelayMs(error.retry, failures), signal);
      }
    }
  }

  async function run(): Promise<void> {
    await insist("postgres", "bring the database's schema up to date", options.migrate);
    timers.push(setInterval(() => void probe(), probeMs));
    const tables = new Map<ProviderName, IcebergTable>();
    for (const provider of options.providers) {
      const open = (): Promise<IcebergTable> => options.openTable(provider);
      tables.set(provider, await insist("warehouse", `open the table of ${provider}`, open));
    }
    timers.push(setInterval(() => void sweep(tables), sweepEveryMs));
    void sweep(tables);
    await read(tables).done;
  }

  function read(tables: ReadonlyMap<ProviderName, IcebergTable>): TopicsReader {
    const lanes = new Map(
      Array.from(tables, ([provider, table]) => {
        const laneMetrics = createLaneMetrics(metrics, provider);
        const lane = new Lane({
          provider,
          topic: topicName(provider),
          limits: options.limits,
          parts: { pool, table, keys: createKeyResolver(pool, provider), expectDuplicates: false },
          pauses,
          metrics: laneMetrics,
          log,
          onLanded: (batch) => reader.session?.landed(batch),
          onFenced: () => reader.session?.takeUp(),
          onBroken: options.onBroken,
        });
        return [lane.topic, { lane, metrics: laneMetrics }] as const;
      }),
    );
    const reader = readTopics({
      kafka: options.kafka,
      brokers: options.brokers,
      pool,
      lanes,
      codec: options.codec,
      reader: createObservationReader(options.codec),
      schemas: createSchemaPreparer(options.codec, pauses, signal),
      pauses,
      log,
      onBroken: options.onBroken,
      signal,
      beforeLeaving: () => finish(Array.from(lanes.values(), ({ lane }) => lane)),
    });
    return reader;
  }

  async function finish(lanes: readonly Lane[]): Promise<void> {
    const drained = Promise.all(lanes.map((lane) => lane.drain()));
    if (await withinLimit(drained, drainMs)) return;
    log.warn({ event: "drain_timed_out", limitMs: drainMs });
    await Promise.all(lanes.map((lane) => lane.reset()));
  }

  async function probe(): Promise<void> {
    try {
      await pool.query("select 1");
      pauses.end("postgres");
    } catch (error) {
      if (!signal.aborted) pauses.begin("postgres", databaseError("reach PostgreSQL", error));
    }
  }

  async function sweep(tables: ReadonlyMap<ProviderName, IcebergTable>): Promise<void> {
    for (const [provider, table] of tables) {
      try {
        const client = await pool.connect();
        try {
          const deleted = await table.sweepOrphans(client, orphanAgeMs);
          log.info({ event: "orphans_swept", provider, deleted });
        } finally {
          client.release();
        }
      } catch (error) {
        // Orphans cost room and nothing else; the next sweep takes them.
        log.warn({ event: "sweep_failed", provider, error });
      }
    }
  }

  const running = run().catch((error: unknown) => {
    if (!signal.aborted) options.onBroken(error);
  });
  return {
    async stop() {
      stopping.abort(new Error("landing stops"));
      for (const timer of timers) clearInterval(timer);
      await withinLimit(running, stopMs);
    },
  };
}

/** False when `work` has not ended after `limitMs`. */
async function withinLimit(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const ended = new AbortController();
  const late = sleep(limitMs, ended.signal).then(
    () => false,
    () => true,
  );
  return Promise.race([
    work.then(() => {
      ended.abort(new Error("ended in time"));
      return true;
    }),
    late,
  ]);
}
