import { describe, expect, it } from "vitest";
import { dayNumber } from "../../../mock-providers/kit/calendar.ts";
import { createMarketDays } from "../../../mock-providers/eia/market-calendar.ts";
import { createAuthority } from "../../../mock-providers/eia/authority.ts";
import { createGridRevisions } from "../../../mock-providers/eia/grid-revisions.ts";
import { gasPriceSeries, storageSeries } from "../../../mock-providers/eia/gas-series.ts";
import { listSpotSeries, listStockSeries } from "../../../mock-providers/eia/petroleum-series.ts";
import {
  createGasPrices,
  createLevelValues,
  createSpotPrices,
  createStorageValues,
  meanPrice,
} from "../../../mock-providers/eia/survey-values.ts";
import { listRespondents } from "../../../mock-providers/eia/respondents.ts";
import { elementAt } from "../../../mock-providers/eia/element-at.ts";

const firstHour = dayNumber(2025, 1, 1) * 24;
const hours = Array.from({ length: 8760 }, (_, step) => firstHour + step);
/** Every hour of 2025 is settled by then. */
const nowMs = dayNumber(2026, 6, 1) * 86_400_000;
type Hourly = (hour: number) => number | null;

function createCiso(): Readonly<Record<"D" | "DF" | "NG" | "TI", Hourly>> {
  const [respondent] = listRespondents(1);
  if (respondent === undefined) throw new Error("no respondent");
  const { region } = createAuthority(42, respondent, createGridRevisions());
  return {
    D: (hour) => region.D(hour, nowMs),
    DF: (hour) => region.DF(hour, nowMs),
    NG: (hour) => region.NG(hour, nowMs),
    TI: (hour) => region.TI(hour, nowMs),
  };
}
const ciso = createCiso();

