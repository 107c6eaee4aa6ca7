import { describe, expect, it } from "vitest";
import {
  anchorMs,
  ask,
  byTime,
  createTestProvider,
  damPrices,
  hubs,
  loads,
  type Row,
  rowsOf,
  rtmPrices,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const tenNodes = [
  ...hubs,
  "ELAP_PACE-APND",
  "ELAP_NEVP-APND",
  "DLAP_SCE-APND",
  "DLAP_VEA-APND",
  "MALIN_5_N101",
  "LAPLMG1_7_B2",
  "SNLNDRO_1_N001",
];
const spring = Date.parse("2026-05-15T12:00:00Z");

/** Hundred-thousandths of a dollar, so that sums are exact; NaN for more than five decimals. */
function units(text = ""): number {
  return /^-?\d+(\.\d{1,5})?$/.test(text) ? Math.round(Number(text) * 100_000) : Number.NaN;
}

function groupBy(
  rows: readonly Row[],
  names: readonly string[],
): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, (row) => names.map((name) => row[name]).join(" "));
}

describe.each([
  ["day-ahead", damPrices, "MW", window("2026-04-10T07:00", "2026-04-20T07:00"), 240],
  ["real-time", rtmPrices, "VALUE", window("2026-04-11T07:00", "2026-04-13T07:00"), 576],
])("%s prices", (_market, query, column, dates, intervalCount) => {
  const read = async () =>
    rowsOf(await ask(provider, `${query}&node=${tenNodes.join(",")}&${dates}`, { nowMs: spring }));

  it("sum up to the printed LMP in every interval, within the market's bounds", async () => {
    const intervals = groupBy(await read(), ["INTERVALSTARTTIME_GMT", "NODE"]);
    expect(intervals.size).toBe(10 * intervalCount);
    const wrong = [...intervals].filter(([, parts]) => {
      const price = (type: string) =>
        units(parts.find((row) => row["LMP_TYPE"] === type)?.[column]);
      const lmp = price("LMP");
      return !(
        parts.length === 5 &&
        lmp === price("MCE") + price("MCC") + price("MCL") + price("MGHG") &&
        lmp >= units("-150") &&
        lmp <= units("1000") &&
        Math.abs(price("MCL")) <= units("3")
      );
    });
    expect(wrong).toEqual([]);
  });

  it("have one energy price in an interval, and greenhouse gas only in EIM areas", async () => {
    const rows = await read();
    const energy = groupBy(
      rows.filter((row) => row["LMP_TYPE"] === "MCE"),
      ["INTERVALSTARTTIME_GMT"],
    );
    expect(energy.size).toBe(intervalCount);
    for (const prices of energy.values()) {
      expect(new Set(prices.map((row) => row[column])).size).toBe(1);
    }
    const wrong = rows.filter(
      (row) =>
        row["LMP_TYPE"] === "MGHG" &&
        (row[column] !== "0") !== (row["NODE"] ?? "").startsWith("ELAP_"),
    );
    expect(wrong).toEqual([]);
  });

  it("fall below zero at spring middays and are lowest in the south", async () => {
    const rows = (await read()).filter(
      (row) => row["LMP_TYPE"] === "LMP" && row["OPR_HR"] === "13",
    );
    const mean = (node: string) => {
      const prices = rows.filter((row) => row["NODE"] === node).map((row) => Number(row[column]));
      return prices.reduce((sum, price) => sum + price, 0) / prices.length;
    };
    expect(rows.some((row) => Number(row[column]) < 0)).toBe(true);
    expect(mean("TH_ZP26_GEN-APND")).toBeLessThanOrEqual(mean("TH_SP15_GEN-APND"));
    expect(mean("TH_SP15_GEN-APND")).toBeLessThan(mean("TH_NP15_GEN-APND"));
  });
});

describe("loads", () => {
  const week = window("2026-03-03T08:00", "2026-03-10T07:00");

  it.each(["7DA", "2DA", "DAM", "ACTUAL"])(
    "of the operator's areas add up exactly (%s)",
    async (market) => {
      const rows = rowsOf(await ask(provider, `${loads(market)}&${week}`));
      const hours = groupBy(
        rows.filter((row) => (row["TAC_AREA_NAME"] ?? "").endsWith("-TAC")),
        ["INTERVALSTARTTIME_GMT"],
      );
      expect(hours.size).toBe(7 * 24 - 1);
      for (const areas of hours.values()) {
        const mw = (row: Row) => Math.round(Number(row["MW"]) * 100);
        const total = areas.find((row) => row["TAC_AREA_NAME"] === "CA ISO-TAC");
        const parts = areas.filter((row) => row !== total).map(mw);
        expect(parts).toHaveLength(5);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total && mw(total));
      }
    },
  );

  it("are forecast with an error of a few percent, and smaller ones nearer to the hour", async () => {
    const totals = async (market: string) => {
      const rows = rowsOf(await ask(provider, `${loads(market)}&${week}`));
      return byTime(rows.filter((row) => row["TAC_AREA_NAME"] === "CA ISO-TAC")).map((row) =>
        Number(row["MW"]),
      );
    };
    const actual = await totals("ACTUAL");
    const error = async (market: string) => {
      const forecast = await totals(market);
      return (
        actual.reduce((sum, mw, at) => sum + Math.abs((forecast[at] ?? 0) - mw) / mw, 0) /
        actual.length
      );
    };
    const dayAhead = await error("DAM");
    expect(dayAhead).toBeGreaterThan(0.005);
    expect(dayAhead).toBeLessThan(0.08);
    expect(await error("7DA")).toBeGreaterThan(dayAhead);
  });

  it("are whole MW when they are actual, and have up to two decimals when forecast", async () => {
    const actual = rowsOf(await ask(provider, `${loads("ACTUAL")}&${week}`));
    expect(actual.filter((row) => !/^\d+$/.test(row["MW"] ?? ""))).toEqual([]);
    const forecast = rowsOf(await ask(provider, `${loads("DAM")}&${week}`));
    expect(forecast.filter((row) => !/^\d+(\.\d{1,2})?$/.test(row["MW"] ?? ""))).toEqual([]);
    expect(forecast.some((row) => (row["MW"] ?? "").includes("."))).toBe(true);
  });

  it("stay within what California has seen, in the year before the anchor", () => {
    const total = provider.catalogue.find(
      (one) => one.dataset === "SLD_FCST/ACTUAL" && one.seriesId === "CA ISO-TAC",
    );
    const toMs = total?.endMs ?? 0;
    const count = 365 * 24;
    const range = {
      dataset: "SLD_FCST/ACTUAL",
      seriesId: "CA ISO-TAC",
      count,
      fromMs: toMs - count * 3_600_000,
      toMs,
    };
    const values = [...provider.expand(range, anchorMs)].map((one) => one.value ?? 0);
    expect(Math.min(...values)).toBeGreaterThan(14_000);
    expect(Math.min(...values)).toBeLessThan(19_000);
    expect(Math.max(...values)).toBeGreaterThan(35_000);
    expect(Math.max(...values)).toBeLessThan(52_000);
  });
});
