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
  ["exports-imports-quantity-price", "Exports\\Imports Quantity\\Price"],
  ["market-sales-price", "Market Sales Price"],
  ["mine-production", "Mine Production"],
  ["price-by-rank", "Price by Rank"],
  ["reserves-capacity", "Reserves Capacity"],
  [
    "shipments",
    "Shipments",
    [
      ["by-mine-by-plant", "By Mine, By Plant"],
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
      ["snd", "Natural Gas Annual Supply & Disposition by State"],
      ["lsum", "Natural Gas Summary"],
      ["sndm", "U.S. Natural Gas Monthly Supply and Disposition Balance"],
    ],
  ],
  [
    "pri",
    "Prices",
    [
      ["sum", "Natural Gas Prices"],
      [
        "fut",
        "Natural Gas Spot and Futures Prices (NYMEX) (Futures prices after April 5, 2024, are not available)",
      ],
      [
        "rescom",
        "Average Price of Natural Gas Delivered to Residential and Commercial Consumers by Local Distribution and Marketers in Selected States",
      ],
    ],
  ],
  [
    "enr",
    "Exploration and Reserves",
    [
      ["sum", "Natural Gas Reserves Summary as of Dec. 31"],
      ["dry", "Dry Natural Gas Proved Reserves"],
      ["shalegas", "Shale Gas"],
      ["coalbed", "Coalbed Methane"],
      ["drill", "Crude Oil and Natural Gas Drilling Activity"],
      ["seis", "Maximum U.S. Active Seismic Crew Counts"],
      ["adng", "Associated-Dissolved Natural Gas Proved Reserves, Wet After Lease Separation"],
      ["cplc", "Crude Oil plus Lease Condensate"],
      ["deep", "Federal Offshore Gulf of America Proved Reserves"],
      ["lc", "Lease Condensate"],
      ["nang", "Nonassociated Natural Gas Proved Reserves, Wet After Lease Separation"],
      ["ngl", "Natural Gas Liquids Proved Reserves"],
      [
        "ngpl",
        "Estimated Natural Gas Plant Liquids contained in Total Natural Gas Proved Reserves",
      ],
      ["nprod", "Proved Nonproducing Reserves"],
      ["wals", "Natural Gas Proved Reserves, Wet After Lease Separation"],
      ["wellcost", "Costs of Crude Oil and Natural Gas Wells Drilled"],
      ["welldep", "Average Depth of Crude Oil and Natural Gas Wells"],
      ["wellend", "Crude Oil and Natural Gas Exploratory and Development Wells"],
      ["wellfoot", "Footage Drilled for Crude Oil and Natural Gas Wells"],
    ],
  ],
  [
    "prod",
    "Production",
    [
      ["sum", "Natural Gas Gross Withdrawals and Production"],
      ["off", "Offshore Gross Withdrawals of Natural Gas"],
      ["deep", "Gulf of America Federal Offshore Production"],
      ["ngpl", "Natural Gas Plant Liquids Production"],
      ["ss", "Supplemental Gas Supplies"],
      ["wells", "Number of Producing Gas Wells"],
      ["pp", "Natural Gas Plant Processing"],
      ["lc", "Lease Condensate Production"],
      ["coalbed", "Coalbed Methane Production"],
      ["shalegas", "Shale Gas Production"],
      ["oilwells", "Number of Gas Producing Oil Wells"],
      ["whv", "Natural Gas Wellhead Value and Marketed Production"],
    ],
  ],
  [
    "move",
    "Imports and Exports/Pipelines",
    [
      ["impc", "U.S. Natural Gas Imports by Country"],
      ["expc", "U.S. Natural Gas Exports and Re-Exports by Country"],
      ["state", "U.S. Natural Gas Imports & Exports by State"],
      ["poe1", "U.S. Natural Gas Imports by Point of Entry"],
      ["poe2", "U.S. Natural Gas Exports and Re-Exports by Point of Exit"],
      ["ist", "International & Interstate Movements of Natural Gas by State"],
    ],
  ],
  [
    "stor",
    "Storage",
    [
      ["wkly", "Weekly Working Gas in Underground Storage"],
      ["sum", "Underground Natural Gas Storage by All Operators"],
      ["type", "U.S. Underground Natural Gas Storage by Storage Type"],
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
      ["pns", "Share of Total U.S. Natural Gas Delivered to Consumers"],
      ["acct", "Natural Gas Delivered for the Account of Others"],
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
      ["crdsnd", "U.S. Crude Oil Supply & Disposition"],
      ["mkt", "Prices, Sales Volumes & Stocks by State"],
      ["b100", "U.S. Biodiesel Production, Capacity, Sales, and Stocks - discontinued"],
    ],
  ],
  [
    "pri",
    "Prices",
    [
      ["gnd", "Weekly Retail Gasoline and Diesel Prices"],
      ["spt", "Spot Prices"],
      ["fut", "NYMEX Futures Prices (Futures prices after April 5, 2024, are not available)"],
      ["wfr", "Weekly Heating Oil and Propane Prices"],
      ["refmg", "Refiner Gasoline Prices by Grade and Sales Type"],
      ["refoth", "Refiner Petroleum Product Prices by Sales Type"],
      ["allmg", "Gasoline Prices by Formulation, Grade, Sales Type"],
      ["dfp1", "Domestic Crude Oil First Purchase Prices by Area"],
      ["dfp2", "Domestic Crude Oil First Purchase Prices for Selected Crude Streams"],
      ["dfp3", "Domestic Crude Oil First Purchase Prices by API Gravity"],
      ["imc1", "F.O.B. Costs of Imported Crude Oil by Area"],
      ["land1", "Landed Costs of Imported Crude by Area"],
      ["rac2", "Refiner Acquisition Cost of Crude Oil"],
      ["dist", "No. 2 Distillate Prices by Sales Type"],
      ["imc2", "F.O.B. Costs of Imported Crude Oil for Selected Crude Streams"],
      ["imc3", "F.O.B. Costs of Imported Crude Oil by API Gravity"],
      ["ipct", "Percentages of Total Imported Crude Oil by API Gravity"],
      ["land2", "Landed Costs of Imported Crude for Selected Crude Streams"],
      ["land3", "Landed Costs of Imported Crude by API Gravity"],
      ["prop", "Propane (Consumer Grade) Prices by Sales Type"],
      ["refmg2", "U.S. Refiner Gasoline Prices by Formulation, Grade, Sales Type"],
      ["resid", "Residual Fuel Oil Prices by Sales Type"],
    ],
  ],
  [
    "crd",
    "Crude Reserves and Production",
    [
      ["crpdn", "Crude Oil Production"],
      ["api", "Crude Oil and Lease Condensate Production by API Gravity"],
      ["gom", "Gulf of America Federal Offshore Production"],
      ["pres", "Crude Oil Proved Reserves, Reserves Changes, and Production"],
      ["nprod", "Proved Nonproducing Reserves"],
      ["cplc", "Crude Oil plus Lease Condensate Proved Reserves, Reserves Changes, and Production"],
      ["drill", "Crude Oil and Natural Gas Drilling Activity"],
      ["wellend", "Crude Oil and Natural Gas Exploratory and Development Wells"],
      ["wellcost", "Costs of Crude Oil and Natural Gas Wells Drilled"],
      ["wellfoot", "Footage Drilled for Crude Oil and Natural Gas Wells"],
      ["seis", "Maximum U.S. Active Seismic Crew Counts"],
      ["welldep", "Average Depth of Crude Oil and Natural Gas Wells"],
    ],
  ],
  [
    "pnp",
    "Refining and Processing",
    [
      ["wiup", "Weekly Inputs & Utilization"],
      ["wprodrb", "Weekly Refiner & Blender Net Production"],
      ["wprode", "Weekly Ethanol Plant Production"],
      ["inpt2", "Refinery Net Input"],
      ["refp", "Refinery & Blender Net Production"],
      ["refp2", "Refinery Net Production"],
      ["unc", "Refinery Utilization and Capacity"],
      ["cap1", "Number and Capacity of Petroleum Refineries"],
      ["capprod", "Production Capacity of Operable Petroleum Refineries"],
      ["crq", "Crude Oil Input Qualities"],
      ["oxy", "Oxygenate Production"],
      ["gp", "Natural Gas Plant Field Production"],
      ["bioplfuel", "Fuel Consumed at Biofuels Plants"],
      ["capbio", "Biofuels Operable Production Capacity"],
      ["capchg", "Downstream Charge Capacity of Operable Petroleum Refineries"],
      ["capfuel", "Fuel Consumed at Refineries"],
      ["caprec", "Refinery Receipts of Crude Oil by Method of Transportation"],
      ["capshell", "Shell Storage Capacity at Operable Refineries"],
      ["capwork", "Working Storage Capacity at Operable Refineries"],
      ["dwns", "Downstream Processing of Fresh Feed Input"],
      ["feedbiofuel", "Feedstocks Consumed for Production of Biofuels"],
      ["feedng", "Natural Gas Used as Feedstock for Hydrogen Production at Refineries"],
      ["inpt", "Refinery & Blender Net Input"],
      ["inpt3", "Blender Net Input"],
      ["pct", "Refinery Yield"],
      ["refp3", "Blender Net Production"],
      ["wprodb", "Weekly Blender Net Production"],
      ["wprodr", "Weekly Refiner Net Production"],
    ],
  ],
  [
    "move",
    "Imports/Exports and Movements",
    [
      ["wkly", "Weekly Imports & Exports"],
      [
        "wimpc",
        "Weekly Preliminary Crude Imports by Top 10 Countries of Origin (ranking based on 2024 Petroleum Supply Monthly data)",
      ],
      ["imp", "Imports by Area of Entry"],
      ["impcus", "U.S. Imports by Country of Origin"],
      ["impcp", "PAD District Imports by Country of Origin"],
      ["neti", "U.S. Net Imports by Country"],
      ["exp", "Exports"],
      ["expc", "Exports by Destination"],
      ["ptb", "Movements by Pipeline, Tanker, Barge and Rail between PAD Districts"],
      ["pipe", "Movements by Pipeline between PAD Districts"],
      ["tb", "Movements by Tanker and Barge between PAD Districts"],
      ["rail", "Movements of Crude Oil and Selected Products by Rail between PAD Districts"],
      ["netr", "Net Receipts by Pipeline, Tanker, Barge and Rail between PAD Districts"],
      ["expcp", "PAD District Exports by Destination"],
      ["imc1", "F.O.B. Costs of Imported Crude Oil by Area"],
      ["imc2", "F.O.B. Costs of Imported Crude Oil for Selected Crude Streams"],
      ["imc3", "F.O.B. Costs of Imported Crude Oil by API Gravity"],
      ["imp2", "Imports by Processing Area"],
      ["ipct", "Percentages of Total Imported Crude Oil by API Gravity"],
      ["land1", "Landed Costs of Imported Crude by Area"],
      ["land2", "Landed Costs of Imported Crude for Selected Crude Streams"],
      ["land3", "Landed Costs of Imported Crude by API Gravity"],
      ["railNA", "Movements of Crude Oil and Selected Products by Rail"],
      ["res", "Imports of Residual Fuel"],
    ],
  ],
  [
    "stoc",
    "Stocks",
    [
      ["wstk", "Weekly Stocks"],
      ["typ", "Stocks by Type"],
      ["ref", "Refinery Stocks"],
      [
        "ts",
        "Stocks of Motor Gasoline, Distillate Fuel Oil, Residual Fuel Oil, Propane and Propylene",
      ],
      ["st", "Refinery, Bulk Terminal, and Natural Gas Plant Stocks by State"],
      ["cu", "Crude Oil Stocks at Tank Farms & Pipelines"],
      ["gp", "Natural Gas Plant Stocks"],
    ],
  ],
  [
    "cons",
    "Consumption/Sales",
    [
      ["wpsup", "U.S. Weekly Product Supplied"],
      ["psup", "Product Supplied"],
      ["prim", "Prime Supplier Sales Volumes"],
      ["refmg", "Refiner Motor Gasoline Sales Volumes"],
      ["refoth", "Refiner Sales Volumes of Other Petroleum Products"],
      ["821use", "Distillate Fuel Oil and Kerosene Sales by End Use"],
      ["821dst", "Sales of Distillate Fuel Oil by End Use"],
      ["821dsta", "Adjusted Sales of Distillate Fuel Oil by End Use"],
      ["821ker", "Sales of Kerosene by End Use"],
      ["821kera", "Adjusted Sales of Kerosene by End Use"],
      ["821rsd", "Sales of Residual Fuel Oil by End Use"],
      ["821rsda", "Adjusted Sales of Residual Fuel Oil by End Use"],
      ["821usea", "Adjusted Distillate Fuel Oil and Kerosene Sales by End Use"],
      ["refres", "Refiner Residual Fuel Oil and No. 4 Fuel Sales Volumes"],
    ],
  ],
]);

