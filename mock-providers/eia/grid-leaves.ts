/**
 * The hourly grid (Form EIA-930) and its daily sums. Words of the hourly routes are recorded
 * (samples/eia/electricity_rto_*); the daily routes and their time zone facet are known from the queries of
 * public clients. Unverified wording is listed in docs/mock-api-differences.md.
 */
import { frequencies, valueColumn, type Facet, type Leaf } from "./leaf.ts";

const respondent: Facet = {
  id: "respondent",
  description: "Balancing Authority / Region",
  nameColumn: "respondent-name",
};
const timezone: Facet = {
  id: "timezone",
  description: "Time Zone for Determining Date",
  nameColumn: "timezone-description",
};

interface GridForm {
  readonly id: string;
  readonly name: string;
  /** The first sentence of the description. */
  readonly says: string;
  readonly alias: string;
  readonly facets: readonly Facet[];
}

function gridLeaf({ id, name, says, alias, facets }: GridForm): Leaf {
  const isDaily = id.startsWith("daily-");
  return {
    route: `electricity/rto/${id}`,
    id,
    name,
    description: `${says}  \n    Source: Form EIA-930\n    Product: Hourly Electric Grid Monitor`,
    describesData: true,
    columns: valueColumn({ "aggregation-method": "SUM", alias, units: "megawatthours" }),
    unitColumn: () => "value-units",
    facets: isDaily ? [...facets, timezone] : facets,
    frequencies: isDaily ? [frequencies.daily] : [frequencies.hourly, frequencies.localHourly],
    defaultFrequency: isDaily ? "daily" : "hourly",
  };
}

const regionForm = {
  alias: "Demand, Demand Forecast, Net Generation, or Interchange",
  facets: [respondent, { id: "type", description: "Metric", nameColumn: "type-name" }],
};
const fuelForm = {
  alias: "Net Generation",
  facets: [respondent, { id: "fueltype", description: "Energy Source", nameColumn: "type-name" }],
};
const subregionForm = {
  alias: "Demand",
  facets: [
    { id: "subba", description: "Subregion", nameColumn: "subba-name" },
    { id: "parent", description: "Balancing Authority", nameColumn: "parent-name" },
  ],
};
const interchangeForm = {
  alias: "Interchange",
  facets: [
    { id: "fromba", description: "Balancing Authority / Region", nameColumn: "fromba-name" },
    {
      id: "toba",
      description: "Neighboring Balancing Authority / Region",
      nameColumn: "toba-name",
    },
  ],
};

export const regionData = gridLeaf({
  ...regionForm,
  id: "region-data",
  name: "Hourly Demand, Demand Forecast, Generation, and Interchange",
  says: "Hourly demand, day-ahead demand forecast, net generation, and interchange by balancing authority.",
});

export const fuelTypeData = gridLeaf({
  ...fuelForm,
  id: "fuel-type-data",
  name: "Hourly Generation by Energy Source",
  says: "Hourly net generation by balancing authority and energy source.",
});

export const subregionData = gridLeaf({
  ...subregionForm,
  id: "region-sub-ba-data",
  name: "Hourly Demand by Subregion",
  says: "Hourly demand by balancing authority subregion.",
});

export const interchangeData = gridLeaf({
  ...interchangeForm,
  id: "interchange-data",
  name: "Hourly Interchange by Neighboring Balancing Authority",
  // The hourly route really calls itself daily.
  says: "Daily interchange between neighboring balancing authorities.",
});

export const dailyRegionData = gridLeaf({
  ...regionForm,
  id: "daily-region-data",
  name: "Daily Demand, Demand Forecast, Generation, and Interchange",
  says: "Daily demand, day-ahead demand forecast, net generation, and interchange by balancing authority.",
});

export const dailySubregionData = gridLeaf({
  ...subregionForm,
  id: "daily-region-sub-ba-data",
  name: "Daily Demand by Subregion",
  says: "Daily demand by balancing authority subregion.",
});

export const dailyFuelTypeData = gridLeaf({
  ...fuelForm,
  id: "daily-fuel-type-data",
  name: "Daily Generation by Energy Source",
  says: "Daily net generation by balancing authority and energy source.",
});

export const dailyInterchangeData = gridLeaf({
  ...interchangeForm,
  id: "daily-interchange-data",
  name: "Daily Interchange by Neighboring BA",
  says: "Daily interchange between neighboring balancing authorities.",
});

/** In the order their parent lists them. */
export const gridLeaves: readonly Leaf[] = [
  regionData,
  fuelTypeData,
  subregionData,
  interchangeData,
  dailyRegionData,
  dailySubregionData,
  dailyFuelTypeData,
  dailyInterchangeData,
];
