/** Global Summary of the Year: twelve months put together. Missing months leave the year out. */
import { civilDate, dayOf } from "../../kit/calendar.ts";
import { roundTo } from "../../kit/random.ts";
import type { MonthlyType, MonthlyValue } from "./month-summary.ts";
import { monthMadeMs } from "./publication.ts";

export const yearlyTypes = [
  "AWND",
  "CLDD",
  "DP01",
  "DT32",
  "DX32",
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
] as const satisfies readonly MonthlyType[];
export type YearlyType = (typeof yearlyTypes)[number];

/** Year after the last one whose December is out. */
export function yearsBefore(nowMs: number): number {
  const { year } = civilDate(dayOf(nowMs));
  const december = (year - 1) * 12 + 11;
  return monthMadeMs(december, nowMs) === undefined ? year - 1 : year;
}

export function summariseYear(
  type: YearlyType,
  year: number,
  read: (month: number) => MonthlyValue | undefined,
): number | undefined {
  const values: number[] = [];
  for (let month = year * 12; month < year * 12 + 12; month++) {
    const found = read(month);
    if (found === undefined) return undefined;
    values.push(found.value);
  }
  const total = values.reduce((sum, value) => sum + value, 0);
  switch (type) {
    case "EMXT":
    case "EMXP":
      return Math.max(...values);
    case "EMNT":
      return Math.min(...values);
    case "TAVG":
    case "TMAX":
    case "TMIN":
      return roundTo(total / 12, 2);
    case "AWND":
      return roundTo(total / 12, 1);
    case "CLDD":
    case "DP01":
    case "DT32":
    case "DX32":
    case "DX90":
    case "HTDD":
    case "PRCP":
    case "SNOW":
      return roundTo(total, 1);
  }
}
