/**
 * `data`: rows of one dataset, by date, datatype and station (the order of recorded answers), page by page.
 * Source: https://www.ncdc.noaa.gov/cdo-web/webservices/v2#data and recorded answers.
 */
import { civilDate, dayNumber, formatDay } from "../../kit/calendar.ts";
import type { Served } from "../../kit/types.ts";
import type { Units } from "../world/datatypes.ts";
import { type Column, type Table, compareText } from "../world/table.ts";
import type { Inventory } from "./inventory.ts";
import { readSelection } from "./collections.ts";
import { rangeYearsMax } from "./datasets.ts";
import { emptyDocument, writeDataRow, writeResults } from "./documents.ts";
import { readChoice, readDay, readPaging } from "./parameters.ts";
import { badRequest } from "./refusal.ts";
import { createServedRows } from "./served-rows.ts";

export interface DataAnswer {
  readonly text: string;
  /** Absent when the rows are no observations of the data model, or rounded by a conversion. */
  readonly served: Served | undefined;
}

/** Throws a CdoRefusal. */
export function answerData(
  inventory: Inventory,
  tables: readonly Table[],
  query: URLSearchParams,
  nowMs: number,
): DataAnswer {
  const datasetId = query.get("datasetid")?.toUpperCase() ?? "";
  if (datasetId === "") throw missing("datasetid");
  const startDay = readDay(query, "startdate");
  if (startDay === undefined) throw missing("startdate");
  const endDay = readDay(query, "enddate");
  if (endDay === undefined) throw missing("enddate");
  assertRange(datasetId, startDay, endDay);
  const paging = readPaging(query);
  const units = readUnits(query);
  const order = readChoice(query, "sortfield", ["date", "datatype", "station"]);
  const isDescending = readChoice(query, "sortorder", ["asc", "desc"]) === "desc";
  const table = tables.find(({ id }) => id === datasetId);
  if (table === undefined) return { text: emptyDocument, served: undefined };

  const columns = selectColumns(inventory, table, query);
  const range = { from: table.indexFrom(startDay), to: table.indexFrom(endDay + 1) };
  const walk = walkRows(columns, { ...range, nowMs, order, isDescending });
  const recorded =
    table.isObserved && units !== "standard" ? createServedRows(table, nowMs) : undefined;
  const skipped = Math.max(0, paging.offset - 1);
  const dateOf = createDates(table);
  const rows: string[] = [];
  let count = 0;
  for (const { column, index } of walk) {
    count++;
    if (count <= skipped || rows.length === paging.limit) continue;
    recorded?.add(column, index);
    rows.push(
      writeDataRow({
        date: dateOf(index),
        datatype: column.datatype,
        station: column.stationId,
        attributes: column.attributes(index, nowMs),
        value: column.value(index, nowMs, units),
      }),
    );
  }
  return { text: writeResults(paging, count, rows), served: recorded?.finish() };
}

/** Rows of one date lie together: its text is made once. */
function createDates(table: Table): (index: number) => string {
  let known = Number.NaN;
  let text = "";
  return (index) => {
    if (index !== known) {
      known = index;
      text = formatDay(table.dayOf(index));
    }
    return text;
  };
}

function readUnits(query: URLSearchParams): Units {
  const text = query.get("units");
  if (text === null || text === "") return "none";
  return readChoice(query, "units", ["standard", "metric"]);
}

function missing(name: string): Error {
  return badRequest(`Required String parameter '${name}' is not present`);
}

function assertRange(datasetId: string, startDay: number, endDay: number): void {
  if (startDay > endDay) throw badRequest("The start date must not be after the end date.");
  const years = rangeYearsMax(datasetId);
  const { year, month, day } = civilDate(startDay);
  // 29 February and a year is 1 March.
  if (endDay < dayNumber(year + years, month, day)) return;
  throw badRequest(`The date range must be less than ${years} year${years === 1 ? "" : "s"}.`);
}

/** Columns stay in their table's order. */
function selectColumns(
  inventory: Inventory,
  table: Table,
  query: URLSearchParams,
): readonly Column[] {
  const selection = { ...readSelection(query), datasets: new Set([table.id]) };
  const stations = new Set(inventory.stationsOf(selection).map(({ id }) => id));
  const types = new Set(inventory.datatypesOf(selection).map(({ id }) => id));
  return table.columns.filter(
    ({ stationId, datatype }) => stations.has(stationId) && types.has(datatype),
  );
}

interface Walk {
  readonly from: number;
  readonly to: number;
  readonly nowMs: number;
  readonly order: "date" | "datatype" | "station";
  readonly isDescending: boolean;
}

/** Every row there is, in order. Whatever the order, the rows of one column come by date. */
function* walkRows(
  columns: readonly Column[],
  { from, to, nowMs, order, isDescending }: Walk,
): Generator<{ readonly column: Column; readonly index: number }> {
  const spans = columns.map((column) => ({
    column,
    first: Math.max(from, column.firstIndex),
    end: Math.min(to, column.endIndex(nowMs)),
  }));
  const sorted = isDescending ? spans.toReversed() : spans;
  if (order !== "date") {
    const key = order === "datatype" ? "datatype" : "stationId";
    const grouped = sorted.toSorted(
      (a, b) => compareText(a.column[key], b.column[key]) * (isDescending ? -1 : 1),
    );
    for (const { column, first, end } of grouped) {
      for (const index of counting(first, end, isDescending)) {
        if (column.has(index, nowMs)) yield { column, index };
      }
    }
    return;
  }
  // Nothing has to be looked for before the first and after the last row of any column.
  const earliest = spans.reduce((least, { first }) => Math.min(least, first), to);
  const latest = spans.reduce((most, { end }) => Math.max(most, end), from);
  for (const index of counting(earliest, latest, isDescending)) {
    for (const { column, first, end } of sorted) {
      if (index >= first && index < end && column.has(index, nowMs)) yield { column, index };
    }
  }
}

function* counting(first: number, end: number, isDescending: boolean): Generator<number> {
  if (isDescending) for (let index = end - 1; index >= first; index--) yield index;
  else for (let index = first; index < end; index++) yield index;
}
