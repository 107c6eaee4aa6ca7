/** The benchmark as one self-contained page with bars for what is compared. */
import { escapeXml } from "../report/junit.ts";
import { reportCss } from "../report/report-css.ts";
import type { BenchmarkResult } from "./benchmark.ts";

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly note?: string;
}

export function renderBenchmarkPage(result: BenchmarkResult): string {
  const { machine, mocks, ingestion, landing, endToEnd, latencyAt1000PerSecond: paced } = result;
  const rates = [
    { name: "ingestion alone", value: ingestion.recordsPerSecond },
    { name: "landing alone", value: landing.recordsPerSecond, note: "target 60,000" },
    { name: "end to end", value: endToEnd.recordsPerSecond, note: "target 30,000" },
  ];
  const requests = Object.entries({
    "small requests per core": mocks.small,
    "1,000 plain points per core": mocks.plainPages,
    "1,000 FRED points per core": mocks.fredPages,
    "5,000 EIA rows per core": mocks.eiaPages,
    "31 days of CAISO per core": mocks.caisoMonths,
  }).map(([name, { perCore, p95Ms }]) => ({ name, value: perCore, note: `p95 ${p95Ms} ms` }));
  const latency = (name: string, { p50, p95, p99 }: typeof paced.latencyMs): Bar[] => [
    { name: `${name}, p50`, value: p50 },
    { name: `${name}, p95`, value: p95 },
    { name: `${name}, p99`, value: p99 },
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Benchmark of the ingestion sandbox</title>
<style>${reportCss}</style>
</head>
<body>
<h1>Benchmark of the ingestion sandbox</h1>
<p class="faint">${machine.cores} cores, ${escapeXml(machine.model)}, Node ${escapeXml(machine.node)}; verdict of the measured run: ${escapeXml(endToEnd.verdict)}.</p>
<h2>Records per second</h2>${bars(rates)}
<h2>Mock requests per second</h2>${bars(requests)}
<h2>Latency, provider's answer to commit in both sinks (ms)</h2>${bars([...latency("1,000 records/s", paced.latencyMs), ...latency("full speed", endToEnd.latencyMs)])}
<h2>CPU per record by process, end to end (µs)</h2>${bars(endToEnd.processes.map(({ process, cpuMicrosPerRecord }) => ({ name: process, value: cpuMicrosPerRecord })))}
<h2>Highest memory by process, end to end (MB)</h2>${bars(endToEnd.processes.map(({ process, peakMegabytes }) => ({ name: process, value: peakMegabytes })))}
<p class="faint">Our own processes together: ${result.ownPeakMegabytes} MB.</p>
</body>
</html>
`;
}

const rowHeight = 30;
const barLeft = 250;
const barWidth = 560;

function bars(rows: readonly Bar[]): string {
  const top = Math.max(1, ...rows.map(({ value }) => value));
  const drawn = rows.map(({ name, value, note }, index) => {
    const y = index * rowHeight;
    const width = ((value / top) * barWidth).toFixed(1);
    const label = `${value.toLocaleString("en-US", { maximumFractionDigits: 1 })}${note === undefined ? "" : ` (${note})`}`;
    return `<text x="${barLeft - 10}" y="${y + 19}" text-anchor="end">${escapeXml(name)}</text><rect x="${barLeft}" y="${y + 6}" width="${width}" height="18" rx="3" fill="var(--a)"/><text x="${barLeft + Number(width) + 8}" y="${y + 19}">${escapeXml(label)}</text>`;
  });
  return `<figure><svg viewBox="0 0 1000 ${rows.length * rowHeight}" role="img">${drawn.join("")}</svg></figure>`;
}
