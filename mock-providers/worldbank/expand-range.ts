/** Says again what a range of the ledger stood for, as the database was at the instant it was served. */
import type { ServedRange, TruthObservation } from "../kit/types.ts";
import { findEconomy } from "./economies.ts";
import { findIndicator } from "./indicators.ts";
import { endMs, indexAt, isFrequency, startMs } from "./periods.ts";
import type { DatabaseState } from "./releases.ts";
import { dataset, observationAt, type Series } from "./series.ts";
import type { WorldBankWorld } from "./world.ts";

export type ExpandRange = (range: ServedRange, atMs: number) => Iterable<TruthObservation>;

/** The returned function throws when the range is not one this world can have served at that instant. */
export function createExpandRange(world: WorldBankWorld): ExpandRange {
  return (range, atMs) => {
    const series = findSeries(world, range);
    const { count, fromMs, toMs } = range;
    if (series === undefined || typeof fromMs !== "number" || typeof toMs !== "number") {
      throw new Error(`Cannot expand ${JSON.stringify(range)}: this world has no such series`);
    }
    const state = world.stateAt(atMs);
    const { frequency } = series;
    const from = indexAt(frequency, fromMs);
    const to = from + count;
    const fits =
      count > 0 &&
      from >= series.earliestIndex &&
      to <= series.endIndex(state) &&
      startMs(frequency, from) === fromMs &&
      endMs(frequency, to - 1) === toMs;
    if (!fits) {
      throw new Error(
        `Cannot expand ${JSON.stringify(range)}: it holds other observations at ${new Date(atMs).toISOString()}`,
      );
    }
    return observations(series, { from, to }, state);
  };
}

/** Series ids are `<indicator>.<economy>.<frequency>`; only indicators have points of their own. */
function findSeries(world: WorldBankWorld, range: ServedRange): Series | undefined {
  const parts = range.seriesId.split(".");
  const frequency = parts.pop() ?? "";
  const economy = findEconomy(parts.pop() ?? "");
  const indicator = findIndicator(parts.join("."));
  if (range.dataset !== dataset || indicator === undefined || economy === undefined)
    return undefined;
  if (!isFrequency(frequency)) return undefined;
  const series = world.series(indicator, economy, frequency);
  // A two-letter code finds the economy too, but is no series id.
  return series?.seriesId === range.seriesId ? series : undefined;
}

function* observations(
  series: Series,
  { from, to }: { readonly from: number; readonly to: number },
  state: DatabaseState,
): Generator<TruthObservation> {
  for (let index = from; index < to; index++) {
    yield observationAt(series, index, series.value(index, state));
  }
}
