/**
 * What a SingleZip request asks for, or the code it is refused with.
 * Parameter names may come in any case and order; unknown ones are tolerated.
 */
import { civilDate, dayMs, dayNumber, hourMs } from "../kit/calendar.ts";
import { localDay, localDayStartMs } from "../kit/time-zone.ts";
import { type Feed, floorTo, type Report, reports } from "./feeds.ts";
import type { RefusalCode } from "./refusals.ts";
import { countTradeDays } from "./trade-day.ts";

export interface OasisQuery {
  readonly report: Report;
  readonly feeds: readonly Feed[];
  /** `market_run_id` as sent, null when it was not: it stands in the answer's name. */
  readonly market: string | null;
  readonly version: number;
  readonly format: "csv" | "xml";
  /** Half-open range of interval starts. */
  readonly startMs: number;
  readonly endMs: number;
  readonly nodes: NodeSelection;
}

/** Load reports have no nodes: `none`. */
export type NodeSelection =
  | { readonly kind: "none" }
  | { readonly kind: "listed"; readonly ids: readonly string[] }
  | { readonly kind: "group"; readonly aggregatedOnly: boolean };

export type ParsedQuery =
  | { readonly outcome: "query"; readonly query: OasisQuery }
  | { readonly outcome: "refused"; readonly code: RefusalCode }
  /** PRC_LMP has no real-time market; the original answers an HTML page, not an error zip. */
  | { readonly outcome: "not-found" };

const nodesMax = 10;
const windowMaxMs = 744 * hourMs;
const windowMaxTradeDays = 31;
const retentionMonths = 39;

/** Start of the oldest trade day that is still kept at `nowMs`. */
export function retentionStartMs(nowMs: number): number {
  const { year, month, day } = civilDate(localDay("pacific", nowMs));
  // A day the target month lacks (31 April) carries into the next month.
  return localDayStartMs("pacific", dayNumber(year, month - retentionMonths, day));
}

export function parseQuery(text: string, nowMs: number): ParsedQuery {
  const parameters = readParameters(text);
  const name = parameters.get("queryname");
  if (name === undefined) return refused(1011);
  const report = reports.find((known) => known.name === name);
  if (report === undefined) return refused(1001);

  const version = report.versions.find((known) => String(known) === parameters.get("version"));
  if (version === undefined) return refused(1020);
  const format = formats.get(parameters.get("resultformat") ?? "5");
  if (format === undefined) return refused(1001);

  const market = parameters.get("market_run_id") ?? null;
  if (report.name === "PRC_LMP" && market === "RTM") return { outcome: "not-found" };
  const feeds = selectFeeds(report, market, parameters.get("execution_type"));
  if (feeds.length === 0) return refused(1001);

  const nodes = selectNodes(report, parameters);
  if (typeof nodes === "number") return refused(nodes);

  const window = selectWindow(report, nodes, parameters, nowMs);
  if (typeof window === "number") return refused(window);
  return {
    outcome: "query",
    query: { report, feeds, market, version, format, nodes, ...window },
  };
}

const formats: ReadonlyMap<string, "csv" | "xml"> = new Map([
  ["6", "csv"],
  ["5", "xml"],
]);

function refused(code: RefusalCode): ParsedQuery {
  return { outcome: "refused", code };
}

/** Lower-case names, the first of several equal ones, without parameters that were left empty. */
function readParameters(text: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const key = name.toLowerCase();
    if (value !== "" && !parameters.has(key)) parameters.set(key, value);
  }
  return parameters;
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

function selectNodes(
  report: Report,
  parameters: ReadonlyMap<string, string>,
): NodeSelection | RefusalCode {
  if (report.name === "SLD_FCST") return { kind: "none" };
  const group = parameters.get("grp_type");
  if (group !== undefined) {
    if (group !== "ALL" && group !== "ALL_APNODES") return 1001;
    return { kind: "group", aggregatedOnly: group === "ALL_APNODES" };
  }
  const listed = (parameters.get("node") ?? "").split(",").map((id) => id.trim());
  const ids = listed.filter((id) => id !== "");
  if (ids.length === 0) return 1001;
  if (ids.includes("ALL")) return { kind: "group", aggregatedOnly: false };
  return ids.length > nodesMax ? 1017 : { kind: "listed", ids: [...new Set(ids)] };
}

function selectWindow(
  report: Report,
  nodes: NodeSelection,
  parameters: ReadonlyMap<string, string>,
  nowMs: number,
): Pick<OasisQuery, "startMs" | "endMs"> | RefusalCode {
  const startMs = parseStamp(parameters.get("startdatetime"));
  if (startMs === undefined) return 1002;
  if (nodes.kind === "group") {
    if (startMs < retentionStartMs(nowMs)) return 1014;
    if (report.groupSpan === "hour") {
      const hourStartMs = floorTo(startMs, hourMs);
      return { startMs: hourStartMs, endMs: hourStartMs + hourMs };
    }
    const day = localDay("pacific", startMs);
    return {
      startMs: localDayStartMs("pacific", day),
      endMs: localDayStartMs("pacific", day + 1),
    };
  }
  const endMs = parseStamp(parameters.get("enddatetime"));
  if (endMs === undefined) return 1002;
  if (startMs < retentionStartMs(nowMs)) return 1014;
  const tooLong =
    endMs - startMs > windowMaxMs && countTradeDays(startMs, endMs) > windowMaxTradeDays;
  return tooLong ? 1004 : { startMs, endMs };
}

/** `YYYYMMDDTHH:MM-0000` and nothing else; undefined when no such instant exists. */
function parseStamp(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2}):(\d{2})-0000$/.exec(text ?? "");
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const days = dayNumber(year, month, day);
  const date = civilDate(days);
  if (date.month !== month || date.day !== day || hour > 23 || minute > 59) return undefined;
  return days * dayMs + hour * hourMs + minute * 60_000;
}
