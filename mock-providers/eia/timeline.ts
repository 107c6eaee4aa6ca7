/**
 * One row of a table through time, at one frequency: where its periods lie, what has been published, what its
 * values are at an instant, and the constant parts of its text, made once because a page holds thousands of rows.
 */
import { hashSeries } from "../kit/digest.ts";
import type { TruthObservation } from "../kit/types.ts";
import type { FrequencyId, Leaf } from "./leaf.ts";
import type { IndexRange, PeriodAxis } from "./periods.ts";
import { encodeText } from "./php-json.ts";

/** Null is the provider's own "missing". Pure: the same index at the same instant always gives the same value. */
export type ValueAt = (index: number, nowMs: number) => number | null;

/** One measured column of a timeline: an observed series of docs/data-model.md. */
export interface Measure {
  readonly column: string;
  readonly seriesId: string;
  readonly unit: string;
  readonly value: ValueAt;
  /** For `TruthDigest.add`. */
  readonly hash: number;
  /** Set where the column holds a constant text instead of values; null is written as it is. */
  readonly text?: string | null;
}

export interface Timeline {
  readonly leaf: Leaf;
  readonly location: string | null;
  /** Every row column but period, values and their units, in row order. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly axis: PeriodAxis;
  /** Index of the oldest row on the axis. */
  readonly firstIndex: number;
  /** Index after the newest row that is published at an instant. */
  publishedBefore(nowMs: number): number;
  /** Rows that never existed, in order and apart from each other. */
  readonly gaps: readonly IndexRange[];
  /** Nominal publication time as docs/data-model.md defines it: before the first time a client can see the row. */
  readonly asOfMs: (index: number) => number;
  readonly measures: readonly Measure[];
  /** For the request that asks for the one column there is. */
  readonly form: RowForm;
}

/** What the rows of one timeline are put together from. */
export interface RowForm {
  readonly axis: PeriodAxis;
  readonly cell: Cell;
}

/** One measured column; without any, one cell that is all head. Most rows have a single one. */
export interface Cell {
  readonly measure: Measure | undefined;
  readonly part: RowParts;
  readonly next: Cell | undefined;
}

/**
 * A row is `{"period":` + the encoded period + one of the heads + the value + the tail that belongs to it.
 * With several columns the tail of one is followed by the head of the next.
 */
export interface RowParts {
  readonly textHead: string;
  readonly textTail: string;
  readonly textMissing: string;
  readonly numberHead: string;
  readonly numberTail: string;
  readonly numberMissing: string;
}

export interface TimelineSource extends Pick<
  Timeline,
  "leaf" | "location" | "columns" | "axis" | "firstIndex" | "publishedBefore"
> {
  /** The first part of the series ids. */
  readonly name: string;
  readonly frequency: FrequencyId;
  readonly gaps?: readonly IndexRange[];
  /** Without it the end of the interval. */
  readonly asOfMs?: (index: number) => number;
  readonly measures: readonly Pick<Measure, "column" | "unit" | "value" | "text">[];
}

export function createTimeline(source: TimelineSource): Timeline {
  const { leaf, name, frequency, gaps = noGaps, measures, axis, ...own } = source;
  const several = leaf.columns.length > 1;
  const timeline = {
    ...own,
    leaf,
    axis,
    gaps,
    asOfMs: source.asOfMs ?? axis.endMs,
    measures: measures.map((measure) => {
      const seriesId = `${name}${several ? `.${measure.column}` : ""}.${frequency}`;
      return { ...measure, seriesId, hash: hashSeries(leaf.route, seriesId) };
    }),
  };
  return { ...timeline, form: makeForm(timeline, timeline.measures.slice(0, 1)) };
}

const noGaps: readonly IndexRange[] = [];

/** How rows with these columns are written. */
export function formOf(timeline: Timeline, columns: readonly string[]): RowForm {
  const measures = measuresOf(timeline, columns);
  return measures === timeline.measures ? timeline.form : makeForm(timeline, measures);
}

function makeForm(
  timeline: Pick<Timeline, "axis" | "leaf" | "columns">,
  measures: readonly Measure[],
): RowForm {
  const [first, ...rest] = writeParts(timeline, measures);
  let next: Cell | undefined;
  for (const [at, part] of [...rest.entries()].reverse()) {
    next = { measure: valued(measures[at + 1]), part, next };
  }
  return { axis: timeline.axis, cell: { measure: valued(measures[0]), part: first, next } };
}

