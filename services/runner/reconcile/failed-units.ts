/** Fetch jobs that failed, from their checkpoints, with the request each of them failed at. */
import type pg from "pg";
import type { ProviderName } from "../../core/observation.ts";
import type { PlannedDataset, RunPlan } from "../../core/plan.ts";
import { connectors } from "../../providers/connector-table.ts";
import type { Cursor, FetchUnit } from "../../providers/connector.ts";
import { type PollKind, type PollSchedule, pollSeries } from "../../providers/schedule.ts";
import { scheduleOf } from "../../providers/schedule-table.ts";
import type { FailedUnit } from "./given-up.ts";

/** The poll a dataset of a stream stands at. Instants are UTC milliseconds of the sandbox's clock. */
export interface LastPoll {
  /** Counted from 1. */
  readonly number: number;
  readonly askedMs: number;
  readonly coveredMs: number | null;
  readonly rereadMs: number;
  readonly finalMs: number | null;
}

/** All failed units of a run, or of every run the database knows. */
export async function readFailedUnits(
  pool: pg.Pool,
  runId?: string,
): Promise<readonly FailedUnit[]> {
  const { rows } = await pool.query<{
    provider: ProviderName;
    dataset: string;
    unit: string;
    error: string | null;
    cursor: Cursor | null;
    plan: RunPlan;
    poll: LastPoll | null;
  }>(
    `select c.provider, c.dataset, c.unit, c.error, c.cursor, r.plan,
       case when p.asked_ms is null then null else json_build_object('number', p.polls, 'askedMs', p.asked_ms,
         'coveredMs', p.covered_ms, 'rereadMs', p.reread_ms, 'finalMs', p.final_ms) end as poll
     from sandbox.checkpoints c join sandbox.runs r using (run_id)
       left join sandbox.polls p using (run_id, provider, dataset)
     where c.state = 'failed' and ($1::text is null or c.run_id = $1)
     order by c.provider, c.dataset, c.unit`,
    [runId ?? null],
  );
  return rows.map(({ provider, dataset, unit, error, cursor, plan, poll }) => {
    const named = findUnit(plan, { provider, dataset, unit }, poll ?? undefined);
    return {
      ...{ provider, dataset, unit },
      error: error ?? "it failed without a word",
      request: named && requestAt(named, cursor),
      ...(named === undefined ? {} : { rest: { unit: named, cursor } }),
    };
  });
}

/** What a unit's name stands for: the same plan, and the same poll of it, yield the same names. */
export function findUnit(
  plan: RunPlan,
  named: { readonly provider: ProviderName; readonly dataset: string; readonly unit: string },
  poll?: LastPoll,
): FetchUnit | undefined {
  const planned = plan.datasets.filter(
    ({ provider, dataset }) => provider === named.provider && dataset === named.dataset,
  );
  const streamStartMs = plan.stream?.startMs;
  const isPoll = poll !== undefined && streamStartMs !== undefined;
  const prefix = isPoll ? `poll ${poll.number} ` : "";
  try {
    return planned
      .map((one) => (isPoll ? polled(one, poll, streamStartMs) : one))
      .flatMap((one) => connectors[named.provider].plan(one))
      .find(({ unit }) => `${prefix}${unit}` === named.unit);
  } catch {
    // A dataset that cannot be split failed before its first request.
    return undefined;
  }
}

/** The dataset as the scheduler asked for it in that poll. */
function polled(planned: PlannedDataset, poll: LastPoll, streamStartMs: number): PlannedDataset {
  const schedule = scheduleOf(planned.provider, planned.dataset);
  const { askedMs: nowMs, coveredMs } = poll;
  const place = { kind: kindOf(poll, schedule), streamStartMs, nowMs, coveredMs };
  return { ...planned, series: pollSeries(schedule, planned.series, place) };
}

function kindOf(poll: LastPoll, { reread }: PollSchedule): PollKind {
  if (poll.finalMs !== null) return "final";
  if (poll.coveredMs === null) return "first";
  // A re-read sets the next one by its own beginning.
  return poll.rereadMs === poll.askedMs + reread.everyMs ? "reread" : "quick";
}

function requestAt(unit: FetchUnit, cursor: Cursor | null): string {
  const access = { baseUrl: "http://localhost", apiKey: "" };
  return connectors[unit.provider].request(unit, cursor, access).description;
}
