import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, hourMs } from "../../../mock-providers/kit/calendar.ts";
import {
  localDay,
  localDayStartMs,
  localTime,
  localToUtcMs,
  type TimeZone,
  utcOffsetMs,
} from "../../../mock-providers/kit/time-zone.ts";

const zones = {
  pacific: "America/Los_Angeles",
  central: "America/Chicago",
  eastern: "America/New_York",
} as const;
const formats = Object.fromEntries(
  Object.entries(zones).map(([zone, timeZone]) => [
    zone,
    new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }),
  ]),
);
const zone = fc.constantFrom<TimeZone[]>("pacific", "central", "eastern");
const instant = fc.integer({
  min: Date.parse("2007-01-02T00:00:00Z"),
  max: Date.parse("2037-12-30T00:00:00Z"),
});

describe("United States time zones", () => {
  it("agree with the system's zone data at any instant since 2007", () => {
    fc.assert(
      fc.property(zone, instant, (name, utcMs) => {
        const t = localTime(name, utcMs);
        const read = new Date(utcMs + t.offsetMs).toISOString().slice(0, 19).replace("T", " ");
        expect(read).toBe(formats[name]?.format(utcMs));
        expect(
          `${String(t.year)}-${String(t.month).padStart(2, "0")}-${String(t.day).padStart(2, "0")} ` +
            [t.hour, t.minute, t.second].map((part) => String(part).padStart(2, "0")).join(":"),
        ).toBe(read);
      }),
      { numRuns: 500 },
    );
  });

  it("agree to the millisecond around both changes of a year", () => {
    const changes = [Date.parse("2026-03-08T10:00:00Z"), Date.parse("2026-11-01T09:00:00Z")];
    expect(changes.map((at) => utcOffsetMs("pacific", at - 1) / hourMs)).toEqual([-8, -7]);
    expect(changes.map((at) => utcOffsetMs("pacific", at) / hourMs)).toEqual([-7, -8]);
  });

  it("give days of 23, 24 and 25 hours", () => {
    const hours = ["2026-03-08", "2026-03-09", "2026-11-01"].map((text) => {
      const days = Date.parse(text) / dayMs;
      return (localDayStartMs("pacific", days + 1) - localDayStartMs("pacific", days)) / hourMs;
    });
    expect(hours).toEqual([23, 24, 25]);
  });

  it("read back the day a day start belongs to", () => {
    fc.assert(
      fc.property(zone, fc.integer({ min: 13_600, max: 24_000 }), (name, days) => {
        const startMs = localDayStartMs(name, days);
        expect(localDay(name, startMs)).toBe(days);
        expect(localDay(name, startMs - 1)).toBe(days - 1);
      }),
    );
  });

  it("take the first pass of a doubled hour and the hour after a skipped one", () => {
    const iso = (text: string) => new Date(localToUtcMs("eastern", Date.parse(text))).toISOString();
    expect(iso("2026-11-01T01:30:00Z")).toBe("2026-11-01T05:30:00.000Z");
    expect(iso("2026-03-08T02:30:00Z")).toBe("2026-03-08T07:30:00.000Z");
    expect(iso("2026-07-01T08:30:00Z")).toBe("2026-07-01T12:30:00.000Z");
  });
});
