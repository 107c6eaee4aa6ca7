/**
 * What was published by the end of a stream and never landed: a poll that was never made leaves no trace on the ledger,
 * so the ledger cannot show it. A mock of the same world is asked here, in this process and with its clock at the end,
 * for everything the stream followed; what it says is held against PostgreSQL.
 */
import { createMockProvider } from "../../../mock-providers/provider-table.ts";
import type { MockProvider, TruthObservation } from "../../../mock-providers/kit/types.ts";
import { SandboxError } from "../../core/errors.ts";
import type { ProviderName } from "../../core/observation.ts";
import type { PlannedDataset } from "../../core/plan.ts";
import { publishesVintages } from "../../landing/vintages.ts";
import { connectors } from "../../providers/connector-table.ts";
import type { Cursor, FetchUnit } from "../../providers/connector.ts";
import { pollRange } from "../../providers/schedule.ts";
import { scheduleOf } from "../../providers/schedule-table.ts";
import {
  type ObservationTable,
  type SeriesRows,
  at,
  identityKey,
  seriesKey,
} from "../reconcile/observation-table.ts";
import type { FailedUnit } from "../reconcile/given-up.ts";
import type { SandboxSettings } from "../sandbox-settings.ts";
import type { VerdictDifference } from "../verdict.ts";

export interface PublishedCheck {
  readonly provider: ProviderName;
  readonly datasets: readonly PlannedDataset[];
  readonly settings: SandboxSettings;
  readonly streamStartMs: number;
  readonly endMs: number;
  /** When the last poll had ended: what was revised between the two was served with its newer value. */
  readonly drainedMs: number;
  readonly landed: ObservationTable;
  /** Rows that answers of the last polls withheld or bent, as the ledger has it. */
  readonly bent: ReadonlySet<string>;
  /** What was given up in the last polls under a fault that excuses it. */
  readonly excused: readonly NonNullable<FailedUnit["rest"]>[];
  readonly signal: AbortSignal;
}

export interface PublishedResult {
  /** Observations of the followed series that were out at the end. */
  readonly published: number;
  /** Those nothing excuses. */
  readonly missing: readonly Omit<VerdictDifference, "provider">[];
  /** Observations that did not land because faults kept the very last poll from bringing them. */
  readonly excused: number;
}

const pagesMax = 100_000;
const sandboxAccess = { baseUrl: "http://mock.invalid", apiKey: "sandbox_key" };

export async function findMissing(check: PublishedCheck): Promise<PublishedResult> {
  const { provider, datasets, landed } = check;
  const followed = new Set(
    datasets.flatMap(({ dataset, series }) =>
      series.map(({ seriesId }) => seriesKey(dataset, seriesId)),
    ),
  );
  const hasLanded = createLookUp(landed, publishesVintages[provider]);
  let published = 0;
  const suspects: TruthObservation[] = [];
  for await (const truth of saidAt(check, check.endMs)) {
    if (!followed.has(seriesKey(truth.dataset, truth.seriesId))) continue;
    published++;
    if (!hasLanded(truth)) suspects.push(truth);
  }
  const missing = suspects.length === 0 ? [] : await stillMissing(check, suspects, hasLanded);
  const blamed = missing.length === 0 ? [] : await withoutExcused(check, missing);
  return {
    published,
    missing: blamed.map(describeMissing),
    excused: missing.length - blamed.length,
  };
}

/** Of those, the ones the last poll could have brought: none of its answers bent them, and no excused job left them out. */
async function withoutExcused(
  check: PublishedCheck,
  missing: readonly TruthObservation[],
): Promise<readonly TruthObservation[]> {
  const left = missing.filter((truth) => !check.bent.has(identityKey(truth)));
  if (left.length === 0 || check.excused.length === 0) return left;
  const unreachable = new Set<string>();
  const mock = createWorld(check);
  for (const { unit, cursor } of check.excused) {
    for await (const truth of walk({ ...check, mock, atMs: check.endMs }, unit, cursor))
      unreachable.add(identityKey(truth));
  }
  return left.filter((truth) => !unreachable.has(identityKey(truth)));
}

/** Of those, the ones whose newer value has not landed either. */
async function stillMissing(
  check: PublishedCheck,
  suspects: readonly TruthObservation[],
  hasLanded: HasLanded,
): Promise<readonly TruthObservation[]> {
  const excused = new Set<string>();
  for await (const truth of saidAt(check, check.drainedMs)) {
    if (hasLanded(truth)) excused.add(identityKey(truth));
  }
  return suspects.filter((truth) => !excused.has(identityKey(truth)));
}

