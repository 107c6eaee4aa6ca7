/** What no poll ever saw, found by asking a mock of the same world. No network: mock and check are in this process. */
import { describe, expect, it } from "vitest";
import { createMockProvider } from "../../../mock-providers/provider-table.ts";
import type { ProviderName } from "../../../services/core/observation.ts";
import type { PlannedDataset } from "../../../services/core/plan.ts";
import { connectors } from "../../../services/providers/connector-table.ts";
import { pollSeries } from "../../../services/providers/schedule.ts";
import { scheduleOf } from "../../../services/providers/schedule-table.ts";
import { findUnit } from "../../../services/runner/reconcile/failed-units.ts";
import {
  type ComparedObservation,
  ObservationTable,
  identityKey,
} from "../../../services/runner/reconcile/observation-table.ts";
import { findMissing, saidAt } from "../../../services/runner/stream/find-missing.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const startMs = Date.UTC(2026, 2, 9);
const endMs = startMs + 2 * dayMs;
const settings = {
  ...{ seed: 42, series: 10, points: 100, providers: [], throttle: true, timeScale: 0 },
  clock: { startMs, originMs: 0, scale: 1 },
};

function datasetsOf(provider: ProviderName): PlannedDataset[] {
  const { catalogue } = createMockProvider(provider, {
    ...{ seed: 42, seriesCount: 10, pointsPerSeries: 100, anchorMs: startMs, scope: "catalogue" },
  });
  const byDataset = Map.groupBy(catalogue, ({ dataset }) => dataset);
  return [...byDataset].map(([dataset, list]) => {
    const { follow = (one) => one } = scheduleOf(provider, dataset);
    const series = list.map(({ seriesId, params }) =>
      follow({ seriesId, params, startMs: 0, endMs: 0 }),
    );
    return { provider, dataset, series };
  });
}

function check(provider: ProviderName, landed: ObservationTable) {
  return {
    ...{ provider, settings, landed, endMs, streamStartMs: startMs, drainedMs: endMs + hourMs },
    ...{ datasets: datasetsOf(provider), signal: new AbortController().signal },
    ...{ bent: new Set<string>(), excused: [] },
  };
}

/** Everything the provider had said at an instant, as rows that landed. */
async function landAll(provider: ProviderName, atMs: number, except = -1) {
  const landed = new ObservationTable();
  let place = 0;
  for await (const truth of saidAt(check(provider, landed), atMs)) {
    if (place++ !== except) landed.add(truth);
  }
  return { landed, count: place };
}

describe.each(["caiso", "eia", "fred", "noaa", "worldbank"] as const)(
  "findMissing() of %s",
  (provider) => {
    it("finds nothing when everything published by the end has landed", async () => {
      const { landed, count } = await landAll(provider, endMs);
      const { published, missing } = await findMissing(check(provider, landed));
      expect(missing).toEqual([]);
      expect(published).toBe(count);
      expect(published).toBeGreaterThan(100);
    });

    it("names the one observation that did not land", async () => {
      const { landed } = await landAll(provider, endMs, 77);
      const { missing } = await findMissing(check(provider, landed));
      expect(missing).toHaveLength(1);
      expect(missing[0]).toMatchObject({ kind: "unseen", sink: "postgres" });
      expect(missing[0]?.note).toMatch(/^published as \S+ by the end, and never landed$/);
    });

    it("finds all that was published after a stream had stopped asking", async () => {
      const { landed, count } = await landAll(provider, endMs - dayMs);
      const { published, missing } = await findMissing(check(provider, landed));
      // Asked at an earlier instant, the mock had said less; what it restated since is missing too.
      expect(missing.length).toBeGreaterThanOrEqual(published - count);
      expect(missing.length).toBeLessThan(published);
    });
  },
);

