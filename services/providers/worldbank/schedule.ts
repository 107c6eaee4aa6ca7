/**
 * When the World Bank is polled. Source: its release calendar and its users. The annual database appears some six times
 * a year, the monthly one each month, whole each time; values come 6 to 18 months late and are restated silently.
 */
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { type PollSchedule, every } from "../schedule.ts";

const yearMs = 366 * dayMs;

export const worldbankSchedules: readonly PollSchedule[] = [
  {
    dataset: "*",
    nextMs: every(6 * hourMs, 10 * minuteMs),
    lookbackMs: 3 * yearMs,
    leadMs: 0,
    reread: { everyMs: dayMs, trailingMs: 6 * yearMs },
    historyMs: 6 * yearMs,
    // Both databases add a period at a time: years with an update in spring, months and quarters six weeks after their end.
    freshWithinMs: ({ intervalMs }) => intervalMs + (intervalMs > 100 * dayMs ? 80 : 50) * dayMs,
  },
];
