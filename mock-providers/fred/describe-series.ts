/** What FRED says of a series, in `series` and in every list of series. */
import { dayMs } from "../kit/calendar.ts";
import { localTime } from "../kit/time-zone.ts";
import { dayText } from "./day-text.ts";
import type { Fields } from "./documents.ts";
import type { RealtimePeriod } from "./parameters.ts";
import type { SeriesSpec } from "./series-spec.ts";
import type { SeriesStatus } from "./series-status.ts";

export const adjustments = {
  SA: "Seasonally Adjusted",
  NSA: "Not Seasonally Adjusted",
  SAAR: "Seasonally Adjusted Annual Rate",
} as const;

export const weekdays = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

const frequencies = {
  "business-day": ["Daily", "D"],
  "seven-day": ["Daily, 7-Day", "D"],
  week: ["Weekly", "W"],
  month: ["Monthly", "M"],
  quarter: ["Quarterly", "Q"],
  year: ["Annual", "A"],
} as const satisfies Record<SeriesSpec["cadence"]["kind"], readonly [string, string]>;

/** Days are closed, weeks end on a weekday: "Weekly, Ending Friday". */
export function frequencyText(spec: SeriesSpec): string {
  const { cadence } = spec;
  if (spec.frequency !== undefined) return spec.frequency;
  const [text] = frequencies[cadence.kind];
  return cadence.kind === "week" ? `${text}, Ending ${weekdays[cadence.endsOn] ?? ""}` : text;
}

/** The first word of `frequencyText`, e.g. "Daily". */
export function frequencyName(spec: SeriesSpec): string {
  return frequencies[spec.cadence.kind][0].replace(/,.*/, "");
}

/** One entry of a `seriess` list, in FRED's words. */
export interface SeriesDescription {
  readonly id: string;
  readonly realtime_start: string;
  readonly realtime_end: string;
  readonly title: string;
  readonly observation_start: string;
  readonly observation_end: string;
  readonly frequency: string;
  readonly frequency_short: string;
  readonly units: string;
  readonly units_short: string;
  readonly seasonal_adjustment: string;
  readonly seasonal_adjustment_short: string;
  readonly last_updated: string;
  readonly popularity: number;
  /** In lists that search or group; `series` and `series/updates` have none. */
  readonly group_popularity?: number;
  readonly notes?: string;
}

export function describeSeries(
  spec: SeriesSpec,
  status: SeriesStatus,
  period: RealtimePeriod,
): SeriesDescription {
  return {
    id: spec.id,
    realtime_start: dayText(period.realtimeStart),
    realtime_end: dayText(period.realtimeEnd),
    title: spec.title,
    observation_start: dayText(status.firstDate),
    observation_end: dayText(status.lastDate),
    frequency: frequencyText(spec),
    frequency_short: frequencies[spec.cadence.kind][1],
    units: spec.units,
    units_short: spec.unitsShort,
    seasonal_adjustment: adjustments[spec.adjustment],
    seasonal_adjustment_short: spec.adjustment,
    last_updated: centralTime(status.updatedMs),
    popularity: spec.popularity,
    notes: notesOf(spec),
  };
}

/** The fields of a `series` element in FRED's order. */
export function seriesFields(series: SeriesDescription): Fields {
  const { group_popularity, notes } = series;
  return [
    ["id", series.id],
    ["realtime_start", series.realtime_start],
    ["realtime_end", series.realtime_end],
    ["title", series.title],
    ["observation_start", series.observation_start],
    ["observation_end", series.observation_end],
    ["frequency", series.frequency],
    ["frequency_short", series.frequency_short],
    ["units", series.units],
    ["units_short", series.units_short],
    ["seasonal_adjustment", series.seasonal_adjustment],
    ["seasonal_adjustment_short", series.seasonal_adjustment_short],
    ["last_updated", series.last_updated],
    ["popularity", series.popularity],
    ...(group_popularity === undefined ? [] : [["group_popularity", group_popularity] as const]),
    ...(notes === undefined ? [] : [["notes", notes] as const]),
  ];
}

export function notesOf({ id, about }: SeriesSpec): string {
  return (
    `${about}\n\nSandbox data: "plausible", seeded and not real. ` +
    `For the real series see https://fred.stlouisfed.org/series/${id}.`
  );
}

/** `2024-10-30 07:54:01-05`: the wall clock of St. Louis, the offset in hours. */
export function centralTime(utcMs: number): string {
  const { offsetMs } = localTime("central", utcMs);
  const local = new Date(utcMs + offsetMs).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}-0${-offsetMs / (dayMs / 24)}`;
}
