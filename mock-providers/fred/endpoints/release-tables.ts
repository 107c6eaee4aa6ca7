/**
 * `release/tables`: the series of a release as a tree of sections and lines.
 * Source: https://fred.stlouisfed.org/docs/api/fred/release_tables.html and a recorded answer for release 10.
 * In JSON the answer names its release by text and each element by number; levels are text.
 */
import { attributes, writeJson, xmlProlog } from "../documents.ts";
import { dayText } from "../day-text.ts";
import { openEnd } from "../facts.ts";
import type { ReleaseEntry } from "../metadata/release-table.ts";
import { type FileType, readDay, readId, readText, readTrue } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { selectRows } from "../select-facts.ts";
import type { SeriesSpec } from "../series-spec.ts";
import { findSeries } from "../world.ts";
import { valueText } from "../write-rows.ts";
import { type Ask, type Endpoint, today } from "./ask.ts";
import { readRelease } from "./releases.ts";

export interface TableElement {
  readonly element_id: number;
  readonly release_id: number;
  readonly series_id: string | null;
  readonly parent_id: number | null;
  readonly line: string | null;
  readonly type: "section" | "series";
  readonly name: string;
  readonly level: string;
  readonly observation_value?: string;
  readonly observation_date?: string;
  readonly children: readonly TableElement[];
}

export interface ReleaseTable {
  /** Present where one element was asked for. */
  readonly name?: string;
  readonly element_id?: number;
  readonly release_id: string;
  readonly elements: Readonly<Record<string, TableElement>>;
}

/** The sections of a release: those of release 10 as recorded, one for all series elsewhere. */
function sectionsOf(release: ReleaseEntry): readonly (readonly [id: number, name: string])[] {
  if (release.id !== 10) return [[release.id * 1000, release.name]];
  return [
    [34481, "Consumer Price Index by Expenditure Category"],
    [36712, "Consumer Price Index Special Aggregate Indices"],
  ];
}

export const tables: Endpoint = (ask) => {
  const { query, fileType } = ask;
  const release = readRelease(ask);
  const elementText = readText(query, "element_id");
  const elements = sectionsOf(release).map(([id, name], index) =>
    section(ask, release, { id, name, holdsSeries: index === 0 }),
  );
  if (elementText === undefined) {
    const sections = elements.map((element) => ({ ...element, children: [] }));
    return {
      text: writeTables(fileType, { release_id: String(release.id), elements: keyed(sections) }),
    };
  }
  const wanted = readId(query, "element_id");
  const found = elements
    .flatMap((element) => [element, ...element.children])
    .find(({ element_id }) => element_id === wanted);
  if (found === undefined) throw badRequest("The element does not exist.");
  return {
    text: writeTables(fileType, {
      name: found.name,
      element_id: found.element_id,
      release_id: String(release.id),
      elements: keyed(found.children),
    }),
  };
};

export function writeTables(fileType: FileType, table: ReleaseTable): string {
  if (fileType === "json") return writeJson(table);
  const { elements, ...head } = table;
  const rows = Object.values(elements).map(({ children: _, ...element }) => {
    return `  <element${attributes(Object.entries(element))}/>\n`;
  });
  return `${xmlProlog}<elements${attributes(Object.entries(head))}>\n${rows.join("")}</elements>\n`;
}

function keyed(elements: readonly TableElement[]): Readonly<Record<string, TableElement>> {
  return Object.fromEntries(elements.map((element) => [String(element.element_id), element]));
}

function section(
  ask: Ask,
  release: ReleaseEntry,
  { id, name, holdsSeries }: { id: number; name: string; holdsSeries: boolean },
): TableElement {
  const series = holdsSeries ? ask.world.library.seriesOfRelease(release.id) : [];
  const out = series.filter((spec) => ask.world.statuses.at(spec, ask.nowMs) !== undefined);
  return {
    element_id: id,
    release_id: release.id,
    series_id: null,
    parent_id: null,
    line: null,
    type: "section",
    name,
    level: "0",
    children: out.map((spec, index) =>
      line(ask, release, { spec, parentId: id, number: index + 1 }),
    ),
  };
}

function line(
  ask: Ask,
  release: ReleaseEntry,
  { spec, parentId, number }: { spec: SeriesSpec; parentId: number; number: number },
): TableElement {
  return {
    element_id: parentId + number,
    release_id: release.id,
    series_id: spec.id,
    parent_id: parentId,
    line: String(number),
    type: "series",
    name: spec.title,
    level: "1",
    ...(readTrue(ask.query, "include_observation_values") ? latestValue(ask, spec) : {}),
    children: [],
  };
}

/** The value of `observation_date`, or the newest one before it. */
function latestValue({ query, nowMs, world }: Ask, spec: SeriesSpec) {
  const { facts, visible } = findSeries(world, spec.id, nowMs);
  const day = today(nowMs);
  const observationEnd = readDay(query, "observation_date") ?? openEnd;
  const rows = selectRows(facts, {
    visible,
    realtimeStart: day,
    realtimeEnd: day,
    observationStart: Number.NEGATIVE_INFINITY,
    observationEnd,
  });
  const fact = rows.facts.at(-1);
  if (fact === undefined) return { observation_value: ".", observation_date: "" };
  return {
    observation_value: valueText(facts.value(fact), spec),
    observation_date: dayText(facts.dates[fact] ?? 0),
  };
}
