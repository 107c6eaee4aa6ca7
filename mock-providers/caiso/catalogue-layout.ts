/** Which series a catalogue of a given size lists, before any value is known. */
import { ancillaryRegions, ancillaryTypes } from "./ancillary-world.ts";
import { loadAreas } from "./areas.ts";
import { priceComponents } from "./price-world.ts";

export type PriceDataset = "PRC_LMP/DAM" | "PRC_INTVL_LMP/RTM";

export interface CatalogueLayout {
  /** Five price components at a node each. */
  readonly bundles: readonly { readonly dataset: PriceDataset; readonly nodeIndex: number }[];
  /** Ids of a dataset's catalogued series but for prices, in catalogue order; empty for any other name. */
  seriesOf(dataset: string): readonly string[];
}

/** In catalogue order. */
export const datasets = [
  "PRC_LMP/DAM",
  "PRC_INTVL_LMP/RTM",
  "PRC_AS/DAM",
  "SLD_FCST/7DA",
  "SLD_FCST/2DA",
  "SLD_FCST/DAM",
  "SLD_FCST/ACTUAL",
  "SLD_REN_FCST/DAM",
  "SLD_REN_FCST/ACTUAL",
] as const;

const areaIds = loadAreas.map((area) => area.id);
const renewableIds = [
  "SP15.Solar",
  "NP15.Solar",
  "ZP26.Solar",
  "SP15.Wind",
  "NP15.Wind",
  "ZP26.Wind",
];
const ancillaryIds = ancillaryRegions.flatMap((region) =>
  ancillaryTypes.map((type) => `${region}.${type}`),
);

type OtherDataset = Exclude<(typeof datasets)[number], PriceDataset>;

const candidates: Readonly<Record<OtherDataset, readonly string[]>> = {
  "PRC_AS/DAM": ancillaryIds,
  "SLD_FCST/7DA": areaIds,
  "SLD_FCST/2DA": areaIds,
  "SLD_FCST/DAM": areaIds,
  "SLD_FCST/ACTUAL": areaIds,
  "SLD_REN_FCST/DAM": renewableIds,
  "SLD_REN_FCST/ACTUAL": renewableIds,
};

/** Series are dealt to datasets in this order, round by round, as long as a dataset has any left. */
const round: readonly OtherDataset[] = [
  "SLD_FCST/DAM",
  "SLD_FCST/ACTUAL",
  "SLD_REN_FCST/DAM",
  "SLD_FCST/DAM",
  "PRC_AS/DAM",
  "SLD_REN_FCST/ACTUAL",
  "SLD_FCST/ACTUAL",
  "SLD_FCST/2DA",
  "SLD_FCST/7DA",
];
const otherCountMax = Object.values(candidates).reduce((sum, ids) => sum + ids.length, 0);

/** Half of the series are prices; the other reports share the rest, as far as they have enough. */
export function layOutCatalogue(seriesCount: number): CatalogueLayout {
  const componentCount = priceComponents.length;
  const wanted = Math.floor((0.5 * seriesCount) / componentCount);
  const needed = Math.ceil((seriesCount - otherCountMax) / componentCount);
  const bundleCount = Math.max(0, wanted, needed);
  const counts = deal(seriesCount - bundleCount * componentCount);
  const chosen = new Map<string, readonly string[]>(
    [...counts].map(([dataset, count]) => [dataset, candidates[dataset].slice(0, count)]),
  );
  return {
    bundles: Array.from({ length: bundleCount }, (_, index) => ({
      dataset: index % 2 === 0 ? ("PRC_LMP/DAM" as const) : ("PRC_INTVL_LMP/RTM" as const),
      nodeIndex: Math.floor(index / 2),
    })),
    seriesOf: (dataset) => chosen.get(dataset) ?? [],
  };
}

/** `count` is at most `otherCountMax`. */
function deal(count: number): ReadonlyMap<OtherDataset, number> {
  const counts = new Map<OtherDataset, number>();
  let left = count;
  for (let at = 0; left > 0; at = (at + 1) % round.length) {
    const dataset = round[at];
    if (dataset === undefined) break;
    const dealt = counts.get(dataset) ?? 0;
    if (dealt === candidates[dataset].length) continue;
    counts.set(dataset, dealt + 1);
    left--;
  }
  return counts;
}
