import { describe, expect, it } from "vitest";
import type { PlannedDataset } from "../../../services/core/plan.ts";
import {
  ageOf,
  allowedAtScale,
  judgeFreshness,
  worstOf,
} from "../../../services/ingestion/freshness.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = Date.UTC(2026, 2, 10, 18);
const now = { nowMs, allowedMs: 0 };

function planned(dataset: string, ...ids: string[]): PlannedDataset {
  const series = ids.map((seriesId) => ({ seriesId, params: {}, startMs: 0, endMs: 0 }));
  return { provider: "caiso", dataset, series };
}

function newest(dataset: string, seriesId: string, endMs: number, lengthMs: number) {
  return { provider: "caiso", dataset, seriesId, startMs: endMs - lengthMs, endMs };
}

const realTime = "PRC_INTVL_LMP/RTM";
const dayAhead = "PRC_LMP/DAM";

describe("judgeFreshness()", () => {
  it("counts from the end of the newest interval, and holds it against the dataset's promise", () => {
    const [fresh, late] = judgeFreshness(
      [planned(realTime, "A.LMP", "B.LMP")],
      [
        newest(realTime, "A.LMP", nowMs - 10 * minuteMs, 5 * minuteMs),
        newest(realTime, "B.LMP", nowMs - 40 * minuteMs, 5 * minuteMs),
      ],
      now,
    );
    expect(fresh).toMatchObject({ ageMs: 10 * minuteMs, lateMs: -20 * minuteMs });
    expect(late).toMatchObject({ ageMs: 40 * minuteMs, lateMs: 10 * minuteMs });
  });

  it("expects of prices of tomorrow that they lie ahead", () => {
    const judge = (endMs: number) =>
      judgeFreshness([planned(dayAhead, "A")], [newest(dayAhead, "A", endMs, hourMs)], now)[0];
    // The latest poll that is sure to bring them is at 14:35: 9 hours and 25 minutes before the newest day ends.
    expect(judge(nowMs + 9.5 * hourMs)?.lateMs).toBeLessThan(0);
    expect(judge(nowMs + 7.5 * hourMs)?.lateMs).toBeGreaterThan(0);
  });

  it("calls a planned series without any value late, and knows no other series", () => {
    const judged = judgeFreshness([planned(realTime, "A")], [newest(realTime, "B", nowMs, 1)], now);
    expect(judged).toEqual([
      {
        ...{ provider: "caiso", dataset: realTime, seriesId: "A" },
        ...{ ageMs: null, lateMs: Number.POSITIVE_INFINITY },
      },
    ]);
  });

  it("expects nothing of a series that had ended long before the stream began", () => {
    const ended = { seriesId: "OLD", params: {}, startMs: 0, endMs: nowMs - 700 * 24 * hourMs };
    const plan: PlannedDataset = {
      provider: "eia",
      dataset: "natural-gas/pri/fut",
      series: [ended],
    };
    const [old] = judgeFreshness([plan], [], now, nowMs - hourMs);
    expect(old).toMatchObject({ ageMs: null, lateMs: Number.NEGATIVE_INFINITY });
    const recent = { ...ended, endMs: nowMs - 24 * hourMs };
    const [lost] = judgeFreshness([{ ...plan, series: [recent] }], [], now, nowMs - hourMs);
    expect(lost?.lateMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("takes the newest of a series whose unit changed", () => {
    const rows = [newest(realTime, "A", nowMs, 1), newest(realTime, "A", nowMs - hourMs, 1)];
    expect(judgeFreshness([planned(realTime, "A")], rows, now)[0]?.ageMs).toBe(0);
    expect(judgeFreshness([planned(realTime, "A")], rows.reverse(), now)[0]?.ageMs).toBe(0);
  });
});

describe("judgeFreshness() at the pace of a sandbox", () => {
  it("allows the pipeline its own seconds, which are hours of a clock that flows fast", () => {
    const judge = (ageMs: number, scale: number) =>
      judgeFreshness(
        [planned(realTime, "A")],
        [newest(realTime, "A", nowMs - ageMs, 5 * minuteMs)],
        { nowMs, allowedMs: allowedAtScale(scale) },
      )[0]?.lateMs ?? Number.NaN;
    // Three real seconds behind.
    expect(judge(3_000 * 10_000, 10_000)).toBeLessThan(0);
    // The same age at the pace of people is eight hours of nothing.
    expect(judge(3_000 * 10_000, 1)).toBeGreaterThan(7 * hourMs);
    // What stands still is called late at any pace: half a minute of real time later at the latest.
    expect(judge(30_000 * 10_000, 10_000)).toBeGreaterThan(0);
  });
});

describe("ageOf()", () => {
  const place = { nowMs, streamStartMs: nowMs - 3 * hourMs };

  it("grows from the begin of the stream while nothing has landed of a series", () => {
    const rows = [newest(realTime, "A", nowMs, 5 * minuteMs)];
    const judged = judgeFreshness([planned(realTime, "A", "B")], rows, now);
    expect(ageOf(judged, place)).toBe(3 * hourMs);
    expect(ageOf(judged, { ...place, nowMs: nowMs + hourMs })).toBe(4 * hourMs);
  });

  it("is the age of the worst series once all have landed, negative for what lies ahead", () => {
    const rows = [newest(dayAhead, "A", nowMs + 20 * hourMs, hourMs)];
    expect(ageOf(judgeFreshness([planned(dayAhead, "A")], rows, now), place)).toBe(-20 * hourMs);
  });

  it("is nothing where nothing is to be expected", () => {
    const ended = { seriesId: "OLD", params: {}, startMs: 0, endMs: nowMs - 700 * 24 * hourMs };
    const plan: PlannedDataset = {
      provider: "eia",
      dataset: "natural-gas/pri/fut",
      series: [ended],
    };
    expect(ageOf(judgeFreshness([plan], [], now, nowMs), place)).toBeUndefined();
    expect(ageOf([], place)).toBeUndefined();
  });
});

describe("worstOf()", () => {
  it("is the series furthest beyond its promise, not the oldest", () => {
    const judged = judgeFreshness(
      [planned(realTime, "A"), planned(dayAhead, "B")],
      [newest(realTime, "A", nowMs - hourMs, 1), newest(dayAhead, "B", nowMs + hourMs, hourMs)],
      now,
    );
    expect(worstOf(judged)?.seriesId).toBe("B");
    expect(worstOf([])).toBeUndefined();
  });
});
