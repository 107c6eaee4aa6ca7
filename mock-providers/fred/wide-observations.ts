/**
 * Output types 2 and 3: one row per date, one column per vintage. Type 2 fills every column with what was known
 * then; type 3 only those in which a value is new or revised.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html#output_type
 */
import { dayText } from "./day-text.ts";
import { joinRows } from "./documents.ts";
import { type Facts, at, countBelow, factStart, firstDateFrom } from "./facts.ts";
import type { FileType } from "./parameters.ts";
import { type FactWindow, vintagesWithin } from "./select-facts.ts";

export interface WideCell {
  /** Index into the table's columns. */
  readonly column: number;
  /** −1 where nothing was known. */
  readonly fact: number;
}

export interface WideRow {
  readonly date: number;
  /** In order of their columns. */
  readonly cells: readonly WideCell[];
}

export interface WideTable {
  /** Day numbers, ascending. */
  readonly columns: Int32Array;
  /** Rows of all pages. */
  readonly count: number;
  page(page: {
    readonly offset: number;
    readonly limit: number;
    readonly descending: boolean;
  }): WideRow[];
}

/**
 * The columns are the given days, or every vintage of the real-time period; when none lies in it, what was known
 * on its first day makes one column.
 */
export function selectWide(
  facts: Facts,
  window: FactWindow,
  options: { readonly days: readonly number[] | undefined; readonly newOnly: boolean },
): WideTable {
  const columns = columnsOf(facts, window, options.days);
  const { visible } = window;
  const cellsOf = options.newOnly ? newCells : allCells;
  const earliest = options.newOnly ? at(columns, 0) : Number.NEGATIVE_INFINITY;
  const latest = at(columns, columns.length - 1);
  const dates: number[] = [];
  const toDate = firstDateFrom(facts, window.observationEnd + 1);
  for (let date = firstDateFrom(facts, window.observationStart); date < toDate; date++) {
    const isShown = factsOf(facts, date, visible).some((fact) => {
      const start = factStart(facts, fact);
      return start >= earliest && start <= latest;
    });
    if (isShown) dates.push(date);
  }
  return {
    columns,
    count: dates.length,
    page({ offset, limit, descending }) {
      const ordered = descending ? dates.toReversed() : dates;
      return ordered.slice(offset, offset + limit).map((date) => ({
        date: at(facts.dates, at(facts.dateOffsets, date)),
        cells: cellsOf(facts, factsOf(facts, date, visible), columns),
      }));
    },
  };
}

/** Columns are named by the series and their day: `GDP_20241030`. Ids and values need no escapes. */
export function writeWide(
  fileType: FileType,
  seriesId: string,
  table: { readonly columns: Int32Array; readonly rows: readonly WideRow[] },
  value: { readonly textOf: (fact: number, day: number) => string; readonly byDay: boolean },
): string {
  const isJson = fileType === "json";
  const [open, close] = isJson ? ['{"date":"', '"}'] : ['  <observation date="', '"/>\n'];
  const names = Array.from(table.columns, (day) => {
    const name = `${seriesId}_${dayText(day).replaceAll("-", "")}`;
    return isJson ? `","${name}":"` : `" ${name}="`;
  });
  const texts = table.rows.map(({ date, cells }) => {
    let text = open + dayText(date);
    let shown = -1;
    let shownText = ".";
    for (const { column, fact } of cells) {
      // A fact holds over many columns, and making its text is the dear part.
      if (fact !== shown || value.byDay) {
        shown = fact;
        shownText = fact === -1 ? "." : value.textOf(fact, at(table.columns, column));
      }
      text += (names[column] ?? "") + shownText;
    }
    return text + close;
  });
  return joinRows(fileType, texts);
}

function columnsOf(
  facts: Facts,
  window: FactWindow,
  days: readonly number[] | undefined,
): Int32Array {
  if (days !== undefined) return Int32Array.from(new Set(days)).sort();
  const { from, to } = vintagesWithin(facts, window);
  return from === to ? Int32Array.of(window.realtimeStart) : facts.vintageDays.slice(from, to);
}

/** The facts of a date that are out, oldest first. */
function factsOf(facts: Facts, date: number, visible: number): number[] {
  const out: number[] = [];
  const end = at(facts.dateOffsets, date + 1);
  for (let fact = at(facts.dateOffsets, date); fact < end; fact++) {
    if (at(facts.vintages, fact) >= visible) break;
    out.push(fact);
  }
  return out;
}

function allCells(facts: Facts, ofDate: readonly number[], columns: Int32Array): WideCell[] {
  const cells: WideCell[] = [];
  let next = 0;
  for (let column = 0; column < columns.length; column++) {
    const day = at(columns, column);
    while (next < ofDate.length && factStart(facts, ofDate[next] ?? 0) <= day) next++;
    cells.push({ column, fact: ofDate[next - 1] ?? -1 });
  }
  return cells;
}

/** A fact stands in the first column on or after its beginning, unless a newer one does too. */
function newCells(facts: Facts, ofDate: readonly number[], columns: Int32Array): WideCell[] {
  const cells: WideCell[] = [];
  for (const fact of ofDate) {
    const start = factStart(facts, fact);
    const column = countBelow(columns, start);
    if (start < at(columns, 0) || column === columns.length) continue;
    if (cells.at(-1)?.column === column) cells.pop();
    cells.push({ column, fact });
  }
  return cells;
}
