/**
 * The catalogue: 50 series by default, drawn as the domain sheet, section 7, lists them. A longer one keeps the
 * proportions until a route has no more series; region data, stocks and spot prices go on with synthetic ones,
 * region data with all that is left over.
 */
import type { CatalogueSeries } from "../kit/types.ts";
import { fuelTypeData, interchangeData, regionData, subregionData } from "./grid-leaves.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import { outlook, totalEnergy } from "./outlook-leaves.ts";
import type { Reach } from "./reach.ts";
import { gasPrices, gasStorage, spotPrices, weeklyStocks } from "./survey-leaves.ts";
import { columnText, type Timeline } from "./timeline.ts";

/** How many series of each leaf are catalogued, in catalogue order. */
export type CatalogueShares = ReadonlyMap<Leaf, number>;

/** Of 50; region data takes the rest, 11. */
const sharesOf50: readonly (readonly [Leaf, number])[] = [
  [fuelTypeData, 6],
  [subregionData, 4],
  [interchangeData, 3],
  [weeklyStocks, 6],
  [spotPrices, 4],
  [gasStorage, 4],
  [gasPrices, 4],
  [outlook, 4],
  [totalEnergy, 4],
];

const endless: ReadonlySet<Leaf> = new Set([weeklyStocks, spotPrices]);

export function shareOut(seriesCount: number, realSeries: (leaf: Leaf) => number): CatalogueShares {
  const shares = sharesOf50.map(([leaf, of50]): [Leaf, number] => {
    const share = Math.floor((seriesCount * of50) / 50);
    return [leaf, endless.has(leaf) ? share : Math.min(share, realSeries(leaf))];
  });
  const others = shares.reduce((sum, [, share]) => sum + share, 0);
  return new Map([[regionData, seriesCount - others], ...shares]);
}

/** At which frequency the series of a leaf are catalogued. */
export function catalogueFrequency(leaf: Leaf): FrequencyId {
  return leaf === spotPrices || leaf === gasPrices ? "daily" : leaf.defaultFrequency;
}

export interface CatalogueGroup {
  readonly leaf: Leaf;
  readonly frequency: FrequencyId;
  readonly timelines: readonly Timeline[];
}

/** Every series has exactly `points` observations in its range, all published at the anchor. */
export function listCatalogue(reach: Reach, groups: readonly CatalogueGroup[]): CatalogueSeries[] {
  return groups.flatMap(({ leaf, frequency, timelines }) => {
    const ends = timelines.map((timeline) => timeline.publishedBefore(reach.anchorMs));
    // Hours come out at different times, but one request shall be able to ask for all of them.
    const common = frequency === "hourly" ? Math.min(...ends) : undefined;
    return timelines.map((timeline, position) =>
      describe(timeline, {
        leaf,
        frequency,
        points: reach.points,
        end: common ?? ends[position] ?? 0,
      }),
    );
  });
}

function describe(
  timeline: Timeline,
  place: { leaf: Leaf; frequency: FrequencyId; points: number; end: number },
): CatalogueSeries {
  const { leaf, frequency, points, end } = place;
  const { columns, axis, measures, location } = timeline;
  const [measure] = measures;
  // Proof: catalogued leaves have one measured column.
  if (measure === undefined) throw new Error(`No measured column in ${leaf.route}`);
  const facets = leaf.facets.map(({ id }) => id);
  // A series of the surveys has a code of its own beside its dimensions.
  const named = facets.includes("series") ? ["series"] : facets;
  return {
    dataset: leaf.route,
    seriesId: measure.seriesId,
    title: titleOf(
      columns,
      named.map((id) => columnText(timeline, id)),
    ),
    unit: measure.unit,
    frequency,
    location,
    params: {
      ...Object.fromEntries(named.map((id) => [id, columnText(timeline, id)])),
      frequency,
    },
    points,
    startMs: axis.startMs(end - points),
    endMs: points === 0 ? axis.startMs(end) : axis.endMs(end - 1),
  };
}

/** The provider's own description, or the names of a grid series. */
function titleOf(columns: Timeline["columns"], codes: readonly string[]): string {
  const own = columns["series-description"] ?? columns["seriesDescription"];
  if (own !== undefined) return own ?? "";
  const names = Object.entries(columns)
    .filter(([column]) => column.endsWith("-name"))
    .map(([, name]) => name ?? "");
  return columns["toba"] === undefined
    ? names.join(": ")
    : `Interchange from ${codes.join(" to ")}: ${names.join(" to ")}`;
}
