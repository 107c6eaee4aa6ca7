/** The ingestion process: takes jobs from PostgreSQL, fetches from providers, publishes to Kafka. Wiring only. */
import { fileURLToPath } from "node:url";
import { createClock } from "../core/clock.ts";
import { SandboxError, describeError, errorTable } from "../core/errors.ts";
import { providerNames } from "../core/observation.ts";
import { connectors } from "../providers/connector-table.ts";
import { followClock } from "../stability/clock-anchors.ts";
import { createDatabasePool, migrateDatabase } from "../stability/database.ts";
import { type Environment, readEnvironment } from "../stability/environment.ts";
import { createGovernor } from "../stability/governor.ts";
import { createKafkaClient } from "../stability/kafka-client.ts";
import { type Lifecycle, createLifecycle } from "../stability/lifecycle.ts";
import { createObservationCodec } from "../stability/observation-codec.ts";
import { startProcessServer } from "../stability/process-server.ts";
import { createReadiness } from "../stability/readiness.ts";
import { sleep } from "../stability/sleep.ts";
import { startWorkerLiveness } from "../stability/worker-liveness.ts";
import { type Logger, createLogger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { createToolbox } from "./create-toolbox.ts";
import { createProviderHttp } from "./http-client.ts";
import { createKafkaPublisher } from "./kafka-publisher.ts";
import { createPostgresCheckpoints } from "./postgres-checkpoints.ts";
import { startScheduler } from "./scheduler.ts";
import { type IngestionSettings, parseIngestionSettings } from "./settings.ts";
import { startJobs } from "./start-jobs.ts";
import { type FindValidator, loadValidators } from "./validators.ts";
import {
  databaseDependency,
  kafkaDependency,
  registryDependency,
  watchDependencies,
} from "./watch-dependencies.ts";

const name = "ingestion";
const expectations = fileURLToPath(new URL("../../config/expectations", import.meta.url));
const databaseRetryMs = 500;
/** One listens for jobs per runner; the others are for taking jobs and for checkpoints. */
const databaseConnectionsMax = 16;

async function main(): Promise<void> {
  let log = createLogger(name, "info");
  try {
    const environment = readEnvironment();
    const settings = parseIngestionSettings(environment.ingestionSettings);
    log = createLogger(name, environment.logLevel);
    await start(environment, settings, log);
  } catch (error) {
    log.fatal({ event: "failed", reason: describeError(error) });
    process.exitCode = exitCodeOf(error);
  }
}

/** Rejects only before anything runs. */
async function start(
  environment: Environment,
  settings: IngestionSettings,
  log: Logger,
): Promise<void> {
  const validators = await loadValidators(expectations, log, environment.unvalidated);
  const lifecycle = createLifecycle(log);
  try {
    await run({ environment, settings, validators, log, lifecycle });
  } catch (error) {
    // Being told to stop while starting is no failure; the lifecycle is releasing already.
    if (!lifecycle.signal.aborted) lifecycle.fail(error, exitCodeOf(error));
  }
}

function exitCodeOf(error: unknown): number {
  return error instanceof SandboxError ? errorTable[error.code].exitCode : 1;
}

interface Parts {
  readonly environment: Environment;
  readonly settings: IngestionSettings;
  readonly validators: FindValidator;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
}

async function run({ environment, settings, validators, log, lifecycle }: Parts): Promise<void> {
  const { databaseUrl, registryUrl } = environment;
  const clock = createClock(environment.clock);
  const metrics = createMetrics(name);
  const readiness = createReadiness([
    ...["database", "kafka", "registry", "topics", "planning"],
    ...providerNames.flatMap((provider) => [`schema of ${provider}`, `jobs of ${provider}`]),
  ]);

  const quotas = Object.fromEntries(providerNames.map((one) => [one, connectors[one].quota]));
  const { redisUrl } = environment;
  const governor = createGovernor({ quotas, clock, redisUrl, metrics, log });
  const server = await startProcessServer({
    process: name,
    host: environment.host,
    port: environment.ports.ingestion,
    metrics,
    readiness,
    notes: () => {
      const reason = governor.degradedReason();
      return reason === null ? {} : { governor: `Quotas are kept per process: ${reason}` };
    },
    routes: (app) => {
      app.get("/clock", (_request, response) => {
        const nowMs = clock.nowMs();
        response.json({ now: new Date(nowMs).toISOString(), nowMs, scale: clock.scale });
      });
    },
  });
  lifecycle.onStop("server", () => server.close());
  lifecycle.onStop("governor", () => {
    governor.close();
  });
  log.info({ event: "listening", url: server.url });

  const pool = createDatabasePool(databaseUrl, log, name, databaseConnectionsMax);
  const kafka = createKafkaClient(environment.kafkaBrokers, name, log);
  const dependencies = [
    databaseDependency(pool),
    kafkaDependency(kafka),
    registryDependency(registryUrl),
  ];
  watchDependencies(dependencies, readiness, log, lifecycle.signal);

  const http = createProviderHttp(settings);
  lifecycle.onStop("http", () => http.close());
  const publisher = createKafkaPublisher({
    kafka,
    codec: createObservationCodec(registryUrl),
    settings,
    log,
    onTrouble: (part, reason) => {
      readiness.set(part, reason);
    },
  });
  lifecycle.onStop("publisher", () => publisher.close());
  // Nobody waits for it: what fails here was told already, and fails again where a page is published.
  publisher.prepare(providerNames, lifecycle.signal).catch(() => undefined);

  await migrateWhenPossible(databaseUrl, log, lifecycle.signal);
  const follower = followClock({ databaseUrl, clock, process: name, log });
  lifecycle.onStop("clock", () => follower.close());
  // No job may begin by an older clock than the providers have.
  await follower.ready;
  const liveness = startWorkerLiveness({ databaseUrl, pool, process: name, log });
  lifecycle.onStop("liveness", () => liveness.close());

  const toolsOf = createToolbox({
    providers: environment.providers,
    validators,
    governor,
    http,
    publisher,
    checkpoints: createPostgresCheckpoints(pool, settings.databaseRetryMs),
    settings,
    clock,
    metrics,
    log,
  });
  const { signal: stopping } = lifecycle;
  const jobs = startJobs({ pool, liveness, toolsOf, settings, stopping, readiness, metrics, log });
  lifecycle.onStop("jobs", () => jobs.stop());
  const scheduler = startScheduler({ databaseUrl, pool, connectors, clock, metrics, log });
  lifecycle.onStop("scheduler", () => scheduler.close());
}

async function migrateWhenPossible(
  databaseUrl: string,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      await migrateDatabase(databaseUrl, log);
      return;
    } catch (error) {
      log.debug({ event: "migration_waits", reason: describeError(error) });
    }
    await sleep(databaseRetryMs, signal);
  }
}

await main();
