import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mockTable } from "../../../mock-providers/provider-table.ts";
import type { PlannedSeries } from "../../../services/core/plan.ts";
import { type ProviderName, providerNames } from "../../../services/core/observation.ts";
import {
  type PollSchedule,
  every,
  pollRange,
  pollSeries,
} from "../../../services/providers/schedule.ts";
import { scheduleOf } from "../../../services/providers/schedule-table.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

interface Config {
  readonly providers: readonly { name: (typeof providerNames)[number]; datasets: string[] }[];
}
const config = JSON.parse(
  readFileSync(new URL("../../../config/sandbox_config.json", import.meta.url), "utf8"),
) as Config;
const configured = config.providers
  .filter(({ name }) => providerNames.includes(name))
  .flatMap(({ name, datasets }) => datasets.map((dataset) => [name, dataset] as const));

describe("the schedule of every configured dataset", () => {
  it.each(configured)("%s %s goes on, and is fit to be followed", (provider, dataset) => {
    const schedule = scheduleOf(provider, dataset);
    const instants = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(instants, (afterMs) => {
        const nextMs = schedule.nextMs(afterMs);
        expect(nextMs).toBeGreaterThan(afterMs);
        // The next after one millisecond before it is itself: none is skipped.
        expect(schedule.nextMs(nextMs - 1)).toBe(nextMs);
        expect(nextMs - afterMs).toBeLessThanOrEqual(dayMs);
      }),
    );
    expect(schedule.historyMs).toBeGreaterThan(0);
    expect(schedule.lookbackMs).toBeGreaterThanOrEqual(0);
  });

  it.each(configured)("%s %s is polled soon after each publication", (provider, dataset) => {
    const timetable = mockTable[provider].timetable.find(({ dataset: pattern }) =>
      pattern.endsWith("*") ? dataset.startsWith(pattern.slice(0, -1)) : pattern === dataset,
    );
    const { nextMs } = scheduleOf(provider, dataset);
    // Corrections of the day-ahead market wait for the morning, and NOAA's summaries are days late anyway.
    const hours: Partial<Record<ProviderName, number>> = { caiso: 9, noaa: 12, worldbank: 6 };
    const soonMs = (hours[provider] ?? 2) * hourMs;
    let publishedMs = Date.UTC(2026, 2, 5);
    for (let count = 0; count < 200; count++) {
      publishedMs = timetable?.nextMs(publishedMs) ?? Number.NaN;
      expect(nextMs(publishedMs) - publishedMs).toBeLessThanOrEqual(soonMs);
    }
  });
});

describe("the schedule of day-ahead prices", () => {
  const { nextMs } = scheduleOf("caiso", "PRC_LMP/DAM");

  it.each([
    ["2026-01-15T20:00:00Z", "2026-01-15T21:05:00Z"],
    ["2026-03-08T08:00:00Z", "2026-03-08T11:05:00Z"],
    ["2026-03-08T11:05:00Z", "2026-03-08T20:05:00Z"],
    ["2026-11-01T19:00:00Z", "2026-11-01T21:05:00Z"],
    ["2026-11-02T04:05:00Z", "2026-11-02T12:05:00Z"],
  ])("after %s is next due at %s: Pacific wall clock over both changes", (after, due) => {
    expect(new Date(nextMs(Date.parse(after))).toISOString()).toBe(
      new Date(Date.parse(due)).toISOString(),
    );
  });
});

describe("pollRange()", () => {
  const schedule: PollSchedule = {
    dataset: "*",
    nextMs: every(hourMs, 0),
    lookbackMs: 2 * hourMs,
    leadMs: 3 * hourMs,
    reread: { everyMs: dayMs, trailingMs: 5 * dayMs },
    historyMs: 7 * dayMs,
    freshWithinMs: () => hourMs,
  };
  const streamStartMs = Date.UTC(2026, 2, 1);
  const nowMs = streamStartMs + 10 * dayMs;
  const place = { streamStartMs, nowMs, coveredMs: nowMs - hourMs };

  it("reaches from before the last covered instant to what may be out ahead", () => {
    expect(pollRange(schedule, { ...place, kind: "quick" })).toEqual({
      startMs: nowMs - 3 * hourMs,
      endMs: nowMs + 3 * hourMs,
    });
  });

  it("covers everything since the last poll, however long that is ago", () => {
    const coveredMs = nowMs - 6 * dayMs;
    const { startMs } = pollRange(schedule, { ...place, kind: "reread", coveredMs });
    expect(startMs).toBe(coveredMs - 2 * hourMs);
  });

  it("reads a trailing window again, and everything at the end", () => {
    expect(pollRange(schedule, { ...place, kind: "reread" }).startMs).toBe(nowMs - 5 * dayMs);
    for (const kind of ["first", "final"] as const) {
      expect(pollRange(schedule, { ...place, kind }).startMs).toBe(streamStartMs - 7 * dayMs);
    }
  });

  it("never reaches back beyond the history it began with", () => {
    const early = { kind: "reread", streamStartMs, nowMs: streamStartMs, coveredMs: streamStartMs };
    const short = { ...schedule, historyMs: dayMs };
    expect(pollRange(short, { ...early, kind: "reread" }).startMs).toBe(streamStartMs - dayMs);
  });

  it("lies on the grid of five minutes", () => {
    const odd = { ...place, nowMs: nowMs + 1, coveredMs: nowMs - 1, kind: "quick" } as const;
    const { startMs, endMs } = pollRange(schedule, odd);
    expect([startMs % (5 * minuteMs), endMs % (5 * minuteMs)]).toEqual([0, 0]);
  });
});

describe("pollSeries() of a provider that dates what it publishes", () => {
  const schedule = scheduleOf("fred", "series/observations");
  const series: PlannedSeries = {
    seriesId: "GDP",
    params: { series_id: "GDP", realtime_end: "2026-03-05" },
    startMs: 0,
    endMs: 0,
  };
  const streamStartMs = Date.UTC(2026, 2, 5);
  const nowMs = streamStartMs + 4 * dayMs;

  it("is followed without the day its catalogue was made on", () => {
    expect(schedule.follow?.(series).params).toEqual({ series_id: "GDP" });
  });

  it("asks for the vintages since the last poll, over all dates", () => {
    const place = { kind: "quick", streamStartMs, nowMs, coveredMs: nowMs - hourMs } as const;
    const [polled] = pollSeries(schedule, [series], place);
    expect(polled?.params).toMatchObject({
      realtime_start: "2026-03-06",
      updated_since: "2026-03-08T23:00:00.000Z",
    });
    expect(polled?.startMs).toBe(streamStartMs - schedule.historyMs);
  });

  it("asks for everything first and last", () => {
    for (const kind of ["first", "final"] as const) {
      const place = { kind, streamStartMs, nowMs, coveredMs: kind === "first" ? null : nowMs };
      const [polled] = pollSeries(schedule, [series], place);
      expect(polled?.params).toEqual(series.params);
    }
  });
});

describe("scheduleOf()", () => {
  it("gives an exact name before a pattern", () => {
    expect(scheduleOf("caiso", "PRC_LMP/DAM").dataset).toBe("PRC_LMP/DAM");
    expect(scheduleOf("caiso", "PRC_RTPD_LMP/RTPD").dataset).toBe("PRC_*");
  });
});
