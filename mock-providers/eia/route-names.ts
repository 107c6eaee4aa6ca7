/**
 * The inner routes and what they list. Root, `electricity` and `rto` as recorded; the children of the other
 * roots carry real ids, in an order and with names from memory (docs/mock-api-differences.md). Leaves without
 * rows here are listed all the same, so that a client can walk the tree.
 */
import { gridLeaves } from "./grid-leaves.ts";
import { powerOperations, retailSales } from "./power-leaves.ts";
import type { Leaf } from "./leaf.ts";

export interface Route {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Present for inner routes. */
  readonly routes?: readonly Route[];
}

type Child = readonly [id: string, name: string, children?: readonly Child[]];

/** Children of a survey say what their root says. */
function family(description: string, children: readonly Child[]): Route[] {
  return children.map(([id, name, below]) => ({
    id,
    name,
    description,
    ...(below === undefined ? {} : { routes: family(description, below) }),
  }));
}

function leafRoute(id: string, name: string, description = ""): Route {
  return { id, name, description };
}

function ofLeaf({ id, name = "", description }: Leaf): Route {
  return { id, name, description };
}

const coal = family("EIA coal energy data", [
  ["aggregate-production", "Aggregate Production"],
  ["consumption-and-quality", "Consumption and Quality"],
  ["exports-imports-quantity-price", "Exports and Imports: Quantity and Price"],
  ["market-sales-price", "Market Sales and Price"],
  ["mine-production", "Mine Production"],
  ["price-by-rank", "Price by Rank"],
  ["reserves-capacity", "Reserves and Capacity"],
  [
    "shipments",
    "Shipments",
    [
      ["by-mine-by-plant", "By Mine by Plant"],
      ["mine-aggregates", "Mine Aggregates"],
      ["mine-state-aggregates", "Mine State Aggregates"],
      ["plant-aggregates", "Plant Aggregates"],
      ["plant-state-aggregates", "Plant State Aggregates"],
      ["receipts", "Receipts"],
    ],
  ],
]);

const electricity: readonly Route[] = [
  ofLeaf(retailSales),
  ofLeaf(powerOperations),
  {
    id: "rto",
    name: "Electric Power Operations (Daily and Hourly)",
    description:
      "Hourly and daily electric power operations by balancing authority.  \n    Source: Form EIA-930",
    routes: gridLeaves.map(ofLeaf),
  },
  {
    id: "state-electricity-profiles",
    name: "State Specific Data",
    description: "State Specific Data",
    routes: family("State electricity profiles", [
      ["emissions-by-state-by-fuel", "Emissions by State and Fuel"],
      ["source-disposition", "Supply and Disposition"],
      ["capability", "Capability"],
      ["energy-efficiency", "Energy Efficiency"],
      ["net-metering", "Net Metering"],
      ["meters", "Meters"],
      ["summary", "Summary"],
    ]),
  },
  leafRoute("operating-generator-capacity", "Inventory of Operable Generators"),
  leafRoute("facility-fuel", "Electric Power Operations for Individual Power Plants"),
];

const naturalGas = family("EIA natural gas survey data", [
  [
    "sum",
    "Summary",
    [
      ["snd", "Supply and Disposition"],
      ["lsum", "Monthly and Annual Summary"],
      ["sndm", "Monthly Supply and Disposition"],
    ],
  ],
  [
    "pri",
    "Prices",
    [
      ["sum", "Natural Gas Prices"],
      ["fut", "Spot and Futures Prices (NYMEX)"],
      ["rescom", "Average Price by Residential and Commercial Consumers"],
    ],
  ],
  [
    "enr",
    "Exploration and Reserves",
    [
      ["sum", "Reserves Summary"],
      ["dry", "Dry Natural Gas Proved Reserves"],
      ["shalegas", "Shale Gas"],
      ["coalbed", "Coalbed Methane"],
      ["drill", "Rotary Rigs and Wells Drilled"],
      ["seis", "Seismic Crews"],
    ],
  ],
  [
    "prod",
    "Production",
    [
      ["sum", "Gross Withdrawals and Production"],
      ["off", "Offshore Gross Withdrawals"],
      ["deep", "Federal Offshore Production by Depth"],
      ["ngpl", "Natural Gas Plant Liquids Production"],
      ["ss", "Supplemental Supplies"],
      ["wells", "Number of Producing Gas Wells"],
      ["pp", "Natural Gas Plant Processing"],
      ["lc", "Lease Condensate Production"],
      ["coalbed", "Coalbed Methane Production"],
      ["shalegas", "Shale Gas Production"],
    ],
  ],
  [
    "move",
    "Imports and Exports/Pipelines",
    [
      ["impc", "Imports by Country"],
      ["expc", "Exports by Country"],
      ["state", "By State"],
      ["poe1", "Imports by Point of Entry"],
      ["poe2", "Exports by Point of Exit"],
      ["ist", "International and Interstate Movements"],
    ],
  ],
  [
    "stor",
    "Storage",
    [
      ["wkly", "Weekly Working Gas in Underground Storage"],
      ["sum", "Underground Natural Gas Storage, All Operators"],
      ["type", "Underground Storage by Type"],
      ["lng", "Liquefied Natural Gas Additions to and Withdrawals from Storage"],
      ["cap", "Underground Natural Gas Storage Capacity"],
    ],
  ],
  [
    "cons",
    "Consumption",
    [
      ["sum", "Natural Gas Consumption by End Use"],
      ["num", "Number of Natural Gas Consumers"],
      ["pns", "Share of Total U.S. Deliveries"],
      ["acct", "Delivered for the Account of Others"],
      ["heat", "Heat Content of Natural Gas Consumed"],
    ],
  ],
]);

