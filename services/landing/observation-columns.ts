/**
 * A batch of observations of one provider in columns: what decoding fills and both sinks read.
 * Typed arrays go to the Parquet worker without copying objects; strings stand once in a dictionary.
 */
import type { ProviderName } from "../core/observation.ts";

export interface SeriesEntry {
  readonly dataset: string;
  readonly seriesId: string;
  readonly unit: string;
  readonly location: string | null;
}

export interface PageEntry {
  readonly pageId: string;
  readonly runId: string;
  readonly retrievedAtMs: number;
}

export interface ObservationColumns {
  readonly provider: ProviderName;
  /** Rows filled; the arrays may be longer. */
  readonly length: number;
  /** Index into `series`, per row. */
  readonly series: Int32Array;
  /** Index into `pages`, per row. */
  readonly page: Int32Array;
  /** UTC milliseconds, whole numbers. */
  readonly intervalStartMs: Float64Array;
  readonly intervalEndMs: Float64Array;
  readonly asOfMs: Float64Array;
  /** NaN stands for null; validation lets no real NaN through. */
  readonly value: Float64Array;
  readonly seriesEntries: readonly SeriesEntry[];
  readonly pageEntries: readonly PageEntry[];
}
