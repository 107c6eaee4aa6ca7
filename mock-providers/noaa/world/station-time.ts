/**
 * Wall clocks of the stations. The kit knows three zones; Mountain time runs an hour behind Central under the
 * same rule, and Arizona keeps standard time all year.
 */
import { hourMs } from "../../kit/calendar.ts";
import { type TimeZone, utcOffsetMs } from "../../kit/time-zone.ts";

export type StationZone =
  Extract<TimeZone, "pacific" | "central" | "eastern"> | "mountain" | "arizona";

export const zoneNames = {
  pacific: "America/Los_Angeles",
  mountain: "America/Denver",
  arizona: "America/Phoenix",
  central: "America/Chicago",
  eastern: "America/New_York",
} as const satisfies Record<StationZone, string>;

/** What to add to a UTC instant to read the station's wall clock. */
export function stationOffsetMs(zone: StationZone, utcMs: number): number {
  if (zone === "arizona") return -7 * hourMs;
  // Its clocks show two o'clock, the hour of the change, an hour after those of Central time do.
  if (zone === "mountain") return utcOffsetMs("central", utcMs - hourMs) - hourMs;
  return utcOffsetMs(zone, utcMs);
}

/** The instant a station's wall clock shows `localMs` (written as if it were UTC), to the hour at a change. */
export function stationInstantMs(zone: StationZone, localMs: number): number {
  const guess = localMs - stationOffsetMs(zone, localMs);
  return localMs - stationOffsetMs(zone, guess);
}
