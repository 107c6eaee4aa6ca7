/** Landing inside the test, put together as `services/landing/main.ts` does, with the ports in the test's hands. */
import { providerNames, type ProviderName } from "../../../../services/core/observation.ts";
import type { BatchLimits } from "../../../../services/landing/flush-policy.ts";
import type { IcebergTable } from "../../../../services/landing/iceberg/iceberg-table.ts";
import { openIcebergTable } from "../../../../services/landing/iceberg/open-iceberg-table.ts";
import { createWarehouseWorker } from "../../../../services/landing/iceberg/warehouse-worker.ts";
import { landingParts, startLanding } from "../../../../services/landing/start-landing.ts";
import { createDatabasePool, migrateDatabase } from "../../../../services/stability/database.ts";
import { createKafkaClient } from "../../../../services/stability/kafka-client.ts";
import { createObservationCodec } from "../../../../services/stability/observation-codec.ts";
import { createReadiness } from "../../../../services/stability/readiness.ts";
import { createMetrics, type Metrics } from "../../../../services/telemetry/metrics.ts";
import { createLogger } from "../../../../services/telemetry/logger.ts";

export interface RunLandingOptions {
  readonly kafka: string;
  readonly schemaRegistry: string;
  readonly postgres: string;
  readonly warehouse: string;
  readonly limits?: BatchLimits;
  /** Puts something of the test's before a table. */
  readonly wrap?: (table: IcebergTable, provider: ProviderName) => IcebergTable;
}

export interface RunningLanding {
  readonly reasons: () => Readonly<Record<string, string>>;
  readonly metrics: Metrics;
  /** What `onBroken` was called with; landing must never be broken by its surroundings. */
  readonly broken: unknown[];
  stop(): Promise<void>;
}

/** Small batches, so that a test sees many. */
const testLimits: BatchLimits = { messages: 2_000, bytes: 1 << 20, ageMs: 100 };

export function runLanding(options: RunLandingOptions): RunningLanding {
  const log = createLogger("landing", process.env["LOG_LEVEL"] ?? "silent");
  const pool = createDatabasePool(options.postgres, log, "landing", 6);
  const worker = createWarehouseWorker();
  const readiness = createReadiness(landingParts);
  const metrics = createMetrics("landing");
  const broken: unknown[] = [];
  const brokers = options.kafka.split(",");
  const landing = startLanding({
    providers: providerNames,
    brokers,
    kafka: createKafkaClient(brokers, "landing", log),
    codec: createObservationCodec(options.schemaRegistry),
    pool,
    migrate: () => migrateDatabase(options.postgres, log),
    async openTable(provider) {
      const { warehouse: warehouseUrl } = options;
      const table = await openIcebergTable({ provider, warehouseUrl, database: pool, worker });
      return options.wrap?.(table, provider) ?? table;
    },
    limits: options.limits ?? testLimits,
    readiness,
    metrics,
    log,
    onBroken: (error) => broken.push(error),
  });
  return {
    reasons: () => readiness.reasons(),
    metrics,
    broken,
    async stop() {
      await landing.stop();
      await worker.close();
      await pool.end();
    },
  };
}

/** A counter's or gauge's value over all labels that fit. */
export async function readMetric(
  metrics: Metrics,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<number> {
  const metric = await metrics.registry.getSingleMetric(name)?.get();
  return (metric?.values ?? [])
    .filter((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))
    .reduce((sum, one) => sum + one.value, 0);
}
