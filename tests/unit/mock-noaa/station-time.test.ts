import { describe, expect, it } from "vitest";
import {
  type StationZone,
  stationInstantMs,
  stationOffsetMs,
  zoneNames,
} from "../../../mock-providers/noaa/world/station-time.ts";
import { localTime, readTime, utcTime } from "../../../mock-providers/noaa/nws/times.ts";

const hourMs = 3_600_000;
// Proof for the cast: these are the table's own keys.
const zones = Object.keys(zoneNames) as StationZone[];

/** What the time zone database says: an independent reading of the same rule. */
function databaseOffsetMs(zone: StationZone, utcMs: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zoneNames[zone],
    timeZoneName: "longOffset",
  }).formatToParts(new Date(utcMs));
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return Number(/GMT([+-]\d{2}):00/.exec(name)?.[1]) * hourMs;
}

describe.each(zones)("the wall clock of %s", (zone) => {
  it("agrees with the time zone database hour by hour around both changes of a year", () => {
    for (const day of ["2026-03-07", "2026-10-31", "2025-07-01"]) {
      const startMs = Date.parse(`${day}T00:00:00Z`);
      for (let hour = 0; hour < 72; hour++) {
        const utcMs = startMs + hour * hourMs;
        expect(stationOffsetMs(zone, utcMs), new Date(utcMs).toISOString()).toBe(
          databaseOffsetMs(zone, utcMs),
        );
      }
    }
  });

  it("is turned back into instants", () => {
    for (let day = 0; day < 365; day++) {
      const utcMs = Date.UTC(2026, 0, 1, 12) + day * 24 * hourMs;
      expect(stationInstantMs(zone, utcMs + stationOffsetMs(zone, utcMs))).toBe(utcMs);
    }
  });
});

describe("times of api.weather.gov", () => {
  it("have the offset of their place", () => {
    const utcMs = Date.parse("2026-03-08T10:00:00Z");
    expect(utcTime(utcMs)).toBe("2026-03-08T10:00:00+00:00");
    expect(localTime("mountain", utcMs)).toBe("2026-03-08T04:00:00-06:00");
    expect(localTime("mountain", utcMs - 2 * hourMs)).toBe("2026-03-08T01:00:00-07:00");
    expect(localTime("arizona", utcMs)).toBe("2026-03-08T03:00:00-07:00");
  });

  it.each([
    ["2026-03-08T10:00:00Z", Date.UTC(2026, 2, 8, 10)],
    ["2026-03-08T10:00+02:00", Date.UTC(2026, 2, 8, 8)],
    ["2026-03-08", undefined],
    ["2026-03-08T10:00:00", undefined],
    ["2026-03-32T10:00:00Z", undefined],
    ["now", undefined],
  ])("are read: %s", (text, expected) => {
    expect(readTime(text)).toBe(expected);
  });
});
