/** What of a batch lands: all of it, or what looking through it left over. */
import type pg from "pg";
import type { Batch } from "./batch.ts";
import { classifyBatch, numberIntervals } from "./classify-batch.ts";
import type { BatchKeys } from "./keys.ts";
import { readLandedVersions } from "./landed-versions.ts";
import type { ObservationColumns } from "./observation-columns.ts";

export interface Selection {
  /** The batch's columns, the as_of of revisions replaced. */
  readonly columns: ObservationColumns;
  /** Row numbers; undefined means all. */
  readonly rows: Int32Array | undefined;
  readonly count: number;
  readonly duplicates: number;
  readonly revisions: number;
}

export function everything({ columns }: Batch): Selection {
  return { columns, rows: undefined, count: columns.length, duplicates: 0, revisions: 0 };
}

/** Takes out of the batch what is kept already. Inside the caller's transaction. */
export async function lookThrough(
  client: pg.ClientBase,
  batch: Batch,
  keys: BatchKeys,
): Promise<Selection> {
  const { columns } = batch;
  const intervals = numberIntervals(columns);
  const landed = await readLandedVersions(client, columns, keys, intervals);
  const { rows, asOfMs, duplicates, revisions } = classifyBatch(columns, intervals, landed);
  if (duplicates === 0 && revisions === 0) return everything(batch);
  // The batch itself keeps the as_of it came with: another go has to judge it by that.
  const revised = columns.asOfMs.slice();
  for (const [index, row] of rows.entries()) revised[row] = asOfMs[index] ?? 0;
  return {
    columns: withAsOf(columns, revised),
    rows,
    count: rows.length,
    duplicates,
    revisions,
  };
}

/** True when files written for one serve the other. */
export function isSameSelection(a: Selection, b: Selection): boolean {
  if (a.rows === undefined || b.rows === undefined) return a.rows === b.rows;
  if (a.count !== b.count) return false;
  for (const [index, row] of a.rows.entries()) {
    if (b.rows[index] !== row || a.columns.asOfMs[row] !== b.columns.asOfMs[row]) return false;
  }
  return true;
}

function withAsOf(columns: ObservationColumns, asOfMs: Float64Array): ObservationColumns {
  const { provider, length, series, page, intervalStartMs, intervalEndMs, value } = columns;
  const { seriesEntries, pageEntries } = columns;
  return {
    provider,
    length,
    series,
    page,
    intervalStartMs,
    intervalEndMs,
    asOfMs,
    value,
    seriesEntries,
    pageEntries,
  };
}
