/**
 * Which rows go into which data file, and in which order: by partition, then by series_id, interval_start and as_of.
 * Rows arrive almost in order (pages run along time), so counting brings them together in linear time and only
 * runs that are out of order are sorted.
 */
import { createOrdinalOf, type PartitionTransform } from "./partition-transform.ts";

export interface SortableColumns {
  /** Position of the row's series in the order of series ids; equal for equal ids. */
  readonly seriesRank: Int32Array;
  readonly intervalStartMs: Float64Array;
  readonly asOfMs: Float64Array;
}

export interface PartitionRows {
  readonly ordinal: number;
  /** Row numbers in the table's sort order, at least one. */
  readonly rows: Int32Array;
}

/** Partitions in ascending order. */
export function partitionRows(
  columns: SortableColumns,
  rows: Int32Array,
  ranks: number,
  transform: PartitionTransform,
): PartitionRows[] {
  const { seriesRank, intervalStartMs } = columns;
  const ordinalOf = createOrdinalOf(transform);
  const numbers = new Map<number, number>();
  const numberOfRow = new Int32Array(seriesRank.length);
  for (const row of rows) {
    const ordinal = ordinalOf(intervalStartMs[row] ?? 0);
    let number = numbers.get(ordinal);
    if (number === undefined) numbers.set(ordinal, (number = numbers.size));
    numberOfRow[row] = number;
  }
  // Both passes keep the order of equal keys, so rows of one partition end up ordered by series.
  const bySeries = countingSort(rows, seriesRank, ranks).sorted;
  const { sorted, ends } = countingSort(bySeries, numberOfRow, numbers.size);
  const partitions = Array.from(numbers, ([ordinal, number]) => ({
    ordinal,
    rows: sorted.subarray(number === 0 ? 0 : ends[number - 1], ends[number]),
  }));
  for (const partition of partitions) sortRuns(partition.rows, columns);
  return partitions.sort((a, b) => a.ordinal - b.ordinal);
}

function countingSort(
  rows: Int32Array,
  keys: Int32Array,
  keyCount: number,
): { sorted: Int32Array; ends: Int32Array } {
  // Proof for the zeros here and below: every row has a key, and every key is below keyCount.
  const ends = new Int32Array(keyCount);
  for (const row of rows) {
    const key = keys[row] ?? 0;
    ends[key] = (ends[key] ?? 0) + 1;
  }
  for (let key = 1; key < keyCount; key++) ends[key] = (ends[key] ?? 0) + (ends[key - 1] ?? 0);
  const sorted = new Int32Array(rows.length);
  const next = ends.slice();
  for (let index = rows.length - 1; index >= 0; index--) {
    const row = rows[index] ?? 0;
    const key = keys[row] ?? 0;
    const place = (next[key] ?? 0) - 1;
    next[key] = place;
    sorted[place] = row;
  }
  return { sorted, ends };
}

/** Sorts, in place, each run of rows of one series that is not yet in order of time and vintage. */
function sortRuns(rows: Int32Array, columns: SortableColumns): void {
  const { seriesRank, intervalStartMs, asOfMs } = columns;
  // Proof for the zeros: rows are valid row numbers.
  const compare = (a: number, b: number): number =>
    (intervalStartMs[a] ?? 0) - (intervalStartMs[b] ?? 0) || (asOfMs[a] ?? 0) - (asOfMs[b] ?? 0);
  for (let start = 0; start < rows.length;) {
    const rank = seriesRank[rows[start] ?? 0];
    let end = start + 1;
    let ordered = true;
    for (; end < rows.length && seriesRank[rows[end] ?? 0] === rank; end++) {
      ordered &&= compare(rows[end - 1] ?? 0, rows[end] ?? 0) <= 0;
    }
    if (!ordered) rows.subarray(start, end).sort(compare);
    start = end;
  }
}
