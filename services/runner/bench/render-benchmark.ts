/** The benchmark's figures for a person. */
import Table from "cli-table3";
import type { BenchmarkResult } from "./benchmark.ts";
import type { MockBenchmark } from "./mock-benchmark.ts";

export function renderBenchmark(result: BenchmarkResult): string {
  const { mocks, ingestion, landing, endToEnd, latencyAt1000PerSecond: paced, machine } = result;
  const parts = new Table({
    head: ["part", "records", "seconds", "records/s"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const [name, part] of Object.entries({
    "ingestion alone": ingestion,
    "landing alone": landing,
    "end to end": endToEnd,
  })) {
    parts.push([name, whole(part.records), part.seconds.toFixed(2), whole(part.recordsPerSecond)]);
  }
  const costs = new Table({
    head: ["process, end to end", "CPU µs/record", "peak MB"],
    colAligns: ["left", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const { process, cpuMicrosPerRecord, peakMegabytes } of endToEnd.processes) {
    costs.push([process, cpuMicrosPerRecord.toFixed(1), whole(peakMegabytes)]);
  }
  return [
    `${machine.cores} cores, ${machine.model}, Node ${machine.node}`,
    renderMockBenchmark(mocks),
    parts.toString(),
    costs.toString(),
    `our processes together ${whole(result.ownPeakMegabytes)} MB at most`,
    `end to end: verdict ${endToEnd.verdict}, latency p50 ${endToEnd.latencyMs.p50} ms, p95 ${endToEnd.latencyMs.p95} ms, p99 ${endToEnd.latencyMs.p99} ms`,
    `at 1,000 records/s: latency p50 ${paced.latencyMs.p50} ms, p95 ${paced.latencyMs.p95} ms, p99 ${paced.latencyMs.p99} ms (${whole(paced.records)} records)`,
  ].join("\n");
}

/** The part of the mocks. */
export function renderMockBenchmark(mocks: MockBenchmark): string {
  const loads = new Table({
    head: ["mocks", "requests/s", "per core", "p50 ms", "p95 ms", "p99 ms"],
    colAligns: ["left", "right", "right", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const [name, { requestsPerSecond, perCore, p50Ms, p95Ms, p99Ms }] of Object.entries({
    "small requests": mocks.small,
    "1,000 plain points": mocks.plainPages,
    "1,000 FRED points": mocks.fredPages,
    "5,000 EIA rows": mocks.eiaPages,
    "31 days of CAISO": mocks.caisoMonths,
  })) {
    loads.push([name, whole(requestsPerSecond), whole(perCore), p50Ms, p95Ms, p99Ms]);
  }
  const cost = (what: string, { withoutMicros, withMicros, sharePercent }: MockCost): string =>
    `${what}: ${sharePercent.toFixed(1)} % of a FRED page (${withoutMicros} µs of CPU without, ${withMicros} µs with)`;
  const { requests, warmMegabytes, endMegabytes } = mocks.memory;
  return [
    loads.toString(),
    cost("truth ledger", mocks.ledger),
    cost("idle faults", mocks.idleFaults),
    `memory: ${whole(warmMegabytes)} MB after a tenth of ${whole(requests)} requests, ${whole(endMegabytes)} MB after all`,
  ].join("\n");
}

type MockCost = MockBenchmark["ledger"];

function whole(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
