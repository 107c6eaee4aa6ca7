/** The environment each of our own processes gets: the one place that knows how the runner wires them. */
import { join } from "node:path";
import type { ReplayLatency } from "../../mock-providers/replay/latency.ts";
import type { ClockSettings } from "../core/clock.ts";
import type { ProviderName } from "../core/observation.ts";
import type { ProviderConfig } from "./sandbox-config.ts";

export interface World {
  readonly seed: number;
  readonly series: number;
  readonly points: number;
  readonly scope: "full" | "catalogue";
}

export function clockEnvironment(clock: ClockSettings): Record<string, string> {
  return {
    SANDBOX_CLOCK_START: new Date(clock.startMs).toISOString(),
    SANDBOX_CLOCK_ORIGIN: new Date(clock.originMs).toISOString(),
    SANDBOX_TIME_SCALE: String(clock.scale),
  };
}

export function mockEnvironment(options: {
  readonly world: World;
  readonly clock: ClockSettings;
  readonly ports: Readonly<Partial<Record<ProviderName, number>>>;
  readonly throttle: boolean;
  readonly ledgerDirectory?: string;
  readonly replayDirectory?: string;
  readonly scenarioFile?: string;
  readonly replayLatency?: ReplayLatency;
}): Record<string, string> {
  const { world, clock, ports } = options;
  const names = Object.keys(ports);
  return {
    MOCK_PROVIDERS: names.join(","),
    ...Object.fromEntries(
      Object.entries(ports).map(([name, port]) => [
        `MOCK_${name.toUpperCase()}_PORT`,
        String(port),
      ]),
    ),
    MOCK_SEED: String(world.seed),
    MOCK_SERIES: String(world.series),
    MOCK_POINTS: String(world.points),
    MOCK_SCOPE: world.scope,
    MOCK_ANCHOR: new Date(clock.startMs).toISOString(),
    MOCK_THROTTLE: options.throttle ? "on" : "off",
    ...(options.ledgerDirectory === undefined
      ? {}
      : {
          MOCK_LEDGER_DIR: options.ledgerDirectory,
          // A mock that is started again must not go back in time.
          SANDBOX_CLOCK_FILE: join(options.ledgerDirectory, "clock.json"),
        }),
    ...(options.replayDirectory === undefined ? {} : { MOCK_REPLAY_DIR: options.replayDirectory }),
    ...(options.scenarioFile === undefined ? {} : { MOCK_FAULTS: options.scenarioFile }),
    MOCK_REPLAY_LATENCY: options.replayLatency ?? "none",
    ...clockEnvironment(clock),
  };
}

export function pipelineEnvironment(options: {
  readonly endpoints: {
    readonly kafka: string;
    readonly schemaRegistry: string;
    readonly postgres: string;
    readonly redis?: string;
    readonly warehouse: string;
  };
  readonly clock: ClockSettings;
  readonly providers: readonly ProviderConfig[];
  readonly providerUrls: Readonly<Partial<Record<ProviderName, string>>>;
  readonly runsDirectory: string;
  readonly ports: Readonly<Record<"ingestion" | "landing" | "api", number>>;
}): Record<string, string> {
  const { endpoints, ports } = options;
  const access = options.providers.flatMap(({ name, base_url, api_key }): [string, string][] => [
    [`${name.toUpperCase()}_BASE_URL`, options.providerUrls[name] ?? base_url],
    [`${name.toUpperCase()}_API_KEY`, api_key],
  ]);
  return {
    KAFKA_BOOTSTRAP_SERVERS: endpoints.kafka,
    SCHEMA_REGISTRY_URL: endpoints.schemaRegistry,
    AURUM_APP_DB_DSN: endpoints.postgres,
    ...(endpoints.redis === undefined ? {} : { REDIS_URL: endpoints.redis }),
    SANDBOX_WAREHOUSE: endpoints.warehouse,
    SANDBOX_RUNS_DIR: options.runsDirectory,
    INGESTION_PORT: String(ports.ingestion),
    LANDING_PORT: String(ports.landing),
    API_PORT: String(ports.api),
    INGESTION_UNVALIDATED: options.providers
      .filter(({ validated }) => !validated)
      .map(({ name }) => name)
      .join(","),
    ...Object.fromEntries<string>(access),
    ...clockEnvironment(options.clock),
  };
}
