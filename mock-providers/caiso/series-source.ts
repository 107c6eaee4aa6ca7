/** All series there are, by feed. */
import type { WorldOptions } from "../kit/types.ts";
import { type LoadArea, loadAreas } from "./areas.ts";
import type { CatalogueLayout } from "./catalogue-layout.ts";
import type { Corrections } from "./corrections.ts";
import type { Feed, LoadFeed, PriceFeed } from "./feeds.ts";
import { absenceOf, loadAreaOf, loadSeries } from "./load-series.ts";
import { createLoadWorld } from "./load-world.ts";
import { type PricingNode, schedulingPoints } from "./nodes.ts";
import { ancillarySeries, costSeries, renewableSeries, scheduleSeries } from "./other-series.ts";
import { findPrice, priceSeries } from "./price-series.ts";
import { createPriceWorld } from "./price-world.ts";
import { createRenewableWorld } from "./renewable-world.ts";
import { createScheduleWorld } from "./schedule-world.ts";
import type { FeedSeries } from "./series.ts";

export interface SeriesSource {
  /** The nodes a price report answers about, by name. */
  places(feed: PriceFeed): readonly PricingNode[];
  /** The node of that name among them. */
  place(feed: PriceFeed, id: string): PricingNode | undefined;
  /** The five components of one node, in the catalogue's order. */
  prices(feed: PriceFeed, node: PricingNode): readonly FeedSeries[];
  /** Every series of a feed without nodes, in the order answers list them. */
  all(feed: Exclude<Feed, PriceFeed>): readonly FeedSeries[];
  /** The series a dataset's `series_id` names, or undefined when there is none. */
  find(feed: Feed, seriesId: string): FeedSeries | undefined;
}

export function createSeriesSource(
  options: WorldOptions,
  layout: CatalogueLayout,
  nodes: readonly PricingNode[],
  corrections: Corrections,
): SeriesSource {
  const { seed } = options;
  const priceWorld = createPriceWorld(seed, corrections);
  const loadWorld = createLoadWorld(seed);
  const renewableWorld = createRenewableWorld(seed);
  const scheduleWorld = createScheduleWorld(seed, loadWorld);
  const nodesByName = byName(nodes);
  const pointsByName = byName(schedulingPoints);
  const areasByName = byName(loadAreas);
  const nodesById = new Map(nodes.map((node) => [node.id, node]));
  const pointsById = new Map(schedulingPoints.map((node) => [node.id, node]));

  function place(feed: PriceFeed, id: string): PricingNode | undefined {
    return (feed.places === "ties" ? pointsById : nodesById).get(id);
  }

  function load(feed: LoadFeed, area: LoadArea): FeedSeries {
    // Only what a run does not plan may be missing: catalogued series have every point.
    const isCatalogued = layout.seriesOf(feed.dataset ?? "").includes(area.id);
    const mayBeAbsent = options.scope === "full" && !isCatalogued;
    return loadSeries(loadWorld, feed, area, mayBeAbsent ? absenceOf(seed, feed, area) : undefined);
  }

  function all(feed: Exclude<Feed, PriceFeed>): readonly FeedSeries[] {
    switch (feed.kind) {
      case "load":
        return areasByName.map((area) => load(feed, area));
      case "renewable":
        return renewableSeries(renewableWorld, feed);
      case "ancillary":
        return ancillarySeries(seed, feed);
      case "schedule":
        return scheduleSeries(scheduleWorld, feed);
      case "fuel":
      case "allowance":
        return costSeries(seed, feed);
    }
  }

  return {
    places: (feed) => (feed.places === "ties" ? pointsByName : nodesByName),
    place,
    prices: (feed, node) => priceSeries(priceWorld, feed, node),
    all,
    find(feed, seriesId) {
      if (feed.kind === "price") {
        return findPrice(priceWorld, feed, seriesId, (id) => place(feed, id));
      }
      if (feed.kind === "load") {
        const area = loadAreaOf(seriesId);
        return area && load(feed, area);
      }
      return all(feed).find((series) => series.seriesId === seriesId);
    },
  };
}

/** By code unit, so the order does not depend on the machine's language. */
export function byName<Named extends { readonly id: string }>(
  named: readonly Named[],
): readonly Named[] {
  return [...named].sort((left, right) => (left.id < right.id ? -1 : 1));
}
