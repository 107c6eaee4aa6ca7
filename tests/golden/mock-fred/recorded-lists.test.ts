/**
 * The mock's writers, fed with what a recording says, against the recording's own bytes. Trimmed recordings keep
 * the true counts, so they are written as they stand as well.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type SeriesDescription,
  seriesFields,
} from "../../../mock-providers/fred/describe-series.ts";
import { type Fields, writeDocument, writeList } from "../../../mock-providers/fred/documents.ts";
import { categoryFields } from "../../../mock-providers/fred/endpoints/categories.ts";
import { writeGraph } from "../../../mock-providers/fred/endpoints/fredgraph.ts";
import {
  type RegionalData,
  type SeriesGroup,
  writeGroup,
  writeRegions,
} from "../../../mock-providers/fred/endpoints/geofred.ts";
import {
  type ReleaseDate,
  nameKey,
  writeReleaseDates,
} from "../../../mock-providers/fred/endpoints/release-dates.ts";
import {
  type ReleaseTable,
  writeTables,
} from "../../../mock-providers/fred/endpoints/release-tables.ts";
import { releaseFields, sourceFields } from "../../../mock-providers/fred/endpoints/releases.ts";
import { type CountedTag, tagFields } from "../../../mock-providers/fred/endpoints/tags.ts";
import { type Facts, dateOffsetsOf, openEnd } from "../../../mock-providers/fred/facts.ts";
import type { RealtimePeriod } from "../../../mock-providers/fred/parameters.ts";
import { writeObservations } from "../../../mock-providers/fred/write-rows.ts";
import { parseDay } from "../../../mock-providers/kit/calendar.ts";

function sample(name: string): string {
  return readFileSync(new URL(`./samples/${name}`, import.meta.url), "utf8").trimEnd();
}

// Proof for the casts of this file: the samples are FRED's documented forms, committed beside it.
type Recorded = Readonly<Record<string, unknown>>;

function day(text: string): number {
  return parseDay(text) ?? expect.fail(`Not a day: ${text}`);
}

function periodOf(row: Recorded): RealtimePeriod {
  return {
    realtimeStart: day(row["realtime_start"] as string),
    realtimeEnd: day(row["realtime_end"] as string),
  };
}

/** What stands beside the list, in the recording's order. */
function headOf(recorded: Recorded, list: string): Fields {
  return Object.entries(recorded).filter(([name]) => name !== list) as unknown as Fields;
}

type Row = Recorded;
const lists: Readonly<Record<string, { element: string; fieldsOf: (row: Row) => Fields }>> = {
  seriess: {
    element: "series",
    fieldsOf: (row) => seriesFields(row as unknown as SeriesDescription),
  },
  tags: { element: "tag", fieldsOf: (row) => tagFields(row as unknown as CountedTag) },
  categories: {
    element: "category",
    fieldsOf: (row) => categoryFields({ ...row, parentId: row["parent_id"] } as never),
  },
  releases: {
    element: "release",
    fieldsOf: (row) =>
      releaseFields(
        { ...row, pressRelease: row["press_release"], sourceIds: [] } as never,
        periodOf(row),
      ),
  },
  sources: {
    element: "source",
    fieldsOf: (row) => sourceFields({ ...row, tag: "" } as never, periodOf(row)),
  },
};

