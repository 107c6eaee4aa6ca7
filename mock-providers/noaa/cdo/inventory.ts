/**
 * What Climate Data Online describes, joined for its filters: which station has which datatypes of which dataset
 * and lies in which places. First and last days are those of an instant, everything else never changes.
 */
import type { NoaaWorld } from "../world/world.ts";
import { type Datatype, annualDatatypes, currentDatatypes } from "../world/datatypes.ts";
import type { Station } from "../world/station.ts";
import { type Dataset, datasets, retiredDatasets } from "./datasets.ts";
import { type Location, listLocations } from "./locations.ts";

/** What a request may narrow by. Ids are upper case; undefined narrows nothing. */
export interface Selection {
  readonly datasets: ReadonlySet<string> | undefined;
  readonly datatypes: ReadonlySet<string> | undefined;
  readonly dataCategories: ReadonlySet<string> | undefined;
  readonly locations: ReadonlySet<string> | undefined;
  readonly locationCategories: ReadonlySet<string> | undefined;
  readonly stations: ReadonlySet<string> | undefined;
}

export interface Inventory {
  readonly locations: readonly Location[];
  readonly datatypes: readonly Datatype[];
  /** Stations that fit every part of the selection that says something about stations. */
  stationsOf(selection: Selection): readonly Station[];
  /** Ids of the datasets that are asked for or, where none is, that the selected stations have. */
  datasetsOf(selection: Selection): ReadonlySet<string>;
  /** Datatypes of the selected datasets, stations and categories. */
  datatypesOf(selection: Selection): readonly Datatype[];
  /** Day number of the last report of a station. */
  lastDayOf(station: Station, nowMs: number): number;
}

export function createInventory(world: NoaaWorld): Inventory {
  const locations = listLocations(world.stations);
  const categoryOf = new Map(locations.map(({ id, category }) => [id, category]));
  const datatypes = [...currentDatatypes, ...annualDatatypes];
  // By station, the datatypes of each of its datasets that answers data.
  const typesOf = new Map<string, Set<string>>();
  for (const table of world.tables) {
    for (const { stationId, datatype } of table.columns) {
      const key = `${stationId} ${table.id}`;
      const types = typesOf.get(key) ?? new Set<string>();
      types.add(datatype);
      typesOf.set(key, types);
    }
  }
  const has = (wanted: ReadonlySet<string> | undefined, id: string): boolean =>
    wanted === undefined || wanted.has(id);

  function fits(station: Station, selection: Selection): boolean {
    const { locationCategories } = selection;
    if (!has(selection.stations, station.id)) return false;
    if (selection.locations !== undefined) {
      if (!station.locations.some((id) => has(selection.locations, id))) return false;
    }
    if (locationCategories !== undefined) {
      const isIn = (id: string): boolean => locationCategories.has(categoryOf.get(id) ?? "");
      if (!station.locations.some(isIn)) return false;
    }
    const ofStation = station.datasets.filter((id) => has(selection.datasets, id));
    if (ofStation.length === 0) return false;
    if (selection.datatypes === undefined && selection.dataCategories === undefined) return true;
    const wanted = datatypesIn(ofStation, selection);
    return ofStation.some((dataset) => {
      const types = typesOf.get(`${station.id} ${dataset}`);
      return types !== undefined && wanted.some(({ id }) => types.has(id));
    });
  }

  /** By dataset, datatype and category alone. */
  function datatypesIn(ids: readonly string[], selection: Selection): readonly Datatype[] {
    return datatypes.filter(
      (datatype) =>
        has(selection.datatypes, datatype.id) &&
        has(selection.dataCategories, datatype.category) &&
        ids.some((dataset) => Object.hasOwn(datatype.datasets, dataset)),
    );
  }

  const isAboutStations = (selection: Selection): boolean =>
    selection.stations !== undefined ||
    selection.locations !== undefined ||
    selection.locationCategories !== undefined;

  function stationsOf(selection: Selection): readonly Station[] {
    return world.stations.filter((station) => fits(station, selection));
  }

  const inventory: Inventory = {
    locations,
    datatypes,
    stationsOf,
    datasetsOf(selection) {
      if (isAboutStations(selection)) {
        const ids = stationsOf(selection).flatMap((station) => station.datasets);
        return new Set(ids.filter((id) => has(selection.datasets, id)));
      }
      const ids = [...datasets.map(({ id }) => id), ...retiredDatasets].filter((id) =>
        has(selection.datasets, id),
      );
      if (selection.datatypes === undefined && selection.dataCategories === undefined) {
        return new Set(ids);
      }
      return new Set(ids.filter((id) => datatypesIn([id], selection).length > 0));
    },
    datatypesOf(selection) {
      if (!isAboutStations(selection)) {
        const isRetired = retiredDatasets.some((id) => selection.datasets?.has(id) ?? false);
        const ids = datasets.map(({ id }) => id).concat(isRetired ? retiredDatasets : []);
        return datatypesIn(
          ids.filter((id) => has(selection.datasets, id)),
          selection,
        );
      }
      const reported = new Set<string>();
      for (const station of stationsOf(selection)) {
        for (const dataset of station.datasets.filter((id) => has(selection.datasets, id))) {
          for (const type of typesOf.get(`${station.id} ${dataset}`) ?? []) {
            reported.add(`${dataset} ${type}`);
          }
        }
      }
      const current = datasets.map(({ id }) => id).filter((id) => has(selection.datasets, id));
      return datatypesIn(current, selection).filter(({ id }) =>
        current.some((dataset) => reported.has(`${dataset} ${id}`)),
      );
    },
    lastDayOf(station, nowMs) {
      const record = world.records.get(station.id);
      if (record !== undefined) return record.publication.publishedBefore(nowMs) - 1;
      return station.lastDay ?? station.firstDay;
    },
  };
  return inventory;
}

/** The first and last day a datatype was reported in the selected datasets. */
export function spanOfDatatype(
  datatype: Datatype,
  wanted: ReadonlySet<string> | undefined,
  nowMs: number,
): { readonly firstDay: number; readonly lastDay: number; readonly coverage: number } {
  let firstDay = Number.POSITIVE_INFINITY;
  let lastDay = Number.NEGATIVE_INFINITY;
  let coverage = 1;
  for (const [id, span] of Object.entries(datatype.datasets)) {
    if (wanted !== undefined && !wanted.has(id)) continue;
    firstDay = Math.min(firstDay, span.firstDay);
    lastDay = Math.max(lastDay, span.lastDay ?? lastDayOf(id, nowMs));
    coverage = span.coverage ?? coverage;
  }
  return { firstDay, lastDay, coverage };
}

function lastDayOf(id: string, nowMs: number): number {
  return findDataset(id)?.lastDay(nowMs) ?? 0;
}

export function findDataset(id: string): Dataset | undefined {
  return datasets.find((dataset) => dataset.id === id);
}
