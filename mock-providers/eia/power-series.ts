/**
 * States, sectors and fuels of the electricity surveys, with orders of magnitude. Codes and words of sectors 98,
 * COW and NG are recorded (samples/eia/electricity_electric-power-operational-data_*), the others are from memory.
 */
export interface State {
  readonly id: string;
  readonly name: string;
  /** Retail sales, million kilowatthours a month. */
  readonly sales: number;
  /** Residential price in 2025, cents per kilowatthour. */
  readonly price: number;
  /** Generation by fuel, thousand megawatthours a month; what is absent is not burnt. */
  readonly generation: Readonly<Partial<Record<BurntFuel, number>>>;
}

export type BurntFuel = "COW" | "NG" | "PEL" | "NUC" | "HYC" | "WND" | "SUN";

type StateRow = readonly [
  id: string,
  name: string,
  sales: number,
  price: number,
  coal: number,
  gas: number,
  nuclear: number,
  hydro: number,
  wind: number,
  sun: number,
];

const rows: readonly StateRow[] = [
  ["AL", "Alabama", 7_300, 15.6, 1_900, 4_500, 3_700, 900, 0, 120],
  ["AK", "Alaska", 510, 25.5, 60, 240, 0, 140, 12, 1],
  ["AZ", "Arizona", 7_200, 15.4, 1_000, 4_300, 2_650, 480, 180, 1_000],
  ["AR", "Arkansas", 4_100, 12.6, 1_600, 2_000, 1_250, 270, 10, 180],
  ["CA", "California", 20_900, 31.8, 0, 7_600, 1_480, 2_300, 1_250, 4_400],
  ["CO", "Colorado", 4_750, 15.4, 1_450, 1_600, 0, 130, 1_500, 480],
  ["CT", "Connecticut", 2_350, 29.5, 0, 2_000, 1_350, 40, 1, 40],
  ["DE", "Delaware", 960, 16.6, 15, 380, 0, 0, 1, 12],
  ["DC", "District of Columbia", 880, 17.5, 0, 8, 0, 0, 0, 1],
  ["FL", "Florida", 20_500, 15.1, 1_100, 16_400, 2_450, 18, 0, 1_550],
  ["GA", "Georgia", 12_000, 14.2, 1_500, 5_000, 3_900, 250, 0, 700],
  ["HI", "Hawaii", 760, 42.4, 0, 0, 0, 8, 55, 60],
  ["ID", "Idaho", 2_150, 11.6, 0, 420, 0, 780, 220, 60],
  ["IL", "Illinois", 11_000, 16.3, 2_100, 2_200, 8_100, 10, 1_950, 330],
  ["IN", "Indiana", 8_100, 15.6, 3_500, 3_000, 0, 35, 850, 260],
  ["IA", "Iowa", 4_400, 13.2, 1_250, 700, 0, 75, 3_700, 70],
  ["KS", "Kansas", 3_500, 14.1, 1_400, 350, 800, 3, 2_450, 15],
  ["KY", "Kentucky", 6_100, 13.1, 3_700, 1_500, 0, 380, 0, 40],
  ["LA", "Louisiana", 7_800, 12, 420, 5_700, 1_350, 80, 0, 110],
  ["ME", "Maine", 950, 27.6, 4, 360, 0, 290, 210, 70],
  ["MD", "Maryland", 4_800, 18.3, 230, 1_250, 1_240, 150, 45, 90],
  ["MA", "Massachusetts", 4_100, 30.3, 0, 1_250, 0, 75, 18, 180],
  ["MI", "Michigan", 8_200, 19.7, 2_100, 4_300, 1_900, 110, 800, 130],
  ["MN", "Minnesota", 5_400, 15.6, 1_100, 1_150, 1_150, 90, 1_250, 190],
  ["MS", "Mississippi", 4_000, 14.1, 350, 4_700, 750, 0, 15, 130],
  ["MO", "Missouri", 6_400, 13.1, 3_900, 800, 800, 90, 640, 60],
  ["MT", "Montana", 1_250, 13, 850, 40, 0, 760, 420, 35],
  ["NE", "Nebraska", 2_900, 12.1, 1_550, 130, 500, 110, 1_050, 15],
  ["NV", "Nevada", 3_400, 14.2, 150, 2_200, 0, 130, 25, 1_150],
  ["NH", "New Hampshire", 880, 24.7, 15, 330, 850, 110, 38, 2],
  ["NJ", "New Jersey", 6_000, 20.1, 0, 2_750, 2_300, 1, 2, 150],
  ["NM", "New Mexico", 2_350, 14.6, 700, 1_050, 0, 15, 1_350, 340],
  ["NY", "New York", 11_800, 26.1, 0, 5_200, 2_300, 2_350, 430, 240],
  ["NC", "North Carolina", 11_500, 14, 1_250, 4_700, 3_550, 420, 45, 1_050],
  ["ND", "North Dakota", 2_400, 11.9, 2_000, 200, 0, 170, 1_400, 1],
  ["OH", "Ohio", 12_400, 16.6, 2_650, 6_300, 1_450, 45, 260, 340],
  ["OK", "Oklahoma", 5_800, 13, 550, 3_300, 0, 170, 3_150, 20],
  ["OR", "Oregon", 4_700, 14.6, 0, 1_800, 0, 2_350, 800, 200],
  ["PA", "Pennsylvania", 11_900, 18.9, 1_150, 11_800, 6_300, 110, 280, 60],
  ["RI", "Rhode Island", 590, 28.9, 0, 680, 0, 0, 19, 60],
  ["SC", "South Carolina", 6_700, 15, 1_100, 2_050, 4_550, 140, 0, 230],
  ["SD", "South Dakota", 1_150, 13.2, 140, 130, 0, 470, 860, 12],
  ["TN", "Tennessee", 8_300, 13, 1_250, 1_450, 2_900, 650, 3, 85],
  ["TX", "Texas", 40_500, 15.3, 5_700, 23_500, 3_350, 60, 10_400, 3_600],
  ["UT", "Utah", 2_800, 12.7, 1_350, 1_000, 0, 65, 65, 500],
  ["VT", "Vermont", 450, 22.9, 0, 0, 0, 95, 33, 20],
  ["VA", "Virginia", 12_500, 15.5, 250, 4_800, 2_350, 55, 5, 560],
  ["WA", "Washington", 7_300, 12.5, 230, 1_300, 750, 5_300, 720, 20],
  ["WV", "West Virginia", 2_800, 15.2, 3_800, 350, 0, 140, 170, 2],
  ["WI", "Wisconsin", 5_700, 18, 1_650, 2_250, 850, 190, 150, 190],
  ["WY", "Wyoming", 1_400, 13.4, 2_350, 170, 0, 80, 900, 20],
];

