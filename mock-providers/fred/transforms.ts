/**
 * Units other than levels. Formulas: https://alfred.stlouisfed.org/help#growth_formulas
 * A row is compared with the earlier period as it was known on the row's first day. Transformed values are
 * derived, not observations, and no ledger records them.
 */
import { type Facts, at, firstDateFrom, valueOn } from "./facts.ts";

export const unitCodes = ["lin", "chg", "ch1", "pch", "pc1", "pca", "cch", "cca", "log"] as const;
export type UnitCode = (typeof unitCodes)[number];

const decimals = 5;

/** The value of a fact as a row that begins on `day` shows it; NaN where it or what it is compared with is missing. */
export function transformValue(
  facts: Facts,
  fact: number,
  day: number,
  options: { readonly unit: UnitCode; readonly perYear: number; readonly visible: number },
): number {
  const { unit, perYear, visible } = options;
  const now = facts.value(fact);
  const before = (periods: number): number => {
    const date = firstDateFrom(facts, at(facts.dates, fact)) - periods;
    return valueOn(facts, date, day, visible) ?? Number.NaN;
  };
  switch (unit) {
    case "lin":
      return now;
    case "chg":
      return now - before(1);
    case "ch1":
      return now - before(perYear);
    case "pch":
      return (now / before(1) - 1) * 100;
    case "pc1":
      return (now / before(perYear) - 1) * 100;
    case "pca":
      return ((now / before(1)) ** perYear - 1) * 100;
    case "cch":
      return (Math.log(now) - Math.log(before(1))) * 100;
    case "cca":
      return (Math.log(now) - Math.log(before(1))) * 100 * perYear;
    case "log":
      return Math.log(now);
  }
}

/** Logarithms of numbers below zero and divisions by zero are missing too. */
export function transformedText(value: number): string {
  return Number.isFinite(value) ? value.toFixed(decimals) : ".";
}
