/** The verdict on one screen. */
import Table from "cli-table3";
import { commandHint } from "../command-hint.ts";
import { describeAge, duration } from "../stream/describe-stream.ts";
import type { StreamVerdict, Verdict } from "../verdict.ts";

const differencesShown = 8;

export interface Style {
  readonly bold: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const plainStyle: Style = {
  bold: (text) => text,
  good: (text) => text,
  bad: (text) => text,
  faint: (text) => text,
};

export const colourStyle: Style = {
  bold: (text) => `\u001b[1m${text}\u001b[22m`,
  good: (text) => `\u001b[32m${text}\u001b[39m`,
  bad: (text) => `\u001b[31m${text}\u001b[39m`,
  faint: (text) => `\u001b[2m${text}\u001b[22m`,
};

export interface NextSteps {
  readonly reportFile: string;
  readonly verdictFile: string;
  readonly logsDirectory: string;
  /** Whether the sandbox stays up. */
  readonly kept: boolean;
  /** The sandbox's directory as the user wrote it. */
  readonly dir: string;
}

/** `columns`: width of the terminal; undefined where nobody cares. */
export function renderVerdict(
  verdict: Verdict,
  next: NextSteps,
  style: Style,
  columns?: number,
): string {
  const passed = verdict.verdict === "pass";
  const lines: string[] = [];
  const judgement = passed ? style.good("PASS") : style.bad("FAIL");
  lines.push(
    `${style.bold("Verdict")} ${style.bold(judgement)}  run ${verdict.runId}  seed ${verdict.seed}  stack ${verdict.stack}  ${seconds(verdict.durationMs)}`,
    renderProviders(verdict.providers, style, columns),
  );
  if (verdict.stream !== undefined) lines.push(...renderStream(verdict.stream, style));
  const { throughput, latencyMs } = verdict;
  lines.push(
    `Throughput  ${number(throughput.recordsPerSecond)} records/s (${number(throughput.records)} in ${throughput.seconds.toFixed(2)} s)`,
    `Latency     p50 ${ms(latencyMs.p50)}  p95 ${ms(latencyMs.p95)}  p99 ${ms(latencyMs.p99)}  ${style.faint("answer to commit in both sinks")}`,
    `Phases      ${verdict.phases.map((phase) => `${phase.name} ${seconds(phase.ms)}`).join("  ")}`,
  );
  for (const event of verdict.events.slice(0, differencesShown)) {
    lines.push(`Event       ${event.at.slice(11, 23)} ${event.process}: ${event.event}`);
  }
  for (const reason of verdict.reasons) lines.push(style.bad(`Why         ${reason}`));
  for (const note of verdict.notes) lines.push(style.faint(`Note        ${note}`));
  lines.push(...renderDifferences(verdict.differences, style));
  lines.push(
    `Report      ${next.reportFile}`,
    `Evidence    ${next.verdictFile}`,
    `Logs        ${next.logsDirectory}`,
    next.kept
      ? `Still up    look: ${commandHint("status", next.dir)}   end: ${commandHint("down", next.dir)}`
      : style.faint(`Look inside next time: add --keep, then ${commandHint("status", next.dir)}`),
  );
  return lines.join("\n");
}

/** Where the clock was, and per provider how it kept up. */
function renderStream(stream: StreamVerdict, style: Style): string[] {
  const { from, to, timeScale, jumps } = stream;
  const minute = (instant: string): string => `${instant.slice(0, 16)}Z`;
  const pace =
    timeScale === 0 ? `as fast as the work went, ${number(jumps)} jumps` : `×${number(timeScale)}`;
  const lines = [`Streamed    ${minute(from)} to ${minute(to)}  ${pace}`];
  for (const [provider, one] of Object.entries(stream.providers)) {
    const { series, late, worst, medianSeconds } = one.freshness;
    const lateness = `${number(late)} of ${number(series)} series late`;
    lines.push(
      `  ${provider.padEnd(9)} ${number(one.polls)} polls (${number(one.merged)} merged, ${number(one.failedPolls)} failed)  lag up to ${duration(one.lagSeconds * 1000)}  ${number(one.revisions)} revisions`,
      `  ${"".padEnd(9)} ${late > 0 ? style.bad(lateness) : lateness}, median ${age(medianSeconds)}${worst === null ? "" : `, nearest to late ${worst.dataset} ${worst.series_id} ${age(worst.seconds)}`}`,
    );
  }
  return lines;
}

function age(valueSeconds: number | null): string {
  return describeAge(valueSeconds === null ? null : valueSeconds * 1000);
}

/** Wide enough for the table with its lines, whatever the figures. */
const tableColumns = 112;
const heads = {
  wide: "provider served quarantined Kafka PostgreSQL Iceberg lost duplicated altered phantom",
  narrow: "provider served quar. Kafka Postgres Iceberg lost dupl. altered phantom",
};
const border = "top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right";
const noLines = Object.fromEntries(
  `${border} left left-mid mid mid-mid right right-mid middle`.split(" ").map((name) => [name, ""]),
);

/** `columns` as above: a narrow terminal gets the same figures without lines. */
export function renderProviders(
  providers: Verdict["providers"],
  style: Style,
  columns = Number.POSITIVE_INFINITY,
): string {
  const isNarrow = columns < tableColumns;
  const head = heads[isNarrow ? "narrow" : "wide"].split(" ");
  const table = new Table({
    head,
    colAligns: head.map((_, column) => (column === 0 ? "left" : "right")),
    style: {
      ...{ head: [], border: [], compact: true },
      ...(isNarrow ? { "padding-left": 0, "padding-right": 1 } : {}),
    },
    ...(isNarrow ? { chars: noLines } : {}),
  });
  for (const [provider, counts] of Object.entries(providers)) {
    const trouble = (amount: number): string => (amount === 0 ? "0" : style.bad(number(amount)));
    table.push([
      provider,
      number(counts.served),
      number(counts.quarantined),
      number(counts.kafka),
      number(counts.postgres),
      number(counts.iceberg),
      trouble(counts.lost),
      trouble(counts.duplicated),
      trouble(counts.altered),
      trouble(counts.phantom),
    ]);
  }
  return table.toString();
}

export function renderDifferences(differences: Verdict["differences"], style: Style): string[] {
  const { total, listed } = differences;
  if (total === 0) return [];
  const lines = listed.slice(0, differencesShown).map((difference) => {
    const { kind, sink, provider, dataset, series_id, interval_start, as_of, note } = difference;
    const value = (side: "served" | "landed"): string =>
      side in difference ? String(difference[side]) : "–";
    const key = `${provider} ${dataset} ${series_id} ${interval_start} as of ${as_of}`;
    return `  ${style.bad(kind)} in ${sink}: ${key}  served ${value("served")}  landed ${value("landed")}${note === undefined ? "" : `  (${note})`}`;
  });
  const more = total - lines.length;
  return ["Differences", ...lines, ...(more > 0 ? [`  and ${number(more)} more`] : [])];
}

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function number(value: number): string {
  return grouped.format(value);
}

function ms(value: number): string {
  return `${value < 10 ? value.toFixed(1) : number(value)} ms`;
}

function seconds(valueMs: number): string {
  return `${(valueMs / 1000).toFixed(1)} s`;
}
