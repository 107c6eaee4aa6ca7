/** The verdict as one self-contained page: no script, no network, readable on paper. */
import type { Timeline, TimelinePoint } from "../timeline.ts";
import type { Verdict } from "../verdict.ts";
import { escapeXml } from "./junit.ts";
import { reportCss } from "./report-css.ts";

export function renderHtmlReport(verdict: Verdict, timeline: Timeline): string {
  const passed = verdict.verdict === "pass";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${passed ? "Pass" : "Fail"}: ${escapeXml(verdict.runId)}</title>
<style>${reportCss}</style>
</head>
<body>
<h1><span class="${verdict.verdict}">${passed ? "Pass" : "Fail"}</span> ${escapeXml(verdict.runId)}</h1>
<p class="faint">Started ${verdict.startedAt}, seed ${verdict.seed}, ${verdict.stack} stack, ${(verdict.durationMs / 1000).toFixed(1)} s in all.</p>
${verdict.reasons.length === 0 ? "" : `<ul class="fail">${verdict.reasons.map((reason) => `<li>${escapeXml(reason)}</li>`).join("")}</ul>`}
<div class="cards">
${card("records/s", format(verdict.throughput.recordsPerSecond))}
${card("records landed", format(verdict.throughput.records))}
${card("latency p50", `${format(verdict.latencyMs.p50)} ms`)}
${card("latency p95", `${format(verdict.latencyMs.p95)} ms`)}
${card("latency p99", `${format(verdict.latencyMs.p99)} ms`)}
${card("differences", format(verdict.differences.total))}
</div>
<h2>Served against landed</h2>
${providerTable(verdict)}
<h2>Records per second</h2>
${plot(timeline, "records committed per second", [{ name: "records/s", colour: "var(--a)", value: (point) => (point.records * 1000) / timeline.binMs }])}
<h2>Latency, provider's answer to commit in both sinks</h2>
${plot(timeline, "milliseconds", [
  { name: "p50", colour: "var(--a)", value: (point) => point.p50Ms },
  { name: "p95", colour: "var(--b)", value: (point) => point.p95Ms },
])}
<h2>Phases</h2>
<div class="scroll"><table><tr><th>phase</th><th>seconds</th></tr>${verdict.phases.map((phase) => `<tr><td>${escapeXml(phase.name)}</td><td>${(phase.ms / 1000).toFixed(2)}</td></tr>`).join("")}</table></div>
${eventTable(verdict)}
${differenceTable(verdict)}
</body>
</html>
`;
}

function card(name: string, value: string): string {
  return `<div class="card"><span class="faint">${name}</span><b>${value}</b></div>`;
}

function providerTable(verdict: Verdict): string {
  const heads = [
    "provider",
    "served",
    "quarantined",
    "Kafka",
    "PostgreSQL",
    "Iceberg",
    "lost",
    "duplicated",
    "altered",
    "phantom",
    "redelivered",
  ];
  const rows = Object.entries(verdict.providers).map(([provider, counts]) => {
    const { served, quarantined, kafka, postgres, iceberg, lost, duplicated, altered, phantom } =
      counts;
    const good = [served, quarantined, kafka, postgres, iceberg].map(
      (value) => `<td>${format(value)}</td>`,
    );
    const bad = [lost, duplicated, altered, phantom].map(
      (value) => `<td${value > 0 ? ' class="fail"' : ""}>${format(value)}</td>`,
    );
    return `<tr><td>${provider}</td>${[...good, ...bad].join("")}<td>${format(counts.sinks.kafka.redelivered)}</td></tr>`;
  });
  return `<div class="scroll"><table><tr>${heads.map((head) => `<th>${head}</th>`).join("")}</tr>${rows.join("")}</table></div>`;
}

function eventTable(verdict: Verdict): string {
  if (verdict.events.length === 0) return "";
  const rows = verdict.events.map(
    (event) =>
      `<tr><td>${event.at}</td><td class="text">${escapeXml(event.process)}</td><td class="text">${escapeXml(event.event)}</td></tr>`,
  );
  return `<h2>Events</h2><div class="scroll"><table><tr><th>at</th><th class="text">process</th><th class="text">what</th></tr>${rows.join("")}</table></div>`;
}

function differenceTable(verdict: Verdict): string {
  const { total, listed } = verdict.differences;
  if (total === 0) return "";
  const heads = [
    "kind",
    "sink",
    "provider",
    "dataset",
    "series",
    "interval start",
    "as of",
    "served",
    "landed",
    "note",
  ];
  const rows = listed.map((difference) =>
    [
      difference.kind,
      difference.sink,
      difference.provider,
      difference.dataset,
      difference.series_id,
      difference.interval_start,
      difference.as_of,
      "served" in difference ? String(difference.served) : "–",
      "landed" in difference ? String(difference.landed) : "–",
      difference.note ?? "",
    ]
      .map((cell) => `<td class="text">${escapeXml(cell)}</td>`)
      .join(""),
  );
  const more =
    total > listed.length ? `<p class="faint">and ${format(total - listed.length)} more</p>` : "";
  return `<h2>Differences</h2><div class="scroll"><table><tr>${heads.map((head) => `<th class="text">${head}</th>`).join("")}</tr>${rows.map((row) => `<tr>${row}</tr>`).join("")}</table></div>${more}`;
}

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly value: (point: TimelinePoint) => number;
}

const width = 1000;
const height = 240;
const margin = { left: 64, right: 16, top: 14, bottom: 30 };

function plot(timeline: Timeline, unit: string, lines: readonly Line[]): string {
  const points = timeline.points.filter(
    (point) => point.records > 0 || lines[0]?.name === "records/s",
  );
  if (points.length === 0) return `<p class="faint">Nothing landed.</p>`;
  const top = niceCeiling(Math.max(1, ...lines.flatMap((line) => points.map(line.value))));
  const lastMs = Math.max(timeline.binMs, (timeline.points.at(-1)?.atMs ?? 0) + timeline.binMs);
  const x = (atMs: number): number =>
    margin.left + (atMs / lastMs) * (width - margin.left - margin.right);
  const y = (value: number): number =>
    height - margin.bottom - (value / top) * (height - margin.top - margin.bottom);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const level = y(top * share).toFixed(1);
    return `<line x1="${margin.left}" x2="${width - margin.right}" y1="${level}" y2="${level}" stroke="var(--line)"/><text x="${margin.left - 8}" y="${Number(level) + 4}" text-anchor="end">${format(top * share)}</text>`;
  });
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const label = ((lastMs * share) / 1000).toFixed(lastMs < 10_000 ? 1 : 0);
    return `<text x="${x(lastMs * share).toFixed(1)}" y="${height - 10}" text-anchor="middle">${label} s</text>`;
  });
  const drawn = lines.map((line) => {
    const places = points.map(
      (point) =>
        [x(point.atMs + timeline.binMs / 2).toFixed(1), y(line.value(point)).toFixed(1)] as const,
    );
    const dots = places.map(
      ([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="2.5" fill="${line.colour}"/>`,
    );
    const path = places.map((place) => place.join(",")).join(" ");
    return `<polyline points="${path}" fill="none" stroke="${line.colour}" stroke-width="2" stroke-linejoin="round"/>${dots.join("")}`;
  });
  const legend = lines
    .map((line) => `<span style="color:${line.colour}">■</span> ${line.name}`)
    .join("&ensp;");
  return `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeXml(unit)} over the run">${grid.join("")}${ticks.join("")}${drawn.join("")}</svg><figcaption>${legend}&ensp;${escapeXml(unit)}, in steps of ${timeline.binMs} ms since the first request</figcaption></figure>`;
}

function niceCeiling(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 2.5, 4, 5, 8, 10].find((candidate) => candidate * power >= value) ?? 10;
  return step * power;
}

function format(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
