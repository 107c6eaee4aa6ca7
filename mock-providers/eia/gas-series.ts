/**
 * Natural gas prices (natural-gas/pri/fut) and weekly storage (natural-gas/stor/wkly). RNGWHHD, RNGC1 and the
 * storage of R31 and R48 are recorded (samples/eia); the others follow their pattern.
 */
import { dayNumber } from "../kit/calendar.ts";
import type { SurveySeries } from "./survey-series.ts";

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
