/**
 * Which series the catalogue lists: 16 of 100 are monthly summaries of the stations with the longest records, the
 * others are daily. With 50 series that is 12 stations with TMAX, TMIN and PRCP, six of them with a fourth
 * datatype, and 4 stations with the months' TAVG and PRCP.
 */
import { type MonthlyType, monthlyTypes } from "./month-summary.ts";
import type { DailyType } from "./station-record.ts";
import { airportStations } from "./airport-stations.ts";
import { type Station, allDailyTypes } from "./station.ts";
import { syntheticStation } from "./synthetic-stations.ts";

export interface CatalogueEntry {
  readonly station: Station;
  readonly dataset: "GHCND" | "GSOM";
  readonly type: string;
}

export function listEntries(
  seriesCount: number,
  options: { readonly withMonths: boolean; readonly worldSeed: number },
): readonly CatalogueEntry[] {
  const monthly = options.withMonths ? Math.floor(seriesCount * 0.16) : 0;
  return [
    ...take(dailyEntries(options.worldSeed), seriesCount - monthly),
    ...take(monthlyEntries(options.worldSeed), monthly),
  ];
}

const firstTypes = ["TMAX", "TMIN", "PRCP"] as const satisfies readonly DailyType[];
const fourthTypes = ["TAVG", "AWND", "SNOW"] as const satisfies readonly DailyType[];

function* dailyEntries(worldSeed: number): Generator<CatalogueEntry> {
  const left: CatalogueEntry[] = [];
  for (const [index, station] of airportStations.entries()) {
    const fourth = index % 2 === 0 ? fourthTypes[(index / 2) % 3] : undefined;
    const chosen: readonly string[] = fourth === undefined ? firstTypes : [...firstTypes, fourth];
    for (const type of chosen) yield { station, dataset: "GHCND", type };
    for (const type of allDailyTypes) {
      if (!chosen.includes(type)) left.push({ station, dataset: "GHCND", type });
    }
  }
  yield* left;
  for (let number = 1; ; number++) {
    const station = syntheticStation(number, worldSeed);
    for (const type of allDailyTypes) yield { station, dataset: "GHCND", type };
  }
}

const firstMonthlyTypes = ["TAVG", "PRCP"] as const satisfies readonly MonthlyType[];

function* monthlyEntries(worldSeed: number): Generator<CatalogueEntry> {
  const oldest = [...airportStations].sort((a, b) => a.firstDay - b.firstDay);
  const others = monthlyTypes.filter((type) => !firstMonthlyTypes.some((one) => one === type));
  for (const types of [firstMonthlyTypes, others]) {
    for (const station of oldest) {
      for (const type of types) yield { station, dataset: "GSOM", type };
    }
  }
  for (let number = 1; ; number++) {
    const station = syntheticStation(number, worldSeed);
    for (const type of monthlyTypes) yield { station, dataset: "GSOM", type };
  }
}

function* take<Item>(items: Iterable<Item>, count: number): Generator<Item> {
  if (count === 0) return;
  let taken = 0;
  for (const item of items) {
    yield item;
    taken++;
    if (taken === count) return;
  }
}
