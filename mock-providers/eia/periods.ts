/**
 * How each frequency divides time and writes its periods. An axis numbers the intervals; texts grow with
 * the index, so the provider's lexical comparison of periods is a search on the axis.
 * Intervals as in docs/data-model.md, formats as in the metadata of the provider.
 */
import { civilDate, dayMs, dayNumber, formatDay, hourMs } from "../kit/calendar.ts";
import { gridOffsetMs, type GridZone } from "./grid-zones.ts";
import type { MarketDays } from "./market-calendar.ts";

export interface PeriodAxis {
  readonly text: (index: number) => string;
  /** The interval is `[startMs, endMs)`, UTC. */
  readonly startMs: (index: number) => number;
  readonly endMs: (index: number) => number;
  /** The first interval that starts at or after an instant. */
  readonly indexFrom: (utcMs: number) => number;
}

/** `YYYY-MM-DDTHH`, the hour's end in UTC. Index 0 begins at the epoch. */
export const hourlyAxis: PeriodAxis = {
  ...hours(),
  text: createHourText(0, ""),
};

/** `YYYY-MM-DDTHH-08`: the same hours, their end by the wall clock, and its offset. */
export function localHourlyAxis(zone: GridZone): PeriodAxis {
  // Offsets of the contiguous states are whole negative hours.
  const texts = new Map<number, (index: number) => string>();
  return {
    ...hours(),
    text(index) {
      const offsetMs = gridOffsetMs(zone, (index + 1) * hourMs);
      let text = texts.get(offsetMs);
      if (text === undefined) {
        text = createHourText(offsetMs / hourMs, `-${String(-offsetMs / hourMs).padStart(2, "0")}`);
        texts.set(offsetMs, text);
      }
      return text(index);
    },
  };
}

/** `YYYY-MM-DD`, the Friday that ends the week. Index 0 ends on 1970-01-02. */
export const weeklyAxis: PeriodAxis = {
  text: (index) => formatDay(index * 7 + 1),
  startMs: (index) => (index * 7 - 5) * dayMs,
  endMs: (index) => (index * 7 + 2) * dayMs,
  indexFrom: (utcMs) => ceil((utcMs / dayMs + 5) / 7),
};

/** `YYYY-MM-DD`, the Monday that ends the week. Index 0 ends on 1970-01-05. */
export const mondayAxis: PeriodAxis = {
  text: (index) => formatDay(index * 7 + 4),
  startMs: (index) => (index * 7 - 2) * dayMs,
  endMs: (index) => (index * 7 + 5) * dayMs,
  indexFrom: (utcMs) => ceil((utcMs / dayMs + 2) / 7),
};

/** `YYYY-MM-DD`, market days only, numbered by the list. */
export function dailyAxis(days: MarketDays): PeriodAxis {
  return {
    text: (index) => formatDay(days.dayAt(index)),
    startMs: (index) => days.dayAt(index) * dayMs,
    endMs: (index) => (days.dayAt(index) + 1) * dayMs,
    indexFrom: (utcMs) => days.countBefore(Math.ceil(utcMs / dayMs)),
  };
}

/** `YYYY-MM-DD`, every day of the calendar. Index 0 is the epoch. */
export const everyDayAxis: PeriodAxis = {
  text: formatDay,
  startMs: (index) => index * dayMs,
  endMs: (index) => (index + 1) * dayMs,
  indexFrom: (utcMs) => ceil(utcMs / dayMs),
};

/** `YYYY-MM`. Index 0 is January of year 0. */
export const monthlyAxis: PeriodAxis = {
  text: (index) => formatDay(monthStart(index)).slice(0, 7),
  startMs: (index) => monthStart(index) * dayMs,
  endMs: (index) => monthStart(index + 1) * dayMs,
  indexFrom(utcMs) {
    const { year, month } = civilDate(Math.ceil(utcMs / dayMs));
    const index = year * 12 + month - 1;
    return monthStart(index) * dayMs >= utcMs ? index : index + 1;
  },
};

/** `YYYY-Qn`. Index 0 is the first quarter of year 0. */
export const quarterlyAxis: PeriodAxis = {
  text: (index) => {
    const year = Math.floor(index / 4);
    return `${String(year).padStart(4, "0")}-Q${String(index - year * 4 + 1)}`;
  },
  startMs: (index) => monthStart(index * 3) * dayMs,
  endMs: (index) => monthStart(index * 3 + 3) * dayMs,
  indexFrom: (utcMs) => ceil(monthlyAxis.indexFrom(utcMs) / 3),
};

/** `YYYY`. The index is the year. */
export const annualAxis: PeriodAxis = {
  text: (index) => String(index).padStart(4, "0"),
  startMs: (index) => dayNumber(index, 1, 1) * dayMs,
  endMs: (index) => dayNumber(index + 1, 1, 1) * dayMs,
  indexFrom(utcMs) {
    const { year } = civilDate(Math.ceil(utcMs / dayMs));
    return dayNumber(year, 1, 1) * dayMs >= utcMs ? year : year + 1;
  },
};

export interface IndexRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The part of `[from, to)` whose texts lie between `start` and `end`, both inclusive and compared as texts.
 * A start equal to the end names all periods inside it, also at a coarser grain (API 2.1.11).
 */
export function searchPeriods(
  axis: PeriodAxis,
  bounds: IndexRange,
  limits: { readonly start: string | undefined; readonly end: string | undefined },
): IndexRange {
  const { start, end } = limits;
  const isWithin = start === end && end !== undefined && periodText.test(end);
  const from =
    start === undefined ? bounds.from : firstIndex(axis, bounds, (text) => text >= start);
  const to =
    end === undefined
      ? bounds.to
      : firstIndex(axis, bounds, (text) => text > end && !(isWithin && text.startsWith(end)));
  return { from, to: Math.max(from, to) };
}

const periodText = /^\d{4}(-Q\d|-\d\d(-\d\d(T\d\d([+-]\d\d)?)?)?)?$/;

/** `test` must be false up to some index and true from there on. */
function firstIndex(axis: PeriodAxis, bounds: IndexRange, test: (text: string) => boolean): number {
  let low = bounds.from;
  let high = bounds.to;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (test(axis.text(middle))) high = middle;
    else low = middle + 1;
  }
  return low;
}

function hours(): Omit<PeriodAxis, "text"> {
  return {
    startMs: (index) => index * hourMs,
    endMs: (index) => (index + 1) * hourMs,
    indexFrom: (utcMs) => ceil(utcMs / hourMs),
  };
}

/** Never −0, which would be another number to a digest. */
function ceil(value: number): number {
  return Math.ceil(value) + 0;
}

/** Neighbouring hours share a day, so the day's text is made once. */
function createHourText(offsetHours: number, suffix: string): (index: number) => string {
  let textDay = Number.NaN;
  let dayText = "";
  return (index) => {
    const hour = index + 1 + offsetHours;
    const day = Math.floor(hour / 24);
    if (day !== textDay) {
      textDay = day;
      dayText = formatDay(day);
    }
    // Proof: hour − day × 24 is a whole number from 0 to 23.
    return dayText + (hourTexts[hour - day * 24] ?? "") + suffix;
  };
}

const hourTexts = Array.from({ length: 24 }, (_, hour) => `T${String(hour).padStart(2, "0")}`);

function monthStart(index: number): number {
  const year = Math.floor(index / 12);
  return dayNumber(year, index - year * 12 + 1, 1);
}
