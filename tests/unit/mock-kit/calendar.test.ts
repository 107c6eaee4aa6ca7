import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addBusinessDays,
  civilDate,
  dayMs,
  dayNumber,
  formatDay,
  isBusinessDay,
  isFederalHoliday,
  nthWeekday,
  parseDay,
  weekday,
} from "../../../mock-providers/kit/calendar.ts";

function day(text: string): number {
  const days = parseDay(text);
  if (days === undefined) throw new Error(`Not a day: ${text}`);
  return days;
}

describe("day numbers", () => {
  it("agree with Date from year 0 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (days) => {
        const date = new Date(days * dayMs);
        expect(formatDay(days)).toBe(date.toISOString().slice(0, 10));
        expect(weekday(days)).toBe(date.getUTCDay());
        const { year, month, day: dayOfMonth } = civilDate(days);
        expect(dayNumber(year, month, dayOfMonth)).toBe(days);
      }),
    );
  });

  it("carry months outside the year", () => {
    expect(dayNumber(2025, 13, 1)).toBe(dayNumber(2026, 1, 1));
    expect(dayNumber(2025, 0, 31)).toBe(dayNumber(2024, 12, 31));
    expect(dayNumber(2024, 3, 0)).toBe(day("2024-02-29"));
  });
});

describe("parseDay()", () => {
  it.each(["2025-02-29", "2025-13-01", "2025-00-10", "2025-1-1", "20250101", "", "2025-01-01T00"])(
    "does not take %j for a day",
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );
});

describe("nthWeekday()", () => {
  it("finds the second Sunday of March and the last Monday of May", () => {
    expect(formatDay(nthWeekday(2026, 3, 0, 2))).toBe("2026-03-08");
    expect(formatDay(nthWeekday(2026, 5, 1, -1))).toBe("2026-05-25");
  });
});

describe("isFederalHoliday()", () => {
  it("knows every holiday of 2026, with 4 July kept on Friday", () => {
    const start = day("2026-01-01");
    const found = Array.from({ length: 365 }, (_, index) => start + index)
      .filter(isFederalHoliday)
      .map(formatDay);
    expect(found).toEqual([
      "2026-01-01",
      "2026-01-19",
      "2026-02-16",
      "2026-05-25",
      "2026-06-19",
      "2026-07-03",
      "2026-09-07",
      "2026-10-12",
      "2026-11-11",
      "2026-11-26",
      "2026-12-25",
    ]);
  });

  it("keeps a New Year's Day on Saturday on the last day of the year before", () => {
    expect(isFederalHoliday(day("2021-12-31"))).toBe(true);
    expect(isFederalHoliday(day("2023-01-02"))).toBe(true);
  });

  it("starts each holiday in its own year", () => {
    expect(isFederalHoliday(day("2020-06-19"))).toBe(false);
    expect(isFederalHoliday(day("1985-01-21"))).toBe(false);
    expect(isFederalHoliday(day("1968-02-22"))).toBe(true);
  });
});

describe("addBusinessDays()", () => {
  it("steps over weekends and holidays both ways", () => {
    expect(formatDay(addBusinessDays(day("2026-11-25"), 1))).toBe("2026-11-27");
    expect(formatDay(addBusinessDays(day("2026-11-30"), -2))).toBe("2026-11-25");
    expect(formatDay(addBusinessDays(day("2026-11-28"), 0))).toBe("2026-11-30");
    expect(isBusinessDay(day("2026-11-28"))).toBe(false);
  });
});
