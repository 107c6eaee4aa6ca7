/** A recorded answer turned into what the mock writes answers from, so that both texts can be compared. */
import { readFileSync } from "node:fs";
import { readRequest } from "../../../mock-providers/eia/read-request.ts";
import type { DataPage } from "../../../mock-providers/eia/data-answer.ts";
import type { Frequency, Leaf } from "../../../mock-providers/eia/leaf.ts";
import type { PeriodAxis } from "../../../mock-providers/eia/periods.ts";
import { createTimeline, type Timeline } from "../../../mock-providers/eia/timeline.ts";

export type SampleRow = Readonly<Record<string, string | number | null>>;

export interface SampleAnswer {
  readonly response: {
    readonly total: string | number;
    readonly dateFormat: string;
    readonly frequency: Frequency["id"];
    readonly data: readonly SampleRow[];
    readonly description?: string;
    readonly id?: string;
  };
  readonly request: { readonly command?: string };
}

/** The recordings stand beside the tests of the pipeline's readers, which read the same files. */
function readText(name: string): string {
  const file = new URL(`../providers/samples/eia/${name}.json`, import.meta.url);
  return readFileSync(file, "utf8").trimEnd();
}

export function readSample(name: string): { readonly text: string; readonly answer: SampleAnswer } {
  const text = readText(name);
  // The samples are recordings of the shape the interface describes.
  return { text, answer: JSON.parse(text) as SampleAnswer };
}

/** A sample of which only the rows were kept. */
export function readSampleRows(name: string): readonly SampleRow[] {
  return (JSON.parse(readText(name)) as { readonly data: readonly SampleRow[] }).data;
}

/** The member `response` as text; everything else of the older samples was changed by their origin. */
export function responseText(text: string): string {
  const end = text.lastIndexOf(',"request":');
  return text.slice('{"response":'.length, end);
}

export interface SampleSource {
  readonly leaf: Leaf;
  readonly response: Pick<SampleAnswer["response"], "total" | "dateFormat" | "frequency" | "data">;
  /** The measured columns, `value` where nothing is said. */
  readonly columns?: readonly string[];
  /** The request as the origin sent it. */
  readonly path?: string;
  readonly query?: string;
}

export function samplePage(source: SampleSource): DataPage {
  const { leaf, response, columns = ["value"], path = "/v2/x", query = "" } = source;
  const { data, total, dateFormat, frequency } = response;
  const { echo } = readRequest({
    method: "GET",
    path,
    query,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: 0,
  });
  const series = data.map((row) => seriesColumns(leaf, row, columns));
  const names = [...new Set(series.map((one) => JSON.stringify(one)))];
  const axis = sampleAxis(data.map(({ period }) => String(period)));
  return {
    leaf,
    frequency: { id: frequency, description: "", query: "", format: dateFormat },
    members: names.map((name) => sampleTimeline({ leaf, data, columns, axis }, name, series)),
    rows: {
      slots: Int32Array.from(series, (one) => names.indexOf(JSON.stringify(one))),
      indexes: Int32Array.from(data.keys()),
    },
    total: Number(total),
    columns,
    nowMs: 0,
    echo,
  };
}

type SeriesColumns = Readonly<Record<string, string | null>>;

/** What tells a series from others: all columns but period, values and units, and not why a value is missing. */
function seriesColumns(leaf: Leaf, row: SampleRow, columns: readonly string[]): SeriesColumns {
  const measured = columns.flatMap((column) => [column, leaf.unitColumn(column)]);
  const isMissing = columns.every((column) => row[column] === leaf.missing?.text);
  const own = Object.entries(row).filter(([name]) => name !== "period" && !measured.includes(name));
  return Object.fromEntries(
    own.map(([name, value]) => {
      const says = isMissing && Object.hasOwn(leaf.missing?.columns ?? {}, name);
      return [name, value === null || says ? null : String(value)];
    }),
  );
}

function sampleTimeline(
  sample: Required<Pick<SampleSource, "leaf" | "columns">> & {
    readonly data: readonly SampleRow[];
    readonly axis: PeriodAxis;
  },
  name: string,
  series: readonly SeriesColumns[],
): Timeline {
  const { leaf, data, columns, axis } = sample;
  const first = series.findIndex((one) => JSON.stringify(one) === name);
  return createTimeline({
    leaf,
    name: "sample",
    frequency: "daily",
    location: null,
    columns: series[first] ?? {},
    axis,
    firstIndex: 0,
    publishedBefore: () => data.length,
    measures: columns.map((column) => ({
      column,
      unit: String(data[first]?.[leaf.unitColumn(column)]),
      value(index) {
        const value = data[index]?.[column];
        return value === null || value === undefined || value === "NA" ? null : Number(value);
      },
    })),
  });
}

function sampleAxis(periods: readonly string[]): PeriodAxis {
  return {
    text: (index) => periods[index] ?? "",
    startMs: (index) => index,
    endMs: (index) => index + 1,
    indexFrom: (utcMs) => utcMs,
  };
}
