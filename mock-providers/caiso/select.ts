/** Turns a query into the published series it selects. */
import type { WorldOptions } from "../kit/types.ts";
import { type LoadArea, loadAreas } from "./areas.ts";
import type { CatalogueLayout } from "./catalogue.ts";
import type { LoadFeed } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import type { NodeSelection, OasisQuery } from "./query.ts";
import type { FeedSeries, SeriesSource } from "./series.ts";
import { createSlice, type Slice } from "./slices.ts";

/** Empty when nothing the query asks for is published. Rows come by node or area name, then component. */
export type Selector = (query: OasisQuery, nowMs: number) => readonly Slice[];

export function createSelector(
  options: Pick<WorldOptions, "scope">,
  layout: CatalogueLayout,
  nodes: readonly PricingNode[],
  source: SeriesSource,
): Selector {
  const nodesByName = [...nodes].sort((left, right) => compare(left.id, right.id));
  const areasByName = [...loadAreas].sort((left, right) => compare(left.id, right.id));

  function areasOf(feed: LoadFeed): readonly LoadArea[] {
    const { dataset } = feed;
    if (options.scope === "full") return areasByName;
    if (dataset !== "SLD_FCST/DAM" && dataset !== "SLD_FCST/ACTUAL") return areasByName;
    return areasByName.filter((area) => layout.areas[dataset].includes(area));
  }

  function seriesOf(feed: OasisQuery["feeds"][number], selection: NodeSelection): FeedSeries[] {
    if (feed.kind === "load") return areasOf(feed).map((area) => source.loadSeries(feed, area));
    return nodesByName
      .filter((node) => isSelected(node, selection))
      .flatMap((node) => source.priceSeries(feed, node));
  }

  return (query, nowMs) =>
    query.feeds.flatMap((feed) => {
      const { startMs, endMs } = query;
      const slice = createSlice(feed, seriesOf(feed, query.nodes), { startMs, endMs, nowMs });
      return slice === undefined ? [] : [slice];
    });
}

function isSelected(node: PricingNode, selection: NodeSelection): boolean {
  switch (selection.kind) {
    case "none":
      return false;
    case "listed":
      return selection.ids.includes(node.id);
    case "group":
      return !selection.aggregatedOnly || node.groupType === "ALL_APNODES";
  }
}

/** By code unit, so the order does not depend on the machine's language. */
function compare(left: string, right: string): number {
  return left < right ? -1 : 1;
}
