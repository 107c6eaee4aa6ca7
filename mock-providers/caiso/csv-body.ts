/**
 * The CSV form: `\n` line ends, no quoting, columns per report. All rows of one series and trade day share a
 * GROUP and stand together, in no order of time; recorded answers are the same.
 */
import { formatDay } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import { type CsvLayout, csvLayouts } from "./csv-layouts.ts";
import type { Feed } from "./feeds.ts";
import type { FeedSeries } from "./series.ts";
import { shuffledIndexes } from "./shuffle.ts";
import type { Slice, TruthRecorder } from "./slices.ts";
import { formatStamp, oprTime, type TradeDay, tradeDaysBetween } from "./trade-day.ts";

const chunkCharacters = 1_000_000;

/** The file in pieces of about 1 MB. Rows are noted in `truth` as they are written. */
export function* writeCsv(
  slices: readonly Slice[],
  options: { readonly seed: number; readonly nowMs: number },
  truth: TruthRecorder,
): Generator<string> {
  const [first] = slices;
  if (first === undefined) return;
  const layout = csvLayouts[first.feed.report];
  let text = `${layout.header}\n`;
  let group = 0;
  for (const { feed, series, fromMs, toMs } of slices) {
    for (const tradeDay of tradeDaysBetween(fromMs, toMs)) {
      const rows = createRowParts(feed, layout, tradeDay, { fromMs, toMs });
      for (const one of series) {
        if (one.isAbsent?.(tradeDay.day) === true) continue;
        text += writeGroup(one, { tradeDay, rows, group: ++group, ...options, truth });
        if (text.length > chunkCharacters) {
          yield text;
          text = "";
        }
      }
    }
  }
  if (text !== "") yield text;
}

/** What the rows of one feed and trade day share between series, one entry per interval inside the window. */
interface RowParts {
  /** Index of the first entry in the arrays of the whole trade day. */
  readonly offset: number;
  readonly startsMs: readonly number[];
  readonly asOfsMs: readonly number[];
  readonly begins: readonly string[];
  readonly afterStamps: readonly string[];
  readonly afterValue: readonly string[];
}

function createRowParts(
  feed: Feed,
  layout: CsvLayout,
  tradeDay: TradeDay,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): RowParts {
  const { day, startMs, endMs } = tradeDay;
  const { stepMs } = feed;
  const first = Math.max(startMs, fromMs);
  const end = Math.min(endMs, toMs);
  const offset = (first - startMs) / stepMs;
  const intervals = Array.from({ length: (end - first) / stepMs }, (_, index) => {
    const intervalMs = first + index * stepMs;
    const { oprHour, oprInterval } = oprTime(tradeDay, stepMs, offset + index);
    const stamps = `${formatStamp(intervalMs)},${formatStamp(intervalMs + stepMs)},`;
    const inHour = layout.interval === "after-hour" ? `${oprInterval},` : "";
    const trade = `${formatDay(day)},${oprHour},${inHour}`;
    const stampsFirst = layout.begins === "stamps";
    return {
      startMs: intervalMs,
      asOfMs: feed.asOfMs(day, intervalMs + stepMs),
      begin: stampsFirst ? stamps : trade + stamps,
      afterStamps: stampsFirst ? trade : "",
      afterValue: layout.interval === "after-value" ? `,${oprInterval}` : "",
    };
  });
  return {
    offset,
    startsMs: intervals.map((interval) => interval.startMs),
    asOfsMs: intervals.map((interval) => interval.asOfMs),
    begins: intervals.map((interval) => interval.begin),
    afterStamps: intervals.map((interval) => interval.afterStamps),
    afterValue: intervals.map((interval) => interval.afterValue),
  };
}

function writeGroup(
  series: FeedSeries,
  context: {
    readonly tradeDay: TradeDay;
    readonly rows: RowParts;
    readonly group: number;
    readonly seed: number;
    readonly nowMs: number;
    readonly truth: TruthRecorder;
  },
): string {
  const { tradeDay, rows, group, seed, nowMs, truth } = context;
  const { afterStamps, beforeValue, afterValue, scale } = series;
  const values = series.values(tradeDay, nowMs);
  const hash = truth.hashOf(series);
  const lineEnd = `,${group}\n`;
  let text = "";
  for (const index of shuffledIndexes(
    rows.startsMs.length,
    hash32(seed, tradeDay.day, hash ?? 0),
  )) {
    // Proof for the fallbacks: `index` runs over the entries of `rows`, `values` spans the whole day.
    const value = (values[rows.offset + index] ?? 0) / scale;
    text +=
      (rows.begins[index] ?? "") +
      afterStamps +
      (rows.afterStamps[index] ?? "") +
      beforeValue +
      String(value) +
      afterValue +
      (rows.afterValue[index] ?? "") +
      lineEnd;
    if (hash !== null) {
      truth.add(hash, rows.startsMs[index] ?? 0, rows.asOfsMs[index] ?? 0, value);
    }
  }
  return text;
}
