/** What one run shall ingest. The runner writes it, ingestion turns it into jobs. */
import type { ProviderName } from "./observation.ts";

/** One series, with the words its provider uses to ask for it (see `docs/data-model.md`). */
export interface PlannedSeries {
  readonly seriesId: string;
  /** Selection parameters in the provider's own words, e.g. `{ node: "TH_NP15_GEN-APND" }`. */
  readonly params: Readonly<Record<string, string>>;
  /** Half-open range of interval starts to fetch, UTC milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
}

export interface PlannedDataset {
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly series: readonly PlannedSeries[];
}

export interface RunPlan {
  readonly runId: string;
  readonly datasets: readonly PlannedDataset[];
  /**
   * Present: the datasets are polled on their schedules for this long, instead of fetched once over their series'
   * ranges. Instants of the sandbox's clock, UTC milliseconds; without an end, until it is told to end.
   */
  readonly stream?: { readonly startMs: number; readonly endMs: number | null };
}
