/** Which series over which intervals an answer carries, and the truth about them. */
import { hashSeries, TruthDigest } from "../kit/digest.ts";
import type { Served } from "../kit/types.ts";
import { ceilTo, type Feed } from "./feeds.ts";
import type { FeedSeries } from "./series.ts";

/** Some series of one feed over the same published intervals. */
export interface Slice {
  readonly feed: Feed;
  /** At least one. */
  readonly series: readonly FeedSeries[];
  /** Half-open range of interval starts, whole multiples of the feed's step. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Undefined when nothing of it is published at `nowMs`. */
export function createSlice(
  feed: Feed,
  series: readonly FeedSeries[],
  options: { readonly startMs: number; readonly endMs: number; readonly nowMs: number },
): Slice | undefined {
  const fromMs = ceilTo(options.startMs, feed.stepMs);
  const toMs = Math.min(ceilTo(options.endMs, feed.stepMs), feed.publishedUntilMs(options.nowMs));
  return series.length > 0 && fromMs < toMs ? { feed, series, fromMs, toMs } : undefined;
}

/** Takes note of every value while a body is written. */
export interface TruthRecorder {
  /** A number for `add`, or null when the series is not part of the data model. */
  hashOf(series: FeedSeries): number | null;
  add(seriesHash: number, intervalStartMs: number, asOfMs: number, value: number): void;
  /** Undefined when the answer carried no observation of the data model. */
  finish(slices: readonly Slice[]): Served | undefined;
}

export function createTruthRecorder(): TruthRecorder {
  const digest = new TruthDigest();
  return {
    hashOf: ({ feed, seriesId }) =>
      feed.dataset === null ? null : hashSeries(feed.dataset, seriesId),
    add: (seriesHash, intervalStartMs, asOfMs, value) => {
      digest.add(seriesHash, intervalStartMs, asOfMs, value);
    },
    finish(slices) {
      if (digest.count === 0) return undefined;
      const ranges = slices.flatMap(({ feed, series, fromMs, toMs }) => {
        const { dataset } = feed;
        if (dataset === null) return [];
        const count = (toMs - fromMs) / feed.stepMs;
        return series.map(({ seriesId }) => ({ dataset, seriesId, count, fromMs, toMs }));
      });
      return { ranges, rows: [], observations: digest.count, digest: digest.toString() };
    },
  };
}