export const states: readonly State[] = rows.map((row) => {
  const [id, name, sales, price, coal, gas, nuclear, hydro, wind, sun] = row;
  const generation = { COW: coal, NG: gas, PEL: sales * 0.002, NUC: nuclear, HYC: hydro };
  const all: [BurntFuel, number][] = [
    ...(Object.entries(generation) as [BurntFuel, number][]),
    ["WND", wind],
    ["SUN", sun],
  ];
  return {
    id,
    name,
    sales,
    price,
    generation: Object.fromEntries(all.filter(([, level]) => level > 0)),
  };
});

/** All of them together. */
export const nation = { id: "US", name: "U.S. Total" } as const;

export interface Sector {
  readonly id: string;
  readonly name: string;
}

export interface RetailSector extends Sector {
  /** Of a state's sales, and its price relative to the residential one. */
  readonly share: number;
  readonly priceFactor: number;
  /** Million kilowatthours a month and customer. */
  readonly perCustomer: number;
  readonly season: number;
}

export const retailSectors: readonly RetailSector[] = [
  {
    id: "RES",
    name: "residential",
    share: 0.385,
    priceFactor: 1,
    perCustomer: 0.00088,
    season: 0.22,
  },
  {
    id: "COM",
    name: "commercial",
    share: 0.36,
    priceFactor: 0.78,
    perCustomer: 0.0062,
    season: 0.1,
  },
  {
    id: "IND",
    name: "industrial",
    share: 0.253,
    priceFactor: 0.51,
    perCustomer: 0.11,
    season: 0.03,
  },
  {
    id: "TRA",
    name: "transportation",
    share: 0.002,
    priceFactor: 0.76,
    perCustomer: 8,
    season: 0.02,
  },
];

export const allSectors: Sector = { id: "ALL", name: "all sectors" };

export const powerSectors: readonly (Sector & { readonly share: number })[] = [
  { id: "98", name: "Electric Power", share: 0.955 },
  { id: "99", name: "All Sectors", share: 1 },
];

export interface PowerFuel {
  readonly id: BurntFuel | "ALL";
  readonly name: string;
  /** Present for what is bought by weight or volume. */
  readonly burnt?: {
    readonly unit: string;
    /** Units burnt for a megawatthour, million Btu in a unit, dollars for a unit. */
    readonly perMwh: number;
    readonly heat: number;
    readonly cost: number;
    /** Months of consumption kept in stock. */
    readonly stockMonths: number;
    readonly sulfur: number | null;
    readonly ash: number | null;
  };
  readonly season: number;
  /** When of the year it runs most. */
  readonly peak: number;
}

/** Billed as here: dollars per … and thousand … . */
export const powerFuels: readonly PowerFuel[] = [
  { id: "ALL", name: "all fuels", season: 0.14, peak: 0.58 },
  {
    id: "COW",
    name: "all coal products",
    burnt: {
      unit: "short tons",
      perMwh: 0.55,
      heat: 19.1,
      cost: 46,
      stockMonths: 3.2,
      sulfur: 1.3,
      ash: 8.5,
    },
    season: 0.15,
    peak: 0.56,
  },
  {
    id: "NG",
    name: "natural gas",
    burnt: {
      unit: "Mcf",
      perMwh: 7.5,
      heat: 1.036,
      cost: 3.3,
      stockMonths: 0,
      sulfur: null,
      ash: null,
    },
    season: 0.2,
    peak: 0.58,
  },
  {
    id: "PEL",
    name: "petroleum liquids",
    burnt: {
      unit: "barrels",
      perMwh: 1.8,
      heat: 5.9,
      cost: 105,
      stockMonths: 12,
      sulfur: 0.4,
      ash: null,
    },
    season: 0.2,
    peak: 0.04,
  },
  { id: "NUC", name: "nuclear", season: 0.07, peak: 0.55 },
  { id: "HYC", name: "conventional hydroelectric", season: 0.2, peak: 0.35 },
  { id: "WND", name: "wind", season: 0.16, peak: 0.25 },
  { id: "SUN", name: "solar", season: 0.4, peak: 0.47 },
];
