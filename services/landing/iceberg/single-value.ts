/**
 * Single values as bytes, for bounds of columns and partitions.
 * Source: Iceberg specification, "Binary single-value serialization" and "truncate" metrics: bounds of strings hold
 * 16 code points at most, and the upper one must still be at or above every value.
 */
const boundCodePoints = 16;
const lastCodePoint = 0x10ffff;

/** Also for dates (days since 1970). */
export function encodeInt(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** UTC milliseconds as microseconds. */
export function encodeTimestamp(instantMs: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64LE(BigInt(instantMs) * 1_000n);
  return bytes;
}

export function encodeDouble(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleLE(value);
  return bytes;
}

export function encodeLowerBound(text: string): Buffer {
  return Buffer.from(Array.from(text).slice(0, boundCodePoints).join(""));
}

/** `undefined` when no string of 16 code points lies at or above `text`; the bound is then left out. */
export function encodeUpperBound(text: string): Buffer | undefined {
  const codePoints = Array.from(text);
  if (codePoints.length <= boundCodePoints) return Buffer.from(text);
  const kept = codePoints.slice(0, boundCodePoints);
  while (kept.length > 0) {
    const last = kept.pop()?.codePointAt(0) ?? lastCodePoint;
    if (last === lastCodePoint) continue;
    // The code points of surrogates are no characters: the one after U+D7FF is U+E000.
    const next = last === 0xd7ff ? 0xe000 : last + 1;
    return Buffer.from(kept.join("") + String.fromCodePoint(next));
  }
  return undefined;
}
