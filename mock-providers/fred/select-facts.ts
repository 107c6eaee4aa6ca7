/**
 * Which rows an observations request sees: pure functions over the archive.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html and recorded answers: every
 * fact that overlaps the real-time period, clipped to it; sorted by date, then realtime_start.
 */
import { type Facts, at, countBelow, factEnd, factStart, firstDateFrom } from "./facts.ts";

export interface FactWindow {
  /** How many vintages are out at the moment of the request. */
  readonly visible: number;
  /** Day numbers, both ends inclusive. */
  readonly realtimeStart: number;
  readonly realtimeEnd: number;
  readonly observationStart: number;
  readonly observationEnd: number;
}

/** Rows of an answer: the fact and its real-time period as shown. */
export interface SelectedRows {
  readonly facts: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly length: number;
}

/** Output type 1, and with `initialOnly` type 4: only the first value each date ever had. */
export function selectRows(facts: Facts, window: FactWindow, initialOnly = false): SelectedRows {
  const rows = createRows(facts, window);
  walkFacts(facts, window, (fact, start, end, isFirst) => {
    if (initialOnly && !isFirst) return;
    rows.add(fact, Math.max(start, window.realtimeStart), Math.min(end, window.realtimeEnd));
  });
  return rows.done();
}

/** Rows as they stood on each of the given days: one row per date and day, clipped to that day. */
export function selectRowsOn(
  facts: Facts,
  window: Omit<FactWindow, "realtimeStart" | "realtimeEnd">,
  days: readonly number[],
): SelectedRows {
  const ascending = [...new Set(days)].sort((a, b) => a - b);
  const realtimeStart = ascending[0] ?? 0;
  const realtimeEnd = ascending.at(-1) ?? 0;
  const rows = createRows(facts, { ...window, realtimeStart, realtimeEnd });
  walkFacts(facts, { ...window, realtimeStart, realtimeEnd }, (fact, start, end) => {
    for (const day of ascending) if (day >= start && day <= end) rows.add(fact, day, day);
  });
  return rows.done();
}

/** The part of the rows an answer carries, in its order. */
export function pageOf(
  rows: SelectedRows,
  page: { readonly offset: number; readonly limit: number; readonly descending: boolean },
): SelectedRows {
  const from = Math.min(page.offset, rows.length);
  const to = Math.min(from + page.limit, rows.length);
  if (!page.descending) {
    return {
      facts: rows.facts.subarray(from, to),
      starts: rows.starts.subarray(from, to),
      ends: rows.ends.subarray(from, to),
      length: to - from,
    };
  }
  const cut = (column: Int32Array): Int32Array =>
    column.slice(rows.length - to, rows.length - from).reverse();
  return {
    facts: cut(rows.facts),
    starts: cut(rows.starts),
    ends: cut(rows.ends),
    length: to - from,
  };
}

/** The released vintages with a day in the period, as a range of indices into `vintageDays`. */
export function vintagesWithin(
  facts: Facts,
  window: Pick<FactWindow, "visible" | "realtimeStart" | "realtimeEnd">,
): { readonly from: number; readonly to: number } {
  const from = countBelow(facts.vintageDays, window.realtimeStart);
  const to = Math.min(window.visible, countBelow(facts.vintageDays, window.realtimeEnd + 1));
  return { from, to: Math.max(from, to) };
}

type Visit = (fact: number, start: number, end: number, isFirst: boolean) => void;

/** Calls `visit` for every visible fact of the window's dates that overlaps its real-time period. */
function walkFacts(facts: Facts, window: FactWindow, visit: Visit): void {
  const { visible, realtimeStart, realtimeEnd } = window;
  const { dateOffsets } = facts;
  const lastArchived = lastDateOfFirstVintage(facts);
  const toDate = firstDateFrom(facts, window.observationEnd + 1);
  for (let date = firstDateFrom(facts, window.observationStart); date < toDate; date++) {
    const first = at(dateOffsets, date);
    const last = at(dateOffsets, date + 1) - 1;
    // The archive does not know when values older than itself were first published.
    const initialKnown = at(facts.dates, first) > lastArchived;
    for (let fact = first; fact <= last; fact++) {
      if (at(facts.vintages, fact) >= visible) break;
      const start = factStart(facts, fact);
      if (start > realtimeEnd) break;
      const end = factEnd(facts, fact, last, visible);
      if (end >= realtimeStart) visit(fact, start, end, initialKnown && fact === first);
    }
  }
}

const lastDates = new WeakMap<Facts, number>();

function lastDateOfFirstVintage(facts: Facts): number {
  let last = lastDates.get(facts);
  if (last === undefined) {
    last = Number.NEGATIVE_INFINITY;
    for (let fact = facts.dates.length - 1; fact >= 0; fact--) {
      if (at(facts.vintages, fact) !== 0) continue;
      last = at(facts.dates, fact);
      break;
    }
    lastDates.set(facts, last);
  }
  return last;
}

function createRows(facts: Facts, window: FactWindow) {
  const from = at(facts.dateOffsets, firstDateFrom(facts, window.observationStart));
  const to = at(facts.dateOffsets, firstDateFrom(facts, window.observationEnd + 1));
  let chosen = new Int32Array(Math.max(0, to - from));
  let starts = new Int32Array(chosen.length);
  let ends = new Int32Array(chosen.length);
  let length = 0;
  return {
    add(fact: number, start: number, end: number): void {
      if (length === chosen.length) {
        // Only vintage_dates shows a fact more than once.
        [chosen, starts, ends] = [grown(chosen), grown(starts), grown(ends)];
      }
      chosen[length] = fact;
      starts[length] = start;
      ends[length] = end;
      length++;
    },
    done: (): SelectedRows => ({
      facts: chosen.subarray(0, length),
      starts: starts.subarray(0, length),
      ends: ends.subarray(0, length),
      length,
    }),
  };
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(column.length * 2 + 16);
  larger.set(column);
  return larger;
}
