import { describe, expect, it } from "vitest";
import {
  pacificInstantMs,
  pacificOffsetMs,
  tradeHourOf,
} from "../../../../services/providers/caiso/pacific-time.ts";

const hourMs = 3_600_000;

describe("Pacific time", () => {
  it("agrees with the time zone database on every hour around the changes of 2007 to 2037", () => {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone: "America/Los_Angeles",
      timeZoneName: "longOffset",
    });
    for (let year = 2007; year <= 2037; year += 1) {
      for (const [month, lastDay] of [
        [2, 16],
        [10, 9],
      ] as const) {
        for (let ms = Date.UTC(year, month, 1); ms < Date.UTC(year, month, lastDay); ms += hourMs) {
          const named = format.formatToParts(ms).find(({ type }) => type === "timeZoneName")?.value;
          expect(named).toBe(`GMT-0${pacificOffsetMs(ms) / -hourMs}:00`);
        }
      }
    }
  });

  it("counts the repeated hour of the long day as hour 25, as the recorded report does", () => {
    const hours = [7, 8, 9, 10, 11].map(
      (hour) => tradeHourOf(Date.UTC(2025, 10, 2, hour)).tradeHour,
    );
    expect(hours).toEqual([1, 2, 25, 3, 4]);
    expect(tradeHourOf(Date.UTC(2025, 10, 2, 9, 35)).tradeHour).toBe(25);
    expect(tradeHourOf(Date.UTC(2025, 10, 3, 7))).toMatchObject({
      tradeDate: "2025-11-02",
      tradeHour: 24,
    });
  });

  it("leaves out hour 3 of the short day", () => {
    const hours = Array.from(
      { length: 23 },
      (_, hour) => tradeHourOf(Date.UTC(2026, 2, 8, 8 + hour)).tradeHour,
    );
    expect(hours).toEqual([1, 2, ...Array.from({ length: 21 }, (_, index) => index + 4)]);
  });

  it("puts a wall-clock time on either side of a change", () => {
    expect(pacificInstantMs(Date.UTC(2026, 0, 5), 13 * hourMs)).toBe(Date.UTC(2026, 0, 5, 21));
    expect(pacificInstantMs(Date.UTC(2026, 6, 5), 13 * hourMs)).toBe(Date.UTC(2026, 6, 5, 20));
    expect(pacificInstantMs(Date.UTC(2026, 2, 8), 7 * hourMs)).toBe(Date.UTC(2026, 2, 8, 14));
    expect(pacificInstantMs(Date.UTC(2025, 10, 2), 7 * hourMs)).toBe(Date.UTC(2025, 10, 2, 15));
  });
});
