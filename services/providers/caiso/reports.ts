/**
 * The OASIS reports the pipeline reads, keyed by dataset `<queryname>/<market_run_id>`.
 * Source: the operator's interface specification 5.1.x and recorded answers; mapping as in `docs/data-model.md`.
 */
import { SandboxError } from "../../core/errors.ts";
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { quote } from "../quote.ts";
import { pacificInstantMs, type TradeHour } from "./pacific-time.ts";

/** How a report is asked for: by node list, or whole, because the server filters no areas. */
export type Selection = "nodes" | "whole";

export interface Report {
  readonly queryname: string;
  readonly market: string;
  /** PRC_LMP needs 12 and PRC_INTVL_LMP 2 or later to carry the greenhouse gas component. */
  readonly version: number;
  readonly selection: Selection;
  /** The column whose text is the location, and the one that distinguishes series there. */
  readonly locationColumn: string;
  readonly itemColumn: string | null;
  readonly valueColumn: string;
  readonly unit: "USD/MWh" | "USD/MW" | "MW";
  /** Parameters the report demands beside the common ones. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** For bounding requests: rows one location may have in one hour. */
  readonly rowsPerHour: number;
  /** The nominal publication time of an interval, see `docs/data-model.md`. */
  readonly asOfMs: (trade: TradeHour, intervalEndMs: number) => number;
}

const published = {
  atIntervalEnd: (_trade: TradeHour, intervalEndMs: number) => intervalEndMs,
  daysBeforeAt:
    (days: number, timeOfDayMs: number) =>
    ({ tradeDayMs }: TradeHour) =>
      pacificInstantMs(tradeDayMs - days * dayMs, timeOfDayMs),
};

const prices = {
  selection: "nodes",
  locationColumn: "NODE",
  itemColumn: "LMP_TYPE",
  unit: "USD/MWh",
} as const;
const load = {
  queryname: "SLD_FCST",
  version: 1,
  selection: "whole",
  locationColumn: "TAC_AREA_NAME",
  itemColumn: null,
  valueColumn: "MW",
  unit: "MW",
} as const;
const renewables = {
  queryname: "SLD_REN_FCST",
  version: 1,
  selection: "whole",
  locationColumn: "TRADING_HUB",
  itemColumn: "RENEWABLE_TYPE",
  valueColumn: "MW",
  unit: "MW",
} as const;

const componentsPerNode = 5;
const dayAheadResults = published.daysBeforeAt(1, 13 * hourMs);
const loadForecasts = (days: number) => published.daysBeforeAt(days, 9 * hourMs + 10 * minuteMs);

/** Adding a report is adding a line. */
const reports: readonly Report[] = [
  {
    ...prices,
    queryname: "PRC_LMP",
    market: "DAM",
    version: 12,
    valueColumn: "MW",
    rowsPerHour: componentsPerNode,
    asOfMs: dayAheadResults,
  },
  {
    ...prices,
    queryname: "PRC_INTVL_LMP",
    market: "RTM",
    version: 3,
    valueColumn: "VALUE",
    rowsPerHour: componentsPerNode * 12,
    asOfMs: published.atIntervalEnd,
  },
  {
    ...prices,
    queryname: "PRC_RTPD_LMP",
    market: "RTPD",
    version: 3,
    valueColumn: "PRC",
    rowsPerHour: componentsPerNode * 4,
    asOfMs: published.atIntervalEnd,
  },
  { ...load, market: "DAM", rowsPerHour: 1, asOfMs: loadForecasts(1) },
  { ...load, market: "2DA", rowsPerHour: 1, asOfMs: loadForecasts(2) },
  { ...load, market: "7DA", rowsPerHour: 1, asOfMs: loadForecasts(7) },
  { ...load, market: "ACTUAL", rowsPerHour: 1, asOfMs: published.atIntervalEnd },
  // Both the 15-minute and the 5-minute forecast come under this market: the item keeps them apart.
  {
    ...load,
    market: "RTM",
    itemColumn: "XML_DATA_ITEM",
    rowsPerHour: 16,
    asOfMs: published.atIntervalEnd,
  },
  { ...renewables, market: "DAM", rowsPerHour: 2, asOfMs: published.daysBeforeAt(1, 7 * hourMs) },
  { ...renewables, market: "ACTUAL", rowsPerHour: 2, asOfMs: published.atIntervalEnd },
  {
    queryname: "PRC_AS",
    market: "DAM",
    version: 12,
    selection: "whole",
    locationColumn: "ANC_REGION",
    itemColumn: "ANC_TYPE",
    valueColumn: "MW",
    unit: "USD/MW",
    parameters: { anc_type: "ALL", anc_region: "ALL" },
    rowsPerHour: 6,
    asOfMs: dayAheadResults,
  },
  {
    queryname: "ENE_SLRS",
    market: "DAM",
    version: 1,
    selection: "whole",
    locationColumn: "TAC_ZONE_NAME",
    itemColumn: "XML_DATA_ITEM",
    valueColumn: "MW",
    unit: "MW",
    parameters: { tac_zone_name: "ALL", schedule: "ALL" },
    rowsPerHour: 4,
    asOfMs: dayAheadResults,
  },
];

const byDataset: ReadonlyMap<string, Report> = new Map(
  reports.map((report) => [`${report.queryname}/${report.market}`, report] as const),
);

/** Throws CONFIG_INVALID for a dataset that is not in the table. */
export function reportOf(dataset: string): Report {
  const report = byDataset.get(dataset);
  if (report === undefined) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot read CAISO dataset ${quote(dataset)}: expected one of ${[...byDataset.keys()].join(", ")}`,
    );
  }
  return report;
}
