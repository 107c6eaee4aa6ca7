/** PUB_DAM_GRP and PUB_RTM_GRP: what nameless resources bid, published 90 days later. */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { hash32, seedOf, uniform } from "../kit/random.ts";
import { localTime } from "../kit/time-zone.ts";
import type { Table } from "./tables.ts";
import { formatStamp, type TradeDay } from "./trade-day.ts";

const columns = [
  "STARTTIME",
  "STOPTIME",
  "STARTTIME_GMT",
  "STOPTIME_GMT",
  "STARTDATE",
  "MARKET_RUN_ID",
  "RESOURCE_TYPE",
  "SCHEDULINGCOORDINATOR_SEQ",
  "RESOURCEBID_SEQ",
  "TIMEINTERVALSTART",
  "TIMEINTERVALEND",
  "TIMEINTERVALSTART_GMT",
  "TIMEINTERVALEND_GMT",
  "PRODUCTBID_DESC",
  "PRODUCTBID_MRID",
  "MARKETPRODUCT_DESC",
  "MARKETPRODUCTTYPE",
  "SELFSCHEDMW",
  "SCH_BID_TIMEINTERVALSTART",
  "SCH_BID_TIMEINTERVALSTOP",
  "SCH_BID_TIMEINTERVALSTART_GMT",
  "SCH_BID_TIMEINTERVALSTOP_GMT",
  "SCH_BID_XAXISDATA",
  "SCH_BID_Y1AXISDATA",
  "SCH_BID_Y2AXISDATA",
  "SCH_BID_CURVETYPE",
  "MINEOHSTATEOFCHARGE",
  "MAXEOHSTATEOFCHARGE",
];

/** The original has some 2,500 bidders a day. */
const bidders = 60;
const kinds = ["GENERATOR", "GENERATOR", "GENERATOR", "INTERTIE", "LOAD"] as const;

export function publicBids(seed: number, market: "DAM" | "RTM", tradeDay: TradeDay): Table {
  return { report: "PUB_BID", columns, rows: bidRows(seed, market, tradeDay) };
}

/** Each bidder offers a rising curve of two to four points in every hour; some schedule themselves instead. */
function* bidRows(
  seed: number,
  market: "DAM" | "RTM",
  tradeDay: TradeDay,
): Generator<readonly string[]> {
  const bidSeed = seedOf(seed, `bids ${market}`);
  const day = times(tradeDay.startMs, tradeDay.endMs);
  for (let bidder = 0; bidder < bidders; bidder++) {
    const own = hash32(bidSeed, bidder);
    const kind = kinds[own % kinds.length] ?? "GENERATOR";
    const sizeMw = 20 + (own % 600);
    const points = 2 + (own % 3);
    const schedulesItself = own % 6 === 0;
    const head = [
      ...[day.start, day.stop, day.startGmt, day.stopGmt],
      formatDay(tradeDay.day),
      market,
      kind,
      String(100_000 + (hash32(own, 1) % 900_000)),
      String(100_000 + (hash32(own, 2) % 900_000)),
      ...[day.start, day.stop, day.startGmt, day.stopGmt],
      "EN",
      String(own),
      "Energy",
      "EN",
    ];
    for (let index = 0; index < tradeDay.hours; index++) {
      const atMs = tradeDay.startMs + index * hourMs;
      const hour = times(atMs, atMs + hourMs);
      const stamps = [hour.start, hour.stop, hour.startGmt, hour.stopGmt];
      if (schedulesItself) {
        yield [...head, String(sizeMw), ...stamps, "", "", "", "", "", ""];
        continue;
      }
      let usd = 12 + 30 * uniform(own, tradeDay.day);
      for (let point = 0; point < points; point++) {
        usd += 18 * uniform(own, tradeDay.day * 24 + index, point);
        const mw = Math.round((sizeMw * point) / (points - 1));
        const price = String(Math.round(usd * 100) / 100);
        yield [...head, "", ...stamps, String(mw), price, "", "BIDPRICE", "", ""];
      }
    }
  }
}

function times(fromMs: number, toMs: number) {
  return {
    start: pacificStamp(fromMs),
    stop: pacificStamp(toMs),
    startGmt: formatStamp(fromMs),
    stopGmt: formatStamp(toMs),
  };
}

/** `2026-03-10T01:00:00`, wall clock; on whole hours. */
function pacificStamp(utcMs: number): string {
  const { days, hour } = localTime("pacific", utcMs);
  return `${formatDay(days)}T${String(hour).padStart(2, "0")}:00:00`;
}
