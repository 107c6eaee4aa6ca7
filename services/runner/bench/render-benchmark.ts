/** The benchmark's figures for a person. */
import Table from "cli-table3";
import type { BenchmarkResult } from "./benchmark.ts";

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
  const request = (name: string, load: typeof mocks.small): string =>
    `${name.padEnd(22)} ${whole(load.requestsPerSecond)}/s, ${whole(load.perCore)}/s per core, p50 ${load.p50Ms} ms, p95 ${load.p95Ms} ms, p99 ${load.p99Ms} ms`;
  return [
    `${machine.cores} cores, ${machine.model}, Node ${machine.node}`,
    request("mock, small requests", mocks.small),
    request("mock, 1,000-point page", mocks.pages),
    parts.toString(),
    costs.toString(),
    `our processes together ${whole(result.ownPeakMegabytes)} MB at most`,
    `end to end: verdict ${endToEnd.verdict}, latency p50 ${endToEnd.latencyMs.p50} ms, p95 ${endToEnd.latencyMs.p95} ms, p99 ${endToEnd.latencyMs.p99} ms`,
    `at 1,000 records/s: latency p50 ${paced.latencyMs.p50} ms, p95 ${paced.latencyMs.p95} ms, p99 ${paced.latencyMs.p99} ms (${whole(paced.records)} records)`,
  ].join("\n");
}

function whole(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
