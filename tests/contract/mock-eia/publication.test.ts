import { describe, expect, it } from "vitest";
import { ask, createTestProvider, read, regionPath, spotPath, stockPath } from "./ask-eia.ts";

const provider = createTestProvider();

async function newest(path: string, query: string, at: string): Promise<unknown> {
  const answer = await ask(provider, path, `data[]=value&length=1&${query}`, {
    nowMs: Date.parse(at),
  });
  return read(answer).response.data[0]?.["period"];
}

describe("publication on the clock", () => {
  it.each([
    ["D", "2026-03-15T12:59:59Z", "2026-03-15T11"],
    ["D", "2026-03-15T13:00:00Z", "2026-03-15T12"],
    ["DF", "2026-03-15T12:59:59Z", "2026-03-16T13"],
    ["DF", "2026-03-15T13:00:00Z", "2026-03-16T14"],
  ])("CISO %s at %s ends with %s", async (type, at, period) => {
    const query = `facets[respondent][]=CISO&facets[type][]=${type}`;
    expect(await newest(regionPath, query, at)).toBe(period);
  });

  it.each([
    ["Wednesday 10:30 Eastern", "2026-03-11T14:29:59Z", "2026-02-27"],
    ["Wednesday 10:30 Eastern", "2026-03-11T14:30:00Z", "2026-03-06"],
    ["Wednesday in standard time", "2026-01-14T15:29:59Z", "2026-01-02"],
    ["Wednesday in standard time", "2026-01-14T15:30:00Z", "2026-01-09"],
    ["Thursday after a Monday holiday", "2026-01-21T20:00:00Z", "2026-01-09"],
    ["Thursday after a Monday holiday", "2026-01-22T15:30:00Z", "2026-01-16"],
  ])("weekly stocks: %s, %s ends with %s", async (_, at, period) => {
    expect(await newest(stockPath, "", at)).toBe(period);
  });

  it.each([
    ["daily", "2026-03-11T14:29:59Z", "2026-03-02"],
    ["daily", "2026-03-11T14:30:00Z", "2026-03-09"],
    ["weekly", "2026-03-11T14:30:00Z", "2026-03-06"],
    ["monthly", "2026-03-04T15:29:59Z", "2026-01"],
    ["monthly", "2026-03-04T15:30:00Z", "2026-02"],
    ["annual", "2025-12-31T20:00:00Z", "2024"],
    ["annual", "2026-01-08T00:00:00Z", "2025"],
  ])("%s prices at %s end with %s", async (frequency, at, period) => {
    expect(await newest(spotPath, `frequency=${frequency}`, at)).toBe(period);
  });

  it.each([
    ["natural-gas/stor/wkly", "", "2026-03-12T14:29:59Z", "2026-02-27"],
    ["natural-gas/stor/wkly", "", "2026-03-12T14:30:00Z", "2026-03-06"],
    // Thanksgiving is a Thursday.
    ["natural-gas/stor/wkly", "", "2025-11-27T20:00:00Z", "2025-11-14"],
    ["natural-gas/stor/wkly", "", "2025-11-28T15:30:00Z", "2025-11-21"],
    ["natural-gas/pri/fut", "frequency=daily", "2026-03-11T14:30:00Z", "2026-03-09"],
    ["petroleum/sum/sndw", "", "2026-03-11T14:30:00Z", "2026-03-06"],
    ["petroleum/pnp/wiup", "", "2026-03-11T14:29:59Z", "2026-02-27"],
    ["petroleum/move/pipe", "", "2026-03-31T15:59:59Z", "2025-12"],
    ["petroleum/move/pipe", "", "2026-03-31T16:00:00Z", "2026-01"],
    ["steo", "facets[seriesId][]=PATC_WORLD", "2025-12-31T00:00:00Z", "2026-12"],
    ["steo", "facets[seriesId][]=PATC_WORLD", "2026-01-13T16:59:59Z", "2026-12"],
    ["steo", "facets[seriesId][]=PATC_WORLD", "2026-01-13T17:00:00Z", "2027-12"],
    ["steo", "facets[seriesId][]=PADI_OPEC", "2026-03-10T16:00:00Z", "2026-02"],
    ["total-energy", "", "2026-03-24T15:59:59Z", "2025-11"],
    ["total-energy", "", "2026-03-24T16:00:00Z", "2025-12"],
    ["international", "", "2026-03-10T16:00:00Z", "2025-11"],
    ["electricity/retail-sales", "", "2026-03-24T16:00:00Z", "2026-01"],
    ["electricity/electric-power-operational-data", "", "2026-03-24T15:59:59Z", "2025-12"],
    [
      "electricity/rto/interchange-data",
      "facets[fromba][]=CISO",
      "2026-03-15T12:59:59Z",
      "2026-03-14T11",
    ],
    [
      "electricity/rto/interchange-data",
      "facets[fromba][]=CISO",
      "2026-03-15T13:00:00Z",
      "2026-03-14T12",
    ],
    [
      "electricity/rto/daily-region-data",
      "facets[respondent][]=CISO&facets[type][]=D&facets[timezone][]=Pacific",
      // The last hour of the Pacific Saturday ends at 07:00 and is out an hour later.
      "2026-03-15T07:59:59Z",
      "2026-03-13",
    ],
    [
      "electricity/rto/daily-region-data",
      "facets[respondent][]=CISO&facets[type][]=D&facets[timezone][]=Pacific",
      "2026-03-15T08:00:00Z",
      "2026-03-14",
    ],
  ])("%s?%s at %s ends with %s", async (route, query, at, period) => {
    const data = route.startsWith("electricity/re") ? "price" : "value";
    const column = route.includes("operational") ? "generation" : data;
    const answer = await ask(provider, `/v2/${route}/data/`, `data[]=${column}&length=1&${query}`, {
      nowMs: Date.parse(at),
    });
    expect(read(answer).response.data[0]?.["period"]).toBe(period);
  });
});