/** A constant text is all head, like a row without measures. */
function valued(measure: Measure | undefined): Measure | undefined {
  return measure?.text === undefined ? measure : undefined;
}

function writeParts(
  timeline: Pick<Timeline, "leaf" | "columns">,
  measures: readonly Measure[],
): [RowParts, ...RowParts[]] {
  const { leaf, columns } = timeline;
  const textHead = writeColumns(columns, []);
  const numberHead = writeColumns(columns, leaf.numberColumns ?? []);
  if (measures.length === 0) {
    const textTail = "}";
    const missing = { textMissing: "}", numberMissing: "}" };
    return [{ textHead, textTail, numberHead, numberTail: textTail, ...missing }];
  }
  const { missing } = leaf;
  const changed = missing === undefined ? columns : { ...columns, ...missing.columns };
  const nothing = missing === undefined ? "null" : encodeText(missing.text);
  const parts = measures.map((measure, position): RowParts => {
    const column = encodeText(measure.column);
    if (measure.text !== undefined) {
      const constant = `${position === 0 ? textHead : ""},${column}:${encodeColumn(measure.text)}`;
      const close = position === measures.length - 1 ? "}" : "";
      const missing = { textMissing: constant + close, numberMissing: constant + close };
      const tails = { textTail: close, numberTail: close };
      return { textHead: constant, numberHead: constant, ...tails, ...missing };
    }
    const unitColumn = encodeText(leaf.unitColumn(measure.column));
    const end = position === measures.length - 1 ? "}" : "";
    const tail = `,${unitColumn}:${encodeText(measure.unit)}${end}`;
    // Columns stand before the first value alone.
    const head = position === 0 ? textHead : "";
    const numbers = position === 0 ? numberHead : "";
    const missingHead = position === 0 ? writeColumns(changed, []) : "";
    const missingNumbers = position === 0 ? writeColumns(changed, leaf.numberColumns ?? []) : "";
    return {
      textHead: `${head},${column}:"`,
      textTail: `"${tail}`,
      textMissing: `${missingHead},${column}:${nothing}${tail}`,
      numberHead: `${numbers},${column}:`,
      numberTail: tail,
      numberMissing: `${missingNumbers},${column}:${nothing}${tail}`,
    };
  });
  // Proof for the cast: there is at least one measure.
  return parts as [RowParts, ...RowParts[]];
}

function writeColumns(columns: Timeline["columns"], asNumbers: readonly string[]): string {
  return Object.entries(columns)
    .map(([name, value]) => {
      const written = value !== null && asNumbers.includes(name) ? value : encodeColumn(value);
      return `,${encodeText(name)}:${written}`;
    })
    .join("");
}

function encodeColumn(value: string | null): string {
  return value === null ? "null" : encodeText(value);
}

export function observationAt(
  timeline: Timeline,
  measure: Measure,
  at: { readonly index: number; readonly nowMs: number },
): TruthObservation {
  const { index, nowMs } = at;
  return {
    dataset: timeline.leaf.route,
    seriesId: measure.seriesId,
    intervalStartMs: timeline.axis.startMs(index),
    intervalEndMs: timeline.axis.endMs(index),
    value: measure.value(index, nowMs),
    unit: measure.unit,
    location: timeline.location,
    asOfMs: timeline.asOfMs(index),
  };
}

/** The measures of some columns, in their order. Every timeline of a leaf has all of its columns. */
export function measuresOf({ measures }: Timeline, columns: readonly string[]): readonly Measure[] {
  // Data queries are checked: the one column that is asked for is the one there is.
  if (columns.length === 1 && measures.length === 1) return measures;
  return columns.flatMap((column) => measures.filter((one) => one.column === column));
}

/** What a column of every row says: also the unit, which is a facet of some routes. */
export function columnText({ columns, leaf, measures }: Timeline, column: string): string {
  const own = columns[column];
  if (own !== undefined) return own ?? "";
  return measures.find((measure) => leaf.unitColumn(measure.column) === column)?.unit ?? "";
}

/** How many rows of `[from, to)` never existed. */
export function countGaps(gaps: readonly IndexRange[], from: number, to: number): number {
  let count = 0;
  for (const gap of gaps) {
    count += Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from));
  }
  return count;
}
