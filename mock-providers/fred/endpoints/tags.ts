/**
 * Tags: of everything, of a series, a search, a category or a release, and those that occur together with others.
 * Sources: https://fred.stlouisfed.org/docs/api/fred/tags.html, related_tags.html, series_tags.html,
 * series_search_tags.html, category_tags.html, release_tags.html, and recorded answers.
 */
import { type Fields, writeList } from "../documents.ts";
import { type TagEntry, tagGroups } from "../metadata/tag-table.ts";
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
import { endOfDayMs } from "../series-status.ts";
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
  sortBy,
} from "./ask.ts";
import { searchSeries } from "./search-series.ts";

/** A tag with the number of series that have it, among those asked about. */
export interface CountedTag {
  readonly name: string;
  readonly group_id: string;
  readonly notes: string | null;
  readonly created: string;
  readonly popularity: number;
  readonly series_count: number;
}

export function tagFields(tag: CountedTag): Fields {
  return [
    ["name", tag.name],
    ["group_id", tag.group_id],
    ["notes", tag.notes],
    ["created", tag.created],
    ["popularity", tag.popularity],
    ["series_count", tag.series_count],
  ];
}

const orders: Orders<CountedTag> = {
  series_count: (tag) => tag.series_count,
  popularity: (tag) => tag.popularity,
  created: (tag) => tag.created,
  name: (tag) => tag.name,
  group_id: (tag) => tag.group_id,
};
const orderNames = ["series_count", "popularity", "created", "name", "group_id"] as const;

type Scope = (ask: Ask) => readonly SeriesSpec[];

const everything: Scope = ({ world }) => world.library.series;

const ofCategory: Scope = ({ query, world }) => {
  const id = readId(query, "category_id");
  if (world.library.category(id) === undefined) throw badRequest("The category does not exist.");
  return world.library.seriesOfCategory(id);
};

const ofRelease: Scope = ({ query, world }) => {
  const id = readId(query, "release_id");
  if (world.library.release(id) === undefined) throw badRequest("The release does not exist.");
  return world.library.seriesOfRelease(id);
};

const ofSearch: Scope = (ask) => {
  const found = searchSeries(ask, readRequired(ask.query, "series_search_text"));
  return [...found.ranks.keys()];
};

export const tags = tagsWithin(everything, "search_text");
export const relatedTags = relatedWithin(everything, "search_text");
export const categoryTags = tagsWithin(ofCategory, "search_text");
export const categoryRelatedTags = relatedWithin(ofCategory, "search_text");
export const releaseTags = tagsWithin(ofRelease, "search_text");
export const releaseRelatedTags = relatedWithin(ofRelease, "search_text");
export const searchTags = tagsWithin(ofSearch, "tag_search_text");
export const searchRelatedTags = relatedWithin(ofSearch, "tag_search_text");

/** The tags of one series, counted over all series; the only list of tags that begins with the rarest. */
export const seriesTags: Endpoint = (ask) => {
  const { query, world, nowMs } = ask;
  const { spec } = findSeries(world, readText(query, "series_id"), nowMs);
  const own = world.library.tagsOf(spec);
  const period = readPresent(ask);
  const counted = countTags(ask, everything(ask), period).filter(({ name }) => own.has(name));
  return answerTags(ask, counted, period, false);
};

function tagsWithin(scope: Scope, searchVariable: string): Endpoint {
  return (ask) => {
    const series = scope(ask);
    const wanted = readNames(ask.query, "tag_names");
    const period = readPresent(ask);
    const counted = countTags(ask, series, period).filter(
      ({ name }) => wanted.length === 0 || wanted.includes(name),
    );
    return answerTags(ask, filterTags(ask, counted, searchVariable), period);
  };
}

/** Tags of the series that have all of `tag_names` and none of `exclude_tag_names`. */
function relatedWithin(scope: Scope, searchVariable: string): Endpoint {
  return (ask) => {
    const { query, world } = ask;
    const series = scope(ask);
    readRequired(query, "tag_names");
    const wanted = readNames(query, "tag_names");
    const unwanted = readNames(query, "exclude_tag_names");
    const related = series.filter((spec) => {
      const own = world.library.tagsOf(spec);
      return wanted.every((name) => own.has(name)) && !unwanted.some((name) => own.has(name));
    });
    const period = readPresent(ask);
    const counted = countTags(ask, related, period).filter(({ name }) => !wanted.includes(name));
    return answerTags(ask, filterTags(ask, counted, searchVariable), period);
  };
}

function filterTags(
  { query }: Ask,
  counted: readonly CountedTag[],
  searchVariable: string,
): readonly CountedTag[] {
  const group =
    readText(query, "tag_group_id") === undefined
      ? undefined
      : readChoice(query, "tag_group_id", tagGroups);
  const words = (readText(query, searchVariable) ?? "").toLowerCase().split(/[\s+]+/);
  return counted.filter(
    ({ group_id, name, notes }) =>
      (group === undefined || group_id === group) &&
      words.every((word) => name.includes(word) || (notes ?? "").toLowerCase().includes(word)),
  );
}

/** Series that are not out yet do not count. */
function countTags(
  { world, nowMs }: Ask,
  series: readonly SeriesSpec[],
  period: RealtimePeriod,
): CountedTag[] {
  const instantMs = Math.min(nowMs, endOfDayMs(period.realtimeEnd));
  const counts = new Map<string, number>();
  for (const spec of series) {
    if (world.statuses.at(spec, instantMs) === undefined) continue;
    for (const name of world.library.tagsOf(spec)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const counted = [...counts].flatMap(([name, count]) => {
    const tag = world.library.tags.get(name);
    return tag === undefined ? [] : [countedTag(tag, count)];
  });
  return sortBy(counted, orders, { orderBy: "name", descending: false });
}

function countedTag(tag: TagEntry, count: number): CountedTag {
  const { name, groupId, notes, created, popularity } = tag;
  return { name, group_id: groupId, notes, created, popularity, series_count: count };
}

function answerTags(
  { query, fileType }: Ask,
  counted: readonly CountedTag[],
  period: RealtimePeriod,
  mostFirst = true,
): Content {
  const page = readPage(query);
  const ordering = readOrdering(
    query,
    orderNames,
    (orderBy) => mostFirst && (orderBy === "series_count" || orderBy === "popularity"),
  );
  const rows = pageRows(sortBy(counted, orders, ordering), page).map(tagFields);
  const fields = listFields(period, ordering, counted.length, page);
  return { text: writeList(fileType, { name: "tags", element: "tag", fields }, rows) };
}
