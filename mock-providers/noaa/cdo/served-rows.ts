/**
 * What an answer carried and what a range of the ledger stood for. Rows of one column always come by date, so a
 * page holds every row there is between its first and last one of a column: a range says it all.
 */
import { TruthDigest } from "../../kit/digest.ts";
import type { Served, ServedRange, TruthObservation } from "../../kit/types.ts";
import type { Column, Table } from "../world/table.ts";

export interface ServedRows {
  add(column: Column, index: number): void;
  finish(): Served | undefined;
}

export function createServedRows(table: Table, nowMs: number): ServedRows {
  const digest = new TruthDigest();
  const spans = new Map<Column, { least: number; most: number; count: number }>();
  return {
    add(column, index) {
      const value = column.value(index, nowMs, "metric");
      digest.add(column.hash, table.startMs(index), table.endMs(index), value);
      const span = spans.get(column);
      if (span === undefined) {
        spans.set(column, { least: index, most: index, count: 1 });
        return;
      }
      span.least = Math.min(span.least, index);
      span.most = Math.max(span.most, index);
      span.count++;
    },
    finish() {
      if (digest.count === 0) return undefined;
      const ranges = [...spans].map(([column, { least, most, count }]) => ({
        dataset: table.id,
        seriesId: seriesIdOf(column),
        count,
        fromMs: table.startMs(least),
        toMs: table.endMs(most),
      }));
      return { ranges, rows: [], observations: digest.count, digest: digest.toString() };
    },
  };
}

export function seriesIdOf({ stationId, datatype }: Column): string {
  return `${stationId}.${datatype}`;
}

export type ExpandRange = (range: ServedRange, atMs: number) => Iterable<TruthObservation>;

/** The returned function throws when the range is not one these tables can have served at that instant. */
export function createExpandRange(tables: readonly Table[]): ExpandRange {
  const known = new Map<string, { readonly table: Table; readonly column: Column }>();
  for (const table of tables) {
    if (!table.isObserved) continue;
    for (const column of table.columns) {
      known.set(`${table.id} ${seriesIdOf(column)}`, { table, column });
    }
  }
  return (range, atMs) => {
    const found = known.get(`${range.dataset} ${range.seriesId}`);
    const { fromMs, toMs, count } = range;
    if (found === undefined || typeof fromMs !== "number" || typeof toMs !== "number") {
      throw new Error(`Cannot expand ${JSON.stringify(range)}: this world has no such series`);
    }
    const { table, column } = found;
    const indexes: number[] = [];
    const from = Math.max(column.firstIndex, indexAt(table, fromMs));
    const end = Math.min(column.endIndex(atMs), indexAt(table, toMs));
    for (let index = from; index < end; index++) {
      if (column.has(index, atMs)) indexes.push(index);
    }
    const first = indexes[0] ?? Number.NaN;
    const last = indexes.at(-1) ?? Number.NaN;
    const fits =
      indexes.length === count && table.startMs(first) === fromMs && table.endMs(last) === toMs;
    if (!fits) {
      throw new Error(
        `Cannot expand ${JSON.stringify(range)}: it holds other observations at ${new Date(atMs).toISOString()}`,
      );
    }
    return observations(table, column, indexes, atMs);
  };
}

/** Row that starts at an instant, or the next one. */
function indexAt(table: Table, ms: number): number {
  return table.indexFrom(Math.ceil(ms / 86_400_000));
}

function* observations(
  table: Table,
  column: Column,
  indexes: readonly number[],
  atMs: number,
): Generator<TruthObservation> {
  for (const index of indexes) {
    yield {
      dataset: table.id,
      seriesId: seriesIdOf(column),
      intervalStartMs: table.startMs(index),
      intervalEndMs: table.endMs(index),
      value: column.value(index, atMs, "metric"),
      unit: column.unit,
      location: column.stationId,
      // Nominal, as for every provider that dates nothing: docs/data-model.md.
      asOfMs: table.endMs(index),
    };
  }
}
