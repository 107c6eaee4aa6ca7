/** The series a feed can answer with: how a row of each reads, and its values day by day. */
import { type LoadArea, loadAreas } from "./areas.ts";
import type { Feed, LoadFeed, PriceFeed } from "./feeds.ts";
import { createLoadWorld, loadScale } from "./load-world.ts";
import type { PricingNode } from "./nodes.ts";
import {
  createPriceWorld,
  type PriceComponent,
  priceComponents,
  priceScale,
} from "./price-world.ts";
import type { TradeDay } from "./trade-day.ts";

export interface FeedSeries {
  readonly feed: Feed;
  /** As in docs/data-model.md; unique inside a feed. */
  readonly seriesId: string;
  /** Node or area: RESOURCE_NAME of the XML form. */
  readonly location: string;
  readonly component: PriceComponent | null;
  readonly dataItem: string;
  /**
   * The columns of a CSV row that do not change along the series. A row is stamps, `afterStamps`, trade day
   * and hour, `beforeValue`, the value, `afterValue`, then what the report ends with.
   */
  readonly afterStamps: string;
  readonly beforeValue: string;
  readonly afterValue: string;
  /** Values are whole multiples of `1 / scale`. */
  readonly scale: number;
  /** One entry per interval of the whole trade day. */
  values(tradeDay: TradeDay): Int32Array;
}

export interface SeriesSource {
  /** The five components of one node, in the catalogue's order. */
  priceSeries(feed: PriceFeed, node: PricingNode): readonly FeedSeries[];
  loadSeries(feed: LoadFeed, area: LoadArea): FeedSeries;
  /** The series a dataset's `series_id` names, or undefined when there is none. */
  find(feed: Feed, seriesId: string): FeedSeries | undefined;
}

const componentItems = {
  LMP: "LMP_PRC",
  MCE: "LMP_ENE_PRC",
  MCC: "LMP_CONG_PRC",
  MCL: "LMP_LOSS_PRC",
  MGHG: "LMP_GHG_PRC",
} as const satisfies Record<PriceComponent, string>;

export function createSeriesSource(seed: number, nodes: readonly PricingNode[]): SeriesSource {
  const priceWorld = createPriceWorld(seed);
  const loadWorld = createLoadWorld(seed);
  const nodesById = new Map(nodes.map((node) => [node.id, node]));
  const areasById = new Map(loadAreas.map((area) => [area.id, area]));

  function priceSeriesOf(feed: PriceFeed, node: PricingNode, component: PriceComponent) {
    const { id, groupType, position } = node;
    const dataItem = componentItems[component];
    return {
      feed,
      seriesId: `${id}.${component}`,
      location: id,
      component,
      dataItem,
      afterStamps: "",
      beforeValue: `${id},${id},${id},${feed.market},${component},${dataItem},${id},${groupType},${position},`,
      afterValue: "",
      scale: priceScale,
      values: (tradeDay: TradeDay) => priceWorld.prices(feed, node, tradeDay)[component],
    };
  }

  function loadSeries(feed: LoadFeed, area: LoadArea): FeedSeries {
    const { market, label, dataItem, execution } = feed;
    const position = feed.position + area.position;
    // Recorded: 0 everywhere but in the day-ahead rows of areas outside the operator's own.
    const loadType = execution === "DAM" && area.position === 0.8 ? 1 : 0;
    return {
      feed,
      seriesId: area.id,
      location: area.id,
      component: null,
      dataItem,
      afterStamps: `${loadType},`,
      beforeValue: `${market},${area.id},${label},${dataItem},${position},`,
      afterValue: `,${execution}`,
      scale: loadScale,
      values: (tradeDay) => loadWorld.loads(feed, area, tradeDay),
    };
  }

  return {
    priceSeries: (feed, node) =>
      priceComponents.map((component) => priceSeriesOf(feed, node, component)),
    loadSeries,
    find(feed, seriesId) {
      if (feed.kind === "load") {
        const area = areasById.get(seriesId);
        return area && loadSeries(feed, area);
      }
      const dot = seriesId.lastIndexOf(".");
      const node = nodesById.get(seriesId.slice(0, dot));
      const component = priceComponents.find((name) => name === seriesId.slice(dot + 1));
      return node && component && priceSeriesOf(feed, node, component);
    },
  };
}
