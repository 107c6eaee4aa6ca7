/** A recorded answer turned into what the mock writes answers from, so that both texts can be compared. */
import { readFileSync } from "node:fs";
import { readRequest } from "../../../mock-providers/eia/read-request.ts";
import type { DataPage } from "../../../mock-providers/eia/data-answer.ts";
import type { Frequency, Leaf } from "../../../mock-providers/eia/leaves.ts";
import type { PeriodAxis } from "../../../mock-providers/eia/periods.ts";
import { createTimeline, type Timeline } from "../../../mock-providers/eia/timeline.ts";

export interface SampleAnswer {
  readonly response: {
    readonly total: string | number;
    readonly dateFormat: string;
    readonly frequency: Frequency["id"];
    readonly data: readonly Readonly<Record<string, string | number | null>>[];
    readonly description?: string;
    readonly id?: string;
  };
  readonly request: { readonly command?: string };
}

export function readSample(name: string): { readonly text: string; readonly answer: SampleAnswer } {
  const text = readFileSync(new URL(`samples/${name}.json`, import.meta.url), "utf8").trimEnd();
  // The samples are recordings of the shape the interface describes.
  return { text, answer: JSON.parse(text) as SampleAnswer };
}

/** The member `response` as text; everything else of the older samples was changed by their origin. */
export function responseText(text: string): string {
  const end = text.lastIndexOf(',"request":');
  return text.slice('{"response":'.length, end);
}

export interface SampleSource {
  readonly leaf: Leaf;
  readonly answer: SampleAnswer;
  /** The request as the origin sent it. */
  readonly path: string;
  readonly query: string;
}

/** All rows of a sample must be of one series. */
export function samplePage({ leaf, answer, path, query }: SampleSource): DataPage {
  const { data, total, dateFormat, frequency } = answer.response;
  const { echo } = readRequest({
    method: "GET",
    path,
    query,
    headers: {},
    body: Buffer.alloc(0),
    client: "127.0.0.1",
    nowMs: 0,
  });
  return {
    leaf,
    frequency: { id: frequency, description: "", query: "", format: dateFormat },
    members: [sampleTimeline(leaf, data)],
    rows: { slots: new Int32Array(data.length), indexes: Int32Array.from(data.keys()) },
    total: Number(total),
    withValue: true,
    echo,
  };
}

function sampleTimeline(leaf: Leaf, data: SampleAnswer["response"]["data"]): Timeline {
  const [first = {}] = data;
  const columns = Object.entries(first).filter(
    ([name]) => name !== "period" && name !== "value" && name !== leaf.unitColumn,
  );
  const values = data.map(({ value = null }) => (value === null ? null : Number(value)));
  return createTimeline({
    leaf,
    seriesId: "sample",
    unit: String(first[leaf.unitColumn]),
    location: "",
    columns: Object.fromEntries(columns.map(([name, value]) => [name, String(value)])),
    axis: sampleAxis(data.map(({ period }) => String(period))),
    firstIndex: 0,
    publishedBefore: () => data.length,
    value: (index) => values[index] ?? null,
    isForecast: false,
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
