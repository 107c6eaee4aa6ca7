/**
 * The days on which releases published: of one release, and of all of them.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/release_dates.html, releases_dates.html, recorded answers.
 */
import { civilDate, dayNumber } from "../../kit/calendar.ts";
import { dayText } from "../day-text.ts";
import { type Fields, attributes, jsonObject, joinRows, writeDocument } from "../documents.ts";
import { firstRealtime, openEnd } from "../facts.ts";
import type { ReleaseEntry } from "../metadata/release-table.ts";
import { type FileType, type RealtimePeriod, readRealtime, readTrue } from "../parameters.ts";
import {
  type Ask,
  type Endpoint,
  type Orders,
  listFields,
  pageRows,
  readOrdering,
  readPage,
  sortBy,
  today,
} from "./ask.ts";
import { readRelease } from "./releases.ts";

/** One row of either list, in FRED's words. */
export interface ReleaseDate {
  readonly release_id: number;
  /** Only in the list of all releases. */
  readonly release_name?: string;
  readonly date: string;
}

/** XML has the day as the element's text. */
export function writeReleaseDates(
  fileType: FileType,
  fields: Fields,
  rows: readonly ReleaseDate[],
): string {
  const texts = rows.map(({ release_id, release_name, date }) => {
    const labels: Fields = [
      ["release_id", release_id],
      ...(release_name === undefined ? [] : [["release_name", release_name] as const]),
    ];
    return fileType === "json"
      ? jsonObject([...labels, ["date", date]])
      : `  <release_date${attributes(labels)}>${date}</release_date>\n`;
  });
  const list = { name: "release_dates", fields };
  return writeDocument(fileType, list, joinRows(fileType, texts));
}

export const ofRelease: Endpoint = (ask) => {
  const { query, fileType, nowMs } = ask;
  const release = readRelease(ask);
  const always = { realtimeStart: firstRealtime, realtimeEnd: openEnd };
  const period = readRealtime(query, always, today(nowMs));
  const page = readPage(query, 10_000);
  const ordering = readOrdering(query, ["release_date"], () => false);
  const days = daysOf(ask, release, period);
  if (ordering.descending) days.reverse();
  const fields = listFields(period, ordering, days.length, page);
  const rows = pageRows(days, page).map((day) => ({ release_id: release.id, date: dayText(day) }));
  return { text: writeReleaseDates(fileType, fields, rows) };
};

/** What FRED orders names by: letters and digits, whatever their case. */
export function nameKey(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

interface Row {
  readonly release: ReleaseEntry;
  readonly day: number;
}

const orders: Orders<Row> = {
  release_date: ({ day }) => day,
  release_id: ({ release }) => release.id,
  release_name: ({ release }) => release.name,
};

export const ofAll: Endpoint = (ask) => {
  const { query, fileType, nowMs, world } = ask;
  const { year } = civilDate(today(nowMs));
  const thisYear = { realtimeStart: dayNumber(year, 1, 1), realtimeEnd: openEnd };
  const period = readRealtime(query, thisYear, today(nowMs));
  const page = readPage(query);
  const ordering = readOrdering(
    query,
    ["release_date", "release_id", "release_name"],
    (orderBy) => orderBy === "release_date",
  );
  // On one day releases stand by name, whatever the order of the days, as recorded.
  const byName = world.library.releases.toSorted((a, b) =>
    nameKey(a.name) < nameKey(b.name) ? -1 : 1,
  );
  const all = byName.flatMap((release) =>
    daysOf(ask, release, period).map((day): Row => ({ release, day })),
  );
  const sorted = sortBy(all, orders, ordering);
  const fields = listFields(period, ordering, sorted.length, page);
  const rows = pageRows(sorted, page).map(({ release, day }) => ({
    release_id: release.id,
    release_name: release.name,
    date: dayText(day),
  }));
  return { text: writeReleaseDates(fileType, fields, rows) };
};

/** Days ahead have no data yet, so they are left out unless they are asked for. */
function daysOf(
  { query, nowMs, world }: Ask,
  { id }: ReleaseEntry,
  period: RealtimePeriod,
): number[] {
  const ahead = readTrue(query, "include_release_dates_with_no_data");
  const days = [...world.calendar.published(id, nowMs)];
  if (ahead) {
    const last = days.at(-1) ?? Number.NEGATIVE_INFINITY;
    days.push(...world.calendar.announced(id, nowMs).filter((day) => day > last));
  }
  return days.filter((day) => day >= period.realtimeStart && day <= period.realtimeEnd);
}
