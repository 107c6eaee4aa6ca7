/**
 * Lists of series: search, updates, and the series of a category, a release or tags.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/series_search.html, series_updates.html,
 * category_series.html, release_series.html, tags_series.html, and recorded answers.
 */
import { dayMs } from "../../kit/calendar.ts";
import { localToUtcMs } from "../../kit/time-zone.ts";
import { dayText } from "../day-text.ts";
import {
  adjustments,
  describeSeries,
  frequencyName,
  frequencyText,
  seriesFields,
} from "../describe-series.ts";
import { type Fields, writeList } from "../documents.ts";
import {
  type RealtimePeriod,
  readChoice,
  readId,
  readNames,
  readRequired,
  readText,
} from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import type { SeriesSpec } from "../series-spec.ts";
import { type SeriesStatus, endOfDayMs } from "../series-status.ts";
import {
  type Ask,
  type Content,
  type Endpoint,
  type Ordering,
  type Orders,
  listFields,
  pageRows,
  readOrdering,
  readPage,
  readPresent,
  realtimeFields,
  sortBy,
} from "./ask.ts";
import { searchSeries } from "./search-series.ts";

interface Entry {
  readonly spec: SeriesSpec;
  readonly status: SeriesStatus;
  readonly groupPopularity: number;
  /** How well the entry fits a search; 0 elsewhere. */
  readonly rank: number;
}

const orders: Orders<Entry> = {
  series_id: ({ spec }) => spec.id,
  title: ({ spec }) => spec.title,
  units: ({ spec }) => spec.units,
  frequency: ({ spec }) => frequencyText(spec),
  seasonal_adjustment: ({ spec }) => spec.adjustment,
  realtime_start: () => 0,
  realtime_end: () => 0,
  last_updated: ({ status }) => status.updatedMs,
  observation_start: ({ status }) => status.firstDate,
  observation_end: ({ status }) => status.lastDate,
  popularity: ({ spec }) => spec.popularity,
  group_popularity: ({ groupPopularity }) => groupPopularity,
  search_rank: ({ rank }) => rank,
};
const orderNames = Object.keys(orders).filter((name) => name !== "search_rank");
const isBestFirst = (orderBy: string): boolean =>
  orderBy === "search_rank" || orderBy === "popularity";

export const search: Endpoint = (ask) => {
  const found = searchSeries(ask, readRequired(ask.query, "search_text"));
  const first = found.fullText ? "search_rank" : "series_id";
  const last = found.fullText ? orderNames : [...orderNames.slice(1), "search_rank"];
  const ordering = readOrdering(ask.query, [first, ...last], isBestFirst);
  return answerSeries(ask, [...found.ranks.keys()], ordering, found.ranks);
};

export const ofCategory: Endpoint = (ask) => {
  const { library } = ask.world;
  const id = readId(ask.query, "category_id");
  if (library.category(id) === undefined) throw badRequest("The category does not exist.");
  return answerSeries(ask, library.seriesOfCategory(id), byId(ask));
};

export const ofRelease: Endpoint = (ask) => {
  const { library } = ask.world;
  const id = readId(ask.query, "release_id");
  if (library.release(id) === undefined) throw badRequest("The release does not exist.");
  return answerSeries(ask, library.seriesOfRelease(id), byId(ask));
};

export const ofTags: Endpoint = (ask) => {
  // The names themselves are read with the other filters.
  readRequired(ask.query, "tag_names");
  return answerSeries(ask, ask.world.library.series, byId(ask));
};

function byId({ query }: Ask): Ordering {
  return readOrdering(query, ["series_id", ...orderNames.slice(1)], isBestFirst);
}

/** FRED looks back two weeks. */
const updatesMs = 14 * dayMs;

