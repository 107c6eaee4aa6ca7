import { describe, expect, it } from "vitest";
import { createArchiveStore } from "../../../mock-providers/fred/archive-store.ts";
import { fredDeclaration } from "../../../mock-providers/fred/declaration.ts";
import { seriesTable } from "../../../mock-providers/fred/series-table.ts";
import { syntheticSeries } from "../../../mock-providers/fred/synthetic-series.ts";
import { dayMs } from "../../../mock-providers/kit/calendar.ts";
import { anchorMs, ask, bodyOf, createTestProvider } from "./ask-fred.ts";

const [rule] = fredDeclaration.timetable;
const nextMs = rule?.nextMs ?? (() => Number.NaN);
const world = { seed: 7, seriesCount: 75, pointsPerSeries: 1000, anchorMs, scope: "full" } as const;

describe("the timetable of the FRED mock", () => {
  it("tells every instant at which a series changes, and no other, across both clock changes", () => {
    const archives = createArchiveStore(world);
    const real = new Set<number>();
    const made = new Set<number>();
    const from = Date.parse("2026-02-20T00:00:00Z");
    const to = Date.parse("2026-11-20T00:00:00Z");
    for (const spec of seriesTable) {
      for (const ms of archives.get(spec, to).facts.vintageMs)
        if (ms > from && ms <= to) real.add(ms);
    }
    for (let number = 1; number <= 40; number++) {
      const points = number % 2 === 0 ? 1000 : 300;
      const spec = syntheticSeries(number, { ...world, pointsPerSeries: points });
      for (const ms of archives.get(spec, to).facts.vintageMs)
        if (ms > from && ms <= to) made.add(ms);
    }
    const told = new Set<number>();
    for (let at = nextMs(from); at <= to; at = nextMs(at)) told.add(at);
    expect([...real].filter((ms) => !told.has(ms))).toEqual([]);
    expect([...made].filter((ms) => !told.has(ms))).toEqual([]);
    // What is told beyond the real series is when made-up ones appear, in the half hour after their release.
    const others = [...told].filter((ms) => !real.has(ms) && !made.has(ms));
    expect(others.length).toBeLessThan(told.size / 2);
    for (const ms of others) {
      expect([...made].some((one) => Math.abs(one - ms) < 10_000)).toBe(true);
    }
  });

  it("does not depend on the seed", () => {
    const vintages = (seed: number) =>
      createArchiveStore({ ...world, seed }).get(seriesTable[0] ?? expect.fail(), anchorMs).facts
        .vintageMs;
    expect(vintages(1)).toEqual(vintages(2));
  });

  it("holds nothing for the Sunday of a default run", () => {
    expect(nextMs(anchorMs)).toBeGreaterThan(Date.parse("2026-03-16T00:00:00Z"));
  });

  it("goes on over the turn of a year", () => {
    const at = nextMs(Date.parse("2027-01-01T03:00:00Z"));
    expect(at).toBeGreaterThan(Date.parse("2027-01-01T12:00:00Z"));
    expect(at).toBeLessThan(Date.parse("2027-01-05T12:00:00Z"));
  });

  it("brings a new vintage when it says so, dated alike in every place", async () => {
    const provider = createTestProvider();
    let at = nextMs(Date.parse("2026-03-17T12:00:00Z"));
    for (let step = 0; step < 25; step++, at = nextMs(at)) {
      const before = await bodyOf(provider, "series/updates", {}, at - 1);
      const after = await bodyOf(provider, "series/updates", {}, at);
      const stamps = new Map(before.seriess.map(({ id, last_updated }) => [id, last_updated]));
      const updated = after.seriess.filter((row) => stamps.get(row["id"]) !== row["last_updated"]);
      for (const { id = "", last_updated } of updated) {
        const { headers } = await ask(provider, "series", { series_id: id }, { nowMs: at });
        const observations = await ask(
          provider,
          "series/observations",
          { series_id: id, limit: 1 },
          { nowMs: at },
        );
        expect(Date.parse(headers["Last-Modified"] ?? "")).toBe(at);
        expect(observations.headers["Last-Modified"]).toBe(headers["Last-Modified"]);
        // Central time, with an offset of hours only.
        expect(Date.parse(String(last_updated).replace(" ", "T") + ":00")).toBe(at);
        const { vintage_dates } = await bodyOf(
          provider,
          "series/vintagedates",
          { series_id: id, sort_order: "desc", limit: 1 },
          at,
        );
        expect(vintage_dates).toEqual([String(last_updated).slice(0, 10)]);
      }
    }
  });
});

describe("the calendar of revisions", () => {
  it("gives a quarter of GDP three estimates and restates it in September", async () => {
    const provider = createTestProvider();
    const { observations } = await bodyOf(
      provider,
      "series/observations",
      {
        series_id: "GDP",
        realtime_start: "1776-07-04",
        observation_start: "2024-04-01",
        observation_end: "2024-04-01",
      },
      anchorMs + 700 * dayMs,
    );
    const starts = observations.map(({ realtime_start }) => realtime_start);
    expect(starts.slice(0, 3)).toEqual(["2024-07-25", "2024-08-29", "2024-09-26"]);
    expect(starts.slice(3).length).toBeGreaterThanOrEqual(2);
    expect(starts.slice(3).every((date) => date.slice(5, 7) === "09")).toBe(true);
  });

  it("restates payrolls with the report on January and prices with that of February's release", async () => {
    const provider = createTestProvider();
    for (const [series_id, day] of [
      ["PAYEMS", "2026-02-06"],
      ["CPILFESL", "2026-02-11"],
    ] as const) {
      const { observations } = await bodyOf(provider, "series/observations", {
        series_id,
        realtime_start: "1776-07-04",
        observation_start: "2015-01-01",
      });
      const restated = observations.filter(({ realtime_start }) => realtime_start === day);
      expect(restated.length).toBeGreaterThan(45);
      expect(restated.length).toBeLessThanOrEqual(63);
      expect(restated[0]?.date ?? "").toMatch(/^202[01]-/);
    }
  });
});
