/**
 * Datasets of Climate Data Online that are read, and the units `units=metric` gives their datatypes.
 * Source: the dataset documentation of GHCN-Daily, Global Summary of the Month and the 1981-2010 normals.
 */
import { SandboxError } from "../../core/errors.ts";
import { addMonths, dayMs } from "../calendar.ts";
import { quote } from "../quote.ts";

export interface NoaaDataset {
  /** Longest window of a request: the service wants less than a year, or less than ten. */
  readonly windowDays: number;
  /** For messages. */
  readonly dateExpected: string;
  /** Whether an interval may start on that day, given as UTC midnight. */
  readonly startsInterval: (ms: number) => boolean;
  readonly endMs: (startMs: number) => number;
}

/** Ten years have two or three leap days, so 3,650 days stay below them. */
const longWindowDays = 3_650;

const daily: NoaaDataset = {
  windowDays: 365,
  dateExpected: "a date like 2026-11-20T00:00:00",
  startsInterval: () => true,
  endMs: (startMs) => startMs + dayMs,
};
const monthly: NoaaDataset = {
  windowDays: longWindowDays,
  dateExpected: "the first of a month like 2026-11-01T00:00:00",
  startsInterval: (ms) => new Date(ms).getUTCDate() === 1,
  endMs: (startMs) => addMonths(startMs, 1),
};
const annual: NoaaDataset = {
  windowDays: longWindowDays,
  dateExpected: "the first of a year like 2026-01-01T00:00:00",
  startsInterval: (ms) => new Date(ms).getUTCDate() === 1 && new Date(ms).getUTCMonth() === 0,
  endMs: (startMs) => addMonths(startMs, 12),
};

const datasets: Readonly<Record<string, NoaaDataset>> = {
  GHCND: daily,
  GSOM: monthly,
  GSOY: annual,
  NORMAL_DLY: daily,
};

/** Throws CONFIG_INVALID for a dataset without a rule. */
export function datasetOf(name: string): NoaaDataset {
  const found = Object.hasOwn(datasets, name) ? datasets[name] : undefined;
  if (found !== undefined) return found;
  throw new SandboxError(
    "CONFIG_INVALID",
    `Cannot plan NOAA dataset ${quote(name)}: expected one of ${Object.keys(datasets).join(", ")}`,
  );
}

const units: Readonly<Record<string, string>> = {
  AWND: "m/s",
  CLDD: "degC days",
  "DLY-TAVG-NORMAL": "degC",
  "DLY-TMAX-NORMAL": "degC",
  "DLY-TMIN-NORMAL": "degC",
  DP01: "days",
  DP05: "days",
  DP10: "days",
  DSNW: "days",
  DT00: "days",
  DT32: "days",
  DX32: "days",
  DX70: "days",
  DX90: "days",
  EMNT: "degC",
  EMXP: "mm",
  EMXT: "degC",
  HTDD: "degC days",
  PRCP: "mm",
  SNOW: "mm",
  SNWD: "mm",
  TAVG: "degC",
  TMAX: "degC",
  TMIN: "degC",
};

/** Undefined for a datatype nobody told us the unit of: its values could not be compared with anything. */
export function unitOf(datatype: string): string | undefined {
  return Object.hasOwn(units, datatype) ? units[datatype] : undefined;
}
