/**
 * The world one seed describes: which series exist, how far back they go, and what the catalogue lists.
 * Real series come first; a catalogue longer than they reach goes on with synthetic ones, and a history
 * shorter than the catalogue asks for is continued into the past.
 */
import { dayNumber, dayOf } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { catalogueFrequency, listCatalogue, shareOut, type CatalogueShares } from "./catalogue.ts";
import { gridLeaves } from "./grid-leaves.ts";
import { createGridWorld, type GridWorld } from "./grid-timelines.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import { listedSeries } from "./listed-surveys.ts";
import { createListedTimelines } from "./listed-timelines.ts";
import { createMarketDays, type MarketDays } from "./market-calendar.ts";
import { international, outlook, totalEnergy } from "./outlook-leaves.ts";
import { internationalSeries, reviewSeries, steoSeries } from "./outlook-series.ts";
import {
  createInternationalTimelines,
  createOutlookTimelines,
  createReviewTimelines,
} from "./outlook-timelines.ts";
import { powerOperations, retailSales } from "./power-leaves.ts";
import { createPowerTimelines, createRetailTimelines } from "./power-timelines.ts";
import { createReach, type Reach } from "./reach.ts";
import { countSurveySeries, createSurveyTimelines } from "./survey-timelines.ts";
import { createTableTimelines } from "./table.ts";
import { tableOf } from "./tables.ts";
import type { Timeline } from "./timeline.ts";

export interface EiaWorld {
  readonly catalogue: readonly CatalogueSeries[];
  /** All series of a leaf at one of its frequencies, in the order of an unsorted answer. */
  timelines(leaf: Leaf, frequency: FrequencyId): readonly Timeline[];
}

/** Throws when the catalogue would have to begin before the year 1, where period texts no longer sort. */
export function createWorld(options: WorldOptions): EiaWorld {
  const { seed, anchorMs, pointsPerSeries } = options;
  const longestDays = pointsPerSeries * 31 + 400;
  if (dayOf(anchorMs) - longestDays < dayNumber(1, 1, 1)) {
    throw new Error(
      `Cannot make ${String(pointsPerSeries)} monthly points before ${new Date(anchorMs).toISOString()}: they would begin before the year 1`,
    );
  }
  const reach = createReach(pointsPerSeries, anchorMs);
  const isFull = options.scope === "full";
  const grid = createGridWorld({ seed, reach, isFull });
  const realSeries = (leaf: Leaf) => countRealSeries(grid, leaf);
  const parts: Parts = {
    seed,
    isFull,
    reach,
    grid,
    realSeries,
    shares: shareOut(options.seriesCount, realSeries),
    // Market days make up about 250 of 365, and the futures ended in 2024.
    marketDays: createMarketDays(
      Math.min(
        dayNumber(1986, 1, 1),
        Math.min(dayOf(anchorMs), dayNumber(2024, 4, 5)) - Math.ceil(pointsPerSeries * 1.5) - 60,
      ),
    ),
  };
  const built = new Map<string, readonly Timeline[]>();
  function timelines(leaf: Leaf, frequency: FrequencyId): readonly Timeline[] {
    const key = `${leaf.route} ${frequency}`;
    const list = built.get(key) ?? build(leaf, frequency, parts);
    built.set(key, list);
    return list;
  }
  const groups = [...parts.shares].map(([leaf, share]) => {
    const frequency = catalogueFrequency(leaf);
    return { leaf, frequency, timelines: timelines(leaf, frequency).slice(0, share) };
  });
  return { catalogue: listCatalogue(reach, groups), timelines };
}

interface Parts {
  readonly seed: number;
  readonly isFull: boolean;
  readonly reach: Reach;
  readonly grid: GridWorld;
  readonly shares: CatalogueShares;
  readonly marketDays: MarketDays;
  readonly realSeries: (leaf: Leaf) => number;
}

/** In scope `full` the real series are served whether or not the catalogue lists them. */
function build(leaf: Leaf, frequency: FrequencyId, parts: Parts): readonly Timeline[] {
  const { seed, isFull, reach, grid, shares, marketDays } = parts;
  const catalogued = shares.get(leaf) ?? 0;
  const count = isFull ? Math.max(catalogued, parts.realSeries(leaf)) : catalogued;
  if (gridLeaves.includes(leaf)) return grid.timelines(leaf, frequency, { count, catalogued });
  const request = { seed, frequency, count, catalogued, reach };
  if (leaf === outlook) return createOutlookTimelines(request);
  if (leaf === totalEnergy) return createReviewTimelines(request);
  if (leaf === international) return createInternationalTimelines(request);
  if (leaf === retailSales) return isFull ? createRetailTimelines(seed, frequency) : [];
  if (leaf === powerOperations) return isFull ? createPowerTimelines(seed, frequency) : [];
  const table = tableOf(leaf);
  if (table !== undefined) {
    return isFull ? createTableTimelines(table, seed, frequency) : [];
  }
  const listed = listedSeries(leaf);
  if (listed !== undefined) {
    return isFull
      ? createListedTimelines({ seed, reach, marketDays }, { leaf, frequency }, listed)
      : [];
  }
  return createSurveyTimelines({ seed, reach, marketDays }, { leaf, frequency, count, catalogued });
}

function countRealSeries(grid: GridWorld, leaf: Leaf): number {
  if (gridLeaves.includes(leaf)) return grid.realSeries(leaf);
  if (leaf === outlook) return steoSeries.length;
  if (leaf === totalEnergy) return reviewSeries.length;
  if (leaf === international) return internationalSeries.length;
  return countSurveySeries(leaf);
}
