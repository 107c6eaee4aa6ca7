/**
 * One series at one frequency: where its periods lie, what has been published, what each value is, and the
 * constant parts of its rows, made once because a page holds thousands of them.
 */
import { dayMs } from "../kit/calendar.ts";
import { hashSeries } from "../kit/digest.ts";
import type { TruthObservation } from "../kit/types.ts";
import type { Leaf } from "./leaves.ts";
import type { PeriodAxis } from "./periods.ts";
import { encodeText } from "./php-json.ts";

export interface Timeline {
  readonly dataset: string;
  readonly seriesId: string;
  readonly unit: string;
  readonly location: string;
  /** Every row column but period, value and unit, in row order. */
  readonly columns: Readonly<Record<string, string>>;
  readonly axis: PeriodAxis;
  /** Index of the oldest row on the axis. */
  readonly firstIndex: number;
  /** Index after the newest row that is published at an instant. */
  publishedBefore(nowMs: number): number;
  /** Null is the provider's own "missing". The same index always gives the same value. */
  value(index: number): number | null;
  /** Forecasts are published 24 hours before their interval, everything else counts from its end. */
  readonly isForecast: boolean;
  /** For `TruthDigest.add`. */
  readonly hash: number;
  readonly row: RowParts;
}

/** A row is `{"period":` + the encoded period + one of the heads + the value + the tail that belongs to it. */
export interface RowParts {
  readonly plain: string;
  readonly nullRow: string;
  readonly textHead: string;
  readonly textTail: string;
  readonly numberHead: string;
  readonly numberTail: string;
}

export interface TimelineSource extends Omit<Timeline, "hash" | "row" | "dataset"> {
  readonly leaf: Leaf;
}

export function createTimeline(source: TimelineSource): Timeline {
  const { leaf, ...own } = source;
  const columns = Object.entries(own.columns).map(
    ([name, value]) => `,${encodeText(name)}:${encodeText(value)}`,
  );
  const head = columns.join("");
  const tail = `,"${leaf.unitColumn}":${encodeText(own.unit)}}`;
  return {
    ...own,
    dataset: leaf.route,
    hash: hashSeries(leaf.route, own.seriesId),
    row: {
      plain: `${head}}`,
      nullRow: `${head},"value":null${tail}`,
      textHead: `${head},"value":"`,
      textTail: `"${tail}`,
      numberHead: `${head},"value":`,
      numberTail: tail,
    },
  };
}

/** Nominal publication time as docs/data-model.md defines it. */
export function asOfMs(timeline: Timeline, index: number): number {
  return timeline.isForecast ? timeline.axis.startMs(index) - dayMs : timeline.axis.endMs(index);
}

export function observationAt(timeline: Timeline, index: number): TruthObservation {
  return {
    dataset: timeline.dataset,
    seriesId: timeline.seriesId,
    intervalStartMs: timeline.axis.startMs(index),
    intervalEndMs: timeline.axis.endMs(index),
    value: timeline.value(index),
    unit: timeline.unit,
    location: timeline.location,
    asOfMs: asOfMs(timeline, index),
  };
}
