/** Says again, from the seed alone, what a range of the ledger stood for. */
import type { ServedRange, TruthObservation } from "../kit/types.ts";
import { feedOfDataset } from "./feeds.ts";
import type { SeriesSource } from "./series-source.ts";
import type { FeedSeries } from "./series.ts";
import { countIntervals } from "./slices.ts";
import { tradeDaysBetween } from "./trade-day.ts";

/** Throws when the range is not one this provider wrote, or was not published at `atMs`. */
export function expandRange(
  source: SeriesSource,
  seed: number,
  range: ServedRange,
  atMs: number,
): Iterable<TruthObservation> {
  const { dataset, seriesId, count } = range;
  const fromMs = Number(range["fromMs"]);
  const toMs = Number(range["toMs"]);
  const feed = feedOfDataset(dataset);
  const series = feed && source.find(feed, seriesId);
  if (feed === undefined || series === undefined) {
    throw new Error(`Cannot expand a range of "${dataset}" "${seriesId}": no such series`);
  }
  const aligned = fromMs % feed.stepMs === 0 && toMs % feed.stepMs === 0;
  if (
    !aligned ||
    toMs > feed.publishedUntilMs(atMs, seed) ||
    countIntervals(series, fromMs, toMs) !== count
  ) {
    throw new Error(
      `Cannot expand ${count} observations of "${dataset}" "${seriesId}" in [${fromMs}, ${toMs}): ` +
        `expected whole intervals published at ${atMs}`,
    );
  }
  return observations(series, { fromMs, toMs, atMs });
}

function* observations(
  series: FeedSeries,
  { fromMs, toMs, atMs }: { readonly fromMs: number; readonly toMs: number; readonly atMs: number },
): Generator<TruthObservation> {
  const { feed, seriesId, location, scale } = series;
  const { stepMs, unit } = feed;
  const dataset = feed.dataset ?? "";
  for (const tradeDay of tradeDaysBetween(fromMs, toMs)) {
    if (series.isAbsent?.(tradeDay.day) === true) continue;
    const values = series.values(tradeDay, atMs);
    const end = Math.min(tradeDay.endMs, toMs);
    for (let at = Math.max(tradeDay.startMs, fromMs); at < end; at += stepMs) {
      // Proof for the fallback: `values` holds one entry per interval of the day.
      const value = (values[(at - tradeDay.startMs) / stepMs] ?? 0) / scale;
      const intervalEndMs = at + stepMs;
      const asOfMs = feed.asOfMs(tradeDay.day, intervalEndMs);
      yield {
        dataset,
        seriesId,
        intervalStartMs: at,
        intervalEndMs,
        value,
        unit,
        location,
        asOfMs,
      };
    }
  }
}
