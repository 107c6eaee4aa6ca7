/**
 * When NOAA is polled. Source: Climate Data Online's own words on its archives. Daily summaries come two to three days
 * late and are corrected for weeks, months come in the middle of the next and are made again once; nothing is dated.
 */
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { type PollSchedule, every } from "../schedule.ts";

export const noaaSchedules: readonly PollSchedule[] = [
  {
    dataset: "GHCND",
    nextMs: every(6 * hourMs, 3 * hourMs + 30 * minuteMs),
    lookbackMs: 5 * dayMs,
    leadMs: 0,
    reread: { everyMs: dayMs, trailingMs: 45 * dayMs },
    historyMs: 45 * dayMs,
    // A day of the slower stations is out two days and some hours after its end, and the next one a day later.
    freshWithinMs: () => 4 * dayMs,
  },
  {
    dataset: "NORMAL_*",
    nextMs: every(dayMs, 9 * hourMs),
    lookbackMs: 5 * dayMs,
    leadMs: 366 * dayMs,
    reread: { everyMs: 7 * dayMs, trailingMs: 30 * dayMs },
    historyMs: 30 * dayMs,
    freshWithinMs: () => 0,
  },
  {
    dataset: "*",
    nextMs: every(12 * hourMs, 4 * hourMs + 30 * minuteMs),
    lookbackMs: 100 * dayMs,
    leadMs: 0,
    reread: { everyMs: 7 * dayMs, trailingMs: 200 * dayMs },
    historyMs: 400 * dayMs,
    // The sixth business day of the next month is its twelfth at the latest.
    freshWithinMs: ({ intervalMs }) => intervalMs + 16 * dayMs,
  },
];
