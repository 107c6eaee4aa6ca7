/**
 * What is measured: names and categories as Climate Data Online lists them, and how a stored value is shown in
 * each kind of units. Daily values are stored as whole tenths (snow in whole mm) and shown so when no units
 * are asked for; monthly ones are stored and shown as metric decimals.
 */
import { dayNumber, parseDay } from "../../kit/calendar.ts";
import { roundTo } from "../../kit/random.ts";
import type { DailyType } from "./station-record.ts";
import type { MonthlyType } from "./month-summary.ts";

export type Units = "none" | "metric" | "standard";

interface Scale {
  /** Unit of the metric value, as in docs/data-model.md. */
  readonly unit: string;
  readonly metric: (stored: number) => number;
  readonly standard: (stored: number) => number;
}

/** Stored as whole tenths. */
const tenthsC: Scale = {
  unit: "degC",
  metric: (tenths) => tenths / 10,
  standard: (tenths) => roundTo(tenths * 0.18 + 32, 0),
};
const tenthsMm: Scale = {
  unit: "mm",
  metric: (tenths) => tenths / 10,
  standard: (tenths) => roundTo(tenths / 254, 2),
};
const tenthsMs: Scale = {
  unit: "m/s",
  metric: (tenths) => tenths / 10,
  standard: (tenths) => roundTo(tenths * 0.223_693_629, 2),
};
const wholeMm: Scale = {
  unit: "mm",
  metric: (mm) => mm,
  standard: (mm) => roundTo(mm / 25.4, 1),
};

/** Stored as metric decimals. */
const degrees: Scale = {
  unit: "degC",
  metric: (celsius) => celsius,
  standard: (celsius) => roundTo(celsius * 1.8 + 32, 1),
};
const rain: Scale = {
  unit: "mm",
  metric: (mm) => mm,
  standard: (mm) => roundTo(mm / 25.4, 2),
};
const wind: Scale = {
  unit: "m/s",
  metric: (metres) => metres,
  standard: (metres) => roundTo(metres * 2.236_936_29, 1),
};
const degreeDays: Scale = {
  unit: "degC days",
  metric: (days) => days,
  standard: (days) => roundTo(days * 1.8, 1),
};
const count: Scale = { unit: "days", metric: (days) => days, standard: (days) => days };

/** Normals are stored in tenths of °F. */
const tenthsF: Scale = {
  unit: "degC",
  metric: (tenths) => roundTo((tenths / 10 - 32) / 1.8, 1),
  standard: (tenths) => tenths / 10,
};

export const dailyScales: Readonly<Record<DailyType, Scale>> = {
  AWND: tenthsMs,
  PRCP: tenthsMm,
  SNOW: wholeMm,
  SNWD: wholeMm,
  TAVG: tenthsC,
  TMAX: tenthsC,
  TMIN: tenthsC,
};

export const monthlyScales: Readonly<Record<MonthlyType, Scale>> = {
  AWND: wind,
  CLDD: degreeDays,
  DP01: count,
  DT00: count,
  DT32: count,
  DX32: count,
  DX70: count,
  DX90: count,
  EMNT: degrees,
  EMXP: rain,
  EMXT: degrees,
  HTDD: degreeDays,
  PRCP: rain,
  SNOW: wholeMm,
  TAVG: degrees,
  TMAX: degrees,
  TMIN: degrees,
};

export const normalTypes = ["DLY-TAVG-NORMAL", "DLY-TMAX-NORMAL", "DLY-TMIN-NORMAL"] as const;
export type NormalType = (typeof normalTypes)[number];
export const normalScale = tenthsF;

export function show(scale: Scale, stored: number, units: Units): number {
  if (units === "none") return stored;
  return units === "metric" ? scale.metric(stored) : scale.standard(stored);
}

export interface Datatype {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  /** First day per dataset; where it ends with the dataset, there is no last one. */
  readonly datasets: Readonly<
    Record<
      string,
      { readonly firstDay: number; readonly lastDay?: number; readonly coverage?: number }
    >
  >;
}

