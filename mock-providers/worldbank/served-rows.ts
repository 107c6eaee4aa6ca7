/**
 * What an answer carried, gathered while its rows are written: a digest over every observation and, per series, one
 * range where its rows lie together. Rows that do not, and values filled in from other periods, are kept in full.
 */
import { TruthDigest } from "../kit/digest.ts";
import type { Served, ServedRange, TruthObservation } from "../kit/types.ts";
import { endMs, startMs } from "./periods.ts";
import type { Row } from "./selected-rows.ts";
import { asOfMs, dataset, observationAt, type Series } from "./series.ts";

export interface ServedRows {
  add(row: Row): void;
  /** Undefined when nothing was served. */
  finish(): Served | undefined;
}

export function createServedRows(): ServedRows {
  const digest = new TruthDigest();
  const bySeries = new Map<Series, Row[]>();
  return {
    add(row) {
      const { series, index, value } = row;
      digest.add(series.hash, startMs(series.frequency, index), asOfMs(series, index), value);
      const rows = bySeries.get(series);
      if (rows === undefined) bySeries.set(series, [row]);
      else rows.push(row);
    },
    finish() {
      if (digest.count === 0) return undefined;
      const ranges: ServedRange[] = [];
      const scattered: TruthObservation[] = [];
      for (const [series, rows] of bySeries) {
        const range = rangeOf(series, rows);
        if (range !== undefined) ranges.push(range);
        else scattered.push(...rows.map(({ index, value }) => observationAt(series, index, value)));
      }
      return { ranges, rows: scattered, observations: digest.count, digest: digest.toString() };
    },
  };
}

/** `[fromMs, toMs)` bounds the interval starts of the range. */
function rangeOf(series: Series, rows: readonly Row[]): ServedRange | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { index, filled } of rows) {
    if (filled) return undefined;
    least = Math.min(least, index);
    most = Math.max(most, index);
  }
  // A period named twice makes the rows more than the span.
  if (most - least + 1 !== rows.length) return undefined;
  const { frequency, seriesId } = series;
  return {
    dataset,
    seriesId,
    count: rows.length,
    fromMs: startMs(frequency, least),
    toMs: endMs(frequency, most),
  };
}