export const updates: Endpoint = (ask) => {
  const { query, nowMs } = ask;
  const period = readPresent(ask);
  const page = readPage(query);
  const filter = readChoice(query, "filter_value", ["all", "macro", "regional"]);
  const fromMs = readMinute(query, "start_time") ?? nowMs - updatesMs;
  const toMs = readMinute(query, "end_time") ?? nowMs;
  if (fromMs > toMs) throw badRequest("Variable start_time can not be after variable end_time.");
  const place = { macro: "nation", regional: "state", all: undefined }[filter];
  const entries = seriesAt(ask, ask.world.library.series, period).filter(
    ({ spec, status }) =>
      status.updatedMs >= fromMs &&
      status.updatedMs <= toMs &&
      (place === undefined || ask.world.library.tagsOf(spec).has(place)),
  );
  const sorted = sortBy(entries, orders, { orderBy: "last_updated", descending: true });
  const fields: Fields = [
    ...realtimeFields(period),
    ["filter_variable", "geography"],
    ["filter_value", filter],
    ["order_by", "last_updated"],
    ["sort_order", "desc"],
    ["count", sorted.length],
    ["offset", page.offset],
    ["limit", page.limit],
  ];
  const rows = pageRows(sorted, page).map(({ spec, status }) =>
    seriesFields(describeSeries(spec, status, period)),
  );
  return { text: writeList(ask.fileType, { name: "seriess", element: "series", fields }, rows) };
};

function answerSeries(
  ask: Ask,
  series: readonly SeriesSpec[],
  ordering: Ordering,
  ranks?: ReadonlyMap<SeriesSpec, number>,
): Content {
  const period = readPresent(ask);
  const page = readPage(ask.query);
  const entries = seriesAt(ask, series.filter(createFilter(ask)), period, ranks);
  const sorted = sortBy(entries, orders, ordering);
  const rows = pageRows(sorted, page).map(({ spec, status, groupPopularity }) =>
    seriesFields({
      ...describeSeries(spec, status, period),
      group_popularity: groupPopularity,
    }),
  );
  const fields = listFields(period, ordering, sorted.length, page);
  return { text: writeList(ask.fileType, { name: "seriess", element: "series", fields }, rows) };
}

/** Series that are out in the period, in order of their ids. */
function seriesAt(
  { world, nowMs }: Ask,
  series: readonly SeriesSpec[],
  period: RealtimePeriod,
  ranks?: ReadonlyMap<SeriesSpec, number>,
): Entry[] {
  const instantMs = Math.min(nowMs, endOfDayMs(period.realtimeEnd));
  const entries = series.flatMap((spec): Entry[] => {
    const status = world.statuses.at(spec, instantMs);
    if (status === undefined) return [];
    const groupPopularity = world.library.groupPopularity(spec);
    return [{ spec, status, groupPopularity, rank: ranks?.get(spec) ?? 0 }];
  });
  return sortBy(entries, orders, { orderBy: "series_id", descending: false });
}

/** The filters all lists share: tags that must be there, tags that must not, and one variable's value. */
export function createFilter({ query, world }: Ask): (spec: SeriesSpec) => boolean {
  const wanted = readNames(query, "tag_names");
  const unwanted = readNames(query, "exclude_tag_names");
  if (unwanted.length > 0 && wanted.length === 0) {
    throw badRequest("Variable exclude_tag_names requires that variable tag_names is also set.");
  }
  const variable =
    readText(query, "filter_variable") === undefined
      ? undefined
      : readChoice(query, "filter_variable", ["frequency", "units", "seasonal_adjustment"]);
  const value = readText(query, "filter_value")?.toLowerCase();
  return (spec) => {
    const tags = world.library.tagsOf(spec);
    if (!wanted.every((name) => tags.has(name))) return false;
    if (unwanted.some((name) => tags.has(name))) return false;
    if (variable === undefined || value === undefined) return true;
    return filterable[variable](spec).some((text) => text.toLowerCase() === value);
  };
}

const filterable = {
  frequency: (spec: SeriesSpec) => [frequencyText(spec), frequencyName(spec)],
  units: (spec: SeriesSpec) => [spec.units],
  seasonal_adjustment: (spec: SeriesSpec) => [adjustments[spec.adjustment], spec.adjustment],
} as const;

/** `YYYYMMDDhhmm` on St. Louis's clock. */
function readMinute(query: URLSearchParams, name: string): number | undefined {
  const text = readText(query, name);
  if (text === undefined) return undefined;
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(text);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = (match ?? []).slice(1).map(Number);
  const localMs = Date.UTC(year, month - 1, day, hour, minute);
  const same = dayText(Math.floor(localMs / dayMs)).replaceAll("-", "") === text.slice(0, 8);
  if (match === null || !same || hour > 23 || minute > 59) {
    throw badRequest(`Variable ${name} is not a YYYYMMDDHhmm formatted time (e.g. 201803021420).`);
  }
  return localToUtcMs("central", localMs);
}
