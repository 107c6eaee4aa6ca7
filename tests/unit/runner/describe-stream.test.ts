import { describe, expect, it } from "vitest";
import type { SeriesFreshness } from "../../../services/ingestion/freshness.ts";
import {
  type StreamView,
  describeStream,
} from "../../../services/runner/stream/describe-stream.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const startMs = Date.UTC(2026, 2, 5);
const realTime = "PRC_INTVL_LMP/RTM";

function series(dataset: string, seriesId: string, ageMs: number | null, lateMs: number) {
  return { provider: "caiso", dataset, seriesId, ageMs, lateMs } satisfies SeriesFreshness;
}

function lines(view: Partial<StreamView>): string[] {
  return describeStream({
    ...{ nowMs: startMs + 6 * hourMs, timeScale: 10_000, scale: 10_000 },
    ...{ stream: { startMs, endMs: startMs + 24 * hourMs }, providers: [], datasets: [] },
    ...{ fetched: { state: "running", providers: {} }, landed: [], freshness: [], revisions: 3 },
    ...{ allowedMs: 5_000 * 10_000, standing: [] },
    ...view,
  }).split("\n");
}

describe("describeStream()", () => {
  it("shows each dataset by its worst series, the latest first, and what pace allows", () => {
    const freshness = [
      series("PRC_LMP/DAM", "A", -11 * hourMs, -3 * hourMs),
      series(realTime, "A", 2 * hourMs, -9 * hourMs),
      series(realTime, "B", 3 * hourMs, -hourMs),
    ];
    expect(lines({ freshness })).toEqual([
      "2026-03-05T06:00Z  6.0 h of 24.0 h  ×10,000  polls 0 (0 merged)  lag 0 s  revisions 3",
      `  caiso ${realTime} B: 3.0 h old, fresh (allowing 13.9 h, 5 s of real time)`,
      "  caiso PRC_LMP/DAM A: 11.0 h ahead, fresh",
    ]);
  });

  it("says how late, and at the pace of people says nothing of seconds", () => {
    const freshness = [series(realTime, "A", hourMs, 30 * minuteMs)];
    expect(lines({ freshness, scale: 1, timeScale: 1, allowedMs: 5_000 })[1]).toBe(
      `  caiso ${realTime} A: 1.0 h old, late by 30 min`,
    );
  });

  it("tells what has landed nothing, but not of series that nobody publishes any more", () => {
    const infinity = Number.POSITIVE_INFINITY;
    const freshness = [
      series(realTime, "A", null, infinity),
      series(realTime, "B", null, infinity),
      series(realTime, "OLD", null, -infinity),
    ];
    expect(lines({ freshness }).slice(1)).toEqual([
      `  nothing landed yet, 6.0 h on, of 2 of 3 series: caiso ${realTime} A and others`,
    ]);
  });

  it("ends with what stands still", () => {
    expect(lines({ standing: ["landing of caiso stands still for 34 s"] }).at(-1)).toBe(
      "  landing of caiso stands still for 34 s",
    );
  });
});
