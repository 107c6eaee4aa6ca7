/**
 * Wall clocks of balancing authorities: the kit's zones and the two it does not have. Mountain time changes at
 * 02:00 of its own clock, an hour after Central time; Arizona never changes.
 */
import { hourMs } from "../kit/calendar.ts";
import { utcOffsetMs, type TimeZone } from "../kit/time-zone.ts";

export type GridZone = TimeZone | "mountain" | "arizona";

/** In the order the provider lists its `timezone` facet. */
export const gridZones: readonly GridZone[] = [
  "arizona",
  "central",
  "eastern",
  "mountain",
  "pacific",
];

/** What to add to a UTC instant to read the wall clock; whole negative hours. */
export function gridOffsetMs(zone: GridZone, utcMs: number): number {
  if (zone === "arizona") return -7 * hourMs;
  if (zone === "mountain") return utcOffsetMs("central", utcMs - hourMs) - hourMs;
  return utcOffsetMs(zone, utcMs);
}

/** The hour from the epoch at which a calendar day of the wall clock begins. */
export function dayStartHour(zone: GridZone, day: number): number {
  // Clocks change at 02:00, so the offset an hour after the standard midnight is that of midnight itself.
  const standardHour = day * 24 - standardOffsetHours[zone];
  const offsetHours = gridOffsetMs(zone, (standardHour - 1) * hourMs) / hourMs;
  return day * 24 - offsetHours;
}

const standardOffsetHours: Readonly<Record<GridZone, number>> = {
  pacific: -8,
  mountain: -7,
  arizona: -7,
  central: -6,
  eastern: -5,
};
