/** What a streaming run's verdict says beyond served against landed: polls, freshness, and what was never seen. */
import type pg from "pg";
import type { ProviderName } from "../../core/observation.ts";
import type { RunPlan } from "../../core/plan.ts";
import { type SeriesFreshness, readFreshness, worstOf } from "../../ingestion/freshness.ts";
import {
  type DatasetProgress,
  countRevisions,
  readStreamProgress,
} from "../../ingestion/stream-progress.ts";
import { readPostgresRows } from "../reconcile/postgres-reader.ts";
import type { Reconciliation } from "../reconcile/reconcile.ts";
import type { SandboxSettings } from "../sandbox-settings.ts";
import type { StreamVerdict, VerdictDifference } from "../verdict.ts";
import type { StreamedWindow } from "./await-stream.ts";
import { findMissing } from "./find-missing.ts";

export interface JudgeStreamOptions {
  readonly pool: pg.Pool;
  readonly plan: RunPlan;
  readonly settings: SandboxSettings;
  readonly window: StreamedWindow;
  /** The sandbox's clock after everything had landed. */
  readonly drainedMs: number;
  /** What faults did to the last polls. */
  readonly reconciliation: Pick<Reconciliation, "bent" | "givenUp">;
  readonly signal: AbortSignal;
}

export interface JudgedStream {
  readonly verdict: StreamVerdict;
  readonly unseen: readonly VerdictDifference[];
}

export async function judgeStream(options: JudgeStreamOptions): Promise<JudgedStream> {
  const { pool, plan, settings, window, drainedMs, reconciliation, signal } = options;
  const progress = await readStreamProgress(pool, plan.runId);
  const freshness = await readFreshness(pool, plan, { nowMs: window.endMs, allowedMs: 0 });
  const revisions = await countRevisions(pool, window.startMs);
  const providers: StreamVerdict["providers"] = {};
  const unseen: VerdictDifference[] = [];
  for (const provider of new Set(plan.datasets.map((planned) => planned.provider))) {
    const { published, missing, excused } = await findMissing({
      provider,
      datasets: plan.datasets.filter((planned) => planned.provider === provider),
      ...{ settings, streamStartMs: window.startMs, endMs: window.endMs, drainedMs, signal },
      landed: await readPostgresRows(pool, provider, signal),
      bent: reconciliation.bent[provider] ?? new Set(),
      excused: reconciliation.givenUp.flatMap((unit) =>
        unit.provider === provider && unit.excused && unit.rest !== undefined ? [unit.rest] : [],
      ),
    });
    for (const difference of missing) unseen.push({ ...difference, provider });
    providers[provider] = {
      ...sumUp(progress.filter((one) => one.provider === provider)),
      revisions: revisions[provider] ?? 0,
      published,
      missing: missing.length,
      excused,
      freshness: summarize(freshness, provider),
    };
  }
  return {
    verdict: {
      from: new Date(window.startMs).toISOString(),
      to: new Date(window.endMs).toISOString(),
      timeScale: settings.timeScale,
      jumps: window.jumps,
      providers,
    },
    unseen,
  };
}

function sumUp(datasets: readonly DatasetProgress[]) {
  const sum = (of: (one: DatasetProgress) => number): number =>
    datasets.reduce((total, one) => total + of(one), 0);
  return {
    polls: sum((one) => one.polls),
    merged: sum((one) => one.merged),
    failedPolls: sum((one) => one.failed),
    lagSeconds: Math.round(Math.max(0, ...datasets.map((one) => one.lagMsMax)) / 1_000),
  };
}

function summarize(
  all: readonly SeriesFreshness[],
  provider: ProviderName,
): NonNullable<StreamVerdict["providers"][ProviderName]>["freshness"] {
  const series = all.filter((one) => one.provider === provider);
  const ages = series
    .flatMap(({ ageMs }) => (ageMs === null ? [] : [ageMs]))
    .toSorted((a, b) => a - b);
  const median = ages[Math.floor((ages.length - 1) / 2)];
  const worst = worstOf(series);
  return {
    series: series.length,
    late: series.filter(({ lateMs }) => lateMs > 0).length,
    medianSeconds: median === undefined ? null : Math.round(median / 1_000),
    worst:
      worst === undefined
        ? null
        : {
            dataset: worst.dataset,
            series_id: worst.seriesId,
            seconds: worst.ageMs === null ? null : Math.round(worst.ageMs / 1_000),
          },
  };
}
