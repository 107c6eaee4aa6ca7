/**
 * Energy sources of Form EIA-930 and how much of each an authority runs. Codes and names: domain sheet section 3;
 * shares are orders of magnitude, California's after section 7 and the CAISO sheet, section 9.
 */
import type { Respondent } from "./respondents.ts";

export const fuelNames = {
  BAT: "Battery storage",
  COL: "Coal",
  GEO: "Geothermal",
  NG: "Natural Gas",
  NUC: "Nuclear",
  OES: "Other energy storage",
  OIL: "Petroleum",
  OTH: "Other",
  PS: "Pumped storage",
  SNB: "Solar with integrated battery storage",
  SUN: "Solar",
  UES: "Unknown energy storage",
  UNK: "Unknown",
  WAT: "Hydro",
  WND: "Wind",
  WNB: "Wind with integrated battery storage",
} as const;
export type Fuel = keyof typeof fuelNames;

/** Means relative to the authority's mean generation; for SUN and BAT the peak. */
export interface FuelMix {
  readonly shares: readonly (readonly [Fuel, number])[];
  /** Runs up and down so that all sources together give the net generation. */
  readonly balance: Fuel;
}

const mixes: Readonly<Record<string, FuelMix>> = {
  CISO: {
    balance: "NG",
    shares: [
      ["SUN", 0.78],
      ["WND", 0.1],
      ["NUC", 0.103],
      ["WAT", 0.11],
      ["BAT", 0.32],
      ["GEO", 0.035],
      ["OTH", 0.02],
      ["COL", 0.0003],
      ["OIL", 0.0005],
    ],
  },
  ERCO: {
    balance: "NG",
    shares: [
      ["SUN", 0.38],
      ["WND", 0.24],
      ["COL", 0.13],
      ["NUC", 0.09],
      ["BAT", 0.08],
      ["WAT", 0.001],
      ["OTH", 0.002],
    ],
  },
  PJM: {
    balance: "NG",
    shares: [
      ["NUC", 0.32],
      ["COL", 0.15],
      ["WND", 0.04],
      ["SUN", 0.07],
      ["WAT", 0.015],
      ["PS", 0.02],
      ["OIL", 0.003],
      ["OTH", 0.008],
    ],
  },
  MISO: {
    balance: "NG",
    shares: [
      ["COL", 0.28],
      ["WND", 0.15],
      ["NUC", 0.14],
      ["SUN", 0.09],
      ["WAT", 0.016],
      ["OIL", 0.001],
      ["OTH", 0.012],
    ],
  },
  NYIS: {
    balance: "NG",
    shares: [
      ["NUC", 0.21],
      ["WAT", 0.21],
      ["WND", 0.04],
      ["OIL", 0.004],
      ["OTH", 0.02],
      ["SUN", 0.02],
    ],
  },
  ISNE: {
    balance: "NG",
    shares: [
      ["NUC", 0.26],
      ["WAT", 0.08],
      ["WND", 0.035],
      ["SUN", 0.1],
      ["OTH", 0.06],
      ["OIL", 0.006],
      ["COL", 0.001],
    ],
  },
  SWPP: {
    balance: "NG",
    shares: [
      ["WND", 0.38],
      ["COL", 0.24],
      ["NUC", 0.055],
      ["WAT", 0.04],
      ["SUN", 0.01],
      ["OIL", 0.001],
    ],
  },
  BPAT: {
    balance: "WAT",
    shares: [
      ["NUC", 0.1],
      ["WND", 0.08],
      ["OTH", 0.02],
      ["SUN", 0.015],
    ],
  },
  AEC: {
    balance: "NG",
    shares: [
      ["COL", 0.0008],
      ["SUN", 0.05],
      ["WAT", 0.01],
    ],
  },
  solar: {
    balance: "NG",
    shares: [
      ["SUN", 0.5],
      ["WAT", 0.12],
      ["WND", 0.05],
      ["OTH", 0.01],
    ],
  },
  summer: {
    balance: "NG",
    shares: [
      ["COL", 0.2],
      ["NUC", 0.18],
      ["SUN", 0.1],
      ["WAT", 0.03],
      ["OIL", 0.001],
      ["OTH", 0.004],
    ],
  },
  winter: {
    balance: "WAT",
    shares: [
      ["WND", 0.08],
      ["NG", 0.15],
      ["OTH", 0.01],
    ],
  },
};

/** Its own mix where one is known, else that of authorities with the same shape of a day. */
export function mixOf({ code, shape }: Respondent): FuelMix {
  const mix = mixes[code] ?? mixes[shape];
  // Proof: there is a mix for each of the three shapes.
  if (mix === undefined) throw new Error(`No fuel mix for ${code}`);
  return mix;
}

/** What an authority reports, in the order of its rows; California as in the catalogue. */
export function fuelsOf(respondent: Respondent): readonly Fuel[] {
  const { shares, balance } = mixOf(respondent);
  const [first, second, ...rest] = shares.map(([fuel]) => fuel);
  return [first, second, balance, ...rest].filter((fuel) => fuel !== undefined);
}
