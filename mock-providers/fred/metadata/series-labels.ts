/**
 * Where each real series stands in FRED's catalogue: its release, its categories, its own tags (those of
 * frequency, adjustment, place, source and copyright follow from the rest) and a sentence for its notes.
 */
import type { SeriesLabels } from "../series-spec.ts";

function labels(releaseId: number, categoryId: number, tags: string, about: string): SeriesLabels {
  return { releaseId, categoryIds: [categoryId], tags: tags.split(", "), about };
}

const yields = (about: string): SeriesLabels =>
  labels(18, 115, "interest rate, yield, treasury, maturity", about);
const spread = (about: string): SeriesLabels => labels(304, 33446, "interest rate, spread", about);

export const seriesLabels: Readonly<Record<string, SeriesLabels>> = {
  GDP: labels(
    53,
    106,
    "gdp, headline figure",
    "The market value of the goods and services produced by labor and property in the United States.",
  ),
  GDPC1: labels(
    53,
    106,
    "gdp, real, headline figure",
    "Output of the United States in chained dollars of 2017.",
  ),
  GDPDEF: labels(
    53,
    21,
    "gdp, price index, inflation",
    "Gross domestic product divided by real gross domestic product, times 100.",
  ),
  PCECC96: labels(53, 110, "consumption, pce, real", "What households buy, in chained dollars."),
  GPDI: labels(53, 112, "investment, private", "Fixed investment and the change in inventories."),
  GCE: labels(53, 107, "government, consumption, investment", "Federal, state and local together."),
  EXPGS: labels(53, 108, "exports, goods, services", "Exports of the national accounts."),
  IMPGS: labels(53, 108, "imports, goods, services", "Imports of the national accounts."),

  CPIAUCSL: labels(
    10,
    9,
    "price index, inflation, consumer, headline figure",
    "What urban consumers pay for a basket of goods and services. Seasonal factors of the last five years are computed anew each February.",
  ),
  CPILFESL: labels(
    10,
    9,
    "price index, inflation, consumer, core",
    "The consumer price index without food and energy, whose prices move most.",
  ),
  CPIAUCNS: labels(
    10,
    9,
    "price index, inflation, consumer",
    "The consumer price index as first published; it is never revised.",
  ),
  PCEPI: labels(54, 9, "price index, inflation, pce", "The price index of personal consumption."),
  PPIACO: labels(46, 31, "price index, inflation, commodities", "Prices producers receive."),
  APU000072610: labels(
    454,
    9,
    "price, energy, electricity, consumer",
    "What a household pays for a kilowatt-hour.",
  ),

  PAYEMS: labels(
    50,
    32305,
    "employment, nonfarm, payrolls, headline figure",
    "Workers on payrolls outside farms. The benchmark comes with the report on January.",
  ),
  MANEMP: labels(50, 32309, "employment, manufacturing, payrolls", "Workers in manufacturing."),
  AHETPI: labels(
    50,
    11,
    "earnings, wages, hours, private",
    "Hourly earnings of those who do not supervise others.",
  ),
  UNRATE: labels(
    50,
    32447,
    "unemployment, rate, household survey, headline figure",
    "The unemployed as a share of the labor force.",
  ),
  CE16OV: labels(
    50,
    12,
    "employment, household survey",
    "Persons at work, by the household survey.",
  ),
  JTSJOL: labels(192, 32241, "job openings, nonfarm, vacancy", "Posts open at the month's end."),
  ICSA: labels(
    180,
    32240,
    "claims, unemployment, initial claims",
    "First claims for unemployment insurance in the week that ends on Saturday.",
  ),
  CCSA: labels(
    180,
    32240,
    "claims, unemployment, continued claims",
    "Insured persons who went on claiming.",
  ),

  DGS10: yields("Yield of actively traded issues, adjusted to ten years."),
  DGS2: yields("Yield of actively traded issues, adjusted to two years."),
  DGS30: yields("Yield of actively traded issues, adjusted to thirty years."),
  DGS5: yields("Yield of actively traded issues, adjusted to five years."),
  DGS1: yields("Yield of actively traded issues, adjusted to one year."),
  DGS3MO: yields("Yield of actively traded issues, adjusted to three months."),
  DGS20: yields("Yield of actively traded issues, adjusted to twenty years."),
  WGS10YR: yields("Averages of business days; the series of days is DGS10."),
  WGS2YR: yields("Averages of business days; the series of days is DGS2."),
  T10Y2Y: spread("The yield at ten years (DGS10) less the yield at two years (DGS2)."),
  T10Y3M: spread("The yield at ten years (DGS10) less the yield at three months (DGS3MO)."),
  T10YIE: spread("Inflation that nominal and indexed bonds of ten years imply."),
  T5YIFR: spread("Inflation over five years that begin five years from now, as bonds imply."),
  DFF: labels(
    18,
    118,
    "interest rate, federal, fed funds, rate",
    "The rate at which banks lend balances overnight, every day of the week.",
  ),
  FEDFUNDS: labels(
    18,
    118,
    "interest rate, federal, fed funds, rate",
    "Averages of days; the series of days is DFF.",
  ),
  BAMLH0A0HYM2: labels(
    209,
    119,
    "interest rate, spread, bonds, corporate, high yield",
    "Spread of bonds below investment grade over Treasuries.",
  ),
  DAAA: labels(427, 119, "interest rate, yield, bonds, corporate", "Bonds rated Aaa."),
  DBAA: labels(427, 119, "interest rate, yield, bonds, corporate", "Bonds rated Baa."),
  MORTGAGE30US: labels(
    190,
    114,
    "interest rate, mortgage, 30-year",
    "Average of fixed rates offered to first-class borrowers.",
  ),

  DEXUSEU: labels(17, 94, "exchange rate, dollar, euro", "Noon buying rates in New York."),
  DEXJPUS: labels(17, 94, "exchange rate, dollar, japan", "Noon buying rates in New York."),
  WALCL: labels(20, 124, "assets, balance sheet, federal", "All assets of the Reserve Banks."),
  WTREGEN: labels(
    20,
    124,
    "liabilities, balance sheet, deposits, treasury",
    "The Treasury's account with the Reserve Banks.",
  ),
  M2SL: labels(21, 29, "m2, money, monetary aggregates", "Cash, deposits and retail money funds."),
  NFCI: labels(221, 46, "financial, conditions, indexes", "Zero is the average since 1971."),
  VIXCLS: labels(200, 32425, "volatility, stock market, indexes", "Volatility that options imply."),
  SP500: labels(189, 32255, "stock market, indexes", "Level at the market's close; made up here."),

  DCOILWTICO: labels(212, 32217, "oil, crude, wti, commodities, price", "Spot price at Cushing."),
  DCOILBRENTEU: labels(212, 32217, "oil, crude, brent, commodities, price", "Spot price of Brent."),
  GASREGW: labels(
    183,
    32217,
    "gas, energy, commodities, price",
    "Average at the pump on Monday, taxes included.",
  ),
  DHHNGSP: labels(342, 32217, "gas, natural gas, henry hub, price", "Spot price at Henry Hub."),
  MHHNGSP: labels(
    342,
    32217,
    "gas, natural gas, henry hub, price",
    "Averages of days; the series of days is DHHNGSP.",
  ),

  INDPRO: labels(13, 3, "industry, production, ip, headline figure", "Output of industry."),
  IPG2211A2N: labels(
    13,
    3,
    "industry, production, ip, electricity, gas, utilities",
    "Output of electric and gas utilities; highest in winter.",
  ),
  HOUST: labels(27, 32299, "housing, starts, headline figure", "Homes begun, at an annual rate."),
  PERMIT: labels(27, 32302, "housing, permits", "Homes permitted, at an annual rate."),
  RSAFS: labels(9, 6, "retail, sales, headline figure", "The advance estimate."),
  DGORDER: labels(95, 32429, "orders, durable goods, manufacturing", "Orders for durable goods."),
  TOTALSA: labels(93, 32993, "vehicles, sales", "Cars and light and heavy trucks."),
  PCE: labels(54, 110, "consumption, pce, personal", "What households spend."),
  PSAVERT: labels(54, 112, "saving, personal, rate", "Saving as a share of disposable income."),
  UMCSENT: labels(91, 98, "consumer sentiment, survey, consumer", "A survey of households."),
};
