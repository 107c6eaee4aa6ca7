/**
 * World Bank dates: `2024`, `2024Q1` or `2024M01` for a calendar period of UTC time.
 * Source: recorded answers and the API's documentation; mapping as in `docs/data-model.md`.
 */
import { addMonths, digitsAt, floorToMonths } from "../calendar.ts";
import type { TimeRange } from "../ranges.ts";

interface Period {
  /** For messages. */
  readonly example: string;
  readonly months: 1 | 3 | 12;
  /** Start of the interval `text` names, NaN when it is no such date. */
  readonly parseStartMs: (text: string) => number;
  readonly format: (startMs: number) => string;
}

export const periods = {
  annual: {
    example: "2024",
    months: 12,
    parseStartMs: (text) => (text.length === 4 ? startOfMonth(yearAt(text), 0) : Number.NaN),
    format: yearText,
  },
  quarterly: {
    example: "2024Q1",
    months: 3,
    parseStartMs: (text) => {
      const quarter = text.length === 6 && text[4] === "Q" ? digitsAt(text, 5, 1) : Number.NaN;
      const known = quarter >= 1 && quarter <= 4;
      return known ? startOfMonth(yearAt(text), (quarter - 1) * 3) : Number.NaN;
    },
    format: (startMs) => `${yearText(startMs)}Q${new Date(startMs).getUTCMonth() / 3 + 1}`,
  },
  monthly: {
    example: "2024M01",
    months: 1,
    parseStartMs: (text) => {
      const month = text.length === 7 && text[4] === "M" ? digitsAt(text, 5, 2) : Number.NaN;
      const known = month >= 1 && month <= 12;
      return known ? startOfMonth(yearAt(text), month - 1) : Number.NaN;
    },
    format: (startMs) =>
      `${yearText(startMs)}M${String(new Date(startMs).getUTCMonth() + 1).padStart(2, "0")}`,
  },
} as const satisfies Record<string, Period>;

export type WorldBankFrequency = keyof typeof periods;

export function isWorldBankFrequency(text: string | undefined): text is WorldBankFrequency {
  return text !== undefined && Object.hasOwn(periods, text);
}

export function periodEndMs(frequency: WorldBankFrequency, startMs: number): number {
  return addMonths(startMs, periods[frequency].months);
}

/** The first and the last period that start in the range, both included, as `date` has it; undefined for none. */
export function dateOf(
  frequency: WorldBankFrequency,
  { startMs, endMs }: TimeRange,
): string | undefined {
  const { months, format } = periods[frequency];
  const floorMs = floorToMonths(startMs, months);
  const firstMs = floorMs === startMs ? startMs : addMonths(floorMs, months);
  const lastMs = floorToMonths(endMs - 1, months);
  return firstMs < endMs && firstMs <= lastMs ? `${format(firstMs)}:${format(lastMs)}` : undefined;
}

function yearAt(text: string): number {
  const year = digitsAt(text, 0, 4);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; no data is that old.
  return year >= 100 ? year : Number.NaN;
}

function startOfMonth(year: number, month: number): number {
  return Date.UTC(year, month, 1);
}

function yearText(startMs: number): string {
  return String(new Date(startMs).getUTCFullYear()).padStart(4, "0");
}
