/** The series a run ingests: bundles of five price components at a node, and series of the other reports. */
import { dayMs, hourMs } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { type CatalogueLayout, datasets } from "./catalogue-layout.ts";
import { type Feed, feedOfDataset } from "./feeds.ts";
import type { PricingNode } from "./nodes.ts";
import { retentionStartMs } from "./parameters.ts";
import type { SeriesSource } from "./series-source.ts";
import type { FeedSeries } from "./series.ts";

/** A running catalogue must stay fetchable while the clock moves on, so its oldest points keep this distance. */
const retentionMarginMs = 7 * dayMs;

/** Throws when the catalogue would reach back further than OASIS keeps data. */
export function createCatalogue(
  options: WorldOptions,
  layout: CatalogueLayout,
  nodes: readonly PricingNode[],
  source: SeriesSource,
): readonly CatalogueSeries[] {
  return datasets.flatMap((dataset) => {
    const feed = feedOfDataset(dataset);
    if (feed === undefined) throw new Error(`No feed serves "${dataset}"`);
    const series = listSeries(feed, layout, nodes, source);
    if (series.length === 0) return [];
    const range = catalogueRange(feed, options);
    return series.map((one) => describeSeries(one, { ...range, points: options.pointsPerSeries }));
  });
}

function listSeries(
  feed: Feed,
  layout: CatalogueLayout,
  nodes: readonly PricingNode[],
  source: SeriesSource,
): readonly FeedSeries[] {
  const dataset = feed.dataset ?? "";
  if (feed.kind === "price") {
    const bundles = layout.bundles.filter((bundle) => bundle.dataset === dataset);
    return bundles.flatMap(({ nodeIndex }) => {
      const node = nodes[nodeIndex];
      if (node === undefined) throw new Error(`No node stands at place ${nodeIndex}`);
      return source.prices(feed, node);
    });
  }
  return layout.seriesOf(dataset).map((seriesId) => {
    const series = source.find(feed, seriesId);
    if (series === undefined) throw new Error(`No series of "${dataset}" is called "${seriesId}"`);
    return series;
  });
}

function describeSeries(
  { feed, seriesId, title, location, params }: FeedSeries,
  range: Pick<CatalogueSeries, "points" | "startMs" | "endMs">,
): CatalogueSeries {
  return {
    dataset: feed.dataset ?? "",
    seriesId,
    title,
    unit: feed.unit,
    frequency: feed.stepMs === hourMs ? "hourly" : "5-minute",
    location,
    params,
    ...range,
  };
}

/** Intervals follow each other without gaps, so a range that is published holds exactly its length in points. */
function catalogueRange(feed: Feed, { seed, anchorMs, pointsPerSeries }: WorldOptions) {
  const lastMs = Math.min(anchorMs, feed.publishedUntilMs(anchorMs, seed));
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
