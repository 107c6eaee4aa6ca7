/**
 * Series of the short-term outlook, the monthly energy review and international data. PADI_OPEC, PATC_WORLD,
 * PATWPUS, 55-1-ARE-TBPD and 29-12-HKG-BKWH are recorded with ids, words and units (samples/eia); the others
 * carry real ids with titles and levels from memory. Histories begin where the recordings do.
 */

/** A monthly quantity: a trend from one year to another, a season, and noise. */
export interface MonthlyShape {
  /** In the year 2000 and in the year 2025; straight between them and held outside. */
  readonly levels: readonly [in2000: number, in2025: number];
  /** Relative to the level, most at `peak` of the year. */
  readonly season: number;
  readonly peak: number;
  /** Relative to the level: over years, and from month to month. */
  readonly swing: number;
  readonly noise: number;
  readonly decimals: number;
}

export interface OutlookSeries {
  readonly id: string;
  readonly description: string;
  readonly unit: string;
  readonly shape: MonthlyShape;
  /** False: history alone. */
  readonly hasForecast: boolean;
  /** Months count from January of year 0. */
  readonly firstMonth: number;
}

const month = (year: number, ofYear = 1) => year * 12 + ofYear - 1;

function shape(
  levels: readonly [number, number],
  moves: readonly [season: number, peak: number, swing: number, noise: number],
  decimals: number,
): MonthlyShape {
  const [season, peak, swing, noise] = moves;
  return { levels, season, peak, swing, noise, decimals };
}

const barrels = "million barrels per day";

function outlookSeries(
  id: string,
  description: string,
  unit: string,
  form: MonthlyShape,
  history?: { readonly firstMonth: number; readonly hasForecast: boolean },
): OutlookSeries {
  return {
    id,
    description,
    unit,
    shape: form,
    ...(history ?? { firstMonth: month(1990), hasForecast: true }),
  };
}

/** The first ones open the catalogue. */
export const steoSeries: readonly OutlookSeries[] = [
  outlookSeries(
    "PATC_WORLD",
    "Liquid Fuels Consumption, Total World",
    barrels,
    shape([76.8, 104.6], [0.012, 0.6, 0.015, 0.003], 8),
  ),
  outlookSeries(
    "PADI_OPEC",
    "Unplanned crude oil production disruptions, Organization of the Petroleum Exporting Countries",
    barrels,
    shape([2, 2.1], [0.02, 0.5, 0.5, 0.06], 5),
    { firstMonth: month(2009), hasForecast: false },
  ),
  outlookSeries(
    "COPRPUS",
    "Crude Oil Production, U.S. Total",
    barrels,
    shape([5.8, 13.5], [0.01, 0.9, 0.03, 0.005], 6),
  ),
  outlookSeries(
    "WTIPUUS",
    "West Texas Intermediate Crude Oil Price",
    "dollars per barrel",
    shape([30, 66], [0.02, 0.5, 0.22, 0.02], 2),
  ),
  outlookSeries(
    "PAPR_WORLD",
    "Liquid Fuels Production, Total World",
    barrels,
    shape([77.5, 105.3], [0.005, 0.9, 0.015, 0.003], 8),
  ),
  outlookSeries(
    "COPR_OPEC",
    "Crude Oil Production, OPEC Total",
    barrels,
    shape([27.8, 27.1], [0.003, 0.5, 0.05, 0.005], 8),
  ),
  outlookSeries(
    "PATCPUSX",
    "Total Liquid Fuels Consumption, U.S.",
    barrels,
    shape([19.7, 20.4], [0.02, 0.6, 0.03, 0.01], 6),
  ),
  outlookSeries(
    "BREPUUS",
    "Brent Crude Oil Spot Price",
    "dollars per barrel",
    shape([28.5, 69.5], [0.02, 0.5, 0.22, 0.02], 2),
  ),
  outlookSeries(
    "NGHHUUS",
    "Henry Hub Spot Price",
    "dollars per million Btu",
    shape([4.3, 3.6], [0.12, 0.05, 0.25, 0.05], 3),
  ),
  outlookSeries(
    "MGRARUS",
    "U.S. Regular Gasoline Retail Price (including taxes)",
    "dollars per gallon",
    shape([1.5, 3.15], [0.08, 0.45, 0.12, 0.01], 3),
  ),
];

export interface ReviewSeries {
  readonly msn: string;
  readonly description: string;
  readonly unit: string;
  readonly shape: MonthlyShape;
}

const trillion = "Trillion Btu";

