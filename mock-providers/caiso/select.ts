/** Turns a query into the published series it selects. */
import type { WorldOptions } from "../kit/types.ts";
import type { CatalogueLayout } from "./catalogue-layout.ts";
import type { Feed, PriceFeed } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import type { NodeSelection, OasisQuery } from "./query.ts";
import { byName, type SeriesSource } from "./series-source.ts";
import type { FeedSeries } from "./series.ts";
import { createSlice, type Slice } from "./slices.ts";

/** Empty when nothing the query asks for is published. Rows come by node or area name, then component. */
export type Selector = (query: OasisQuery, nowMs: number) => readonly Slice[];

export function createSelector(
  options: Pick<WorldOptions, "scope" | "seed">,
  layout: CatalogueLayout,
  source: SeriesSource,
): Selector {
  /** In catalogue scope, answers of the data model carry what is catalogued and nothing else. */
  function isServed({ feed, seriesId }: FeedSeries): boolean {
    if (options.scope === "full" || feed.dataset === null) return true;
    return layout.seriesOf(feed.dataset).includes(seriesId);
  }

  function selectPlaces(feed: PriceFeed, selection: NodeSelection): readonly PricingNode[] {
    switch (selection.kind) {
      case "none":
        return [];
      case "every":
        return source.places(feed);
      case "listed":
        // Looked up, not searched for: there are hundreds of nodes, and most requests name a few.
        return byName(
          selection.ids.map((id) => source.place(feed, id)).filter((node) => node !== undefined),
        );
      case "group":
        return source
          .places(feed)
          .filter((node) => !selection.aggregatedOnly || node.groupType === "ALL_APNODES");
    }
  }

  function seriesOf(feed: Feed, query: OasisQuery): readonly FeedSeries[] {
    if (feed.kind === "price") {
      return selectPlaces(feed, query.nodes).flatMap((node) => source.prices(feed, node));
    }
    return source.all(feed).filter((series) => isServed(series) && passes(series, query.filters));
  }

  return (query, nowMs) =>
    query.feeds.flatMap((feed) => {
      const { startMs, endMs } = query;
      const { seed } = options;
      const slice = createSlice(feed, seriesOf(feed, query), { startMs, endMs, nowMs, seed });
      return slice === undefined ? [] : [slice];
    });
}

function passes({ tags }: FeedSeries, filters: OasisQuery["filters"]): boolean {
  return Object.entries(tags).every(([name, value]) => filters.get(name)?.includes(value) ?? true);
}
