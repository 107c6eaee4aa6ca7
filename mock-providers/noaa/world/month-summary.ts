/**
 * A month of a station, made from its days as they were known at an instant: Global Summary of the Month.
 * Values are metric with the original's decimals; thresholds are its own, given in °F and inches.
 */
import { roundTo } from "../../kit/random.ts";
import type { DailyType, StationRecord } from "./station-record.ts";

export const monthlyTypes = [
  "AWND",
  "CLDD",
  "DP01",
  "DT00",
  "DT32",
  "DX32",
  "DX70",
  "DX90",
  "EMNT",
  "EMXP",
  "EMXT",
  "HTDD",
  "PRCP",
  "SNOW",
  "TAVG",
  "TMAX",
  "TMIN",
] as const;
export type MonthlyType = (typeof monthlyTypes)[number];

export interface MonthlyValue {
  readonly value: number;
  /** Days without a report. */
  readonly missing: number;
  /** Day of the month an extreme fell on. */
  readonly day?: number;
}

export type MonthSummary = Readonly<Partial<Record<MonthlyType, MonthlyValue>>>;

/** With more missing days than this the original gives no value. */
export const missingDaysMax = 5;

export function summariseMonth(
  record: StationRecord,
  { first, end }: { readonly first: number; readonly end: number },
  madeMs: number,
): MonthSummary {
  const read = (type: DailyType): DayValues => readDays(record, type, { first, end }, madeMs);
  const summary: Partial<Record<MonthlyType, MonthlyValue>> = {};
  const { dailyTypes } = record.station;
  const put = (type: MonthlyType, days: DayValues, value: number, day?: number): void => {
    if (days.missing > missingDaysMax) return;
    summary[type] = { value, missing: days.missing, ...(day === undefined ? {} : { day }) };
  };
  if (dailyTypes.includes("TMAX") && dailyTypes.includes("TMIN")) {
    const max = read("TMAX");
    const min = read("TMIN");
    const both = max.missing >= min.missing ? max : min;
    const highest = extreme(max, 1);
    const lowest = extreme(min, -1);
    put("TMAX", max, roundTo(max.sum / max.count / 10, 2));
    put("TMIN", min, roundTo(min.sum / min.count / 10, 2));
    const averageC = (max.sum / max.count + min.sum / min.count) / 20;
    put("TAVG", both, roundTo(averageC, 2));
    put("EMXT", max, highest.value / 10, highest.day);
    put("EMNT", min, lowest.value / 10, lowest.day);
    put(
      "DX32",
      max,
      countDays(max, (tenths) => tenths <= 0),
    );
    put(
      "DX70",
      max,
      countDays(max, (tenths) => tenths >= 211),
    );
    put(
      "DX90",
      max,
      countDays(max, (tenths) => tenths >= 322),
    );
    put(
      "DT32",
      min,
      countDays(min, (tenths) => tenths <= 0),
    );
    put(
      "DT00",
      min,
      countDays(min, (tenths) => tenths <= -178),
    );
    put("CLDD", both, degreeDays(max, min, 1));
    put("HTDD", both, degreeDays(max, min, -1));
  }
  if (dailyTypes.includes("PRCP")) {
    const rain = read("PRCP");
    const wettest = extreme(rain, 1);
    put("PRCP", rain, roundTo(rain.sum / 10, 1));
    put("EMXP", rain, wettest.value / 10, wettest.day);
    put(
      "DP01",
      rain,
      countDays(rain, (tenths) => tenths >= 25),
    );
  }
  if (dailyTypes.includes("SNOW")) {
    const snow = read("SNOW");
    put("SNOW", snow, snow.sum);
  }
  if (dailyTypes.includes("AWND")) {
    const wind = read("AWND");
    put("AWND", wind, roundTo(wind.sum / wind.count / 10, 1));
  }
  return summary;
}

/** A summary needs the daily values it is made of. */
export function isReported({ station }: StationRecord, type: MonthlyType): boolean {
  const { dailyTypes } = station;
  if (type === "PRCP" || type === "EMXP" || type === "DP01") return dailyTypes.includes("PRCP");
  if (type === "SNOW" || type === "AWND") return dailyTypes.includes(type);
  return dailyTypes.includes("TMAX") && dailyTypes.includes("TMIN");
}

interface DayValues {
  /** One entry per day of the month, NaN where none was reported. */
  readonly values: Float64Array;
  readonly sum: number;
  readonly count: number;
  readonly missing: number;
}

function readDays(
  record: StationRecord,
  type: DailyType,
  { first, end }: { readonly first: number; readonly end: number },
  madeMs: number,
): DayValues {
  const values = new Float64Array(end - first).fill(Number.NaN);
  let sum = 0;
  let count = 0;
  for (let day = first; day < end; day++) {
    if (!record.has(type, day, madeMs)) continue;
    const value = record.value(type, day, madeMs);
    values[day - first] = value;
    sum += value;
    count++;
  }
  return { values, sum, count, missing: values.length - count };
}

/** The largest (sign 1) or least (sign −1) value and the first day of the month that had it. */
function extreme({ values }: DayValues, sign: 1 | -1): { value: number; day: number } {
  let best = { value: 0, day: 0 };
  for (const [at, value] of values.entries()) {
    if (Number.isNaN(value)) continue;
    if (best.day === 0 || value * sign > best.value * sign) best = { value, day: at + 1 };
  }
  return best;
}

function countDays({ values }: DayValues, counts: (tenths: number) => boolean): number {
  let days = 0;
  // NaN fails every comparison.
  for (const value of values) if (counts(value)) days++;
  return days;
}

/** Degrees above (sign 1) or below (sign −1) 65 °F, added over the days with both extremes. */
function degreeDays(max: DayValues, min: DayValues, sign: 1 | -1): number {
  let total = 0;
  for (const [at, high] of max.values.entries()) {
    const meanC = (high + (min.values[at] ?? Number.NaN)) / 20;
    if (!Number.isNaN(meanC)) total += Math.max(0, (meanC - 18.333) * sign);
  }
  return roundTo(total, 1);
}
