import { describe, expect, it } from "vitest";
import {
  countTradeDays,
  createTradeDay,
  formatStamp,
  hourEnding,
  oprTime,
  tradeDaysBetween,
  wallHour,
} from "../../../mock-providers/caiso/trade-day.ts";
import { formatDay, parseDay } from "../../../mock-providers/kit/calendar.ts";

const at = (text: string) => Date.parse(`${text}Z`);
const day = (text: string) => createTradeDay(parseDay(text) ?? Number.NaN);

describe("createTradeDay()", () => {
  it.each([
    ["2026-01-10", "2026-01-10T08:00", 24],
    ["2026-03-08", "2026-03-08T08:00", 23],
    ["2026-07-20", "2026-07-20T07:00", 24],
    ["2025-11-02", "2025-11-02T07:00", 25],
  ])("knows when %s begins and how long it is", (name, start, hours) => {
    const startMs = at(start);
    const endMs = startMs + hours * 3_600_000;
    expect(day(name)).toEqual({ day: parseDay(name), startMs, endMs, hours });
  });
});

describe("hourEnding()", () => {
  it.each([24, 25, 23])("gives every hour of a day of %i hours a number of its own", (hours) => {
    const numbers = Array.from({ length: hours }, (_, index) => hourEnding(hours, index));
    expect(new Set(numbers).size).toBe(hours);
    expect(numbers.slice(0, 4)).toEqual(
      hours === 24 ? [1, 2, 3, 4] : hours === 25 ? [1, 2, 25, 3] : [1, 2, 4, 5],
    );
    expect(numbers.at(-1)).toBe(24);
  });

  it("repeats the wall clock's hour 1 on the long day", () => {
    expect([1, 2, 25, 3].map(wallHour)).toEqual([0, 1, 1, 2]);
  });
});

describe("oprTime()", () => {
  it("counts intervals from 1 in every hour, and writes 0 for hourly feeds", () => {
    const long = day("2025-11-02");
    expect(oprTime(long, 300_000, 24)).toEqual({ oprHour: 25, oprInterval: 1 });
    expect(oprTime(long, 900_000, 99)).toEqual({ oprHour: 24, oprInterval: 4 });
    expect(oprTime(long, 3_600_000, 2)).toEqual({ oprHour: 25, oprInterval: 0 });
  });
});

describe("tradeDaysBetween()", () => {
  it("gives the days a range touches and none for an empty one", () => {
    const names = (from: string, to: string) =>
      [...tradeDaysBetween(at(from), at(to))].map((one) => formatDay(one.day));
    expect(names("2026-03-08T07:59", "2026-03-09T07:01")).toEqual([
      "2026-03-07",
      "2026-03-08",
      "2026-03-09",
    ]);
    expect(names("2026-03-08T08:00", "2026-03-09T07:00")).toEqual(["2026-03-08"]);
    expect(names("2026-03-08T08:00", "2026-03-08T08:00")).toEqual([]);
    expect(countTradeDays(at("2026-03-08T07:59"), at("2026-03-09T07:01"))).toBe(3);
  });
});

describe("formatStamp()", () => {
  it("writes GMT with a negative zero offset, also across midnight and back", () => {
    expect(formatStamp(at("2026-03-08T23:55"))).toBe("2026-03-08T23:55:00-00:00");
    expect(formatStamp(at("2026-03-09T00:00"))).toBe("2026-03-09T00:00:00-00:00");
    expect(formatStamp(at("2026-03-08T07:05"))).toBe("2026-03-08T07:05:00-00:00");
  });
});
