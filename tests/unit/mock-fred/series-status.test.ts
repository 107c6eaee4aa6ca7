import { describe, expect, it } from "vitest";
import { buildArchive } from "../../../mock-providers/fred/build-archive.ts";
import { at, visibleVintages } from "../../../mock-providers/fred/facts.ts";
import { createStatusBook } from "../../../mock-providers/fred/series-status.ts";
import { seriesTable } from "../../../mock-providers/fred/series-table.ts";
import { syntheticSeries } from "../../../mock-providers/fred/synthetic-series.ts";
import { dayMs } from "../../../mock-providers/kit/calendar.ts";
import { uniform } from "../../../mock-providers/kit/random.ts";

const world = {
  seed: 42,
  seriesCount: 50,
  // More than any series has, so that nothing is taken out of an archive.
  pointsPerSeries: 20_000,
  anchorMs: Date.parse("2026-03-15T12:00:00Z"),
  scope: "full",
} as const;
const months = { ...world, pointsPerSeries: 300 };
const endMs = world.anchorMs + 300 * dayMs;

describe("createStatusBook()", () => {
  it.each([...seriesTable, syntheticSeries(1, months), syntheticSeries(3, months)])(
    "tells of $id what its archive tells, in any order of time",
    (spec) => {
      const book = createStatusBook();
      const { facts } = buildArchive(spec, world, endMs + dayMs);
      const firstMs = at(facts.vintageMs, 0);
      // Withdrawn dates stay as rows but are no part of what FRED says of the series.
      const firstKept = at(facts.dateOffsets, spec.withdrawnPeriods ?? 0);
      const instants = Array.from(
        { length: 40 },
        (_, index) => firstMs + Math.floor(uniform(7, index) * (endMs - firstMs)),
      );
      const vintages = [0, 1, 2].map((index) => at(facts.vintageMs, index));
      for (const instantMs of [...instants, ...vintages, firstMs, world.anchorMs, world.anchorMs]) {
        const visible = visibleVintages(facts, instantMs);
        let newest = facts.dates.length - 1;
        while (at(facts.vintages, newest) >= visible) newest--;
        expect(book.at(spec, instantMs)).toEqual({
          firstDate: at(facts.dates, firstKept),
          lastDate: at(facts.dates, newest),
          vintageDay: at(facts.vintageDays, visible - 1),
          updatedMs: at(facts.vintageMs, visible - 1),
        });
      }
      expect(book.at(spec, firstMs - 1)).toBeUndefined();
    },
  );
});
