/**
 * Series of whole countries and of models: the short-term outlook, the monthly review and international data.
 * Descriptions and columns as recorded (samples/eia/steo_*, total-energy_*, international_*).
 */
import { frequencies, valueColumn, type Leaf } from "./leaf.ts";

const { annual, monthly, quarterly } = frequencies;

export const outlook: Leaf = {
  route: "steo",
  id: "steo",
  name: "Short Term Energy Outlook",
  description:
    "Monthly short term (18 month) projections using STEO model.  \r\n        Report and interactive projection data browser:  STEO (www.eia.gov/steo/)",
  describesData: true,
  columns: valueColumn({ alias: "Value", units: "unit" }),
  unitColumn: () => "unit",
  facets: [{ id: "seriesId", description: "Series ID", nameColumn: "seriesDescription" }],
  frequencies: [annual, monthly, quarterly],
  defaultFrequency: "monthly",
};

export const totalEnergy: Leaf = {
  route: "total-energy",
  id: "total-energy",
  name: "Total Energy",
  description:
    "These data represent the most recent comprehensive energy statistics integrated across all energy sources.  The data includes total energy production, consumption, stocks, and trade; energy prices; overviews of petroleum, natural gas, coal, electricity, nuclear energy, renewable energy, and carbon dioxide emissions; and data unit conversions values.  Source: https://www.eia.gov/totalenergy/data/monthly/pdf/mer_a_doc.pdf  Report:  MER (https://www.eia.gov/totalenergy/data/monthly/)",
  describesData: true,
  columns: valueColumn({ alias: "Value", units: "unit" }),
  unitColumn: () => "unit",
  facets: [{ id: "msn", description: "MSN", nameColumn: "seriesDescription" }],
  frequencies: [monthly, annual],
  defaultFrequency: "monthly",
};

export const international: Leaf = {
  route: "international",
  id: "international",
  name: "International",
  description:
    "Country level production, consumption, imports, exports by energy source (petroleum, natural gas, electricity, renewable, etc.)  \r\n        Interactive product:  https://www.eia.gov/international/data/world",
  describesData: true,
  columns: valueColumn({ alias: "Value", units: "unit" }),
  unitColumn: () => "unit",
  facets: [
    { id: "productId", description: "Product", nameColumn: "productName" },
    { id: "activityId", description: "Activity", nameColumn: "activityName" },
    { id: "countryRegionId", description: "Country / Region", nameColumn: "countryRegionName" },
    {
      id: "countryRegionTypeId",
      description: "Country / Region Type",
      nameColumn: "countryRegionTypeName",
    },
    { id: "unit", description: "Unit", nameColumn: "unitName" },
  ],
  frequencies: [monthly, quarterly, annual],
  defaultFrequency: "monthly",
  numberColumns: ["productId", "activityId", "dataFlagId"],
  missing: {
    text: "NA",
    columns: { dataFlagId: "2", dataFlagDescription: "Data are unavailable (temporarily)" },
  },
};
