import { describe, expect, it } from "vitest";
import {
  endMs,
  formatPeriod,
  indexAt,
  parsePeriod,
  startMs,
  type Frequency,
} from "../../../mock-providers/worldbank/periods.ts";

describe("periods", () => {
  it.each([
    ["annual", "2024", "2024-01-01", "2025-01-01"],
    ["annual", "0359", "0359-01-01", "0360-01-01"],
    ["quarterly", "2024Q1", "2024-01-01", "2024-04-01"],
    ["quarterly", "2024Q4", "2024-10-01", "2025-01-01"],
    ["monthly", "2024M02", "2024-02-01", "2024-03-01"],
    ["monthly", "1899M12", "1899-12-01", "1900-01-01"],
  ] as const)("%s %s is [%s, %s)", (frequency, text, start, end) => {
    const period = parsePeriod(text);
    expect(period?.frequency).toBe(frequency);
    const index = period?.index ?? Number.NaN;
    expect(startMs(frequency, index)).toBe(Date.parse(start));
    expect(endMs(frequency, index)).toBe(Date.parse(end));
    expect(formatPeriod(frequency, index)).toBe(text);
    expect(indexAt(frequency, Date.parse(start))).toBe(index);
    expect(indexAt(frequency, Date.parse(end) - 1)).toBe(index);
  });

  it("reads letters in any case and months without a zero", () => {
    expect(parsePeriod("2024q2")).toEqual({ frequency: "quarterly", index: 2024 * 4 + 1 });
    expect(parsePeriod("2024m3")).toEqual({ frequency: "monthly", index: 2024 * 12 + 2 });
  });

  it.each([
    "",
    "24",
    "20245",
    "2024Q0",
    "2024Q5",
    "2024M00",
    "2024M13",
    "2024-01",
    "YR2024",
    " 2024",
  ])("refuses %j", (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });

  it("follow one another without a gap", () => {
    for (const frequency of ["annual", "quarterly", "monthly"] satisfies Frequency[]) {
      const first = indexAt(frequency, Date.parse("1890-01-01"));
      for (let index = first; index < first + 200; index++) {
        expect(endMs(frequency, index)).toBe(startMs(frequency, index + 1));
      }
    }
  });
});
