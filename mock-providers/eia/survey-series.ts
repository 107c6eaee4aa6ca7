/**
 * Series of the petroleum and natural gas surveys. Names, codes and units as the API sends them (samples/eia,
 * domain sheet section 7); codes without a sample are listed in docs/mock-api-differences.md. Levels are those
 * of recent years.
 */
import { dayNumber } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";

export interface SurveySeries {
  readonly series: string;
  readonly description: string;
  readonly duoarea: string;
  readonly areaName: string;
  readonly product: string;
  readonly productName: string;
  readonly process: string;
  readonly processName: string;
  readonly units: string;
  /** First day with data, before any extension for a long catalogue. */
  readonly firstDay: number;
}

/** A quantity that moves around its level; the shares are relative to it. */
export interface LevelSeries extends SurveySeries {
  readonly level: number;
  /** Up and down over a year, most at `peak` (0 to 1). */
  readonly season: number;
  readonly peak: number;
  /** Up and down over years. */
  readonly swing: number;
  /** From one period to the next. */
  readonly step: number;
  readonly decimals: number;
  /** No value is larger. */
  readonly most?: number;
}

export interface SpotSeries extends SurveySeries {
  /** Price relative to WTI per barrel; for $/GAL relative to WTI divided by 42. */
  readonly ratio: number;
  readonly decimals: 2 | 3;
}

export function listStockSeries(count: number): LevelSeries[] {
  return Array.from({ length: count }, (_, at) => {
    const synthetic = at - stocks.length + 1;
    return stocks[at] ?? stock(syntheticStock(synthetic), syntheticArea(synthetic));
  });
}

export function listSpotSeries(count: number): SpotSeries[] {
  return Array.from({ length: count }, (_, at) => {
    const synthetic = at - spots.length + 1;
    return spots[at] ?? spot(syntheticSpot(synthetic), syntheticArea(synthetic));
  });
}

type StockRow = readonly [
  series: string,
  description: string,
  product: string,
  process: "SAX" | "SAS" | "SAE",
  level: number,
];

type Area = readonly [duoarea: string, areaName: string];

const stockProcesses = {
  SAX: "Ending Stocks Excluding SPR",
  SAS: "Ending Stocks SPR",
  SAE: "Ending Stocks",
} as const;

const productNames: Readonly<Record<string, string>> = {
  EPC0: "Crude Oil",
  EPM0: "Total Gasoline",
  EPD0: "Distillate Fuel Oil",
  EPJK: "Kerosene-Type Jet Fuel",
  EPLLPZ: "Propane and Propylene",
  EP00: "Crude Oil and Petroleum Products",
  EPCWTI: "WTI Crude Oil",
  EPCBRENT: "UK Brent Crude Oil",
  EPMRU: "Conventional Regular Gasoline",
  EPMRR: "Reformulated Motor Gasoline",
  EPD2F: "No 2 Fuel Oil / Heating Oil",
  EPD2DXL0: "No 2 Diesel Low Sulfur (0-15 ppm)",
  EPD2DC: "Carb Diesel",
  EPLLPA: "Propane",
  EPP0: "Petroleum Products",
  EPM0F: "Finished Motor Gasoline",
  EPXXX2: "Crude Oil and Petroleum Products",
};

function stock(row: StockRow, area: Area): LevelSeries {
  const [series, description, product, process, level] = row;
  return {
    series,
    description: `${description} (Thousand Barrels)`,
    duoarea: area[0],
    areaName: area[1],
    product,
    productName: productNames[product] ?? product,
    process,
    processName: stockProcesses[process],
    units: "MBBL",
    firstDay: dayNumber(1982, 8, 20),
    level,
    season: 0.03,
    peak: 0.33,
    swing: 0.08,
    step: 0.008,
    decimals: 0,
  };
}

const unitedStates: Area = ["NUS", "U.S."];

