/** SingleZip reports that are lists: the atlas, daily peaks of the load forecast, constraints and reserves. */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { loadAreas } from "./areas.ts";
import { atlasColumns, atlasElement, atlasEntries, type AtlasName, rowsInForce } from "./atlas.ts";
import { feedOfDataset } from "./feeds.ts";
import { intervalRows, type IntervalTableName, intervalTables } from "./interval-tables.ts";
import type { PricingNode } from "./nodes.ts";
import type { SeriesSource } from "./series-source.ts";
import type { Table } from "./tables.ts";
import { formatStamp, hourEnding, tradeDaysBetween } from "./trade-day.ts";

export type TableReportName = AtlasName | IntervalTableName | "SLD_FCST_PEAK";

export interface TableReport {
  readonly name: TableReportName;
  readonly versions: readonly number[];
  /** Recorded for ATL_RESOURCE: `N` stands where other names have their market. */
  readonly nameMarket: string | null;
  /** Values of `market_run_id`; null where it means nothing. */
  readonly markets: readonly string[] | null;
  /** The request parameter that names one row, and the column it means. */
  readonly filters: ReadonlyMap<string, string>;
}

export const tableReports: readonly TableReport[] = [
  atlasReport("ATL_RESOURCE", [["resource_id", "RESOURCE_ID"]]),
  atlasReport("ATL_PNODE", [
    ["pnode_id", "PNODE_ID"],
    ["pnode_type", "PNODE_TYPE"],
  ]),
  atlasReport("ATL_APNODE", [
    ["apnode_id", "APNODE_ID"],
    ["apnode_type", "APNODE_TYPE"],
  ]),
  atlasReport("ATL_HUB", [["apnode_id", "APNODE_ID"]]),
  atlasReport("ATL_LAP", [["apnode_id", "APNODE_ID"]]),
  atlasReport("ATL_TAC_AREA_MAP", [["pnode_id", "PNODE_ID"]]),
  atlasReport("ATL_PNODE_MAP", [
    ["pnode_id", "PNODE_ID"],
    ["apnode_id", "APNODE_ID"],
  ]),
  { name: "SLD_FCST_PEAK", versions: [1], nameMarket: null, markets: null, filters: new Map() },
  intervalReport("PRC_CNSTR"),
  intervalReport("PRC_NOMOGRAM"),
  intervalReport("PRC_RTM_NOMOGRAM"),
  intervalReport("PRC_RTM_FLOWGATE"),
  intervalReport("AS_RESULTS"),
];

export interface TableQuery {
  readonly report: TableReport;
  /** As sent, null when it was not or means nothing. */
  readonly market: string | null;
  readonly startMs: number;
  readonly endMs: number;
  /** By request parameter; absent ones and ALL do not filter. */
  readonly values: ReadonlyMap<string, string>;
}

export interface TableWorld {
  readonly seed: number;
  readonly nodes: readonly PricingNode[];
  readonly source: SeriesSource;
}

/** Rows are an empty list, rather than an empty generator, when there are none. */
export function createTable(world: TableWorld, query: TableQuery, nowMs: number): Table {
  const { report, startMs, endMs, values } = query;
  if (report.name === "SLD_FCST_PEAK") {
    return { report: report.name, columns: peakColumns, rows: [...peaks(world, query, nowMs)] };
  }
  const wanted = [...report.filters].flatMap(([parameter, column]) => {
    const chosen = (values.get(parameter) ?? "ALL").split(",").map((value) => value.trim());
    return chosen.includes("ALL") ? [] : [{ column, chosen }];
  });
  if (isIntervalTable(report.name)) {
    const table = intervalTables[report.name];
    const isWanted = (cells: Readonly<Record<string, string>>) =>
      wanted.every(({ column, chosen }) => chosen.includes(cells[column] ?? ""));
    const rows = intervalRows(table, { ...query, isWanted }, { seed: world.seed, nowMs });
    return { report: report.name, columns: table.columns, rows: streamed(rows) };
  }
  const columns: readonly string[] = atlasColumns[report.name];
  const entries = atlasEntries(report.name, world.seed, world.nodes);
  const rows = [...rowsInForce(report.name, entries, startMs, endMs)].filter((row) =>
    wanted.every(({ column, chosen }) => chosen.includes(row[columns.indexOf(column)] ?? "")),
  );
  return { report: report.name, columns, rows, elementOf: atlasElement };
}

function atlasReport(
  name: AtlasName,
  filters: readonly (readonly [string, string])[],
): TableReport {
  return { name, versions: [1], nameMarket: "N", markets: null, filters: new Map(filters) };
}

function intervalReport(name: IntervalTableName): TableReport {
  const { markets, filters } = intervalTables[name];
  return {
    name,
    versions: [1],
    nameMarket: null,
    markets: [...markets.keys()],
    filters: new Map(filters),
  };
}

/** Months of intervals are too many to be held at once; what has no row at all is an empty list. */
function streamed(rows: Generator<readonly string[]>): Iterable<readonly string[]> {
  const first = rows.next();
  return first.done === true ? [] : startingWith(first.value, rows);
}

function* startingWith(
  first: readonly string[],
  rest: Iterable<readonly string[]>,
): Generator<readonly string[]> {
  yield first;
  yield* rest;
}

function isIntervalTable(name: TableReportName): name is IntervalTableName {
  return name in intervalTables;
}

const peakColumns = [
  "OPR_DT",
  "OPR_HR",
  "TAC_AREA_NAME",
  "LOAD_MW",
  "INTERVALSTARTTIME_GMT",
  "INTERVALENDTIME_GMT",
];

const ownAreas = loadAreas.filter(({ climate }) => climate === "total" || climate === "tac");

/** The highest hour of each trade day's day-ahead forecast, for the operator's own areas. */
function* peaks(
  { seed, source }: TableWorld,
  { startMs, endMs }: TableQuery,
  nowMs: number,
): Generator<readonly string[]> {
  const feed = feedOfDataset("SLD_FCST/DAM");
  if (feed === undefined) return;
  const publishedUntilMs = feed.publishedUntilMs(nowMs, seed);
  for (const tradeDay of tradeDaysBetween(startMs, Math.min(endMs, publishedUntilMs))) {
    for (const area of ownAreas) {
      const series = source.find(feed, area.id);
      if (series === undefined) continue;
      const values = series.values(tradeDay, nowMs);
      const index = values.indexOf(values.reduce((most, value) => Math.max(most, value), 0));
      const peakMs = tradeDay.startMs + index * hourMs;
      if (peakMs < startMs || peakMs >= endMs) continue;
      yield [
        formatDay(tradeDay.day),
        String(hourEnding(tradeDay.hours, index)),
        area.id,
        String((values[index] ?? 0) / series.scale),
        formatStamp(peakMs),
        formatStamp(peakMs + hourMs),
      ];
    }
  }
}
