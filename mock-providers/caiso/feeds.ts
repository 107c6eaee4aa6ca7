/**
 * The feeds this mock serves: one per report, market and execution type, with its cadence, its
 * publication rule and the words its rows carry.
 * Sources: recorded answers (tests/golden/mock-caiso/samples) and the operator's interface specification 5.1.x.
 * What no recording shows is listed in docs/mock-api-differences.md.
 */
import { dayMs, hourMs } from "../kit/calendar.ts";
import { localDay, localDayStartMs, localToUtcMs, utcOffsetMs } from "../kit/time-zone.ts";

export type ReportName = "PRC_LMP" | "PRC_INTVL_LMP" | "PRC_RTPD_LMP" | "SLD_FCST";

interface FeedCommon {
  readonly report: ReportName;
  /** Value of `market_run_id`. */
  readonly market: string;
  readonly stepMs: number;
  /** The dataset of docs/data-model.md; null when the model has none, so answers carry no truth. */
  readonly dataset: string | null;
  /** First interval start that is not published yet at `nowMs`; everything before it is. */
  publishedUntilMs(nowMs: number): number;
  /** Nominal publication of an interval of trade day `day`, a pure function of the interval. */
  asOfMs(day: number, intervalEndMs: number): number;
}

export interface PriceFeed extends FeedCommon {
  readonly kind: "price";
  readonly market: "DAM" | "RTPD" | "RTM";
}

export interface LoadFeed extends FeedCommon {
  readonly kind: "load";
  readonly execution: "7DA" | "2DA" | "DAM" | "ACTUAL" | "RTPD" | "RTD";
  readonly label: string;
  readonly dataItem: string;
  /** Whole part of POS; the area gives the tenths. */
  readonly position: number;
}

export type Feed = PriceFeed | LoadFeed;

export interface Report {
  readonly name: ReportName;
  /** Accepted values of `version`. */
  readonly versions: readonly number[];
  /** How much one `grp_type=ALL*` call returns, from `startdatetime` on. */
  readonly groupSpan: "trade-day" | "hour";
  readonly feeds: readonly Feed[];
}

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const fiveMinutesMs = 5 * minuteMs;

/** Day-ahead prices of a trade day appear at 13:00 the day before. */
const pricePublication = { daysAhead: 1, atMs: 13 * hourMs };
/** Load forecasts appear at 09:10. */
const forecastAtMs = 9 * hourMs + 10 * minuteMs;
/** Real-time prices and hourly actuals appear this long after their interval has ended. */
const realTimeDelayMs = 5 * minuteMs;
const actualDelayMs = 10 * minuteMs;
const fifteenMinuteLeadMs = 22.5 * minuteMs;