const nationalStocks: readonly LevelSeries[] = [
  stock(
    ["WCESTUS1", "U.S. Ending Stocks excluding SPR of Crude Oil", "EPC0", "SAX", 440_000],
    unitedStates,
  ),
  stock(
    ["WCSSTUS1", "U.S. Ending Stocks of Crude Oil in SPR", "EPC0", "SAS", 400_000],
    unitedStates,
  ),
  stock(["WCRSTUS1", "U.S. Ending Stocks of Crude Oil", "EPC0", "SAE", 840_000], unitedStates),
  stock(["WGTSTUS1", "U.S. Ending Stocks of Total Gasoline", "EPM0", "SAE", 232_000], unitedStates),
  stock(
    ["WDISTUS1", "U.S. Ending Stocks of Distillate Fuel Oil", "EPD0", "SAE", 118_000],
    unitedStates,
  ),
  stock(
    ["WKJSTUS1", "U.S. Ending Stocks of Kerosene-Type Jet Fuel", "EPJK", "SAE", 42_000],
    unitedStates,
  ),
  stock(
    ["WPRSTUS1", "U.S. Ending Stocks of Propane and Propylene", "EPLLPZ", "SAE", 78_000],
    unitedStates,
  ),
  stock(
    [
      "WTTSTUS1",
      "U.S. Ending Stocks of Crude Oil and Petroleum Products",
      "EP00",
      "SAE",
      1_630_000,
    ],
    unitedStates,
  ),
  stock(
    [
      "W_EPC0_SAX_YCUOK_MBBL",
      "Cushing, OK Ending Stocks excluding SPR of Crude Oil",
      "EPC0",
      "SAX",
      31_000,
    ],
    ["YCUOK", "NA"],
  ),
];

/** Petroleum Administration for Defense Districts, with their share of the national stocks. */
const districts = [
  { number: 1, name: "East Coast (PADD 1)", crude: 8_500, gasoline: 59_000, distillate: 33_000 },
  { number: 2, name: "Midwest (PADD 2)", crude: 112_000, gasoline: 50_000, distillate: 29_000 },
  { number: 3, name: "Gulf Coast (PADD 3)", crude: 246_000, gasoline: 84_000, distillate: 41_000 },
  { number: 4, name: "Rocky Mountain (PADD 4)", crude: 24_500, gasoline: 8_000, distillate: 3_800 },
  { number: 5, name: "West Coast (PADD 5)", crude: 49_000, gasoline: 31_000, distillate: 11_200 },
] as const;

const districtStocks = districts.flatMap(({ number, name, crude, gasoline, distillate }) => {
  const area: Area = [`R${String(number)}0`, `PADD ${String(number)}`];
  const code = `P${String(number)}1`;
  return [
    stock(
      [`WCEST${code}`, `${name} Ending Stocks excluding SPR of Crude Oil`, "EPC0", "SAX", crude],
      area,
    ),
    stock(
      [`WGTST${code}`, `${name} Ending Stocks of Total Gasoline`, "EPM0", "SAE", gasoline],
      area,
    ),
    stock(
      [`WDIST${code}`, `${name} Ending Stocks of Distillate Fuel Oil`, "EPD0", "SAE", distillate],
      area,
    ),
  ];
});

const stocks: readonly LevelSeries[] = [...nationalStocks, ...districtStocks];
export const realStockSeries = stocks.length;

type SpotRow = readonly [
  series: string,
  description: string,
  product: string,
  units: "$/BBL" | "$/GAL",
  ratio: number,
  firstDay: number,
];

function spot(row: SpotRow, area: Area): SpotSeries {
  const [series, description, product, units, ratio, firstDay] = row;
  return {
    series,
    description: `${description} (Dollars per ${units === "$/BBL" ? "Barrel" : "Gallon"})`,
    duoarea: area[0],
    areaName: area[1],
    product,
    productName: productNames[product] ?? product,
    process: "PF4",
    processName: "Spot Price FOB",
    units,
    firstDay,
    ratio,
    decimals: units === "$/BBL" ? 2 : 3,
  };
}

const newYork: Area = ["Y35NY", "NEW YORK CITY"];
const gulfCoast: Area = ["RGC", "NA"];
const losAngeles: Area = ["Y05LA", "LOS ANGELES"];

