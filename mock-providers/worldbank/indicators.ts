/**
 * The indicators served. Ids, names and topics are the World Bank's; the notes are ours. An annual indicator is a
 * quotient or an amount of its economy's amounts, a monthly one a series of the Global Economic Monitor.
 */
import type { AmountName } from "./annual-amounts.ts";
import type { MonthlyName } from "./monthly-values.ts";
import { globalEconomicMonitor, worldDevelopmentIndicators } from "./sources.ts";

interface Described {
  readonly id: string;
  readonly name: string;
  readonly topics: readonly number[];
  /** Of the `decimal` field: how many places a reader should show. */
  readonly decimals: number;
  readonly note: string;
  readonly organization: string;
}

/** An amount in a year relative to the one asked for: `amount("population", -1)` is last year's. */
export type ReadAmount = (name: AmountName, yearsLater?: number) => number;

export interface AnnualIndicator extends Described {
  readonly source: typeof worldDevelopmentIndicators;
  /** First year of the original. */
  readonly firstYear: number;
  /** Months from the end of a year to the first update that may carry its value. */
  readonly lagMonths: number;
  /** Whether economies began to report in different years after 1960. */
  readonly reported: boolean;
  /** Whether aggregates have values. */
  readonly aggregated: boolean;
  readonly value: (amount: ReadAmount) => number;
}

export interface MonthlyIndicator extends Described {
  readonly source: typeof globalEconomicMonitor;
  readonly series: MonthlyName;
  readonly frequencies: readonly ("monthly" | "quarterly" | "annual")[];
  /** How months make up longer periods. */
  readonly together: "mean" | "sum";
}

export type Indicator = AnnualIndicator | MonthlyIndicator;

/** First month of the original's monthly series: 1987M01. */
export const monthlyFirstYear = 1987;

const accountsOffice = "National statistical offices, central banks and the OECD";
const populationOffice = "World Population Prospects, United Nations";
const laborOffice = "Modelled estimates, International Labour Organization";
const energyOffice = "World energy statistics, International Energy Agency";
const carbonOffice = "Emissions Database for Global Atmospheric Research, European Commission";

type Annual = Omit<
  AnnualIndicator,
  "source" | "organization" | "reported" | "aggregated" | "firstYear"
> &
  Partial<Pick<AnnualIndicator, "firstYear" | "aggregated">>;

function family(
  common: Pick<AnnualIndicator, "organization" | "reported">,
  list: readonly Annual[],
): readonly AnnualIndicator[] {
  return list.map((indicator) => ({
    firstYear: 1960,
    aggregated: true,
    ...common,
    ...indicator,
    source: worldDevelopmentIndicators,
  }));
}

const economy = [3];
const health = [8];

