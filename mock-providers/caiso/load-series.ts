/** Load and its forecasts by area. */
import { seedOf, uniform } from "../kit/random.ts";
import { type LoadArea, loadAreas } from "./areas.ts";
import type { LoadFeed } from "./feeds.ts";
import { loadScale, type LoadWorld } from "./load-world.ts";
import { type FeedSeries, plainSeries } from "./series.ts";

const areasById = new Map(loadAreas.map((area) => [area.id, area]));

export function loadSeries(
  world: LoadWorld,
  feed: LoadFeed,
  area: LoadArea,
  isAbsent?: (day: number) => boolean,
): FeedSeries {
  const { market, label, dataItem, execution } = feed;
  const position = feed.position + area.position;
  // Recorded: 0 everywhere but in the day-ahead rows of areas outside the operator's own.
  const loadType = execution === "DAM" && area.position === 0.8 ? 1 : 0;
  return {
    ...plainSeries,
    feed,
    seriesId: area.id,
    location: area.id,
    title: `${label}, ${area.id}`,
    params: { tac_area: area.id },
    dataItem,
    resourceName: area.id,
    afterStamps: `${loadType},`,
    beforeValue: `${market},${area.id},${label},${dataItem},${position},`,
    afterValue: `,${execution}`,
    scale: loadScale,
    ...(isAbsent && { isAbsent }),
    values: (tradeDay) => world.loads(feed, area, tradeDay),
  };
}

export function loadAreaOf(seriesId: string): LoadArea | undefined {
  return areasById.get(seriesId);
}

/** A recorded week lacks half the days of one balancing area: whole spans of days are missing at a time. */
const absentDays = 4;
const absentShare = 0.01;

/**
 * On which days a forecast of an area was never published; undefined for areas that always are: the
 * operator's own, which must add up, and everything but day-wise forecasts.
 */
export function absenceOf(
  seed: number,
  feed: LoadFeed,
  area: LoadArea,
): ((day: number) => boolean) | undefined {
  const isForecast = ["DAM", "2DA", "7DA"].includes(feed.execution);
  if (!isForecast || area.climate === "total" || area.climate === "tac") return undefined;
  const own = seedOf(seed, `absent ${feed.execution} ${area.id}`);
  return (day) => uniform(own, Math.floor(day / absentDays)) < absentShare;
}
