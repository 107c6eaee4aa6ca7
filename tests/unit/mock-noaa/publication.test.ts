import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import { daysOfMonth, monthIndexOf } from "../../../mock-providers/noaa/world/months.ts";
import {
  createDailyPublication,
  monthMadeMs,
  monthlyInstants,
  monthsBefore,
} from "../../../mock-providers/noaa/world/publication.ts";
import { airportStations } from "../../../mock-providers/noaa/world/airport-stations.ts";
import { observerStations } from "../../../mock-providers/noaa/world/observer-stations.ts";

const stations = [...airportStations, ...observerStations];
const days = fc.integer({ min: -30_000, max: 40_000 });
const laterMs = fc.integer({ min: 0, max: 60 * dayMs });

describe("a day's publication", () => {
  it("never goes back, and is final within forty days of a station in time", () => {
    fc.assert(
      fc.property(fc.constantFrom(...stations), days, laterMs, laterMs, (station, day, a, b) => {
        const publication = createDailyPublication(station);
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(publication.versionAt(day, day * dayMs + early)).toBeLessThanOrEqual(
          publication.versionAt(day, day * dayMs + late),
        );
        if (station.lateDays <= 3) expect(publication.versionAt(day, (day + 40) * dayMs)).toBe(2);
        expect(publication.versionAt(day, (day + 1) * dayMs)).toBe(-1);
      }),
    );
  });

  it("has its first version before any correction", () => {
    fc.assert(
      fc.property(fc.constantFrom(...stations), days, (station, day) => {
        const publication = createDailyPublication(station);
        const firstMs = publication.firstMs(day);
        expect(publication.versionAt(day, firstMs - 1)).toBe(-1);
        expect(publication.versionAt(day, firstMs)).toBe(0);
        if (station.lastDay === undefined) {
          expect(publication.publishedBefore(firstMs - 1)).toBe(day);
          expect(publication.publishedBefore(firstMs)).toBe(day + 1);
        }
      }),
    );
  });
});

describe("a month's publication", () => {
  it("follows its days, on business days", () => {
    for (let month = 1990 * 12; month < 2040 * 12; month++) {
      const [firstMs, finalMs] = monthlyInstants(month);
      const { end } = daysOfMonth(month);
      for (const atMs of [firstMs, finalMs])
        expect(isBusinessDay(Math.floor(atMs / dayMs))).toBe(true);
      for (const station of airportStations) {
        const publication = createDailyPublication(station);
        expect(publication.firstMs(end - 1)).toBeLessThan(firstMs);
        expect(publication.versionAt(end - 1, finalMs)).toBe(2);
      }
      expect(finalMs).toBeGreaterThan(firstMs);
    }
  });

  it("is what its instants say, however long ago", () => {
    const months = fc.integer({ min: 1900 * 12, max: 2090 * 12 });
    fc.assert(
      fc.property(months, laterMs, (month, after) => {
        const [firstMs, finalMs] = monthlyInstants(month);
        const { end } = daysOfMonth(month);
        const nowMs = end * dayMs + after;
        const madeMs = monthMadeMs(month, nowMs);
        if (nowMs < firstMs) expect(madeMs).toBeUndefined();
        else if (nowMs < finalMs) expect(madeMs).toBe(firstMs);
        else expect(madeMs).toBeGreaterThanOrEqual(finalMs);
        expect(monthsBefore(nowMs) > month).toBe(nowMs >= firstMs);
      }),
    );
  });
});

describe("months as numbers", () => {
  it("hold their days", () => {
    fc.assert(
      fc.property(days, (day) => {
        const { first, end } = daysOfMonth(monthIndexOf(day));
        expect(first <= day && day < end).toBe(true);
        expect(end - first).toBeGreaterThanOrEqual(28);
        expect(end - first).toBeLessThanOrEqual(31);
      }),
    );
  });
});
