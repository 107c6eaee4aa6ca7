/** The rows of a batch for `copyRowsStatement`, in one buffer: an object per row would cost more than the encoding. */
import {
  createCopyBuffer,
  finishCopyBuffer,
  copyHeaderBytes,
  writeInt64,
  writeTimestamp,
} from "./copy-binary.ts";
import type { ObservationColumns } from "./observation-columns.ts";

/** Names the columns in the order they are written here. */
export const copyRowsStatement =
  "copy sandbox.observation_values (series_key, interval_start, interval_end, as_of, page_key, value) from stdin (format binary)";

export interface RowKeys {
  /** `series_key` per entry of `seriesEntries`. */
  readonly series: ArrayLike<number>;
  /** `page_key` per entry of `pageEntries`, below 2^53. */
  readonly page: ArrayLike<number>;
}

/** Field count, six lengths, an int4 and five values of eight bytes. */
const rowBytesMax = 2 + 6 * 4 + 4 + 5 * 8;

/** `rows` picks row numbers; without it all rows are written. A NaN value is written as null. */
export function encodeCopyRows(
  columns: ObservationColumns,
  keys: RowKeys,
  rows?: ArrayLike<number>,
): Buffer {
  const { series, page, intervalStartMs, intervalEndMs, asOfMs, value } = columns;
  const count = rows?.length ?? columns.length;
  const view = createCopyBuffer(count, rowBytesMax);
  let at = copyHeaderBytes;
  for (let index = 0; index < count; index++) {
    // Proof for the zeros: every row, entry and key asked for exists; `?? 0` only satisfies the compiler.
    const row = rows === undefined ? index : (rows[index] ?? 0);
    view.setInt16(at, 6);
    view.setInt32(at + 2, 4);
    view.setInt32(at + 6, keys.series[series[row] ?? 0] ?? 0);
    view.setInt32(at + 10, 8);
    writeTimestamp(view, at + 14, intervalStartMs[row] ?? 0);
    view.setInt32(at + 22, 8);
    writeTimestamp(view, at + 26, intervalEndMs[row] ?? 0);
    view.setInt32(at + 34, 8);
    writeTimestamp(view, at + 38, asOfMs[row] ?? 0);
    view.setInt32(at + 46, 8);
    writeInt64(view, at + 50, keys.page[page[row] ?? 0] ?? 0);
    const number = value[row] ?? Number.NaN;
    if (Number.isNaN(number)) {
      view.setInt32(at + 58, -1);
      at += 62;
    } else {
      view.setInt32(at + 58, 8);
      view.setFloat64(at + 62, number);
      at += rowBytesMax;
    }
  }
  return finishCopyBuffer(view, at);
}