const everMeasured = dayNumber(1763, 1, 1);

function datatype(
  id: string,
  category: string,
  name: string,
  datasets: Readonly<Record<string, string>>,
): Datatype {
  return {
    id,
    name,
    category,
    datasets: Object.fromEntries(
      Object.entries(datasets).map(([dataset, first]) => [dataset, { firstDay: day(first) }]),
    ),
  };
}

function day(text: string): number {
  return parseDay(text) ?? everMeasured;
}

const summaries = (first: string) => ({ GSOM: first, GSOY: first });

/** In alphabetical order, as answers have them. Last days are those of their datasets. */
export const currentDatatypes: readonly Datatype[] = [
  datatype("AWND", "WIND", "Average wind speed", {
    GHCND: "1982-01-01",
    ...summaries("1982-01-01"),
  }),
  datatype("CLDD", "TEMP", "Cooling Degree Days Season to Date", summaries("1763-01-01")),
  datatype("DLY-TAVG-NORMAL", "TEMP", "Long-term averages of daily average temperature", {
    NORMAL_DLY: "2010-01-01",
  }),
  datatype("DLY-TMAX-NORMAL", "TEMP", "Long-term averages of daily maximum temperature", {
    NORMAL_DLY: "2010-01-01",
  }),
  datatype("DLY-TMIN-NORMAL", "TEMP", "Long-term averages of daily minimum temperature", {
    NORMAL_DLY: "2010-01-01",
  }),
  datatype("DP01", "PRCP", "Number of days with >= 0.1 inch of precipitation", {
    ...summaries("1781-01-01"),
  }),
  datatype("DT00", "TEMP", "Number days with minimum temperature less than or equal to 0.0 F", {
    ...summaries("1763-01-01"),
  }),
  datatype("DT32", "TEMP", "Number days with minimum temperature less than or equal to 32.0 F", {
    ...summaries("1763-01-01"),
  }),
  datatype("DX32", "TEMP", "Number days with maximum temperature < 32 F.", {
    ...summaries("1763-01-01"),
  }),
  datatype("DX70", "TEMP", "Number days with maximum temperature >= 70 F", {
    ...summaries("1763-01-01"),
  }),
  datatype("DX90", "TEMP", "Number days with maximum temperature greater than or equal 90.0 F", {
    ...summaries("1763-01-01"),
  }),
  datatype("EMNT", "TEMP", "Extreme minimum temperature for the period.", {
    ...summaries("1763-01-01"),
  }),
  datatype("EMXP", "PRCP", "Extreme maximum precipitation for the period.", {
    ...summaries("1781-01-01"),
  }),
  datatype("EMXT", "TEMP", "Extreme maximum temperature for the period.", {
    ...summaries("1763-01-01"),
  }),
  datatype("HTDD", "TEMP", "Heating Degree Days Season to Date", summaries("1763-01-01")),
  datatype("PRCP", "PRCP", "Precipitation", { GHCND: "1781-01-01", ...summaries("1781-01-01") }),
  datatype("SNOW", "PRCP", "Snowfall", { GHCND: "1840-05-01", ...summaries("1840-05-01") }),
  datatype("SNWD", "PRCP", "Snow depth", { GHCND: "1857-01-18" }),
  datatype("TAVG", "TEMP", "Average Temperature.", {
    GHCND: "1874-10-13",
    ...summaries("1763-01-01"),
  }),
  datatype("TMAX", "TEMP", "Maximum temperature", {
    GHCND: "1763-01-01",
    ...summaries("1763-01-01"),
  }),
  datatype("TMIN", "TEMP", "Minimum temperature", {
    GHCND: "1763-01-01",
    ...summaries("1763-01-01"),
  }),
];

