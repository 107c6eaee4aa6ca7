/**
 * The six lists of Climate Data Online and their single elements: filtered, sorted and cut into pages alike.
 * Source: https://www.ncdc.noaa.gov/cdo-web/webservices/v2 and recorded answers.
 */
import { dayOf, formatDay } from "../../kit/calendar.ts";
import { compareText } from "../world/table.ts";
import type { Station } from "../world/station.ts";
import { type Inventory, type Selection, findDataset, spanOfDatatype } from "./inventory.ts";
import { dataCategories, datasets } from "./datasets.ts";
import {
  type DescribedPlace,
  emptyDocument,
  writeDated,
  writeDataset,
  writeNamed,
  writeResults,
  writeStation,
} from "./documents.ts";
import { locationCategories } from "./locations.ts";
import { type Extent, readChoice, readDay, readExtent, readIds, readPaging } from "./parameters.ts";

/** An element with what lists are filtered and sorted by. Categories have no days. */
interface Element {
  readonly id: string;
  readonly name: string;
  readonly firstDay?: number;
  readonly lastDay?: number;
  readonly coverage?: number;
  /** Written only when it is shown. */
  readonly write: () => string;
}

type ListElements = (
  inventory: Inventory,
  options: { readonly selection: Selection; readonly nowMs: number; readonly extent?: Extent },
) => readonly Element[];

export const collections = {
  datasets: (inventory, { selection, nowMs }) => {
    const ids = inventory.datasetsOf(selection);
    return datasets
      .filter(({ id }) => ids.has(id))
      .map((one) =>
        dated({ ...one, lastDay: one.lastDay(nowMs) }, (row) =>
          writeDataset({ ...row, uid: one.uid }),
        ),
      );
  },
  datacategories: (inventory, { selection }) => {
    const isNarrowed = Object.entries(selection).some(
      ([name, ids]) => name !== "dataCategories" && ids !== undefined,
    );
    const used = new Set(inventory.datatypesOf(selection).map(({ category }) => category));
    return dataCategories
      .filter(([id]) => selection.dataCategories?.has(id) ?? true)
      .filter(([id]) => !isNarrowed || used.has(id))
      .map(([id, name]) => ({ id, name, write: () => writeNamed({ name, id }) }));
  },
  datatypes: (inventory, { selection, nowMs }) =>
    inventory.datatypesOf(selection).map((one) => {
      const span = spanOfDatatype(one, selection.datasets, nowMs);
      return dated({ ...one, ...span }, writeDated);
    }),
  locationcategories: (inventory, { selection }) => {
    const { datasets: wanted } = selection;
    const stations = wanted === undefined ? [] : inventory.stationsOf(selection);
    const places = new Set(stations.flatMap((station) => station.locations));
    return locationCategories
      .filter(({ id }) => selection.locationCategories?.has(id) ?? true)
      .filter(
        (category) =>
          wanted === undefined ||
          inventory.locations.some(({ id, category: of }) => of === category.id && places.has(id)),
      )
      .map((category) => ({ ...category, write: () => writeNamed(category) }));
  },
  locations: (inventory, { selection, nowMs }) => {
    const { locationCategories: wanted, locations: ids, ...aboutStations } = selection;
    const narrowing = { ...aboutStations, locations: undefined, locationCategories: undefined };
    const isNarrowed = Object.values(aboutStations).some((part) => part !== undefined);
    const places = new Set(
      isNarrowed ? inventory.stationsOf(narrowing).flatMap((station) => station.locations) : [],
    );
    return inventory.locations
      .filter(({ id }) => ids?.has(id) ?? true)
      .filter(({ category }) => wanted?.has(category) ?? true)
      .filter(({ id }) => !isNarrowed || places.has(id))
      .map((one) =>
        dated({ ...one, ...clip(one.firstDay, selection, nowMs), coverage: 1 }, writeDated),
      );
  },
  stations: (inventory, { selection, nowMs, extent }) =>
    inventory
      .stationsOf(selection)
      // A clock in the past does not know the stations to come.
      .filter((station) => inventory.lastDayOf(station, nowMs) >= station.firstDay)
      .filter((station) => extent === undefined || isInside(station, extent))
      .map((station) => {
        const { elevationM: elevation, latitude, longitude } = station;
        return dated({ ...station, lastDay: inventory.lastDayOf(station, nowMs) }, (row) =>
          writeStation({ ...row, elevation, latitude, longitude, elevationUnit: "METERS" }),
        );
      }),
} as const satisfies Record<string, ListElements>;

export type CollectionName = keyof typeof collections;

const sortFields = ["id", "name", "mindate", "maxdate", "datacoverage"] as const;

