import { describe, expect, it } from "vitest";
import { ask, createTestProvider, read, rowsOf } from "./ask-fred.ts";

const provider = createTestProvider();

async function newest(seriesId: string, instant: string): Promise<string | undefined> {
  const query = { series_id: seriesId, sort_order: "desc", limit: 1 };
  return (await rowsOf(provider, query, Date.parse(instant)))[0]?.date;
}

describe("publication on the FRED mock", () => {
  it("brings the payrolls some minutes after 08:30 Eastern on the first Friday", async () => {
    // 2026-03-06 is before daylight time: 08:30 Eastern is 13:30 UTC.
    expect(await newest("PAYEMS", "2026-03-06T13:30:00Z")).toBe("2026-01-01");
    expect(await newest("PAYEMS", "2026-03-06T14:05:00Z")).toBe("2026-02-01");
  });

  it("brings Friday's yields on Monday afternoon", async () => {
    expect(await newest("DGS10", "2026-03-16T20:00:00Z")).toBe("2026-03-12");
    expect(await newest("DGS10", "2026-03-16T21:00:00Z")).toBe("2026-03-13");
  });

  it("brings the second estimate of GDP as a new fact and leaves the first on record", async () => {
    const query = {
      series_id: "GDP",
      realtime_start: "1776-07-04",
      observation_start: "2025-10-01",
    };
    const first = await rowsOf(provider, query, Date.parse("2026-02-26T13:00:00Z"));
    const second = await rowsOf(provider, query, Date.parse("2026-02-26T14:30:00Z"));
    expect(first).toHaveLength(1);
    expect(first[0]?.realtime_end).toBe("9999-12-31");
    expect(second.map(({ realtime_start }) => realtime_start)).toEqual([
      "2026-01-29",
      "2026-02-26",
    ]);
    expect(second[0]).toEqual({ ...first[0], realtime_end: "2026-02-25" });
  });

  it("restates five years of prices each February", async () => {
    const history = { series_id: "CPIAUCSL", realtime_start: "1776-07-04" };
    const rows = await rowsOf(provider, { ...history, observation_start: "2020-01-01" });
    const restated = rows.filter(({ realtime_start }) => realtime_start.startsWith("2026-02"));
    expect(restated.length).toBeGreaterThan(40);
    expect(new Set(restated.map(({ realtime_start }) => realtime_start)).size).toBe(1);
  });

  it("goes on for decades when the clock does", async () => {
    expect(await newest("DGS10", "2036-03-14T22:00:00Z")).toBe("2036-03-13");
    expect(await newest("DGS10", "2026-03-13T22:00:00Z")).toBe("2026-03-12");
  });

  it("tells the day by St. Louis, not by UTC", async () => {
    const query = { series_id: "DGS10", realtime_end: "2026-03-16" };
    const early = await ask(provider, "series", query, {
      nowMs: Date.parse("2026-03-16T03:00:00Z"),
    });
    expect(read(early).error_message).toContain("today's date (2026-03-15)");
    const late = await ask(provider, "series", query, {
      nowMs: Date.parse("2026-03-16T06:00:00Z"),
    });
    expect(late.status).toBe(200);
  });

  it("dates the series' update by the Central wall clock", async () => {
    const { seriess } = read(await ask(provider, "series", { series_id: "GDP" }));
    expect(seriess[0]).toMatchObject({
      observation_start: "1947-01-01",
      observation_end: "2025-10-01",
      last_updated: expect.stringMatching(/^2026-02-26 07:\d\d:\d\d-06$/) as string,
    });
  });

  it("knows no series before its first vintage", async () => {
    const answer = await ask(
      provider,
      "series",
      { series_id: "SP500" },
      { nowMs: Date.parse("2010-01-01T00:00:00Z") },
    );
    expect(read(answer).error_message).toBe("Bad Request.  The series does not exist.");
  });
});
