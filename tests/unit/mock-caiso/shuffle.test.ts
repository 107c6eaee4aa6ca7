import { property, assert, integer } from "fast-check";
import { describe, expect, it } from "vitest";
import { shuffledIndexes } from "../../../mock-providers/caiso/shuffle.ts";

describe("shuffledIndexes()", () => {
  it("holds every number once, whatever the count and seed", () => {
    assert(
      property(integer({ min: 0, max: 300 }), integer(), (count, seed) => {
        const sorted = [...shuffledIndexes(count, seed)].sort((left, right) => left - right);
        expect(sorted).toEqual(Array.from({ length: count }, (_, index) => index));
      }),
    );
  });

  it("follows the seed", () => {
    expect(shuffledIndexes(24, 1)).toEqual(shuffledIndexes(24, 1));
    expect(shuffledIndexes(24, 1)).not.toEqual(shuffledIndexes(24, 2));
  });
});
