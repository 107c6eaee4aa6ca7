/** Which series over which intervals an answer carries, and the truth about them. */
import { hashSeries, TruthDigest } from "../kit/digest.ts";
import type { Served } from "../kit/types.ts";
import type { Feed } from "./feeds.ts";
import { ceilTo } from "./publication.ts";
import type { FeedSeries } from "./series.ts";
import { tradeDaysBetween } from "./trade-day.ts";

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
  options: {
    readonly startMs: number;
    readonly endMs: number;
    readonly nowMs: number;
    readonly seed: number;
  },
): Slice | undefined {
  const { startMs, endMs, nowMs, seed } = options;
  const fromMs = ceilTo(startMs, feed.stepMs);
  const toMs = Math.min(ceilTo(endMs, feed.stepMs), feed.publishedUntilMs(nowMs, seed));
  const present = series.filter((one) => countIntervals(one, fromMs, toMs) > 0);
  return present.length > 0 ? { feed, series: present, fromMs, toMs } : undefined;
}

/** How many intervals a series has in `[fromMs, toMs)`: all of them but for days that were never published. */
export function countIntervals(
  { feed, isAbsent }: FeedSeries,
  fromMs: number,
  toMs: number,
): number {
  if (isAbsent === undefined) return Math.max(0, (toMs - fromMs) / feed.stepMs);
  let count = 0;
  for (const { day, startMs, endMs } of tradeDaysBetween(fromMs, toMs)) {
    if (isAbsent(day)) continue;
    count += (Math.min(endMs, toMs) - Math.max(startMs, fromMs)) / feed.stepMs;
  }
  return count;
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
        return series.map((one) => {
          const count = countIntervals(one, fromMs, toMs);
          return { dataset, seriesId: one.seriesId, count, fromMs, toMs };
        });
      });
      return { ranges, rows: [], observations: digest.count, digest: digest.toString() };
    },
  };
}
