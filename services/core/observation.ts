/**
 * The one shape every provider's data takes on its way through the pipeline.
 * How each provider maps onto it is written in `docs/data-model.md`.
 */
import { type ProviderName, providerNames } from "./provider-table.ts";

export { type ProviderName, providerNames };

export function isProviderName(text: string): text is ProviderName {
  return (providerNames as readonly string[]).includes(text);
}

/**
 * One value of one series for one interval, as published at one moment.
 * Identity: `(provider, dataset, seriesId, intervalStartMs, asOfMs)`.
 * Times are UTC milliseconds since 1970 (negative before), intervals are half-open `[start, end)`.
 */
export interface Observation {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly seriesId: string;
  readonly intervalStartMs: number;
  readonly intervalEndMs: number;
  /** `null` is the provider's own "missing"; it is data, not an error. */
  readonly value: number | null;
  readonly unit: string;
  readonly location: string | null;
  /** When the provider published this value; nominal for providers that do not say. */
  readonly asOfMs: number;
  /** The provider's `Date` of the answer, which runs on the sandbox's clock. */
  readonly retrievedAtMs: number;
  readonly runId: string;
  /** Names the request that brought the value; the same request of the same run has the same id. */
  readonly pageId: string;
}