/** Everything the followed datasets say at an instant, page by page as a client would ask for it. */
export async function* saidAt(
  check: Omit<PublishedCheck, "landed" | "drainedMs" | "bent" | "excused">,
  atMs: number,
): AsyncGenerator<TruthObservation> {
  const { provider, datasets, streamStartMs, endMs, signal } = check;
  const mock = createWorld(check);
  const connector = connectors[provider];
  for (const planned of datasets) {
    const schedule = scheduleOf(provider, planned.dataset);
    const place = { kind: "final", streamStartMs, nowMs: endMs, coveredMs: null } as const;
    const range = pollRange(schedule, place);
    const series = planned.series.map((one) => ({ ...one, ...range }));
    for (const unit of connector.plan({ ...planned, series }))
      yield* walk({ mock, atMs, signal }, unit, null);
  }
}

function createWorld({
  provider,
  settings,
}: Pick<PublishedCheck, "provider" | "settings">): MockProvider {
  const mock = createMockProvider(provider, {
    seed: settings.seed,
    seriesCount: settings.series,
    pointsPerSeries: settings.points,
    anchorMs: settings.clock.startMs,
    scope: "catalogue",
  });
  mock.throttled = false;
  return mock;
}

/** What a unit brings at an instant, from a cursor on. */
async function* walk(
  at: { readonly mock: MockProvider; readonly atMs: number; readonly signal: AbortSignal },
  unit: FetchUnit,
  from: Cursor | null,
): AsyncGenerator<TruthObservation> {
  let cursor = from;
  for (let page = 0; ; page++) {
    // Half a comparison would let what is missing in the other half pass.
    if (page === pagesMax) {
      throw new SandboxError(
        "PROVIDER_PAYLOAD_INVALID",
        `Cannot compare what ${unit.provider} published in ${unit.dataset}: unit "${unit.unit}" has more than ${pagesMax} pages`,
      );
    }
    at.signal.throwIfAborted();
    const { answered, next } = await ask(at.mock, unit, cursor, at.atMs);
    yield* answered;
    if (next === null) return;
    cursor = next;
  }
}

async function ask(
  mock: MockProvider,
  unit: FetchUnit,
  cursor: Cursor | null,
  atMs: number,
): Promise<{ answered: TruthObservation[]; next: Cursor | null }> {
  const { provider } = unit;
  const connector = connectors[provider];
  const request = connector.request(unit, cursor, sandboxAccess);
  const url = new URL(request.url);
  const { status, headers, body, served } = await mock.answer({
    method: "GET",
    path: url.pathname,
    query: url.search.slice(1),
    headers: request.headers,
    body: Buffer.alloc(0),
    client: "verdict",
    nowMs: atMs,
  });
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  const answered = [
    ...(served?.ranges ?? []).flatMap((range) => [...mock.expand(range, atMs)]),
    ...(served?.rows ?? []),
  ];
  try {
    const { next } = connector.parse(unit, cursor, {
      status,
      headers: Object.fromEntries(lowerCase) as Record<string, string>,
      body: Buffer.from(body),
    });
    return { answered, next };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    throw new SandboxError(
      "LEDGER_UNREADABLE",
      `Cannot ask the mock of ${provider} what it had published: ${error.message}`,
      { provider },
      error,
    );
  }
}

type HasLanded = (truth: TruthObservation) => boolean;

/** With vintages the very one; without, the value under its nominal as_of or as a later revision. */
function createLookUp(landed: ObservationTable, vintages: boolean): HasLanded {
  // Each series is sorted once.
  const orders = new Map<SeriesRows, Uint32Array>();
  return ({ dataset, seriesId, intervalStartMs, asOfMs, value }) => {
    const rows = landed.series.get(seriesKey(dataset, seriesId));
    if (rows === undefined) return false;
    const order = orders.get(rows) ?? rows.sorted();
    orders.set(rows, order);
    const wanted = value ?? Number.NaN;
    for (let place = firstFrom(rows, order, intervalStartMs); place < order.length; place++) {
      const row = at(order, place);
      if (at(rows.start, row) !== intervalStartMs) return false;
      const asOf = at(rows.asOf, row);
      if (vintages ? asOf !== asOfMs : asOf < asOfMs) continue;
      if (Object.is(at(rows.value, row) + 0, wanted + 0)) return true;
    }
    return false;
  };
}

/** The first place in the order whose interval starts at `startMs` or later. */
function firstFrom(rows: SeriesRows, order: Uint32Array, startMs: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(rows.start, at(order, middle)) < startMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

function describeMissing(truth: TruthObservation): Omit<VerdictDifference, "provider"> {
  return {
    kind: "unseen",
    sink: "postgres",
    dataset: truth.dataset,
    series_id: truth.seriesId,
    interval_start: new Date(truth.intervalStartMs).toISOString(),
    as_of: new Date(truth.asOfMs).toISOString(),
    note: `published as ${truth.value ?? "missing"} by the end, and never landed`,
  };
}
