/** Puts together what a run's verdict says. Pure, except for nothing: values in, verdict out. */
import { latencyQuantileMs } from "../core/latency.ts";
import type { GivenUpUnit } from "./reconcile/given-up.ts";
import type { Reconciliation } from "./reconcile/reconcile.ts";
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
    ...(parts.stream?.isBent === true ? [] : reasonsToFailStream(stream)),
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
    notes: notesOn(reconciliation),
    events: parts.events,
    endpoints: parts.endpoints,
  };
}

function describeGivenUp({ provider, dataset, unit, error, faults }: GivenUpUnit): string {
  const under = faults.length === 0 ? "" : ` (last answer under ${faults.join(", ")})`;
  return `${provider}: ${dataset} ${unit}: ${error}${under}`;
}

/** How many given up jobs are named one by one. */
const notesMax = 20;

function notesOn({ givenUp, providers }: Reconciliation): string[] {
  const excused = givenUp.filter((unit) => unit.excused);
  const notes = excused
    .slice(0, notesMax)
    .map((unit) => `${describeGivenUp(unit)}; excused, because that fault never ends`);
  if (excused.length > notesMax) notes.push(`and ${excused.length - notesMax} more jobs excused`);
  for (const [provider, { faults, withheld }] of Object.entries(providers)) {
    const kinds = Object.entries(faults).map(([kind, requests]) => `${kind} ${requests}`);
    if (kinds.length > 0)
      notes.push(`${provider}: requests disturbed by faults: ${kinds.join(", ")}`);
    if (withheld > 0)
      notes.push(`${provider}: ${withheld} observations withheld by faults at some time`);
  }
  return notes;
}
