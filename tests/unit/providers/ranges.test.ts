import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunk, mergeRanges, splitRange } from "../../../services/providers/ranges.ts";

const range = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30 }))
  .map(([startMs, length]) => ({ startMs, endMs: startMs + length }));

describe("splitRange()", () => {
  it("covers a range exactly once with windows in order", () => {
    fc.assert(
      fc.property(range, fc.integer({ min: 1, max: 40 }), (whole, windowMs) => {
        const windows = splitRange(whole, windowMs);
        let reached = whole.startMs;
        for (const window of windows) {
          expect(window.startMs).toBe(reached);
          expect(window.endMs - window.startMs).toBeLessThanOrEqual(windowMs);
          expect(window.endMs).toBeGreaterThan(window.startMs);
          reached = window.endMs;
        }
        expect(reached).toBe(Math.max(whole.startMs, whole.endMs));
      }),
    );
  });
});

describe("mergeRanges()", () => {
  it("keeps every instant once and leaves no two ranges that touch", () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
        const merged = mergeRanges(ranges);
        for (let instant = 0; instant < 95; instant += 1) {
          const within = (one: { startMs: number; endMs: number }): boolean =>
            one.startMs <= instant && instant < one.endMs;
          expect(merged.filter(within)).toHaveLength(ranges.some(within) ? 1 : 0);
        }
        for (const [index, one] of merged.entries()) {
          const following = merged[index + 1];
          if (following !== undefined) expect(following.startMs).toBeGreaterThan(one.endMs);
        }
      }),
    );
  });
});

describe("chunk()", () => {
  it("keeps order and size", () => {
    expect(chunk([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(chunk([], 2)).toEqual([]);
  });
});
