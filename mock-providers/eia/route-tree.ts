/**
 * The inner routes and what they list. Root: as recorded from the live API. Routes without data here are
 * listed all the same, so that a client can walk the tree; docs/mock-api-differences.md says which end early.
 */
import type { Leaf } from "./leaf.ts";
import { leaves } from "./leaves.ts";

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Present for inner routes; a leaf of the mock stands in `leaves.ts`. */
  readonly routes?: readonly Route[];
}

export type FoundRoute =
  | { readonly kind: "inner"; readonly route: Route }
  | { readonly kind: "leaf"; readonly leaf: Leaf; readonly rest: readonly string[] }
  | { readonly kind: "unknown" };

/** Follows path parts below `/v2`; `rest` is what follows a leaf, such as `data` or `facet`. */
export function findRoute(parts: readonly string[]): FoundRoute {
  const path = parts.join("/");
  for (const leaf of leaves) {
    if (path !== leaf.route && !path.startsWith(`${leaf.route}/`)) continue;
    return { kind: "leaf", leaf, rest: parts.slice(leaf.route.split("/").length) };
  }
  let route = root;
  for (const part of parts) {
    const next = route.routes?.find(({ id }) => id === part);
    if (next?.routes === undefined) return { kind: "unknown" };
    route = next;
  }
  return { kind: "inner", route };
}

function leafRoute(id: string, name: string, description = ""): Route {
  return { id, name, description };
}

const grid = (what: string) =>
  `${what}  \n    Source: Form EIA-930\n    Product: Hourly Electric Grid Monitor`;

const rto: Route = {
  id: "rto",
  name: "Electric Power Operations (Daily and Hourly)",
  description:
    "Hourly and daily electric power operations by balancing authority.  \n    Source: Form EIA-930",
  routes: [
    leafRoute(
      "region-data",
      "Hourly Demand, Demand Forecast, Generation, and Interchange",
      grid(
        "Hourly demand, day-ahead demand forecast, net generation, and interchange by balancing authority.",
      ),
    ),
    leafRoute(
      "fuel-type-data",
      "Hourly Generation by Energy Source",
      grid("Hourly net generation by balancing authority and energy source."),
    ),
    leafRoute(
      "region-sub-ba-data",
      "Hourly Demand by Subregion",
      grid("Hourly demand by balancing authority subregion."),
    ),
    leafRoute(
      "interchange-data",
      "Hourly Interchange by Neighboring BA",
      grid("Daily interchange between neighboring balancing authorities."),
    ),
    leafRoute(
      "daily-region-data",
      "Daily Demand, Demand Forecast, Generation, and Interchange",
      grid(
        "Daily demand, day-ahead demand forecast, net generation, and interchange by balancing authority.",
      ),
    ),
    leafRoute(
      "daily-region-sub-ba-data",
      "Daily Demand by Subregion",
      grid("Daily demand by balancing authority subregion."),
    ),
    leafRoute(
      "daily-fuel-type-data",
      "Daily Generation by Energy Source",
      grid("Daily net generation by balancing authority and energy source."),
    ),
    leafRoute(
      "daily-interchange-data",
      "Daily Interchange by Neighboring BA",
      grid("Daily interchange between neighboring balancing authorities."),
    ),
  ],
};

const electricity: Route = {
  id: "electricity",
  name: "Electricity",
  description: "EIA electricity survey data",
  routes: [
    leafRoute(
      "retail-sales",
      "Electricity Sales to Ultimate Customers",
      "Electricity sales to ultimate customer by state and sector (number of customers, average price, revenue, and megawatthours of sales).  \n    Sources: Forms EIA-826, EIA-861, EIA-861M",
    ),
    leafRoute(
      "electric-power-operational-data",
      "Electric Power Operations (Annual and Monthly)",
      "Monthly and annual electric power operations by state, sector, and energy source.\n    Source: Form EIA-923",
    ),
    rto,
    leafRoute("state-electricity-profiles", "State Specific Data"),
    leafRoute("operating-generator-capacity", "Inventory of Operable Generators"),
    leafRoute("facility-fuel", "Electric Power Operations for Individual Power Plants"),
  ],
};

const petroleumText = "EIA petroleum gas survey data";

const petroleum: Route = {
  id: "petroleum",
  name: "Petroleum",
  description: petroleumText,
  routes: [
    {
      id: "pri",
      name: "Prices",
      description: petroleumText,
      routes: [leafRoute("spt", "Spot Prices", petroleumText)],
    },
    {
      id: "stoc",
      name: "Stocks",
      description: petroleumText,
      routes: [leafRoute("wstk", "Weekly Stocks", petroleumText)],
    },
  ],
};

const root: Route = {
  id: "",
  name: "",
  description: "",
  routes: [
    leafRoute("coal", "Coal", "EIA coal energy data"),
    leafRoute(
      "crude-oil-imports",
      "Crude Oil Imports",
      "Crude oil imports by country to destination, \r\n        includes type, grade, quantity.  Source: EIA-814  Interactive data \r\n        product:  www.eia.gov/petroleum/imports/companylevel/",
    ),
    electricity,
    leafRoute(
      "international",
      "International",
      "Country level production, consumption, imports, exports by energy source (petroleum, natural gas, electricity, renewable, etc.)  \r\n        Interactive product:  https://www.eia.gov/international/data/world",
    ),
    leafRoute("natural-gas", "Natural Gas", "EIA natural gas survey data"),
    leafRoute("nuclear-outages", "Nuclear Outages", "EIA nuclear outages survey data"),
    petroleum,
    leafRoute(
      "seds",
      "State Energy Data System (SEDS)",
      "Estimated production, consumption, price, and expenditure data for all energy sources by state and sector.  \r\n        Source:  https://www.eia.gov/state/seds/seds-technical-notes-complete.php  \r\n        Product:  SEDS (https://www.eia.gov/state/seds/)",
    ),
    leafRoute(
      "steo",
      "Short Term Energy Outlook",
      "Monthly short term (18 month) projections using STEO model.  \r\n        Report and interactive projection data browser:  STEO (www.eia.gov/steo/)",
    ),
    leafRoute("densified-biomass", "Densified Biomass", "EIA densified biomass data"),
    leafRoute(
      "total-energy",
      "Total Energy",
      "These data represent the most recent comprehensive energy statistics integrated across all energy sources.  The data includes total energy production, consumption, stocks, and trade; energy prices; overviews of petroleum, natural gas, coal, electricity, nuclear energy, renewable energy, and carbon dioxide emissions; and data unit conversions values.  Source: https://www.eia.gov/totalenergy/data/monthly/pdf/mer_a_doc.pdf  Report:  MER (https://www.eia.gov/totalenergy/data/monthly/)",
    ),
    leafRoute(
      "aeo",
      "Annual Energy Outlook",
      "Annual U.S. projections using National Energy Modelling System (NEMS) for release year.  Report, documentation, and interactive projection data browser:  AEO (www.eia.gov/aeo/)",
    ),
    leafRoute(
      "ieo",
      "International Energy Outlook",
      "Annual international projections using the World Energy Projection System (WEPS) model for release year.  Report and interactive projection data browser:  IEO (www.eia.gov/ieo/)",
    ),
    leafRoute("co2-emissions", "State CO2 Emissions", "EIA CO2 Emissions data"),
  ],
};