const annualIndicators: readonly AnnualIndicator[] = [
  ...family({ organization: accountsOffice, reported: true }, [
    {
      id: "NY.GDP.MKTP.CD",
      name: "GDP (current US$)",
      topics: economy,
      decimals: 0,
      lagMonths: 6,
      note: "Gross domestic product at purchaser's prices, in US dollars of the year.",
      value: (amount) => amount("gdpCurrent"),
    },
    {
      id: "NY.GDP.MKTP.KD",
      name: "GDP (constant 2015 US$)",
      topics: economy,
      decimals: 0,
      lagMonths: 6,
      note: "Gross domestic product at the prices and exchange rates of 2015.",
      value: (amount) => amount("gdpConstant"),
    },
    {
      id: "NY.GDP.MKTP.KD.ZG",
      name: "GDP growth (annual %)",
      topics: economy,
      decimals: 1,
      firstYear: 1961,
      lagMonths: 6,
      note: "Growth of gross domestic product at constant prices over the year before.",
      value: (amount) => growth(amount, "gdpConstant"),
    },
    {
      id: "NY.GDP.PCAP.CD",
      name: "GDP per capita (current US$)",
      topics: economy,
      decimals: 1,
      lagMonths: 6,
      note: "Gross domestic product divided by midyear population.",
      value: (amount) => amount("gdpCurrent") / amount("population"),
    },
    {
      id: "NY.GDP.PCAP.KD",
      name: "GDP per capita (constant 2015 US$)",
      topics: economy,
      decimals: 1,
      lagMonths: 6,
      note: "Gross domestic product at the prices of 2015 divided by midyear population.",
      value: (amount) => amount("gdpConstant") / amount("population"),
    },
    {
      id: "NY.GDP.PCAP.KD.ZG",
      name: "GDP per capita growth (annual %)",
      topics: economy,
      decimals: 1,
      firstYear: 1961,
      lagMonths: 6,
      note: "Growth of gross domestic product per head at constant prices.",
      value: (amount) =>
        (amount("gdpConstant") /
          amount("population") /
          (amount("gdpConstant", -1) / amount("population", -1)) -
          1) *
        100,
    },
    {
      id: "NY.GNP.MKTP.CD",
      name: "GNI (current US$)",
      topics: economy,
      decimals: 0,
      lagMonths: 6,
      note: "Gross national income in US dollars of the year.",
      value: (amount) => amount("gniCurrent"),
    },
    {
      id: "NY.GNP.PCAP.CD",
      name: "GNI per capita, Atlas method (current US$)",
      topics: economy,
      decimals: 0,
      firstYear: 1962,
      lagMonths: 6,
      note: "Gross national income per head, rounded to ten dollars.",
      value: (amount) => Math.round(amount("gniCurrent") / amount("population") / 10) * 10,
    },
    {
      id: "NE.EXP.GNFS.CD",
      name: "Exports of goods and services (current US$)",
      topics: [3, 21],
      decimals: 0,
      lagMonths: 6,
      note: "Everything sold abroad, in US dollars of the year.",
      value: (amount) => amount("exports"),
    },
    {
      id: "NE.EXP.GNFS.ZS",
      name: "Exports of goods and services (% of GDP)",
      topics: [3, 21],
      decimals: 1,
      lagMonths: 6,
      note: "Everything sold abroad as a share of output.",
      value: (amount) => percent(amount("exports"), amount("gdpCurrent")),
    },
    {
      id: "NE.IMP.GNFS.CD",
      name: "Imports of goods and services (current US$)",
      topics: [3, 21],
      decimals: 0,
      lagMonths: 6,
      note: "Everything bought abroad, in US dollars of the year.",
      value: (amount) => amount("imports"),
    },
    {
      id: "NE.IMP.GNFS.ZS",
      name: "Imports of goods and services (% of GDP)",
      topics: [3, 21],
      decimals: 1,
      lagMonths: 6,
      note: "Everything bought abroad as a share of output.",
      value: (amount) => percent(amount("imports"), amount("gdpCurrent")),
    },
    {
      id: "NE.TRD.GNFS.ZS",
      name: "Trade (% of GDP)",
      topics: [3, 21],
      decimals: 1,
      lagMonths: 6,
      note: "Exports and imports together as a share of output.",
      value: (amount) => percent(amount("exports") + amount("imports"), amount("gdpCurrent")),
    },
    {
      id: "BX.KLT.DINV.CD.WD",
      name: "Foreign direct investment, net inflows (BoP, current US$)",
      topics: [3, 7],
      decimals: 0,
      firstYear: 1970,
      lagMonths: 7,
      note: "Investment from abroad that brings a lasting say in a business, net.",
      value: (amount) => amount("foreignInvestment"),
    },
    {
      id: "BX.KLT.DINV.WD.GD.ZS",
      name: "Foreign direct investment, net inflows (% of GDP)",
      topics: [3, 7],
      decimals: 1,
      firstYear: 1970,
      lagMonths: 7,
      note: "Investment from abroad as a share of output.",
      value: (amount) => percent(amount("foreignInvestment"), amount("gdpCurrent")),
    },
    {
      id: "FP.CPI.TOTL",
      name: "Consumer price index (2010 = 100)",
      topics: [3, 7],
      decimals: 1,
      lagMonths: 6,
      aggregated: false,
      note: "Cost of a basket of consumer goods and services against 2010.",
      value: (amount) => amount("prices"),
    },
    {
      id: "FP.CPI.TOTL.ZG",
      name: "Inflation, consumer prices (annual %)",
      topics: [3, 7],
      decimals: 1,
      lagMonths: 6,
      note: "Rise of the consumer price index over the year before; aggregates are weighted by output.",
      value: (amount) => percent(amount("inflation"), amount("gdpCurrent")),
    },
  ]),
  ...family({ organization: populationOffice, reported: false }, [
    {
      id: "SP.POP.TOTL",
      name: "Population, total",
      topics: [8, 19],
      decimals: 0,
      lagMonths: 6,
      note: "Everybody who lives in the country at midyear.",
      value: (amount) => amount("population"),
    },
    {
      id: "SP.POP.GROW",
      name: "Population growth (annual %)",
      topics: [8, 19],
      decimals: 1,
      firstYear: 1961,
      lagMonths: 6,
      note: "Growth of the midyear population over the year before.",
      value: (amount) => growth(amount, "population"),
    },
    {
      id: "SP.POP.0014.TO.ZS",
      name: "Population ages 0-14 (% of total population)",
      topics: health,
      decimals: 0,
      lagMonths: 6,
      note: "Share of children in the population.",
      value: (amount) => percent(amount("children"), amount("population")),
    },
    {
      id: "SP.POP.1564.TO.ZS",
      name: "Population ages 15-64 (% of total population)",
      topics: health,
      decimals: 0,
      lagMonths: 6,
      note: "Share of people of working age in the population.",
      value: (amount) =>
        percent(
          amount("population") - amount("children") - amount("elderly"),
          amount("population"),
        ),
    },
    {
      id: "SP.POP.65UP.TO.ZS",
      name: "Population ages 65 and above (% of total population)",
      topics: health,
      decimals: 0,
      lagMonths: 6,
      note: "Share of the elderly in the population.",
      value: (amount) => percent(amount("elderly"), amount("population")),
    },
    {
      id: "SP.URB.TOTL",
      name: "Urban population",
      topics: [8, 16],
      decimals: 0,
      lagMonths: 6,
      note: "People who live in towns, as the country defines them.",
      value: (amount) => amount("urbanPopulation"),
    },
    {
      id: "SP.URB.TOTL.IN.ZS",
      name: "Urban population (% of total population)",
      topics: [8, 16],
      decimals: 0,
      lagMonths: 6,
      note: "Share of people who live in towns.",
      value: (amount) => percent(amount("urbanPopulation"), amount("population")),
    },
    {
      id: "SP.RUR.TOTL",
      name: "Rural population",
      topics: [1, 8],
      decimals: 0,
      lagMonths: 6,
      note: "People who do not live in towns.",
      value: (amount) => amount("population") - amount("urbanPopulation"),
    },
    {
      id: "SP.RUR.TOTL.ZS",
      name: "Rural population (% of total population)",
      topics: [1, 8],
      decimals: 0,
      lagMonths: 6,
      note: "Share of people who do not live in towns.",
      value: (amount) =>
        percent(amount("population") - amount("urbanPopulation"), amount("population")),
    },
    {
      id: "SP.DYN.LE00.IN",
      name: "Life expectancy at birth, total (years)",
      topics: [8],
      decimals: 0,
      lagMonths: 14,
      note: "Years a newborn would live at the mortality of the year.",
      value: (amount) => amount("lifeYears") / amount("population"),
    },
    {
      id: "SP.DYN.TFRT.IN",
      name: "Fertility rate, total (births per woman)",
      topics: [8, 17],
      decimals: 1,
      lagMonths: 14,
      note: "Children a woman would have at the birth rates of the year.",
      value: (amount) => amount("childrenPerWoman") / amount("population"),
    },
    {
      id: "SP.DYN.CBRT.IN",
      name: "Birth rate, crude (per 1,000 people)",
      topics: health,
      decimals: 0,
      lagMonths: 14,
      note: "Live births of the year per thousand people.",
      value: (amount) => (amount("births") / amount("population")) * 1000,
    },
    {
      id: "SP.DYN.CDRT.IN",
      name: "Death rate, crude (per 1,000 people)",
      topics: health,
      decimals: 0,
      lagMonths: 14,
      note: "Deaths of the year per thousand people.",
      value: (amount) => (amount("deaths") / amount("population")) * 1000,
    },
    {
      id: "SH.DYN.MORT",
      name: "Mortality rate, under-5 (per 1,000 live births)",
      topics: [8, 18],
      decimals: 0,
      lagMonths: 15,
      note: "Children of a thousand live births who would die before they are five.",
      value: (amount) => (amount("childDeaths") / amount("births")) * 1000,
    },
  ]),
  ...family({ organization: laborOffice, reported: false }, [
    {
      id: "SL.TLF.TOTL.IN",
      name: "Labor force, total",
      topics: [10],
      decimals: 0,
      firstYear: 1990,
      lagMonths: 4,
      note: "Everybody of 15 and over who works or looks for work.",
      value: (amount) => amount("laborForce"),
    },
    {
      id: "SL.UEM.TOTL.ZS",
      name: "Unemployment, total (% of total labor force) (modeled ILO estimate)",
      topics: [10],
      decimals: 1,
      firstYear: 1991,
      lagMonths: 4,
      note: "Share of the labor force without work and looking for it.",
      value: (amount) => percent(amount("unemployed"), amount("laborForce")),
    },
  ]),
  ...family({ organization: energyOffice, reported: true }, [
    {
      id: "EG.USE.ELEC.KH.PC",
      name: "Electric power consumption (kWh per capita)",
      topics: [5, 19],
      decimals: 0,
      firstYear: 1971,
      lagMonths: 18,
      note: "Electricity produced less what grids and plants lose or use, per head.",
      value: (amount) => amount("electricity") / amount("population"),
    },
    {
      id: "EG.ELC.ACCS.ZS",
      name: "Access to electricity (% of population)",
      topics: [5, 19],
      decimals: 1,
      firstYear: 1990,
      lagMonths: 17,
      note: "Share of people with electricity at home.",
      value: (amount) => percent(amount("electrified"), amount("population")),
    },
    {
      id: "IT.NET.USER.ZS",
      name: "Individuals using the Internet (% of population)",
      topics: [9],
      decimals: 1,
      firstYear: 1990,
      lagMonths: 12,
      note: "Share of people who were online in the last three months.",
      value: (amount) => percent(amount("internetUsers"), amount("population")),
    },
  ]),
  ...family({ organization: carbonOffice, reported: false }, [
    {
      id: "EN.GHG.CO2.MT.CE.AR5",
      name: "Carbon dioxide (CO2) emissions (total) excluding LULUCF (Mt CO2e)",
      topics: [6, 19],
      decimals: 1,
      firstYear: 1970,
      lagMonths: 15,
      note: "Carbon dioxide from energy, industry, farming and waste, without land use.",
      value: (amount) => amount("carbonDioxide"),
    },
    {
      id: "EN.GHG.CO2.PC.CE.AR5",
      name: "Carbon dioxide (CO2) emissions excluding LULUCF per capita (t CO2e/capita)",
      topics: [6, 19],
      decimals: 1,
      firstYear: 1970,
      lagMonths: 15,
      note: "Carbon dioxide without land use, per head.",
      value: (amount) => (amount("carbonDioxide") * 1e6) / amount("population"),
    },
  ]),
];

