/**
 * When OASIS is polled. Source: the operator's timetable (day-ahead prices 13:00 Pacific, load forecasts 09:10, real-time
 * prices some 5 minutes after the interval, actuals 10 minutes after the hour) and its silent price corrections:
 * trailing windows of 14 days for the day-ahead market and 5 days for the real-time one show them.
 */
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { type PollSchedule, every } from "../schedule.ts";
import { pacificInstantMs, tradeHourOf } from "./pacific-time.ts";

const secondMs = 1_000;

/** At these Pacific times of every day, ascending. Not between 01:00 and 03:00, which clocks skip or repeat. */
function daily(...timesOfDayMs: readonly number[]): PollSchedule["nextMs"] {
  return (afterMs) => {
    const { tradeDayMs } = tradeHourOf(afterMs);
    for (const dateMs of [tradeDayMs, tradeDayMs + dayMs]) {
      for (const time of timesOfDayMs) {
        const atMs = pacificInstantMs(dateMs, time);
        if (atMs > afterMs) return atMs;
      }
    }
    throw new Error(`No time of day follows ${afterMs}`);
  };
}

const time = (hours: number, minutes: number): number => hours * hourMs + minutes * minuteMs;

/**
 * Of whole Pacific days that appear `daysAhead` before they begin (negative: after), each seen by a poll at `seenBy` at the
 * latest: the age of the newest day's end right before the next day is seen. A day is an hour longer or shorter where
 * clocks change, and landing takes its moments.
 */
function wholeDays(daysAhead: number, seenBy: number): PollSchedule["freshWithinMs"] {
  const changeMs = hourMs;
  const landingMs = 30 * minuteMs;
  return () => seenBy - daysAhead * dayMs + changeMs + landingMs;
}

/** Prices and ancillary services of the day-ahead market come together. */
const dayAhead: Omit<PollSchedule, "dataset"> = {
  // Results are sometimes late, so they are asked for again in the hours after the promised one.
  nextMs: daily(time(4, 5), time(13, 5), time(13, 35), time(14, 35), time(16, 5), time(20, 5)),
  lookbackMs: 2 * hourMs,
  leadMs: 40 * hourMs,
  reread: { everyMs: dayMs, trailingMs: 14 * dayMs },
  historyMs: 14 * dayMs,
  // Promised for 13:00; results that are 40 minutes late are seen by the poll after next.
  freshWithinMs: wholeDays(1, time(14, 35)),
};

const hourly: Omit<PollSchedule, "dataset" | "freshWithinMs"> = {
  nextMs: every(hourMs, 12 * minuteMs),
  lookbackMs: dayMs,
  leadMs: 8 * dayMs,
  reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
  historyMs: 7 * dayMs,
};

export const caisoSchedules: readonly PollSchedule[] = [
  { dataset: "PRC_LMP/DAM", ...dayAhead },
  { dataset: "PRC_AS/DAM", ...dayAhead },
  {
    dataset: "SLD_FCST/DAM",
    nextMs: daily(time(3, 45), time(9, 15), time(9, 45), time(10, 45), time(13, 45), time(19, 45)),
    lookbackMs: 2 * hourMs,
    leadMs: 44 * hourMs,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: wholeDays(1, time(9, 45)),
  },
  {
    dataset: "SLD_FCST/ACTUAL",
    nextMs: every(hourMs, 12 * minuteMs),
    lookbackMs: 3 * hourMs,
    leadMs: 0,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    // Right before 12 minutes past, the newest hour ended 72 minutes ago.
    freshWithinMs: () => 2 * hourMs,
  },
  // Asked for when others are: forecasts come at 09:10, a renewable one at 07:00, renewable actuals at 08:00 the day after.
  { dataset: "SLD_FCST/7DA", ...hourly, freshWithinMs: wholeDays(7, time(9, 12)) },
  { dataset: "SLD_FCST/2DA", ...hourly, freshWithinMs: wholeDays(2, time(9, 12)) },
  { dataset: "SLD_REN_FCST/DAM", ...hourly, freshWithinMs: wholeDays(1, time(7, 12)) },
  { dataset: "SLD_REN_FCST/ACTUAL", ...hourly, freshWithinMs: wholeDays(-1, time(8, 12)) },
  {
    dataset: "PRC_*",
    nextMs: every(5 * minuteMs, 20 * secondMs),
    lookbackMs: 30 * minuteMs,
    // The fifteen-minute market is out before its interval.
    leadMs: 45 * minuteMs,
    reread: { everyMs: dayMs, trailingMs: 5 * dayMs },
    historyMs: dayMs,
    freshWithinMs: () => 30 * minuteMs,
  },
  // Nothing OASIS publishes by the day is further behind than its actuals.
  { dataset: "*", ...hourly, freshWithinMs: wholeDays(-1, time(24, 0)) },
];
