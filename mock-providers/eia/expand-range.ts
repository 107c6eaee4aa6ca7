/** Says again what a range of the ledger stood for at the instant it was served. */
import type { ServedRange, TruthObservation } from "../kit/types.ts";
import { leaves } from "./leaves.ts";
import { countGaps, observationAt, type Measure, type Timeline } from "./timeline.ts";
import type { EiaWorld } from "./world.ts";

export type ExpandRange = (range: ServedRange, atMs: number) => Iterable<TruthObservation>;

interface Known {
  readonly timeline: Timeline;
  readonly measure: Measure;
}

/** The returned function throws when the range is not one this world can have served at that instant. */
export function createExpandRange(world: EiaWorld): ExpandRange {
  const listed = new Set<readonly Timeline[]>();
  const known = new Map<string, Known>();
  function find(range: ServedRange): Known | undefined {
    const key = `${range.dataset} ${range.seriesId}`;
    if (known.has(key)) return known.get(key);
    const leaf = leaves.find(({ route }) => route === range.dataset);
    const frequency = leaf?.frequencies.find(({ id }) => range.seriesId.endsWith(`.${id}`));
    if (leaf === undefined || frequency === undefined) return undefined;
    const timelines = world.timelines(leaf, frequency.id);
    if (!listed.has(timelines)) {
      listed.add(timelines);
      for (const timeline of timelines) {
        for (const measure of timeline.measures) {
          known.set(`${leaf.route} ${measure.seriesId}`, { timeline, measure });
        }
      }
    }
    return known.get(key);
  }
  return (range, atMs) => {
    const found = find(range);
    const { count, fromMs, toMs } = range;
    if (found === undefined || typeof fromMs !== "number" || typeof toMs !== "number") {
      throw new Error(`Cannot expand ${JSON.stringify(range)}: this world has no such series`);
    }
    const { axis, gaps, firstIndex } = found.timeline;
    const from = axis.indexFrom(fromMs);
    const to = axis.indexFrom(toMs);
    const fits =
      count > 0 &&
      to - from - countGaps(gaps, from, to) === count &&
      from >= firstIndex &&
      to <= found.timeline.publishedBefore(atMs) &&
      axis.startMs(from) === fromMs &&
      axis.endMs(to - 1) === toMs;
    if (!fits) {
      throw new Error(
        `Cannot expand ${JSON.stringify(range)}: it holds other observations at ${new Date(atMs).toISOString()}`,
      );
    }
    return observations(found, { from, to, nowMs: atMs });
  };
}

function* observations(
  { timeline, measure }: Known,
  { from, to, nowMs }: { readonly from: number; readonly to: number; readonly nowMs: number },
): Generator<TruthObservation> {
  let index = from;
  for (const gap of timeline.gaps) {
    for (; index < Math.min(gap.from, to); index++) {
      yield observationAt(timeline, measure, { index, nowMs });
    }
    index = Math.max(index, gap.to);
  }
  for (; index < to; index++) yield observationAt(timeline, measure, { index, nowMs });
}
