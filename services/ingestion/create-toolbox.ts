/** Puts together what fetching a unit of one provider's dataset takes. */
import type { Clock } from "../core/clock.ts";
import type { ProviderName } from "../core/observation.ts";
import type { ProviderAccess } from "../providers/connector.ts";
import { connectors } from "../providers/connector-table.ts";
import type { Governor } from "../stability/governor.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { CheckpointStore } from "./checkpoint.ts";
import type { ProviderHttp } from "./http-client.ts";
import type { ObservationPublisher } from "./publisher.ts";
import type { UnitTools } from "./run-unit.ts";
import type { IngestionSettings } from "./settings.ts";
import type { FindValidator } from "./validators.ts";

export interface ToolboxOptions {
  readonly providers: Readonly<Record<ProviderName, ProviderAccess>>;
  readonly validators: FindValidator;
  readonly governor: Governor;
  readonly http: ProviderHttp;
  readonly publisher: ObservationPublisher;
  readonly checkpoints: CheckpointStore;
  readonly settings: IngestionSettings;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export function createToolbox(
  options: ToolboxOptions,
): (provider: ProviderName, dataset: string) => UnitTools {
  const { settings, clock, governor, http, publisher, checkpoints, metrics, log } = options;
  return (provider, dataset) => ({
    connector: connectors[provider],
    access: options.providers[provider],
    validator: options.validators(provider, dataset),
    rules: {
      settings,
      clock,
      throttleWindowsMs: connectors[provider].quota.map((quota) => quota.perMs),
      random: Math.random,
      nowMs: Date.now,
    },
    governor,
    http,
    publisher,
    checkpoints,
    metrics,
    log,
  });
}
