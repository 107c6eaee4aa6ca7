/**
 * When FRED is polled: each series is asked whether it was updated, and only then for the vintages since. Releases come
 * at their agencies' hours on business days; every second hour is soon enough for data that is counted in days.
 */
import { dayMs, formatDate, hourMs, minuteMs } from "../calendar.ts";
import { type FollowedSeries, type PollSchedule, every } from "../schedule.ts";

/**
 * Facts that begin on the first day of the asked-for period cannot be told from older ones, which are clipped to it.
 * Two days before the last poll every fact of that day was out.
 */
const overlapMs = 2 * dayMs;

export const fredSchedules: readonly PollSchedule[] = [
  {
    dataset: "*",
    nextMs: every(2 * hourMs, 5 * minuteMs),
    lookbackMs: 0,
    leadMs: 31 * dayMs,
    reread: { everyMs: 7 * dayMs, trailingMs: 0 },
    historyMs: 400 * dayMs,
    freshWithinMs: releasePromiseMs,
    // The catalogue's real-time end is the day it was made on; a stream goes on.
    follow: ({ params: { realtime_end: _day, ...params }, ...series }) => ({ ...series, params }),
    since: (series, sinceMs) => ({
      ...series,
      params: {
        ...series.params,
        realtime_start: formatDate(sinceMs - overlapMs),
        updated_since: new Date(sinceMs).toISOString(),
      },
    }),
  },
];

/** Spot prices of energy come once a week with EIA's, and reach to two days before it. */
const weeklySpotPrices = new Set(["DCOILWTICO", "DCOILBRENTEU", "DHHNGSP"]);

/** Right before its next value is out, over the longest weekends there are. */
function releasePromiseMs({ seriesId, intervalMs }: FollowedSeries): number {
  if (intervalMs <= dayMs) return (weeklySpotPrices.has(seriesId) ? 13 : 7) * dayMs;
  // Continued claims are a week behind initial ones.
  if (intervalMs <= 14 * dayMs) return intervalMs + 14 * dayMs;
  // Job openings come in the second month after theirs.
  if (intervalMs <= 31 * dayMs) return 75 * dayMs;
  // Accounts come a month after their quarter.
  if (intervalMs <= 92 * dayMs) return intervalMs + 40 * dayMs;
  return 2 * intervalMs + 60 * dayMs;
}