export const reports: readonly Report[] = [
  {
    name: "PRC_LMP",
    versions: [1, 12],
    groupSpan: "trade-day",
    feeds: [
      {
        kind: "price",
        report: "PRC_LMP",
        market: "DAM",
        stepMs: hourMs,
        dataset: "PRC_LMP/DAM",
        ...publishedByDay(pricePublication.daysAhead, pricePublication.atMs),
      },
    ],
  },
  {
    name: "PRC_INTVL_LMP",
    versions: [1, 2, 3],
    groupSpan: "hour",
    feeds: [
      {
        kind: "price",
        report: "PRC_INTVL_LMP",
        market: "RTM",
        stepMs: fiveMinutesMs,
        dataset: "PRC_INTVL_LMP/RTM",
        publishedUntilMs: (nowMs) => floorTo(nowMs - realTimeDelayMs, fiveMinutesMs),
        asOfMs: atIntervalEnd,
      },
    ],
  },
  {
    name: "PRC_RTPD_LMP",
    versions: [1, 2, 3],
    groupSpan: "hour",
    feeds: [
      {
        kind: "price",
        report: "PRC_RTPD_LMP",
        market: "RTPD",
        stepMs: quarterMs,
        dataset: null,
        publishedUntilMs: (nowMs) => floorTo(nowMs + fifteenMinuteLeadMs, quarterMs) + quarterMs,
        asOfMs: (_day, intervalEndMs) => intervalEndMs - quarterMs - fifteenMinuteLeadMs,
      },
    ],
  },
  {
    name: "SLD_FCST",
    versions: [1],
    groupSpan: "trade-day",
    feeds: [
      dayLoadFeed("7DA", "Demand Forecast 7-Day Ahead", "SYS_FCST_7DA_MW", 0, 7),
      dayLoadFeed("2DA", "Demand Forecast 2-Day Ahead", "SYS_FCST_2DA_MW", 5, 2),
      dayLoadFeed("DAM", "Demand Forecast Day Ahead", "SYS_FCST_DA_MW", 6, 1),
      {
        kind: "load",
        report: "SLD_FCST",
        market: "ACTUAL",
        execution: "ACTUAL",
        label: "Total Actual Hourly Integrated Load",
        dataItem: "SYS_FCST_ACT_MW",
        position: 7,
        stepMs: hourMs,
        dataset: "SLD_FCST/ACTUAL",
        publishedUntilMs: (nowMs) => floorTo(nowMs - actualDelayMs, hourMs),
        asOfMs: atIntervalEnd,
      },
      rollingLoadFeed("RTPD", "RTM 15Min Load Forecast", "SYS_FCST_15MIN_MW", quarterMs, 18),
      rollingLoadFeed("RTD", "RTM 5Min Load Forecast", "SYS_FCST_5MIN_MW", fiveMinutesMs, 11),
    ],
  },
];

/** The feed behind a dataset of the data model, or undefined when no feed has that name. */
export function feedOfDataset(dataset: string): Feed | undefined {
  return reports.flatMap((report) => report.feeds).find((feed) => feed.dataset === dataset);
}

/** As docs/data-model.md writes it. */
export function unitOf(feed: Feed): string {
  return feed.kind === "price" ? "USD/MWh" : "MW";
}

export function floorTo(utcMs: number, stepMs: number): number {
  return Math.floor(utcMs / stepMs) * stepMs;
}

export function ceilTo(utcMs: number, stepMs: number): number {
  return Math.ceil(utcMs / stepMs) * stepMs;
}

function dayLoadFeed(
  execution: "7DA" | "2DA" | "DAM",
  label: string,
  dataItem: string,
  position: number,
  daysAhead: number,
): LoadFeed {
  return {
    kind: "load",
    report: "SLD_FCST",
    market: execution,
    execution,
    label,
    dataItem,
    position,
    stepMs: hourMs,
    dataset: execution === "DAM" ? "SLD_FCST/DAM" : null,
    ...publishedByDay(daysAhead, forecastAtMs),
  };
}

function rollingLoadFeed(
  execution: "RTPD" | "RTD",
  label: string,
  dataItem: string,
  stepMs: number,
  intervalsAhead: number,
): LoadFeed {
  return {
    kind: "load",
    report: "SLD_FCST",
    market: "RTM",
    execution,
    label,
    dataItem,
    position: 1,
    stepMs,
    dataset: null,
    publishedUntilMs: (nowMs) => floorTo(nowMs, stepMs) + (intervalsAhead + 1) * stepMs,
    asOfMs: (_day, intervalEndMs) => intervalEndMs - (intervalsAhead + 1) * stepMs,
  };
}

/** Whole trade days appear at once, `daysAhead` days before, at a Pacific wall-clock time. */
function publishedByDay(
  daysAhead: number,
  atMs: number,
): Pick<FeedCommon, "publishedUntilMs" | "asOfMs"> {
  return {
    publishedUntilMs(nowMs) {
      const today = localDay("pacific", nowMs);
      const wallClockMs = nowMs + utcOffsetMs("pacific", nowMs) - today * dayMs;
      const lastDay = today + daysAhead - (wallClockMs >= atMs ? 0 : 1);
      return localDayStartMs("pacific", lastDay + 1);
    },
    asOfMs: (day) => localToUtcMs("pacific", (day - daysAhead) * dayMs + atMs),
  };
}

function atIntervalEnd(_day: number, intervalEndMs: number): number {
  return intervalEndMs;
}
