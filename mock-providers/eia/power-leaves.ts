/**
 * The two electricity routes with several measured columns. Names and order of the columns as in the metadata
 * and in recorded error messages; units and row columns after samples/eia and the domain sheet, section 3.
 */
import { frequencies, type Leaf, type MeasuredColumn } from "./leaf.ts";

const offered = [frequencies.monthly, frequencies.quarterly, frequencies.annual];
const ownUnits = (column: string) => `${column}-units`;

const measured = (id: string, alias: string, units?: string): MeasuredColumn => ({
  id,
  about: units === undefined ? { alias } : { alias, units },
});

export const retailSales: Leaf = {
  route: "electricity/retail-sales",
  id: "retail-sales",
  name: "Electricity Sales to Ultimate Customers",
  description:
    "Electricity sales to ultimate customer by state and sector (number of customers, average price, revenue, and megawatthours of sales).  \n    Sources: Forms EIA-826, EIA-861, EIA-861M",
  describesData: true,
  columns: [
    measured("revenue", "Revenue from Sales to Ultimate Customers", "million dollars"),
    // The missing letter is the provider's own.
    measured("sales", "Megawatthours Sold to Utimate Customers", "million kilowatt hours"),
    measured(
      "price",
      "Average Price of Electricity to Ultimate Customers",
      "cents per kilowatt-hour",
    ),
    measured("customers", "Number of Ultimate Customers", "number of customers"),
  ],
  unitColumn: ownUnits,
  facets: [
    { id: "stateid", description: "State / Census Region", nameColumn: "stateDescription" },
    { id: "sectorid", description: "Sector", nameColumn: "sectorName" },
  ],
  frequencies: offered,
  defaultFrequency: "monthly",
};

export const powerOperations: Leaf = {
  route: "electricity/electric-power-operational-data",
  id: "electric-power-operational-data",
  name: "Electric Power Operations (Annual and Monthly)",
  description:
    "Monthly and annual electric power operations by state, sector, and energy source.\n    Source: Form EIA-923",
  describesData: true,
  columns: [
    measured("generation", "Utility Scale Electricity Net Generation"),
    measured(
      "total-consumption",
      "Consumption of Fuels for Electricity Generation and Useful Thermal Output (Physical Units)",
    ),
    measured(
      "consumption-for-eg",
      "Consumption of Fuels for Electricity Generation (Physical Units)",
    ),
    measured("consumption-uto", "Consumption of Fuels for Useful Thermal Output (Physical Units)"),
    measured(
      "total-consumption-btu",
      "Consumption of Fuels for Electricity Generation and Useful Thermal Output (BTUs)",
    ),
    measured("consumption-for-eg-btu", "Consumption of Fuels for Electricity Generation (BTUs)"),
    measured("consumption-uto-btu", "Consumption of Fuels for Useful Thermal Output (BTUs)"),
    measured("stocks", "Stocks of Fuel (Physical Units)"),
    measured("receipts", "Receipts of Fuel (Physical Units)"),
    measured("receipts-btu", "Receipts of Fuel (BTUs)"),
    measured("cost", "Average Cost of Fuels (per Physical Unit)"),
    measured("cost-per-btu", "Average Cost of Fuels (per BTU)"),
    measured("sulfur-content", "Average Sulfur Content of Consumed Fuel"),
    measured("ash-content", "Average Ash Content of Consumed Fuel"),
    measured("heat-content", "Average Heat Content of Consumed Fuels"),
  ],
  unitColumn: ownUnits,
  facets: [
    { id: "location", description: "State / Census Region", nameColumn: "stateDescription" },
    { id: "sectorid", description: "Sector", nameColumn: "sectorDescription" },
    { id: "fueltypeid", description: "Energy Source", nameColumn: "fuelTypeDescription" },
  ],
  frequencies: offered,
  defaultFrequency: "monthly",
};
