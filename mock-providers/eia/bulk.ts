/**
 * Bulk archives: `/bulk/manifest.txt` and `/bulk/<set>.zip`, without a key. An archive holds one text file with a
 * JSON document for each series, newest value first, as API v1 wrote them. Form after the source of public
 * clients; the words of the manifest are unverified. Archives are no part of the truth ledger.
 */
import { strToU8, zipSync } from "fflate";
import type { MockAnswer, MockRequest } from "../kit/types.ts";
import { civilDate, dayMs, dayOf, formatDay } from "../kit/calendar.ts";
import { localTime } from "../kit/time-zone.ts";
import { answer, apiError } from "./answers.ts";
import type { Frequency, Leaf } from "./leaf.ts";
import { international, outlook, totalEnergy } from "./outlook-leaves.ts";
import { surveyLeaves } from "./survey-leaves.ts";
import { countGaps, type Timeline } from "./timeline.ts";
import type { EiaWorld } from "./world.ts";

interface BulkSet {
  readonly id: string;
  readonly name: string;
  readonly leaves: readonly Leaf[];
  /** The middle of a legacy id, from the columns of a row. */
  readonly nameOf: (timeline: Timeline) => string;
}

const columnOf = (column: string) => (timeline: Timeline) => timeline.columns[column] ?? "";

const sets: readonly BulkSet[] = [
  {
    id: "PET",
    name: "Petroleum",
    leaves: surveyLeaves.filter(({ route }) => route.startsWith("petroleum/")),
    nameOf: columnOf("series"),
  },
  {
    id: "NG",
    name: "Natural Gas",
    leaves: surveyLeaves.filter(({ route }) => route.startsWith("natural-gas/")),
    nameOf: columnOf("series"),
  },
  {
    id: "STEO",
    name: "Short-Term Energy Outlook",
    leaves: [outlook],
    nameOf: columnOf("seriesId"),
  },
  { id: "TOTAL", name: "Total Energy", leaves: [totalEnergy], nameOf: columnOf("msn") },
  {
    id: "INTL",
    name: "International Energy Data",
    leaves: [international],
    nameOf: ({ columns, measures: [measure] }) =>
      [columns["productId"], columns["activityId"], columns["countryRegionId"], measure?.unit].join(
        "-",
      ),
  },
];

/** Newest values of a series an archive holds at most, ten years of weeks: making one must not hold others up. */
const valuesMax = 520;

export type AnswerBulk = (request: MockRequest, file: string) => MockAnswer;

/** Archives are made anew every day of the sandbox's clock; the last few are kept. */
export function createBulk(world: EiaWorld): AnswerBulk {
  const kept = new Map<string, Buffer>();
  return (request, file) => {
    // Everything in an archive is as of the last midnight of Washington.
    const updated = lastMidnight(request.nowMs);
    if (file === "manifest.txt") {
      const body = JSON.stringify(describeSets(updated));
      return answer(request, { body, contentType: "text/plain" });
    }
    const set = sets.find(({ id }) => `${id}.zip` === file);
    if (set === undefined) return apiError(request, 404, "Not found.");
    const key = `${set.id} ${updated.text}`;
    const body = kept.get(key) ?? makeArchive(world, set, updated);
    kept.set(key, body);
    const oldest = kept.keys().next();
    if (kept.size > sets.length && oldest.done !== true) kept.delete(oldest.value);
    return answer(request, { body, contentType: "application/zip" });
  };
}

interface Updated {
  readonly atMs: number;
  /** `2026-03-15T00:00:00-04:00`. */
  readonly text: string;
}

function lastMidnight(nowMs: number): Updated {
  const { days, offsetMs } = localTime("eastern", nowMs);
  const offset = `-${String(-offsetMs / 3_600_000).padStart(2, "0")}:00`;
  return { atMs: days * dayMs - offsetMs, text: `${formatDay(days)}T00:00:00${offset}` };
}

function describeSets({ text }: Updated) {
  const entries = sets.map(({ id, name }) => [
    id,
    {
      data_set: id,
      identifier: `EIA-${id}`,
      name,
      title: name,
      description: `${name}: every series with its history`,
      last_updated: text,
      modified: text,
      publisher: "U.S. Energy Information Administration",
      person: "EIA OpenData",
      mbox: "mailto:EIA_API_support@eia.gov",
      accessLevel: "public",
      accessURL: `https://api.eia.gov/bulk/${id}.zip`,
      format: "application/zip",
      spatial: "United States",
    },
  ]);
  return { dataset: Object.fromEntries(entries) as unknown };
}

function makeArchive(world: EiaWorld, set: BulkSet, updated: Updated): Buffer {
  const lines = set.leaves.flatMap((leaf) =>
    leaf.frequencies.flatMap((frequency) =>
      world
        .timelines(leaf, frequency.id)
        .map((timeline) => JSON.stringify(describeSeries(timeline, { set, frequency, updated }))),
    ),
  );
  const { year, month, day } = civilDate(dayOf(updated.atMs));
  // Zip stamps are wall-clock times without a zone; noon exists on every day of every zone.
  const mtime = new Date(year, month - 1, day, 12);
  const content = strToU8(lines.map((line) => `${line}\r\n`).join(""));
  return Buffer.from(zipSync({ [`${set.id}.txt`]: content }, { level: 6, mtime }));
}

function describeSeries(
  timeline: Timeline,
  { set, frequency, updated }: { set: BulkSet; frequency: Frequency; updated: Updated },
) {
  const { columns, measures, axis, firstIndex, gaps } = timeline;
  const [measure] = measures;
  const end = timeline.publishedBefore(updated.atMs);
  const data: [period: string, value: number | null][] = [];
  for (let index = end - 1; index >= firstIndex && data.length < valuesMax; index--) {
    if (countGaps(gaps, index, index + 1) > 0) continue;
    data.push([bulkPeriod(axis.text(index)), measure?.value(index, updated.atMs) ?? null]);
  }
  return {
    series_id: `${set.id}.${set.nameOf(timeline)}.${frequency.query}`,
    name: columns["series-description"] ?? columns["seriesDescription"] ?? columns["productName"],
    units: measure?.unit,
    f: frequency.query,
    copyright: "None",
    source: "EIA, U.S. Energy Information Administration",
    start: data.at(-1)?.[0] ?? "",
    end: data[0]?.[0] ?? "",
    last_updated: updated.text,
    data,
  };
}

/** `20260313`, `202603`, `2026Q1`, `2026`. */
function bulkPeriod(period: string): string {
  return period.replaceAll("-", "");
}