const petroleum = family("EIA petroleum gas survey data", [
  [
    "sum",
    "Summary",
    [
      ["snd", "Supply and Disposition"],
      ["sndw", "Weekly Supply Estimates"],
      ["crdsnd", "Crude Oil Supply and Disposition"],
      ["mkt", "Petroleum Marketing"],
    ],
  ],
  [
    "pri",
    "Prices",
    [
      ["gnd", "Weekly Retail Gasoline and Diesel Prices"],
      ["spt", "Spot Prices"],
      ["fut", "NYMEX Futures Prices"],
      ["wfr", "Weekly Heating Oil and Propane Prices (October - March)"],
      ["refmg", "Refiner Gasoline Prices by Grade and Sales Type"],
      ["refoth", "Refiner Petroleum Product Prices by Sales Type"],
      ["allmg", "Gasoline Prices by Formulation, Grade, Sales Type"],
      ["dfp1", "Domestic Crude Oil First Purchase Prices by Area"],
      ["dfp2", "Domestic Crude Oil First Purchase Prices for Selected Crude Streams"],
      ["dfp3", "Domestic Crude Oil First Purchase Prices by API Gravity"],
      ["imc1", "F.O.B. Costs of Imported Crude Oil by Area"],
      ["land1", "Landed Costs of Imported Crude by Area"],
      ["rac2", "Refiner Acquisition Cost of Crude Oil"],
    ],
  ],
  [
    "crd",
    "Crude Reserves and Production",
    [
      ["crpdn", "Crude Oil Production"],
      ["api", "Production by API Gravity"],
      ["gom", "Federal Offshore Gulf of Mexico Production"],
      ["pres", "Crude Oil Proved Reserves"],
      ["nprod", "Proved Nonproducing Reserves"],
      ["cplc", "Crude Oil plus Lease Condensate Reserves"],
      ["drill", "Rotary Rigs and Wells Drilled"],
      ["wellend", "Crude Oil and Natural Gas Wells"],
      ["wellcost", "Costs of Wells Drilled"],
      ["wellfoot", "Footage Drilled"],
      ["seis", "Seismic Crews"],
    ],
  ],
  [
    "pnp",
    "Refining and Processing",
    [
      ["wiup", "Weekly Inputs and Utilization"],
      ["wprodrb", "Weekly Refiner and Blender Net Production"],
      ["wprode", "Weekly Ethanol Plant Production"],
      ["inpt2", "Refinery and Blender Net Input"],
      ["refp", "Refinery and Blender Net Production"],
      ["refp2", "Refinery Net Production"],
      ["unc", "Refinery Utilization and Capacity"],
      ["cap1", "Number and Capacity of Petroleum Refineries"],
      ["capprod", "Production Capacity of Operable Refineries"],
      ["crq", "Crude Oil Input Qualities"],
      ["oxy", "Oxygenate Production"],
      ["gp", "Natural Gas Plant Field Production"],
      ["feng", "Fuel Consumed at Refineries"],
    ],
  ],
  [
    "move",
    "Imports/Exports and Movements",
    [
      ["wkly", "Weekly Imports and Exports"],
      ["wimpc", "Weekly Preliminary Crude Imports by Top 10 Countries of Origin"],
      ["imp", "Imports by Area of Entry"],
      ["impcus", "U.S. Imports by Country of Origin"],
      ["impcp", "PAD District Imports by Country of Origin"],
      ["neti", "Net Imports by Country"],
      ["exp", "Exports"],
      ["expc", "Exports by Destination"],
      ["ptb", "Movements by Pipeline, Tanker, Barge and Rail between PAD Districts"],
      ["pipe", "Movements by Pipeline between PAD Districts"],
      ["tb", "Movements by Tanker and Barge between PAD Districts"],
      ["rail", "Movements of Crude Oil and Selected Products by Rail"],
      ["netr", "Net Receipts by Pipeline, Tanker, Barge and Rail between PAD Districts"],
    ],
  ],
  [
    "stoc",
    "Stocks",
    [
      ["wstk", "Weekly Stocks"],
      ["typ", "Stocks by Type"],
      ["ref", "Refinery Stocks"],
      ["ts", "Refinery, Bulk Terminal, and Natural Gas Plant Stocks by State"],
      ["st", "Tank Farm and Pipeline Stocks"],
      ["cu", "Crude Oil Stocks at Tank Farms and Pipelines"],
      ["gp", "Natural Gas Plant Stocks"],
    ],
  ],
  [
    "cons",
    "Consumption/Sales",
    [
      ["wpsup", "Weekly Product Supplied"],
      ["psup", "Product Supplied"],
      ["prim", "Prime Supplier Sales Volumes"],
      ["refmg", "Refiner Motor Gasoline Sales Volumes"],
      ["refoth", "Refiner Petroleum Product Sales Volumes"],
      ["821use", "Sales of Distillate and Residual Fuel Oil by End Use"],
    ],
  ],
]);

