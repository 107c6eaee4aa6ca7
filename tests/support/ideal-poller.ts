/**
 * A poller that loses no time: it asks a mock, in this process, at the very instants a timetable of polls names, and has
 * landed what it was told at once. What it sees is how old a series becomes when nothing is wrong anywhere.
 */
import { createMockProvider, mockTable } from "../../mock-providers/provider-table.ts";
import type { MockProvider } from "../../mock-providers/kit/types.ts";
import type { ProviderName } from "../../services/core/observation.ts";
import type { PlannedDataset, PlannedSeries } from "../../services/core/plan.ts";
import { connectors } from "../../services/providers/connector-table.ts";
import type { Cursor } from "../../services/providers/connector.ts";
import { scheduleOf } from "../../services/providers/schedule-table.ts";

export interface Interval {
  readonly startMs: number;
  readonly endMs: number;
}

/** A series between two polls: its newest interval stays the same, and is oldest at their end. */
export interface Wait {
  readonly seriesId: string;
  readonly newest: Interval;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The catalogue of a mock as a stream follows it, for instants from `fromMs` on. */
export function openMock(provider: ProviderName, fromMs: number, seriesCount: number) {
  const mock = createMockProvider(provider, {
    ...{ seed: 42, seriesCount, pointsPerSeries: 50, anchorMs: fromMs, scope: "catalogue" },
  });
  mock.throttled = false;
  const datasets = [...Map.groupBy(mock.catalogue, ({ dataset }) => dataset)].map(
    ([dataset, list]): PlannedDataset => {
      const { follow = (one: PlannedSeries) => one } = scheduleOf(provider, dataset);
      const series = list.map(({ seriesId, params }) =>
        follow({ seriesId, params, startMs: 0, endMs: 0 }),
      );
      return { provider, dataset, series };
    },
  );
  return { mock, datasets };
}

/** What every series of a dataset waits for, poll by poll; polls before which nothing was published are passed over. */
export async function* waitsOf(
  mock: MockProvider,
  planned: PlannedDataset,
  { startMs, endMs }: Interval,
): AsyncGenerator<Wait> {
  const { provider, dataset } = planned;
  const schedule = scheduleOf(provider, dataset);
  const known = new Map<string, Interval>();
  let fromMs = startMs;
  await look(mock, planned, known, fromMs);
  while (fromMs < endMs) {
    // The first poll after the next publication is the first that can bring something.
    const toMs = schedule.nextMs(nextPublicationMs(provider, dataset, fromMs) - 1);
    for (const [seriesId, newest] of known) yield { seriesId, newest, fromMs, toMs };
    fromMs = toMs;
    await look(mock, planned, known, fromMs);
  }
}

function nextPublicationMs(provider: ProviderName, dataset: string, afterMs: number): number {
  const rule = mockTable[provider].timetable.find(({ dataset: pattern }) =>
    pattern.endsWith("*") ? dataset.startsWith(pattern.slice(0, -1)) : pattern === dataset,
  );
  if (rule === undefined) throw new Error(`${provider} has no timetable of "${dataset}"`);
  return rule.nextMs(afterMs);
}

/** Asks for what may be new since the last look, and keeps each series' newest interval. */
async function look(
  mock: MockProvider,
  planned: PlannedDataset,
  known: Map<string, Interval>,
  nowMs: number,
): Promise<void> {
  const { leadMs, historyMs } = scheduleOf(planned.provider, planned.dataset);
  const connector = connectors[planned.provider];
  const series = planned.series.map((one) => ({
    ...one,
    startMs: known.get(one.seriesId)?.startMs ?? nowMs - historyMs,
    endMs: nowMs + leadMs,
  }));
  for (const unit of connector.plan({ ...planned, series })) {
    let cursor: Cursor | null = null;
    do {
      const request = connector.request(unit, cursor, {
        baseUrl: "http://mock.invalid",
        apiKey: "sandbox_key",
      });
      const { pathname, search } = new URL(request.url);
      const { status, headers, body, served } = await mock.answer({
        ...{ method: "GET", path: pathname, query: search.slice(1), headers: request.headers },
        ...{ body: Buffer.alloc(0), client: "test", nowMs },
      });
      const told = [
        ...(served?.rows ?? []),
        ...(served?.ranges ?? []).flatMap((range) => [...mock.expand(range, nowMs)]),
      ];
      for (const { seriesId, intervalStartMs, intervalEndMs } of told) {
        if ((known.get(seriesId)?.endMs ?? Number.NEGATIVE_INFINITY) >= intervalEndMs) continue;
        known.set(seriesId, { startMs: intervalStartMs, endMs: intervalEndMs });
      }
      const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
      cursor = connector.parse(unit, cursor, {
        ...{
          status,
          headers: Object.fromEntries(lowerCase) as Record<string, string>,
          body: Buffer.from(body),
        },
      }).next;
    } while (cursor !== null);
  }
}