/** `ANNUAL` is no longer among the datasets, but its datatypes were still answered in 2018; the first 25 of 594. */
const annual: readonly (readonly [
  id: string,
  first: string,
  last: string,
  coverage: number,
  name: string,
])[] = [
  ["CLDD", "1980-01-01", "2015-11-01", 1, "Cooling Degree Days"],
  [
    "DP01",
    "1890-07-01",
    "2015-11-01",
    1,
    "Number of days with greater than or equal to 0.1 inch of precipitation",
  ],
  [
    "DP05",
    "1890-07-01",
    "2015-11-01",
    1,
    "Number of days with greater than or equal to 0.5 inch of precipitation",
  ],
  [
    "DP10",
    "1858-07-01",
    "2015-11-01",
    1,
    "Number of days with greater than or equal to 1.0 inch of precipitation",
  ],
  ["DPNP", "1888-12-01", "2015-11-01", 1, "Departure from normal monthly precipitation."],
  ["DPNT", "1888-06-01", "2015-11-01", 1, "Departure from normal monthly temperature."],
  ["DSNW", "1963-01-01", "2015-11-01", 1, "Number days with snow depth > 1 inch."],
  [
    "DT00",
    "1858-07-01",
    "2015-11-01",
    1,
    "Number days with minimum temperature less than or equal to 0.0 F",
  ],
  [
    "DT32",
    "1858-07-01",
    "2015-11-01",
    1,
    "Number days with minimum temperature less than or equal to 32.0 F",
  ],
  [
    "DT60",
    "1942-01-01",
    "1981-12-01",
    1,
    "Number days with minimum temperature < 59 F. (Puerto Rico and Virgin Islands only.)",
  ],
  [
    "DT70",
    "1922-01-01",
    "2015-11-01",
    1,
    "Number days with maximum temperature > 70 F. (Alaska only.)",
  ],
  [
    "DT90",
    "1858-07-01",
    "2015-11-01",
    1,
    "Number days with maximum temperature greater than or equal 90.0 F",
  ],
  ["DX32", "1858-07-01", "2015-11-01", 1, "Number days with maximum temperature < 32 F."],
  [
    "DX60",
    "1942-01-01",
    "1981-12-01",
    1,
    "Number days with maximum temperature < 59 F. (Puerto Rico and Virgin Islands only.)",
  ],
  ["EMNT", "1858-07-01", "2015-11-01", 1, "Extreme minimum temperature for the period."],
  ["EMXP", "1858-07-01", "2015-11-01", 1, "Extreme maximum precipitation for the period."],
  ["EMXT", "1858-07-01", "2015-11-01", 1, "Extreme maximum temperature for the period."],
  [
    "HN0190",
    "1984-01-01",
    "2009-08-01",
    1,
    "Highest minimum soil temperature for the month(cover: unknown",
  ],
  [
    "HN0290",
    "1984-01-01",
    "2010-12-01",
    1,
    "Highest minimum soil temperature for the month(cover: unknown",
  ],
  [
    "HN0299",
    "2011-01-01",
    "2012-01-01",
    0.998,
    "Highest minimum soil temperature for the month(cover: unknown",
  ],
  [
    "HN0390",
    "1984-01-01",
    "2009-12-01",
    1,
    "Highest minimum soil temperature for the month(cover: unknown",
  ],
  [
    "HN1190",
    "1984-01-01",
    "2010-12-01",
    0.9819,
    "Highest minimum soil temperature for the month(cover: grass",
  ],
  [
    "HN1191",
    "1984-01-01",
    "1985-07-01",
    1,
    "Highest minimum soil temperature for the month(cover: grass",
  ],
  [
    "HN1290",
    "1984-01-01",
    "2010-12-01",
    1,
    "Highest minimum soil temperature for the month(cover: grass",
  ],
  [
    "HN1291",
    "1984-01-01",
    "1989-07-01",
    0.8807,
    "Highest minimum soil temperature for the month(cover: grass",
  ],
];

/** Only shown when ANNUAL itself is asked for. */
export const annualDatatypes: readonly Datatype[] = annual.map(
  ([id, first, last, coverage, name]) => ({
    id,
    name,
    category: id.startsWith("DP") || id === "EMXP" || id === "DSNW" ? "PRCP" : "TEMP",
    datasets: { ANNUAL: { firstDay: day(first), lastDay: day(last), coverage } },
  }),
);
