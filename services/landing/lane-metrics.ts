/** A provider's landing in the process's metrics. */
import type { ErrorCode } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import type { Batch } from "./batch.ts";
import type { LandingResult } from "./land-batch.ts";
import { observeTimes } from "./observe-times.ts";

export interface LaneMetrics {
  consumed(messages: number): void;
  /** Rows waiting, and messages in the topic behind the next offset to land. */
  waiting(rows: number, lag: number): void;
  landed(batch: Batch, result: LandingResult): void;
  failed(code: ErrorCode): void;
}

export function createLaneMetrics(metrics: Metrics, provider: ProviderName): LaneMetrics {
  const labels = { provider };
  const consumed = metrics.counter("landing_messages_consumed_total").labels(labels);
  const landed = metrics.counter("landing_observations_landed_total").labels(labels);
  const duplicates = metrics.counter("landing_duplicates_total").labels(labels);
  const revisions = metrics.counter("landing_revisions_total").labels(labels);
  const unreadable = metrics.counter("landing_unreadable_total").labels(labels);
  const commits = metrics.counter("landing_commits_total");
  const commitSeconds = metrics.histogram("landing_commit_duration_seconds").labels(labels);
  const latencySeconds = metrics.histogram("landing_latency_seconds");
  const buffered = metrics.gauge("landing_buffered_rows").labels(labels);
  const offsetLag = metrics.gauge("landing_offset_lag").labels(labels);
  return {
    consumed(messages) {
      consumed.inc(messages);
    },
    waiting(rows, lag) {
      buffered.set(rows);
      offsetLag.set(lag);
    },
    landed(batch, result) {
      landed.inc(result.landed);
      duplicates.inc(result.duplicates);
      revisions.inc(result.revisions);
      unreadable.inc(batch.unreadable.length);
      commits.inc({ provider, outcome: "committed" });
      commitSeconds.observe(result.transactionMs / 1_000);
      for (const [bucket, count] of result.latencyCounts.entries()) {
        // The middle of the bucket: within 5 % of what was measured.
        observeTimes(latencySeconds, labels, (1.1 ** bucket * 1.05) / 1_000, count);
      }
    },
    failed(code) {
      commits.inc({ provider, outcome: code });
    },
  };
}
