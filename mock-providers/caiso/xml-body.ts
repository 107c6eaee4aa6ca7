/**
 * The XML form, what a request without `resultformat` gets: one REPORT_ITEM per series.
 * Structure as in the recorded answers pyiso_*.xml (tests/golden/mock-caiso/samples), last line without an end.
 */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import type { FeedSeries } from "./series.ts";
import { shuffledIndexes } from "./shuffle.ts";
import type { Slice, TruthRecorder } from "./slices.ts";
import { formatStamp, oprTime, type TradeDay, tradeDaysBetween } from "./trade-day.ts";

const chunkCharacters = 1_000_000;

/** The file in pieces of about 1 MB. Rows are noted in `truth` as they are written. */
export function* writeXml(
  slices: readonly Slice[],
  options: { readonly version: number; readonly seed: number; readonly nowMs: number },
  truth: TruthRecorder,
): Generator<string> {
  let text = documentStart(options.version, options.nowMs);
  for (const slice of slices) {
    for (const series of slice.series) {
      text += reportStart(series);
      for (const tradeDay of tradeDaysBetween(slice.fromMs, slice.toMs)) {
        if (series.isAbsent?.(tradeDay.day) === true) continue;
        text += writeDay(series, slice, { tradeDay, ...options, truth });
        if (text.length > chunkCharacters) {
          yield text;
          text = "";
        }
      }
      text += "</REPORT_ITEM>\n";
    }
  }
  yield text + documentEnd;
}

export function documentStart(version: number, nowMs: number): string {
  return startOf("OASISReport", version, nowMs, "v20140401");
}

/** Lists of the atlas have a root of their own. */
export function masterStart(version: number, nowMs: number): string {
  return startOf("OASISMaster", version, nowMs, "v20131201");
}

function startOf(root: string, version: number, nowMs: number, headerVersion: string): string {
  // To the second, with the offset written as in the data.
  const time = `${new Date(nowMs).toISOString().slice(0, 19)}-00:00`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="http://www.caiso.com/soa/${root}_v${version}.xsd">
<MessageHeader>
<TimeDate>${time}</TimeDate>
<Source>OASIS</Source>
<Version>${headerVersion}</Version>
</MessageHeader>
<MessagePayload>
<RTO>
<name>CAISO</name>
`;
}

export const documentEnd = endOf("OASISReport");
export const masterEnd = endOf("OASISMaster");

function endOf(root: string): string {
  return `<DISCLAIMER_ITEM>
<DISCLAIMER>The contents of these pages are subject to change without notice.  Decisions based on information contained within the California ISO's web site are the visitor's sole responsibility.</DISCLAIMER>
</DISCLAIMER_ITEM>
</RTO>
</MessagePayload>
</${root}>`;
}

function reportStart({ feed }: FeedSeries): string {
  const execution =
    feed.kind === "load" ? `<EXECUTION_TYPE>${feed.execution}</EXECUTION_TYPE>\n` : "";
  return `<REPORT_ITEM>
<REPORT_HEADER>
<SYSTEM>OASIS</SYSTEM>
<TZ>PPT</TZ>
<REPORT>${feed.report}</REPORT>
<MKT_TYPE>${feed.market}</MKT_TYPE>
${execution}<UOM>${feed.uom}</UOM>
<INTERVAL>ENDING</INTERVAL>
<SEC_PER_INTERVAL>${feed.stepMs / 1000}</SEC_PER_INTERVAL>
</REPORT_HEADER>
`;
}

function writeDay(
  series: FeedSeries,
  { feed, fromMs, toMs }: Slice,
  context: {
    readonly tradeDay: TradeDay;
    readonly seed: number;
    readonly nowMs: number;
    readonly truth: TruthRecorder;
  },
): string {
  const { tradeDay, seed, nowMs, truth } = context;
  const { stepMs } = feed;
  const values = series.values(tradeDay, nowMs);
  const hash = truth.hashOf(series);
  const perHour = hourMs / stepMs;
  const first = Math.max(tradeDay.startMs, fromMs);
  const end = Math.min(tradeDay.endMs, toMs);
  const offset = (first - tradeDay.startMs) / stepMs;
  const resource =
    series.resourceName === null ? "" : `<RESOURCE_NAME>${series.resourceName}</RESOURCE_NAME>\n`;
  const orderSeed = hash32(seed, tradeDay.day, hash ?? 0);
  let text = "";
  for (const inWindow of shuffledIndexes((end - first) / stepMs, orderSeed)) {
    const index = offset + inWindow;
    const intervalMs = tradeDay.startMs + index * stepMs;
    const { oprHour, oprInterval } = oprTime(tradeDay, stepMs, index);
    const intervalNumber = (oprHour - 1) * perHour + Math.max(1, oprInterval);
    // Proof for the fallback: `values` holds one entry per interval of the day.
    const value = (values[index] ?? 0) / series.scale;
    text += `<REPORT_DATA>
<DATA_ITEM>${series.dataItem}</DATA_ITEM>
${resource}<OPR_DATE>${formatDay(tradeDay.day)}</OPR_DATE>
<INTERVAL_NUM>${intervalNumber}</INTERVAL_NUM>
<INTERVAL_START_GMT>${formatStamp(intervalMs)}</INTERVAL_START_GMT>
<INTERVAL_END_GMT>${formatStamp(intervalMs + stepMs)}</INTERVAL_END_GMT>
<VALUE>${value}</VALUE>
${series.afterXmlValue}</REPORT_DATA>
`;
    if (hash !== null) {
      truth.add(hash, intervalMs, feed.asOfMs(tradeDay.day, intervalMs + stepMs), value);
    }
  }
  return text;
}