const spots: readonly SpotSeries[] = [
  spot(
    ["RWTC", "Cushing, OK WTI Spot Price FOB", "EPCWTI", "$/BBL", 1, dayNumber(1986, 1, 2)],
    ["YCUOK", "NA"],
  ),
  spot(
    ["RBRTE", "Europe Brent Spot Price FOB", "EPCBRENT", "$/BBL", 1.06, dayNumber(1987, 5, 20)],
    ["ZEU", "NA"],
  ),
  spot(
    [
      "EER_EPMRU_PF4_Y35NY_DPG",
      "New York Harbor Conventional Gasoline Regular Spot Price FOB",
      "EPMRU",
      "$/GAL",
      1.22,
      dayNumber(1986, 6, 2),
    ],
    newYork,
  ),
  spot(
    [
      "EER_EPMRU_PF4_RGC_DPG",
      "U.S. Gulf Coast Conventional Gasoline Regular Spot Price FOB",
      "EPMRU",
      "$/GAL",
      1.17,
      dayNumber(1986, 6, 2),
    ],
    gulfCoast,
  ),
  spot(
    [
      "EER_EPMRR_PF4_Y05LA_DPG",
      "Los Angeles Reformulated RBOB Regular Gasoline Spot Price",
      "EPMRR",
      "$/GAL",
      1.4,
      dayNumber(2003, 3, 11),
    ],
    losAngeles,
  ),
  spot(
    [
      "EER_EPD2F_PF4_Y35NY_DPG",
      "New York Harbor No. 2 Heating Oil Spot Price FOB",
      "EPD2F",
      "$/GAL",
      1.24,
      dayNumber(1986, 6, 2),
    ],
    newYork,
  ),
  spot(
    [
      "EER_EPD2DXL0_PF4_Y35NY_DPG",
      "New York Harbor Ultra-Low Sulfur No 2 Diesel Spot Price",
      "EPD2DXL0",
      "$/GAL",
      1.34,
      dayNumber(2006, 6, 14),
    ],
    newYork,
  ),
  spot(
    [
      "EER_EPD2DXL0_PF4_RGC_DPG",
      "U.S. Gulf Coast Ultra-Low Sulfur No 2 Diesel Spot Price",
      "EPD2DXL0",
      "$/GAL",
      1.29,
      dayNumber(2006, 6, 14),
    ],
    gulfCoast,
  ),
  spot(
    [
      "EER_EPJK_PF4_RGC_DPG",
      "U.S. Gulf Coast Kerosene-Type Jet Fuel Spot Price FOB",
      "EPJK",
      "$/GAL",
      1.27,
      dayNumber(1990, 4, 2),
    ],
    gulfCoast,
  ),
  spot(
    [
      "EER_EPD2DC_PF4_Y05LA_DPG",
      "Los Angeles, CA Ultra-Low Sulfur CARB Diesel Spot Price",
      "EPD2DC",
      "$/GAL",
      1.38,
      dayNumber(1996, 4, 17),
    ],
    losAngeles,
  ),
  spot(
    [
      "EER_EPLLPA_PF4_Y44MB_DPG",
      "Mont Belvieu, TX Propane Spot Price FOB",
      "EPLLPA",
      "$/GAL",
      0.48,
      dayNumber(1992, 7, 9),
    ],
    ["Y44MB", "NA"],
  ),
];
export const realSpotSeries = spots.length;

function syntheticStock(number: number): StockRow {
  const text = String(number).padStart(4, "0");
  const level = 2_000 + (hash32(941, number) % 60_000);
  return [
    `WZ${text}1`,
    `Synthetic Terminal ${text} Ending Stocks of Crude Oil`,
    "EPC0",
    "SAE",
    level,
  ];
}

function syntheticSpot(number: number): SpotRow {
  const text = String(number).padStart(4, "0");
  const ratio = 0.85 + (hash32(942, number) % 30) / 100;
  const description = `Synthetic Hub ${text} Crude Oil Spot Price FOB`;
  return [`RZ${text}`, description, "EPC0", "$/BBL", ratio, dayNumber(1986, 1, 2)];
}

function syntheticArea(number: number): Area {
  return [`Z${String(number).padStart(4, "0")}`, "NA"];
}

type SupplyRow = readonly [
  series: string,
  description: string,
  product: string,
  process: string,
  processName: string,
  level: number,
];

