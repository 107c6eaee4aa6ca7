/** What every OASIS request shares: parameter names in any case, GMT stamps, the window and retention rules. */
import { civilDate, dayMs, dayNumber, hourMs } from "../kit/calendar.ts";
import { localDay, localDayStartMs } from "../kit/time-zone.ts";
import type { RefusalCode } from "./refusals.ts";
import { countTradeDays } from "./trade-day.ts";

/** Lower-case names, the first of several equal ones, without parameters that were left empty. */
export type Parameters = ReadonlyMap<string, string>;

export function readParameters(text: string): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const key = name.toLowerCase();
    if (value !== "" && !parameters.has(key)) parameters.set(key, value);
  }
  return parameters;
}

export type Format = "csv" | "xml";

const minuteMs = 60_000;

/** The specification knows 5 and 6; a public client was answered in XML for 1. */
const formats: ReadonlyMap<string, Format> = new Map([
  ["6", "csv"],
  ["1", "xml"],
  ["5", "xml"],
]);

/** XML without `resultformat`; undefined for a value there is none for. */
export function readFormat(parameters: Parameters): Format | undefined {
  return formats.get(parameters.get("resultformat") ?? "5");
}

/** Undefined when the parameter is missing or names none of `versions`. */
export function readVersion(
  parameters: Parameters,
  versions: readonly number[],
): number | undefined {
  return versions.find((known) => String(known) === parameters.get("version"));
}

/** Selections no query supports, whatever the report. */
export function refuseSelection(parameters: Parameters): RefusalCode | undefined {
  if (parameters.get("opr_hr")?.includes(",") === true) return 1018;
  return parameters.get("market_term") === "ALL" ? 1019 : undefined;
}

/** Half-open range of interval starts. */
export interface Window {
  readonly startMs: number;
  readonly endMs: number;
}

const windowMaxMs = 744 * hourMs;
const windowMaxTradeDays = 31;
const retentionMonths = 39;

/** Start of the oldest trade day that is still kept at `nowMs`. */
export function retentionStartMs(nowMs: number): number {
  const { year, month, day } = civilDate(localDay("pacific", nowMs));
  // A day the target month lacks (31 April) carries into the next month.
  return localDayStartMs("pacific", dayNumber(year, month - retentionMonths, day));
}

export function readWindow(parameters: Parameters, nowMs: number): Window | RefusalCode {
  const startMs = readStart(parameters, nowMs);
  const endMs = parseStamp(parameters.get("enddatetime"));
  // A bad stamp is told before an old one.
  if (endMs === undefined) return 1002;
  if (typeof startMs !== "object") return startMs;
  const tooLong =
    endMs - startMs.startMs > windowMaxMs &&
    countTradeDays(startMs.startMs, endMs) > windowMaxTradeDays;
  return tooLong ? 1004 : { ...startMs, endMs };
}

/** The start alone, for requests whose end means nothing. */
export function readStart(
  parameters: Parameters,
  nowMs: number,
): Pick<Window, "startMs"> | RefusalCode {
  const startMs = parseStamp(parameters.get("startdatetime"));
  if (startMs === undefined) return 1002;
  return startMs < retentionStartMs(nowMs) ? 1014 : { startMs };
}

/**
 * `YYYYMMDDTHH:MM-0000`; other offsets, which some public clients send, are honoured. Undefined when no such
 * instant exists.
 */
function parseStamp(text: string | undefined): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2}):(\d{2})([+-])([01]\d)([0-5]\d)$/.exec(text ?? "");
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number);
  const offsetMs = Number(match[7]) * hourMs + Number(match[8]) * minuteMs;
  const days = dayNumber(year, month, day);
  const date = civilDate(days);
  if (date.month !== month || date.day !== day || hour > 23 || minute > 59) return undefined;
  const localMs = days * dayMs + hour * hourMs + minute * minuteMs;
  return match[6] === "-" ? localMs + offsetMs : localMs - offsetMs;
}
