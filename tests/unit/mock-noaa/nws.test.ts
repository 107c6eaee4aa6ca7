import { describe, expect, it } from "vitest";
import {
  bearingDegrees,
  cellOf,
  centreOf,
  distanceM,
  gridSize,
  isInGrid,
  type NwsStation,
  ringOf,
} from "../../../mock-providers/noaa/nws/grid.ts";
import { writePhpJson } from "../../../mock-providers/noaa/nws/php-json.ts";
import { createWorld } from "../../../mock-providers/noaa/world/world.ts";

describe("writePhpJson()", () => {
  it.each([
    [22.8, "22.800000000000001"],
    [-84.956047, "-84.956046999999998"],
    [7.9248, "7.9248000000000003"],
    [0.5, "0.5"],
    [3, "3"],
    [-0, "0"],
    [100_000_000, "100000000"],
    [null, "null"],
    [true, "true"],
    ['a "b" / ü\n', '"a \\"b\\" / ü\\n"'],
    [[], "[]"],
    [{}, "{}"],
    [{ left: undefined }, "{}"],
    [
      { a: [1, { b: [] }] },
      '{\n    "a": [\n        1,\n        {\n            "b": []\n        }\n    ]\n}',
    ],
  ])("writes %j", (value, text) => {
    expect(writePhpJson(value)).toBe(text);
    if (!text.includes("{}")) expect(JSON.parse(text)).toEqual(value === 0 ? 0 : value);
  });
});

describe("the forecast grid", () => {
  const world = createWorld({
    seed: 1,
    seriesCount: 3,
    pointsPerSeries: 3,
    anchorMs: Date.UTC(2026, 0, 1),
    scope: "catalogue",
  });
  const offices = [...world.records.values()].flatMap((record): NwsStation[] => {
    const { station } = record;
    const hourly = () => {
      throw new Error("not asked for here");
    };
    return station.nws === undefined ? [] : [{ record, station, place: station.nws, hourly }];
  });
  const [office] = offices;
  if (office === undefined) throw new Error("Expected an office");

  it("has the station in its middle, and finds each cell again from its centre", () => {
    for (const one of offices) {
      expect(cellOf(one.station, one)).toEqual({ x: 60, y: 60 });
      for (let x = 0; x < gridSize; x += 13) {
        for (let y = 0; y < gridSize; y += 17) {
          expect(cellOf(centreOf({ x, y }, one), one)).toEqual({ x, y });
        }
      }
    }
  });

  it("has cells of two and a half kilometres whose outline closes", () => {
    for (const one of offices) {
      const here = centreOf({ x: 60, y: 60 }, one);
      for (const next of [
        { x: 61, y: 60 },
        { x: 60, y: 61 },
      ]) {
        const metres = distanceM(here, centreOf(next, one));
        expect(metres).toBeGreaterThan(2_450);
        expect(metres).toBeLessThan(2_550);
      }
      const ring = ringOf({ x: 60, y: 60 }, one);
      expect(ring).toHaveLength(5);
      expect(ring[0]).toEqual(ring[4]);
    }
  });

  it("ends", () => {
    expect(isInGrid({ x: 0, y: gridSize - 1 })).toBe(true);
    for (const cell of [
      { x: -1, y: 0 },
      { x: 0, y: gridSize },
      { x: gridSize, y: 0 },
    ]) {
      expect(isInGrid(cell)).toBe(false);
    }
  });

  it("measures as trigonometry does", () => {
    const from = { latitude: 40, longitude: -100 };
    for (let degrees = 0; degrees < 360; degrees += 7) {
      const turn = (degrees * Math.PI) / 180;
      const to = {
        latitude: 40 + 0.1 * Math.cos(turn),
        longitude: -100 + (0.1 * Math.sin(turn)) / Math.cos((40 * Math.PI) / 180),
      };
      expect(Math.abs(distanceM(from, to) - 11_119.5)).toBeLessThan(60);
      const off = Math.abs(bearingDegrees(from, to) - degrees);
      expect(Math.min(off, 360 - off)).toBeLessThan(1.2);
    }
    expect(distanceM(from, from)).toBe(0);
  });
});
