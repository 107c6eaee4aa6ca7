/** Says again what a range of the ledger stood for. Values never change, so only publication needs the instant. */
import type { ServedRange, TruthObservation } from "../kit/types.ts";
import { leaves } from "./leaves.ts";
import { observationAt, type Timeline } from "./timeline.ts";
import type { EiaWorld } from "./world.ts";

export type ExpandRange = (range: ServedRange, atMs: number) => Iterable<TruthObservation>;

/** The returned function throws when the range is not one this world can have served at that instant. */
export function createExpandRange(world: EiaWorld): ExpandRange {
  const known = new Map<string, Timeline>();
  function find(range: ServedRange): Timeline | undefined {
    const key = `${range.dataset} ${range.seriesId}`;
    if (!known.has(key)) {
      const leaf = leaves.find(({ route }) => route === range.dataset);
      const frequency = leaf?.frequencies.find(({ id }) => range.seriesId.endsWith(`.${id}`));
      if (leaf === undefined || frequency === undefined) return undefined;
      for (const timeline of world.timelines(leaf, frequency.id)) {
        known.set(`${leaf.route} ${timeline.seriesId}`, timeline);
      }
    }
    return known.get(key);
  }
  return (range, atMs) => {
    const timeline = find(range);
    const { count, fromMs, toMs } = range;
    if (timeline === undefined || typeof fromMs !== "number" || typeof toMs !== "number") {
      throw new Error(`Cannot expand ${JSON.stringify(range)}: this world has no such series`);
    }
    const from = timeline.axis.indexFrom(fromMs);
    const to = from + count;
    const fits =
      count > 0 &&
      from >= timeline.firstIndex &&
      to <= timeline.publishedBefore(atMs) &&
      timeline.axis.startMs(from) === fromMs &&
      timeline.axis.endMs(to - 1) === toMs;
    if (!fits) {
      throw new Error(
        `Cannot expand ${JSON.stringify(range)}: it holds other observations at ${new Date(atMs).toISOString()}`,
      );
    }
    return observations(timeline, from, to);
  };
}

function* observations(timeline: Timeline, from: number, to: number): Generator<TruthObservation> {
  for (let index = from; index < to; index++) yield observationAt(timeline, index);
}
