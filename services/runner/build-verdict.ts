/** Puts together what a run's verdict says. Pure, except for nothing: values in, verdict out. */
import { latencyQuantileMs } from "../core/latency.ts";
import type { GivenUpUnit } from "./reconcile/given-up.ts";
import type { Reconciliation } from "./reconcile/reconcile.ts";
import type { PlannedFaults } from "./scenario-option.ts";
import type { JudgedStream } from "./stream/judge-stream.ts";
import { type LandedBatch, addLatencyCounts } from "./timeline.ts";
import {
  type Verdict,
  listedDifferencesMax,
  reasonsToFail,
  reasonsToFailStream,
} from "./verdict.ts";

export interface VerdictParts {
  readonly runId: string;
  readonly seed: number;
  readonly stack: Verdict["stack"];
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Real instant of the first request, where throughput begins. */
  readonly fetchStartedAtMs: number;
  readonly reconciliation: Reconciliation;
  /** Of a streaming run, with what it never saw. */
  readonly stream?: JudgedStream;
  readonly batches: readonly LandedBatch[];
  readonly phases: Verdict["phases"];
  readonly events: Verdict["events"];
  readonly endpoints: Verdict["endpoints"];
  /** What the scenario would do, if there is one. */
  readonly scenario?: PlannedFaults;
  /** Why the run did not come to its end, if it did not. */
  readonly failures: readonly string[];
}

export function buildVerdict(parts: VerdictParts): Verdict {
  const { reconciliation, batches } = parts;
  const stream = parts.stream?.verdict;
  const unseen = parts.stream?.unseen ?? [];
  const reasons = [
    ...parts.failures,
    ...reconciliation.givenUp.filter(({ excused }) => !excused).map(describeGivenUp),
    ...reasonsToFail(reconciliation.providers),
    ...reasonsToFailStream(stream),
  ];
  const counts = addLatencyCounts(batches);
  const quantile = (share: number): number => {
    const value = latencyQuantileMs(counts, share);
    return Number.isFinite(value) ? value : 0;
  };
  const records = batches.reduce((sum, batch) => sum + batch.landed, 0);
  const lastCommitMs = batches.at(-1)?.committedAtMs ?? parts.fetchStartedAtMs;
  const seconds = Math.max(0, lastCommitMs - parts.fetchStartedAtMs) / 1000;
  return {
    verdict: reasons.length === 0 ? "pass" : "fail",
    reasons,
    runId: parts.runId,
    seed: parts.seed,
    stack: parts.stack,
    startedAt: new Date(parts.startedAtMs).toISOString(),
    durationMs: Math.round(parts.endedAtMs - parts.startedAtMs),
    providers: reconciliation.providers,
    ...(stream === undefined ? {} : { stream }),
    throughput: {
      records,
      seconds: Math.round(seconds * 1000) / 1000,
      recordsPerSecond: seconds === 0 ? 0 : Math.round(records / seconds),
    },
    latencyMs: { p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99) },
    phases: parts.phases,
    differences: {
      total: reconciliation.differences.total + unseen.length,
      listed: [...reconciliation.differences.listed, ...unseen].slice(0, listedDifferencesMax),
    },
    notes: [...describeIdle(parts), ...notesOn(reconciliation), ...notesOnStream(stream)],
    events: parts.events,
    endpoints: parts.endpoints,
  };
}

function describeGivenUp({ provider, dataset, unit, error, faults }: GivenUpUnit): string {
  const under = faults.length === 0 ? "" : ` (last answer under ${faults.join(", ")})`;
  return `${provider}: ${dataset} ${unit}: ${error}${under}`;
}

/** A scenario that did less than it says must not look like one that was passed. */
function describeIdle({ scenario, reconciliation }: VerdictParts): string[] {
  if (scenario === undefined) return [];
  const { struck } = reconciliation;
  return [
    ...scenario.labels
      .filter((label) => !struck.has(label))
      .map(
        (label) =>
          `warning: the scenario's fault ${label} never struck, because nothing it matches was asked for while it lasted`,
      ),
    ...scenario.elsewhere.map(
      (label) =>
        `warning: the scenario's fault ${label} is of a provider that this run does not serve`,
    ),
  ];
}

function notesOnStream(stream: Verdict["stream"]): string[] {
  return Object.entries(stream?.providers ?? {}).flatMap(([provider, { excused }]) =>
    excused === 0
      ? []
      : [
          `${provider}: ${excused} published and not landed, because faults kept the last poll from bringing them`,
        ],
  );
}

/** How many given up jobs are named one by one. */
const notesMax = 20;

function notesOn({ givenUp, providers }: Reconciliation): string[] {
  const excused = givenUp.filter((unit) => unit.excused);
  const notes = excused
    .slice(0, notesMax)
    .map((unit) => `${describeGivenUp(unit)}; excused, because that fault never ends`);
  if (excused.length > notesMax) notes.push(`and ${excused.length - notesMax} more jobs excused`);
  for (const [provider, { faults, withheld, hiddenBeyond }] of Object.entries(providers)) {
    const kinds = Object.entries(faults).map(([kind, requests]) => `${kind} ${requests}`);
    if (kinds.length > 0)
      notes.push(`${provider}: requests disturbed by faults: ${kinds.join(", ")}`);
    if (withheld > 0)
      notes.push(`${provider}: ${withheld} observations withheld by faults at some time`);
    if (hiddenBeyond > 0)
      notes.push(
        `${provider}: warning: ${hiddenBeyond} answers hid more pages than the ledger names, so of those behind only what other answers carried was compared`,
      );
  }
  return notes;
}
