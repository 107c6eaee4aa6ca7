/**
 * One unit from its checkpoint to its end: page by page, in order, the checkpoint last.
 *
 * read checkpoint → [page → publish → checkpoint] … → done | failed. A checkpoint that is not where this worker
 * believes it to be starts the unit over from the one that is stored. Stopping ends between two pages.
 */
import { SandboxError, describeError } from "../core/errors.ts";
import type { Cursor, FetchUnit } from "../providers/connector.ts";
import { withoutSecrets } from "../telemetry/logger.ts";
import type { Checkpoint, CheckpointStore, Reject, UnitKey } from "./checkpoint.ts";
import {
  type FetchedPage,
  type PageOutcome,
  type PageTools,
  countError,
  fetchPage,
} from "./fetch-page.ts";
import type { ObservationPublisher } from "./publisher.ts";

export interface UnitTools extends PageTools {
  readonly checkpoints: CheckpointStore;
  readonly publisher: ObservationPublisher;
}

export interface UnitSignals {
  /** Aborted: begin no further page. */
  readonly stopping: AbortSignal;
  /** Aborted some seconds later: drop the page under way. It is fetched again. */
  readonly abort: AbortSignal;
}

export type UnitOutcome = "done" | "failed" | "interrupted";

/** What every step of a unit works with. */
interface UnitRun {
  readonly tools: UnitTools;
  readonly key: UnitKey;
  readonly unit: FetchUnit;
  readonly signals: UnitSignals;
}

/**
 * Rejects when something other than the provider stands in the way, such as PostgreSQL for too long: the unit stays
 * open, and its job is to be repeated. So it is after `interrupted`.
 */
export async function runUnit(
  tools: UnitTools,
  runId: string,
  unit: FetchUnit,
  signals: UnitSignals,
): Promise<UnitOutcome> {
  const { provider, dataset } = unit;
  const key: UnitKey = { runId, provider, dataset, unit: unit.unit };
  const log = tools.log.child({ runId, provider, dataset, unit: unit.unit });
  const run: UnitRun = { tools: { ...tools, log }, key, unit, signals };
  const started = performance.now();
  try {
    for (;;) {
      const checkpoint = await tools.checkpoints.read(key, signals.abort);
      // A job can only outlive its unit when the run was deleted; there is nothing to do then.
      if (checkpoint === null || checkpoint.state === "done") return "done";
      if (checkpoint.state === "failed") return "failed";
      const outcome = await runFrom(run, checkpoint);
      if (outcome !== "moved") {
        log.info({ event: `unit_${outcome}`, ms: Math.round(performance.now() - started) });
        return outcome;
      }
      log.warn({ event: "unit_moved", pages: checkpoint.pages });
    }
  } catch (error) {
    if (isStopping(signals)) return "interrupted";
    throw error;
  }
}

async function runFrom(run: UnitRun, from: Checkpoint): Promise<UnitOutcome | "moved"> {
  const { stopping, abort } = run.signals;
  const over = new AbortController();
  /** Only the page in hand may be finished while stopping; the one fetched ahead is dropped. */
  const ahead = AbortSignal.any([stopping, abort, over.signal]);
  try {
    let checkpoint = from;
    let pending = startPage(run, checkpoint.cursor, ahead);
    for (;;) {
      const outcome = await pending;
      if (outcome.outcome === "failed") return await fail(run, outcome.error, outcome.rejects);
      const { page } = outcome;
      // The next page is fetched and read while Kafka and PostgreSQL store this one.
      if (page.next !== null) pending = startPage(run, page.next, ahead);
      const refusal = await publish(run, page);
      if (refusal !== null) return await fail(run, refusal, []);
      const moved = await advance(run, checkpoint, page);
      if (moved === null) return "moved";
      if (page.next === null) return "done";
      if (stopping.aborted) return "interrupted";
      checkpoint = moved;
    }
  } finally {
    over.abort(new Error("the unit is over"));
  }
}

function startPage(
  { tools, key, unit, signals }: UnitRun,
  cursor: Cursor | null,
  signal: AbortSignal,
): Promise<PageOutcome> {
  const pending = fetchPage(tools, { runId: key.runId, unit, cursor }, signal).catch(
    (error: unknown): PageOutcome => {
      if (signal.aborted || isStopping(signals)) throw error;
      // A mistake of ours in reading one page must not stop the units of other providers.
      tools.log.error({ event: "page_broken", error });
      const sentence = `Cannot read a page of ${unit.dataset}: ${describeError(error)}`;
      const broken = new SandboxError("PROVIDER_PAYLOAD_INVALID", sentence, {}, error);
      return { outcome: "failed", error: broken, rejects: [] };
    },
  );
  // Looked at only after the page before it is stored; until then its failure has no other listener.
  pending.catch(() => undefined);
  return pending;
}

/** Resolves to the error that makes publishing pointless, or null once the page is in Kafka. */
async function publish(
  { tools, key, signals }: UnitRun,
  page: FetchedPage,
): Promise<SandboxError | null> {
  const { provider, dataset, runId } = key;
  const { accepted: values, arrivedAtMs, retrievedAtMs, pageId } = page;
  try {
    const fields = { provider, dataset, retrievedAtMs, runId, pageId };
    await tools.publisher.publish({ fields, values, arrivedAtMs }, signals.abort);
  } catch (error) {
    countError(tools.metrics, provider, "sending", error);
    if (error instanceof SandboxError && error.retry === "never") return error;
    throw error;
  }
  const published = tools.metrics.counter("ingest_observations_published_total");
  published.inc({ provider, dataset }, values.length);
  return null;
}

async function advance(
  { tools, key, signals }: UnitRun,
  from: Checkpoint,
  { pageId, next, accepted, rejects }: FetchedPage,
): Promise<Checkpoint | null> {
  const { provider, dataset } = key;
  const records = accepted.length;
  const moved = await tools.checkpoints.advance(
    key,
    from,
    { next, records, rejects },
    signals.abort,
  );
  if (moved === null) return null;
  tools.metrics.counter("ingest_pages_total").inc({ provider, dataset });
  if (rejects.length > 0) {
    tools.metrics.counter("ingest_quarantined_total").inc({ provider, dataset }, rejects.length);
  }
  const quarantined = rejects.length;
  tools.log.debug({ event: "page_done", correlationId: pageId, records, quarantined });
  return moved;
}

async function fail(
  { tools, key, signals }: UnitRun,
  error: SandboxError,
  rejects: readonly Reject[],
): Promise<"failed"> {
  const sentence = withoutSecrets(`${error.code}: ${describeError(error)}`);
  await tools.checkpoints.fail(key, sentence, rejects, signals.abort);
  const { provider, dataset } = key;
  tools.metrics.counter("ingest_quarantined_total").inc({ provider, dataset }, rejects.length);
  tools.log.error({ event: "unit_error", code: error.code, reason: sentence });
  return "failed";
}

function isStopping({ stopping, abort }: UnitSignals): boolean {
  return stopping.aborted || abort.aborted;
}
