import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partitionRows } from "../../../services/landing/iceberg/sort-rows.ts";

const dayMs = 86_400_000;
const row = fc.record({
  rank: fc.integer({ min: 0, max: 4 }),
  startMs: fc.integer({ min: -3 * dayMs, max: 3 * dayMs }),
  asOfMs: fc.integer({ min: 0, max: 3 }),
});

describe("partitionRows()", () => {
  it("puts every chosen row into its day once, in order of series, time and vintage", () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (rows) => {
        const columns = {
          seriesRank: Int32Array.from(rows, ({ rank }) => rank),
          intervalStartMs: Float64Array.from(rows, ({ startMs }) => startMs),
          asOfMs: Float64Array.from(rows, ({ asOfMs }) => asOfMs),
        };
        const chosen = rows.flatMap((_, index) => (index % 3 === 1 ? [] : [index]));
        const partitions = partitionRows(columns, Int32Array.from(chosen), 5, "day");
        const expected = Map.groupBy(chosen, (index) =>
          Math.floor((rows[index]?.startMs ?? 0) / dayMs),
        );
        expect(partitions.map(({ ordinal }) => ordinal)).toEqual(
          [...expected.keys()].sort((a, b) => a - b),
        );
        const key = (index: number) => {
          const { rank = 0, startMs = 0, asOfMs = 0 } = rows[index] ?? {};
          return [rank, startMs, asOfMs];
        };
        for (const partition of partitions) {
          const keys = Array.from(partition.rows, key);
          const sorted = (expected.get(partition.ordinal) ?? []).map(key).sort(compareKeys);
          expect(keys).toEqual(sorted);
        }
        const seen = partitions.flatMap((partition) => [...partition.rows]);
        expect(seen.sort((a, b) => a - b)).toEqual(chosen);
      }),
    );
  });
});

function compareKeys(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
