import { describe, expect, it } from "vitest";
import {
  ask,
  byTime,
  createTestProvider,
  damPrices,
  errorCodeOf,
  loads,
  rowsOf,
  rtmPrices,
  window,
} from "./ask-caiso.ts";

const provider = createTestProvider();
const hub = "node=TH_NP15_GEN-APND";
const minuteMs = 60_000;

const fifteenMinutePrices = "queryname=PRC_RTPD_LMP&market_run_id=RTPD&version=3&resultformat=6";
const nextDay = window("2026-03-16T07:00", "2026-03-17T07:00");

describe("publication", () => {
  it.each([
    ["day-ahead prices", `${damPrices}&${hub}&${nextDay}`, "2026-03-15T20:00:00Z"],
    ["day-ahead load forecasts", `${loads("DAM")}&${nextDay}`, "2026-03-15T16:10:00Z"],
    ["2-day-ahead load forecasts", `${loads("2DA")}&${nextDay}`, "2026-03-14T16:10:00Z"],
    ["7-day-ahead load forecasts", `${loads("7DA")}&${nextDay}`, "2026-03-09T16:10:00Z"],
    [
      "day-ahead prices in winter",
      `${damPrices}&${hub}&${window("2026-01-11T08:00", "2026-01-12T08:00")}`,
      "2026-01-10T21:00:00Z",
    ],
  ])("brings %s of a whole day at once", async (_name, query, instant) => {
    const nowMs = Date.parse(instant);
    expect(errorCodeOf(await ask(provider, query, { nowMs: nowMs - 1 }))).toBe("1000");
    const rows = rowsOf(await ask(provider, query, { nowMs }));
    expect(new Set(rows.map((row) => row["OPR_HR"])).size).toBe(24);
  });

  it.each([
    [
      "real-time prices 5 minutes after the interval",
      `${rtmPrices}&${hub}`,
      "2026-03-15T11:55:00Z",
      5,
    ],
    [
      "15-minute prices 22.5 minutes before the interval",
      `${fifteenMinutePrices}&${hub}`,
      "2026-03-15T12:15:00Z",
      -37.5,
    ],
    ["hourly actuals 10 minutes after the hour", loads("ACTUAL"), "2026-03-15T11:00:00Z", 10],
  ])("brings %s", async (_name, query, intervalEnd, delayMinutes) => {
    const endMs = Date.parse(intervalEnd);
    const publishedMs = endMs + delayMinutes * minuteMs;
    const wanted = `${query}&${window("2026-03-15T08:00", "2026-03-16T07:00")}`;
    const latestEnd = async (nowMs: number) =>
      byTime(rowsOf(await ask(provider, wanted, { nowMs }))).at(-1)?.["INTERVALENDTIME_GMT"];
    const stamp = `${intervalEnd.slice(0, 19)}-00:00`;
    expect(await latestEnd(publishedMs)).toBe(stamp);
    expect((await latestEnd(publishedMs - 1)) ?? "").not.toBe(stamp);
  });

  it("serves what is published of a window that reaches into the future", async () => {
    const query = `${rtmPrices}&${hub}&${window("2026-03-15T11:00", "2026-03-15T13:00")}`;
    const answer = await ask(provider, query);
    expect(rowsOf(answer)).toHaveLength(5 * 11);
    expect(answer.served?.observations).toBe(5 * 11);
  });
});
