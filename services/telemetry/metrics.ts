/**
 * Every metric the pipeline exposes: name, help, labels and, for histograms, buckets.
 * Dashboards, alerts and load-test thresholds may use these names and no others.
 */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

const fastSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export const metricTable = {
  ingest_requests_total: {
    kind: "counter",
    help: "Provider requests by outcome",
    labels: ["provider", "dataset", "outcome"],
  },
  ingest_request_duration_seconds: {
    kind: "histogram",
    help: "Provider answer time, first byte sent to last byte read",
    labels: ["provider"],
    buckets: fastSeconds,
  },
  ingest_response_bytes_total: {
    kind: "counter",
    help: "Bytes of provider answers",
    labels: ["provider"],
  },
  ingest_pages_total: {
    kind: "counter",
    help: "Pages parsed, published and checkpointed",
    labels: ["provider", "dataset"],
  },
  ingest_observations_received_total: {
    kind: "counter",
    help: "Observations parsed from pages",
    labels: ["provider", "dataset"],
  },
  ingest_observations_published_total: {
    kind: "counter",
    help: "Observations acknowledged by Kafka",
    labels: ["provider", "dataset"],
  },
  ingest_quarantined_total: {
    kind: "counter",
    help: "Records put into quarantine",
    labels: ["provider", "dataset"],
  },
  ingest_errors_total: {
    kind: "counter",
    help: "Errors by stage and code",
    labels: ["provider", "stage", "code"],
  },
  ingest_retries_total: {
    kind: "counter",
    help: "Requests tried again",
    labels: ["provider", "code"],
  },
  ingest_governor_wait_seconds: {
    kind: "histogram",
    help: "Time spent waiting for a provider's quota",
    labels: ["provider"],
    buckets: fastSeconds,
  },
  ingest_governor_degraded: {
    kind: "gauge",
    help: "1 while quotas are counted in memory because Redis is away",
    labels: [],
  },
  ingest_polls_total: {
    kind: "counter",
    help: "Polls of streamed datasets begun by this process",
    labels: ["provider", "dataset"],
  },
  ingest_polls_merged_total: {
    kind: "counter",
    help: "Polls that fell due while another was under way and became one with the next",
    labels: ["provider", "dataset"],
  },
  ingest_poll_lag_seconds: {
    kind: "gauge",
    help: "How long the next poll of a streamed dataset is due, on the sandbox's clock; absent when nothing is streamed",
    labels: ["provider", "dataset"],
  },
  ingest_freshness_seconds: {
    kind: "gauge",
    help: "The sandbox's clock minus the end of the newest landed interval, of the dataset's series furthest behind its timetable; since the stream began where nothing landed; absent when nothing is streamed",
    labels: ["provider", "dataset"],
  },
  ingest_jobs_running: {
    kind: "gauge",
    help: "Fetch jobs this worker runs now",
    labels: ["provider"],
  },
  landing_messages_consumed_total: {
    kind: "counter",
    help: "Messages read from Kafka",
    labels: ["provider"],
  },
  landing_observations_landed_total: {
    kind: "counter",
    help: "Observations committed to both sinks",
    labels: ["provider"],
  },
  landing_duplicates_total: {
    kind: "counter",
    help: "Observations suppressed as already landed",
    labels: ["provider"],
  },
  landing_revisions_total: {
    kind: "counter",
    help: "Observations kept as a newer value of a known interval",
    labels: ["provider"],
  },
  landing_unreadable_total: {
    kind: "counter",
    help: "Messages that could not be decoded",
    labels: ["provider"],
  },
  landing_commits_total: {
    kind: "counter",
    help: "Landing transactions by outcome",
    labels: ["provider", "outcome"],
  },
  landing_commit_duration_seconds: {
    kind: "histogram",
    help: "Time from the first statement to COMMIT",
    labels: ["provider"],
    buckets: fastSeconds,
  },
  landing_latency_seconds: {
    kind: "histogram",
    help: "Provider answer to commit in both sinks",
    labels: ["provider"],
    buckets: fastSeconds,
  },
  landing_buffered_rows: {
    kind: "gauge",
    help: "Rows decoded and waiting for a commit",
    labels: ["provider"],
  },
  landing_offset_lag: {
    kind: "gauge",
    help: "Messages in the topic behind the next offset to land",
    labels: ["provider"],
  },
  landing_paused: {
    kind: "gauge",
    help: "1 while landing waits, by reason code",
    labels: ["code"],
  },
} as const satisfies Record<
  string,
  | { kind: "counter" | "gauge"; help: string; labels: readonly string[] }
  | { kind: "histogram"; help: string; labels: readonly string[]; buckets: readonly number[] }
>;

type Table = typeof metricTable;
type NameOf<Kind extends string> = {
  [Name in keyof Table]: Table[Name]["kind"] extends Kind ? Name : never;
}[keyof Table];
type LabelsOf<Name extends keyof Table> = Table[Name]["labels"][number];

export interface Metrics {
  readonly registry: Registry;
  counter<Name extends NameOf<"counter">>(name: Name): Counter<LabelsOf<Name>>;
  gauge<Name extends NameOf<"gauge">>(name: Name): Gauge<LabelsOf<Name>>;
  histogram<Name extends NameOf<"histogram">>(name: Name): Histogram<LabelsOf<Name>>;
}

/** One registry per process; a metric is registered when it is first asked for. */
export function createMetrics(process: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ process });
  collectDefaultMetrics({ register: registry });
  const made = new Map<string, unknown>();
  function once<Metric>(name: string, create: () => Metric): Metric {
    const known = made.get(name);
    // Proof for the cast: a name always maps to the one kind the table gives it.
    if (known !== undefined) return known as Metric;
    const metric = create();
    made.set(name, metric);
    return metric;
  }
  return {
    registry,
    counter: (name) =>
      once(name, () => new Counter({ name, ...options(name), registers: [registry] })),
    gauge: (name) => once(name, () => new Gauge({ name, ...options(name), registers: [registry] })),
    histogram: (name) =>
      once(name, () => {
        const buckets = [...metricTable[name].buckets];
        return new Histogram({ name, ...options(name), buckets, registers: [registry] });
      }),
  };
}

function options<Name extends keyof Table>(
  name: Name,
): { help: string; labelNames: LabelsOf<Name>[] } {
  const { help, labels } = metricTable[name];
  // Proof for the cast: the array is the table's own list of labels for this name.
  return { help, labelNames: [...labels] as LabelsOf<Name>[] };
}
