/**
 * The interval reports this mock serves: one feed per report, market and execution type, with its cadence,
 * its publication rule and the words its rows carry.
 * Sources: recorded answers (tests/golden/mock-caiso/samples) and the operator's interface specification 5.1.x.
 * What no recording shows is listed in docs/mock-api-differences.md.
 */
import { hourMs } from "../kit/calendar.ts";
import {
  dayAheadMarket,
  fiveMinutesMs,
  minuteMs,
  type Publication,
  publishedAfter,
  publishedBefore,
  publishedByDay,
  publishedDayAfter,
  quarterMs,
} from "./publication.ts";

export type ReportName =
  | "PRC_LMP"
  | "PRC_INTVL_LMP"
  | "PRC_RTPD_LMP"
  | "PRC_HASP_LMP"
  | "PRC_SPTIE_LMP"
  | "SLD_FCST"
  | "SLD_REN_FCST"
  | "PRC_AS"
  | "ENE_SLRS"
  | "PRC_FUEL"
  | "PRC_GHG_ALLOWANCE";

interface FeedCommon extends Publication {
  readonly report: ReportName;
  /** Value of `market_run_id`; `N/A` for reports without markets. */
  readonly market: string;
  readonly stepMs: number;
  /** The dataset of docs/data-model.md; null when the model has none, so answers carry no truth. */
  readonly dataset: string | null;
  /** As docs/data-model.md writes it. */
  readonly unit: string;
  /** As the XML form writes it. */
  readonly uom: string;
}

/** Markets whose prices differ. Reports may show the prices of one market under different names. */
export type PriceMarket = "DAM" | "HASP" | "RTPD" | "RTM";

export interface PriceFeed extends FeedCommon {
  readonly kind: "price";
  readonly priceMarket: PriceMarket;
  /** Scheduling points carry the tie they stand for. */
  readonly places: "nodes" | "ties";
}

export interface LoadFeed extends FeedCommon {
  readonly kind: "load";
  readonly execution: "7DA" | "2DA" | "DAM" | "ACTUAL" | "RTPD" | "RTD";
  readonly label: string;
  readonly dataItem: string;
  /** Whole part of POS; the area gives the tenths. */
  readonly position: number;
}

export interface RenewableFeed extends FeedCommon {
  readonly kind: "renewable";
  readonly market: "DAM" | "HASP" | "RTPD" | "RTD" | "ACTUAL";
  readonly label: string;
  readonly dataItem: string;
  readonly position: number;
}

export interface AncillaryFeed extends FeedCommon {
  readonly kind: "ancillary";
  readonly market: "DAM" | "HASP";
}

export interface ScheduleFeed extends FeedCommon {
  readonly kind: "schedule";
  readonly market: "DAM" | "RUC" | "HASP" | "RTM";
}

export interface CostFeed extends FeedCommon {
  readonly kind: "fuel" | "allowance";
}

export type Feed = PriceFeed | LoadFeed | RenewableFeed | AncillaryFeed | ScheduleFeed | CostFeed;

export interface Report {
  readonly name: ReportName;
  /** Accepted values of `version`. */
  readonly versions: readonly number[];
  /** Reports with `nodes-or-all` answer about every node when none is named; public clients rely on it. */
  readonly selection: "nodes" | "nodes-or-all" | "filters";
  /** How much one `grp_type=ALL*` call returns, from `startdatetime` on. */
  readonly groupSpan: "trade-day" | "hour";
  /** Whether `market_run_id` means anything to the report. */
  readonly hasMarkets: boolean;
  readonly feeds: readonly Feed[];
}

/** Real-time prices and hourly actuals appear this long after their interval has ended. */
const realTimeDelayMs = 5 * minuteMs;
const actualDelayMs = 10 * minuteMs;
const fifteenMinuteLeadMs = 22.5 * minuteMs;
/** The hour-ahead process fixes a whole hour this long before it begins. */
const hourAheadLeadMs = 45 * minuteMs;

const usdPerMwh = { unit: "USD/MWh", uom: "US$/MWh" } as const;
const mw = { unit: "MW", uom: "MW" } as const;

