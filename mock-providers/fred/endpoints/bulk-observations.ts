/**
 * `/fred/v2/release/observations`: the newest values of all series of a release at once (unverified).
 * Source: https://fred.stlouisfed.org/docs/api/fred/v2/. The key comes in a header, the answer in pages that follow
 * one another by a cursor.
 */
import { dayText } from "../day-text.ts";
import { adjustments, centralTime, frequencyText } from "../describe-series.ts";
import { attributes, writeJson, xmlProlog } from "../documents.ts";
import { at } from "../facts.ts";
import { parseDay } from "../../kit/calendar.ts";
import { type FileType, readText, readWhole } from "../parameters.ts";
import { badRequest } from "../refusal.ts";
import { selectRows } from "../select-facts.ts";
import type { SeriesSpec } from "../series-spec.ts";
import { findSeries } from "../world.ts";
import { valueText } from "../write-rows.ts";
import { type Ask, type Endpoint, today } from "./ask.ts";
import { readRelease } from "./releases.ts";

const observationsMax = 500_000;
const earliest = -1_000_000;

interface BulkSeries {
  readonly series_id: string;
  readonly title: string;
  readonly frequency: string;
  readonly units: string;
  readonly seasonal_adjustment: string;
  readonly last_updated: string;
  readonly observations: readonly { readonly date: string; readonly value: string }[];
}

interface BulkAnswer {
  readonly has_more: boolean;
  readonly next_cursor: string | null;
  readonly release: {
    readonly release_id: number;
    readonly name: string;
    readonly url: string | null;
    readonly sources: readonly { readonly name: string; readonly url: string | null }[];
  };
  readonly series: readonly BulkSeries[];
}

export const bulkObservations: Endpoint = (ask) => {
  const { query, world, nowMs, fileType } = ask;
  const release = readRelease(ask);
  const limit = readWhole(query, "limit", {
    fallback: observationsMax,
    min: 1,
    max: observationsMax,
  });
  const all = world.library
    .seriesOfRelease(release.id)
    .filter((spec) => world.statuses.at(spec, nowMs) !== undefined)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  let { index, from } = readCursor(ask, all);
  const series: BulkSeries[] = [];
  let left = limit;
  let next: string | null = null;
  for (; index < all.length; index++, from = earliest) {
    const spec = all[index];
    if (spec === undefined) break;
    if (left === 0) {
      next = `${spec.id},`;
      break;
    }
    const { described, nextDate } = describe(ask, spec, { from, rowsMax: left });
    series.push(described);
    left -= described.observations.length;
    if (nextDate !== undefined) {
      next = `${spec.id},${nextDate}`;
      break;
    }
  }
  const sources = world.library.sources.filter(({ id }) =>
    release.sourceIds.some((one) => one === id),
  );
  const answer: BulkAnswer = {
    has_more: next !== null,
    next_cursor: next,
    release: {
      release_id: release.id,
      name: release.name,
      url: release.link ?? null,
      sources: sources.map(({ name, link }) => ({ name, url: link ?? null })),
    },
    series,
  };
  return { text: writeBulk(fileType, answer) };
};

function writeBulk(fileType: FileType, answer: BulkAnswer): string {
  if (fileType === "json") return writeJson(answer);
  const { release, series, ...head } = answer;
  const { sources, ...named } = release;
  const lines = [
    `  <release${attributes(Object.entries(named))}>`,
    ...sources.map((source) => `    <source${attributes(Object.entries(source))}/>`),
    "  </release>",
    ...series.flatMap(({ observations, ...one }) => [
      `  <series${attributes(Object.entries(one))}>`,
      ...observations.map(
        ({ date, value }) => `    <observation date="${date}" value="${value}"/>`,
      ),
      "  </series>",
    ]),
  ];
  return `${xmlProlog}<observations${attributes(Object.entries(head))}>\n${lines.join("\n")}\n</observations>\n`;
}

/** A cursor names the first observation of the page: `DGS10,2024-01-02`. */
function readCursor({ query }: Ask, all: readonly SeriesSpec[]): { index: number; from: number } {
  const text = readText(query, "next_cursor");
  if (text === undefined) return { index: 0, from: earliest };
  const [id, date = ""] = text.split(",");
  const index = all.findIndex((spec) => spec.id === id);
  const from = date === "" ? earliest : parseDay(date);
  if (index === -1 || from === undefined) {
    throw badRequest("Variable next_cursor is not a cursor of this release.");
  }
  return { index, from };
}

function describe(
  { world, nowMs }: Ask,
  spec: SeriesSpec,
  { from, rowsMax }: { readonly from: number; readonly rowsMax: number },
): { described: BulkSeries; nextDate: string | undefined } {
  const { facts, visible } = findSeries(world, spec.id, nowMs);
  const day = today(nowMs);
  const rows = selectRows(facts, {
    visible,
    realtimeStart: day,
    realtimeEnd: day,
    observationStart: from,
    observationEnd: Number.MAX_SAFE_INTEGER,
  });
  const dateAt = (row: number): string => dayText(at(facts.dates, at(rows.facts, row)));
  const shown = Math.min(rows.length, rowsMax);
  const observations = Array.from({ length: shown }, (_, row) => ({
    date: dateAt(row),
    value: valueText(facts.value(at(rows.facts, row)), spec),
  }));
  const described = {
    series_id: spec.id,
    title: spec.title,
    frequency: frequencyText(spec),
    units: spec.units,
    seasonal_adjustment: adjustments[spec.adjustment],
    last_updated: centralTime(at(facts.vintageMs, visible - 1)),
    observations,
  };
  return { described, nextDate: shown < rows.length ? dateAt(shown) : undefined };
}
