/**
 * Weekly supply (petroleum/sum/sndw), refineries (petroleum/pnp/wiup) and movements by pipeline
 * (petroleum/move/pipe). MD0MP_R10-R20_1 is recorded, WCRFPUS2 and WPULEUS3 are named by the domain sheet,
 * section 7; codes and words of the others are from memory.
 */
import { dayNumber } from "../kit/calendar.ts";
import { productNames, unitedStates, type LevelSeries } from "./survey-series.ts";

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
