/** The series a run ingests: bundles of five price components at a node, and load areas. */
import { dayMs, hourMs } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { type LoadArea, loadAreas } from "./areas.ts";
import { type Feed, feedOfDataset, type LoadFeed, type PriceFeed, unitOf } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import { priceComponents } from "./price-world.ts";
import { retentionStartMs } from "./query.ts";
import type { FeedSeries, SeriesSource } from "./series.ts";

/** Which nodes and areas a catalogue of a given size lists, before any value is known. */
export interface CatalogueLayout {
  readonly bundles: readonly { readonly dataset: PriceDataset; readonly nodeIndex: number }[];
  readonly areas: Readonly<Record<LoadDataset, readonly LoadArea[]>>;
}

type PriceDataset = "PRC_LMP/DAM" | "PRC_INTVL_LMP/RTM";
type LoadDataset = "SLD_FCST/DAM" | "SLD_FCST/ACTUAL";

/** A running catalogue must stay fetchable while the clock moves on, so its oldest points keep this distance. */
const retentionMarginMs = 7 * dayMs;

/** About 60 % of the series are prices; load areas take the rest, as far as there are enough of them. */
export function layOutCatalogue(seriesCount: number): CatalogueLayout {
  const componentCount = priceComponents.length;
  const wanted = Math.floor((0.6 * seriesCount) / componentCount);
  const needed = Math.ceil((seriesCount - 2 * loadAreas.length) / componentCount);
  const bundleCount = Math.max(0, wanted, needed);
  const areaCount = seriesCount - bundleCount * componentCount;
  const actualCount = Math.max(Math.floor(0.3 * areaCount), areaCount - loadAreas.length);
  return {
    bundles: Array.from({ length: bundleCount }, (_, index) => ({
      dataset: index % 2 === 0 ? ("PRC_LMP/DAM" as const) : ("PRC_INTVL_LMP/RTM" as const),
      nodeIndex: Math.floor(index / 2),
    })),
    areas: {
      "SLD_FCST/DAM": loadAreas.slice(0, areaCount - actualCount),
      "SLD_FCST/ACTUAL": loadAreas.slice(0, actualCount),
    },
  };
}

/** Throws when the catalogue would reach back further than OASIS keeps data. */
export function createCatalogue(
  options: WorldOptions,
  layout: CatalogueLayout,
  nodes: readonly PricingNode[],
  source: SeriesSource,
): readonly CatalogueSeries[] {
  const prices = layout.bundles.flatMap(({ dataset, nodeIndex }) => {
    const feed = priceFeed(dataset);
    const node = nodes[nodeIndex];
    if (node === undefined) throw new Error(`No node stands at place ${nodeIndex}`);
    return source.priceSeries(feed, node);
  });
  const loads = (["SLD_FCST/DAM", "SLD_FCST/ACTUAL"] as const).flatMap((dataset) => {
    const feed = loadFeed(dataset);
    return layout.areas[dataset].map((area) => source.loadSeries(feed, area));
  });
  return [...prices, ...loads]
    .map((series) => ({ series, dataset: series.feed.dataset ?? "" }))
    .sort((left, right) => datasetOrder.indexOf(left.dataset) - datasetOrder.indexOf(right.dataset))
    .map(({ series }) => describeSeries(series, options));
}

const datasetOrder = ["PRC_LMP/DAM", "PRC_INTVL_LMP/RTM", "SLD_FCST/DAM", "SLD_FCST/ACTUAL"];

function describeSeries(series: FeedSeries, options: WorldOptions): CatalogueSeries {
  const { feed, seriesId, location, component } = series;
  const { startMs, endMs } = catalogueRange(feed, options);
  return {
    dataset: feed.dataset ?? "",
    seriesId,
    title:
      component === null
        ? `${labelOf(feed)}, ${location}`
        : `${feed.market} ${component} at ${location}`,
    unit: unitOf(feed),
    frequency: feed.stepMs === hourMs ? "hourly" : "5-minute",
    location,
    params: component === null ? { tac_area: location } : { node: location, lmp_type: component },
    points: options.pointsPerSeries,
    startMs,
    endMs,
  };
}

/** Intervals follow each other without gaps, so a range that is published holds exactly its length in points. */
function catalogueRange(feed: Feed, { anchorMs, pointsPerSeries }: WorldOptions) {
  const lastMs = Math.min(anchorMs, feed.publishedUntilMs(anchorMs));
  const endMs = Math.floor(lastMs / feed.stepMs) * feed.stepMs;
  const startMs = endMs - pointsPerSeries * feed.stepMs;
  const oldestMs = retentionStartMs(anchorMs) + retentionMarginMs;
  if (startMs < oldestMs) {
    const pointsMax = Math.floor((endMs - oldestMs) / feed.stepMs);
    throw new Error(
      `Cannot build a CAISO catalogue of ${pointsPerSeries} points per series: OASIS keeps 39 months, ` +
        `expected at most ${pointsMax} points for ${feed.dataset ?? feed.report}`,
    );
  }
  return { startMs, endMs };
}

function labelOf(feed: Feed): string {
  return feed.kind === "load" ? feed.label : feed.report;
}

function priceFeed(dataset: PriceDataset): PriceFeed {
  const feed = feedOfDataset(dataset);
  if (feed?.kind !== "price") throw new Error(`No price feed serves "${dataset}"`);
  return feed;
}

function loadFeed(dataset: LoadDataset): LoadFeed {
  const feed = feedOfDataset(dataset);
  if (feed?.kind !== "load") throw new Error(`No load feed serves "${dataset}"`);
  return feed;
}