describe("the mock's lists", () => {
  it.each([
    ["series_GDP.json", "seriess"],
    ["series_CPILFESL.json", "seriess"],
    ["series_WGS10YR.json", "seriess"],
    ["category_series_125.json", "seriess"],
    ["tags_series_slovenia_food_oecd.json", "seriess"],
    ["series_search_first_20_rows.json", "seriess"],
    ["series_updates_first_2_rows.json", "seriess"],
    ["series_tags_GDP.json", "tags"],
    ["tags_first_30_rows.json", "tags"],
    ["series_search_related_tags_empty.json", "tags"],
    ["category_125.json", "categories"],
    ["category_children_125.json", "categories"],
    ["series_categories_GDP.json", "categories"],
    ["releases.json", "releases"],
    ["release_10.json", "releases"],
    ["series_release_GDP.json", "releases"],
    ["release_sources_10.json", "sources"],
    ["source_1.json", "sources"],
  ])("write %s byte by byte", (file, name) => {
    const recorded = JSON.parse(sample(file)) as Recorded;
    const { element, fieldsOf } = lists[name] ?? expect.fail(name);
    const rows = (recorded[name] as Row[]).map(fieldsOf);
    const written = writeList("json", { name, element, fields: headOf(recorded, name) }, rows);
    expect(written).toBe(sample(file));
  });

  it.each(["release_dates_10.json", "releases_dates.json"])("write %s byte by byte", (file) => {
    const recorded = JSON.parse(sample(file)) as Recorded;
    const rows = recorded["release_dates"] as ReleaseDate[];
    const written = writeReleaseDates("json", headOf(recorded, "release_dates"), rows);
    expect(written).toBe(sample(file));
  });

  it("stand on one day by name as the recording has them, newest day first", () => {
    const { release_dates: rows } = JSON.parse(sample("releases_dates.json")) as {
      release_dates: Required<ReleaseDate>[];
    };
    const sorted = rows.toSorted((a, b) => {
      if (a.date !== b.date) return a.date < b.date ? 1 : -1;
      return nameKey(a.release_name) < nameKey(b.release_name) ? -1 : 1;
    });
    expect(sorted.map(({ release_id, date }) => [release_id, date])).toEqual(
      rows.map(({ release_id, date }) => [release_id, date]),
    );
  });

  it("write release_tables_10.json byte by byte", () => {
    const table = JSON.parse(sample("release_tables_10.json")) as ReleaseTable;
    expect(writeTables("json", table)).toBe(sample("release_tables_10.json"));
  });

  it("write the answers of GeoFRED byte by byte", () => {
    const group = JSON.parse(sample("geofred_series_group_WIPCPI.json")) as {
      series_group: SeriesGroup;
    };
    expect(writeGroup("json", group.series_group)).toBe(sample("geofred_series_group_WIPCPI.json"));
    const data = JSON.parse(sample("geofred_series_data_WIPCPI.json")) as { meta: RegionalData };
    expect(writeRegions("json", data.meta)).toBe(sample("geofred_series_data_WIPCPI.json"));
  });

  it("write fredgraph.csv byte by byte, missing values as empty cells", () => {
    const [head = "", ...lines] = sample("fredgraph_DGS10_20241216_20250110.csv").split("\n");
    const values = lines.map((line): [number, string] => {
      const [date = "", value = ""] = line.split(",");
      return [day(date), value];
    });
    const written = writeGraph([{ id: head.split(",")[1] ?? "", values: new Map(values) }]);
    expect(written.trimEnd()).toBe(sample("fredgraph_DGS10_20241216_20250110.csv"));
  });
});

interface RecordedRow {
  readonly realtime_start: string;
  readonly realtime_end: string;
  readonly date: string;
  readonly value: string;
}

describe("the mock's observation rows", () => {
  it.each([
    "series_observations_CPILFESL.json",
    "series_observations_GDP.json",
    "series_observations_GDP_all_releases.json",
    "series_observations_GDP_asof.json",
    "series_observations_GDP_output_type_4.json",
  ])("write %s byte by byte", (file) => {
    const recorded = JSON.parse(sample(file)) as Recorded;
    const rows = recorded["observations"] as RecordedRow[];
    const dates = Int32Array.from(rows, ({ date }) => day(date));
    const facts: Facts = {
      dates,
      vintages: new Int32Array(rows.length),
      value: () => Number.NaN,
      dateOffsets: dateOffsetsOf(dates),
      vintageDays: Int32Array.of(0),
      vintageMs: Float64Array.of(0),
    };
    const page = {
      facts: Int32Array.from(rows, (_, index) => index),
      starts: Int32Array.from(rows, ({ realtime_start }) => day(realtime_start)),
      ends: Int32Array.from(rows, ({ realtime_end }) =>
        realtime_end === "9999-12-31" ? openEnd : day(realtime_end),
      ),
      length: rows.length,
    };
    const text = writeObservations("json", facts, page, (index) => rows[index]?.value ?? "");
    const fields = headOf(recorded, "observations");
    expect(writeDocument("json", { name: "observations", fields }, text)).toBe(sample(file));
  });
});
