/** Calendar arithmetic on UTC milliseconds; no zone, no clock. Dates are text "YYYY-MM-DD". */
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** UTC midnight of "YYYY-MM-DD", NaN when the text is not exactly such a date. */
export function parseDateMs(text: string): number {
  return text.length === 10 ? parseDateAt(text) : Number.NaN;
}

/** Reads the first ten characters as a date; NaN when they are none. Read by hand: it runs once or twice for every record. */
export function parseDateAt(text: string): number {
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  const dashes = text.charCodeAt(4) === dash && text.charCodeAt(7) === dash;
  // Date.UTC takes the years 0 to 99 for 1900 to 1999; no provider's data is that old.
  // Comparisons with NaN are false, so they refuse what is no number too.
  if (!dashes || !(year >= 100) || !(month >= 1 && month <= 12)) return Number.NaN;
  return day >= 1 && day <= daysInMonth(year, month) ? Date.UTC(year, month - 1, day) : Number.NaN;
}

/** The number written at `from` in exactly `length` digits, NaN when another character stands there. */
export function digitsAt(text: string, from: number, length: number): number {
  let number = 0;
  for (let at = from; at < from + length; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

export function formatDate(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** The same day and time `months` later. Only for days every month has. */
export function addMonths(ms: number, months: number): number {
  const date = new Date(ms);
  return date.setUTCMonth(date.getUTCMonth() + months);
}

/** The start of the period of `months` calendar months (1, 3, 6 or 12) that holds `ms`. */
export function floorToMonths(ms: number, months: number): number {
  const date = new Date(ms);
  const month = date.getUTCMonth();
  return Date.UTC(date.getUTCFullYear(), month - (month % months), 1);
}

const zero = "0".charCodeAt(0);
const dash = "-".charCodeAt(0);
const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthDays[month - 1] ?? 0);
}
