/** Says again, from the seed alone, what a range of the ledger stood for. */
import { hourMs } from "../kit/calendar.ts";
import type { ServedRange, TruthObservation } from "../kit/types.ts";
import { type Feed, feedOfDataset, unitOf } from "./feeds.ts";
import type { FeedSeries, SeriesSource } from "./series.ts";
import { tradeDaysBetween } from "./trade-day.ts";

/** Throws when the range is not one this provider wrote, or was not published at `atMs`. */
export function expandRange(
  source: SeriesSource,
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
  if (!aligned || (toMs - fromMs) / feed.stepMs !== count || toMs > feed.publishedUntilMs(atMs)) {
    throw new Error(
      `Cannot expand ${count} observations of "${dataset}" "${seriesId}" in [${fromMs}, ${toMs}): ` +
        `expected whole intervals published at ${atMs}`,
    );
  }
  return observations(feed, series, fromMs, toMs);
}

function* observations(
  feed: Feed,
  series: FeedSeries,
  fromMs: number,
  toMs: number,
): Generator<TruthObservation> {
  const { seriesId, location, scale } = series;
  const dataset = feed.dataset ?? "";
  const unit = unitOf(feed);
  for (const tradeDay of tradeDaysBetween(fromMs, toMs)) {
    const values = series.values(tradeDay);
    const end = Math.min(tradeDay.startMs + tradeDay.hours * hourMs, toMs);
    for (let at = Math.max(tradeDay.startMs, fromMs); at < end; at += feed.stepMs) {
      // Proof for the fallback: `values` holds one entry per interval of the day.
      const value = (values[(at - tradeDay.startMs) / feed.stepMs] ?? 0) / scale;
      const intervalEndMs = at + feed.stepMs;
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
