/** Streaming runs in PostgreSQL: which datasets are polled, how far each is, and the units of the poll under way. */
import type pg from "pg";
import { databaseSchema } from "../core/names.ts";
import type { ProviderName } from "../core/observation.ts";
import type { RunPlan } from "../core/plan.ts";
import type { PollDecision, PollState } from "./decide-poll.ts";
import { type UnitRow, storeUnits } from "./store-units.ts";

export interface StreamedDataset extends PollState {
  readonly runId: string;
  readonly provider: ProviderName;
  readonly dataset: string;
  readonly streamEndMs: number | null;
  /** Polls begun so far. */
  readonly polls: number;
}

/** Datasets that are still polled; those that wait longest first. */
export async function readStreams(client: pg.ClientBase): Promise<StreamedDataset[]> {
  const { rows } = await client.query<StreamedDataset>(
    `select p.run_id as "runId", p.provider, p.dataset, r.stream_end_ms::float8 as "streamEndMs",
       p.next_ms::float8 as "nextMs", p.reread_ms::float8 as "rereadMs", p.asked_ms::float8 as "askedMs",
       p.covered_ms::float8 as "coveredMs", p.final_ms::float8 as "finalMs", p.polls,
       (select count(*) from ${databaseSchema}.checkpoints c where ${samePoll} and c.state = 'open')::int
         as "openUnits",
       (select count(*) from ${databaseSchema}.checkpoints c where ${samePoll} and c.state = 'failed')::int
         as "failedUnits"
     from ${databaseSchema}.polls p join ${databaseSchema}.runs r using (run_id)
     where r.state = 'running' and not p.closed order by p.next_ms, p.provider, p.dataset`,
  );
  return rows;
}

const samePoll = "c.run_id = p.run_id and c.provider = p.provider and c.dataset = p.dataset";

export async function readPlan(client: pg.ClientBase, runId: string): Promise<RunPlan | undefined> {
  const { rows } = await client.query<{ plan: RunPlan }>(
    `select plan from ${databaseSchema}.runs where run_id = $1`,
    [runId],
  );
  return rows[0]?.plan;
}

/** Begins a poll: what the units before it came to is added up, and its own take their place. All of it or nothing. */
export async function storePoll(
  client: pg.ClientBase,
  stream: StreamedDataset,
  decision: Extract<PollDecision, { step: "poll" }>,
  nowMs: number,
  units: readonly UnitRow[],
): Promise<void> {
  const { runId, provider, dataset } = stream;
  await client.query("begin");
  try {
    await client.query(
      `with gone as (
         delete from ${databaseSchema}.checkpoints where run_id = $1 and provider = $2 and dataset = $3
         returning state, pages, records, quarantined),
       sums as (
         select count(*) as units, coalesce(sum(pages), 0) as pages, coalesce(sum(records), 0) as records,
           coalesce(sum(quarantined), 0) as quarantined, coalesce(bool_or(state = 'failed'), false)::int as failed
         from gone)
       update ${databaseSchema}.polls p
       set units = p.units + sums.units, pages = p.pages + sums.pages, records = p.records + sums.records,
         quarantined = p.quarantined + sums.quarantined, failed = p.failed + sums.failed,
         polls = p.polls + 1, merged = p.merged + $4, lag_ms_max = greatest(p.lag_ms_max, $5),
         asked_ms = $6, covered_ms = $7, next_ms = $8, reread_ms = $9, final_ms = $10
       from sums where p.run_id = $1 and p.provider = $2 and p.dataset = $3`,
      [
        ...[runId, provider, dataset],
        ...[decision.merged, decision.lagMs, nowMs, decision.coveredMs],
        ...[decision.nextMs, decision.rereadMs, decision.kind === "final" ? nowMs : null],
      ],
    );
    await storeUnits(client, runId, units);
    await client.query("commit");
  } catch (error) {
    // A connection that cannot roll back is gone, and the transaction with it.
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

export async function closeStream(
  client: pg.ClientBase,
  { runId, provider, dataset }: StreamedDataset,
  coveredMs: number | null,
): Promise<void> {
  await client.query(
    `update ${databaseSchema}.polls set closed = true, covered_ms = $4
     where run_id = $1 and provider = $2 and dataset = $3`,
    [runId, provider, dataset, coveredMs],
  );
}
