/** Cuts planned CAISO series into requests: node lists of 10, windows of 31 days, bounded rows. */
import { SandboxError } from "../../core/errors.ts";
import type { PlannedDataset, PlannedSeries } from "../../core/plan.ts";
import { hourMs } from "../calendar.ts";
import type { FetchUnit } from "../connector.ts";
import { chunk, mergeRanges, splitRange, type TimeRange } from "../ranges.ts";
import { oasisStamp } from "./stamps.ts";
import { type Report, reportOf } from "./reports.ts";

/** More nodes are refused with 1017. */
const nodesMax = 10;
/** 31 days in hours, not in dates: a window across a clock change must not be longer (1004). */
const windowHoursMax = 31 * 24;
/** Bounds a page's memory: 10 nodes × 5 components × 31 days of hours just fit. */
const pageRowsMax = 40_000;
/** Locations a report answers when it cannot be narrowed: 34 areas, and room for new ones. */
const wholeReportLocations = 50;

export function planCaiso({ dataset, series }: PlannedDataset): readonly FetchUnit[] {
  const report = reportOf(dataset);
  const windowMs = (locations: number): number =>
    Math.min(windowHoursMax, Math.floor(pageRowsMax / (locations * report.rowsPerHour))) * hourMs;
  const unit = (name: string, planned: readonly PlannedSeries[], window: TimeRange): FetchUnit => ({
    provider: "caiso",
    dataset,
    unit: `${name}@${oasisStamp(window.startMs)}`,
    series: planned.filter((one) => one.startMs < window.endMs && one.endMs > window.startMs),
    ...window,
  });

  if (report.selection === "whole") {
    return mergeRanges(series)
      .flatMap((range) => splitRange(range, windowMs(wholeReportLocations)))
      .map((window) => unit("all", series, window));
  }
  return nodeGroups(series, report).flatMap(({ nodes, range, planned }) =>
    splitRange(range, windowMs(nodes.length)).map((window) =>
      // The group's first node is in no other group of the same range.
      unit(`${nodes[0] ?? ""}+${nodes.length - 1}`, planned, window),
    ),
  );
}

/** The distinct nodes of a unit in the order of the plan. */
export function nodesOf(series: readonly PlannedSeries[], dataset: string): readonly string[] {
  return [...new Set(series.map((one) => nodeOf(one, dataset)))];
}

interface NodeGroup {
  readonly nodes: readonly string[];
  readonly range: TimeRange;
  readonly planned: readonly PlannedSeries[];
}

/** Nodes that want the same range share requests; a request answers all components of a node. */
function nodeGroups(series: readonly PlannedSeries[], report: Report): readonly NodeGroup[] {
  const dataset = `${report.queryname}/${report.market}`;
  const byNode = Map.groupBy(series, (one) => nodeOf(one, dataset));
  const wanted = [...byNode].flatMap(([node, planned]) =>
    mergeRanges(planned).map((range) => ({ node, range, planned })),
  );
  const byRange = Map.groupBy(wanted, ({ range }) => `${range.startMs}/${range.endMs}`);
  return [...byRange.values()].flatMap((sameRange) =>
    chunk(sameRange, nodesMax).flatMap((group) =>
      group[0] === undefined
        ? []
        : {
            nodes: group.map(({ node }) => node),
            range: group[0].range,
            planned: group.flatMap(({ planned }) => planned),
          },
    ),
  );
}

function nodeOf(planned: PlannedSeries, dataset: string): string {
  const node = planned.params["node"];
  if (node !== undefined && node !== "") return node;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan CAISO ${dataset} series "${planned.seriesId}": params hold no "node", expected e.g. "TH_NP15_GEN-APND"`,
  );
}