/** A page of a list. Throws a CdoRefusal. */
export function answerCollection(
  name: CollectionName,
  inventory: Inventory,
  query: URLSearchParams,
  nowMs: number,
): string {
  const paging = readPaging(query);
  const startDay = readDay(query, "startdate");
  const endDay = readDay(query, "enddate");
  const sortField = readChoice(query, "sortfield", sortFields);
  const isDescending = readChoice(query, "sortorder", ["asc", "desc"]) === "desc";
  const extent = readExtent(query);
  const list: ListElements = collections[name];
  const selection = readSelection(query);
  const found = list(inventory, { selection, nowMs, ...(extent === undefined ? {} : { extent }) })
    // Something must have been reported at or after the start, and at or before the end.
    .filter(({ lastDay }) => startDay === undefined || lastDay === undefined || lastDay >= startDay)
    .filter(({ firstDay }) => endDay === undefined || firstDay === undefined || firstDay <= endDay);
  const sorted = [...found].sort((a, b) => compare(a, b, sortField) * (isDescending ? -1 : 1));
  const from = Math.max(0, paging.offset - 1);
  const rows = sorted.slice(from, from + paging.limit).map(({ write }) => write());
  return writeResults(paging, sorted.length, rows);
}

const singleSelections = {
  datasets: "datasets",
  datacategories: "dataCategories",
  datatypes: "datatypes",
  locationcategories: "locationCategories",
  locations: "locations",
  stations: "stations",
} as const satisfies Record<CollectionName, keyof Selection>;

/** One element, bare; an id nobody knows is an empty object. */
export function answerElement(
  name: CollectionName,
  inventory: Inventory,
  id: string,
  nowMs: number,
): string {
  const wanted = { [singleSelections[name]]: new Set([id.toUpperCase()]) };
  const list: ListElements = collections[name];
  const found = list(inventory, { selection: { ...nothingSelected, ...wanted }, nowMs });
  return found.find((one) => one.id === id.toUpperCase())?.write() ?? emptyDocument;
}

const nothingSelected: Selection = {
  datasets: undefined,
  datatypes: undefined,
  dataCategories: undefined,
  locations: undefined,
  locationCategories: undefined,
  stations: undefined,
};

export function readSelection(query: URLSearchParams): Selection {
  return {
    datasets: readIds(query, "datasetid"),
    datatypes: readIds(query, "datatypeid"),
    dataCategories: readIds(query, "datacategoryid"),
    locations: readIds(query, "locationid"),
    locationCategories: readIds(query, "locationcategoryid"),
    stations: readIds(query, "stationid"),
  };
}

function dated(
  source: Required<Pick<Element, "id" | "name" | "firstDay" | "lastDay" | "coverage">>,
  write: (row: DescribedPlace) => string,
): Element {
  const { id, name, firstDay, lastDay, coverage } = source;
  const row = () => ({
    mindate: formatDay(firstDay),
    maxdate: formatDay(lastDay),
    name,
    datacoverage: coverage,
    id,
  });
  return { id, name, firstDay, lastDay, coverage, write: () => write(row()) };
}

/** Places have news every day; within a dataset only those of the dataset (as recorded for NORMAL_DLY). */
function clip(
  firstDay: number,
  { datasets: wanted }: Selection,
  nowMs: number,
): { readonly firstDay: number; readonly lastDay: number } {
  const yesterday = dayOf(nowMs) - 1;
  const found = [...(wanted ?? [])].flatMap((id) => findDataset(id) ?? []);
  if (found.length === 0) return { firstDay, lastDay: yesterday };
  const last = Math.max(...found.map((one) => one.lastDay(nowMs)));
  const first = Math.min(...found.map((one) => one.firstDay));
  return { firstDay: Math.max(firstDay, first), lastDay: Math.min(yesterday, last) };
}

function isInside({ latitude, longitude }: Station, extent: Extent): boolean {
  return (
    latitude >= extent.south &&
    latitude <= extent.north &&
    longitude >= extent.west &&
    longitude <= extent.east
  );
}

function compare(a: Element, b: Element, field: (typeof sortFields)[number]): number {
  const byId = compareText(a.id, b.id);
  switch (field) {
    case "id":
      return byId;
    case "name":
      return compareText(a.name, b.name) || byId;
    case "mindate":
      return (a.firstDay ?? 0) - (b.firstDay ?? 0) || byId;
    case "maxdate":
      return (a.lastDay ?? 0) - (b.lastDay ?? 0) || byId;
    case "datacoverage":
      return (a.coverage ?? 0) - (b.coverage ?? 0) || byId;
  }
}
