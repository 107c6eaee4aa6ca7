import { describe, expect, it } from "vitest";
import { createArchiveStore } from "../../../mock-providers/fred/archive-store.ts";
import { type Archive, buildArchive } from "../../../mock-providers/fred/build-archive.ts";
import { at, factStart } from "../../../mock-providers/fred/facts.ts";
import { seriesTable } from "../../../mock-providers/fred/series-table.ts";
import type { SeriesSpec } from "../../../mock-providers/fred/series-spec.ts";
import { syntheticNumber, syntheticSeries } from "../../../mock-providers/fred/synthetic-series.ts";
import { dayMs, isBusinessDay } from "../../../mock-providers/kit/calendar.ts";
import type { WorldOptions } from "../../../mock-providers/kit/types.ts";

const world: WorldOptions = {
  seed: 42,
  seriesCount: 50,
  pointsPerSeries: 1000,
  anchorMs: Date.parse("2026-03-15T12:00:00Z"),
  scope: "full",
};
const horizonMs = world.anchorMs + 400 * dayMs;

function specOf(id: string): SeriesSpec {
  return seriesTable.find((spec) => spec.id === id) ?? expect.fail(`no ${id}`);
}

/** Values of each date, oldest statement first. */
function statements({ facts }: Archive): number[][] {
  return Array.from({ length: facts.dateOffsets.length - 1 }, (_, date) => {
    const from = at(facts.dateOffsets, date);
    const length = at(facts.dateOffsets, date + 1) - from;
    return Array.from({ length }, (_unused, index) => facts.value(from + index));
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe("the archive of every series in the table", () => {
  it.each(seriesTable)("$id is in order, and each statement changes the value", (spec) => {
    const archive = buildArchive(spec, world, horizonMs);
    const { facts } = archive;
    for (let index = 1; index < facts.vintageDays.length; index++) {
      expect(at(facts.vintageDays, index)).toBeGreaterThan(at(facts.vintageDays, index - 1));
      expect(at(facts.vintageMs, index)).toBeGreaterThan(at(facts.vintageMs, index - 1));
    }
    for (let fact = 1; fact < facts.dates.length; fact++) {
      const sameDate = at(facts.dates, fact) === at(facts.dates, fact - 1);
      if (sameDate) expect(at(facts.vintages, fact)).toBeGreaterThan(at(facts.vintages, fact - 1));
      else expect(at(facts.dates, fact)).toBeGreaterThan(at(facts.dates, fact - 1));
    }
    for (const values of statements(archive)) {
      for (let index = 1; index < values.length; index++) {
        expect(Object.is(values[index], values[index - 1])).toBe(false);
      }
    }
  });

  it("lists each id once", () => {
    expect(new Set(seriesTable.map(({ id }) => id)).size).toBe(seriesTable.length);
    expect(seriesTable.length).toBeGreaterThanOrEqual(60);
  });
});

describe("the archive", () => {
  it("revises GDP about as much as the real one is revised", () => {
    const recent = statements(buildArchive(specOf("GDP"), world, horizonMs))
      .slice(200)
      .filter((values) => values.length >= 3);
    const change = (from: number, to: number) =>
      mean(recent.map((values) => Math.abs((values[to] ?? 0) / (values[from] ?? 1) - 1))) * 100;
    // Recorded: 0.15 % from the first to the second estimate, 0.11 % from the second to the third.
    expect(change(0, 1)).toBeGreaterThan(0.1);
    expect(change(0, 1)).toBeLessThan(0.2);
    expect(change(1, 2)).toBeGreaterThan(0.07);
    expect(change(1, 2)).toBeLessThan(0.15);
  });

  it("releases on business days only", () => {
    const { facts } = buildArchive(specOf("PAYEMS"), world, horizonMs);
    expect([...facts.vintageDays].slice(1).every(isBusinessDay)).toBe(true);
  });

  it("never revises market prices", () => {
    const { facts } = buildArchive(specOf("DGS10"), world, horizonMs);
    expect(facts.dates.length).toBe(facts.dateOffsets.length - 1);
  });

  it("puts what is older than itself into its first vintage", () => {
    const { facts } = buildArchive(specOf("DGS10"), world, horizonMs);
    expect(factStart(facts, 0)).toBe(at(facts.vintageDays, 0));
    expect(new Date(at(facts.vintageDays, 0) * dayMs).toISOString().slice(0, 10)).toBe(
      "2005-06-30",
    );
  });

  it("does not depend on how far ahead it is generated", () => {
    const near = buildArchive(specOf("CPIAUCSL"), world, horizonMs);
    const far = buildArchive(specOf("CPIAUCSL"), world, horizonMs + 3000 * dayMs);
    expect(far.catalogued).toEqual(near.catalogued);
    const known = (archive: Archive) => {
      const rows: [number, number, number][] = [];
      for (let fact = 0; fact < archive.facts.dates.length; fact++) {
        const start = factStart(archive.facts, fact);
        if (start * dayMs > world.anchorMs) continue;
        rows.push([at(archive.facts.dates, fact), start, archive.facts.value(fact)]);
      }
      return rows;
    };
    expect(known(far)).toEqual(known(near));
  });

  it("stays within the bounds of its series", () => {
    for (const id of ["DGS3MO", "UNRATE", "VIXCLS", "ICSA"]) {
      const spec = specOf(id);
      const values = statements(buildArchive(spec, world, horizonMs)).flat();
      expect(values.every((value) => Number.isNaN(value) || value >= (spec.floor ?? 0))).toBe(true);
    }
  });
});

describe("createArchiveStore()", () => {
  it("keeps an archive until the clock reaches its horizon", () => {
    const store = createArchiveStore(world);
    const first = store.get(specOf("WALCL"), world.anchorMs);
    expect(store.get(specOf("WALCL"), world.anchorMs + 300 * dayMs)).toBe(first);
    const later = store.get(specOf("WALCL"), world.anchorMs + 500 * dayMs);
    expect(later.horizonMs).toBeGreaterThan(world.anchorMs + 500 * dayMs);
  });

  it("forgets the least recently used beyond its bound", () => {
    const store = createArchiveStore({ ...world, pointsPerSeries: 20_000 });
    const spec = syntheticSeries(1, { ...world, pointsPerSeries: 20_000 });
    const first = store.get(spec, world.anchorMs);
    for (let number = 2; number <= 200; number++) {
      store.get(syntheticSeries(number, { ...world, pointsPerSeries: 20_000 }), world.anchorMs);
    }
    const again = store.get(spec, world.anchorMs);
    expect(again).not.toBe(first);
    expect(again.catalogued).toEqual(first.catalogued);
  });
});

describe("synthetic series", () => {
  it("are found by their ids and no others", () => {
    expect(syntheticSeries(7, world).id).toBe("SANDBOX0007");
    expect(syntheticNumber("SANDBOX0007")).toBe(7);
    for (const id of ["SANDBOX0000", "SANDBOX7", "SANDBOX9999", "GDP"]) {
      expect(syntheticNumber(id)).toBeUndefined();
    }
  });

  it("have as many facts as the catalogue asks for, near and far from today", () => {
    for (const anchorMs of [Date.parse("1995-06-01T00:00:00Z"), world.anchorMs]) {
      for (const pointsPerSeries of [1, 400, 20_000]) {
        const options = { ...world, anchorMs, pointsPerSeries };
        for (const number of [1, 3]) {
          const spec = syntheticSeries(number, options);
          const { catalogued } = buildArchive(spec, options, anchorMs + 400 * dayMs);
          expect(catalogued).toBeDefined();
        }
      }
    }
  });
});
