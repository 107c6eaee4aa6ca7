import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EiaFrequency,
  periods,
  periodsIn,
} from "../../../../services/providers/eia/periods.ts";

const frequencies = Object.keys(periods) as EiaFrequency[];
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const instant = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2040, 0) });

describe("EIA periods", () => {
  it.each([
    ["hourly", "2019-01-02T00", "2019-01-01T23:00Z", "2019-01-02T00:00Z"],
    ["daily", "2024-02-29", "2024-02-29T00:00Z", "2024-03-01T00:00Z"],
    ["weekly", "2024-10-04", "2024-09-28T00:00Z", "2024-10-05T00:00Z"],
    ["monthly", "2026-12", "2026-12-01T00:00Z", "2027-01-01T00:00Z"],
    ["quarterly", "2026-Q4", "2026-10-01T00:00Z", "2027-01-01T00:00Z"],
    ["annual", "2023", "2023-01-01T00:00Z", "2024-01-01T00:00Z"],
  ] as const)("reads %s %s as its interval", (frequency, text, start, end) => {
    const startMs = periods[frequency].parseStartMs(text);
    expect(startMs).toBe(Date.parse(start));
    expect(periods[frequency].endMs(startMs)).toBe(Date.parse(end));
  });

  it.each([
    ["hourly", "2019-01-02T24"],
    ["hourly", "2019-01-02T1"],
    ["hourly", "2019-01-02"],
    ["hourly", "2019-01-02T00-08"],
    ["hourly", "2019-02-30T00"],
    ["daily", "2019-01-02T00"],
    ["daily", "2019-1-2"],
    ["weekly", "2019-W03"],
    ["monthly", "2026-13"],
    ["monthly", "2026"],
    ["monthly", "2026-01-01"],
    ["quarterly", "2026-Q5"],
    ["quarterly", "2026Q1"],
    ["annual", "26"],
    ["annual", "2026-01"],
    ["annual", ""],
  ] as const)("refuses %s %j", (frequency, text) => {
    expect(periods[frequency].parseStartMs(text)).toBeNaN();
  });

  it.each(frequencies)("go from interval to text and back: %s", (frequency) => {
    const { floorMs, format, parseStartMs, endMs } = periods[frequency];
    fc.assert(
      fc.property(instant, (ms) => {
        const startMs = floorMs(ms);
        expect(startMs).toBeLessThanOrEqual(ms);
        expect(parseStartMs(format(startMs))).toBe(startMs);
        expect(endMs(startMs)).toBeGreaterThan(ms);
      }),
    );
  });

  it.each(frequencies)("asked for by range are exactly those that start in it: %s", (frequency) => {
    const { floorMs, parseStartMs, format, endMs } = periods[frequency];
    const length = fc.integer({ min: 0, max: 800 * dayMs });
    fc.assert(
      fc.property(instant, length, (startMs, lengthMs) => {
        const range = { startMs, endMs: startMs + lengthMs };
        const asked = periodsIn(frequency, range);
        if (asked === undefined) {
          const floor = floorMs(startMs);
          const next = frequency === "weekly" ? floor + dayMs : endMs(floor);
          expect(floor === startMs && lengthMs > 0).toBe(false);
          expect(next).toBeGreaterThanOrEqual(range.endMs);
          return;
        }
        const first = parseStartMs(asked.start);
        const last = parseStartMs(asked.end);
        expect(first).toBeGreaterThanOrEqual(range.startMs);
        expect(last).toBeLessThan(range.endMs);
        expect(format(floorMs(first - 1)) < asked.start).toBe(true);
        expect(floorMs(first - 1)).toBeLessThan(range.startMs);
        expect(last).toBe(floorMs(range.endMs - 1));
      }),
    );
  });
});
