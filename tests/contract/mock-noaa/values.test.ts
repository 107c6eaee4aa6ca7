import { describe, expect, it } from "vitest";
import { chicago, createTestProvider, losAngeles, newYork, rowsOf, valuesOf } from "./ask-noaa.ts";

const provider = createTestProvider();
const years = [2021, 2022, 2023, 2024, 2025];

/** Metric values of five years, in order. */
async function series(stationid: string, datatypeid: string): Promise<number[]> {
  const values: number[] = [];
  for (const year of years) {
    const range = { startdate: `${year}-01-01`, enddate: `${year}-12-31` };
    values.push(...(await valuesOf(provider, { stationid, datatypeid, ...range })).values());
  }
  return values;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  const covariance = mean(a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB)));
  const deviation = (values: readonly number[], middle: number): number =>
    Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
  return covariance / (deviation(a, meanA) * deviation(b, meanB));
}

/** What is left of a temperature when its season is taken away. */
function anomalies(values: readonly number[]): number[] {
  const byDay = Array.from({ length: 366 }, (_, day) =>
    mean(values.filter((__, index) => Math.abs((index % 365.25) - day) < 12)),
  );
  return values.map((value, index) => value - (byDay[Math.floor(index % 365.25)] ?? 0));
}

describe("the weather", () => {
  it.each([
    [losAngeles, 7, 37],
    [newYork, -14, 39],
    [chicago, -20, 39],
    ["GHCND:USW00023183", 5, 50],
    ["GHCND:USW00012839", 14, 38],
  ])("keeps the highs of %s between %i and %i °C", async (station, least, most) => {
    const highs = await series(station, "TMAX");
    expect(Math.min(...highs)).toBeGreaterThan(least);
    expect(Math.max(...highs)).toBeLessThan(most);
  });

  it("is hot in July and cold in January, more so inland than at the Pacific", async () => {
    const swing = async (station: string): Promise<number> => {
      const month = async (number: string) =>
        mean([
          ...(
            await valuesOf(provider, {
              stationid: station,
              datatypeid: "TAVG",
              startdate: `2025-${number}-01`,
              enddate: `2025-${number}-28`,
            })
          ).values(),
        ]);
      return (await month("07")) - (await month("01"));
    };
    expect(await swing(chicago)).toBeGreaterThan(20);
    expect(await swing(losAngeles)).toBeLessThan(12);
    expect(await swing(losAngeles)).toBeGreaterThan(2);
  });

  it("grows colder with latitude along the east coast, and with height", async () => {
    const means = await Promise.all(
      ["USW00012839", "USW00013874", "USW00013743", "USW00094728", "USW00014739"].map(
        async (station) => mean(await series(`GHCND:${station}`, "TAVG")),
      ),
    );
    expect(means).toEqual([...means].sort((a, b) => b - a));
    // Denver, a mile high, against Washington on the same parallel.
    expect(mean(await series("GHCND:USW00003017", "TAVG"))).toBeLessThan((means[2] ?? 0) - 2);
  });

  it("stays for days, and moves over neighbours together", async () => {
    const [newYorks, bostons, phoenixes] = (
      await Promise.all(
        [newYork, "GHCND:USW00014739", "GHCND:USW00023183"].map((id) => series(id, "TAVG")),
      )
    ).map(anomalies) as [number[], number[], number[]];
    expect(correlation(newYorks.slice(1), newYorks.slice(0, -1))).toBeGreaterThan(0.5);
    expect(correlation(newYorks.slice(20), newYorks.slice(0, -20))).toBeLessThan(0.3);
    expect(correlation(newYorks, bostons)).toBeGreaterThan(0.6);
    expect(Math.abs(correlation(newYorks, phoenixes))).toBeLessThan(0.25);
  });

  it("is cooler and less changeable on days with rain", async () => {
    const [highs, lows, rain] = await Promise.all(
      ["TMAX", "TMIN", "PRCP"].map((type) => series("GHCND:USW00013874", type)),
    );
    const isWet = (_: number, index: number): boolean => (rain?.[index] ?? 0) > 0;
    const isDry = (_: number, index: number): boolean => !isWet(_, index);
    const cooler = anomalies(highs ?? []);
    expect(mean(cooler.filter(isWet))).toBeLessThan(mean(cooler.filter(isDry)) - 1.5);
    const ranges = (highs ?? []).map((high, index) => high - (lows?.[index] ?? 0));
    expect(mean(ranges.filter(isWet))).toBeLessThan(mean(ranges.filter(isDry)) - 2);
  });

  it("rains as often as it should, mostly little and seldom much", async () => {
    for (const [station, share] of [
      [losAngeles, 0.1],
      [newYork, 0.33],
      ["GHCND:USW00024233", 0.42],
    ] as const) {
      const rain = await series(station, "PRCP");
      const wet = rain.filter((amount) => amount > 0).sort((a, b) => a - b);
      expect(Math.abs(wet.length / rain.length - share)).toBeLessThan(0.05);
      expect(wet[Math.floor(wet.length / 2)]).toBeLessThan(mean(wet));
      expect(wet.at(-1)).toBeGreaterThan(mean(wet) * 3);
    }
    // Winters are wet on the Pacific, summers in Florida.
    const monthly = async (stationid: string) =>
      (
        await valuesOf(provider, {
          datasetid: "GSOM",
          stationid,
          datatypeid: "PRCP",
          startdate: "2016-12-01",
          enddate: "2025-11-30",
        })
      ).entries();
    const sumOf = async (station: string, months: readonly string[]) =>
      [...(await monthly(station))]
        .filter(([date]) => months.includes(date.slice(5, 7)))
        .reduce((sum, [, value]) => sum + value, 0);
    const winter = ["12", "01", "02"];
    const summer = ["06", "07", "08"];
    expect(await sumOf(losAngeles, winter)).toBeGreaterThan(3 * (await sumOf(losAngeles, summer)));
    const miami = "GHCND:USW00012839";
    expect(await sumOf(miami, summer)).toBeGreaterThan(1.5 * (await sumOf(miami, winter)));
  });

  it("snows in the cold alone, and snow lies until it melts", async () => {
    const [snow, depth, highs, rain] = (await Promise.all(
      ["SNOW", "SNWD", "TMAX", "PRCP"].map((type) => series("GHCND:USW00014922", type)),
    )) as [number[], number[], number[], number[]];
    expect(snow.filter((fallen) => fallen > 0).length).toBeGreaterThan(60);
    for (const [day, fallen] of snow.entries()) {
      if (fallen === 0) continue;
      expect(rain[day]).toBeGreaterThan(0);
      expect(highs[day]).toBeLessThan(8);
    }
    const lying = depth.filter((mm) => mm > 0).length;
    expect(lying).toBeGreaterThan(snow.filter((fallen) => fallen > 0).length);
    const summer = depth.filter((_, day) => Math.abs((day % 365.25) - 200) < 40);
    expect(summer.every((mm) => mm === 0)).toBe(true);
    const miamis = await series("GHCND:USW00012839", "SNOW");
    expect(miamis.every((fallen) => fallen === 0)).toBe(true);
  });

  it("shows traces of rain as zero with a flag", async () => {
    const rows = await rowsOf(provider, {
      stationid: newYork,
      datatypeid: "PRCP",
      startdate: "2025-01-01",
      enddate: "2025-12-31",
    });
    const traces = rows.filter(({ attributes }) => attributes.startsWith("T,"));
    expect(traces.length).toBeGreaterThan(5);
    expect(traces.every(({ value }) => value === 0)).toBe(true);
    expect(rows.filter(({ value }) => value === 0).length).toBeGreaterThan(traces.length * 3);
  });
});
