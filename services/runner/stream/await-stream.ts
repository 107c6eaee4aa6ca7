/**
 * Lets the sandbox's clock run over a streaming run, from its begin to its end, and shows how it goes.
 *
 * At a fixed scale the clock flows and the pipeline keeps up as it can. At scale 0 it flows while work is under way, and
 * jumps to the next instant something is due when the pipeline has caught up.
 */
import type { Admin } from "kafkajs";
import type pg from "pg";
import { describeError } from "../../core/errors.ts";
import type { RunPlan } from "../../core/plan.ts";
import { allowedAtScale, readFreshness } from "../../ingestion/freshness.ts";
import {
  type DatasetProgress,
  endStream,
  readStreamProgress,
} from "../../ingestion/stream-progress.ts";
import { readRunProgress } from "../../ingestion/submit-run.ts";
import { sleep } from "../../stability/sleep.ts";
import { readLandingProgress } from "../landing-progress.ts";
import { fetchingParts, landingParts } from "../pipeline-parts.ts";
import type { SandboxClock } from "../sandbox-clock.ts";
import { workScale } from "../sandbox-settings.ts";
import { type StandstillWatch, createStandstillWatch } from "../standstill.ts";
import { describeStream } from "./describe-stream.ts";

/** Between two looks, in milliseconds; at scale 0 the clock waits for them. */
const pollMs = { flowing: 50, working: 15 };
const showEveryMs = 500;

export interface AwaitStreamOptions {
  readonly pool: pg.Pool;
  readonly admin: Admin;
  readonly clock: SandboxClock;
  readonly plan: RunPlan & { readonly stream: NonNullable<RunPlan["stream"]> };
  /** 0: as fast as the work goes. */
  readonly timeScale: number;
  readonly tell: (detail: string) => void;
  /** Aborted: end the stream now, and properly. */
  readonly stop: AbortSignal;
  /** Aborted: leave everything as it is. */
  readonly signal: AbortSignal;
}

export interface StreamedWindow {
  readonly startMs: number;
  /** Where it ended: everything published by then was asked for. */
  readonly endMs: number;
  readonly jumps: number;
}

/**
 * Resolves when the clock has come to the end and the datasets were told to be polled for the last time, which may be
 * under way. Rejects with RUN_TIMED_OUT when a part of the pipeline has stood still for two minutes although something
 * waits for it.
 */
export async function awaitStream(options: AwaitStreamOptions): Promise<StreamedWindow> {
  const { pool, clock, plan, timeScale, signal, stop } = options;
  const { runId, stream } = plan;
  const plannedEndMs = stream.endMs ?? Number.POSITIVE_INFINITY;
  let jumps = 0;
  let shownAt = 0;
  const watch = createStandstillWatch();
  await clock.advance(stream.startMs, timeScale === 0 ? workScale : timeScale, signal);
  while (!stop.aborted && clock.nowMs() < plannedEndMs) {
    signal.throwIfAborted();
    try {
      const datasets = await readStreamProgress(pool, runId);
      const busy = isBusy(datasets, clock.nowMs());
      if (timeScale === 0 && !busy && (await hasLanded(options))) {
        const nextMs = Math.min(plannedEndMs, ...datasets.map((dataset) => dataset.nextMs));
        if (clock.isAhead(nextMs)) {
          await clock.advance(nextMs, workScale, signal);
          jumps++;
        }
      }
      if (Date.now() - shownAt >= showEveryMs) {
        shownAt = Date.now();
        await show(options, datasets, watch);
      }
    } catch (error) {
      if (signal.aborted) throw error;
      // Kafka or PostgreSQL may be down for a moment on purpose; only standing still for long ends the run.
      watch.sawNothing(describeError(error));
      options.tell(`waiting: ${describeError(error)}`);
    }
    watch.check();
    await sleep(timeScale === 0 ? pollMs.working : pollMs.flowing, signal);
  }
  const endMs = Math.min(plannedEndMs, clock.nowMs());
  await endStream(pool, runId, endMs);
  // What is left to do shall not take days of the clock, nor wait for its throttle windows in real time.
  await clock.advance(endMs, workScale, signal);
  return { startMs: stream.startMs, endMs, jumps };
}

/** Whether the scheduler or a unit has something to do by now. */
function isBusy(datasets: readonly DatasetProgress[], nowMs: number): boolean {
  if (datasets.length === 0) return true;
  return datasets.some(
    ({ openUnits, nextMs, polls }) => openUnits > 0 || polls === 0 || nextMs <= nowMs,
  );
}

async function hasLanded({ admin, pool, plan }: AwaitStreamOptions): Promise<boolean> {
  const landed = await readLandingProgress(admin, pool, providersOf(plan));
  return landed.every((topic) => topic.landed >= topic.published);
}

async function show(
  options: AwaitStreamOptions,
  datasets: readonly DatasetProgress[],
  watch: StandstillWatch,
): Promise<void> {
  const { pool, admin, plan, clock, timeScale } = options;
  const fetched = await readRunProgress(pool, plan.runId);
  const landed = await readLandingProgress(admin, pool, providersOf(plan));
  const nowMs = clock.nowMs();
  const { scale } = clock;
  const allowedMs = allowedAtScale(scale);
  const freshness = await readFreshness(pool, plan, { nowMs, allowedMs });
  const { rows } = await pool.query<{ revisions: number }>(
    "select coalesce(sum(revisions), 0)::int as revisions from sandbox.landing_batches",
  );
  const revisions = rows[0]?.revisions ?? 0;
  const due = isBusy(datasets, nowMs) ? "polls are due" : null;
  watch.saw([...fetchingParts(fetched, due, datasets), ...landingParts(landed)]);
  options.tell(
    describeStream({
      ...{ nowMs, timeScale, scale, stream: plan.stream, providers: providersOf(plan) },
      ...{ datasets, fetched, landed, freshness, allowedMs, revisions },
      standing: watch.describe(),
    }),
  );
}

function providersOf({ datasets }: RunPlan) {
  return [...new Set(datasets.map(({ provider }) => provider))];
}
