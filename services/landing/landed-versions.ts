/** The versions PostgreSQL already keeps of the intervals a batch touches. */
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { BatchIntervals } from "./classify-batch.ts";
import type { Version } from "./classify.ts";
import {
  copyHeaderBytes,
  createCopyBuffer,
  finishCopyBuffer,
  writeTimestamp,
} from "./copy-binary.ts";
import type { BatchKeys } from "./keys.ts";
import type { ObservationColumns } from "./observation-columns.ts";

/** Inside the caller's transaction. Versions by interval number; intervals without any are absent. */
export async function readLandedVersions(
  client: pg.ClientBase,
  columns: ObservationColumns,
  keys: BatchKeys,
  intervals: BatchIntervals,
): Promise<Map<number, Version[]>> {
  await client.query(
    `create temporary table if not exists landing_intervals
     (number integer not null, series_key integer not null, interval_start timestamptz not null) on commit delete rows`,
  );
  await copyInto(
    client,
    "copy pg_temp.landing_intervals (number, series_key, interval_start) from stdin (format binary)",
    encodeIntervals(columns, keys, intervals),
  );
  const { rows } = await client.query<[number, number, number | null]>({
    text: `select i.number, (extract(epoch from v.as_of) * 1000)::float8, v.value
           from pg_temp.landing_intervals i
           join sandbox.observation_values v using (series_key, interval_start)`,
    rowMode: "array",
  });
  const versions = new Map<number, Version[]>();
  for (const [number, asOfMs, value] of rows) {
    const version = { asOfMs, value: value ?? Number.NaN };
    const known = versions.get(number);
    if (known === undefined) versions.set(number, [version]);
    else known.push(version);
  }
  return versions;
}

/** Sends one whole COPY; resolves when PostgreSQL has taken it. */
export async function copyInto(
  client: pg.ClientBase,
  statement: string,
  data: Buffer,
): Promise<void> {
  await pipeline([data], client.query(copyFrom(statement)));
}

const rowBytes = 2 + 3 * 4 + 4 + 4 + 8;

function encodeIntervals(
  columns: ObservationColumns,
  keys: BatchKeys,
  intervals: BatchIntervals,
): Buffer {
  const keysOfRow = (row: number): readonly number[] =>
    keys.sameSeries[columns.series[row] ?? 0] ?? [];
  const rows = intervals.firstRow.reduce((sum, row) => sum + keysOfRow(row).length, 0);
  const view = createCopyBuffer(rows, rowBytes);
  let at = copyHeaderBytes;
  for (const [number, row] of intervals.firstRow.entries()) {
    for (const seriesKey of keysOfRow(row)) {
      view.setInt16(at, 3);
      view.setInt32(at + 2, 4);
      view.setInt32(at + 6, number);
      view.setInt32(at + 10, 4);
      view.setInt32(at + 14, seriesKey);
      view.setInt32(at + 18, 8);
      writeTimestamp(view, at + 22, columns.intervalStartMs[row] ?? 0);
      at += rowBytes;
    }
  }
  return finishCopyBuffer(view, at);
}
