/** The datasets of Climate Data Online and the categories of its datatypes, as recorded in 2018. */
import { dayNumber, dayOf, parseDay } from "../../kit/calendar.ts";
import { daysOfMonth } from "../world/months.ts";
import { monthsBefore } from "../world/publication.ts";

export interface Dataset {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly coverage: number;
  readonly firstDay: number;
  /** The last day with data as it stands at an instant. */
  lastDay(nowMs: number): number;
}

function dataset(
  id: string,
  number: string,
  name: string,
  first: string,
  last: string | ((nowMs: number) => number),
  coverage = 1,
): Dataset {
  return {
    id,
    uid: `gov.noaa.ncdc:C${number}`,
    name,
    coverage,
    firstDay: day(first),
    lastDay: typeof last === "string" ? () => day(last) : last,
  };
}

function day(text: string): number {
  const days = parseDay(text);
  if (days === undefined) throw new Error(`Not a day: ${text}`);
  return days;
}

/** The newest report of a station that reports in time: see `world/publication.ts`. */
const lastReportMs = 2 * 86_400_000 + 9 * 3_600_000;

function lastMonth(nowMs: number): number {
  return daysOfMonth(monthsBefore(nowMs) - 1).first;
}

/** Radar arrives the next day; the year's summary counts as begun with its first month (both as recorded). */
export const datasets: readonly Dataset[] = [
  dataset("GHCND", "00861", "Daily Summaries", "1763-01-01", (nowMs) =>
    dayOf(nowMs - lastReportMs),
  ),
  dataset("GSOM", "00946", "Global Summary of the Month", "1763-01-01", lastMonth),
  dataset("GSOY", "00947", "Global Summary of the Year", "1763-01-01", (nowMs) => {
    const year = Math.floor((monthsBefore(nowMs) - 1) / 12);
    return dayNumber(year, 1, 1);
  }),
  dataset(
    "NEXRAD2",
    "00345",
    "Weather Radar (Level II)",
    "1991-06-05",
    (now) => dayOf(now) - 1,
    0.95,
  ),
  dataset(
    "NEXRAD3",
    "00708",
    "Weather Radar (Level III)",
    "1994-05-20",
    (now) => dayOf(now) - 4,
    0.95,
  ),
  dataset("NORMAL_ANN", "00821", "Normals Annual/Seasonal", "2010-01-01", "2010-01-01"),
  dataset("NORMAL_DLY", "00823", "Normals Daily", "2010-01-01", "2010-12-31"),
  dataset("NORMAL_HLY", "00824", "Normals Hourly", "2010-01-01", "2010-12-31"),
  dataset("NORMAL_MLY", "00822", "Normals Monthly", "2010-01-01", "2010-12-01"),
  dataset("PRECIP_15", "00505", "Precipitation 15 Minute", "1970-05-12", "2014-01-01", 0.25),
  dataset("PRECIP_HLY", "00313", "Precipitation Hourly", "1900-01-01", "2014-01-01"),
];

/** Its datatypes are still answered, the dataset itself is not listed any more. */
export const retiredDatasets: readonly string[] = ["ANNUAL"];

/** Ranges of these must be under ten years, of all others under one. */
const longRanges = new Set(["ANNUAL", "GSOM", "GSOY", "NORMAL_ANN", "NORMAL_MLY"]);

export function rangeYearsMax(datasetId: string): 1 | 10 {
  return longRanges.has(datasetId) ? 10 : 1;
}

export const dataCategories: readonly (readonly [id: string, name: string])[] = [
  ["ANNAGR", "Annual Agricultural"],
  ["ANNDD", "Annual Degree Days"],
  ["ANNPRCP", "Annual Precipitation"],
  ["ANNTEMP", "Annual Temperature"],
  ["AUAGR", "Autumn Agricultural"],
  ["AUDD", "Autumn Degree Days"],
  ["AUPRCP", "Autumn Precipitation"],
  ["AUTEMP", "Autumn Temperature"],
  ["COMP", "Computed"],
  ["COMPAGR", "Computed Agricultural"],
  ["DD", "Degree Days"],
  ["DUALPOLMOMENT", "Dual-Pol Moments"],
  ["ECHOTOP", "Echo Tops"],
  ["EVAP", "Evaporation"],
  ["HYDROMETEOR", "Hydrometeor Type"],
  ["LAND", "Land"],
  ["MISC", "Miscellany"],
  ["OTHER", "Other"],
  ["OVERLAY", "Overlay"],
  ["PRCP", "Precipitation"],
  ["PRES", "Pressure"],
  ["REFLECTIVITY", "Reflectivity"],
  ["SKY", "Sky cover & clouds"],
  ["SPAGR", "Spring Agricultural"],
  ["SPDD", "Spring Degree Days"],
  ["SPPRCP", "Spring Precipitation"],
  ["SPTEMP", "Spring Temperature"],
  ["SUAGR", "Summer Agricultural"],
  ["SUDD", "Summer Degree Days"],
  ["SUN", "Sunshine"],
  ["SUPRCP", "Summer Precipitation"],
  ["SUTEMP", "Summer Temperature"],
  ["TEMP", "Air Temperature"],
  ["VELOCITY", "Velocity"],
  ["VERTINTLIQ", "Vertical Integrated Liquid"],
  ["WATER", "Water"],
  ["WIAGR", "Winter Agricultural"],
  ["WIDD", "Winter Degree Days"],
  ["WIND", "Wind"],
  ["WIPRCP", "Winter Precipitation"],
  ["WITEMP", "Winter Temperature"],
  ["WXTYPE", "Weather Type"],
];
