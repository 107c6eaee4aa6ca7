/**
 * What each timetable of polls calls late, held against what the mocks publish by theirs: two weeks with the change to
 * summer time, two with the one to winter time and a holiday, and for what comes by the month or the year a whole year.
 */
import { describe, expect, it } from "vitest";
import { providerNames } from "../../../services/core/observation.ts";
import { judgeFreshness } from "../../../services/ingestion/freshness.ts";
import { type Wait, openMock, waitsOf } from "../../support/ideal-poller.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** With weekends; 11 November is a holiday. */
const twoWeeks = [
  { startMs: Date.UTC(2026, 1, 28, 7), endMs: Date.UTC(2026, 2, 14, 7) },
  { startMs: Date.UTC(2026, 9, 29, 7), endMs: Date.UTC(2026, 10, 12, 7) },
];
const oneYear = [{ startMs: Date.UTC(2026, 1, 10), endMs: Date.UTC(2027, 1, 25) }];

/** Publish so rarely that a year is walked in milliseconds. */
const rare: Readonly<Record<string, RegExp>> = {
  eia: /^(petroleum|natural-gas|steo|total-energy)/,
  noaa: /^GSOM$/,
  worldbank: /./,
};

/** How long after the poll that would have brought its next value a series that stops is called late, at most. */
function noticedWithinMs(intervalMs: number): number {
  if (intervalMs < hourMs) return 30 * minuteMs;
  if (intervalMs === hourMs) return 6 * hourMs;
  if (intervalMs <= dayMs) return 7 * dayMs;
  if (intervalMs <= 7 * dayMs) return 14 * dayMs;
  if (intervalMs <= 31 * dayMs) return 46 * dayMs;
  return 60 * dayMs;
}

describe.each(providerNames)("the freshness %s is held to", (provider) => {
  const pattern = rare[provider];
  const windows = [
    ...twoWeeks.map((window) => ({ window, isRare: false })),
    ...(pattern === undefined ? [] : oneYear.map((window) => ({ window, isRare: true }))),
  ];

  it.each(windows)("calls no series late that is polled when it is due: $window", async (place) => {
    const { window, isRare } = place;
    const { mock, datasets } = openMock(provider, window.startMs, 20);
    const late: string[] = [];
    const unnoticed: string[] = [];
    let advances = 0;
    for (const planned of datasets) {
      if (isRare !== (pattern?.test(planned.dataset) ?? false)) continue;
      const { dataset } = planned;
      const before = new Map<string, Wait>();
      const judgeAt = ({ seriesId, newest }: Wait, nowMs: number): number => {
        const series = [{ seriesId, params: {}, startMs: 0, endMs: newest.endMs }];
        const rows = [{ provider, dataset, seriesId, ...newest }];
        const at = { nowMs, allowedMs: 0 };
        const plan = { provider, dataset, series };
        return judgeFreshness([plan], rows, at, window.startMs)[0]?.lateMs ?? Number.NaN;
      };
      for await (const wait of waitsOf(mock, planned, window)) {
        const { seriesId, newest, toMs } = wait;
        const what = `${dataset} ${seriesId} at ${new Date(toMs).toISOString()}`;
        const lateMs = judgeAt(wait, toMs);
        if (lateMs > 0) late.push(`${what} by ${lateMs / hourMs} h`);
        const last = before.get(seriesId);
        before.set(seriesId, wait);
        if (last === undefined || last.newest.endMs === newest.endMs) continue;
        advances++;
        // Had this value not come at the last poll, nor any after it.
        const noticedMs = last.toMs + noticedWithinMs(newest.endMs - newest.startMs);
        if (!(judgeAt(last, noticedMs) > 0)) unnoticed.push(what);
      }
    }
    expect(late).toEqual([]);
    expect(unnoticed).toEqual([]);
    if (isRare || pattern?.source !== ".") expect(advances).toBeGreaterThan(20);
  });
});
