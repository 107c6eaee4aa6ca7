/**
 * EIA periods: text like "2026-11" for an interval of UTC time.
 * Hourly periods name the hour's end, weekly ones the week's last day; see `docs/data-model.md`.
 */
import {
  addMonths,
  dayMs,
  digitsAt,
  floorToMonths,
  formatDate,
  hourMs,
  parseDateAt,
  parseDateMs,
} from "../calendar.ts";
import type { TimeRange } from "../ranges.ts";

interface Period {
  /** For messages. */
  readonly example: string;
  /** Start of the interval `text` names, NaN when it is no such period. */
  readonly parseStartMs: (text: string) => number;
  readonly endMs: (startMs: number) => number;
  /** The start of the last interval that starts at or before `ms`. */
  readonly floorMs: (ms: number) => number;
  readonly format: (startMs: number) => string;
}

export const periods = {
  hourly: {
    example: "2026-11-20T05",
    parseStartMs: (text) => {
      const hour = text.length === 13 && text[10] === "T" ? digitsAt(text, 11, 2) : Number.NaN;
      return hour <= 23 ? parseDateAt(text) + (hour - 1) * hourMs : Number.NaN;
    },
    endMs: (startMs) => startMs + hourMs,
    floorMs: (ms) => Math.floor(ms / hourMs) * hourMs,
    format: (startMs) => new Date(startMs + hourMs).toISOString().slice(0, 13),
  },
  daily: {
    example: "2026-11-20",
    parseStartMs: parseDateMs,
    endMs: (startMs) => startMs + dayMs,
    floorMs: (ms) => Math.floor(ms / dayMs) * dayMs,
    format: formatDate,
  },
  weekly: {
    example: "2026-11-20",
    parseStartMs: (text) => parseDateMs(text) - 6 * dayMs,
    endMs: (startMs) => startMs + 7 * dayMs,
    // Which weekday ends a week depends on the series, so any day may start one.
    floorMs: (ms) => Math.floor(ms / dayMs) * dayMs,
    format: (startMs) => formatDate(startMs + 6 * dayMs),
  },
  monthly: {
    example: "2026-11",
    parseStartMs: (text) => (text.length === 7 ? parseDateMs(`${text}-01`) : Number.NaN),
    endMs: (startMs) => addMonths(startMs, 1),
    floorMs: (ms) => floorToMonths(ms, 1),
    format: (startMs) => formatDate(startMs).slice(0, 7),
  },
  quarterly: {
    example: "2026-Q4",
    parseStartMs: (text) => {
      const quarter = /^\d{4}-Q[1-4]$/.test(text) ? Number(text[6]) : Number.NaN;
      return Date.UTC(Number(text.slice(0, 4)), (quarter - 1) * 3, 1);
    },
    endMs: (startMs) => addMonths(startMs, 3),
    floorMs: (ms) => floorToMonths(ms, 3),
    format: (startMs) =>
      `${new Date(startMs).getUTCFullYear()}-Q${new Date(startMs).getUTCMonth() / 3 + 1}`,
  },
  annual: {
    example: "2026",
    parseStartMs: (text) => (text.length === 4 ? parseDateMs(`${text}-01-01`) : Number.NaN),
    endMs: (startMs) => addMonths(startMs, 12),
    floorMs: (ms) => floorToMonths(ms, 12),
    format: (startMs) => formatDate(startMs).slice(0, 4),
  },
} as const satisfies Record<string, Period>;

export type EiaFrequency = keyof typeof periods;

export function isEiaFrequency(text: string | undefined): text is EiaFrequency {
  return text !== undefined && Object.hasOwn(periods, text);
}

/** The first and the last period whose interval starts in the range; undefined when there is none. Both ends are inclusive, as the API reads them. */
export function periodsIn(
  frequency: EiaFrequency,
  { startMs, endMs }: TimeRange,
): { readonly start: string; readonly end: string } | undefined {
  const period: Period = periods[frequency];
  const floorMs = period.floorMs(startMs);
  const firstMs = floorMs === startMs ? startMs : nextStartMs(frequency, floorMs);
  const lastMs = period.floorMs(endMs - 1);
  return firstMs < endMs && firstMs <= lastMs
    ? { start: period.format(firstMs), end: period.format(lastMs) }
    : undefined;
}

/** Weeks may start on any day, so the next possible start is a day away, not a week. */
function nextStartMs(frequency: EiaFrequency, startMs: number): number {
  return frequency === "weekly" ? startMs + dayMs : periods[frequency].endMs(startMs);
}
