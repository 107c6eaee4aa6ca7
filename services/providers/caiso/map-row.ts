/** One OASIS row, from CSV or XML, to a candidate or to the reasons why it is none. */
import type { Reason, ReasonClass } from "../../core/reasons.ts";
import { hourMs } from "../calendar.ts";
import { decimalExpected, parseDecimal } from "../decimal.ts";
import type { PageBuilder } from "../page-builder.ts";
import { quote } from "../quote.ts";
import { type TradeHour, tradeHourOf } from "./pacific-time.ts";
import type { Report } from "./reports.ts";
import { parseGmtStamp } from "./stamps.ts";

/** A row's text by meaning; `undefined` where the form of the answer, or an XML row, has no such column. */
export interface OasisRow {
  readonly start: string | undefined;
  readonly end: string;
  readonly location: string;
  readonly item: string;
  readonly value: string | undefined;
  readonly market: string | undefined;
  readonly tradeDate: string | undefined;
  readonly tradeHour: string | undefined;
}

/** A mapper for the rows of one page: it remembers what neighbouring rows share. */
export function createRowMapper(
  report: Report,
  page: PageBuilder,
): (row: OasisRow, index: number) => void {
  const tradeHourAt = rememberTradeHours();
  let series = { location: "", item: "", seriesId: "" };

  return (row, index) => {
    const intervalStartMs = parseGmtStamp(row.start ?? "");
    const intervalEndMs = parseGmtStamp(row.end);
    const value = parseDecimal(row.value ?? "");
    // Rows of one series stand together, so the last id mostly serves again.
    if (row.location !== series.location || row.item !== series.item) {
      const { location, item } = row;
      series = { location, item, seriesId: seriesIdOf(report, location, item) };
    }
    const { location, seriesId } = series;
    const trade = tradeHourAt(intervalStartMs);

    if (
      value !== undefined &&
      trade !== undefined &&
      intervalEndMs > intervalStartMs &&
      seriesId !== "" &&
      (row.market === undefined || row.market === report.market) &&
      (row.tradeDate === undefined || row.tradeDate === trade.tradeDate) &&
      (row.tradeHour === undefined || Number(row.tradeHour) === trade.tradeHour)
    ) {
      page.candidates.push({
        index,
        seriesId,
        intervalStartMs,
        intervalEndMs,
        asOfMs: report.asOfMs(trade, intervalEndMs),
        value,
        unit: report.unit,
        location,
      });
      return;
    }
    page.reject(index, reasonsAgainst(row, report, trade), {
      ...(seriesId === "" ? {} : { seriesId }),
      ...(trade === undefined ? {} : { intervalStartMs }),
    });
  };
}

/** Empty when a part is empty: an id with a hole in it would name another series. */
function seriesIdOf(report: Report, location: string, item: string): string {
  if (location === "" || (report.itemColumn !== null && item === "")) return "";
  return report.itemColumn === null ? location : `${location}.${item}`;
}

/** The same conditions as above, each with its sentence. Only rejected rows pay for it. */
function reasonsAgainst(row: OasisRow, report: Report, trade: TradeHour | undefined): Reason[] {
  const reasons: Reason[] = [];
  const say = (reasonClass: ReasonClass, sentence: string): void => {
    reasons.push({ class: reasonClass, sentence });
  };
  const stampExpected = 'expected a GMT stamp like "2026-07-14T07:00:00-00:00"';
  const endMs = parseGmtStamp(row.end);
  if (trade === undefined) {
    const missing = row.start === undefined ? "field-missing" : "time";
    say(missing, `Interval start ${quote(row.start)}: ${stampExpected}`);
  }
  if (Number.isNaN(endMs)) {
    say("time", `Interval end ${quote(row.end)}: ${stampExpected}`);
  } else if (trade !== undefined && endMs <= parseGmtStamp(row.start ?? "")) {
    say("time", `Interval end ${quote(row.end)}: expected an instant after ${quote(row.start)}`);
  }
  if (row.location === "") say("field-missing", `${report.locationColumn} "": expected a name`);
  if (report.itemColumn !== null && row.item === "") {
    say("field-missing", `${report.itemColumn} "": expected a name`);
  }
  if (row.value === undefined) {
    say("field-missing", `${report.valueColumn} ${quote(row.value)}: ${decimalExpected}`);
  } else if (parseDecimal(row.value) === undefined) {
    const missing = row.value === "" ? "value-missing" : "field-type";
    say(missing, `${report.valueColumn} ${quote(row.value)}: ${decimalExpected}`);
  }
  if (row.market !== undefined && row.market !== report.market) {
    say("field-type", `MARKET_RUN_ID ${quote(row.market)}: expected "${report.market}"`);
  }
  if (trade !== undefined) {
    if (row.tradeDate !== undefined && row.tradeDate !== trade.tradeDate) {
      say(
        "time",
        `OPR_DT ${quote(row.tradeDate)}: expected "${trade.tradeDate}", the Pacific day of ${quote(row.start)}`,
      );
    }
    if (row.tradeHour !== undefined && Number(row.tradeHour) !== trade.tradeHour) {
      say(
        "time",
        `OPR_HR ${quote(row.tradeHour)}: expected ${trade.tradeHour}, the Pacific hour ending of ${quote(row.start)}`,
      );
    }
  }
  return reasons;
}

/** Every series of a page has the same few hundred hours. Undefined for NaN. */
function rememberTradeHours(): (utcMs: number) => TradeHour | undefined {
  const known = new Map<number, TradeHour>();
  return (utcMs) => {
    if (Number.isNaN(utcMs)) return undefined;
    const hour = Math.floor(utcMs / hourMs);
    let trade = known.get(hour);
    if (trade === undefined) {
      trade = tradeHourOf(hour * hourMs);
      known.set(hour, trade);
    }
    return trade;
  };
}
