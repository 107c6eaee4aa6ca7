/** SingleZip reports that are lists: the atlas, and the daily peaks of the load forecast. */
import { formatDay, hourMs } from "../kit/calendar.ts";
import { loadAreas } from "./areas.ts";
import { atlasColumns, atlasEntries, type AtlasName, rowsInForce } from "./atlas.ts";
import { feedOfDataset } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import type { SeriesSource } from "./series-source.ts";
import type { Table } from "./tables.ts";
import { formatStamp, hourEnding, tradeDaysBetween } from "./trade-day.ts";

export type TableReportName = AtlasName | "SLD_FCST_PEAK";

export interface TableReport {
  readonly name: TableReportName;
  readonly versions: readonly number[];
  /** Recorded for ATL_RESOURCE: `N` stands where other names have their market. */
  readonly nameMarket: string | null;
  /** The request parameter that names one row, and the column it means. */
  readonly filters: ReadonlyMap<string, string>;
}

export const tableReports: readonly TableReport[] = [
  atlasReport("ATL_RESOURCE", [["resource_id", "RESOURCE_ID"]]),
  atlasReport("ATL_PNODE", [
    ["pnode_id", "PNODE_ID"],
    ["pnode_type", "PNODE_TYPE"],
  ]),
  atlasReport("ATL_PNODE_MAP", [
    ["pnode_id", "PNODE_ID"],
    ["apnode_id", "APNODE_ID"],
  ]),
  { name: "SLD_FCST_PEAK", versions: [1], nameMarket: null, filters: new Map() },
];

export interface TableQuery {
  readonly report: TableReport;
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

/** Its rows are few: some hundred at most, but for worlds with thousands of nodes. */
export function createTable(world: TableWorld, query: TableQuery, nowMs: number): Table {
  const { report, startMs, endMs, values } = query;
  if (report.name === "SLD_FCST_PEAK") {
    return { report: report.name, columns: peakColumns, rows: [...peaks(world, query, nowMs)] };
  }
  const columns: readonly string[] = atlasColumns[report.name];
  const wanted = [...report.filters].flatMap(([parameter, column]) => {
    const value = values.get(parameter);
    return value === undefined || value === "ALL" ? [] : [{ at: columns.indexOf(column), value }];
  });
  const entries = atlasEntries(report.name, world.seed, world.nodes);
  const rows = [...rowsInForce(report.name, entries, startMs, endMs)].filter((row) =>
    wanted.every(({ at, value }) => row[at] === value),
  );
  return { report: report.name, columns, rows };
}

function atlasReport(
  name: AtlasName,
  filters: readonly (readonly [string, string])[],
): TableReport {
  return { name, versions: [1], nameMarket: "N", filters: new Map(filters) };
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
