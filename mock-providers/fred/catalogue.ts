/** The series a run ingests: real ones that have enough history, then as many made-up ones as needed. */
import { dayMs } from "../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../kit/types.ts";
import type { ArchiveStore } from "./archive-store.ts";
import type { CataloguedRange } from "./build-archive.ts";
import { dayText } from "./day-text.ts";
import { frequencyText } from "./describe-series.ts";
import { observationsDataset } from "./observations-query.ts";
import { intervalEndDay, intervalStartDay } from "./periods.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { seriesTable } from "./series-table.ts";
import { syntheticMax, syntheticSeries } from "./synthetic-series.ts";

export function listCatalogue(world: WorldOptions, archives: ArchiveStore): CatalogueSeries[] {
  const catalogue: CatalogueSeries[] = [];
  for (const spec of candidates(world)) {
    if (catalogue.length === world.seriesCount) break;
    const { catalogued } = archives.get(spec, world.anchorMs);
    if (catalogued !== undefined) catalogue.push(describe(spec, world, catalogued));
  }
  return catalogue;
}

function* candidates(world: WorldOptions): Generator<SeriesSpec> {
  yield* seriesTable;
  for (let number = 1; number <= syntheticMax; number++) yield syntheticSeries(number, world);
}

function describe(
  spec: SeriesSpec,
  world: WorldOptions,
  { firstDate, lastDate, realtimeEnd }: CataloguedRange,
): CatalogueSeries {
  return {
    dataset: observationsDataset,
    seriesId: spec.id,
    title: spec.title,
    unit: spec.units,
    frequency: frequencyText(spec),
    location: null,
    params: { series_id: spec.id, realtime_end: dayText(realtimeEnd) },
    points: world.pointsPerSeries,
    startMs: intervalStartDay(spec.cadence, firstDate) * dayMs,
    // The end of the last interval is where the next one starts, which is no longer in the range.
    endMs: intervalEndDay(spec.cadence, lastDate) * dayMs,
  };
}