const nuclearOutages = family("EIA nuclear outages survey data", [
  ["us-nuclear-outages", "U.S. Nuclear Outages"],
  ["facility-nuclear-outages", "Facility Level Nuclear Outages"],
  ["generator-nuclear-outages", "Generator Level Nuclear Outages"],
]);

const densifiedBiomass = family("EIA densified biomass data", [
  ["capacity-by-region", "Capacity by Region"],
  ["characteristics-by-region", "Characteristics by Region"],
  ["export-sales-and-price", "Export Sales and Price"],
  ["feedstocks-and-cost", "Feedstocks and Costs"],
  ["inventories-by-region", "Inventories by Region"],
  ["production-by-region", "Production by Region"],
  ["sales-and-price-by-region", "Sales and Price by Region"],
  ["wood-pellet-plants", "Wood Pellet Plant Capacity"],
]);

const co2Emissions = family("EIA CO2 Emissions data", [
  ["co2-emissions-aggregates", "State CO2 Emissions"],
  ["co2-emissions-and-carbon-coefficients", "CO2 Emissions and Carbon Coefficients"],
]);

/** One route for each release, which has no other name than its year. */
function editions(outlook: string, years: readonly string[]): Route[] {
  return years.map((year) => leafRoute(year, year, `${outlook} ${year}`));
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
      routes: editions("Annual Energy Outlook", [
        "2014",
        "2014-er",
        "2015",
        "2016",
        "2017",
        "2018",
        "2019",
        "2020",
        "2021",
        "2022",
        "2023",
        "2025",
        "2026",
      ]),
    },
    {
      ...leafRoute(
        "ieo",
        "International Energy Outlook",
        "Annual international projections using the World Energy Projection System (WEPS) model for release year.  Report and interactive projection data browser:  IEO (www.eia.gov/ieo/)",
      ),
      routes: editions("International Energy Outlook", ["2017", "2019", "2021", "2023"]),
    },
    {
      ...leafRoute("co2-emissions", "State CO2 Emissions", "EIA CO2 Emissions data"),
      routes: co2Emissions,
    },
  ],
};
