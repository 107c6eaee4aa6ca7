/**
 * Years, quarters and months as the API writes them (`2024`, `2024Q1`, `2024M01`) and as whole numbers: an index
 * counts periods of one frequency from the year 0, so the next period is always one more.
 */
import { civilDate, dayMs, dayNumber, dayOf } from "../kit/calendar.ts";

export type Frequency = "annual" | "quarterly" | "monthly";

interface Axis {
  readonly perYear: 1 | 4 | 12;
  /** Between year and number, empty for years. */
  readonly letter: "" | "Q" | "M";
}

const axes: Readonly<Record<Frequency, Axis>> = {
  annual: { perYear: 1, letter: "" },
  quarterly: { perYear: 4, letter: "Q" },
  monthly: { perYear: 12, letter: "M" },
};

export function isFrequency(text: string): text is Frequency {
  return Object.hasOwn(axes, text);
}

export function periodsPerYear(frequency: Frequency): number {
  return axes[frequency].perYear;
}

export function yearOf(frequency: Frequency, index: number): number {
  return Math.floor(index / axes[frequency].perYear);
}

/** UTC midnight the period starts at. */
export function startMs(frequency: Frequency, index: number): number {
  const { perYear } = axes[frequency];
  const year = Math.floor(index / perYear);
  return dayNumber(year, (index - year * perYear) * (12 / perYear) + 1, 1) * dayMs;
}

export function endMs(frequency: Frequency, index: number): number {
  return startMs(frequency, index + 1);
}

/** The period that holds an instant. */
export function indexAt(frequency: Frequency, utcMs: number): number {
  const { perYear } = axes[frequency];
  const { year, month } = civilDate(dayOf(utcMs));
  return year * perYear + Math.floor(((month - 1) * perYear) / 12);
}

/** `2024`, `2024Q1` or `2024M01`. */
export function formatPeriod(frequency: Frequency, index: number): string {
  const { perYear, letter } = axes[frequency];
  const year = Math.floor(index / perYear);
  const text = String(year).padStart(4, "0");
  if (letter === "") return text;
  const number = index - year * perYear + 1;
  return text + letter + (letter === "M" && number < 10 ? `0${String(number)}` : String(number));
}

export interface Period {
  readonly frequency: Frequency;
  readonly index: number;
}

/** The period a text names; undefined for any other text. */
export function parsePeriod(text: string): Period | undefined {
  const match = /^(\d{4})(?:(Q)([1-4])|(M)(0?[1-9]|1[0-2]))?$/i.exec(text);
  if (match === null) return undefined;
  const year = Number(match[1]);
  if (match[2] !== undefined) {
    return { frequency: "quarterly", index: year * 4 + Number(match[3]) - 1 };
  }
  if (match[4] !== undefined) {
    return { frequency: "monthly", index: year * 12 + Number(match[5]) - 1 };
  }
  return { frequency: "annual", index: year };
}
