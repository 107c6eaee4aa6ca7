/** Personal income per head of each state, yearly: the series behind GeoFRED's regional data. */
import { stateTable } from "./metadata/state-table.ts";
import { path } from "./series-families.ts";
import type { SeriesSpec } from "./series-spec.ts";

/** The whole country, dollars. */
const nation = path(
  "1929:700 1933:375 1945:1240 1960:2280 1970:4200 1980:10100 1990:19600 2000:30600 2008:41000 2009:39300 2019:55500 2020:58900 2023:68500 2026:77500",
);
const nation2023 = 68_500;

/** States that are younger than the series. */
const firstDates: Readonly<Record<string, string>> = { AK: "1950-01-01", HI: "1950-01-01" };

export function stateSeriesId(postal: string): string {
  return `${postal}PCPI`;
}

export const stateSeries: readonly SeriesSpec[] = stateTable.map(([postal, , name, income]) => ({
  id: stateSeriesId(postal),
  title: `Per Capita Personal Income in ${name}`,
  units: "Dollars",
  unitsShort: "$",
  adjustment: "NSA",
  cadence: { kind: "year" },
  // The first estimate comes in the spring, and each one states the two years before it again.
  release: { kind: "weekday", months: 3, weekday: 5, nth: 4, minutes: 8 * 60 + 30 },
  revisions: { stages: 2, deviation: 0.004 },
  decimals: 0,
  popularity: 10,
  firstDate: firstDates[postal] ?? "1929-01-01",
  archiveStart: "2005-03-28",
  levels: nation.map(([year, level]) => [year, (level * income) / nation2023]),
  swing: 0.02,
  noise: 0.004,
  releaseId: 110,
  categoryIds: [27281],
  tags: ["income", "personal income", "per capita", "personal", postal.toLowerCase()],
  about: "All income of the residents, divided by their number at midyear.",
}));
