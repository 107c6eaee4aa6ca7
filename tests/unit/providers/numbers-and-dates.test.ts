import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMonths,
  floorToMonths,
  formatDate,
  parseDateMs,
} from "../../../services/providers/calendar.ts";
import { parseDecimal, readDecimal } from "../../../services/providers/decimal.ts";

describe("parseDecimal()", () => {
  it.each([
    ["0", 0],
    ["-0.01", -0.01],
    ["486", 486],
    ["4132.394334146", 4132.394334146],
    [".5", 0.5],
    ["1.0E-5", 0.00001],
    ["-3e2", -300],
    ["007", 7],
  ])('reads "%s"', (text, value) => {
    expect(parseDecimal(text)).toBe(value);
  });

  it.each([
    "",
    " ",
    "abc",
    "NaN",
    "Infinity",
    "-Infinity",
    "1,234",
    "0x1F",
    "0b1",
    "+5",
    "5.",
    "--5",
    "1e",
    "1e999",
    " 5",
    "5 ",
    "5\n",
    "1_000",
    "٣",
    ".",
    "-",
    "null",
    "1.2.3",
  ])('refuses "%s"', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });

  it("reads negative zero as zero", () => {
    expect(Object.is(parseDecimal("-0.000"), 0)).toBe(true);
  });

  it("never invents: what it reads is what the text says", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseDecimal(String(value).replace("e+", "e"))).toBe(value + 0);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary-ascii", maxLength: 12 }), (text) => {
        const value = parseDecimal(text);
        if (value !== undefined) expect(value).toBe(Number(text) + 0);
        if (/[^-0-9.eE+]/.test(text) || !/[0-9]/.test(text)) expect(value).toBeUndefined();
      }),
    );
  });
});

describe("readDecimal()", () => {
  it("takes JSON numbers and text, nothing else", () => {
    expect(readDecimal(-3.5)).toBe(-3.5);
    expect(readDecimal("-3.5")).toBe(-3.5);
    for (const other of [null, undefined, true, [], {}, [5], Number.NaN, Infinity]) {
      expect(readDecimal(other)).toBeUndefined();
    }
  });
});

describe("parseDateMs()", () => {
  it("agrees with formatDate() on every day from 1600 to 2400", () => {
    const from = Date.UTC(1600, 0);
    const to = Date.UTC(2400, 0);
    for (let ms = from; ms < to; ms += 86_400_000 * 7) {
      expect(parseDateMs(formatDate(ms))).toBe(ms);
    }
  });

  it.each([
    "2026-02-29",
    "2100-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-01",
    "26-01-01",
    "2026/01/01",
    "2026-01-01T",
    "0050-01-01",
    "",
    "yyyy-mm-dd",
  ])('refuses "%s"', (text) => {
    expect(parseDateMs(text)).toBeNaN();
  });

  it("knows leap days", () => {
    expect(parseDateMs("2024-02-29")).toBe(Date.UTC(2024, 1, 29));
    expect(parseDateMs("2000-02-29")).toBe(Date.UTC(2000, 1, 29));
  });
});

describe("months", () => {
  it("are added across years, also before 1970", () => {
    expect(addMonths(Date.UTC(1946, 9, 1), 3)).toBe(Date.UTC(1947, 0, 1));
    expect(addMonths(Date.UTC(2026, 10, 1), 12)).toBe(Date.UTC(2027, 10, 1));
  });

  it("are cut to the quarter, half year and year that hold an instant", () => {
    const instant = Date.UTC(2026, 10, 21, 13);
    expect(floorToMonths(instant, 1)).toBe(Date.UTC(2026, 10, 1));
    expect(floorToMonths(instant, 3)).toBe(Date.UTC(2026, 9, 1));
    expect(floorToMonths(instant, 6)).toBe(Date.UTC(2026, 6, 1));
    expect(floorToMonths(instant, 12)).toBe(Date.UTC(2026, 0, 1));
  });
});