const everyFrequency = ["monthly", "quarterly", "annual"] as const;
const monitorOffice = "World Bank staff calculations from market data";

function monitor(
  id: string,
  name: string,
  series: MonthlyName,
  together: MonthlyIndicator["together"],
  note: string,
): MonthlyIndicator {
  return {
    id,
    name,
    series,
    together,
    note,
    topics: [],
    decimals: 0,
    organization: monitorOffice,
    source: globalEconomicMonitor,
    frequencies: everyFrequency,
  };
}

const quarterlyOnly = { frequencies: ["quarterly", "annual"] } as const;

const monthlyIndicators: readonly MonthlyIndicator[] = [
  monitor(
    "CPTOTSAXN",
    "CPI Price, nominal, seas. adj.",
    "consumerPrices",
    "mean",
    "Consumer prices, 2010 = 100.",
  ),
  monitor(
    "DXGSRMRCHSACD",
    "Exports Merchandise, Customs, current US$, millions, seas. adj.",
    "exports",
    "sum",
    "Goods sold abroad.",
  ),
  monitor(
    "DMGSRMRCHSACD",
    "Imports Merchandise, Customs, current US$, millions, seas. adj.",
    "imports",
    "sum",
    "Goods bought abroad.",
  ),
  monitor(
    "DPANUSSPB",
    "Exchange rate, new LCU per USD extended backward, period average",
    "exchangeRate",
    "mean",
    "Units of today's currency per US dollar.",
  ),
  monitor(
    "IPTOTSAKD",
    "Industrial Production, constant US$, seas. adj.",
    "industrialProduction",
    "sum",
    "Output of industry at constant prices.",
  ),
  monitor(
    "UNEMPSA_",
    "Unemployment rate,Percent,,,",
    "unemployment",
    "mean",
    "Share of the labor force without work.",
  ),
  monitor(
    "TOTRESV",
    "Total Reserves",
    "reserves",
    "mean",
    "Foreign reserves in millions of US dollars.",
  ),
  monitor(
    "REER",
    "Real Effective Exchange Rate",
    "realEffectiveRate",
    "mean",
    "Worth of the currency against partners', prices considered.",
  ),
  monitor(
    "CPTOTSAXNZGY",
    "CPI Price, % y-o-y, nominal, seas. adj.",
    "inflation",
    "mean",
    "Consumer prices against the same month of the year before.",
  ),
  monitor(
    "RETSALESSA",
    "Retail Sales Volume,Index,,,",
    "retailSales",
    "mean",
    "Volume of retail sales, 2010 = 100.",
  ),
  monitor("DSTKMKTXN", "Stock Markets, LCU", "stocks", "mean", "Shares in local currency."),
  monitor(
    "CPTOTNSXN",
    "CPI Price, nominal",
    "consumerPricesUnadjusted",
    "mean",
    "Consumer prices, 2010 = 100, not adjusted.",
  ),
  monitor(
    "CORESA",
    "Core CPI,seas.adj,,,",
    "corePrices",
    "mean",
    "Consumer prices without food and energy.",
  ),
  monitor(
    "DXGSRMRCHNSCD",
    "Exports Merchandise, Customs, current US$, millions",
    "exportsUnadjusted",
    "sum",
    "Goods sold abroad, not adjusted.",
  ),
  monitor(
    "DMGSRMRCHNSCD",
    "Imports Merchandise, Customs, current US$, millions",
    "importsUnadjusted",
    "sum",
    "Goods bought abroad, not adjusted.",
  ),
  monitor(
    "IMPCOV",
    "Foreign Reserves, Months Import Cover, Goods",
    "importCover",
    "mean",
    "Months of imports the reserves would pay.",
  ),
  monitor(
    "NEER",
    "Nominal Effecive Exchange Rate",
    "nominalEffectiveRate",
    "mean",
    "Worth of the currency against partners'.",
  ),
  monitor("DSTKMKTXD", "Stock Markets, US$", "stocksInDollars", "mean", "Shares in US dollars."),
  monitor(
    "TOT",
    "Terms of Trade",
    "termsOfTrade",
    "mean",
    "Prices of exports against those of imports.",
  ),
  {
    ...monitor(
      "NYGDPMKTPSACD",
      "GDP,current US$,millions,seas. adj.,",
      "gdpCurrent",
      "sum",
      "Output of the quarter.",
    ),
    ...quarterlyOnly,
  },
  {
    ...monitor(
      "NYGDPMKTPSAKD",
      "GDP,constant 2010 US$,millions,seas. adj.,",
      "gdpConstant",
      "sum",
      "Output of the quarter at constant prices.",
    ),
    ...quarterlyOnly,
  },
];

/** In the order of the catalogue of the original: by id. */
export const indicators: readonly Indicator[] = [
  ...annualIndicators,
  ...monthlyIndicators,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));

const byId = new Map(indicators.map((indicator) => [indicator.id, indicator]));

/** Ids are case-sensitive in data and in metadata. */
export function findIndicator(id: string): Indicator | undefined {
  return byId.get(id);
}

/** Once listed, no longer served: data of them answers with error 175. */
const archived: ReadonlySet<string> = new Set([
  "EN.ATM.CO2E.KT",
  "EN.ATM.CO2E.PC",
  "EN.ATM.CO2E.PP.GD",
]);

export function isArchived(id: string): boolean {
  return archived.has(id);
}

/**
 * The first text in parentheses of the name, `number` when there is none: the API's own `unit` is empty for all of
 * these indicators (docs/data-model.md).
 */
export function unitOf({ name }: Pick<Indicator, "name">): string {
  return /\(([^()]+)\)/.exec(name)?.[1] ?? "number";
}

function percent(part: number, whole: number): number {
  return (part / whole) * 100;
}

function growth(amount: ReadAmount, name: AmountName): number {
  return (amount(name) / amount(name, -1) - 1) * 100;
}
