/** A year of the world, as the ledger tells it: levels, and what moves with what. */
import { describe, expect, it } from "vitest";
import { feedOfDataset } from "../../../mock-providers/caiso/feeds.ts";
import { localTime } from "../../../mock-providers/kit/time-zone.ts";
import { anchorMs, createTestProvider, hourMs } from "./ask-caiso.ts";

const provider = createTestProvider();
const yearHours = 365 * 24;

/** Values by interval start, over the year that ends two days before the anchor. */
function year(dataset: string, seriesId: string): ReadonlyMap<number, number> {
  const stepMs = feedOfDataset(dataset)?.stepMs ?? hourMs;
  const toMs = anchorMs - 48 * hourMs;
  const fromMs = toMs - yearHours * hourMs;
  const range = { dataset, seriesId, count: (toMs - fromMs) / stepMs, fromMs, toMs };
  return new Map(
    [...provider.expand(range, anchorMs)].map((one) => [
      one.intervalStartMs,
      one.value ?? Number.NaN,
    ]),
  );
}

function mean(values: Iterable<number>): number {
  const all = [...values];
  return all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** Pearson's coefficient over the intervals both have. */
function correlation(
  left: ReadonlyMap<number, number>,
  right: ReadonlyMap<number, number>,
): number {
  const shared = [...left.keys()].filter((at) => right.has(at));
  const of = (map: ReadonlyMap<number, number>) => shared.map((at) => map.get(at) ?? Number.NaN);
  const [xs, ys] = [of(left), of(right)];
  const [meanX, meanY] = [mean(xs), mean(ys)];
  let product = 0;
  let squareX = 0;
  let squareY = 0;
  xs.forEach((x, index) => {
    const y = ys[index] ?? Number.NaN;
    product += (x - meanX) * (y - meanY);
    squareX += (x - meanX) ** 2;
    squareY += (y - meanY) ** 2;
  });
  return product / Math.sqrt(squareX * squareY);
}

function relativeError(
  forecast: ReadonlyMap<number, number>,
  actual: ReadonlyMap<number, number>,
): number {
  return mean([...forecast].map(([at, mw]) => Math.abs(mw / (actual.get(at) ?? Number.NaN) - 1)));
}

const load = year("SLD_FCST/ACTUAL", "CA ISO-TAC");
const price = year("PRC_LMP/DAM", "TH_SP15_GEN-APND.LMP");
const solar = year("SLD_REN_FCST/ACTUAL", "SP15.Solar");

describe("load forecasts", () => {
  it("are off by some 5 % a day ahead, and by more the earlier they are", () => {
    const dayAhead = relativeError(year("SLD_FCST/DAM", "CA ISO-TAC"), load);
    const twoDays = relativeError(year("SLD_FCST/2DA", "CA ISO-TAC"), load);
    const sevenDays = relativeError(year("SLD_FCST/7DA", "CA ISO-TAC"), load);
    expect(dayAhead).toBeGreaterThan(0.04);
    expect(dayAhead).toBeLessThan(0.065);
    expect(twoDays).toBeGreaterThan(dayAhead);
    expect(sevenDays).toBeGreaterThan(twoDays);
  });
});

describe("renewables", () => {
  it("shine by day, draw a little at night, and are forecast without that", () => {
    const atHour = (hour: number) =>
      [...solar].filter(([at]) => localTime("pacific", at).hour === hour).map(([, mw]) => mw);
    expect(Math.max(...atHour(1))).toBeLessThan(0);
    expect(Math.min(...atHour(1))).toBeGreaterThan(-100);
    expect(mean(atHour(12))).toBeGreaterThan(8_000);
    expect(Math.max(...solar.values())).toBeLessThan(18_000);
    const forecast = [...year("SLD_REN_FCST/DAM", "SP15.Solar").values()];
    expect(Math.min(...forecast)).toBe(0);
    expect(forecast.filter((mw) => mw === 0).length).toBeGreaterThan(yearHours / 3);
  });

  it("are larger in the south, and wind blows more in summer evenings", () => {
    const wind = year("SLD_REN_FCST/ACTUAL", "SP15.Wind");
    expect(mean(wind.values())).toBeGreaterThan(1_000);
    expect(mean(year("SLD_REN_FCST/ACTUAL", "NP15.Wind").values())).toBeLessThan(700);
    const when = (test: (month: number, hour: number) => boolean) =>
      mean(
        [...wind]
          .filter(([at]) => {
            const { month, hour } = localTime("pacific", at);
            return test(month, hour);
          })
          .map(([, mw]) => mw),
      );
    const summerEvening = when(
      (month, hour) => month >= 6 && month <= 8 && hour >= 17 && hour <= 21,
    );
    const winterMorning = when((month, hour) => month <= 2 && hour >= 6 && hour <= 10);
    expect(summerEvening).toBeGreaterThan(1.5 * winterMorning);
  });

  it("are forecast with an error that the sun does not share", () => {
    const forecast = year("SLD_REN_FCST/DAM", "SP15.Solar");
    expect(correlation(forecast, solar)).toBeGreaterThan(0.97);
    expect(correlation(forecast, solar)).toBeLessThan(0.9999);
  });
});

describe("ancillary services", () => {
  it("cost what they should, regulation down most at noon", () => {
    for (const [type, low, high] of [
      ["RU", 2, 15],
      ["RD", 2, 12],
      ["SR", 1, 10],
      ["NR", 0, 1],
    ] as const) {
      const prices = [...year("PRC_AS/DAM", `AS_CAISO_EXP.${type}`).values()];
      expect(mean(prices)).toBeGreaterThan(low);
      expect(mean(prices)).toBeLessThan(high);
      expect(Math.min(...prices)).toBeGreaterThanOrEqual(0);
    }
    expect(correlation(year("PRC_AS/DAM", "AS_CAISO_EXP.RD"), solar)).toBeGreaterThan(0.6);
  });

  it("follow scarcity: reserves are dear when energy is", () => {
    const reserve = year("PRC_AS/DAM", "AS_CAISO_EXP.SR");
    expect(correlation(reserve, price)).toBeGreaterThan(0.35);
    const dearest = [...price].sort((left, right) => right[1] - left[1]).slice(0, 50);
    const then = mean(dearest.map(([at]) => reserve.get(at) ?? Number.NaN));
    expect(then).toBeGreaterThan(2 * mean(reserve.values()));
  });
});

describe("prices", () => {
  it("rise with load and fall with the sun", () => {
    expect(correlation(price, load)).toBeGreaterThan(0.35);
    expect(correlation(price, solar)).toBeLessThan(-0.6);
  });

  it("rise with load from day to day as well, at one hour of summer", () => {
    const evenings = (map: ReadonlyMap<number, number>) =>
      new Map(
        [...map].filter(([at]) => {
          const { month, hour } = localTime("pacific", at);
          return hour === 18 && month >= 7 && month <= 8;
        }),
      );
    expect(correlation(evenings(price), evenings(load))).toBeGreaterThan(0.5);
  });
});
