/**
 * The values of one column of one data file, with the bounds that go into the manifest, in one pass over the rows.
 * Proof for the `?? 0` in the loops: rows are valid row numbers and indexes valid entry numbers.
 */
import {
  encodeDouble,
  encodeLowerBound,
  encodeTimestamp,
  encodeUpperBound,
} from "./single-value.ts";

export interface ColumnValues {
  readonly data: (string | null)[] | (number | null)[] | Float64Array | BigInt64Array;
  readonly nulls: number;
  /** All rows hold the same value. */
  readonly constant: boolean;
  /** Smallest and largest value, whole; undefined when every value is null. */
  readonly range: { readonly min: string; readonly max: string } | NumberRange | undefined;
  readonly lowerBound: Buffer | undefined;
  readonly upperBound: Buffer | undefined;
}

interface NumberRange {
  readonly min: number | bigint;
  readonly max: number | bigint;
}

/** Distinct texts of a batch, with their places in the order of code points. */
export interface TextDictionary {
  readonly texts: readonly (string | null)[];
  /** Per entry of `texts`, equal for equal texts; −1 for null. */
  readonly ranks: Int32Array;
  /** How many different ranks there are, null not counted. */
  readonly rankCount: number;
}

export function createTextDictionary(texts: readonly (string | null)[]): TextDictionary {
  // An unpaired surrogate has no bytes in UTF-8; what the file will hold instead must be what the bounds see.
  const wellFormed = texts.map((text) => text?.toWellFormed() ?? null);
  const distinct = Array.from(new Set(wellFormed.filter((text) => text !== null)))
    .map((text) => ({ text, bytes: Buffer.from(text) }))
    // UTF-8 bytes are in code point order; JavaScript's own order is that of UTF-16.
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  const rankOf = new Map(distinct.map(({ text }, rank) => [text, rank]));
  return {
    texts: wellFormed,
    ranks: Int32Array.from(wellFormed, (text) => (text === null ? -1 : (rankOf.get(text) ?? 0))),
    rankCount: distinct.length,
  };
}

/** `entryOfRow` leads from a row to an entry of the dictionary. */
export function textColumn(
  { texts, ranks }: TextDictionary,
  entryOfRow: Int32Array,
  rows: Int32Array,
): ColumnValues {
  const data = new Array<string | null>(rows.length);
  let nulls = 0;
  let minEntry = -1;
  let maxEntry = -1;
  for (let index = 0; index < rows.length; index++) {
    const entry = entryOfRow[rows[index] ?? 0] ?? 0;
    const rank = ranks[entry] ?? 0;
    data[index] = texts[entry] ?? null;
    if (rank < 0) nulls++;
    else {
      if (minEntry < 0 || rank < (ranks[minEntry] ?? 0)) minEntry = entry;
      if (maxEntry < 0 || rank > (ranks[maxEntry] ?? 0)) maxEntry = entry;
    }
  }
  const min = texts[minEntry] ?? undefined;
  const max = texts[maxEntry] ?? undefined;
  const range = min === undefined || max === undefined ? undefined : { min, max };
  return {
    data,
    nulls,
    constant: nulls === rows.length || (nulls === 0 && min === max),
    range,
    lowerBound: range && encodeLowerBound(range.min),
    upperBound: range && encodeUpperBound(range.max),
  };
}

/** Whole UTC milliseconds as microseconds. */
export function timestampColumn(instantsMs: Float64Array, rows: Int32Array): ColumnValues {
  const data = new BigInt64Array(rows.length);
  // A BigInt per value would cost more than everything else here: the halves are written as plain numbers.
  const halves = new DataView(data.buffer);
  let minMs = Number.POSITIVE_INFINITY;
  let maxMs = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < rows.length; index++) {
    const instantMs = instantsMs[rows[index] ?? 0] ?? 0;
    if (instantMs < minMs) minMs = instantMs;
    if (instantMs > maxMs) maxMs = instantMs;
    writeMicros(halves, index * 8, instantMs);
  }
  return {
    data,
    nulls: 0,
    constant: minMs === maxMs,
    range: { min: BigInt(minMs) * 1_000n, max: BigInt(maxMs) * 1_000n },
    lowerBound: encodeTimestamp(minMs),
    upperBound: encodeTimestamp(maxMs),
  };
}

/** NaN stands for null. */
export function numberColumn(values: Float64Array, rows: Int32Array): ColumnValues {
  const numbers = new Float64Array(rows.length);
  let nulls = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < rows.length; index++) {
    const value = values[rows[index] ?? 0] ?? Number.NaN;
    numbers[index] = value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (Number.isNaN(value)) nulls++;
  }
  const data =
    nulls === 0 ? numbers : Array.from(numbers, (value) => (Number.isNaN(value) ? null : value));
  if (nulls === rows.length) {
    return {
      data,
      nulls,
      constant: true,
      range: undefined,
      lowerBound: undefined,
      upperBound: undefined,
    };
  }
  // −0 sorts before +0, but `<` holds them equal: the bounds take in both.
  const range = { min: min === 0 ? -0 : min, max: max === 0 ? 0 : max };
  return {
    data,
    nulls,
    constant: nulls === 0 && min === max,
    range,
    lowerBound: encodeDouble(range.min),
    upperBound: encodeDouble(range.max),
  };
}

const twoTo32 = 2 ** 32;

function writeMicros(view: DataView, at: number, instantMs: number): void {
  const micros = instantMs * 1_000;
  if (Number.isSafeInteger(micros)) {
    const high = Math.floor(micros / twoTo32);
    view.setUint32(at, micros - high * twoTo32, true);
    view.setInt32(at + 4, high, true);
  } else {
    view.setBigInt64(at, BigInt(instantMs) * 1_000n, true);
  }
}