const priceTimes: Readonly<Record<PriceMarket, Publication & { readonly stepMs: number }>> = {
  DAM: { stepMs: hourMs, ...dayAheadMarket },
  HASP: { stepMs: quarterMs, ...publishedBefore(hourMs, hourAheadLeadMs) },
  RTPD: { stepMs: quarterMs, ...publishedBefore(quarterMs, fifteenMinuteLeadMs) },
  RTM: { stepMs: fiveMinutesMs, ...publishedAfter(fiveMinutesMs, realTimeDelayMs) },
};

const priceReports: readonly Report[] = [
  {
    name: "PRC_LMP",
    versions: [1, 12],
    selection: "nodes",
    groupSpan: "trade-day",
    hasMarkets: true,
    feeds: [priceFeed("PRC_LMP", "DAM", "DAM", "PRC_LMP/DAM")],
  },
  {
    name: "PRC_INTVL_LMP",
    versions: [1, 2, 3],
    selection: "nodes",
    groupSpan: "hour",
    hasMarkets: true,
    feeds: [priceFeed("PRC_INTVL_LMP", "RTM", "RTM", "PRC_INTVL_LMP/RTM")],
  },
  {
    name: "PRC_RTPD_LMP",
    versions: [1, 2, 3],
    selection: "nodes",
    groupSpan: "hour",
    hasMarkets: true,
    feeds: [priceFeed("PRC_RTPD_LMP", "RTPD", "RTPD", null)],
  },
  {
    name: "PRC_HASP_LMP",
    versions: [1, 2, 3],
    selection: "nodes-or-all",
    groupSpan: "hour",
    hasMarkets: true,
    feeds: [priceFeed("PRC_HASP_LMP", "HASP", "HASP", null)],
  },
  {
    name: "PRC_SPTIE_LMP",
    versions: [4, 5],
    selection: "nodes-or-all",
    groupSpan: "hour",
    hasMarkets: true,
    feeds: [
      tieFeed("DAM", "DAM"),
      tieFeed("RTPD", "RTPD"),
      // The five-minute market is called RTD here and RTM in PRC_INTVL_LMP.
      tieFeed("RTD", "RTM"),
    ],
  },
];

const demandReports: readonly Report[] = [
  {
    ...whole("SLD_FCST", [1]),
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
        ...mw,
        ...publishedAfter(hourMs, actualDelayMs),
      },
      rollingLoadFeed("RTPD", "RTM 15Min Load Forecast", "SYS_FCST_15MIN_MW", quarterMs, 18),
      rollingLoadFeed("RTD", "RTM 5Min Load Forecast", "SYS_FCST_5MIN_MW", fiveMinutesMs, 11),
    ],
  },
  {
    ...whole("SLD_REN_FCST", [1]),
    feeds: [
      renewableFeed("DAM", "Renewable Forecast Day Ahead", "RENEW_FCST_DA_MW", 1, {
        stepMs: hourMs,
        dataset: "SLD_REN_FCST/DAM",
        ...publishedByDay(1, 7 * hourMs),
      }),
      renewableFeed("HASP", "Renewable Forecast HASP", "RENEW_FCST_HASP_MW", 2, {
        stepMs: quarterMs,
        dataset: null,
        ...publishedBefore(hourMs, hourAheadLeadMs),
      }),
      renewableFeed("RTPD", "Renewable Forecast 15Min", "RENEW_FCST_15MIN_MW", 3, {
        stepMs: quarterMs,
        dataset: null,
        ...publishedBefore(quarterMs, fifteenMinuteLeadMs),
      }),
      renewableFeed("RTD", "Renewable Forecast 5Min", "RENEW_FCST_5MIN_MW", 4, {
        stepMs: fiveMinutesMs,
        dataset: null,
        ...publishedBefore(fiveMinutesMs, 7.5 * minuteMs),
      }),
      renewableFeed("ACTUAL", "Renewable Actual", "RENEW_FCST_ACT_MW", 5, {
        stepMs: hourMs,
        dataset: "SLD_REN_FCST/ACTUAL",
        ...publishedDayAfter(8 * hourMs),
      }),
    ],
  },
];

