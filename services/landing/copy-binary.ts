/**
 * Pieces of PostgreSQL's binary COPY format.
 * Source: PostgreSQL documentation, COPY, "Binary Format"; timestamps are microseconds since 2000-01-01 UTC.
 */
const signature = Buffer.from(
  "PGCOPY\n\u00ff\r\n\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000",
  "latin1",
);
export const copyHeaderBytes = signature.length;
export const copyTrailerBytes = 2;

const postgresEpochMs = Date.UTC(2000, 0, 1);
const twoTo32 = 2 ** 32;

/** A buffer for `rows` rows of at most `rowBytesMax` bytes, its header written. */
export function createCopyBuffer(rows: number, rowBytesMax: number): DataView {
  const buffer = Buffer.allocUnsafe(copyHeaderBytes + rows * rowBytesMax + copyTrailerBytes);
  signature.copy(buffer);
  return new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
}

/** Writes the trailer at `at` and answers the whole. */
export function finishCopyBuffer(view: DataView, at: number): Buffer {
  view.setInt16(at, -1);
  return Buffer.from(view.buffer, view.byteOffset, at + copyTrailerBytes);
}

export function writeTimestamp(view: DataView, at: number, instantMs: number): void {
  const micros = (instantMs - postgresEpochMs) * 1_000;
  // Beyond 285 years from 2000 a double no longer holds each microsecond.
  if (Number.isSafeInteger(micros)) writeInt64(view, at, micros);
  else view.setBigInt64(at, BigInt(instantMs - postgresEpochMs) * 1_000n);
}

/** `number` is a safe integer; two halves are ten times quicker than a BigInt. */
export function writeInt64(view: DataView, at: number, number: number): void {
  const high = Math.floor(number / twoTo32);
  view.setInt32(at, high);
  view.setUint32(at + 4, number - high * twoTo32);
}
