/**
 * Weekly stocks (petroleum/stoc/wstk) and spot prices (petroleum/pri/spt). Names, codes and units as the API
 * sends them (samples/eia, domain sheet section 7); codes without a sample are listed in
 * docs/mock-api-differences.md. Levels are those of recent years.
 */
import { dayNumber } from "../kit/calendar.ts";
import { hash32 } from "../kit/random.ts";
import {
  productNames,
  unitedStates,
  type Area,
  type LevelSeries,
  type SurveySeries,
} from "./survey-series.ts";

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

const stockProcesses = {
  SAX: "Ending Stocks Excluding SPR",
  SAS: "Ending Stocks SPR",
  SAE: "Ending Stocks",
} as const;

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
