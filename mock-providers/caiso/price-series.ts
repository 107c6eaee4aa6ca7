/** Nodal prices: five series per node, one per component. */
import type { PriceFeed } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import {
  type PriceComponent,
  priceComponents,
  priceScale,
  type PriceWorld,
} from "./price-world.ts";
import { type FeedSeries, plainSeries } from "./series.ts";

/** How the XML form names the components. */
export const componentItems = {
  LMP: "LMP_PRC",
  MCE: "LMP_ENE_PRC",
  MCC: "LMP_CONG_PRC",
  MCL: "LMP_LOSS_PRC",
  MGHG: "LMP_GHG_PRC",
} as const satisfies Record<PriceComponent, string>;

/** The five components of one node, in the catalogue's order. */
export function priceSeries(
  world: PriceWorld,
  feed: PriceFeed,
  node: PricingNode,
): readonly FeedSeries[] {
  return priceComponents.map((component) => onePrice(world, feed, node, component));
}

/** The series `<node>.<component>` names, or undefined when there is none. */
export function findPrice(
  world: PriceWorld,
  feed: PriceFeed,
  seriesId: string,
  nodeOf: (id: string) => PricingNode | undefined,
): FeedSeries | undefined {
  const dot = seriesId.lastIndexOf(".");
  const node = nodeOf(seriesId.slice(0, dot));
  const component = priceComponents.find((name) => name === seriesId.slice(dot + 1));
  return node && component && onePrice(world, feed, node, component);
}

function onePrice(
  world: PriceWorld,
  feed: PriceFeed,
  node: PricingNode,
  component: PriceComponent,
): FeedSeries {
  const { id, tie, groupType, position } = node;
  const dataItem = componentItems[component];
  const place = feed.places === "ties" ? `${id},${tie ?? ""}` : id;
  return {
    ...plainSeries,
    feed,
    seriesId: `${id}.${component}`,
    location: id,
    title: `${feed.market} ${component} at ${id}`,
    params: { node: id, lmp_type: component },
    component,
    dataItem,
    resourceName: id,
    afterXmlValue: feed.places === "ties" ? `<TIE>${tie ?? ""}</TIE>\n` : "",
    beforeValue: `${id},${id},${place},${feed.market},${component},${dataItem},${id},${groupType},${position},`,
    scale: priceScale,
    values: (tradeDay, nowMs) => world.prices(feed, node, tradeDay, nowMs)[component],
  };
}
