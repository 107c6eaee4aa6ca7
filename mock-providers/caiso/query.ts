/**
 * What a SingleZip request asks for, or the code it is refused with.
 * Parameter names may come in any case and order; unknown ones are tolerated.
 */
import { dayMs, hourMs } from "../kit/calendar.ts";
import { localDay } from "../kit/time-zone.ts";
import { type Feed, type Report, reports } from "./feeds.ts";
import { type Filters, readFilters } from "./filters.ts";
import {
  type Format,
  type Parameters,
  readFormat,
  readParameters,
  readStart,
  readVersion,
  readWindow,
  refuseSelection,
  type Window,
} from "./parameters.ts";
import { floorTo } from "./publication.ts";
import type { RefusalCode } from "./refusals.ts";
import { type TableQuery, type TableReport, tableReports } from "./table-reports.ts";
import { countTradeDays, createTradeDay, hourEnding } from "./trade-day.ts";

export interface OasisQuery extends Window {
  readonly report: Report;
  readonly feeds: readonly Feed[];
  /** `market_run_id` as sent, null when it was not or means nothing: it stands in the answer's name. */
  readonly market: string | null;
  readonly version: number;
  readonly format: Format;
  readonly nodes: NodeSelection;
  readonly filters: Filters;
}

/** Reports without nodes have `none`. */
export type NodeSelection =
  | { readonly kind: "none" }
  | { readonly kind: "listed"; readonly ids: readonly string[] }
  /** No node was named: all of them, over the window that was asked for, in one file. */
  | { readonly kind: "every" }
  | { readonly kind: "group"; readonly aggregatedOnly: boolean };

export type ParsedQuery =
  | { readonly outcome: "query"; readonly query: OasisQuery }
  | {
      readonly outcome: "table";
      readonly table: TableQuery;
      readonly version: number;
      readonly format: Format;
    }
  | { readonly outcome: "refused"; readonly code: RefusalCode }
  /** PRC_LMP has no real-time market; the original answers an HTML page, not an error zip. */
  | { readonly outcome: "not-found" };

const nodesMax = 10;

export function parseQuery(text: string, nowMs: number): ParsedQuery {
  const parameters = readParameters(text);
  const name = parameters.get("queryname");
  if (name === undefined) return refused(1011);
  const report = reports.find((known) => known.name === name);
  const table = tableReports.find((known) => known.name === name);
  const found = report ?? table;
  if (found === undefined) return refused(1001);

  const version = readVersion(parameters, found.versions);
  if (version === undefined) return refused(1020);
  const format = readFormat(parameters);
  if (format === undefined) return refused(1001);
  const unsupported = refuseSelection(parameters);
  if (unsupported !== undefined) return refused(unsupported);
  if (table !== undefined) return parseTable(table, { parameters, version, format, nowMs });
  // Proof for the fallback: what was found is no table, so it is a report.
  return report === undefined
    ? refused(1001)
    : parseReport(report, { parameters, version, format, nowMs });
}

interface Parsing {
  readonly parameters: Parameters;
  readonly version: number;
  readonly format: Format;
  readonly nowMs: number;
}

function parseTable(report: TableReport, parsing: Parsing): ParsedQuery {
  const { parameters, version, format, nowMs } = parsing;
  const market = report.markets === null ? null : (parameters.get("market_run_id") ?? null);
  const isKnown = market === null || market === "ALL" || report.markets?.includes(market) === true;
  if (!isKnown) return refused(1001);
  const window = readWindow(parameters, nowMs);
  if (typeof window === "number") return refused(window);
  return {
    outcome: "table",
    table: { report, market, ...window, values: parameters },
    version,
    format,
  };
}

function parseReport(report: Report, parsing: Parsing): ParsedQuery {
  const { parameters, version, format, nowMs } = parsing;
  const market = report.hasMarkets ? (parameters.get("market_run_id") ?? null) : null;
  if (report.name === "PRC_LMP" && market === "RTM") return { outcome: "not-found" };
  const feeds = selectFeeds(report, market, parameters.get("execution_type"));
  if (feeds.length === 0) return refused(1001);

  const filters = readFilters(report.name, parameters);
  if (filters === undefined) return refused(1001);
  const nodes = selectNodes(report, parameters);
  if (typeof nodes === "number") return refused(nodes);

  const window =
    nodes.kind === "group" ? groupWindow(report, parameters, nowMs) : readWindow(parameters, nowMs);
  if (typeof window === "number") return refused(window);
  if (nodes.kind === "every" && !isOneDay(window)) return refused(1004);
  return {
    outcome: "query",
    query: { report, feeds, market, version, format, nodes, filters, ...window },
  };
}

function refused(code: RefusalCode): ParsedQuery {
  return { outcome: "refused", code };
}

/** Without a market, or with ALL, every market of the report answers, as a public client relies on. */
function selectFeeds(report: Report, market: string | null, execution: string | undefined) {
  const feeds = report.feeds.filter(
    (feed) => market === null || market === "ALL" || feed.market === market,
  );
  if (market !== "RTM" || report.name !== "SLD_FCST") return feeds;
  return feeds.filter(
    (feed) => execution === undefined || (feed.kind === "load" && feed.execution === execution),
  );
}

function selectNodes(report: Report, parameters: Parameters): NodeSelection | RefusalCode {
  if (report.selection === "filters") return { kind: "none" };
  const group = parameters.get("grp_type");
  if (group !== undefined) {
    if (group !== "ALL" && group !== "ALL_APNODES") return 1001;
    return { kind: "group", aggregatedOnly: group === "ALL_APNODES" };
  }
  const listed = (parameters.get("node") ?? "").split(",").map((id) => id.trim());
  const ids = listed.filter((id) => id !== "");
  if (ids.length === 0) return report.selection === "nodes-or-all" ? { kind: "every" } : 1001;
  if (ids.includes("ALL")) return { kind: "group", aggregatedOnly: false };
  return ids.length > nodesMax ? 1017 : { kind: "listed", ids: [...new Set(ids)] };
}

/** Answers about every node are bounded by their window: 24 hours, or one trade day when it has 25. */
function isOneDay({ startMs, endMs }: Window): boolean {
  return endMs - startMs <= dayMs || countTradeDays(startMs, endMs) <= 1;
}

/** One call covers one trade day, or one hour: the one `opr_hr` names, or the one that holds the start. */
function groupWindow(report: Report, parameters: Parameters, nowMs: number): Window | RefusalCode {
  const start = readStart(parameters, nowMs);
  if (typeof start === "number") return start;
  const tradeDay = createTradeDay(localDay("pacific", start.startMs));
  if (report.groupSpan === "trade-day") return { startMs: tradeDay.startMs, endMs: tradeDay.endMs };
  const wanted = parameters.get("opr_hr") ?? "ALL";
  if (wanted === "ALL") {
    const startMs = floorTo(start.startMs, hourMs);
    return { startMs, endMs: startMs + hourMs };
  }
  for (let index = 0; index < tradeDay.hours; index++) {
    if (String(hourEnding(tradeDay.hours, index)) !== wanted) continue;
    const startMs = tradeDay.startMs + index * hourMs;
    return { startMs, endMs: startMs + hourMs };
  }
  return 1001;
}
