/**
 * GeoFRED: income per head by state, the one group of regional series the mock has.
 * Sources: https://fred.stlouisfed.org/docs/api/geofred/ and recorded answers of `series/group` and `series/data`.
 * Values are numbers here, and rows come in no order.
 */
import { civilDate, dayNumber } from "../../kit/calendar.ts";
import { hash32 } from "../../kit/random.ts";
import { dayText } from "../day-text.ts";
import { attributes, writeJson, xmlProlog } from "../documents.ts";
import { at, countBelow } from "../facts.ts";
import { stateTable } from "../metadata/state-table.ts";
import { type FileType, readChoice, readDay, readRequired, readText } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { stateSeriesId } from "../state-series.ts";
import { type SeriesNow, findSeries } from "../world.ts";
import { type Ask, type Endpoint, today } from "./ask.ts";

export interface SeriesGroup {
  readonly title: string;
  readonly region_type: string;
  readonly series_group: string;
  readonly season: string;
  readonly units: string;
  readonly frequency: string;
  readonly min_date: string;
  readonly max_date: string;
}

export interface RegionRow {
  readonly region: string;
  readonly code: string;
  readonly value: number;
  readonly series_id: string;
}

export interface RegionalData {
  readonly title: string;
  readonly region: string;
  readonly seasonality: string;
  readonly units: string;
  readonly frequency: string;
  readonly data: Readonly<Record<string, readonly RegionRow[]>>;
}

const groupId = "882";
const groupTitle = "Per Capita Personal Income";
const firstYear = dayNumber(1929, 1, 1);

export const seriesGroup: Endpoint = (ask) => {
  const state = findState(ask);
  const group: SeriesGroup = {
    title: groupTitle,
    region_type: "state",
    series_group: groupId,
    season: "NSA",
    units: "Dollars",
    frequency: "Annual",
    min_date: dayText(firstYear),
    max_date: dayText(newestDate(state)),
  };
  return { text: writeGroup(ask.fileType, group) };
};

/** All states of the group on one date, or on all dates from `start_date`; without either the newest. */
export const seriesData: Endpoint = (ask) => {
  const newest = newestDate(findState(ask));
  const date = readDay(ask.query, "date");
  const from = readDay(ask.query, "start_date") ?? date ?? newest;
  return answerRegions(ask, { from, to: date ?? newest, titleDate: date ?? newest });
};

export const regionalData: Endpoint = (ask) => {
  const { query, world, nowMs } = ask;
  if (readRequired(query, "series_group") !== groupId) {
    throw badRequest("The series group does not exist.");
  }
  readChoice(query, "region_type", ["state"]);
  readChoice(query, "season", ["NSA"]);
  readChoice(query, "frequency", ["a"]);
  readChoice(query, "units", ["Dollars"]);
  readChoice(query, "transformation", ["lin"]);
  readChoice(query, "aggregation_method", ["avg", "sum", "eop"]);
  const newest = newestDate(findSeries(world, stateSeriesId("WI"), nowMs));
  const date = readDay(query, "date");
  const from = readDay(query, "start_date") ?? date ?? newest;
  return answerRegions(ask, { from, to: date ?? newest, titleDate: date ?? newest });
};

export function writeGroup(fileType: FileType, group: SeriesGroup): string {
  if (fileType === "json") return writeJson({ series_group: group });
  return `${xmlProlog}<series_group${attributes(Object.entries(group))}/>\n`;
}

export function writeRegions(fileType: FileType, meta: RegionalData): string {
  if (fileType === "json") return writeJson({ meta });
  const { data, ...head } = meta;
  const dates = Object.entries(data).map(([date, rows]) => {
    const regions = rows.map((row) => `    <region${attributes(Object.entries(row))}/>\n`);
    return `  <date value="${date}">\n${regions.join("")}  </date>\n`;
  });
  return `${xmlProlog}<meta${attributes(Object.entries(head))}>\n${dates.join("")}</meta>\n`;
}

function findState({ query, world, nowMs }: Ask): SeriesNow {
  const id = readText(query, "series_id");
  const found = findSeries(world, id, nowMs);
  if (stateTable.some(([postal]) => stateSeriesId(postal) === id)) return found;
  throw badRequest("The series is not part of a series group.");
}

function answerRegions(
  ask: Ask,
  { from, to, titleDate }: { from: number; to: number; titleDate: number },
) {
  const { fileType, world, nowMs } = ask;
  const data: Record<string, RegionRow[]> = {};
  const toYear = Math.min(civilDate(to).year, civilDate(today(nowMs)).year);
  for (
    let year = Math.max(civilDate(firstYear).year, civilDate(from).year);
    year <= toYear;
    year++
  ) {
    const date = dayNumber(year, 1, 1);
    if (date < from || date > to) continue;
    const rows = stateTable.flatMap(([postal, code, region]): RegionRow[] => {
      const seriesId = stateSeriesId(postal);
      const value = valueAt(findSeries(world, seriesId, nowMs), date);
      return value === undefined ? [] : [{ region, code, value, series_id: seriesId }];
    });
    // The original's order is no order at all; a client must not take it for one.
    rows.sort((a, b) => hash32(year, Number(a.code)) - hash32(year, Number(b.code)));
    if (rows.length > 0) data[dayText(date)] = rows;
  }
  const meta: RegionalData = {
    title: `${civilDate(titleDate).year} ${groupTitle} by State (Dollars)`,
    region: "state",
    seasonality: "Not Seasonally Adjusted",
    units: "Dollars",
    frequency: "Annual",
    data,
  };
  return { text: writeRegions(fileType, meta) };
}

/** The newest statement of a date, undefined when the date is not out. */
function valueAt({ facts, visible }: SeriesNow, date: number): number | undefined {
  const first = countBelow(facts.dates, date);
  let value: number | undefined;
  for (let fact = first; fact < facts.dates.length && at(facts.dates, fact) === date; fact++) {
    if (at(facts.vintages, fact) >= visible) break;
    value = facts.value(fact);
  }
  return value;
}

function newestDate({ facts, visible }: SeriesNow): number {
  let fact = facts.dates.length - 1;
  while (fact > 0 && at(facts.vintages, fact) >= visible) fact--;
  return at(facts.dates, fact);
}
