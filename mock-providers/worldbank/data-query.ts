/**
 * What a data request selects: frequency and periods from `date`, `mrv`, `mrnev`, `gapfill` and `frequency`.
 * The form of `date` decides the frequency: `2020:2023`, `2024Q1`, `2012M01:2012M08`, `YTD:2013`. `frequency` counts
 * only together with `mrv` or `YTD`, as observed: without a date it is ignored and the answer is annual.
 */
import type { Frequency, Period } from "./periods.ts";
import { parsePeriod, periodsPerYear } from "./periods.ts";
import { readWhole } from "./paging.ts";
import type { Query } from "./read-request.ts";

export interface PeriodQuery {
  readonly frequency: Frequency;
  /** Half-open; undefined stands for the original's whole history. */
  readonly range: { readonly from: number; readonly to: number } | undefined;
  /** Only the last so many periods, counted from the last one anything is known of. */
  readonly mostRecent: number | undefined;
  /** Only the last so many values of each series that are not empty. */
  readonly mostRecentFilled: number | undefined;
  /** Empty values among the most recent take the one before them. */
  readonly gapFill: boolean;
}

const mostRecentMax = 100_000;

/** Undefined when a parameter cannot be read. */
export function readPeriodQuery(query: Query): PeriodQuery | undefined {
  const mostRecent = readCount(query.get("mrv"));
  const mostRecentFilled = readCount(query.get("mrnev"));
  const wanted = readFrequency(query.get("frequency"));
  if (mostRecent === null || mostRecentFilled === null || wanted === null) return undefined;
  const gapFill = query.get("gapfill")?.toUpperCase() === "Y";
  const recent = { mostRecent, mostRecentFilled, gapFill };
  const date = query.get("date") ?? "";
  if (date === "") {
    const counted = mostRecent !== undefined || mostRecentFilled !== undefined;
    const frequency = counted ? (wanted ?? "annual") : "annual";
    return { frequency, range: undefined, ...recent };
  }
  const dated = readDate(date, wanted);
  return dated === undefined ? undefined : { ...dated, ...recent };
}

function readDate(
  date: string,
  wanted: Frequency | undefined,
): Pick<PeriodQuery, "frequency" | "range"> | undefined {
  const [first = "", second, ...more] = date.split(":");
  if (more.length > 0) return undefined;
  if (first.toUpperCase() === "YTD") return yearToDate(second, wanted ?? "monthly");
  const start = parsePeriod(first);
  const end = second === undefined ? start : parsePeriod(second);
  if (start === undefined || end?.frequency !== start.frequency) return undefined;
  return { frequency: start.frequency, range: { from: start.index, to: end.index + 1 } };
}

/** All periods of a year; those that are not published yet are not there anyway. */
function yearToDate(
  text: string | undefined,
  frequency: Frequency,
): Pick<PeriodQuery, "frequency" | "range"> | undefined {
  const period: Period | undefined = parsePeriod(text ?? "");
  if (period?.frequency !== "annual") return undefined;
  const from = period.index * periodsPerYear(frequency);
  return { frequency, range: { from, to: from + periodsPerYear(frequency) } };
}

/** Undefined: not asked for. Null: unreadable. */
function readCount(text: string | undefined): number | undefined | null {
  if (text === undefined || text === "") return undefined;
  return readWhole(text, 1, mostRecentMax) ?? null;
}

function readFrequency(text: string | undefined): Frequency | undefined | null {
  switch (text?.toUpperCase()) {
    case undefined:
    case "":
      return undefined;
    case "Y":
    case "A":
      return "annual";
    case "Q":
      return "quarterly";
    case "M":
      return "monthly";
    default:
      return null;
  }
}
