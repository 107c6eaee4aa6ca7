import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { planRows, rowsAt, type RowBounds } from "../../../mock-providers/eia/page.ts";
import type { Selection } from "../../../mock-providers/eia/selection.ts";

interface Case {
  readonly bounds: readonly RowBounds[];
  readonly groupSizes: readonly number[];
  readonly newestFirst: boolean;
}

/** Every row in order, made the plain way. */
function allRows({ bounds, groupSizes, newestFirst }: Case): string[] {
  const rows: string[] = [];
  let first = 0;
  for (const size of groupSizes) {
    const slots = Array.from({ length: size }, (_, step) => first + step);
    first += size;
    const indexes = Array.from({ length: 60 }, (_, index) => index);
    for (const index of newestFirst ? indexes.reverse() : indexes) {
      for (const slot of slots) {
        const range = bounds[slot];
        if (range === undefined || index < range.from || index >= range.to) continue;
        if (!range.gaps.some((gap) => index >= gap.from && index < gap.to)) {
          rows.push(`${String(slot)}@${String(index)}`);
        }
      }
    }
  }
  return rows;
}

/** Up to two gaps, in order and apart, anywhere inside the range and up to its ends. */
function bounded(from: number, to: number): fc.Arbitrary<RowBounds> {
  return fc.uniqueArray(fc.integer({ min: from, max: to }), { maxLength: 4 }).map((cuts) => {
    const [a, b, c, d] = cuts.sort((one, other) => one - other);
    const gaps = [
      ...(a !== undefined && b !== undefined ? [{ from: a, to: b }] : []),
      ...(c !== undefined && d !== undefined ? [{ from: c, to: d }] : []),
    ];
    return { from, to, gaps };
  });
}

const cases: fc.Arbitrary<Case> = fc
  .array(fc.integer({ min: 0, max: 4 }), { maxLength: 5 })
  .chain((groupSizes) =>
    fc.record({
      groupSizes: fc.constant(groupSizes),
      newestFirst: fc.boolean(),
      bounds: fc.array(
        fc
          .tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 20 }))
          .chain(([from, rows]) => bounded(from, Math.min(60, from + rows))),
        {
          minLength: groupSizes.reduce((sum, size) => sum + size, 0),
          maxLength: groupSizes.reduce((sum, size) => sum + size, 0),
        },
      ),
    }),
  );

describe("rowsAt()", () => {
  it("finds by arithmetic the rows that listing all of them gives, at every offset", () => {
    fc.assert(
      fc.property(cases, fc.nat(200), fc.nat(60), (one, offset, length) => {
        let from = 0;
        const groups = one.groupSizes.map((size) => ({ from, to: (from += size) }));
        const selection: Selection = {
          members: [],
          groups,
          newestFirst: one.newestFirst,
          byValue: undefined,
        };
        const plan = planRows(selection, one.bounds);
        const expected = allRows(one);
        const { slots, indexes } = rowsAt(plan, offset, length);
        expect(plan.total).toBe(expected.length);
        expect(Array.from(slots, (slot, at) => `${String(slot)}@${String(indexes[at])}`)).toEqual(
          expected.slice(offset, offset + length),
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
