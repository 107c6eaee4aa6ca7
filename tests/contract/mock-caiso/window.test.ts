import { describe, expect, it } from "vitest";
import {
  ask,
  createTestProvider,
  damPrices,
  errorCodeOf,
  hourMs,
  rowsOf,
  window,
} from "./ask-caiso.ts";

const node = "node=TH_SP15_GEN-APND";
const provider = createTestProvider();
const laterMs = Date.parse("2026-07-01T12:00:00Z");

async function hoursOf(start: string, end: string): Promise<number> {
  const query = `${damPrices}&${node}&${window(start, end)}`;
  const rows = rowsOf(await ask(provider, query, { nowMs: laterMs }));
  return rows.filter((row) => row["LMP_TYPE"] === "LMP").length;
}

describe("the 31-day window", () => {
  it.each([
    ["744 hours over 32 trade days across March", "2026-02-20T08:00", "2026-03-23T08:00", 744],
    ["744 hours across November, ending at 23:00", "2025-10-15T07:00", "2025-11-15T07:00", 744],
    ["a calendar month of 745 hours", "2025-10-15T07:00", "2025-11-15T08:00", 745],
    ["the calendar month of November 2025", "2025-11-01T07:00", "2025-12-01T08:00", 721],
    ["32 GMT dates in May", "2026-05-01T07:00", "2026-06-01T07:00", 744],
    ["one hour", "2026-05-01T07:00", "2026-05-01T08:00", 1],
  ])("accepts %s", async (_name, start, end, hours) => {
    expect(await hoursOf(start, end)).toBe(hours);
  });

  it.each([
    ["32 days", "2026-05-01T07:00", "2026-06-02T07:00"],
    ["31 days and an hour", "2026-05-01T07:00", "2026-06-01T08:00"],
    ["31 days and a minute", "2026-05-01T07:00", "2026-06-01T07:01"],
    ["a year", "2025-05-01T07:00", "2026-05-01T07:00"],
  ])("refuses %s with 1004", async (_name, start, end) => {
    const query = `${damPrices}&${node}&${window(start, end)}`;
    expect(errorCodeOf(await ask(provider, query, { nowMs: laterMs }))).toBe("1004");
  });

  it("takes the start in and leaves the end out", async () => {
    const query = `${damPrices}&${node}&${window("2026-03-10T10:00", "2026-03-10T12:00")}`;
    const rows = rowsOf(await ask(provider, query));
    const starts = new Set(rows.map((row) => row["INTERVALSTARTTIME_GMT"]));
    expect(starts).toEqual(new Set(["2026-03-10T10:00:00-00:00", "2026-03-10T11:00:00-00:00"]));
  });
});

describe("stamps with another offset", () => {
  it.each([
    ["Pacific daylight time", "20260310T00:00-0700", "20260311T00:00-0700"],
    ["Pacific standard time", "20260309T23:00-0800", "20260310T23:00-0800"],
    ["an escaped plus", "20260310T07:00%2B0000", "20260311T09:00%2B0200"],
  ])("are the same instants: %s", async (_name, start, end) => {
    const ask10 = (dates: string) => ask(provider, `${damPrices}&${node}&${dates}`);
    const answer = await ask10(`startdatetime=${start}&enddatetime=${end}`);
    const same = await ask10(window("2026-03-10T07:00", "2026-03-11T07:00"));
    expect(answer.headers).toEqual(same.headers);
    expect(answer.body).toEqual(same.body);
    expect(rowsOf(answer)).toHaveLength(120);
  });
});

describe("retention", () => {
  it("answers the oldest trade day of 39 months and refuses the one before with 1014", async () => {
    const nowMs = Date.parse("2026-03-15T12:00:00Z");
    const at = (day: string) => `${damPrices}&${node}&${window(`${day}T08:00`, `${day}T12:00`)}`;
    expect(rowsOf(await ask(provider, at("2022-12-15"), { nowMs }))).toHaveLength(5 * 4);
    expect(errorCodeOf(await ask(provider, at("2022-12-14"), { nowMs }))).toBe("1014");
  });

  it("moves on with the clock", async () => {
    const query = `${damPrices}&${node}&${window("2022-12-15T08:00", "2022-12-15T12:00")}`;
    const nowMs = Date.parse("2026-03-15T12:00:00Z") + 24 * hourMs;
    expect(errorCodeOf(await ask(provider, query, { nowMs }))).toBe("1014");
  });
});
