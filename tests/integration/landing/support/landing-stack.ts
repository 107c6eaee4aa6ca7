/** A native stack of its own for a test file, and what tests of landing do with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Admin, Kafka } from "kafkajs";
import type pg from "pg";
import { pino } from "pino";
import { topicName } from "../../../../services/core/names.ts";
import { type Observation, providerNames } from "../../../../services/core/observation.ts";
import { createDatabasePool, migrateDatabase } from "../../../../services/stability/database.ts";
import { createKafkaClient, ensureTopics } from "../../../../services/stability/kafka-client.ts";
import {
  type ObservationCodec,
  createObservationCodec,
} from "../../../../services/stability/observation-codec.ts";
import { openSandboxDirectory } from "../../../../services/stack/sandbox-directory.ts";
import type { Endpoints, Supervisor } from "../../../../services/stack/stack.ts";
import { startStack } from "../../../../services/stack/start-stack.ts";
import { stopSandbox } from "../../../../services/stack/stop-sandbox.ts";
import { createSupervisor } from "../../../../services/stack/supervisor.ts";

export interface RawMessage {
  readonly value: Buffer | null;
  readonly partition?: number;
}

export interface LandingStack {
  readonly endpoints: Endpoints;
  readonly supervisor: Supervisor;
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly codec: ObservationCodec;
  readonly pool: pg.Pool;
  readonly log: pino.Logger;
  /** Sends observations, keyed by series, as ingestion does; resolves when they are acknowledged. */
  produce(observations: readonly Observation[]): Promise<void>;
  produceRaw(topic: string, messages: readonly RawMessage[]): Promise<void>;
  stop(): Promise<void>;
}

const sendMessages = 5_000;

export async function startLandingStack(): Promise<LandingStack> {
  const root = await mkdtemp(join(tmpdir(), "landing-test-"));
  const directory = openSandboxDirectory(root);
  const supervisor = createSupervisor(directory, { onEvent: () => undefined });
  const log = pino({ level: process.env["LOG_LEVEL"] ?? "silent" });
  const signal = new AbortController().signal;
  const endpoints = await startStack("native", {
    directory,
    supervisor,
    ports: "auto",
    signal,
    progress: () => undefined,
  });
  const kafka = createKafkaClient(endpoints.kafka.split(","), "landing-test", log);
  const pool = createDatabasePool(endpoints.postgres, log, "landing-test", 3);
  await migrateDatabase(endpoints.postgres, log);
  await ensureTopics(kafka, providerNames.map(topicName));
  const admin = kafka.admin();
  await admin.connect();
  const codec = createObservationCodec(endpoints.schemaRegistry);
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();

  return {
    endpoints,
    supervisor,
    kafka,
    admin,
    codec,
    pool,
    log,
    async produce(observations) {
      for (let from = 0; from < observations.length; from += sendMessages) {
        const part = observations.slice(from, from + sendMessages);
        const topics = [...new Set(part.map(({ provider }) => provider))];
        for (const provider of topics) {
          const schemaId = await codec.register(provider);
          await producer.send({
            topic: topicName(provider),
            acks: -1,
            messages: part
              .filter((one) => one.provider === provider)
              .map((one) => ({ key: one.seriesId, value: codec.encode(schemaId, one) })),
          });
        }
      }
    },
    async produceRaw(topic, messages) {
      await producer.send({
        topic,
        acks: -1,
        messages: messages.map(({ value, partition = 0 }) => ({ key: null, value, partition })),
      });
    },
    async stop() {
      await producer.disconnect();
      await admin.disconnect();
      await pool.end();
      await stopSandbox(directory, supervisor);
      directory.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Observations of `series` series, `points` hours each; the same arguments give the same values. */
export function makeObservations(options: {
  readonly provider: Observation["provider"];
  readonly dataset: string;
  readonly series: number;
  readonly points: number;
  readonly value?: (series: number, point: number) => number | null;
  readonly retrievedAtMs?: number;
}): Observation[] {
  const { provider, dataset, series, points } = options;
  const value = options.value ?? ((one, point) => (point % 50 === 7 ? null : one * 1_000 + point));
  const retrievedAtMs = options.retrievedAtMs ?? Date.UTC(2026, 5, 1);
  return Array.from({ length: series }, (_, one) =>
    Array.from({ length: points }, (__, point) => {
      const intervalStartMs = Date.UTC(2026, 0, 1) + point * 3_600_000;
      return {
        provider,
        dataset,
        seriesId: `series-${one}`,
        intervalStartMs,
        intervalEndMs: intervalStartMs + 3_600_000,
        value: value(one, point),
        unit: "MW",
        location: one % 2 === 0 ? null : `node ${one}`,
        asOfMs: intervalStartMs - 3_600_000,
        retrievedAtMs,
        runId: "run-1",
        pageId: `${dataset}/${one}/${Math.floor(point / 1_000)}`,
      };
    }),
  ).flat();
}
