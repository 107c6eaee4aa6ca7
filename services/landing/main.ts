/** The landing process: Kafka to PostgreSQL and Iceberg, both or neither. */
import { providerNames } from "../core/observation.ts";
import { createDatabasePool, migrateDatabase } from "../stability/database.ts";
import { readEnvironment } from "../stability/environment.ts";
import { createKafkaClient } from "../stability/kafka-client.ts";
import { createLifecycle } from "../stability/lifecycle.ts";
import { createObservationCodec } from "../stability/observation-codec.ts";
import { startProcessServer } from "../stability/process-server.ts";
import { createReadiness } from "../stability/readiness.ts";
import { createLogger } from "../telemetry/logger.ts";
import { createMetrics } from "../telemetry/metrics.ts";
import { defaultBatchLimits } from "./flush-policy.ts";
import { openIcebergTable } from "./iceberg/open-iceberg-table.ts";
import { createWarehouseWorker } from "./iceberg/warehouse-worker.ts";
import { landingParts, startLanding } from "./start-landing.ts";

const environment = readEnvironment();
const log = createLogger("landing", environment.logLevel);
const lifecycle = createLifecycle(log);
const readiness = createReadiness(landingParts);
const metrics = createMetrics("landing");

try {
  const server = await startProcessServer({
    process: "landing",
    host: environment.host,
    port: environment.ports.landing,
    metrics,
    readiness,
  });
  lifecycle.onStop("http", () => server.close());
  log.info({ event: "listening", url: server.url });

  const { databaseUrl, warehouseUrl, kafkaBrokers, registryUrl } = environment;
  // A transaction per provider, and room for keys, positions, probe and sweep beside them.
  const pool = createDatabasePool(databaseUrl, log, "aurum-landing", providerNames.length + 3);
  lifecycle.onStop("postgres", () => pool.end());
  const worker = createWarehouseWorker();
  lifecycle.onStop("warehouse", () => worker.close());
  const landing = startLanding({
    providers: providerNames,
    brokers: kafkaBrokers,
    kafka: createKafkaClient(kafkaBrokers, "aurum-landing", log),
    codec: createObservationCodec(registryUrl),
    pool,
    migrate: () => migrateDatabase(databaseUrl, log),
    openTable: (provider) => openIcebergTable({ provider, warehouseUrl, database: pool, worker }),
    limits: defaultBatchLimits,
    readiness,
    metrics,
    log,
    onBroken: (error) => {
      lifecycle.fail(error);
    },
  });
  lifecycle.onStop("landing", () => landing.stop());
} catch (error) {
  lifecycle.fail(error, 3);
}
