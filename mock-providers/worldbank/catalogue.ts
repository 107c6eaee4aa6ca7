/**
 * The catalogue: 24 of 100 series annual, 24 quarterly and the rest monthly, as long as their histories begin in the
 * year 1000 or later; what does not fit is monthly. With 50 series of 1,000 points annual ones begin in 1026.
 */
import { civilDate } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import { economies, findEconomy, type Economy } from "./economies.ts";
import { indicators, type Indicator } from "./indicators.ts";
import { endMs, periodsPerYear, startMs, type Frequency } from "./periods.ts";
import type { DatabaseState } from "./releases.ts";
import { dataset, frequenciesOf, type Series } from "./series.ts";
import { globalEconomicMonitor, worldDevelopmentIndicators } from "./sources.ts";

export interface ChosenSeries {
  readonly indicator: Indicator;
  readonly economy: Economy;
  readonly frequency: Frequency;
  /** First catalogued period; the last is the last one the database lists at the anchor. */
  readonly startIndex: number;
}

const longestAnnualFrom = 1000;
const longestOfAllFrom = 103;

export function chooseCatalogue(
  { seriesCount, pointsPerSeries }: WorldOptions,
  state: DatabaseState,
): readonly ChosenSeries[] {
  const ends: Readonly<Record<Frequency, number>> = {
    annual: civilDate(state.wdiDay).year,
    quarterly: Math.floor((state.gemMonth + 1) / 3),
    monthly: state.gemMonth + 1,
  };
  const startOf = (frequency: Frequency): number => ends[frequency] - pointsPerSeries;
  const fits = (frequency: Frequency): boolean =>
    startOf(frequency) >= longestAnnualFrom * periodsPerYear(frequency);
  if (startOf("monthly") < longestOfAllFrom * 12) {
    throw new Error(
      `Cannot make ${String(pointsPerSeries)} monthly points before ${String(civilDate(state.gemDay).year)}: they would begin before the year 100`,
    );
  }
  const share = Math.floor(seriesCount * 0.24);
  const annual = fits("annual") ? share : 0;
  const quarterly = fits("quarterly") ? share : 0;
  const choose = (frequency: Frequency, count: number): ChosenSeries[] =>
    combine(frequency, count).map((pair) => ({
      ...pair,
      frequency,
      startIndex: startOf(frequency),
    }));
  return [
    ...choose("annual", annual),
    ...choose("quarterly", quarterly),
    ...choose("monthly", seriesCount - annual - quarterly),
  ];
}

/** Every series has exactly `points` observations in its range, all listed at the anchor. */
export function catalogueEntry(
  series: Series,
  startIndex: number,
  points: number,
): CatalogueSeries {
  const { indicator, economy, frequency, seriesId, unit } = series;
  return {
    dataset,
    seriesId,
    title: `${indicator.name}: ${economy.name}`,
    unit,
    frequency,
    location: economy.id,
    params: {
      indicator: indicator.id,
      country: economy.id,
      frequency,
      source: indicator.source,
    },
    points,
    startMs: startMs(frequency, startIndex),
    endMs: endMs(frequency, startIndex + points - 1),
  };
}

/** Large economies of every region first, then all others by code. */
const firstEconomies = ["MEX", "USA", "CHN", "DEU", "IND", "BRA", "JPN", "NGA", "GBR", "ZAF"];
const firstIndicators = [
  "NY.GDP.MKTP.CD",
  "SP.POP.TOTL",
  "FP.CPI.TOTL.ZG",
  "SL.UEM.TOTL.ZS",
  "EG.USE.ELEC.KH.PC",
  "EN.GHG.CO2.MT.CE.AR5",
  "NYGDPMKTPSAKD",
  "CPTOTSAXN",
  "DPANUSSPB",
  "DXGSRMRCHSACD",
  "IPTOTSAKD",
  "UNEMPSA_",
];

/** Different pairs of an indicator and an economy: all chosen indicators of one economy, then of the next. */
function combine(
  frequency: Frequency,
  count: number,
): readonly { indicator: Indicator; economy: Economy }[] {
  const source = frequency === "annual" ? worldDevelopmentIndicators : globalEconomicMonitor;
  const fitting = indicators.filter(
    (indicator) => indicator.source === source && frequenciesOf(indicator).includes(frequency),
  );
  const first = fitting.filter(({ id }) => firstIndicators.includes(id)).toSorted(byRank);
  const others = fitting.filter(({ id }) => !firstIndicators.includes(id));
  const chosen = count > first.length * 40 ? [...first, ...others] : first;
  const ranked = firstEconomies.flatMap((code) => findEconomy(code) ?? []);
  const places = [
    ...ranked,
    ...economies.filter((one) => one.members === undefined && !ranked.includes(one)),
  ];
  const pairs = places.flatMap((economy) => chosen.map((indicator) => ({ indicator, economy })));
  return pairs.slice(0, count);
}

function byRank(one: Indicator, other: Indicator): number {
  return firstIndicators.indexOf(one.id) - firstIndicators.indexOf(other.id);
}