const nuclearOutages = family("EIA nuclear outages survey data", [
  ["us-nuclear-outages", "National Nuclear Outages"],
  ["facility-nuclear-outages", "Facility Level Nuclear Outages"],
  ["generator-nuclear-outages", "Generator Level Nuclear Outages"],
]);

const densifiedBiomass = family("EIA densified biomass data", [
  ["capacity-by-region", "Manufacturing Capacity by Region"],
  ["characteristics-by-region", "Average Characteristics by Region"],
  ["export-sales-and-price", "Export Sales and Price"],
  ["feedstocks-and-cost", "Feedstocks and Cost"],
  ["inventories-by-region", "Inventories by Region"],
  ["production-by-region", "Production by Region"],
  ["sales-and-price-by-region", "Sales and Price by Region"],
  ["wood-pellet-plants", "Wood Pellet Plants"],
]);

const co2Emissions = family("EIA CO2 Emissions data", [
  ["co2-emissions-aggregates", "State CO2 Emissions"],
  ["co2-emissions-and-carbon-coefficients", "CO2 Emissions and Carbon Coefficients"],
]);

/** One route for each release year. */
function editions(name: string, years: readonly number[]): Route[] {
  return years.map((year) => leafRoute(String(year), `${name} (${String(year)})`));
}

export const root: Route = {
  id: "",
  name: "",
  description: "",
  routes: [
    { ...leafRoute("coal", "Coal", "EIA coal energy data"), routes: coal },
    leafRoute(
      "crude-oil-imports",
      "Crude Oil Imports",
      "Crude oil imports by country to destination, \r\n        includes type, grade, quantity.  Source: EIA-814  Interactive data \r\n        product:  www.eia.gov/petroleum/imports/companylevel/",
    ),
    {
      ...leafRoute("electricity", "Electricity", "EIA electricity survey data"),
      routes: electricity,
    },
    leafRoute(
      "international",
      "International",
      "Country level production, consumption, imports, exports by energy source (petroleum, natural gas, electricity, renewable, etc.)  \r\n        Interactive product:  https://www.eia.gov/international/data/world",
    ),
    {
      ...leafRoute("natural-gas", "Natural Gas", "EIA natural gas survey data"),
      routes: naturalGas,
    },
    {
      ...leafRoute("nuclear-outages", "Nuclear Outages", "EIA nuclear outages survey data"),
      routes: nuclearOutages,
    },
    { ...leafRoute("petroleum", "Petroleum", "EIA petroleum gas survey data"), routes: petroleum },
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
    {
      ...leafRoute("densified-biomass", "Densified Biomass", "EIA densified biomass data"),
      routes: densifiedBiomass,
    },
    leafRoute(
      "total-energy",
      "Total Energy",
      "These data represent the most recent comprehensive energy statistics integrated across all energy sources.  The data includes total energy production, consumption, stocks, and trade; energy prices; overviews of petroleum, natural gas, coal, electricity, nuclear energy, renewable energy, and carbon dioxide emissions; and data unit conversions values.  Source: https://www.eia.gov/totalenergy/data/monthly/pdf/mer_a_doc.pdf  Report:  MER (https://www.eia.gov/totalenergy/data/monthly/)",
    ),
    {
      ...leafRoute(
        "aeo",
        "Annual Energy Outlook",
        "Annual U.S. projections using National Energy Modelling System (NEMS) for release year.  Report, documentation, and interactive projection data browser:  AEO (www.eia.gov/aeo/)",
      ),
      routes: editions(
        "Annual Energy Outlook",
        [2014, 2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2025],
      ),
    },
    {
      ...leafRoute(
        "ieo",
        "International Energy Outlook",
        "Annual international projections using the World Energy Projection System (WEPS) model for release year.  Report and interactive projection data browser:  IEO (www.eia.gov/ieo/)",
      ),
      routes: editions("International Energy Outlook", [2017, 2019, 2021, 2023]),
    },
    {
      ...leafRoute("co2-emissions", "State CO2 Emissions", "EIA CO2 Emissions data"),
      routes: co2Emissions,
    },
  ],
};
