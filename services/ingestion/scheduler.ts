/**
 * Turns time into polls: asks every streamed dataset again when its timetable says so, on the sandbox's clock.
 *
 * without the lock → holding it → (connection lost, or closed) → without the lock
 *
 * One process schedules at a time: it holds a session lock in PostgreSQL, and writes on the very connection that
 * holds it, so one that was cut off cannot write any more. State is in PostgreSQL alone: whoever takes over goes on.
 */
import pg from "pg";
import type { Clock } from "../core/clock.ts";
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { PlannedDataset, RunPlan } from "../core/plan.ts";
import type { ProviderConnector } from "../providers/connector.ts";
import { pollSeries } from "../providers/schedule.ts";
import { scheduleOf } from "../providers/schedule-table.ts";
import { sleepOrChange } from "../stability/clock-sleep.ts";
import { sleep } from "../stability/sleep.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { type PollDecision, decidePoll } from "./decide-poll.ts";
import { finishRun } from "./finish-run.ts";
import { ageOf, readFreshness } from "./freshness.ts";
import {
  type StreamedDataset,
  closeStream,
  readPlan,
  readStreams,
  storePoll,
} from "./poll-store.ts";
import { type UnitRow, refusedRow, unitRow } from "./store-units.ts";

export interface SchedulerOptions {
  readonly databaseUrl: string;
  readonly pool: pg.Pool;
  readonly connectors: Readonly<Record<ProviderName, ProviderConnector>>;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface Scheduler {
  /** Begins no further poll and lets go of the lock. */
  close(): Promise<void>;
}

const lockName = "aurum-scheduler";
/** How often who does not hold the lock asks for it, in milliseconds. */
const lockRetryMs = 250;
/** Longest and shortest time between two looks, in milliseconds: nobody tells when a unit has ended. */
const lookMs = { idle: 100, most: 250, busy: 15 };
/** How often freshness is measured, in milliseconds: one look at an index for every series there is. */
const freshnessMs = 1_000;
/** Streams whose plans are remembered. */
const plansMax = 100;

export function startScheduler(options: SchedulerOptions): Scheduler {
  const { clock, metrics, log } = options;
  const stop = new AbortController();
  const { signal } = stop;
  const plans = new Map<string, RunPlan>();
  let measuredAtMs = 0;

  async function planOf(client: pg.Client, runId: string): Promise<RunPlan | undefined> {
    let plan = plans.get(runId);
    if (plan === undefined) {
      plan = await readPlan(client, runId);
      if (plans.size >= plansMax) plans.clear();
      if (plan !== undefined) plans.set(runId, plan);
    }
    return plan;
  }

  /** Resolves to how long to wait until the next look, in real milliseconds. */
  async function look(client: pg.Client): Promise<number> {
    const streams = await readStreams(client);
    measureLag(streams);
    let waitMs = streams.length === 0 ? lookMs.idle : lookMs.most;
    for (const stream of streams) {
      if (signal.aborted) return 0;
      waitMs = Math.min(waitMs, await serve(client, stream));
    }
    await measureFreshness(client, streams);
    return Math.max(lookMs.busy, waitMs);
  }

  /** The streams come in the order they are due; where two follow one dataset, the one that waits longer is told. */
  function measureLag(streams: readonly StreamedDataset[]): void {
    const gauge = metrics.gauge("ingest_poll_lag_seconds");
    gauge.reset();
    const nowMs = clock.nowMs();
    for (const { provider, dataset, nextMs } of streams.toReversed()) {
      gauge.set({ provider, dataset }, Math.max(0, nowMs - nextMs) / 1_000);
    }
  }

  /** Of what is followed now alone: a gauge that kept its last value would show a stream that nobody feeds any more. */
  async function measureFreshness(
    client: pg.Client,
    streams: readonly StreamedDataset[],
  ): Promise<void> {
    if (streams.length === 0) {
      forgetGauges();
      return;
    }
    if (Date.now() - measuredAtMs < freshnessMs) return;
    measuredAtMs = Date.now();
    const measured: { labels: { provider: ProviderName; dataset: string }; ageMs: number }[] = [];
    for (const [runId, followed] of Map.groupBy(streams, (stream) => stream.runId)) {
      const plan = await planOf(client, runId);
      if (plan?.stream === undefined) continue;
      const nowMs = clock.nowMs();
      const series = await readFreshness(client, plan, { nowMs, allowedMs: 0 });
      for (const { provider, dataset } of followed) {
        const own = series.filter((one) => one.provider === provider && one.dataset === dataset);
        const ageMs = ageOf(own, { nowMs, streamStartMs: plan.stream.startMs });
        if (ageMs !== undefined) measured.push({ labels: { provider, dataset }, ageMs });
      }
    }
    const gauge = metrics.gauge("ingest_freshness_seconds");
    gauge.reset();
    // Two runs may follow one dataset: the older of the two is told.
    measured.sort((a, b) => a.ageMs - b.ageMs);
    for (const { labels, ageMs } of measured) gauge.set(labels, ageMs / 1_000);
  }

  function forgetGauges(): void {
    metrics.gauge("ingest_freshness_seconds").reset();
    metrics.gauge("ingest_poll_lag_seconds").reset();
    measuredAtMs = 0;
  }

  async function serve(client: pg.Client, stream: StreamedDataset): Promise<number> {
    const { provider, dataset, runId } = stream;
    const schedule = scheduleOf(provider, dataset);
    const nowMs = clock.nowMs();
    const decision = decidePoll(stream, schedule, nowMs, stream.streamEndMs);
    switch (decision.step) {
      case "busy":
        return lookMs.busy;
      case "wait":
        return Math.ceil(clock.toRealMs(decision.untilMs - nowMs));
      case "close":
        await closeStream(client, stream, decision.coveredMs);
        metrics.gauge("ingest_freshness_seconds").remove({ provider, dataset });
        await finishRun(options.pool, runId);
        return lookMs.busy;
      case "poll":
        await poll(client, stream, decision, nowMs);
        return lookMs.busy;
    }
  }

  async function poll(
    client: pg.Client,
    stream: StreamedDataset,
    decision: Extract<PollDecision, { step: "poll" }>,
    nowMs: number,
  ): Promise<void> {
    const { runId, provider, dataset, polls } = stream;
    const { kind, merged, lagMs } = decision;
    const plan = await planOf(client, runId);
    const planned = plan?.datasets.find(
      (one) => one.provider === provider && one.dataset === dataset,
    );
    const streamStartMs = plan?.stream?.startMs ?? nowMs;
    const { coveredMs } = decision;
    const units = splitPoll(options.connectors, runId, polls + 1, {
      provider,
      dataset,
      series: pollSeries(scheduleOf(provider, dataset), planned?.series ?? [], {
        ...{ kind, streamStartMs, nowMs, coveredMs },
      }),
    });
    await storePoll(client, stream, decision, nowMs, units);
    metrics.counter("ingest_polls_total").inc({ provider, dataset });
    metrics.counter("ingest_polls_merged_total").inc({ provider, dataset }, merged);
    log.debug({
      ...{ event: "poll_begun", runId, provider, dataset, kind, units: units.length, merged },
      ...{ at: new Date(nowMs).toISOString(), lagMs },
    });
  }

  /** Resolves when closed; rejects when the connection, and with it the lock, is lost. */
  async function schedule(client: pg.Client): Promise<void> {
    while (!(await takeLock(client))) await sleep(lockRetryMs, signal);
    log.info({ event: "scheduler_holds_lock" });
    for (;;) {
      const waitMs = await look(client);
      await sleepOrChange(clock, waitMs, signal);
    }
  }

  async function scheduleUntilClosed(): Promise<void> {
    while (!signal.aborted) {
      const client = new pg.Client({
        connectionString: options.databaseUrl,
        application_name: "ingestion scheduler",
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
      });
      // Its statements fail by themselves; the event has no other listener.
      client.on("error", () => undefined);
      try {
        await client.connect();
        await schedule(client);
      } catch (error) {
        if (!isAborted(signal)) {
          const line = { event: "scheduler_interrupted", reason: describeError(error) };
          if (error instanceof SandboxError) log.error(line);
          else log.debug(line);
        }
      } finally {
        // Who holds the lock next measures; what was measured here holds no longer.
        forgetGauges();
        // A connection that is gone has let go of the lock already.
        await client.end().catch(() => undefined);
      }
      // Being closed is the one way out of the wait, and the loop's condition sees it.
      await sleep(lockRetryMs, signal).catch(() => undefined);
    }
  }
  const scheduling = scheduleUntilClosed();

  return {
    async close() {
      stop.abort(new Error("the scheduler is closed"));
      await scheduling;
    },
  };
}

async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(
    "select pg_try_advisory_lock(hashtext($1)) as taken",
    [lockName],
  );
  return rows[0]?.taken === true;
}

function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** The units of one poll, with names no other poll of the run has. */
function splitPoll(
  connectors: Readonly<Record<ProviderName, ProviderConnector>>,
  runId: string,
  poll: number,
  dataset: PlannedDataset,
): readonly UnitRow[] {
  try {
    return connectors[dataset.provider].plan(dataset).map((unit, index) => {
      return unitRow(runId, { ...unit, unit: `poll ${poll} ${unit.unit}`, poll }, index);
    });
  } catch (error) {
    return [refusedRow(dataset, error)];
  }
}
