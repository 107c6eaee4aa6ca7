/**
 * The CSV form: `\n` line ends, no quoting, columns per report. All rows of one series and trade day share a
 * GROUP and stand together, in no order of time; recorded answers are the same.
 */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import type { Feed, ReportName } from "./feeds.ts";
import type { FeedSeries } from "./series.ts";
import { shuffledIndexes } from "./shuffle.ts";
import type { Slice, TruthRecorder } from "./slices.ts";
import { formatStamp, oprTime, type TradeDay, tradeDaysBetween } from "./trade-day.ts";

const priceColumns = (value: string) =>
  `INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,OPR_DT,OPR_HR,NODE_ID_XML,NODE_ID,NODE,MARKET_RUN_ID,LMP_TYPE,XML_DATA_ITEM,PNODE_RESMRID,GRP_TYPE,POS,${value},OPR_INTERVAL,GROUP`;

/** The price column has three names: MW, VALUE and PRC. */
export const csvHeaders = {
  PRC_LMP:
    "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,OPR_DT,OPR_HR,OPR_INTERVAL,NODE_ID_XML,NODE_ID,NODE,MARKET_RUN_ID,LMP_TYPE,XML_DATA_ITEM,PNODE_RESMRID,GRP_TYPE,POS,MW,GROUP",
  PRC_INTVL_LMP: priceColumns("VALUE"),
  PRC_RTPD_LMP: priceColumns("PRC"),
  SLD_FCST:
    "INTERVALSTARTTIME_GMT,INTERVALENDTIME_GMT,LOAD_TYPE,OPR_DT,OPR_HR,OPR_INTERVAL,MARKET_RUN_ID,TAC_AREA_NAME,LABEL,XML_DATA_ITEM,POS,MW,EXECUTION_TYPE,GROUP",
} as const satisfies Record<ReportName, string>;

const chunkCharacters = 1_000_000;

/** The file in pieces of about 1 MB. Rows are noted in `truth` as they are written. */
export function* writeCsv(
  slices: readonly Slice[],
  seed: number,
  truth: TruthRecorder,
): Generator<string> {
  const [first] = slices;
  if (first === undefined) return;
  let text = `${csvHeaders[first.feed.report]}\n`;
  let group = 0;
  for (const { feed, series, fromMs, toMs } of slices) {
    for (const tradeDay of tradeDaysBetween(fromMs, toMs)) {
      const rows = createRowParts(feed, tradeDay, fromMs, toMs);
      for (const one of series) {
        text += writeGroup(one, { tradeDay, rows, group: ++group, seed, truth });
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
  readonly stamps: readonly string[];
  readonly afterStamps: readonly string[];
  readonly afterValue: readonly string[];
}

function createRowParts(feed: Feed, tradeDay: TradeDay, fromMs: number, toMs: number): RowParts {
  const { day, startMs, hours } = tradeDay;
  const { stepMs } = feed;
  const first = Math.max(startMs, fromMs);
  const end = Math.min(startMs + hours * hourMs, toMs);
  const offset = (first - startMs) / stepMs;
  const intervals = Array.from({ length: (end - first) / stepMs }, (_, index) => {
    const intervalMs = first + index * stepMs;
    const { oprHour, oprInterval } = oprTime(tradeDay, stepMs, offset + index);
    const intervalLast = feed.report === "PRC_INTVL_LMP" || feed.report === "PRC_RTPD_LMP";
    const dayAndHour = `${formatDay(day)},${oprHour},`;
    return {
      startMs: intervalMs,
      asOfMs: feed.asOfMs(day, intervalMs + stepMs),
      stamps: `${formatStamp(intervalMs)},${formatStamp(intervalMs + stepMs)},`,
      afterStamps: intervalLast ? dayAndHour : `${dayAndHour}${oprInterval},`,
      afterValue: intervalLast ? `,${oprInterval}` : "",
    };
  });
  return {
    offset,
    startsMs: intervals.map((interval) => interval.startMs),
    asOfsMs: intervals.map((interval) => interval.asOfMs),
    stamps: intervals.map((interval) => interval.stamps),
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
    readonly truth: TruthRecorder;
  },
): string {
  const { tradeDay, rows, group, seed, truth } = context;
  const { afterStamps, beforeValue, afterValue, scale } = series;
  const values = series.values(tradeDay);
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
      (rows.stamps[index] ?? "") +
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
