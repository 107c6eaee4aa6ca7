import { describe, expect, it } from "vitest";
import { parseDay } from "../../../mock-providers/kit/calendar.ts";
import { createTestProvider, rowsOf } from "./ask-fred.ts";

const provider = createTestProvider();

async function valuesOf(
  series_id: string,
  more: Readonly<Record<string, string | number>> = {},
): Promise<Map<string, number>> {
  const rows = await rowsOf(provider, { series_id, observation_start: "2010-01-01", ...more });
  return new Map(rows.map(({ date, value }) => [date, value === "." ? Number.NaN : Number(value)]));
}

/** Values by day number. */
function byDay(values: Iterable<readonly [string, number]>): (readonly [number, number])[] {
  return [...values].map(([date, value]) => [parseDay(date) ?? Number.NaN, value]);
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Of the changes from one value to the next, which a common trend cannot make up. */
function correlation(a: readonly number[], b: readonly number[]): number {
  const changes = (values: readonly number[]) =>
    values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const [x, y] = [changes(a), changes(b)];
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (index: number) => number) => x.reduce((total, _, index) => total + f(index), 0);
  const covariance = sum((index) => ((x[index] ?? 0) - mx) * ((y[index] ?? 0) - my));
  const spread = (values: readonly number[], middle: number) =>
    Math.sqrt(values.reduce((total, value) => total + (value - middle) ** 2, 0));
  return covariance / (spread(x, mx) * spread(y, my));
}

describe("values of related series", () => {
  it.each([
    ["T10Y2Y", "DGS10", "DGS2"],
    ["T10Y3M", "DGS10", "DGS3MO"],
  ])("%s is %s less %s on every day", async (spread, long, short) => {
    const [a, b] = [await valuesOf(long), await valuesOf(short)];
    for (const [date, value] of await valuesOf(spread)) {
      const expected = (a.get(date) ?? Number.NaN) - (b.get(date) ?? Number.NaN);
      if (Number.isNaN(value)) expect(expected).toBeNaN();
      else expect(value).toBeCloseTo(expected, 8);
    }
  });

  it("GDP is real GDP times the deflator, in every vintage", async () => {
    for (const day of ["2026-03-15", "2024-02-01", "2018-08-15", "2003-01-01"]) {
      const then = { realtime_start: day, realtime_end: day, observation_start: "1990-01-01" };
      const real = await valuesOf("GDPC1", then);
      const deflator = await valuesOf("GDPDEF", then);
      const nominal = await valuesOf("GDP", then);
      expect(nominal.size).toBeGreaterThan(40);
      for (const [date, value] of nominal) {
        const product = ((real.get(date) ?? 0) * (deflator.get(date) ?? 0)) / 100;
        // Figures are rounded to three places, and a statement that would not change one moves it by one unit.
        expect([date, Math.abs(value - product) < 0.01]).toEqual([date, true]);
      }
    }
  });

  it.each([
    ["FEDFUNDS", "DFF"],
    ["MHHNGSP", "DHHNGSP"],
  ])("%s is the monthly average of %s", async (monthly, daily) => {
    const days = [...(await valuesOf(daily))];
    const months = [...(await valuesOf(monthly))];
    expect(months.length).toBeGreaterThan(180);
    for (const [month, value] of months) {
      const ofMonth = days.filter(([date]) => date.startsWith(month.slice(0, 7)));
      expect(Math.abs(value - mean(ofMonth.map(([, one]) => one)))).toBeLessThan(0.0051);
    }
  });

  it("WGS10YR is the average of the week's DGS10", async () => {
    const days = byDay(await valuesOf("DGS10"));
    const weeks = byDay(await valuesOf("WGS10YR", { observation_start: "2020-01-10" }));
    expect(weeks.length).toBeGreaterThan(300);
    for (const [friday, value] of weeks) {
      const week = days.filter(([day]) => day > friday - 7 && day <= friday);
      expect(Math.abs(value - mean(week.map(([, one]) => one)))).toBeLessThan(0.0051);
    }
  });

  it("gasoline follows crude oil with a few weeks' delay", async () => {
    const gasoline = byDay(await valuesOf("GASREGW", { observation_start: "2010-03-01" }));
    const crude = byDay(await valuesOf("DCOILWTICO"));
    const before = gasoline.map(([monday]) =>
      mean(crude.filter(([day]) => day >= monday - 21 && day < monday).map(([, value]) => value)),
    );
    expect(
      correlation(
        gasoline.map(([, value]) => value),
        before,
      ),
    ).toBeGreaterThan(0.5);
    expect(gasoline.every(([, value]) => value > 1 && value < 6)).toBe(true);
  });

  it("series of one kind move together", async () => {
    const pairs = [
      ["CPIAUCSL", "CPILFESL", 0.3],
      ["CPIAUCSL", "CPIAUCNS", 0.3],
      ["DGS10", "DGS20", 0.5],
      ["DCOILWTICO", "DCOILBRENTEU", 0.7],
    ] as const;
    for (const [first, second, least] of pairs) {
      const [a, b] = [await valuesOf(first), await valuesOf(second)];
      const dates = [...a.keys()].filter(
        (date) => !Number.isNaN((a.get(date) ?? Number.NaN) + (b.get(date) ?? Number.NaN)),
      );
      const of = (values: Map<string, number>) => dates.map((date) => values.get(date) ?? 0);
      expect([first, second, correlation(of(a), of(b)) > least]).toEqual([first, second, true]);
    }
    const [sp500, vix] = [await valuesOf("SP500"), await valuesOf("VIXCLS")];
    const dates = [...sp500.keys()].filter((date) => !Number.isNaN(sp500.get(date)));
    const of = (values: Map<string, number>) => dates.map((date) => values.get(date) ?? 0);
    expect(correlation(of(sp500), of(vix))).toBeLessThan(-0.2);
  });

  it.each([
    ["GDP", "2024-07-01", 28_500, 30_200],
    ["GDPC1", "2024-07-01", 22_900, 23_900],
    ["CPIAUCSL", "2024-12-01", 310, 325],
    ["CPILFESL", "2024-12-01", 316, 328],
    ["UNRATE", "2025-06-01", 3.2, 5],
    ["PAYEMS", "2025-01-01", 156_000, 162_000],
    ["INDPRO", "2025-06-01", 98, 107],
    ["FEDFUNDS", "2025-12-01", 3.3, 4.4],
    ["DGS10", "2025-01-10", 3.9, 5],
    ["T10Y2Y", "2026-01-15", -0.5, 1.2],
    ["WALCL", "2026-01-14", 6_400_000, 7_000_000],
    ["ICSA", "2026-01-17", 180_000, 280_000],
    ["HOUST", "2025-06-01", 1_150, 1_650],
    ["UMCSENT", "2025-06-01", 48, 80],
    ["DCOILWTICO", "2026-01-15", 52, 82],
    ["MHHNGSP", "2025-12-01", 1.5, 8],
    ["GASREGW", "2026-01-12", 2.5, 3.6],
    ["APU000072610", "2025-12-01", 0.17, 0.2],
  ])("%s is on a plausible level on %s", async (series_id, date, low, high) => {
    const value = (
      await valuesOf(series_id, { observation_start: date, observation_end: date })
    ).get(date);
    expect(value).toBeGreaterThan(low);
    expect(value).toBeLessThan(high);
  });
});
