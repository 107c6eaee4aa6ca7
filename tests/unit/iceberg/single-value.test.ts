import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodeDouble,
  encodeInt,
  encodeLowerBound,
  encodeTimestamp,
  encodeUpperBound,
} from "../../../services/landing/iceberg/single-value.ts";

describe("single values", () => {
  it("are little-endian: int and date in 4 bytes, timestamps as microseconds and doubles in 8", () => {
    expect(encodeInt(1).toString("hex")).toBe("01000000");
    expect(encodeInt(-1).toString("hex")).toBe("ffffffff");
    expect(encodeTimestamp(1).toString("hex")).toBe("e803000000000000");
    expect(encodeTimestamp(-1).toString("hex")).toBe("18fcffffffffffff");
    expect(encodeTimestamp(Date.UTC(9999, 11, 31)).readBigInt64LE()).toBe(253402214400000000n);
    expect(encodeDouble(1.5).toString("hex")).toBe("000000000000f83f");
    expect(encodeDouble(-0).toString("hex")).toBe("0000000000000080");
  });
});

describe("bounds of strings", () => {
  const upper = (text: string) => encodeUpperBound(text)?.toString();

  it("hold texts of up to 16 code points whole", () => {
    for (const text of ["", "a", "1234567890123456", "🜨".repeat(16)]) {
      expect(encodeLowerBound(text).toString()).toBe(text);
      expect(upper(text)).toBe(text);
    }
  });

  it("cut longer texts after 16 code points, not UTF-16 units, and raise the last one of the upper", () => {
    expect(encodeLowerBound("🜨".repeat(17)).toString()).toBe("🜨".repeat(16));
    expect(upper("🜨".repeat(17))).toBe("🜨".repeat(15) + "🜩");
    expect(upper("abcdefghijklmnopq")).toBe("abcdefghijklmnoq");
  });

  it("skip the gap of the surrogates and move left past the last code point", () => {
    expect(upper("abcdefghijklmno\ud7ffX")).toBe("abcdefghijklmno\ue000");
    expect(upper("abcdefghijklmn\u{10ffff}\u{10ffff}X")).toBe("abcdefghijklmo");
    expect(upper("\u{10ffff}".repeat(17))).toBeUndefined();
  });

  it("enclose every text in the order of UTF-8 bytes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const bytes = Buffer.from(text);
        expect(Buffer.compare(encodeLowerBound(text), bytes)).toBeLessThanOrEqual(0);
        const bound = encodeUpperBound(text);
        if (bound !== undefined) expect(Buffer.compare(bound, bytes)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