function supply([
  series,
  description,
  product,
  process,
  processName,
  level,
]: SupplyRow): LevelSeries {
  const isShare = series === "WPULEUS3";
  return {
    series,
    description: `${description} (${isShare ? "Percent" : "Thousand Barrels per Day"})`,
    duoarea: unitedStates[0],
    areaName: unitedStates[1],
    product,
    productName: productNames[product] ?? product,
    process,
    processName,
    units: isShare ? "%" : "MBBL/D",
    firstDay: dayNumber(1991, 2, 8),
    level,
    season: isShare ? 0.02 : 0.025,
    peak: 0.55,
    swing: isShare ? 0.02 : 0.05,
    step: isShare ? 0.008 : 0.012,
    decimals: isShare ? 1 : 0,
    ...(isShare ? { most: 100 } : {}),
  };
}

/** petroleum/sum/sndw. */
export const supplySeries: readonly LevelSeries[] = [
  supply([
    "WCRFPUS2",
    "U.S. Field Production of Crude Oil",
    "EPC0",
    "FPF",
    "Field Production",
    13_700,
  ]),
  supply(["WCRIMUS2", "U.S. Imports of Crude Oil", "EPC0", "IM0", "Imports", 6_300]),
  supply(["WCREXUS2", "U.S. Exports of Crude Oil", "EPC0", "EEX", "Exports", 4_000]),
  supply([
    "WRPUPUS2",
    "U.S. Product Supplied of Petroleum Products",
    "EPP0",
    "VPP",
    "Product Supplied",
    20_300,
  ]),
  supply([
    "WGFUPUS2",
    "U.S. Product Supplied of Finished Motor Gasoline",
    "EPM0F",
    "VPP",
    "Product Supplied",
    8_900,
  ]),
  supply([
    "WDIUPUS2",
    "U.S. Product Supplied of Distillate Fuel Oil",
    "EPD0",
    "VPP",
    "Product Supplied",
    3_800,
  ]),
  supply([
    "WKJUPUS2",
    "U.S. Product Supplied of Kerosene-Type Jet Fuel",
    "EPJK",
    "VPP",
    "Product Supplied",
    1_650,
  ]),
];

/** petroleum/pnp/wiup. */
export const refinerySeries: readonly LevelSeries[] = [
  supply([
    "WPULEUS3",
    "U.S. Percent Utilization of Refinery Operable Capacity",
    "EPXXX2",
    "YUP",
    "Refinery Operable Capacity Utilization",
    92,
  ]),
  supply([
    "WCRRIUS2",
    "U.S. Refiner Net Input of Crude Oil",
    "EPC0",
    "YIY",
    "Refinery Net Input",
    16_200,
  ]),
  supply([
    "WGIRIUS2",
    "U.S. Gross Inputs into Refineries",
    "EPXXX2",
    "YIG",
    "Gross Inputs",
    16_500,
  ]),
  supply([
    "WOCLEUS2",
    "U.S. Operable Crude Oil Distillation Capacity",
    "EPXXX2",
    "YRL",
    "Operable Capacity",
    18_100,
  ]),
];

type PipeRow = readonly [
  code: string,
  to: number,
  from: number,
  product: string,
  name: string,
  level: number,
];

const districtNames = ["", "East Coast", "Midwest", "Gulf Coast", "Rocky Mountain", "West Coast"];

function pipe([code, to, from, product, name, level]: PipeRow): LevelSeries {
  const duoarea = `R${String(to)}0-R${String(from)}0`;
  const place = (district: number) => `${districtNames[district] ?? ""} (PADD ${String(district)})`;
  return {
    series: `${code}_${duoarea}_1`,
    description: `${place(to)} Receipts by Pipeline from ${place(from)} of ${name} (Thousand Barrels)`,
    duoarea,
    areaName: `PADD ${String(from)}`,
    product,
    productName: name,
    process: "LMV",
    processName: "Movements by Pipeline",
    units: "MBBL",
    firstDay: dayNumber(1988, 4, 1),
    level,
    season: 0.08,
    peak: 0.1,
    swing: 0.2,
    step: 0.08,
    decimals: 0,
  };
}

const lowSulfur = "Distillate Fuel Oil, 0 to 15 ppm Sulfur";

