import { describe, expect, it } from "vitest";
import {
  hash32,
  normal,
  roundTo,
  seedOf,
  uniform,
  valueNoise,
  wave,
} from "../../../mock-providers/kit/random.ts";

const many = Array.from({ length: 20_000 }, (_, index) => index);

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("hash32()", () => {
  it("gives the same bits on every machine and in every version", () => {
    expect([hash32(42, 0), hash32(42, 1), hash32(42, -1, 7), hash32(43, 0)]).toEqual([
      2_023_612_662, 150_488_552, 1_071_624_574, 440_015_507,
    ]);
  });

  it("gives neighbouring indices different numbers", () => {
    expect(new Set(many.map((index) => hash32(42, index))).size).toBeGreaterThan(19_990);
    expect(new Set(many.map((index) => hash32(42, 3, index))).size).toBeGreaterThan(19_990);
  });
});

describe("seedOf()", () => {
  it("tells names, their order of letters and seeds apart", () => {
    const seeds = ["GDP", "GPD", "GDPC1", ""].map((name) => seedOf(42, name));
    expect(new Set([...seeds, seedOf(43, "GDP")]).size).toBe(5);
  });
});

describe("uniform()", () => {
  it("spreads evenly over [0, 1)", () => {
    const values = many.map((index) => uniform(7, index));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    expect(meanOf(values)).toBeCloseTo(0.5, 2);
    expect(values.filter((value) => value < 0.1).length / values.length).toBeCloseTo(0.1, 1);
  });
});

describe("normal()", () => {
  it("has mean 0 and standard deviation 1", () => {
    const values = many.map((index) => normal(7, index));
    expect(Math.abs(meanOf(values))).toBeLessThan(0.03);
    expect(Math.abs(meanOf(values.map((value) => value * value)) - 1)).toBeLessThan(0.03);
  });

  it("does not repeat itself from one index to the next", () => {
    const products = many.map((index) => normal(7, index) * normal(7, index + 1));
    expect(Math.abs(meanOf(products))).toBeLessThan(0.03);
  });
});

describe("valueNoise()", () => {
  it("stays within -1 and 1 and moves little between near points", () => {
    for (let x = -50; x < 50; x += 0.01) {
      const value = valueNoise(3, x);
      expect(Math.abs(value)).toBeLessThanOrEqual(1);
      expect(Math.abs(valueNoise(3, x + 0.01) - value)).toBeLessThan(0.031);
    }
  });
});

describe("wave()", () => {
  it("follows the sine to a thousandth, for negative turns too", () => {
    for (let turns = -3; turns < 3; turns += 0.001) {
      expect(Math.abs(wave(turns) - Math.sin(2 * Math.PI * turns))).toBeLessThan(0.0012);
    }
  });
});

describe("roundTo()", () => {
  it("never gives negative zero", () => {
    expect(Object.is(roundTo(-0.001, 2), 0)).toBe(true);
    expect([roundTo(1.005, 1), roundTo(-2.55, 1), roundTo(12.3456, 3)]).toEqual([1, -2.5, 12.346]);
  });
});
