/**
 * Petroleum and natural gas: all routes of the two surveys have the same columns, no name, and nothing to say
 * about their column (samples/eia/petroleum_pri_spt_metadata.json). Route names of `sum/sndw` and `pnp/wiup`
 * and the frequencies without a recording are unverified.
 */
import { frequencies, valueColumn, type Facet, type Frequency, type Leaf } from "./leaf.ts";

const facets: readonly Facet[] = [
  { id: "duoarea", description: "DuoArea", nameColumn: "area-name" },
  { id: "product", description: "Product", nameColumn: "product-name" },
  { id: "process", description: "Process", nameColumn: "process-name" },
  { id: "series", description: "Series", nameColumn: "series-description" },
];

const surveyText = {
  petroleum: "EIA petroleum gas survey data",
  "natural-gas": "EIA natural gas survey data",
} as const;

/** A route of the petroleum or natural gas surveys. */
export function surveyLeaf(
  route: string,
  offered: readonly Frequency[],
  defaultFrequency: Leaf["defaultFrequency"],
): Leaf {
  const id = route.startsWith("petroleum/") ? "petroleum" : "natural-gas";
  return {
    route,
    id,
    description: surveyText[id],
    describesData: false,
    columns: valueColumn(),
    unitColumn: () => "units",
    facets,
    frequencies: offered,
    defaultFrequency,
  };
}

const { monthly, weekly, fourWeeks, annual, daily } = frequencies;
const prices = [monthly, weekly, annual, daily];

export const weeklyStocks = surveyLeaf("petroleum/stoc/wstk", [weekly], "weekly");
export const spotPrices = surveyLeaf("petroleum/pri/spt", prices, "weekly");
export const weeklySupply = surveyLeaf("petroleum/sum/sndw", [fourWeeks, weekly], "weekly");
export const refineryUse = surveyLeaf("petroleum/pnp/wiup", [fourWeeks, weekly], "weekly");
export const pipelineMoves = surveyLeaf("petroleum/move/pipe", [monthly, annual], "monthly");
export const gasPrices = surveyLeaf("natural-gas/pri/fut", prices, "weekly");
export const gasStorage = surveyLeaf("natural-gas/stor/wkly", [weekly], "weekly");

export const surveyLeaves: readonly Leaf[] = [
  gasPrices,
  gasStorage,
  spotPrices,
  pipelineMoves,
  refineryUse,
  weeklyStocks,
  weeklySupply,
];
