/**
 * What a series of the petroleum and natural gas surveys is. The series themselves stand in
 * `petroleum-series.ts`, `supply-series.ts` and `gas-series.ts`.
 */
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

export type Area = readonly [duoarea: string, areaName: string];

export const unitedStates: Area = ["NUS", "U.S."];

export const productNames: Readonly<Record<string, string>> = {
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
