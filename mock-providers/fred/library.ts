/**
 * FRED's catalogue of the mock's world: which series there are, and how releases, sources, categories and tags
 * hang together. One index, so that every endpoint tells the same story.
 */
import { frequencyName } from "./describe-series.ts";
import { type CategoryEntry, categoryTable, relatedCategories } from "./metadata/category-table.ts";
import { type ReleaseEntry, releaseTable } from "./metadata/release-table.ts";
import { type SourceEntry, sourceTable } from "./metadata/source-table.ts";
import {
  type TagEntry,
  generalTag,
  releaseCopyrights,
  releaseTags,
  tagTable,
} from "./metadata/tag-table.ts";
import type { SeriesSpec } from "./series-spec.ts";

export interface Library {
  readonly series: readonly SeriesSpec[];
  readonly releases: readonly ReleaseEntry[];
  readonly sources: readonly SourceEntry[];
  readonly tags: ReadonlyMap<string, TagEntry>;
  release(id: number): ReleaseEntry | undefined;
  source(id: number): SourceEntry | undefined;
  category(id: number): CategoryEntry | undefined;
  childrenOf(categoryId: number): readonly CategoryEntry[];
  relatedTo(categoryId: number): readonly CategoryEntry[];
  seriesOfRelease(id: number): readonly SeriesSpec[];
  seriesOfCategory(id: number): readonly SeriesSpec[];
  /** Names, also of series that no list shows. */
  tagsOf(spec: SeriesSpec): ReadonlySet<string>;
  /** The greatest popularity among series of the same title. */
  groupPopularity(spec: SeriesSpec): number;
}

export function createLibrary(series: readonly SeriesSpec[]): Library {
  const tagSets = new Map(series.map((spec) => [spec.id, tagNames(spec)]));
  const byRelease = group(series, ({ releaseId }) => [releaseId]);
  const byCategory = group(series, ({ categoryIds }) => categoryIds);
  const byTitle = group(series, ({ title }) => [title]);
  return {
    series,
    releases: releaseTable,
    sources: sourceTable,
    tags: listTags(tagSets.values()),
    release: (id) => releaseTable.find((release) => release.id === id),
    source: (id) => sourceTable.find((source) => source.id === id),
    category: (id) => categoryTable.find((category) => category.id === id),
    childrenOf: (id) =>
      categoryTable.filter(({ parentId, id: own }) => parentId === id && own !== id),
    relatedTo: (id) => {
      const ids = relatedCategories.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : []));
      return categoryTable.filter((category) => ids.includes(category.id));
    },
    seriesOfRelease: (id) => byRelease.get(id) ?? [],
    seriesOfCategory: (id) => byCategory.get(id) ?? [],
    tagsOf: (spec) => tagSets.get(spec.id) ?? tagNames(spec),
    groupPopularity: (spec) =>
      Math.max(spec.popularity, ...(byTitle.get(spec.title) ?? []).map((one) => one.popularity)),
  };
}

/** The only release of regional figures here. */
const personalIncomeByState = 110;

function tagNames(spec: SeriesSpec): ReadonlySet<string> {
  const { releaseId } = spec;
  const release = releaseTable.find(({ id }) => id === releaseId);
  const sources = (release?.sourceIds ?? []).flatMap((id) =>
    sourceTable.filter((source) => source.id === id).map((source) => source.tag),
  );
  const releaseTag = releaseTags[releaseId];
  return new Set([
    ...spec.tags,
    frequencyName(spec).toLowerCase(),
    spec.adjustment === "NSA" ? "nsa" : "sa",
    releaseId === personalIncomeByState ? "state" : "nation",
    "usa",
    ...sources,
    ...(releaseTag === undefined ? [] : [releaseTag]),
    releaseCopyrights[releaseId] ?? "public domain: citation requested",
  ]);
}

function listTags(sets: Iterable<ReadonlySet<string>>): Map<string, TagEntry> {
  const known = new Map(tagTable.map((tag) => [tag.name, tag]));
  const used = new Map<string, TagEntry>();
  for (const set of sets) {
    for (const name of set) used.set(name, known.get(name) ?? generalTag(name));
  }
  return used;
}

function group<Key>(
  series: readonly SeriesSpec[],
  keysOf: (spec: SeriesSpec) => readonly Key[],
): Map<Key, SeriesSpec[]> {
  const groups = new Map<Key, SeriesSpec[]>();
  for (const spec of series) {
    for (const key of keysOf(spec)) {
      const members = groups.get(key);
      if (members === undefined) groups.set(key, [spec]);
      else members.push(spec);
    }
  }
  return groups;
}
