/** Reading FRED's query parameters; every refusal names the variable as FRED does. */
import { parseDay } from "../kit/calendar.ts";
import { dayText } from "./day-text.ts";
import { openEnd } from "./facts.ts";
import { badRequest } from "./refusal.ts";

export type FileType = "xml" | "json";

/** An empty value counts as not set. */
export function readText(query: URLSearchParams, name: string): string | undefined {
  const value = query.get(name);
  return value === null || value === "" ? undefined : value;
}

export function readDay(query: URLSearchParams, name: string): number | undefined {
  const text = readText(query, name);
  if (text === undefined) return undefined;
  const day = parseDay(text);
  if (day === undefined) throw notADay(name);
  return day;
}

/** A comma list of days; undefined when not set. */
export function readDays(query: URLSearchParams, name: string): number[] | undefined {
  return readText(query, name)
    ?.split(",")
    .map((text) => {
      const day = parseDay(text.trim());
      if (day === undefined) throw notADay(name);
      return day;
    });
}

export function readWhole(
  query: URLSearchParams,
  name: string,
  { fallback, min, max }: { fallback: number; min: number; max: number },
): number {
  const text = readText(query, name);
  if (text === undefined) return fallback;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw badRequest(`Variable ${name} is not between ${min} and ${max}.`);
}

export function readChoice<Choice extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = readText(query, name) ?? choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw badRequest(`Variable ${name} is not one of the allowed values: ${choices.join(", ")}.`);
}

export interface RealtimePeriod {
  readonly realtimeStart: number;
  readonly realtimeEnd: number;
}

/**
 * A start alone reaches to the end of time, as recorded answers show. An end alone means that one day,
 * unless the default begins earlier.
 */
export function readRealtime(
  query: URLSearchParams,
  defaults: RealtimePeriod,
  today: number,
): RealtimePeriod {
  const start = readDay(query, "realtime_start");
  const end = readDay(query, "realtime_end");
  assertNotLater("realtime_start", start, today);
  assertNotLater("realtime_end", end, today);
  if (start === undefined && end === undefined) return defaults;
  const realtimeEnd = end ?? openEnd;
  const realtimeStart = start ?? Math.min(defaults.realtimeStart, realtimeEnd);
  if (realtimeStart > realtimeEnd) {
    throw badRequest("Variable realtime_start can not be after variable realtime_end.");
  }
  return { realtimeStart, realtimeEnd };
}

function assertNotLater(name: string, day: number | undefined, today: number): void {
  if (day === undefined || day <= today || day === openEnd) return;
  throw badRequest(
    `Variable ${name} can not be after today's date (${dayText(today)}) unless it's equal to the real-time max date 9999-12-31.`,
  );
}

function notADay(name: string): Error {
  return badRequest(`Variable ${name} is not a YYYY-MM-DD formatted date (e.g. 2000-02-24).`);
}

/** A list of names separated by semicolons, in lower case; empty when not set. */
export function readNames(query: URLSearchParams, name: string): string[] {
  const names = (readText(query, name) ?? "").split(";").map((part) => part.trim().toLowerCase());
  return [...new Set(names.filter((part) => part !== ""))];
}

export function readRequired(query: URLSearchParams, name: string): string {
  const text = readText(query, name);
  if (text === undefined) throw badRequest(`Variable ${name} is not set.`);
  return text;
}

/** The number of a release, source or category. */
export function readId(query: URLSearchParams, name: string, fallback?: number): number {
  if (fallback !== undefined && readText(query, name) === undefined) return fallback;
  const text = readRequired(query, name);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`Variable ${name} is not an integer.`);
}

export function readTrue(query: URLSearchParams, name: string): boolean {
  return readChoice(query, name, ["false", "true"]) === "true";
}
