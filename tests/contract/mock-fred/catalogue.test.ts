import { describe, expect, it } from "vitest";
import { dayMs } from "../../../mock-providers/kit/calendar.ts";
import type { CatalogueSeries, MockProvider } from "../../../mock-providers/kit/types.ts";
import { anchorMs, ask, createTestProvider, read, rowsOf } from "./ask-fred.ts";

function dayText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** First and last date whose interval starts inside the range: weeks are dated on their last day. */
function datesOf({ frequency, startMs, endMs }: CatalogueSeries): { start: string; end: string } {
  const shiftMs = frequency.startsWith("Weekly") ? 6 * dayMs : 0;
  return { start: dayText(startMs + shiftMs), end: dayText(endMs - 1 + shiftMs) };
}

const windowVintages = 1900;

/**
 * How many facts of a catalogued series a client gets. FRED answers at most 2,000 vintages at once, so later
 * windows start the day before their first vintage, and what begins on that day came with the window before.
 */
async function countFacts(provider: MockProvider, series: CatalogueSeries): Promise<number> {
  const { series_id = "", realtime_end = "" } = series.params;
  const { start, end } = datesOf(series);
  const history = { series_id, realtime_start: "1776-07-04", realtime_end };
  const days = read(await ask(provider, "series/vintagedates", history)).vintage_dates;
  const dayBefore = (day: string): string => dayText(Date.parse(day) - dayMs);
  let facts = 0;
  for (let from = 0; from < days.length; from += windowVintages) {
    const opens = from === 0 ? "1776-07-04" : dayBefore(days[from] ?? "");
    const follows = days[from + windowVintages];
    const rows = await rowsOf(provider, {
      series_id,
      realtime_start: opens,
      realtime_end: follows === undefined ? realtime_end : dayBefore(follows),
      observation_start: start,
      observation_end: end,
    });
    facts += rows.filter(({ realtime_start }) => realtime_start !== opens).length;
  }
  return facts;
}

describe("the catalogue of the FRED mock", () => {
  it("lists 50 real series, the best known first", () => {
    const { catalogue } = createTestProvider();
    expect(catalogue).toHaveLength(50);
    expect(catalogue.slice(0, 4).map(({ seriesId }) => seriesId)).toEqual([
      "GDP",
      "GDPC1",
      "CPIAUCSL",
      "PAYEMS",
    ]);
    expect(catalogue.filter(({ seriesId }) => seriesId.startsWith("SANDBOX"))).toEqual([]);
    expect(catalogue[0]).toMatchObject({
      dataset: "series/observations",
      unit: "Billions of Dollars",
      frequency: "Quarterly",
      location: null,
      params: { series_id: "GDP", realtime_end: "2026-03-15" },
      points: 1000,
    });
  });

  it("promises exactly the facts a client gets for every series", async () => {
    const provider = createTestProvider();
    for (const series of provider.catalogue) {
      expect([series.seriesId, await countFacts(provider, series)]).toEqual([
        series.seriesId,
        1000,
      ]);
    }
  });

  it("keeps its promise while the clock runs on for a year", async () => {
    const provider = createTestProvider({ seriesCount: 12 });
    for (const series of provider.catalogue) {
      const { series_id = "", realtime_end = "" } = series.params;
      const { start, end } = datesOf(series);
      const window = {
        series_id,
        realtime_start: "2024-01-01",
        realtime_end,
        observation_start: start,
        observation_end: end,
      };
      const atAnchor = await rowsOf(provider, window);
      expect(await rowsOf(provider, window, anchorMs + 500 * dayMs)).toEqual(atAnchor);
    }
  });

  it("leaves out a release that is still to come on the anchor's day", async () => {
    // A Thursday at 08:00 Eastern: jobless claims come out at 08:30.
    const provider = createTestProvider({ anchorMs: Date.parse("2026-03-12T12:00:00Z") });
    const claims = provider.catalogue.find(({ seriesId }) => seriesId === "ICSA");
    expect(claims?.params["realtime_end"]).toBe("2026-03-11");
    const { start, end } = datesOf(claims ?? expect.fail());
    const rows = await rowsOf(
      provider,
      {
        series_id: "ICSA",
        realtime_start: "1776-07-04",
        realtime_end: "2026-03-11",
        observation_start: start,
        observation_end: end,
      },
      Date.parse("2026-03-13T12:00:00Z"),
    );
    expect(rows).toHaveLength(1000);
  });

  it.each([
    [1, 1],
    [70, 10],
    [120, 1000],
    [60, 20_000],
  ])("has %i series of %i points when asked for them", async (seriesCount, pointsPerSeries) => {
    const provider = createTestProvider({ seriesCount, pointsPerSeries });
    expect(provider.catalogue).toHaveLength(seriesCount);
    const last = provider.catalogue.at(-1) ?? expect.fail();
    expect(await countFacts(provider, last)).toBe(pointsPerSeries);
  });

  it("is the same from the same seed, and another from another", async () => {
    const query = { series_id: "PAYEMS", realtime_start: "2020-01-01" };
    const body = async (seed: number) =>
      (await ask(createTestProvider({ seed }), "series/observations", query)).body.toString();
    expect(await body(42)).toBe(await body(42));
    expect(await body(42)).not.toBe(await body(43));
    expect(createTestProvider().catalogue).toEqual(createTestProvider().catalogue);
  });
});
