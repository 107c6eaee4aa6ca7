/** What `/fred/series` says of a series. */
import { dayMs } from "../kit/calendar.ts";
import { localTime } from "../kit/time-zone.ts";
import { dayText } from "./day-text.ts";
import type { Fields } from "./documents.ts";
import { type Facts, at, countBelow } from "./facts.ts";
import type { RealtimePeriod } from "./parameters.ts";
import { parseSpecDay } from "./releases.ts";
import type { SeriesSpec } from "./series-spec.ts";

const adjustments = {
  SA: "Seasonally Adjusted",
  NSA: "Not Seasonally Adjusted",
  SAAR: "Seasonally Adjusted Annual Rate",
} as const;

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

export function frequencyText(spec: SeriesSpec): string {
  const { cadence } = spec;
  if (spec.frequency !== undefined) return spec.frequency;
  if (cadence.kind === "week") return `Weekly, Ending ${weekdays[cadence.endsOn] ?? ""}`;
  if (cadence.kind === "month") return "Monthly";
  return cadence.kind === "quarter" ? "Quarterly" : "Daily";
}

export function frequencyShort(spec: SeriesSpec): "D" | "W" | "M" | "Q" {
  const { kind } = spec.cadence;
  if (kind === "week") return "W";
  if (kind === "month") return "M";
  return kind === "quarter" ? "Q" : "D";
}

/** `visible` vintages are out, at least one of them on or before the period's end. */
export function describeSeries(
  spec: SeriesSpec,
  facts: Facts,
  visible: number,
  period: RealtimePeriod,
): Fields {
  const known = Math.min(visible, countBelow(facts.vintageDays, period.realtimeEnd + 1));
  const realtime: Fields = [
    ["realtime_start", dayText(period.realtimeStart)],
    ["realtime_end", dayText(period.realtimeEnd)],
  ];
  return [
    ["id", spec.id],
    ...realtime,
    ["title", spec.title],
    ["observation_start", dayText(Math.max(parseSpecDay(spec.firstDate), at(facts.dates, 0)))],
    ["observation_end", dayText(lastDate(facts, known))],
    ["frequency", frequencyText(spec)],
    ["frequency_short", frequencyShort(spec)],
    ["units", spec.units],
    ["units_short", spec.unitsShort],
    ["seasonal_adjustment", adjustments[spec.adjustment]],
    ["seasonal_adjustment_short", spec.adjustment],
    ["last_updated", centralTime(at(facts.vintageMs, known - 1))],
    ["popularity", spec.popularity],
    ["notes", notes(spec.id)],
  ];
}

function notes(id: string): string {
  return (
    'Sandbox data: "plausible", seeded and not real.\n\n' +
    `For the real series see https://fred.stlouisfed.org/series/${id}.`
  );
}

function lastDate(facts: Facts, known: number): number {
  let date = facts.dateOffsets.length - 2;
  while (date > 0 && at(facts.vintages, at(facts.dateOffsets, date)) >= known) date--;
  return at(facts.dates, at(facts.dateOffsets, date));
}

/** `2024-10-30 07:54:01-05`: the wall clock of St. Louis, the offset in hours. */
function centralTime(utcMs: number): string {
  const { offsetMs } = localTime("central", utcMs);
  const local = new Date(utcMs + offsetMs).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 19)}-0${-offsetMs / (dayMs / 24)}`;
}
