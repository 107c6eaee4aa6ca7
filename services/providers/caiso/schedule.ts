/**
 * When OASIS is polled. Source: the operator's timetable (day-ahead prices 13:00 Pacific, load forecasts 09:10, real-time
 * prices some 5 minutes after the interval, actuals 10 minutes after the hour) and its silent price corrections:
 * trailing windows of 14 days for the day-ahead market and 5 days for the real-time one show them.
 */
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { type PollSchedule, every } from "../schedule.ts";

const secondMs = 1_000;

/** Results are sometimes late, so the hours after the promised one are asked too. */
const hourlyAt = (delayMs: number): PollSchedule["nextMs"] => every(hourMs, delayMs);

export const caisoSchedules: readonly PollSchedule[] = [
  {
    dataset: "PRC_LMP/DAM",
    nextMs: hourlyAt(5 * minuteMs),
    lookbackMs: dayMs,
    leadMs: 40 * hourMs,
    reread: { everyMs: dayMs, trailingMs: 14 * dayMs },
    historyMs: 14 * dayMs,
    // Before 13:00 the newest day ends at midnight, 11 hours ahead.
    freshWithinMs: () => -9 * hourMs,
  },
  {
    dataset: "SLD_FCST/DAM",
    nextMs: hourlyAt(15 * minuteMs),
    lookbackMs: dayMs,
    leadMs: 44 * hourMs,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => -12 * hourMs,
  },
  {
    dataset: "SLD_FCST/ACTUAL",
    nextMs: hourlyAt(12 * minuteMs),
    lookbackMs: 3 * hourMs,
    leadMs: 0,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => 2 * hourMs,
  },
  {
    dataset: "PRC_*",
    nextMs: every(5 * minuteMs, 20 * secondMs),
    lookbackMs: hourMs,
    leadMs: hourMs,
    reread: { everyMs: dayMs, trailingMs: 5 * dayMs },
    historyMs: dayMs,
    freshWithinMs: () => 30 * minuteMs,
  },
  {
    dataset: "*",
    nextMs: hourlyAt(12 * minuteMs),
    lookbackMs: dayMs,
    leadMs: 8 * dayMs,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => dayMs,
  },
];
