import { describe, expect, it } from "vitest";
import { parseDay, weekday } from "../../../mock-providers/kit/calendar.ts";
import { anchorMs, ask, createTestProvider, read, rowsOf } from "./ask-fred.ts";

const provider = createTestProvider();

async function valuesOf(
  parameters: Readonly<Record<string, string | number>>,
  nowMs = anchorMs,
): Promise<Map<string, number>> {
  const rows = await rowsOf(provider, parameters, nowMs);
  return new Map(rows.map(({ date, value }) => [date, value === "." ? Number.NaN : Number(value)]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("series/observations with a frequency", () => {
  it("averages, adds up or takes the last of the days of a month, holidays left out", async () => {
    const month = { series_id: "DGS10", observation_start: "2026-01-01" };
    const days = [...(await valuesOf({ ...month, observation_end: "2026-01-31" })).values()];
    const known = days.filter((value) => !Number.isNaN(value));
    expect(known.length).toBeLessThan(days.length);
    const january = async (aggregation_method: string) =>
      (await rowsOf(provider, { ...month, frequency: "m", aggregation_method }))[0];
    expect(await january("avg")).toMatchObject({
      date: "2026-01-01",
      value: mean(known).toFixed(5),
    });
    expect((await january("sum"))?.value).toBe(
      known.reduce((sum, value) => sum + value, 0).toFixed(2),
    );
    expect((await january("eop"))?.value).toBe(known.at(-1)?.toFixed(2));
    expect(await rowsOf(provider, { ...month, frequency: "m" })).toEqual(
      await rowsOf(provider, { ...month, frequency: "m", aggregation_method: "avg" }),
    );
  });

  it("states a period only once all of it is out", async () => {
    const quarters = [
      ...(
        await valuesOf({ series_id: "UNRATE", frequency: "q", observation_start: "2025-07-01" })
      ).keys(),
    ];
    expect(quarters).toEqual(["2025-07-01", "2025-10-01"]);
    const april = await valuesOf(
      { series_id: "UNRATE", frequency: "q", observation_start: "2025-07-01" },
      Date.parse("2026-04-04T12:00:00Z"),
    );
    expect([...april.keys()].at(-1)).toBe("2026-01-01");
  });

  it.each([
    ["wesu", 0, 7],
    ["wem", 1, 7],
    ["wetu", 2, 7],
    ["wew", 3, 7],
    ["weth", 4, 7],
    ["wef", 5, 7],
    ["wesa", 6, 7],
    ["w", 5, 7],
    ["bw", 3, 14],
    ["bwew", 3, 14],
    ["bwem", 1, 14],
  ])("dates %s on weekday %i, %i days apart", async (frequency, endsOn, apart) => {
    const dates = [
      ...(await valuesOf({ series_id: "DFF", frequency, observation_start: "2025-12-01" })).keys(),
    ].map((date) => parseDay(date) ?? Number.NaN);
    expect(dates.length).toBeGreaterThan(5);
    for (const [index, date] of dates.entries()) {
      expect(weekday(date)).toBe(endsOn);
      if (index > 0) expect(date - (dates[index - 1] ?? 0)).toBe(apart);
    }
  });

  it.each([
    ["sa", ["2024-07-01", "2025-01-01", "2025-07-01"]],
    ["a", ["2024-01-01", "2025-01-01"]],
  ])("dates %s on the period's first day", async (frequency, dates) => {
    const rows = await valuesOf({
      series_id: "PAYEMS",
      frequency,
      observation_start: dates[0] ?? "",
    });
    expect([...rows.keys()]).toEqual(dates);
  });

  it("states a period again with every vintage that changes a part of it", async () => {
    const window = {
      series_id: "GDP",
      observation_start: "2023-01-01",
      observation_end: "2023-12-31",
      realtime_start: "2024-01-01",
      realtime_end: "2026-03-15",
    };
    const years = await rowsOf(provider, { ...window, frequency: "a" });
    expect(years.length).toBeGreaterThan(2);
    for (const { realtime_start, value } of years) {
      const then = { realtime_start, realtime_end: realtime_start };
      const quarters = [...(await valuesOf({ ...window, ...then })).values()];
      expect([realtime_start, value]).toEqual([realtime_start, mean(quarters).toFixed(5)]);
    }
    for (const [index, row] of years.slice(1).entries()) {
      expect(row.value).not.toBe(years[index]?.value);
    }
  });

  it("transforms what was aggregated", async () => {
    const yearly = { series_id: "CPIAUCNS", frequency: "a", observation_start: "2024-01-01" };
    const [before = 0, after = 0] = [...(await valuesOf(yearly)).values()];
    const growth = await valuesOf({ ...yearly, units: "pch", observation_start: "2025-01-01" });
    expect([...growth.values()]).toEqual([expect.closeTo((after / before - 1) * 100, 3)]);
  });

  it("is the series itself in its own frequency, whatever the code for it", async () => {
    const weeks = { series_id: "WGS10YR", observation_start: "2026-01-01" };
    const own = await rowsOf(provider, weeks);
    expect(await rowsOf(provider, { ...weeks, frequency: "w" })).toEqual(own);
    expect(
      await rowsOf(provider, { ...weeks, frequency: "wef", aggregation_method: "sum" }),
    ).toEqual(own);
  });

  it("records nothing: an aggregate is no observation", async () => {
    const answer = await ask(provider, "series/observations", { series_id: "GDP", frequency: "a" });
    expect(answer.served).toBeUndefined();
  });

  it.each([
    ["PAYEMS", "w", "m, q, sa, a"],
    ["WGS10YR", "d", "w, wef, bw, bwew, bwem, m, q, sa, a"],
    ["WIPCPI", "q", "a"],
  ])("refuses a faster frequency of %s", async (series_id, frequency, allowed) => {
    const answer = await ask(provider, "series/observations", { series_id, frequency });
    expect([answer.status, read(answer).error_message]).toEqual([
      400,
      `Bad Request.  Variable frequency is not one of the allowed values: ${allowed}.`,
    ]);
  });
});

type Wide = Readonly<Record<string, string>>;

describe("series/observations by vintage", () => {
  const window = {
    series_id: "GDP",
    observation_start: "2024-01-01",
    realtime_start: "2024-04-01",
    realtime_end: "2026-03-15",
  };

  async function wide(parameters: Readonly<Record<string, string | number>>): Promise<Wide[]> {
    const answer = await ask(provider, "series/observations", parameters);
    // Proof for the cast: rows hold texts only, as the comparisons below need.
    return read(answer).observations as unknown as Wide[];
  }

  it("fills every column of type 2 with what was known on its day", async () => {
    const rows = await wide({ ...window, output_type: 2 });
    const { vintage_dates } = read(
      await ask(provider, "series/vintagedates", {
        series_id: "GDP",
        realtime_start: window.realtime_start,
        realtime_end: window.realtime_end,
      }),
    );
    const names = vintage_dates.map((date) => `GDP_${date.replaceAll("-", "")}`);
    for (const row of rows) expect(Object.keys(row)).toEqual(["date", ...names]);
    for (const [index, date] of vintage_dates.entries()) {
      const then = await valuesOf({ ...window, realtime_start: date, realtime_end: date });
      for (const row of rows) {
        const known = then.get(row["date"] ?? "");
        expect(row[names[index] ?? ""]).toBe(known === undefined ? "." : String(known));
      }
    }
  });

  it("shows in every column the growth that was known on its day", async () => {
    const vintage_dates = ["2024-12-31", "2025-12-31"];
    const growth = { ...window, units: "pch" };
    const rows = await wide({ ...growth, output_type: 2, vintage_dates: vintage_dates.join(",") });
    for (const day of vintage_dates) {
      const then = await rowsOf(provider, { ...growth, realtime_start: day, realtime_end: day });
      expect(then.length).toBeGreaterThan(2);
      for (const { date, value } of then) {
        const row = rows.find((one) => one["date"] === date);
        expect(row?.[`GDP_${day.replaceAll("-", "")}`]).toBe(value);
      }
    }
  });

  it("shows in type 3 only what was new or revised", async () => {
    const facts = await rowsOf(provider, window);
    const rows = await wide({ ...window, output_type: 3 });
    const shown = rows.flatMap(({ date, ...cells }) =>
      Object.entries(cells).map(([name, value]) => [date, name, value]),
    );
    expect(shown).toEqual(
      facts
        .filter(({ realtime_start }) => realtime_start > window.realtime_start)
        .map(({ date, realtime_start, value }) => [
          date,
          `GDP_${realtime_start.replaceAll("-", "")}`,
          value,
        ]),
    );
  });

  it("takes vintage dates as columns, and pages by date", async () => {
    const rows = await wide({
      ...window,
      output_type: 2,
      vintage_dates: "2026-01-31,2025-01-31",
      limit: 2,
      offset: 1,
    });
    expect(rows.map((row) => Object.keys(row))).toEqual([
      ["date", "GDP_20250131", "GDP_20260131"],
      ["date", "GDP_20250131", "GDP_20260131"],
    ]);
    expect(rows[0]?.["date"]).toBe("2024-04-01");
  });

  it("writes columns as attributes in XML", async () => {
    const { body } = await ask(provider, "series/observations", {
      ...window,
      output_type: 2,
      file_type: "xml",
      vintage_dates: "2026-01-31",
      limit: 1,
    });
    expect(body.toString()).toMatch(/<observation date="2024-01-01" GDP_20260131="[\d.]+"\/>/);
  });

  it("has one column when no vintage lies in the period", async () => {
    const rows = await wide({
      series_id: "WALCL",
      output_type: 2,
      observation_start: "2026-03-01",
    });
    expect(rows.map((row) => Object.keys(row))).toEqual([
      ["date", "WALCL_20260315"],
      ["date", "WALCL_20260315"],
    ]);
  });

  it("refuses a table that would not fit", async () => {
    const answer = await ask(provider, "series/observations", {
      series_id: "DGS10",
      output_type: 2,
      realtime_start: "2020-01-01",
      realtime_end: "2026-03-15",
    });
    expect(answer.status).toBe(400);
    expect(read(answer).error_message).toMatch(/exceeds the maximum number of values/);
    const vintage_dates = Array.from({ length: 300 }, (_, index) => `20${10 + (index % 16)}-01-31`);
    const narrow = await ask(provider, "series/observations", {
      series_id: "DFF",
      vintage_dates: vintage_dates.join(","),
    });
    expect(narrow.status).toBe(400);
  });
});
