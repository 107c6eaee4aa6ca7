/**
 * The world one seed describes: stations, their tables and the catalogue. Real stations come first; a
 * catalogue longer than they reach goes on with made-up ones, and a history shorter than the catalogue
 * asks for is continued into the past.
 */
import { dayNumber, dayOf, hourMs } from "../../kit/calendar.ts";
import type { CatalogueSeries, WorldOptions } from "../../kit/types.ts";
import { type CatalogueEntry, listEntries } from "./catalogue.ts";
import { currentDatatypes } from "./datatypes.ts";
import { createMonthStore } from "./month-store.ts";
import { daysOfMonth } from "./months.ts";
import { observerStations } from "./observer-stations.ts";
import { monthsBefore } from "./publication.ts";
import { type StationRecord, createStationRecord } from "./station-record.ts";
import { airportStations } from "./airport-stations.ts";
import type { Station } from "./station.ts";
import { type Column, type Table, compareText } from "./table.ts";
import { createTables } from "./tables.ts";

export interface NoaaWorld {
  /** Sorted by id. */
  readonly stations: readonly Station[];
  readonly records: ReadonlyMap<string, StationRecord>;
  readonly tables: readonly Table[];
  readonly catalogue: readonly CatalogueSeries[];
}

/** Throws when the catalogue would have to begin before the year 1. */
export function createWorld(options: WorldOptions): NoaaWorld {
  const { anchorMs, pointsPerSeries, seed, scope } = options;
  // With gaps a series reaches back a little further than it has points.
  const reachDays = Math.ceil(pointsPerSeries * 1.05) + 60;
  const needed = {
    GHCND: lastCommonDay(anchorMs) - reachDays,
    GSOM: daysOfMonth(monthsBefore(anchorMs) - pointsPerSeries - 24).first,
  };
  if (needed.GHCND < dayNumber(1, 1, 1)) {
    throw new Error(
      `Cannot make ${pointsPerSeries} daily points before ${new Date(anchorMs).toISOString()}: they would begin before the year 1`,
    );
  }
  // Summaries of the month begin in 1763: more months than that are not catalogued.
  const withMonths = needed.GSOM >= dayNumber(1763, 1, 1);
  const entries = listEntries(options.seriesCount, { withMonths, worldSeed: seed });
  const listed = [
    ...airportStations,
    ...observerStations,
    ...entries.map(({ station }) => station),
  ];
  const byId = new Map(listed.map((station) => [station.id, station]));
  const stations = [...byId.values()].sort((a, b) => compareText(a.id, b.id));
  const firstDays = new Map(stations.map((station) => [station.id, station.firstDay]));
  for (const { station, dataset } of entries) {
    const first = Math.min(firstDays.get(station.id) ?? station.firstDay, needed[dataset]);
    firstDays.set(station.id, first);
  }
  const records = new Map<string, StationRecord>();
  for (const station of stations) {
    const firstDay = firstDays.get(station.id) ?? station.firstDay;
    const record = createStationRecord(seed, station, { firstDay, withGaps: scope === "full" });
    if (record !== undefined) records.set(station.id, record);
  }
  const tables = createTables([...records.values()], createMonthStore());
  return {
    stations: stations.map((station) => ({
      ...station,
      firstDay: firstDays.get(station.id) ?? station.firstDay,
    })),
    records,
    tables,
    catalogue: entries.map((entry) => describe(entry, { tables, options })),
  };
}

/** Day after the last one that every catalogued station has reported. */
function lastCommonDay(anchorMs: number): number {
  const latestMs = 3 * 24 * hourMs + 9 * hourMs;
  return dayOf(anchorMs - latestMs) + 1;
}

function describe(
  { station, dataset, type }: CatalogueEntry,
  world: { readonly tables: readonly Table[]; readonly options: WorldOptions },
): CatalogueSeries {
  const { anchorMs, pointsPerSeries } = world.options;
  const table = world.tables.find(({ id }) => id === dataset);
  const column = table?.columns.find(
    ({ stationId, datatype }) => stationId === station.id && datatype === type,
  );
  if (table === undefined || column === undefined) {
    throw new Error(`Cannot catalogue ${dataset} ${station.id} ${type}: there is no such column`);
  }
  const end = dataset === "GHCND" ? lastCommonDay(anchorMs) : monthsBefore(anchorMs);
  const first = firstOfLast(column, { end, points: pointsPerSeries, anchorMs });
  const name = currentDatatypes.find(({ id }) => id === type)?.name ?? type;
  return {
    dataset,
    seriesId: `${station.id}.${type}`,
    title: `${station.name}: ${name}`,
    unit: column.unit,
    frequency: table.frequency,
    location: station.id,
    params: { datasetid: dataset, stationid: station.id, datatypeid: type },
    points: pointsPerSeries,
    startMs: table.startMs(first),
    endMs: table.startMs(end),
  };
}

/** Where the last `points` rows before `end` begin; rows may be missing between. */
function firstOfLast(
  column: Column,
  {
    end,
    points,
    anchorMs,
  }: { readonly end: number; readonly points: number; readonly anchorMs: number },
): number {
  let first = end;
  for (let found = 0; found < points;) {
    first--;
    if (first < column.firstIndex) {
      throw new Error(
        `Cannot catalogue ${points} points of ${column.stationId} ${column.datatype}: it has fewer`,
      );
    }
    if (column.has(first, anchorMs)) found++;
  }
  return first;
}
