/**
 * The operator's market runs on Pacific time. Computed rather than looked up: the rule has been the
 * same since 2007 (Energy Policy Act of 2005, section 110), and OASIS keeps 39 months.
 * Clocks go from 02:00 PST to 03:00 PDT on the second Sunday of March, back from 02:00 PDT to 01:00 PST on the first of November.
 */
import { dayMs, formatDate, hourMs } from "../calendar.ts";

export interface TradeHour {
  /** The Pacific calendar day, as in `OPR_DT`. */
  readonly tradeDate: string;
  /** UTC midnight of that calendar date: names the day, is not the instant it begins. */
  readonly tradeDayMs: number;
  /** Hour ending 1 to 24, and 25 for the hour that is repeated in autumn, as in `OPR_HR`. */
  readonly tradeHour: number;
}

/** The trade day and hour that hold an instant. */
export function tradeHourOf(utcMs: number): TradeHour {
  const localMs = utcMs + pacificOffsetMs(utcMs);
  const tradeDayMs = Math.floor(localMs / dayMs) * dayMs;
  const hour = Math.floor((localMs - tradeDayMs) / hourMs);
  const repeated = utcMs - hourMs + pacificOffsetMs(utcMs - hourMs) === localMs;
  return {
    tradeDate: formatDate(tradeDayMs),
    tradeDayMs,
    tradeHour: repeated ? 25 : hour + 1,
  };
}

/** The instant of a wall-clock time on a Pacific day given as UTC midnight. Not for the hours from 01:00 to 03:00, which clocks skip or repeat. */
export function pacificInstantMs(dateMs: number, timeOfDayMs: number): number {
  const localMs = dateMs + timeOfDayMs;
  return localMs - pacificOffsetMs(localMs + 8 * hourMs);
}

/** Local minus UTC: −8 h in winter, −7 h in summer. */
export function pacificOffsetMs(utcMs: number): number {
  const { startMs, endMs } = summerTime(new Date(utcMs).getUTCFullYear());
  return utcMs >= startMs && utcMs < endMs ? -7 * hourMs : -8 * hourMs;
}

const summers = new Map<number, { readonly startMs: number; readonly endMs: number }>();

/** Kept per year: two or three entries in practice. */
function summerTime(year: number): { readonly startMs: number; readonly endMs: number } {
  let summer = summers.get(year);
  if (summer === undefined) {
    summer = {
      startMs: firstSundayMs(year, 2) + 7 * dayMs + 10 * hourMs,
      endMs: firstSundayMs(year, 10) + 9 * hourMs,
    };
    summers.set(year, summer);
  }
  return summer;
}

function firstSundayMs(year: number, month: number): number {
  const firstMs = Date.UTC(year, month, 1);
  return firstMs + ((7 - new Date(firstMs).getUTCDay()) % 7) * dayMs;
}
