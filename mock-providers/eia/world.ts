/**
 * The world one seed describes: which series exist, how far back they go, and what the catalogue lists.
 * Real series come first; a catalogue longer than they reach goes on with synthetic ones, and a history
 * shorter than the catalogue asks for is continued into the past.
 */
import { dayNumber, dayOf } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { listCatalogue, shareOut, type CatalogueShares } from "./catalogue.ts";
import { regionData, spotPrices, weeklyStocks, type FrequencyId, type Leaf } from "./leaves.ts";
import { createMarketDays, type MarketDays } from "./market-calendar.ts";
import { realSpotSeries, realStockSeries } from "./petroleum-series.ts";
import {
  createSpotTimelines,
  createStockTimelines,
  priceDaysBefore,
  weeksBefore,
} from "./petroleum-timelines.ts";
import { actualHoursBefore } from "./publication.ts";
import { createRegionTimelines, typesPerRespondent } from "./region-timelines.ts";
import { lagMsMax, realRespondents } from "./respondents.ts";
import type { Timeline } from "./timeline.ts";

export interface EiaWorld {
  readonly catalogue: readonly CatalogueSeries[];
  /** All series of a leaf at one of its frequencies, in the order of an unsorted answer. */
  timelines(leaf: Leaf, frequency: FrequencyId): readonly Timeline[];
}

/** Throws when the catalogue would have to begin before the year 1, where period texts no longer sort. */
export function createWorld(options: WorldOptions): EiaWorld {
  const { anchorMs, pointsPerSeries } = options;
  const longestDays = pointsPerSeries * 7 + 400;
  if (dayOf(anchorMs) - longestDays < dayNumber(1, 1, 1)) {
    throw new Error(
      `Cannot make ${String(pointsPerSeries)} weekly points before ${new Date(anchorMs).toISOString()}: they would begin before the year 1`,
    );
  }
  const shares = shareOut(options.seriesCount);
  // Market days make up about 250 of 365.
  const marketDays = createMarketDays(
    Math.min(dayNumber(1986, 1, 1), dayOf(anchorMs) - Math.ceil(pointsPerSeries * 1.5) - 60),
  );
  const ends = {
    region: actualHoursBefore(anchorMs, lagMsMax),
    stock: weeksBefore(anchorMs),
    spot: priceDaysBefore(marketDays, anchorMs),
  };
  const built = new Map<string, readonly Timeline[]>();
  function timelines(leaf: Leaf, frequency: FrequencyId): readonly Timeline[] {
    const key = `${leaf.route} ${frequency}`;
    const list = built.get(key) ?? build(leaf, frequency, { options, shares, marketDays, ends });
    built.set(key, list);
    return list;
  }
  const catalogue = listCatalogue(pointsPerSeries, [
    { timelines: timelines(regionData, "hourly").slice(0, shares.region), end: ends.region },
    { timelines: timelines(weeklyStocks, "weekly").slice(0, shares.stock), end: ends.stock },
    { timelines: timelines(spotPrices, "daily").slice(0, shares.spot), end: ends.spot },
  ]);
  return { catalogue, timelines };
}

interface Parts {
  readonly options: WorldOptions;
  readonly shares: CatalogueShares;
  readonly marketDays: MarketDays;
  /** Index after the last catalogued observation, per leaf. */
  readonly ends: CatalogueShares;
}

function build(leaf: Leaf, frequency: FrequencyId, parts: Parts): readonly Timeline[] {
  const { options, shares, marketDays, ends } = parts;
  const { seed, pointsPerSeries } = options;
  // In scope `full` the real series are served whether or not the catalogue lists them.
  const isFull = options.scope === "full";
  if (leaf === weeklyStocks) {
    const count = Math.max(shares.stock, isFull ? realStockSeries : 0);
    return createStockTimelines({ seed, count, firstIndexMax: ends.stock - pointsPerSeries });
  }
  if (leaf === spotPrices && frequency !== "hourly" && frequency !== "local-hourly") {
    const count = Math.max(shares.spot, isFull ? realSpotSeries : 0);
    const firstIndexMax = ends.spot - pointsPerSeries;
    return createSpotTimelines({ seed, count, firstIndexMax, marketDays, frequency });
  }
  const count = Math.max(shares.region, isFull ? realRespondents * typesPerRespondent : 0);
  return createRegionTimelines({
    seed,
    count: isFull ? Math.ceil(count / typesPerRespondent) * typesPerRespondent : count,
    frequency: frequency === "local-hourly" ? frequency : "hourly",
    firstHourMax: ends.region - pointsPerSeries,
  });
}
