/** The verdict as one self-contained page: no script, no network, readable on paper. */
import { describeAge, duration } from "../stream/describe-stream.ts";
import type { Timeline } from "../timeline.ts";
import type { ProviderVerdict, Verdict, VerdictDifference } from "../verdict.ts";
import { escapeXml } from "./junit.ts";
import { renderPlot } from "./plot.ts";
import { reportCss } from "./report-css.ts";

export function renderHtmlReport(verdict: Verdict, timeline: Timeline): string {
  const passed = verdict.verdict === "pass";
  const { throughput, latencyMs } = verdict;
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
<p class="faint">Started ${instant(verdict.startedAt)}, seed ${verdict.seed}, ${verdict.stack} stack, ${(verdict.durationMs / 1000).toFixed(1)} s in all.</p>
${verdict.reasons.length === 0 ? "" : `<ul class="fail">${verdict.reasons.map((reason) => `<li>${escapeXml(reason)}</li>`).join("")}</ul>`}
<h2>Served against landed</h2>
${providerTable(verdict)}
<p class="faint">${Object.entries(meanings)
    .map(([word, meaning]) => `<b>${word}</b> ${meaning}`)
    .join(" · ")}</p>
${verdict.notes.length === 0 ? "" : `<h2>Faults</h2>\n<ul>${verdict.notes.map((note) => `<li>${escapeXml(note)}</li>`).join("")}</ul>`}
${streamTable(verdict)}
${differenceTable(verdict)}
${eventTable(verdict)}
<h2>Speed</h2>
<div class="cards">
${card("records landed", format(throughput.records))}
${card("records/s", format(throughput.recordsPerSecond))}
${card("latency p50", `${format(latencyMs.p50)} ms`)}
${card("latency p95", `${format(latencyMs.p95)} ms`)}
${card("latency p99", `${format(latencyMs.p99)} ms`)}
</div>
<h2>Records committed per second</h2>
${renderPlot({
  ...{ timeline, unit: "records/s", shape: "bars" },
  series: [
    {
      ...{ name: "records/s", colour: "var(--a)" },
      value: ({ records }) => (records * 1000) / timeline.binMs,
    },
  ],
})}
<h2>Latency, provider's answer to commit in both sinks</h2>
${renderPlot({
  ...{ timeline, unit: "milliseconds", shape: "lines" },
  series: [
    { name: "p50", colour: "var(--a)", value: ({ p50Ms }) => p50Ms },
    { name: "p95", colour: "var(--b)", value: ({ p95Ms }) => p95Ms },
  ],
})}
<h2>Phases</h2>
${table(
  ["phase", "seconds"],
  verdict.phases.map(({ name, ms }) => [text(name), number(ms / 1000, 2)]),
  "narrow",
)}
</body>
</html>
`;
}

const meanings = {
  lost: "served, and missing in at least one sink",
  duplicated: "there twice under one identity",
  altered: "there with another value, interval, unit or location",
  phantom: "there without ever having been served",
  "wrongly landed": "there though a fault had spoilt it",
  "wrongly quarantined": "kept aside though right, or for another reason than the fault's",
  redelivered: "repeated messages, which Kafka may hold",
};

interface Cell {
  readonly html: string;
  readonly classes: readonly string[];
}

function text(content: string): Cell {
  return { html: escapeXml(content), classes: ["text"] };
}

function number(value: number, digits?: number): Cell {
  return { html: digits === undefined ? format(value) : value.toFixed(digits), classes: [] };
}

/** An amount that should be zero. */
function trouble(value: number): Cell {
  return { html: format(value), classes: value > 0 ? ["fail"] : [] };
}

/** `notes`, where there are any, stand below the rows of the same places. */
function table(
  heads: readonly string[],
  rows: readonly (readonly Cell[])[],
  kind = "",
  notes: readonly (string | undefined)[] = [],
): string {
  const head = heads
    .map((name, column) => {
      const isText = rows[0]?.[column]?.classes.includes("text") === true;
      return `<th${isText ? ' class="text"' : ""}>${name}</th>`;
    })
    .join("");
  const body = rows.map((row, place) => {
    const note = notes[place];
    const below =
      note === undefined
        ? ""
        : `<tr class="note"><td colspan="${heads.length}">${escapeXml(note)}</td></tr>`;
    return `<tr${note === undefined ? "" : ' class="noted"'}>${row.map(renderCell).join("")}</tr>${below}`;
  });
  return `<div class="scroll"><table${kind === "" ? "" : ` class="${kind}"`}><tr>${head}</tr>\n${body.join("\n")}</table></div>`;
}

function renderCell({ html, classes }: Cell): string {
  return `<td${classes.length === 0 ? "" : ` class="${classes.join(" ")}"`}>${html}</td>`;
}

function card(name: string, value: string): string {
  return `<div class="card"><span class="faint">${name}</span><b>${value}</b></div>`;
}

const providerColumns: Record<string, (counts: ProviderVerdict) => Cell> = {
  served: ({ served }) => number(served),
  quarantined: ({ quarantined }) => number(quarantined),
  Kafka: ({ kafka }) => number(kafka),
  PostgreSQL: ({ postgres }) => number(postgres),
  Iceberg: ({ iceberg }) => number(iceberg),
  lost: ({ lost }) => trouble(lost),
  duplicated: ({ duplicated }) => trouble(duplicated),
  altered: ({ altered }) => trouble(altered),
  phantom: ({ phantom }) => trouble(phantom),
  "wrongly landed": ({ wronglyLanded }) => trouble(wronglyLanded),
  "wrongly quarantined": ({ wronglyQuarantined }) => trouble(wronglyQuarantined),
  redelivered: ({ sinks }) => number(sinks.kafka.redelivered),
};

function providerTable(verdict: Verdict): string {
  return table(
    ["provider", ...Object.keys(providerColumns)],
    Object.entries(verdict.providers).map(([provider, counts]) => [
      text(provider),
      ...Object.values(providerColumns).map((cell) => cell(counts)),
    ]),
  );
}

/** Freshness and polls of a streaming run. */
function streamTable({ stream }: Verdict): string {
  if (stream === undefined) return "";
  const { from, to, timeScale, jumps } = stream;
  const pace =
    timeScale === 0
      ? `as fast as the work went, with ${format(jumps)} jumps of the clock`
      : `at ${format(timeScale)} times real time`;
  const heads = [
    "provider",
    "published",
    "missing",
    "excused",
    "revisions",
    "polls",
    "merged",
    "failed",
  ];
  const freshness = ["lag up to", "series", "late", "median age"];
  const age = (seconds: number | null): Cell => ({
    html: escapeXml(describeAge(seconds === null ? null : seconds * 1000)),
    classes: [],
  });
  const rows = Object.entries(stream.providers).map(([provider, one]) => {
    const { series, late, medianSeconds } = one.freshness;
    return [
      ...[text(provider), number(one.published), trouble(one.missing), number(one.excused)],
      number(one.revisions),
      ...[number(one.polls), number(one.merged), number(one.failedPolls)],
      { html: duration(one.lagSeconds * 1000), classes: [] },
      ...[number(series), trouble(late), age(medianSeconds)],
    ];
  });
  const notes = Object.values(stream.providers).map(({ freshness: { worst } }) => {
    if (worst === null) return undefined;
    const ageMs = worst.seconds === null ? null : worst.seconds * 1000;
    return `nearest to late: ${worst.dataset} ${worst.series_id}, ${describeAge(ageMs)}`;
  });
  return `<h2>Streamed</h2><p class="faint">${instant(from)} to ${instant(to)} on the sandbox's clock, ${pace}. <b>missing</b> published by the end and never landed · <b>excused</b> likewise, because faults kept the last poll from bringing it · <b>merged</b> polls that fell due while another was under way · <b>late</b> series older than their timetable promises. A value that came back to what it was before is one message in Kafka and one more revision in the sinks.</p>${table([...heads, ...freshness], rows, "dense", notes)}`;
}

