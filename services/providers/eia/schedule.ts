/**
 * When EIA is polled. Source: its release schedules. Hourly grid data comes an hour or two after the hour and is
 * rewritten silently for days; weekly petroleum data comes on Wednesday, Thursday after a Monday holiday, and is
 * rarely restated.
 */
import { dayMs, hourMs, minuteMs } from "../calendar.ts";
import { type FollowedSeries, type PollSchedule, every } from "../schedule.ts";

export const eiaSchedules: readonly PollSchedule[] = [
  {
    // Both sides of a border report, and a day passes until both have.
    dataset: "electricity/rto/interchange-data",
    nextMs: every(hourMs, 5 * minuteMs),
    lookbackMs: 2 * dayMs,
    leadMs: 0,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => 30 * hourMs,
  },
  {
    dataset: "electricity/rto/*",
    nextMs: every(hourMs, 5 * minuteMs),
    lookbackMs: 8 * hourMs,
    leadMs: 30 * hourMs,
    reread: { everyMs: dayMs, trailingMs: 7 * dayMs },
    historyMs: 7 * dayMs,
    // The forecast is out a day before its hour; the slowest authorities report two hours after theirs.
    freshWithinMs: ({ seriesId }) => (seriesId.includes(".DF.") ? -22 * hourMs : 5 * hourMs),
  },
  {
    // Each month's outlook restates the past and forecasts up to two years.
    dataset: "steo",
    nextMs: every(2 * hourMs, 40 * minuteMs),
    lookbackMs: 400 * dayMs,
    leadMs: 800 * dayMs,
    reread: { everyMs: 7 * dayMs, trailingMs: 400 * dayMs },
    historyMs: 400 * dayMs,
    freshWithinMs: outlookPromiseMs,
  },
  {
    // Months come a quarter late and are restated for years.
    dataset: "total-energy",
    nextMs: every(2 * hourMs, 40 * minuteMs),
    lookbackMs: 400 * dayMs,
    leadMs: 0,
    reread: { everyMs: 7 * dayMs, trailingMs: 400 * dayMs },
    historyMs: 400 * dayMs,
    // Three months behind on about the 24th: right before, the newest ended 116 days ago.
    freshWithinMs: () => 120 * dayMs,
  },
  {
    dataset: "*",
    nextMs: every(2 * hourMs, 40 * minuteMs),
    lookbackMs: 21 * dayMs,
    leadMs: 7 * dayMs,
    reread: { everyMs: 7 * dayMs, trailingMs: 60 * dayMs },
    historyMs: 120 * dayMs,
    freshWithinMs: releasePromiseMs,
  },
];

/**
 * The outlook reaches to the end of next year, and until January's adds a year to the end of this one or so; what it does
 * not forecast, disruptions of supply, ends with the month before.
 */
function outlookPromiseMs({ seriesId }: FollowedSeries): number {
  return seriesId.startsWith("PADI_") ? 50 * dayMs : -345 * dayMs;
}

/** A weekly release speaks of the week that ended on Friday, and of prices up to two days before it. */
function releasePromiseMs({ intervalMs }: FollowedSeries): number {
  if (intervalMs <= dayMs) return 11 * dayMs;
  // A Thursday that is a holiday makes it 13.7.
  if (intervalMs <= 7 * dayMs) return 14.5 * dayMs;
  return intervalMs + 60 * dayMs;
}