function present(values: readonly (number | null)[]): number[] {
  return values.filter((value) => value !== null);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("hourly values of California", () => {
  it("lie where the 2023 extract has them", () => {
    const demand = present(hours.map(ciso.D));
    expect(mean(demand)).toBeGreaterThan(23_000);
    expect(mean(demand)).toBeLessThan(27_000);
    expect(Math.min(...demand)).toBeGreaterThan(13_000);
    expect(Math.max(...demand)).toBeGreaterThan(36_000);
    expect(Math.max(...demand)).toBeLessThan(52_000);
    const interchange = present(hours.map(ciso.TI));
    expect(Math.min(...interchange)).toBeLessThan(-4_000);
    expect(Math.max(...interchange)).toBeGreaterThan(0);
  });

  it("miss some hours, demand and generation together, and never the forecast", () => {
    const missing = hours.filter((hour) => ciso.D(hour) === null);
    expect(missing.length).toBeGreaterThan(5);
    expect(missing.length).toBeLessThan(60);
    expect(missing.every((hour) => ciso.NG(hour) === null)).toBe(true);
    expect(present(hours.map(ciso.DF))).toHaveLength(8760);
  });

  it("balance: generation is about demand plus interchange, the forecast about 5 % off", () => {
    const gaps: number[] = [];
    const errors: number[] = [];
    for (const hour of hours) {
      const [demand, forecast, made, traded] = [ciso.D, ciso.DF, ciso.NG, ciso.TI].map((of) =>
        of(hour),
      );
      if (typeof demand !== "number" || typeof forecast !== "number") continue;
      errors.push(Math.abs(forecast - demand) / demand);
      if (typeof made === "number" && typeof traded === "number") {
        gaps.push(Math.abs(made - demand - traded) / demand);
      }
    }
    expect(mean(gaps)).toBeLessThan(0.01);
    expect(mean(errors)).toBeGreaterThan(0.02);
    expect(mean(errors)).toBeLessThan(0.08);
  });

  it("follow the wall clock: the evening peak comes an hour earlier in UTC under daylight time", () => {
    const peakHour = (year: number, month: number) => {
      const totals = Array.from({ length: 24 }, () => 0);
      for (let step = 0; step < 28 * 24; step++) {
        const hour = dayNumber(year, month, 1) * 24 + step;
        totals[step % 24] = (totals[step % 24] ?? 0) + (ciso.DF(hour) ?? 0);
      }
      return totals.indexOf(Math.max(...totals));
    };
    // 19:00 Pacific is 03:00 UTC in winter; in autumn the same hour is 02:00 UTC.
    expect(peakHour(2025, 1)).toBe(3);
    expect(peakHour(2025, 10)).toBe(2);
  });

  it("are the same in any order of asking", () => {
    const forwards = hours.slice(0, 200).map(ciso.NG);
    const other = createCiso();
    const backwards = hours.slice(0, 200).toReversed().map(other.NG).toReversed();
    expect(backwards).toEqual(forwards);
  });
});

describe("survey values", () => {
  it("move crude stocks by a few million barrels a week around their level", () => {
    const stocks = createLevelValues(42, elementAt(listStockSeries(1), 0));
    const first = dayNumber(2020, 1, 3);
    const levels = Array.from({ length: 300 }, (_, week) => stocks(first + week * 7));
    expect(levels.every((level) => level > 370_000 && level < 510_000)).toBe(true);
    const steps = levels.slice(1).map((level, at) => Math.abs(level - (levels[at] ?? 0)));
    expect(mean(steps)).toBeGreaterThan(1_000);
    expect(mean(steps)).toBeLessThan(6_000);
  });

  it("keep oil products near oil, and remember the day oil cost less than nothing", () => {
    const priceOf = createSpotPrices(42);
    const [wti, brent, gasoline] = listSpotSeries(3).map(priceOf);
    const day = dayNumber(2025, 5, 6);
    expect(wti?.(day)).toBeGreaterThan(50);
    expect(wti?.(day)).toBeLessThan(85);
    expect((brent?.(day) ?? 0) / (wti?.(day) ?? 1)).toBeGreaterThan(0.95);
    expect(gasoline?.(day)).toBeGreaterThan(1.2);
    expect(gasoline?.(day)).toBeLessThan(3);
    expect(wti?.(dayNumber(2020, 4, 20))).toBe(-36.98);
  });

  it("make gas dear when little is stored, and futures follow the spot price", () => {
    const priceOf = createGasPrices(42);
    const [spot, next, last] = [0, 1, 4].map((at) => priceOf(elementAt(gasPriceSeries, at)));
    const storage = createStorageValues(42)(elementAt(storageSeries, 0));
    const days = Array.from({ length: 3_650 }, (_, step) => dayNumber(2014, 1, 1) + step);
    const gap = (future: typeof spot) =>
      mean(days.map((day) => Math.abs((future?.(day) ?? 0) / (spot?.(day) ?? 1) - 1)));
    expect(gap(next)).toBeLessThan(0.05);
    expect(gap(next)).toBeLessThan(gap(last));
    // Against the same day of the years before and after, so that seasons do not count.
    const against = (of: (day: number) => number, day: number) =>
      (2 * of(day)) / (of(day - 365) + of(day + 365));
    const full = days.filter((day) => against(storage, day) > 1.05);
    const empty = days.filter((day) => against(storage, day) < 0.95);
    expect(Math.min(full.length, empty.length)).toBeGreaterThan(200);
    const dearness = (on: readonly number[]) =>
      mean(on.map((day) => against((at) => spot?.(at) ?? 0, day)));
    expect(dearness(empty)).toBeGreaterThan(dearness(full) + 0.05);
  });

  it("store as much in the lower 48 states as in their regions", () => {
    const valueOf = createStorageValues(42);
    const [all, ...regions] = storageSeries.slice(0, 6).map(valueOf);
    const [salt, nonsalt] = storageSeries.slice(6).map(valueOf);
    for (let week = 0; week < 500; week++) {
      const day = dayNumber(2015, 1, 2) + week * 7;
      const sum = regions.reduce((total, region) => total + region(day), 0);
      expect(all?.(day)).toBe(sum);
      expect((salt?.(day) ?? 0) + (nonsalt?.(day) ?? 0)).toBe(regions[2]?.(day));
    }
  });

  it("form longer prices as means of the daily ones", () => {
    const days = createMarketDays(dayNumber(2024, 1, 1));
    const price = (day: number) => day - dayNumber(2024, 1, 1);
    expect(meanPrice(price, days, { from: 0, to: 3, decimals: 2 })).toBe(2);
    expect(meanPrice(() => 1 / 3, days, { from: 0, to: 4, decimals: 2 })).toBe(0.33);
  });

  it("name no series twice, however many are asked for", () => {
    for (const list of [listStockSeries(400), listSpotSeries(400)]) {
      expect(new Set(list.map(({ series }) => series)).size).toBe(400);
    }
    expect(new Set(listRespondents(400).map(({ code }) => code)).size).toBe(400);
  });
});