/** The first month of the monthly energy review. */
export const reviewFirstMonth = month(1973);

export const reviewSeries: readonly ReviewSeries[] = [
  {
    msn: "PATWPUS",
    description: "Wells Drilled, Crude Oil in Number",
    unit: "Number",
    shape: shape([700, 1_050], [0.03, 0.7, 0.35, 0.02], 0),
  },
  {
    msn: "TETCBUS",
    description: "Total Primary Energy Consumption",
    unit: trillion,
    shape: shape([8_200, 7_850], [0.09, 0.03, 0.02, 0.01], 3),
  },
  {
    msn: "TEPRBUS",
    description: "Total Primary Energy Production",
    unit: trillion,
    shape: shape([5_950, 8_600], [0.02, 0.6, 0.04, 0.01], 3),
  },
  {
    msn: "NUETBUS",
    description: "Nuclear Electric Power Consumption",
    unit: trillion,
    shape: shape([655, 680], [0.08, 0.55, 0.02, 0.015], 3),
  },
  {
    msn: "CLTCBUS",
    description: "Coal Consumption",
    unit: trillion,
    shape: shape([1_880, 680], [0.12, 0.55, 0.08, 0.02], 3),
  },
  {
    msn: "NNTCBUS",
    description: "Natural Gas Consumption (Excluding Supplemental Gaseous Fuels)",
    unit: trillion,
    shape: shape([1_980, 2_900], [0.28, 0.03, 0.03, 0.02], 3),
  },
  {
    msn: "PMTCBUS",
    description: "Petroleum Consumption (Excluding Biofuels)",
    unit: trillion,
    shape: shape([3_180, 2_960], [0.02, 0.6, 0.04, 0.012], 3),
  },
  {
    msn: "RETCBUS",
    description: "Total Renewable Energy Consumption",
    unit: trillion,
    shape: shape([510, 720], [0.05, 0.4, 0.05, 0.015], 3),
  },
];

interface Country {
  readonly id: string;
  readonly name: string;
}

export interface InternationalSeries {
  readonly productId: string;
  readonly productName: string;
  readonly activityId: string;
  readonly activityName: string;
  readonly country: Country;
  readonly unit: string;
  readonly unitName: string;
  readonly shape: MonthlyShape;
  readonly firstMonth: number;
  /** Annual statistics have no months. */
  readonly isAnnual: boolean;
}

/** Million barrels per day of liquids in 2000 and 2025, roughly. */
const producers: readonly (readonly [string, string, number, number])[] = [
  ["ARE", "United Arab Emirates", 2_650, 4_150],
  ["SAU", "Saudi Arabia", 9_500, 10_900],
  ["USA", "United States", 8_100, 20_300],
  ["RUS", "Russia", 6_700, 10_700],
  ["CAN", "Canada", 2_750, 6_000],
  ["IRQ", "Iraq", 2_570, 4_450],
  ["CHN", "China", 3_250, 5_150],
  ["BRA", "Brazil", 1_500, 4_100],
  ["NOR", "Norway", 3_350, 2_050],
  ["MEX", "Mexico", 3_450, 1_950],
  ["KWT", "Kuwait", 2_200, 2_850],
];

/** Billion kilowatthours of renewable generation in 2000 and 2025, roughly. */
const renewables: readonly (readonly [string, string, number, number])[] = [
  ["HKG", "Hong Kong", 0.01, 0.24],
  ["DEU", "Germany", 37, 285],
  ["FRA", "France", 70, 148],
  ["GBR", "United Kingdom", 10, 140],
  ["IND", "India", 77, 430],
  ["JPN", "Japan", 100, 232],
];

export const internationalSeries: readonly InternationalSeries[] = [
  ...producers.map(([id, name, before, now]) => ({
    productId: "55",
    productName: "Crude oil, NGPL, and other liquids",
    activityId: "1",
    activityName: "Production",
    country: { id, name },
    unit: "TBPD",
    unitName: "thousand barrels per day",
    shape: shape([before, now], [0.01, 0.5, 0.04, 0.01], 9),
    // 378 months to June 2024.
    firstMonth: month(1993),
    isAnnual: false,
  })),
  ...renewables.map(([id, name, before, now]) => ({
    productId: "29",
    productName: "Renewables",
    activityId: "12",
    activityName: "Generation",
    country: { id, name },
    unit: "BKWH",
    unitName: "billion kilowatthours",
    shape: shape([before, now], [0, 0, 0.05, 0.02], 9),
    firstMonth: month(1980),
    isAnnual: true,
  })),
];
