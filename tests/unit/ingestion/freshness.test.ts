import { describe, expect, it } from "vitest";
import type { PlannedDataset } from "../../../services/core/plan.ts";
import { judgeFreshness, worstOf } from "../../../services/ingestion/freshness.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const nowMs = Date.UTC(2026, 2, 10, 18);

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
      nowMs,
    );
    expect(fresh).toMatchObject({ ageMs: 10 * minuteMs, lateMs: -20 * minuteMs });
    expect(late).toMatchObject({ ageMs: 40 * minuteMs, lateMs: 10 * minuteMs });
  });

  it("expects of prices of tomorrow that they lie ahead", () => {
    const judge = (endMs: number) =>
      judgeFreshness([planned(dayAhead, "A")], [newest(dayAhead, "A", endMs, hourMs)], nowMs)[0];
    expect(judge(nowMs + 13 * hourMs)).toMatchObject({ ageMs: -13 * hourMs, lateMs: -4 * hourMs });
    expect(judge(nowMs)).toMatchObject({ ageMs: 0, lateMs: 9 * hourMs });
  });

  it("calls a planned series without any value late, and knows no other series", () => {
    const judged = judgeFreshness(
      [planned(realTime, "A")],
      [newest(realTime, "B", nowMs, 1)],
      nowMs,
    );
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
    const [old] = judgeFreshness([plan], [], nowMs, nowMs - hourMs);
    expect(old).toMatchObject({ ageMs: null, lateMs: Number.NEGATIVE_INFINITY });
    const recent = { ...ended, endMs: nowMs - 24 * hourMs };
    const [lost] = judgeFreshness([{ ...plan, series: [recent] }], [], nowMs, nowMs - hourMs);
    expect(lost?.lateMs).toBe(Number.POSITIVE_INFINITY);
  });

  it("takes the newest of a series whose unit changed", () => {
    const rows = [newest(realTime, "A", nowMs, 1), newest(realTime, "A", nowMs - hourMs, 1)];
    expect(judgeFreshness([planned(realTime, "A")], rows, nowMs)[0]?.ageMs).toBe(0);
    expect(judgeFreshness([planned(realTime, "A")], rows.reverse(), nowMs)[0]?.ageMs).toBe(0);
  });
});

describe("worstOf()", () => {
  it("is the series furthest beyond its promise, not the oldest", () => {
    const judged = judgeFreshness(
      [planned(realTime, "A"), planned(dayAhead, "B")],
      [newest(realTime, "A", nowMs - hourMs, 1), newest(dayAhead, "B", nowMs + hourMs, hourMs)],
      nowMs,
    );
    expect(worstOf(judged)?.seriesId).toBe("B");
    expect(worstOf([])).toBeUndefined();
  });
});
