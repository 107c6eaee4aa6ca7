/**
 * What a sandbox keeps in parts that are not its own, the external stack's: two PostgreSQL schemas, rows of the Iceberg
 * catalog, topics, a consumer group and the tables' files. A sandbox that is not kept leaves none of it, and
 * begins without any: observations of another world would be phantoms in this one. Nothing else there is touched;
 * the registry's subjects stay, they hold no data.
 */
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Admin } from "kafkajs";
import pg from "pg";
import { SandboxError } from "../core/errors.ts";
import {
  databaseSchema,
  icebergCatalog,
  icebergNamespace,
  icebergTableName,
  jobsSchema,
  landingConsumerGroup,
  topicName,
} from "../core/names.ts";
import { providerNames } from "../core/observation.ts";
import { createKafkaClient } from "../stability/kafka-client.ts";
import { sleep } from "../stability/sleep.ts";
import type { Endpoints } from "../stack/stack.ts";
import { createLogger } from "../telemetry/logger.ts";

/**
 * How long somebody at work there may turn out to be dead, in milliseconds: PostgreSQL sees a killed client at once,
 * Kafka misses a killed consumer after 6 s.
 */
const goneLimitMs = { database: 1_000, kafka: 10_000 };
const pollMs = 200;

/** As the pools of our processes call themselves. */
const applications = ["aurum-landing", "ingestion", "aurum-api"];

/** Rejects with ENVIRONMENT_UNFIT, having removed nothing, while another sandbox is at work there. */
export async function clearExternalRemains(
  endpoints: Endpoints,
  signal: AbortSignal,
): Promise<void> {
  const database = new pg.Client({ connectionString: endpoints.postgres });
  const brokers = endpoints.kafka.split(",");
  const admin = createKafkaClient(
    brokers,
    "sandbox-runner",
    createLogger("sandbox-runner", "silent"),
  ).admin();
  await database.connect();
  try {
    await admin.connect();
    await refuseForeignSchema(database);
    await untilNobody(goneLimitMs.database, signal, () => connectedTo(database));
    await untilNobody(goneLimitMs.kafka, signal, () => membersOf(admin));
    await clearDatabase(database);
    await clearKafka(admin, signal);
    await clearWarehouse(endpoints.warehouse);
  } finally {
    await admin.disconnect();
    await database.end();
  }
}

async function refuseForeignSchema(database: pg.Client): Promise<void> {
  const { rows } = await database.query<{ ours: boolean }>(
    `select bool_or(relname = 'migrations') as ours from pg_class
     where relnamespace = to_regnamespace($1) having count(*) > 0`,
    [databaseSchema],
  );
  if (rows[0]?.ours === false) {
    throw new SandboxError(
      "ENVIRONMENT_UNFIT",
      `Cannot use the external stack: its database has a schema "${databaseSchema}" that is not a sandbox's; name another database in AURUM_APP_DB_DSN`,
    );
  }
}

async function connectedTo(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ application_name: string }>(
    `select distinct application_name from pg_stat_activity
     where datname = current_database() and application_name = any ($1)`,
    [applications],
  );
  return rows.map((row) => `${row.application_name} in its database`);
}

async function membersOf(admin: Admin): Promise<string[]> {
  const { groups } = await admin.describeGroups([landingConsumerGroup]);
  return groups.some(({ members }) => members.length > 0)
    ? [`a consumer in Kafka's group ${landingConsumerGroup}`]
    : [];
}

async function untilNobody(
  limitMs: number,
  signal: AbortSignal,
  look: () => Promise<string[]>,
): Promise<void> {
  const endAt = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found.length === 0) return;
    if (Date.now() > endAt) {
      throw new SandboxError(
        "ENVIRONMENT_UNFIT",
        `Cannot use the external stack: another sandbox is at work there (${found.join(", ")}); end it with sandbox-runner down in its directory`,
      );
    }
    await sleep(pollMs, signal);
  }
}

async function clearDatabase(database: pg.Client): Promise<void> {
  await database.query(`drop schema if exists ${databaseSchema}, ${jobsSchema} cascade`);
  for (const table of ["iceberg_tables", "iceberg_namespace_properties"]) {
    const { rowCount } = await database.query("select 1 where to_regclass($1) is not null", [
      `public.${table}`,
    ]);
    if (rowCount === 0) continue;
    const namespace = table === "iceberg_tables" ? "table_namespace" : "namespace";
    await database.query(
      `delete from public.${table} where catalog_name = $1 and ${namespace} = $2`,
      [icebergCatalog, icebergNamespace],
    );
  }
}

async function clearKafka(admin: Admin, signal: AbortSignal): Promise<void> {
  const ours = new Set(providerNames.map(topicName));
  const find = async () => (await admin.listTopics()).filter((topic) => ours.has(topic));
  const topics = await find();
  if (topics.length > 0) await admin.deleteTopics({ topics });
  while ((await find()).length > 0) await sleep(pollMs, signal);
  const { groups } = await admin.listGroups();
  if (groups.some(({ groupId }) => groupId === landingConsumerGroup)) {
    await admin.deleteGroups([landingConsumerGroup]);
  }
}

async function clearWarehouse(warehouse: string): Promise<void> {
  for (const provider of providerNames) {
    const table = `${warehouse}/${icebergNamespace}/${icebergTableName(provider)}`;
    await rm(fileURLToPath(table), { recursive: true, force: true });
  }
}
