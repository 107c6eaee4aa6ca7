/** Every real series the mock knows, the best known first: a short catalogue should hold those. */
import { accountSeries } from "./account-series.ts";
import { dailySeries } from "./daily-series.ts";
import { laborAndPriceSeries } from "./labor-and-price-series.ts";
import { seriesLabels } from "./metadata/series-labels.ts";
import { monthlySeries } from "./monthly-series.ts";
import type { SeriesFigures, SeriesSpec } from "./series-spec.ts";
import { stateSeries } from "./state-series.ts";
import { weeklySeries } from "./weekly-series.ts";

const headline = "GDP GDPC1 CPIAUCSL PAYEMS UNRATE DGS10 DCOILWTICO ICSA WALCL".split(" ");

const national = [
  ...accountSeries,
  ...laborAndPriceSeries,
  ...dailySeries,
  ...weeklySeries,
  ...monthlySeries,
];

function rank({ id }: SeriesFigures): number {
  const place = headline.indexOf(id);
  return place === -1 ? headline.length : place;
}

function label(figures: SeriesFigures): SeriesSpec {
  const labels = seriesLabels[figures.id];
  if (labels === undefined) throw new Error(`The series "${figures.id}" has no labels`);
  return { ...figures, ...labels };
}

export const seriesTable: readonly SeriesSpec[] = [
  ...national.map(label).sort((a, b) => rank(a) - rank(b)),
  ...stateSeries,
];

const byId = new Map(seriesTable.map((spec) => [spec.id, spec]));

export function findTableSeries(id: string): SeriesSpec | undefined {
  return byId.get(id);
}
