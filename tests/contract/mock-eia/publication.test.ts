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

  it("never changes a value that was published", async () => {
    const query = "data[]=value&facets[respondent][]=CISO&start=2026-03-10&end=2026-03-12";
    const now = await ask(provider, regionPath, query);
    const later = await ask(provider, regionPath, query, {
      nowMs: Date.parse("2026-09-01T00:00:00Z"),
    });
    expect(later.body).toBe(now.body);
  });
});
