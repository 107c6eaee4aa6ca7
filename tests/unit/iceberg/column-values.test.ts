import { describe, expect, it } from "vitest";
import {
  createTextDictionary,
  numberColumn,
  textColumn,
  timestampColumn,
} from "../../../services/landing/iceberg/column-values.ts";

const rows = Int32Array.of(0, 1, 2);

describe("textColumn()", () => {
  it("finds bounds in the order of code points, not of UTF-16", () => {
    // U+1F728 is a surrogate pair that begins below U+FF5E in UTF-16 and lies above it in Unicode.
    const dictionary = createTextDictionary(["～", "🜨", "a"]);
    const column = textColumn(dictionary, Int32Array.of(0, 1, 2), rows);
    expect(column.data).toEqual(["～", "🜨", "a"]);
    expect(column.range).toEqual({ min: "a", max: "🜨" });
  });

  it("counts nulls and leaves them out of the bounds", () => {
    const dictionary = createTextDictionary([null, "b"]);
    const mixed = textColumn(dictionary, Int32Array.of(0, 1, 0), rows);
    expect(mixed).toMatchObject({ data: [null, "b", null], nulls: 2, constant: false });
    expect(mixed.lowerBound?.toString()).toBe("b");
    const empty = textColumn(dictionary, Int32Array.of(0, 0, 0), rows);
    expect(empty).toMatchObject({ nulls: 3, constant: true, range: undefined });
    expect(empty.upperBound).toBeUndefined();
  });

  it("sees only the rows it is given, in their order", () => {
    const dictionary = createTextDictionary(["a", "b", "c"]);
    const column = textColumn(dictionary, Int32Array.of(0, 1, 2), Int32Array.of(2, 1));
    expect(column.data).toEqual(["c", "b"]);
    expect(column.range).toEqual({ min: "b", max: "c" });
  });

  it("replaces unpaired surrogates as the file will", () => {
    const column = textColumn(createTextDictionary(["\ud800"]), new Int32Array(3), rows);
    expect(column.data[0]).toBe("\ufffd");
    expect(column.lowerBound?.toString()).toBe("\ufffd");
  });

  it("ranks equal texts equally, whoever brought them", () => {
    expect(createTextDictionary(["b", "a", "b", null])).toMatchObject({
      ranks: Int32Array.of(1, 0, 1, -1),
      rankCount: 2,
    });
  });
});

describe("timestampColumn()", () => {
  it("writes exact microseconds before 1970, far ahead and beyond the integers of a double", () => {
    const instants = Float64Array.of(-1, Date.UTC(1776, 6, 4), 8.64e15);
    const column = timestampColumn(instants, rows);
    expect([...(column.data as BigInt64Array)]).toEqual([
      -1_000n,
      BigInt(Date.UTC(1776, 6, 4)) * 1_000n,
      8_640_000_000_000_000_000n,
    ]);
    expect(column.lowerBound?.readBigInt64LE()).toBe(BigInt(Date.UTC(1776, 6, 4)) * 1_000n);
    expect(column.upperBound?.readBigInt64LE()).toBe(8_640_000_000_000_000_000n);
  });
});

describe("numberColumn()", () => {
  it("takes NaN for null", () => {
    const column = numberColumn(Float64Array.of(2, Number.NaN, -3), rows);
    expect(column).toMatchObject({ data: [2, null, -3], nulls: 1, range: { min: -3, max: 2 } });
    const empty = numberColumn(new Float64Array(3).fill(Number.NaN), rows);
    expect(empty).toMatchObject({ data: [null, null, null], nulls: 3, range: undefined });
  });

  it("bounds zeros from −0 to +0, whichever it saw", () => {
    for (const zeros of [Float64Array.of(0, 0, 0), Float64Array.of(-0, -0, -0)]) {
      const column = numberColumn(zeros, rows);
      expect(column.lowerBound?.toString("hex")).toBe("0000000000000080");
      expect(column.upperBound?.toString("hex")).toBe("0000000000000000");
    }
  });
});