const otherReports: readonly Report[] = [
  {
    ...whole("PRC_AS", [1, 12]),
    feeds: [
      ancillaryFeed("DAM", "PRC_AS/DAM", hourMs, dayAheadMarket),
      ancillaryFeed("HASP", null, quarterMs, publishedBefore(hourMs, hourAheadLeadMs)),
    ],
  },
  {
    ...whole("ENE_SLRS", [1]),
    feeds: [
      scheduleFeed("DAM", hourMs, dayAheadMarket),
      scheduleFeed("RUC", hourMs, dayAheadMarket),
      scheduleFeed("HASP", quarterMs, publishedBefore(hourMs, hourAheadLeadMs)),
      scheduleFeed("RTM", fiveMinutesMs, publishedAfter(fiveMinutesMs, realTimeDelayMs)),
    ],
  },
  {
    ...whole("PRC_FUEL", [1]),
    hasMarkets: false,
    feeds: [
      {
        kind: "fuel",
        report: "PRC_FUEL",
        market: "N/A",
        stepMs: hourMs,
        dataset: null,
        unit: "USD/MMBtu",
        uom: "US$/MMBtu",
        ...publishedByDay(1, 9 * hourMs),
      },
    ],
  },
  {
    ...whole("PRC_GHG_ALLOWANCE", [1]),
    hasMarkets: false,
    feeds: [
      {
        kind: "allowance",
        report: "PRC_GHG_ALLOWANCE",
        market: "N/A",
        stepMs: hourMs,
        dataset: null,
        unit: "USD/t",
        uom: "US$/mTCO2e",
        ...publishedByDay(1, 9 * hourMs),
      },
    ],
  },
];

export const reports: readonly Report[] = [...priceReports, ...demandReports, ...otherReports];

/** The feed behind a dataset of the data model, or undefined when no feed has that name. */
export function feedOfDataset(dataset: string): Feed | undefined {
  return feedsByDataset.get(dataset);
}

const feedsByDataset: ReadonlyMap<string | null, Feed> = new Map(
  reports.flatMap((report) => report.feeds).map((feed) => [feed.dataset, feed]),
);

export function loadFeedOf(execution: LoadFeed["execution"]): LoadFeed {
  for (const feed of reports.flatMap((report) => report.feeds)) {
    if (feed.kind === "load" && feed.execution === execution) return feed;
  }
  throw new Error(`No load feed has execution type "${execution}"`);
}

function whole(name: ReportName, versions: readonly number[]): Omit<Report, "feeds"> {
  return { name, versions, selection: "filters", groupSpan: "trade-day", hasMarkets: true };
}

function priceFeed(
  report: ReportName,
  market: string,
  priceMarket: PriceMarket,
  dataset: string | null,
  places: PriceFeed["places"] = "nodes",
): PriceFeed {
  const times = priceTimes[priceMarket];
  return { kind: "price", report, market, priceMarket, places, dataset, ...usdPerMwh, ...times };
}

function tieFeed(market: string, priceMarket: PriceMarket): PriceFeed {
  return priceFeed("PRC_SPTIE_LMP", market, priceMarket, null, "ties");
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
    dataset: `SLD_FCST/${execution}`,
    ...mw,
    ...publishedByDay(daysAhead, 9 * hourMs + 10 * minuteMs),
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
    ...mw,
    ...publishedBefore(stepMs, intervalsAhead * stepMs),
  };
}

function renewableFeed(
  market: RenewableFeed["market"],
  label: string,
  dataItem: string,
  position: number,
  rest: Publication & Pick<FeedCommon, "stepMs" | "dataset">,
): RenewableFeed {
  return {
    kind: "renewable",
    report: "SLD_REN_FCST",
    market,
    label,
    dataItem,
    position,
    ...mw,
    ...rest,
  };
}

function ancillaryFeed(
  market: AncillaryFeed["market"],
  dataset: string | null,
  stepMs: number,
  publication: Publication,
): AncillaryFeed {
  return {
    kind: "ancillary",
    report: "PRC_AS",
    market,
    dataset,
    stepMs,
    unit: "USD/MW",
    uom: "US$/MW",
    ...publication,
  };
}

function scheduleFeed(
  market: ScheduleFeed["market"],
  stepMs: number,
  publication: Publication,
): ScheduleFeed {
  return {
    kind: "schedule",
    report: "ENE_SLRS",
    market,
    dataset: null,
    stepMs,
    ...mw,
    ...publication,
  };
}
