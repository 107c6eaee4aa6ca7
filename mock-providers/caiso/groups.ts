/**
 * GroupZip: one bundle per trade day, made some time after its data appears; until then 1015.
 * Names and contents: recorded names of bundles, columns as public clients read them. What is likely rather
 * than known is listed in docs/mock-api-differences.md.
 */
import { dayMs, dayNumber } from "../kit/calendar.ts";
import { localDay } from "../kit/time-zone.ts";
import { capacityPrices } from "./capacity-prices.ts";
import { correctionReport } from "./correction-report.ts";
import type { Corrections } from "./corrections.ts";
import { type PriceFeed, type PriceMarket, reports } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import { outageReport, outagesReportedMs } from "./outages.ts";
import {
  type Format,
  type Parameters,
  readFormat,
  readStart,
  readVersion,
  refuseSelection,
} from "./parameters.ts";
import { dayAheadDelayMs, dayAheadMarket, minuteMs } from "./publication.ts";
import { publicBids } from "./public-bids.ts";
import type { RefusalCode } from "./refusals.ts";
import type { SeriesSource } from "./series-source.ts";
import type { Table } from "./tables.ts";
import { createTradeDay, type TradeDay } from "./trade-day.ts";

export interface GroupWorld {
  readonly seed: number;
  readonly nodes: readonly PricingNode[];
  readonly source: SeriesSource;
  readonly corrections: Corrections;
}

export interface GroupBundle {
  readonly id: string;
  readonly versions: readonly number[];
  readonly content:
    | { readonly kind: "prices"; readonly feed: PriceFeed }
    | {
        readonly kind: "table";
        /** Stands in the name of the bundle's one file, behind the dates and before the version. */
        readonly fileName: string;
        create(world: GroupWorld, tradeDay: TradeDay, nowMs: number): Table;
      };
  /** When its first data appears, before which there is nothing, and when the bundle can be had. */
  times(tradeDay: TradeDay, seed: number): { readonly firstMs: number; readonly readyMs: number };
}

/** How long the operator takes to put a bundle together. */
const packingMs = 15 * minuteMs;
const publicBidDays = 90;
/** The extended day-ahead market, and with it capacity prices, began that day. */
const capacityMarketDay = dayNumber(2026, 5, 1);

export const groupBundles: readonly GroupBundle[] = [
  priceBundle("DAM_LMP_GRP", [1, 12], "PRC_LMP", "DAM", afterDayAheadMarket),
  priceBundle("RTM_LMP_GRP", [1, 2, 3], "PRC_INTVL_LMP", "RTM", afterTradeDay),
  priceBundle("RTPD_LMP_GRP", [1, 2, 3], "PRC_RTPD_LMP", "RTPD", afterTradeDay),
  priceBundle("HASP_LMP_GRP", [1, 2, 3], "PRC_HASP_LMP", "HASP", afterTradeDay),
  {
    id: "PUB_DAM_GRP",
    versions: [1, 2, 3],
    content: {
      kind: "table",
      fileName: "PUB_BID_DAM",
      create: ({ seed }, tradeDay) => publicBids(seed, "DAM", tradeDay),
    },
    times: afterNinetyDays,
  },
  {
    id: "PUB_RTM_GRP",
    versions: [1, 2, 3],
    content: {
      kind: "table",
      fileName: "PUB_BID_RTM",
      create: ({ seed }, tradeDay) => publicBids(seed, "RTM", tradeDay),
    },
    times: afterNinetyDays,
  },
  {
    id: "AGGR_OUTAGE_SCH_GRP",
    versions: [1],
    content: {
      kind: "table",
      fileName: "AGGR_OUTAGE_SCH_N",
      create: ({ seed }, tradeDay) => outageReport(seed, tradeDay),
    },
    times: ({ day }) => packed(outagesReportedMs(day)),
  },
  {
    id: "PRC_CORR_GRP",
    versions: [1],
    content: { kind: "table", fileName: "PRC_CORR_N", create: correctionReport },
    times: ({ startMs, endMs }) => ({ firstMs: startMs, readyMs: endMs }),
  },
  {
    id: "DAM_CAP_PRC_GRP",
    versions: [1],
    content: {
      kind: "table",
      fileName: "DAM_CAP_PRC_N",
      create: ({ seed, nodes }, tradeDay) => capacityPrices(seed, nodes, tradeDay),
    },
    times: (tradeDay, seed) =>
      tradeDay.day < capacityMarketDay ? never : afterDayAheadMarket(tradeDay, seed),
  },
];

export interface GroupQuery {
  readonly bundle: GroupBundle;
  readonly tradeDay: TradeDay;
  readonly version: number;
  readonly format: Format;
}

export type ParsedGroup =
  | { readonly outcome: "group"; readonly group: GroupQuery }
  | { readonly outcome: "refused"; readonly code: RefusalCode };

/** The trade day is the one that holds `startdatetime`; `enddatetime` means nothing. */
export function parseGroup(parameters: Parameters, seed: number, nowMs: number): ParsedGroup {
  const id = parameters.get("groupid");
  if (id === undefined) return refused(1011);
  const bundle = groupBundles.find((known) => known.id === id);
  if (bundle === undefined) return refused(1016);
  const version = readVersion(parameters, bundle.versions);
  if (version === undefined) return refused(1020);
  const format = readFormat(parameters);
  if (format === undefined) return refused(1001);
  const unsupported = refuseSelection(parameters);
  if (unsupported !== undefined) return refused(unsupported);
  const start = readStart(parameters, nowMs);
  if (typeof start === "number") return refused(start);

  const tradeDay = createTradeDay(localDay("pacific", start.startMs));
  const { firstMs, readyMs } = bundle.times(tradeDay, seed);
  if (nowMs < firstMs) return refused(1000);
  if (nowMs < readyMs) return refused(1015);
  return { outcome: "group", group: { bundle, tradeDay, version, format } };
}

function refused(code: RefusalCode): ParsedGroup {
  return { outcome: "refused", code };
}

function priceBundle(
  id: string,
  versions: readonly number[],
  reportName: string,
  market: PriceMarket,
  times: GroupBundle["times"],
): GroupBundle {
  const report = reports.find((known) => known.name === reportName);
  const feed = report?.feeds.find((known) => known.market === market);
  if (feed?.kind !== "price") throw new Error(`No price feed serves ${reportName} ${market}`);
  return { id, versions, content: { kind: "prices", feed }, times };
}

const never = { firstMs: Number.POSITIVE_INFINITY, readyMs: Number.POSITIVE_INFINITY };

function packed(firstMs: number) {
  return { firstMs, readyMs: firstMs + packingMs };
}

function afterDayAheadMarket({ day, endMs }: TradeDay, seed: number) {
  return packed(dayAheadMarket.asOfMs(day, endMs) + dayAheadDelayMs(seed, day));
}

function afterTradeDay({ startMs, endMs }: TradeDay) {
  return { firstMs: startMs, readyMs: endMs + packingMs };
}

function afterNinetyDays({ startMs }: TradeDay) {
  return packed(startMs + publicBidDays * dayMs);
}
