/**
 * The catalogue: 18 of 100 series each for weekly stocks and daily prices, the rest hourly region data.
 * With 50 series that is 8 respondents × 4 types, 9 stocks and 9 prices.
 */
import type { CatalogueSeries } from "../kit/types.ts";
import type { Timeline } from "./timeline.ts";

export interface CatalogueShares {
  readonly region: number;
  readonly stock: number;
  readonly spot: number;
}

export function shareOut(seriesCount: number): CatalogueShares {
  const petroleum = Math.floor(seriesCount * 0.18);
  return { region: seriesCount - 2 * petroleum, stock: petroleum, spot: petroleum };
}

export interface CatalogueGroup {
  readonly timelines: readonly Timeline[];
  /** Index after the last catalogued observation: one for all, so that one request can ask for all. */
  readonly end: number;
}

/** Every series has exactly `points` observations in its range, all published at the anchor. */
export function listCatalogue(
  points: number,
  groups: readonly CatalogueGroup[],
): CatalogueSeries[] {
  return groups.flatMap(({ timelines, end }) =>
    timelines.map((timeline) => describe(timeline, points, end)),
  );
}

function describe(timeline: Timeline, points: number, end: number): CatalogueSeries {
  const { dataset, seriesId, columns, unit, location, axis } = timeline;
  const frequency = seriesId.slice(seriesId.lastIndexOf(".") + 1);
  // Region data is known by respondent and type, petroleum by its series.
  const { respondent, type, series } = columns;
  const title =
    columns["series-description"] ??
    `${columns["respondent-name"] ?? ""}: ${columns["type-name"] ?? ""}`;
  return {
    dataset,
    seriesId,
    title,
    unit,
    frequency,
    location,
    params:
      respondent !== undefined && type !== undefined
        ? { respondent, type, frequency }
        : { series: series ?? "", frequency },
    points,
    startMs: axis.startMs(end - points),
    endMs: points === 0 ? axis.startMs(end) : axis.endMs(end - 1),
  };
}
