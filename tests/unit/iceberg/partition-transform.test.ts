import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createOrdinalOf,
  partitionTransforms,
  renderOrdinal,
} from "../../../services/landing/iceberg/partition-transform.ts";

const instant = fc.date({
  min: new Date("1700-01-01T00:00:00Z"),
  max: new Date("2300-01-01T00:00:00Z"),
  noInvalidDate: true,
});

describe("partition transforms", () => {
  it("count periods from 1970", () => {
    const instantMs = Date.UTC(2017, 10, 16, 22, 31, 8);
    expect(createOrdinalOf("year")(instantMs)).toBe(47);
    expect(createOrdinalOf("month")(instantMs)).toBe(574);
    expect(createOrdinalOf("day")(instantMs)).toBe(17486);
  });

  it("round towards the past before 1970", () => {
    for (const transform of partitionTransforms) {
      const ordinalOf = createOrdinalOf(transform);
      expect([ordinalOf(0), ordinalOf(-1)]).toEqual([0, -1]);
    }
    expect(createOrdinalOf("month")(Date.UTC(1969, 10, 30))).toBe(-2);
  });

  it.each(partitionTransforms)(
    "put an instant into the %s its date shows, in any order",
    (transform) => {
      const length = { year: 4, month: 7, day: 10 }[transform];
      const ordinalOf = createOrdinalOf(transform);
      fc.assert(
        fc.property(instant, (date) => {
          const shown = date.toISOString().slice(0, length);
          expect(renderOrdinal(transform, ordinalOf(date.getTime()))).toBe(shown);
        }),
      );
    },
  );
});
