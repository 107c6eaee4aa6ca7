import { describe, expect, it } from "vitest";
import {
  curve,
  dayKind,
  seasonalHours,
  springShare,
  summerShare,
  sunshine,
} from "../../../mock-providers/caiso/seasons.ts";
import { dayNumber } from "../../../mock-providers/kit/calendar.ts";

describe("curve()", () => {
  it("draws straight lines between its points, round the clock", () => {
    const hours = curve([
      [2, 10],
      [6, 30],
      [20, 16],
    ]);
    expect([2, 4, 6, 20, 23, 0].map((hour) => hours[hour])).toEqual([10, 20, 30, 16, 13, 12]);
    expect(hours).toHaveLength(24);
  });
});

describe("the seasons", () => {
  const flat = (value: number) => curve([[0, value]]);
  const curves = [flat(0), flat(10), flat(20), flat(10)] as const;

  it("glide from one mid-season to the next without a jump, round the year", () => {
    let latest = seasonalHours(curves, dayNumber(2024, 12, 31))[0] ?? 0;
    for (let day = dayNumber(2025, 1, 1); day <= dayNumber(2027, 1, 1); day++) {
      const value = seasonalHours(curves, day)[0] ?? Number.NaN;
      expect(Math.abs(value - latest)).toBeLessThan(0.2);
      latest = value;
    }
    expect(seasonalHours(curves, dayNumber(2025, 1, 16))[12]).toBe(0);
    expect(seasonalHours(curves, dayNumber(2025, 4, 16))[12]).toBe(10);
  });

  it("have their own shares", () => {
    expect(summerShare(dayNumber(2026, 7, 25))).toBe(1);
    expect(summerShare(dayNumber(2026, 1, 16))).toBe(0);
    expect(springShare(dayNumber(2026, 4, 16))).toBe(1);
  });
});

describe("dayKind()", () => {
  it("counts federal holidays as Sundays", () => {
    expect(dayKind(dayNumber(2026, 3, 13))).toBe("workday");
    expect(dayKind(dayNumber(2026, 3, 14))).toBe("saturday");
    expect(dayKind(dayNumber(2026, 3, 15))).toBe("sunday");
    expect(dayKind(dayNumber(2025, 11, 27))).toBe("sunday");
  });
});

describe("sunshine()", () => {
  it("is 0 at night, 1 around noon, and longer in summer", () => {
    const at = (hour: number, summer: number) => sunshine(Date.UTC(2026, 5, 1, hour + 8), summer);
    expect(at(0, 1)).toBe(0);
    expect(at(12, 0)).toBe(1);
    expect(at(18, 0)).toBe(0);
    expect(at(18, 1)).toBeGreaterThan(0);
  });
});