function eventTable(verdict: Verdict): string {
  if (verdict.events.length === 0) return "";
  const rows = verdict.events.map(({ at, process, event }) => [
    text(instant(at)),
    text(process),
    text(event),
  ]);
  return `<h2>Processes that died or came back</h2>${table(["at", "process", "what"], rows, "narrow")}`;
}

function differenceTable(verdict: Verdict): string {
  const { total, listed } = verdict.differences;
  if (total === 0) return "";
  const heads = ["kind", "in", "dataset", "series", "interval start", "as of", "served", "landed"];
  const side = (difference: VerdictDifference, name: "served" | "landed"): Cell => ({
    html: name in difference ? String(difference[name] ?? "missing") : "–",
    classes: [],
  });
  const rows = listed.map((difference) => [
    text(difference.kind),
    text(difference.sink),
    text(`${difference.provider} ${difference.dataset}`),
    text(difference.series_id),
    text(instant(difference.interval_start)),
    text(instant(difference.as_of)),
    side(difference, "served"),
    side(difference, "landed"),
  ]);
  const notes = listed.map(({ note }) => note);
  const more =
    total > listed.length
      ? `<p class="faint">These are ${format(listed.length)} of ${format(total)}: some of every kind in every sink.</p>`
      : "";
  return `<h2>Differences</h2>${more}${table(heads, rows, "dense", notes)}`;
}

/** `2026-03-12T00:35:00.000Z` as `2026-03-12 00:35Z`: seconds only where there are some. */
function instant(iso: string): string {
  return iso.replace("T", " ").replace(/(:00)?\.\d+Z$/, "Z");
}

function format(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
