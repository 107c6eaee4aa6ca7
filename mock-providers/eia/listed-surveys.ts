/**
 * The survey routes that only scope `full` serves: their leaves and series, read from the tables in
 * `listed-petroleum.ts` and `listed-gas.ts`. Routes, codes, names and frequencies are the provider's, the sizes of
 * the values are orders of magnitude.
 */
import { dayNumber } from "../kit/calendar.ts";
import { frequencies, type FrequencyId, type Leaf } from "./leaf.ts";
import { listedCodes } from "./listed-codes.ts";
import { gasList } from "./listed-gas.ts";
import { petroleumList } from "./listed-petroleum.ts";
import { listStockSeries, realStockSeries } from "./petroleum-series.ts";
import { pipeSeries, refinerySeries, supplySeries } from "./supply-series.ts";
import { surveyLeaf } from "./survey-leaves.ts";
import type { LevelSeries } from "./survey-series.ts";

export interface ListedSeries extends LevelSeries {
  /** Undefined while the provider goes on with the route. */
  readonly lastDay: number | undefined;
}

export interface ListedSurvey {
  readonly leaf: Leaf;
  readonly series: readonly ListedSeries[];
}

/** By kind and code. */
const names: ReadonlyMap<string, string> = new Map(
  listedCodes
    .trim()
    .split("\n")
    .map((line) => {
      const [kind = "", code = "", name = ""] = line.split("|");
      return [`${kind} ${code}`, name];
    }),
);

const offered = new Map<string, (typeof frequencies)[keyof typeof frequencies]>(
  Object.values(frequencies).map((frequency) => [frequency.id, frequency]),
);

/** A series that several routes have is one series: it says the same in all of them. */
const known = new Map<string, LevelSeries>(
  [...supplySeries, ...refinerySeries, ...pipeSeries, ...listStockSeries(realStockSeries)].map(
    (series) => [series.series, series],
  ),
);

const listed = [...read(petroleumList), ...read(gasList)];

export const listedLeaves: readonly Leaf[] = listed.map(({ leaf }) => leaf);

const seriesOf = new Map(listed.map(({ leaf, series }) => [leaf, series]));

/** Undefined for every other leaf. */
export function listedSeries(leaf: Leaf): readonly ListedSeries[] | undefined {
  return seriesOf.get(leaf);
}

function read(table: string): ListedSurvey[] {
  return table
    .trim()
    .slice(2)
    .split("\n# ")
    .map((block) => {
      const [head = "", ...rows] = block.split("\n");
      const [route = "", ids = "", byDefault = "", first = "", last] = head.split(" ");
      // Proof for the casts: a test reads every entry of the tables back from the metadata.
      const leaf = surveyLeaf(
        route,
        ids.split(",").map((id) => offered.get(id) ?? frequencies.monthly),
        byDefault as FrequencyId,
      );
      const days = { firstDay: dayOfPeriod(first), lastDay: last && dayOfPeriod(last) };
      return { leaf, series: rows.map((row) => readSeries(row, days)) };
    });
}

function readSeries(
  row: string,
  { firstDay, lastDay }: { firstDay: number; lastDay: number | "" | undefined },
): ListedSeries {
  const [
    series = "",
    description = "",
    duoarea = "",
    product = "",
    process = "",
    units = "",
    size,
  ] = row.split("|");
  const ended = lastDay === "" ? undefined : lastDay;
  const same = known.get(series);
  if (same !== undefined) return { ...same, firstDay, lastDay: ended };
  const isPrice = units.startsWith("$");
  const made = {
    series,
    description,
    duoarea,
    areaName: names.get(`area ${duoarea}`) ?? "NA",
    product,
    productName: names.get(`product ${product}`) ?? product,
    process,
    processName: names.get(`process ${process}`) ?? process,
    units,
    firstDay,
    lastDay: ended,
    level: Number(size),
    season: isPrice ? 0.03 : 0.08,
    peak: product === "EPG0" ? 0.05 : 0.55,
    swing: isPrice ? 0.12 : 0.07,
    step: isPrice ? 0.006 : 0.02,
    decimals: units === "$/GAL" ? 3 : isPrice ? 2 : units === "%" ? 1 : 0,
    ...(units === "%" ? { most: 100 } : {}),
  };
  known.set(series, made);
  return made;
}

/** The first day of a year or month, or the day itself. */
function dayOfPeriod(period: string): number {
  const [year = 0, month = 1, day = 1] = period.split("-").map(Number);
  return dayNumber(year, month, day);
}
