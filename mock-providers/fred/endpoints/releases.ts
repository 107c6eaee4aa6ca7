/**
 * Releases and the sources that make them.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/releases.html, release.html, series_release.html,
 * release_sources.html, sources.html, source.html, source_releases.html, and recorded answers.
 */
import { type Fields, writeList } from "../documents.ts";
import type { ReleaseEntry } from "../metadata/release-table.ts";
import type { SourceEntry } from "../metadata/source-table.ts";
import { type RealtimePeriod, readId, readText } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { findSeries } from "../world.ts";
import {
  type Ask,
  type Content,
  type Endpoint,
  type Orders,
  listFields,
  pageRows,
  readOrdering,
  readPage,
  readPresent,
  realtimeFields,
  sortBy,
} from "./ask.ts";

/** A release's fields in FRED's order; what it has no link or notes for is left out. */
export function releaseFields(release: ReleaseEntry, period: RealtimePeriod): Fields {
  const { id, name, pressRelease, link, notes } = release;
  return [
    ["id", id],
    ...realtimeFields(period),
    ["name", name],
    ["press_release", pressRelease],
    ...(link === undefined ? [] : [["link", link] as const]),
    ...(notes === undefined ? [] : [["notes", notes] as const]),
  ];
}

export function sourceFields({ id, name, link }: SourceEntry, period: RealtimePeriod): Fields {
  return [
    ["id", id],
    ...realtimeFields(period),
    ["name", name],
    ...(link === undefined ? [] : [["link", link] as const]),
  ];
}

const releaseOrders: Orders<ReleaseEntry> = {
  release_id: ({ id }) => id,
  name: ({ name }) => name,
  press_release: ({ pressRelease }) => Number(pressRelease),
  realtime_start: () => 0,
  realtime_end: () => 0,
};
const releaseOrderNames = [
  "release_id",
  "name",
  "press_release",
  "realtime_start",
  "realtime_end",
] as const;

const sourceOrders: Orders<SourceEntry> = {
  source_id: ({ id }) => id,
  name: ({ name }) => name,
  realtime_start: () => 0,
  realtime_end: () => 0,
};
const sourceOrderNames = ["source_id", "name", "realtime_start", "realtime_end"] as const;

const ascending = (): boolean => false;

export const release: Endpoint = (ask) => {
  const found = readRelease(ask);
  return oneRelease(ask, found);
};

export const ofSeries: Endpoint = (ask) => {
  const { query, world, nowMs } = ask;
  const { spec } = findSeries(world, readText(query, "series_id"), nowMs);
  return oneRelease(ask, world.library.release(spec.releaseId));
};

export const releases: Endpoint = (ask) => pageOfReleases(ask, ask.world.library.releases);

export const ofSource: Endpoint = (ask) => {
  const { id } = readSource(ask);
  return pageOfReleases(
    ask,
    ask.world.library.releases.filter(({ sourceIds }) => sourceIds.some((one) => one === id)),
  );
};

export const sources: Endpoint = (ask) => {
  const { query, fileType, world } = ask;
  const period = readPresent(ask);
  const page = readPage(query);
  const ordering = readOrdering(query, sourceOrderNames, ascending);
  const sorted = sortBy(world.library.sources, sourceOrders, ordering);
  const rows = pageRows(sorted, page).map((one) => sourceFields(one, period));
  const fields = listFields(period, ordering, sorted.length, page);
  return { text: writeList(fileType, { name: "sources", element: "source", fields }, rows) };
};

export const source: Endpoint = (ask) => listSources(ask, [readSource(ask)]);

export const sourcesOfRelease: Endpoint = (ask) => {
  const { sourceIds } = readRelease(ask);
  return listSources(
    ask,
    ask.world.library.sources.filter(({ id }) => sourceIds.some((one) => one === id)),
  );
};

export function readRelease({ query, world }: Ask): ReleaseEntry {
  const found = world.library.release(readId(query, "release_id"));
  if (found === undefined) throw badRequest("The release does not exist.");
  return found;
}

function readSource({ query, world }: Ask): SourceEntry {
  const found = world.library.source(readId(query, "source_id"));
  if (found === undefined) throw badRequest("The source does not exist.");
  return found;
}

function oneRelease(ask: Ask, found: ReleaseEntry | undefined): Content {
  const period = readPresent(ask);
  const list = { name: "releases", element: "release", fields: realtimeFields(period) };
  const rows = found === undefined ? [] : [releaseFields(found, period)];
  return { text: writeList(ask.fileType, list, rows) };
}

function pageOfReleases(ask: Ask, all: readonly ReleaseEntry[]): Content {
  const period = readPresent(ask);
  const page = readPage(ask.query);
  const ordering = readOrdering(ask.query, releaseOrderNames, ascending);
  const sorted = sortBy(all, releaseOrders, ordering);
  const rows = pageRows(sorted, page).map((one) => releaseFields(one, period));
  const fields = listFields(period, ordering, sorted.length, page);
  return { text: writeList(ask.fileType, { name: "releases", element: "release", fields }, rows) };
}

function listSources(ask: Ask, found: readonly SourceEntry[]): Content {
  const period = readPresent(ask);
  const list = { name: "sources", element: "source", fields: realtimeFields(period) };
  const rows = found.map((one) => sourceFields(one, period));
  return { text: writeList(ask.fileType, list, rows) };
}
