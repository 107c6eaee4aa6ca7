/** Times as api.weather.gov writes them: ISO 8601 with the offset of a place, or `+00:00`. */
import { dayMs, formatDay, hourMs } from "../../kit/calendar.ts";
import { type StationZone, stationOffsetMs } from "../world/station-time.ts";

export function utcTime(utcMs: number): string {
  return `${clock(utcMs)}+00:00`;
}

export function localTime(zone: StationZone, utcMs: number): string {
  const offsetMs = stationOffsetMs(zone, utcMs);
  const hours = String(Math.abs(offsetMs) / hourMs).padStart(2, "0");
  return `${clock(utcMs + offsetMs)}${offsetMs < 0 ? "-" : "+"}${hours}:00`;
}

/** The instant an ISO time with a zone names; undefined for anything else. */
export function readTime(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/.test(text)) return undefined;
  const utcMs = Date.parse(text);
  return Number.isNaN(utcMs) ? undefined : utcMs;
}

function clock(ms: number): string {
  const day = Math.floor(ms / dayMs);
  const second = Math.floor((ms - day * dayMs) / 1_000);
  const part = (value: number): string => String(value).padStart(2, "0");
  return `${formatDay(day)}T${part(Math.floor(second / 3_600))}:${part(Math.floor(second / 60) % 60)}:${part(second % 60)}`;
}
