/** Every real series the mock knows, the best known first: a short catalogue should hold those. */
import { accountSeries } from "./account-series.ts";
import { dailySeries } from "./daily-series.ts";
import { laborAndPriceSeries } from "./labor-and-price-series.ts";
import { monthlySeries } from "./monthly-series.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { weeklySeries } from "./weekly-series.ts";

const headline = "GDP GDPC1 CPIAUCSL PAYEMS UNRATE DGS10 DCOILWTICO ICSA WALCL".split(" ");

const all = [
  ...accountSeries,
  ...laborAndPriceSeries,
  ...dailySeries,
  ...weeklySeries,
  ...monthlySeries,
];

function rank({ id }: SeriesSpec): number {
  const place = headline.indexOf(id);
  return place === -1 ? headline.length : place;
}

export const seriesTable: readonly SeriesSpec[] = all.sort((a, b) => rank(a) - rank(b));
