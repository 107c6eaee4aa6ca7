/** Applies `classify` to a batch, row after row, so that rows of one batch count against each other too. */
import { type Version, classify } from "./classify.ts";
import type { ObservationColumns } from "./observation-columns.ts";
import { publishesVintages } from "./vintages.ts";

/** The intervals a batch touches, numbered; series that differ in unit or location alone share them. */
export interface BatchIntervals {
  readonly count: number;
  /** Interval number per row. */
  readonly ofRow: Int32Array;
  /** A row of each interval. */
  readonly firstRow: readonly number[];
}

export interface Survivors {
  /** Rows to land, in order. */
  readonly rows: Int32Array;
  /** The as_of to land them with, per entry of `rows`. */
  readonly asOfMs: Float64Array;
  readonly duplicates: number;
  readonly revisions: number;
}

export function numberIntervals(columns: ObservationColumns): BatchIntervals {
  const starts = columns.seriesEntries.map(() => new Map<number, number>());
  const shared = new Map<string, Map<number, number>>();
  for (const [index, { dataset, seriesId }] of columns.seriesEntries.entries()) {
    const identity = `${dataset}\u0000${seriesId}`;
    const numbers = shared.get(identity);
    if (numbers === undefined) shared.set(identity, starts[index] ?? new Map<number, number>());
    else starts[index] = numbers;
  }
  const ofRow = new Int32Array(columns.length);
  const firstRow: number[] = [];
  for (let row = 0; row < columns.length; row++) {
    const start = columns.intervalStartMs[row] ?? 0;
    const numbers = starts[columns.series[row] ?? 0];
    let number = numbers?.get(start);
    if (number === undefined) {
      number = firstRow.push(row) - 1;
      numbers?.set(start, number);
    }
    ofRow[row] = number;
  }
  return { count: firstRow.length, ofRow, firstRow };
}

/** `landed` holds the kept versions per interval number and is added to. */
export function classifyBatch(
  columns: ObservationColumns,
  intervals: BatchIntervals,
  landed: Map<number, Version[]>,
): Survivors {
  const vintages = publishesVintages[columns.provider];
  const rows = new Int32Array(columns.length);
  const asOf = new Float64Array(columns.length);
  let kept = 0;
  let revisions = 0;
  for (let row = 0; row < columns.length; row++) {
    // Proof for the zeros: every row has its values, and every page number its entry.
    const value = columns.value[row] ?? 0;
    const retrievedAtMs = columns.pageEntries[columns.page[row] ?? 0]?.retrievedAtMs ?? 0;
    let asOfMs = columns.asOfMs[row] ?? 0;
    const interval = intervals.ofRow[row] ?? 0;
    let versions = landed.get(interval);
    if (versions === undefined) {
      versions = [];
      landed.set(interval, versions);
    }
    const verdict = classify(versions, { asOfMs, value, retrievedAtMs }, vintages);
    if (verdict === "duplicate") continue;
    if (verdict === "revision") {
      asOfMs = retrievedAtMs;
      revisions++;
    }
    versions.push({ asOfMs, value });
    rows[kept] = row;
    asOf[kept] = asOfMs;
    kept++;
  }
  return {
    rows: rows.subarray(0, kept),
    asOfMs: asOf.subarray(0, kept),
    duplicates: columns.length - kept,
    revisions,
  };
}
