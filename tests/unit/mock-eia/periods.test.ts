import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../mock-providers/kit/calendar.ts";
import { createMarketDays } from "../../../mock-providers/eia/market-calendar.ts";
import {
  annualAxis,
  dailyAxis,
  hourlyAxis,
  localHourlyAxis,
  monthlyAxis,
  searchPeriods,
  weeklyAxis,
} from "../../../mock-providers/eia/periods.ts";

const marketDays = createMarketDays(dayNumber(1986, 1, 1));
const axes = {
  hourly: { axis: hourlyAxis, from: -20_000, to: 600_000 },
  "local-hourly": { axis: localHourlyAxis("eastern"), from: 400_000, to: 520_000 },
  weekly: { axis: weeklyAxis, from: -90_000, to: 3_000 },
  daily: { axis: dailyAxis(marketDays), from: 0, to: 9_000 },
  monthly: { axis: monthlyAxis, from: 12, to: 25_000 },
  annual: { axis: annualAxis, from: 1, to: 2_100 },
} as const;

describe.each(Object.entries(axes))("the %s axis", (_, { axis, from, to }) => {
  const index = fc.integer({ min: from, max: to - 1 });

  it("has texts that grow with the index, and intervals that do not overlap", () => {
    fc.assert(
      fc.property(index, (at) => {
        expect(axis.text(at) < axis.text(at + 1)).toBe(true);
        expect(axis.startMs(at)).toBeLessThan(axis.endMs(at));
        expect(axis.endMs(at)).toBeLessThanOrEqual(axis.startMs(at + 1));
      }),
    );
  });

  it("finds an interval by its start, and the next one from just after it", () => {
    fc.assert(
      fc.property(index, (at) => {
        expect(axis.indexFrom(axis.startMs(at))).toBe(at);
        expect(axis.indexFrom(axis.startMs(at) + 1)).toBe(at + 1);
      }),
    );
  });

  it("cuts exactly at the periods that are asked for", () => {
    fc.assert(
      fc.property(index, index, (one, other) => {
        const [low, high] = one < other ? [one, other] : [other, one];
        const limits = { start: axis.text(low), end: axis.text(high) };
        expect(searchPeriods(axis, { from, to }, limits)).toEqual({ from: low, to: high + 1 });
      }),
    );
  });
});

describe("texts and intervals", () => {
  it("name an hour by its end in UTC", () => {
    const hour = Date.parse("2026-03-15T11:00:00Z") / 3_600_000;
    expect(hourlyAxis.text(hour)).toBe("2026-03-15T12");
    expect(hourlyAxis.text(hour + 12)).toBe("2026-03-16T00");
  });

  it("name a week by its Friday", () => {
    const week = weeklyAxis.indexFrom(Date.parse("2026-03-07"));
    expect(weeklyAxis.text(week)).toBe("2026-03-13");
    expect(weeklyAxis.startMs(week)).toBe(Date.parse("2026-03-07"));
    expect(weeklyAxis.endMs(week)).toBe(Date.parse("2026-03-14"));
  });

  it("leave out weekends and market holidays", () => {
    const axis = dailyAxis(marketDays);
    const from = axis.indexFrom(Date.parse("2026-03-30"));
    // 3 April 2026 is Good Friday.
    expect([0, 1, 2, 3, 4].map((step) => axis.text(from + step))).toEqual([
      "2026-03-30",
      "2026-03-31",
      "2026-04-01",
      "2026-04-02",
      "2026-04-06",
    ]);
  });
});

describe("searchPeriods()", () => {
  it("keeps everything without limits, and nothing when the end lies before the start", () => {
    const bounds = { from: 0, to: 100 };
    const none = { start: undefined, end: undefined };
    expect(searchPeriods(annualAxis, bounds, none)).toEqual(bounds);
    const turned = searchPeriods(annualAxis, bounds, { start: "0050", end: "0040" });
    expect(turned.to).toBe(turned.from);
  });
});
