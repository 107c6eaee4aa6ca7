/**
 * The archive of one series: facts `(date, realtime_start, value)` as columns, sorted by date and then by
 * realtime_start. A fact ends the day before the next fact of its date begins; the last one is open.
 */

/** 9999-12-31 and 1776-07-04, FRED's ends of time, as day numbers. */
export const openEnd = 2_932_896;
export const firstRealtime = -70_672;

export interface Facts {
  /** Day number of the observation date, per fact. */
  readonly dates: Int32Array;
  /** Index into `vintageDays`: with which vintage the fact became known. */
  readonly vintages: Int32Array;
  /** The value of a fact by its index, NaN where the archive says "." (missing). */
  readonly value: (fact: number) => number;
  /** Index of the first fact of each different date, and one more entry: the number of facts. */
  readonly dateOffsets: Int32Array;
  /** Every day the series was released, ascending, changed values or not. */
  readonly vintageDays: Int32Array;
  /** The instant each vintage appears on FRED, ascending, UTC milliseconds. */
  readonly vintageMs: Float64Array;
}

/** Column reads are in range by construction; this says so in one place. */
export function at(column: Int32Array | Float64Array, index: number): number {
  const value = column[index];
  if (value === undefined)
    throw new Error(`Index ${index} is outside a column of ${column.length}`);
  return value;
}

/** How many entries of an ascending column are below `bound`. */
export function countBelow(column: Int32Array | Float64Array, bound: number): number {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(column, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many vintages the world has seen at an instant. */
export function visibleVintages(facts: Facts, nowMs: number): number {
  return countBelow(facts.vintageMs, nowMs + 1);
}

/** The day a fact begins. */
export function factStart(facts: Facts, fact: number): number {
  return at(facts.vintageDays, at(facts.vintages, fact));
}

/** The last day a fact holds, as far as `visible` vintages tell. `lastFact` is the last of its date. */
export function factEnd(facts: Facts, fact: number, lastFact: number, visible: number): number {
  if (fact >= lastFact || at(facts.vintages, fact + 1) >= visible) return openEnd;
  return factStart(facts, fact + 1) - 1;
}

/** Index into `dateOffsets` of the first date at or after `day`. */
export function firstDateFrom(facts: Facts, day: number): number {
  let low = 0;
  let high = facts.dateOffsets.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(facts.dates, at(facts.dateOffsets, middle)) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The value a date had on `day`, NaN for "." and undefined when nothing was known then. */
export function valueOn(
  facts: Facts,
  dateIndex: number,
  day: number,
  visible: number,
): number | undefined {
  if (dateIndex < 0 || dateIndex >= facts.dateOffsets.length - 1) return undefined;
  let value: number | undefined;
  const end = at(facts.dateOffsets, dateIndex + 1);
  for (let fact = at(facts.dateOffsets, dateIndex); fact < end; fact++) {
    if (at(facts.vintages, fact) >= visible || factStart(facts, fact) > day) break;
    value = facts.value(fact);
  }
  return value;
}

/** Finds where dates change; `dates` is ascending. */
export function dateOffsetsOf(dates: Int32Array): Int32Array {
  const offsets: number[] = [];
  for (let fact = 0; fact < dates.length; fact++) {
    if (fact === 0 || dates[fact] !== dates[fact - 1]) offsets.push(fact);
  }
  offsets.push(dates.length);
  return Int32Array.from(offsets);
}