/** petroleum/move/pipe. */
export const pipeSeries: readonly LevelSeries[] = [
  pipe(["MD0MP", 1, 2, "EPDXL0", lowSulfur, 1_000]),
  pipe(["MD0MP", 1, 3, "EPDXL0", lowSulfur, 25_500]),
  pipe(["MD0MP", 2, 3, "EPDXL0", lowSulfur, 5_200]),
  pipe(["MCRMP", 2, 3, "EPC0", "Crude Oil", 17_000]),
  pipe(["MCRMP", 3, 2, "EPC0", "Crude Oil", 62_000]),
  pipe(["MCRMP", 2, 4, "EPC0", "Crude Oil", 21_000]),
];

export interface GasPriceSeries extends SurveySeries {
  /** 0 for the spot price, else which contract. */
  readonly contract: number;
  /** Last day with data: the futures were given up. */
  readonly lastDay: number | undefined;
  readonly decimals: 2 | 3;
}

function future(contract: number): GasPriceSeries {
  return {
    series: `RNGC${String(contract)}`,
    description: `Natural Gas Futures Contract ${String(contract)} (Dollars per Million Btu)`,
    duoarea: "Y35NY",
    areaName: "NEW YORK CITY",
    product: "EPG0",
    productName: "Natural Gas",
    process: `PE${String(contract)}`,
    processName: `Future Contract ${String(contract)}`,
    units: "$/MMBTU",
    firstDay: dayNumber(1994, 1, 13),
    lastDay: dayNumber(2024, 4, 5),
    contract,
    decimals: 3,
  };
}

/** natural-gas/pri/fut. */
export const gasPriceSeries: readonly GasPriceSeries[] = [
  {
    series: "RNGWHHD",
    description: "Henry Hub Natural Gas Spot Price (Dollars per Million Btu)",
    duoarea: "RGC",
    areaName: "NA",
    product: "EPG0",
    productName: "Natural Gas",
    process: "PS0",
    processName: "Spot Price",
    units: "$/MMBTU",
    firstDay: dayNumber(1997, 1, 7),
    lastDay: undefined,
    contract: 0,
    decimals: 2,
  },
  ...[1, 2, 3, 4].map(future),
];

export interface StorageSeries extends SurveySeries {
  /** Regions whose sum this is; each has a level, billion cubic feet. */
  readonly regions: readonly { readonly code: string; readonly level: number }[];
}

const storageRegions = {
  east: { code: "R31", level: 650 },
  midwest: { code: "R32", level: 780 },
  salt: { code: "R33 salt", level: 270 },
  nonsalt: { code: "R33 nonsalt", level: 690 },
  mountain: { code: "R34", level: 180 },
  pacific: { code: "R35", level: 260 },
} as const;

function storage(
  area: string,
  place: string,
  regions: readonly (keyof typeof storageRegions)[],
  [process, processName]: readonly [string, string] = ["SWO", "Underground Storage - Working Gas"],
): StorageSeries {
  return {
    series: `NW2_EPG0_${process}_${area}_BCF`,
    description: `Weekly ${place} Natural Gas Working Underground Storage (Billion Cubic Feet)`,
    duoarea: area,
    areaName: "NA",
    product: "EPG0",
    productName: "Natural Gas",
    process,
    processName,
    units: "BCF",
    firstDay: dayNumber(2010, 1, 1),
    regions: regions.map((region) => storageRegions[region]),
  };
}

/** natural-gas/stor/wkly: the five regions make up the lower 48 states. */
export const storageSeries: readonly StorageSeries[] = [
  storage("R48", "Lower 48 States", ["east", "midwest", "salt", "nonsalt", "mountain", "pacific"]),
  storage("R31", "East Region", ["east"]),
  storage("R32", "Midwest Region", ["midwest"]),
  storage("R33", "South Central Region", ["salt", "nonsalt"]),
  storage("R34", "Mountain Region", ["mountain"]),
  storage("R35", "Pacific Region", ["pacific"]),
  storage(
    "R33",
    "Salt South Central Region",
    ["salt"],
    ["SSO", "Salt Underground Storage - Working Gas"],
  ),
  storage(
    "R33",
    "NonSalt South Central Region",
    ["nonsalt"],
    ["SNO", "NonSalt Underground Storage - Working Gas"],
  ),
];
