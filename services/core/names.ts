/** Names and numbers that more than one process must agree on. Each stands here and nowhere else. */
import { type ProviderName, providerNames, providerTable } from "./provider-table.ts";

const mockPorts = Object.fromEntries(
  providerNames.map((name) => [`mock-${name}`, providerTable[name].mockPort]),
  // Proof for the cast: the list mapped over holds every provider name.
) as Readonly<Record<`mock-${ProviderName}`, number>>;

export const defaultPorts = {
  ...mockPorts,
  ingestion: 9464,
  landing: 9465,
  api: 8080,
  kafka: 9092,
  registry: 8081,
  postgres: 5432,
  redis: 6379,
  trino: 8085,
  prometheus: 9090,
  grafana: 3000,
} as const;

export function topicName(provider: ProviderName): string {
  return `aurum.ext.${provider}.sandbox.v1`;
}

export function valueSubject(provider: ProviderName): string {
  return `${topicName(provider)}-value`;
}

export const topicPartitions = 3;
export const landingConsumerGroup = "aurum-landing";

/** The name every Iceberg engine must give the catalog, and the namespace its tables live in. */
export const icebergCatalog = "iceberg";
export const icebergNamespace = "sandbox";

export function icebergTableName(provider: ProviderName): string {
  return `external_${provider}_sandbox`;
}

/** PostgreSQL schemas. The Iceberg catalog's two tables stand in `public`, where engines look for them. */
export const databaseSchema = "sandbox";
export const jobsSchema = "sandbox_jobs";

export const defaultApiKey = "sandbox_key";
/** What a call that changes a mock's state must bring, where nobody set another. */
export const defaultAdminToken = "sandbox-admin";