describe("findMissing() of a stream under faults", () => {
  const hidden = 77;

  /** All that was said, but for one observation. */
  async function withoutOne() {
    const all: ComparedObservation[] = [];
    for await (const truth of saidAt(check("eia", new ObservationTable()), endMs)) all.push(truth);
    const one = all[hidden];
    if (one === undefined) throw new Error("nothing was said");
    const { landed } = await landAll("eia", endMs, hidden);
    return { landed, one, another: all[hidden + 1] ?? one };
  }

  it("excuses the very row that the last poll's answer bent, and no other", async () => {
    const { landed, one, another } = await withoutOne();
    const bent = new Set([identityKey(one)]);
    const excused = await findMissing({ ...check("eia", landed), bent });
    expect(excused).toMatchObject({ missing: [], excused: 1 });
    const others = new Set([identityKey(another)]);
    const blamed = await findMissing({ ...check("eia", landed), bent: others });
    expect(blamed.missing).toHaveLength(1);
    expect(blamed.excused).toBe(0);
  });

  it("excuses what the job would have brought that a fault excuses, and nothing else", async () => {
    const { landed, one } = await withoutOne();
    const place = { kind: "final", streamStartMs: startMs, nowMs: endMs, coveredMs: null } as const;
    const units = datasetsOf("eia").flatMap((planned) => {
      const schedule = scheduleOf("eia", planned.dataset);
      const series = pollSeries(schedule, planned.series, place);
      return connectors.eia.plan({ ...planned, series });
    });
    const outcomes = await Promise.all(
      units.map(async (unit) => {
        const rest = [{ unit, cursor: null }];
        const { missing, excused } = await findMissing({ ...check("eia", landed), excused: rest });
        expect(missing.length + excused).toBe(1);
        const brings = unit.series.some(({ seriesId }) => seriesId === one.seriesId);
        return [excused === 1, unit.dataset === one.dataset && brings];
      }),
    );
    expect(outcomes.filter(([isExcused]) => isExcused)).toHaveLength(1);
    for (const [isExcused, brings] of outcomes) expect(isExcused).toBe(brings);
  });
});

describe.each(["caiso", "eia", "fred", "noaa", "worldbank"] as const)(
  "findUnit() in a stream of %s",
  (provider) => {
    const askedMs = endMs + 1_234;
    const base = { number: 7, askedMs, coveredMs: endMs - dayMs, finalMs: null };

    it.each([
      ["first", { ...base, coveredMs: null, rereadMs: endMs + 9 }],
      ["quick", { ...base, rereadMs: endMs + 9 }],
      ["reread", { ...base, rereadMs: 0 }],
      ["final", { ...base, rereadMs: endMs + 9, finalMs: askedMs }],
    ] as const)("knows every unit of a %s poll by the scheduler's name", (kind, poll) => {
      const datasets = datasetsOf(provider);
      const plan = { runId: "r", datasets, stream: { startMs, endMs } };
      for (const planned of datasets) {
        const { dataset } = planned;
        const schedule = scheduleOf(provider, dataset);
        const rereadMs = kind === "reread" ? askedMs + schedule.reread.everyMs : poll.rereadMs;
        const place = { kind, streamStartMs: startMs, nowMs: askedMs, coveredMs: poll.coveredMs };
        const series = pollSeries(schedule, planned.series, place);
        const units = connectors[provider].plan({ ...planned, series });
        expect(units.length).toBeGreaterThan(0);
        for (const unit of units) {
          const named = { provider, dataset, unit: `poll 7 ${unit.unit}` };
          expect(findUnit(plan, named, { ...poll, rereadMs })).toEqual(unit);
        }
        const other = { provider, dataset, unit: `poll 6 ${units[0]?.unit ?? ""}` };
        expect(findUnit(plan, other, { ...poll, rereadMs })).toBeUndefined();
      }
    });
  },
);

describe("findMissing() of a provider that revises silently", () => {
  it("takes a later revision of the published value, but no other value", async () => {
    const first = await landAll("eia", endMs);
    const [key, rows] = [...first.landed.series][0] ?? [];
    if (key === undefined || rows === undefined) throw new Error("nothing landed");
    const { start, end, asOf, value } = rows;
    const [intervalStartMs = 0, intervalEndMs = 0, asOfMs = 0] = [start[0], end[0], asOf[0]];
    const said = value[0] ?? 0;
    // The first value was another; what the provider says at the end came as a revision.
    value[0] = said + 1;
    expect((await findMissing(check("eia", first.landed))).missing).toHaveLength(1);
    const [dataset = "", seriesId = ""] = key.split("\u0000");
    const revision = { dataset, seriesId, intervalStartMs, intervalEndMs, value: said };
    first.landed.add({ ...revision, asOfMs: asOfMs + dayMs, unit: "", location: null });
    expect((await findMissing(check("eia", first.landed))).missing).toEqual([]);
  });
});
