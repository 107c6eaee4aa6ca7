/** Prometheus metrics of one mock, in a registry of its own. Names are listed in `docs/mock-api-differences.md`. */
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { LedgerSummary } from "./ledger-writer.ts";

export interface MockMetrics {
  request(status: number, seconds: number): void;
  observations(count: number): void;
  /** `kind` from the fault table. */
  fault(kind: string): void;
  /** The exposition text and its content type. */
  render(): Promise<{ text: string; contentType: string }>;
}

export function createMockMetrics(
  provider: string,
  ledger: () => LedgerSummary | undefined,
): MockMetrics {
  const registry = new Registry();
  registry.setDefaultLabels({ provider });
  const registers = [registry];
  const requests = new Counter({
    name: "mock_requests_total",
    help: "Requests answered, by class of HTTP status.",
    labelNames: ["status"],
    registers,
  });
  const durations = new Histogram({
    name: "mock_request_duration_seconds",
    help: "Real time from a request's arrival to its answer's last byte.",
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
    registers,
  });
  const observations = new Counter({
    name: "mock_observations_served_total",
    help: "Observations carried by answers, in full or in part.",
    registers,
  });
  const faults = new Counter({
    name: "mock_faults_injected_total",
    help: "Requests a fault was done to, by its kind.",
    labelNames: ["fault"],
    registers,
  });
  new Gauge({
    name: "mock_ledger_lines",
    help: "Lines this start of the mock wrote to the truth ledger.",
    registers,
    collect() {
      this.set(ledger()?.lines ?? 0);
    },
  });
  // Looking a label up costs more than counting, and there are only five classes.
  const classes = ["1xx", "2xx", "3xx", "4xx", "5xx"].map((status) => requests.labels({ status }));
  return {
    request(status, seconds) {
      classes[Math.floor(status / 100) - 1]?.inc();
      durations.observe(seconds);
    },
    observations(count) {
      observations.inc(count);
    },
    fault(kind) {
      faults.inc({ fault: kind });
    },
    render: async () => ({
      text: await registry.metrics(),
      contentType: registry.contentType,
    }),
  };
}
