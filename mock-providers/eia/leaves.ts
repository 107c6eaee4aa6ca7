/**
 * The three leaf routes with data: their words, frequencies, facets and row columns. Source: the metadata
 * samples and recordings behind the domain sheet; unverified wording is listed in docs/mock-api-differences.md.
 */
export type FrequencyId = "hourly" | "local-hourly" | "daily" | "weekly" | "monthly" | "annual";

export interface Frequency {
  readonly id: FrequencyId;
  readonly alias?: string;
  readonly description: string;
  readonly query: string;
  /** The `dateFormat` of the provider. */
  readonly format: string;
}

export interface Facet {
  readonly id: string;
  readonly description: string;
  /** The row column that holds the readable name of the facet's value. */
  readonly nameColumn: string;
}

export interface Leaf {
  /** Without `/v2/` and `/data`: also the dataset of docs/data-model.md. */
  readonly route: string;
  /** As in `response.id` of the metadata; petroleum leaves answer with the name of their root. */
  readonly id: string;
  /** Petroleum metadata has no name. */
  readonly name?: string;
  readonly description: string;
  /** Whether `/data` carries the description: electricity does, petroleum does not. */
  readonly describesData: boolean;
  /** What `data` of the metadata says about the one measured column, `value`. */
  readonly valueColumn: Readonly<Record<string, string>> | undefined;
  readonly unitColumn: "value-units" | "units";
  readonly facets: readonly Facet[];
  /** In the order of the metadata, which error messages repeat. */
  readonly frequencies: readonly Frequency[];
  readonly defaultFrequency: FrequencyId;
  /** Prefix of the legacy ids under `/v2/seriesid/`, where the leaf has any. */
  readonly legacyPrefix: string | undefined;
}

const hourFormat = 'YYYY-MM-DD"T"HH24';

const petroleumFacets: readonly Facet[] = [
  { id: "duoarea", description: "DuoArea", nameColumn: "area-name" },
  { id: "product", description: "Product", nameColumn: "product-name" },
  { id: "process", description: "Process", nameColumn: "process-name" },
  { id: "series", description: "Series", nameColumn: "series-description" },
];

const weekly: Frequency = {
  id: "weekly",
  description: "One data point for each week.",
  query: "W",
  format: "YYYY-MM-DD",
};

export const regionData: Leaf = {
  route: "electricity/rto/region-data",
  id: "region-data",
  name: "Hourly Demand, Demand Forecast, Generation, and Interchange",
  description:
    "Hourly demand, day-ahead demand forecast, net generation, and interchange by balancing authority.  \n    Source: Form EIA-930\n    Product: Hourly Electric Grid Monitor",
  describesData: true,
  valueColumn: {
    "aggregation-method": "SUM",
    alias: "Demand, Day-Ahead Demand Forecast, Net Generation, and Interchange",
    units: "megawatthours",
  },
  unitColumn: "value-units",
  facets: [
    {
      id: "respondent",
      description: "Balancing Authority / Region",
      nameColumn: "respondent-name",
    },
    { id: "type", description: "Data Type", nameColumn: "type-name" },
  ],
  frequencies: [
    {
      id: "hourly",
      alias: "hourly (UTC)",
      description: "One data point for each hour in UTC time.",
      query: "H",
      format: hourFormat,
    },
    {
      id: "local-hourly",
      alias: "hourly (Local Time Zone)",
      description: "One data point for each hour in local time.",
      query: "LH",
      format: `${hourFormat}TZH`,
    },
  ],
  defaultFrequency: "hourly",
  legacyPrefix: undefined,
};

export const weeklyStocks: Leaf = {
  route: "petroleum/stoc/wstk",
  id: "petroleum",
  description: "EIA petroleum gas survey data",
  describesData: false,
  valueColumn: undefined,
  unitColumn: "units",
  facets: petroleumFacets,
  frequencies: [weekly],
  defaultFrequency: "weekly",
  legacyPrefix: "PET",
};

export const spotPrices: Leaf = {
  route: "petroleum/pri/spt",
  id: "petroleum",
  description: "EIA petroleum gas survey data",
  describesData: false,
  valueColumn: undefined,
  unitColumn: "units",
  facets: petroleumFacets,
  frequencies: [
    {
      id: "monthly",
      description: "One data point for each month.",
      query: "M",
      format: "YYYY-MM",
    },
    weekly,
    {
      id: "annual",
      description: "One data point for each calendar year.",
      query: "A",
      format: "YYYY",
    },
    {
      id: "daily",
      description: "One data point for each day.",
      query: "D",
      format: "YYYY-MM-DD",
    },
  ],
  defaultFrequency: "weekly",
  legacyPrefix: "PET",
};

export const leaves: readonly Leaf[] = [regionData, weeklyStocks, spotPrices];
