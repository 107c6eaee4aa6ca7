/** A real stack, a FRED of the test's own, and ingestion processes that can be killed. */
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { topicName } from "../../../services/core/names.ts";
import {
  type RunProgress,
  readRunProgress,
  submitRun,
} from "../../../services/ingestion/submit-run.ts";
import { createKafkaClient } from "../../../services/stability/kafka-client.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { createObservationCodec } from "../../../services/stability/observation-codec.ts";
import { nodeProcessSpec } from "../../../services/stack/node-process.ts";
import { sandboxMark } from "../../../services/stack/process-identity.ts";
import type { Endpoints, ProcessSpec } from "../../../services/stack/stack.ts";
import { eventually } from "../../support/run-cli.ts";
import { type TestSandbox, newRoot, openSandbox, removeRoot } from "../stack/support/sandbox.ts";
import {
  type FakeFred,
  type FakeFredOptions,
  fakeEndMs,
  fakeStartMs,
  startFakeFred,
} from "./fake-fred.ts";

export interface Worker {
  readonly name: string;
  readonly url: string;
  /** What the process logged, one event per line. */
  log(): readonly Record<string, unknown>[];
  /** Everything it printed. */
  text(): string;
}

export interface IngestionSandbox {
  readonly sandbox: TestSandbox;
  readonly endpoints: Endpoints;
  readonly pool: pg.Pool;
  readonly fred: FakeFred;
  readonly pointsPerSeries: number;
  /** Starts an ingestion process under the supervisor, which starts it again when it dies; resolves when it is live. */
  startWorker(name: string): Promise<Worker>;
  /** Starts one that nobody starts again. */
  startLoneWorker(name: string): Promise<Worker & { readonly pid: number }>;
  submit(runId: string, series: readonly string[]): Promise<void>;
  progress(runId: string): Promise<RunProgress>;
  /** Resolves once the condition holds for the run; the database may be away meanwhile. */
  until(
    runId: string,
    what: string,
    holds: (progress: RunProgress) => boolean,
  ): Promise<RunProgress>;
  /** How often each `series/day` of the run stands in the topic, and in which order per series. */
  readTopic(runId: string): Promise<TopicContent>;
  stop(): Promise<void>;
}

export interface TopicContent {
  readonly counts: ReadonlyMap<string, number>;
  /** Real instants of the messages, UTC milliseconds. */
  readonly timestamps: readonly number[];
}

const entry = fileURLToPath(new URL("../../../services/ingestion/main.ts", import.meta.url));

export async function startIngestionSandbox(fake: FakeFredOptions): Promise<IngestionSandbox> {
  const root = newRoot();
  const sandbox = openSandbox(root);
  const endpoints = await sandbox.start();
  const fred = await startFakeFred(fake);
  const pool = new pg.Pool({ connectionString: endpoints.postgres });
  // The tests kill the database: what is lost then is theirs to wait out.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
  });

  async function describeWorker(name: string): Promise<{ worker: Worker; spec: ProcessSpec }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const spec = nodeProcessSpec({
      name,
      entry,
      logs: sandbox.directory.paths.logs,
      readyUrls: [`${url}/live`],
      env: {
        KAFKA_BOOTSTRAP_SERVERS: endpoints.kafka,
        SCHEMA_REGISTRY_URL: endpoints.schemaRegistry,
        AURUM_APP_DB_DSN: endpoints.postgres,
        ...(endpoints.redis === undefined ? {} : { REDIS_URL: endpoints.redis }),
        FRED_BASE_URL: fred.url,
        INGESTION_PORT: String(port),
        SANDBOX_TIME_SCALE: "10000",
        LOG_LEVEL: "debug",
      },
    });
    const text = (): string => readFileSync(spec.log, "utf8");
    return { spec, worker: { name, url, text, log: () => parseLog(text()) } };
  }

  return {
    sandbox,
    endpoints,
    pool,
    fred,
    pointsPerSeries: fake.pointsPerSeries,
    async startWorker(name) {
      const { worker, spec } = await describeWorker(name);
      await sandbox.supervisor.start(spec);
      return worker;
    },
    async startLoneWorker(name) {
      const { worker, spec } = await describeWorker(name);
      const log = openSync(spec.log, "a");
      const { pid } = spawn(spec.command, spec.args, {
        // The mark by which the sandbox finds and ends it, whatever becomes of the test.
        env: { ...spec.env, [sandboxMark]: sandbox.directory.paths.root },
        cwd: spec.cwd,
        stdio: ["ignore", log, log],
      });
      closeSync(log);
      if (pid === undefined) throw new Error(`${name} did not start`);
      await eventually(`${name} is live`, () =>
        spec.ready(AbortSignal.timeout(1_000)).then(
          () => true,
          () => undefined,
        ),
      );
      return { ...worker, pid };
    },
    submit: (runId, series) =>
      submitRun(pool, {
        runId,
        datasets: [
          {
            provider: "fred",
            dataset: "series/observations",
            series: series.map((seriesId) => ({
              seriesId,
              params: { series_id: seriesId, realtime_end: "2059-12-31" },
              startMs: fakeStartMs,
              endMs: fakeEndMs(fake.pointsPerSeries),
            })),
          },
        ],
      }),
    progress: (runId) => readRunProgress(pool, runId),
    until: (runId, what, holds) =>
      eventually(
        what,
        async () => {
          const progress = await readRunProgress(pool, runId).catch(() => undefined);
          return progress !== undefined && holds(progress) ? progress : undefined;
        },
        90_000,
      ),
    readTopic: (runId) => readTopic(endpoints, runId),
    async stop() {
      await fred.close();
      await pool.end();
      await sandbox.stop();
      removeRoot(root);
    },
  };
}

/** Every observation a run over these series must bring, as `readTopic` names them. */
export function expectedKeys(series: readonly string[], points: number): Set<string> {
  const keys = new Set<string>();
  for (const seriesId of series) {
    for (let day = 0; day < points; day++) {
      keys.add(`${seriesId}/${fakeStartMs + day * 86_400_000}`);
    }
  }
  return keys;
}

async function readTopic(endpoints: Endpoints, runId: string): Promise<TopicContent> {
  const topic = topicName("fred");
  const kafka = createKafkaClient(
    endpoints.kafka.split(","),
    "test",
    createLogger("test", "silent"),
  );
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map<number, number>();
  for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
    if (Number(high) > 0) ends.set(partition, Number(high));
  }
  await admin.disconnect();
  const codec = createObservationCodec(endpoints.schemaRegistry);
  const counts = new Map<string, number>();
  const timestamps: number[] = [];
  const consumer = kafka.consumer({ groupId: `test-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        async eachBatch({ batch }) {
          for (const { key, value, timestamp, offset } of batch.messages) {
            if (value === null) throw new Error(`No value at offset ${offset}`);
            await codec.prepare(codec.schemaIdOf(value));
            const read = codec.decode(value);
            if (key?.toString() !== read.series_id) throw new Error(`Wrong key at ${offset}`);
            if (read.run_id !== runId) continue;
            const name = `${read.series_id}/${read.interval_start}`;
            counts.set(name, (counts.get(name) ?? 0) + 1);
            timestamps.push(Number(timestamp));
          }
          if (Number(batch.lastOffset()) + 1 >= (ends.get(batch.partition) ?? 0)) {
            ends.delete(batch.partition);
          }
          if (ends.size === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return { counts, timestamps };
}

function parseLog(text: string): Record<string, unknown>[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}
