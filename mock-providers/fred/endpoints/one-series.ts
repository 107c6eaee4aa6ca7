/** `series`, `series/observations` and `series/vintagedates`: what there is of one series. */
import { describeSeries, seriesFields } from "../describe-series.ts";
import { writeList } from "../documents.ts";
import { at, countBelow, firstRealtime, openEnd } from "../facts.ts";
import { answerObservations } from "../observations.ts";
import { type RealtimePeriod, readRealtime, readText } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { endOfDayMs } from "../series-status.ts";
import { answerVintageDates } from "../vintage-dates.ts";
import { type SeriesNow, findSeries } from "../world.ts";
import { zipObservations } from "../zip-observations.ts";
import { type Ask, type Content, type Endpoint, realtimeFields, today } from "./ask.ts";

export const series: Endpoint = (ask) => {
  const { query, fileType, nowMs, world } = ask;
  const found = find(ask);
  const period = readRealtime(query, presentOf(found, nowMs), today(nowMs));
  assertArchived(found, period);
  const instantMs = Math.min(nowMs, endOfDayMs(period.realtimeEnd));
  const status = world.statuses.at(found.spec, instantMs);
  const rows =
    status === undefined ? [] : [seriesFields(describeSeries(found.spec, status, period))];
  const list = { name: "seriess", element: "series", fields: realtimeFields(period) };
  return { text: writeList(fileType, list, rows), updatedMs: updatedMs(found) };
};

export const observations: Endpoint = (ask) => {
  const { query, fileType, nowMs } = ask;
  const found = find(ask);
  const period = readRealtime(query, presentOf(found, nowMs), today(nowMs));
  assertArchived(found, period);
  const packed = readText(query, "file_type");
  const answer: Content =
    packed === "csv" || packed === "txt"
      ? zipObservations(query, packed, found, { period, nowMs })
      : answerObservations(query, fileType, found, period);
  return { ...answer, updatedMs: updatedMs(found) };
};

export const vintageDates: Endpoint = (ask) => {
  const { query, fileType, nowMs } = ask;
  const found = find(ask);
  const always = { realtimeStart: firstRealtime, realtimeEnd: openEnd };
  const period = readRealtime(query, always, today(nowMs));
  const text = answerVintageDates(query, fileType, found, period);
  return { text, updatedMs: updatedMs(found) };
};

function find({ query, world, nowMs }: Ask): SeriesNow {
  return findSeries(world, readText(query, "series_id"), nowMs);
}

function assertArchived({ facts }: SeriesNow, { realtimeEnd }: RealtimePeriod): void {
  if (countBelow(facts.vintageDays, realtimeEnd + 1) > 0) return;
  throw badRequest("The series does not exist in ALFRED but may exist in FRED.");
}

/**
 * The period an answer speaks of when none is asked for: today, but for months and longer the day of the last
 * update, as recorded answers do (FRED keeps such answers in a cache).
 */
function presentOf({ spec, facts, visible }: SeriesNow, nowMs: number): RealtimePeriod {
  const { kind } = spec.cadence;
  const cached = kind === "month" || kind === "quarter" || kind === "year";
  const day = cached ? at(facts.vintageDays, visible - 1) : today(nowMs);
  return { realtimeStart: day, realtimeEnd: day };
}

function updatedMs({ facts, visible }: SeriesNow): number {
  return at(facts.vintageMs, visible - 1);
}
