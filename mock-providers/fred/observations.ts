/**
 * `series/observations`: facts of one series, clipped to a real-time period, page by page.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html and recorded answers.
 */
import { TruthDigest, hashSeries } from "../kit/digest.ts";
import { dayMs, dayNumber } from "../kit/calendar.ts";
import type { Served, ServedRange, TruthObservation } from "../kit/types.ts";
import { dayText } from "./day-text.ts";
import { writeDocument } from "./documents.ts";
import { type Facts, at, factStart, openEnd } from "./facts.ts";
import {
  type FileType,
  type RealtimePeriod,
  readChoice,
  readDay,
  readDays,
  readWhole,
} from "./parameters.ts";
import { intervalEndDay, intervalStartDay, periodsPerYear } from "./periods.ts";
import { badRequest } from "./refusal.ts";
import {
  type SelectedRows,
  pageOf,
  selectRows,
  selectRowsOn,
  vintagesWithin,
} from "./select-facts.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { transformValue, transformedText, unitCodes } from "./transforms.ts";
import { valueText, writeObservations } from "./write-rows.ts";

export const observationsDataset = "series/observations";
const vintagesMax = 2_000;
const rowsMax = 100_000;
const earliestDate = dayNumber(1600, 1, 1);

/** What an answer selects: enough, with the instant, to select the same again. All days are day numbers. */
export interface ObservationsQuery extends RealtimePeriod {
  readonly observationStart: number;
  readonly observationEnd: number;
  readonly offset: number;
  readonly limit: number;
  readonly descending: boolean;
  /** Output type 4. */
  readonly initialOnly: boolean;
  readonly vintageDates?: readonly number[];
}

export interface ObservationsAnswer {
  readonly text: string;
  /** Absent when the values are derived. */
  readonly served: Served | undefined;
}

/** Answers from the archive as `visible` vintages show it. Throws a FredRefusal. */
export function answerObservations(
  query: URLSearchParams,
  fileType: FileType,
  series: { readonly spec: SeriesSpec; readonly facts: Facts; readonly visible: number },
  period: RealtimePeriod,
): ObservationsAnswer {
  const { spec, facts, visible } = series;
  const selection = readSelection(query, period);
  const unit = readChoice(query, "units", unitCodes);
  assertOwnFrequency(query, spec);
  const outputType = selection.initialOnly ? 4 : 1;
  assertVintages(facts, visible, selection);
  const rows = select(facts, visible, selection);
  const page = pageOf(rows, selection);
  const options = { unit, perYear: periodsPerYear(spec.cadence), visible };
  const valueOf =
    unit === "lin"
      ? (index: number) => valueText(facts.value(at(page.facts, index)), spec)
      : (index: number) => transformedText(transformValue(facts, page, index, options));
  const fields = [
    ["realtime_start", dayText(selection.realtimeStart)],
    ["realtime_end", dayText(selection.realtimeEnd)],
    ["observation_start", dayText(selection.observationStart)],
    ["observation_end", dayText(selection.observationEnd)],
    ["units", unit],
    ["output_type", outputType],
    ["file_type", fileType],
    ["order_by", "observation_date"],
    ["sort_order", selection.descending ? "desc" : "asc"],
    ["count", rows.length],
    ["offset", selection.offset],
    ["limit", selection.limit],
  ] as const;
  const text = writeObservations(fileType, facts, page, valueOf);
  return {
    text: writeDocument(fileType, { name: "observations", fields }, text),
    served: unit === "lin" ? recordPage(spec, facts, page, selection) : undefined,
  };
}

/** The observations a range written by `recordPage` stood for. Throws an Error for any other range. */
export function* expandObservations(
  range: ServedRange,
  series: { readonly spec: SeriesSpec; readonly facts: Facts; readonly visible: number },
): Generator<TruthObservation> {
  const { spec, facts, visible } = series;
  const selection = fromRange(range);
  const page = pageOf(select(facts, visible, selection), selection);
  for (const fact of page.facts) {
    const date = at(facts.dates, fact);
    const value = facts.value(fact);
    yield {
      dataset: observationsDataset,
      seriesId: spec.id,
      intervalStartMs: intervalStartDay(spec.cadence, date) * dayMs,
      intervalEndMs: intervalEndDay(spec.cadence, date) * dayMs,
      value: Number.isNaN(value) ? null : value,
      unit: spec.units,
      location: null,
      asOfMs: factStart(facts, fact) * dayMs,
    };
  }
}

function readSelection(query: URLSearchParams, period: RealtimePeriod): ObservationsQuery {
  const vintageDates = readDays(query, "vintage_dates");
  const observationStart = readDay(query, "observation_start") ?? earliestDate;
  const observationEnd = readDay(query, "observation_end") ?? openEnd;
  if (observationStart > observationEnd) {
    throw badRequest("Variable observation_start can not be after variable observation_end.");
  }
  readChoice(query, "order_by", ["observation_date"]);
  const selection = {
    ...period,
    observationStart,
    observationEnd,
    limit: readWhole(query, "limit", { fallback: rowsMax, min: 1, max: rowsMax }),
    offset: readWhole(query, "offset", { fallback: 0, min: 0, max: 0x7fff_ffff }),
    descending: readChoice(query, "sort_order", ["asc", "desc"]) === "desc",
    initialOnly: readChoice(query, "output_type", ["1", "4"]) === "4",
  };
  if (vintageDates === undefined) return selection;
  return {
    ...selection,
    vintageDates,
    realtimeStart: vintageDates.reduce((first, day) => Math.min(first, day)),
    realtimeEnd: vintageDates.reduce((last, day) => Math.max(last, day)),
  };
}

function assertOwnFrequency(query: URLSearchParams, spec: SeriesSpec): void {
  const own = {
    "business-day": "d",
    "seven-day": "d",
    week: "w",
    month: "m",
    quarter: "q",
  } as const;
  // Aggregation is not there yet; another frequency answered with the series' own would be a silent lie.
  readChoice(query, "frequency", [own[spec.cadence.kind]]);
  readChoice(query, "aggregation_method", ["avg", "sum", "eop"]);
}

function assertVintages(facts: Facts, visible: number, selection: ObservationsQuery): void {
  const { from, to } = vintagesWithin(facts, { ...selection, visible });
  const count = selection.vintageDates?.length ?? to - from;
  if (count <= vintagesMax) return;
  throw badRequest(
    `There are ${count} vintage dates in the specified real-time period: ${dayText(selection.realtimeStart)} to ${dayText(selection.realtimeEnd)}.  ` +
      `This exceeds the maximum number of vintage dates allowed for this file type (${vintagesMax}).`,
  );
}

function select(facts: Facts, visible: number, selection: ObservationsQuery): SelectedRows {
  const { vintageDates, initialOnly } = selection;
  return vintageDates === undefined
    ? selectRows(facts, { ...selection, visible }, initialOnly)
    : selectRowsOn(facts, { ...selection, visible }, vintageDates);
}

/**
 * A row whose beginning was clipped still stands for its fact: the fact is known by its date and its true
 * realtime_start, and so it is recorded.
 */
function recordPage(
  spec: SeriesSpec,
  facts: Facts,
  page: SelectedRows,
  selection: ObservationsQuery,
): Served {
  const digest = new TruthDigest();
  const hash = hashSeries(observationsDataset, spec.id);
  for (const fact of page.facts) {
    const value = facts.value(fact);
    digest.add(
      hash,
      intervalStartDay(spec.cadence, at(facts.dates, fact)) * dayMs,
      factStart(facts, fact) * dayMs,
      Number.isNaN(value) ? null : value,
    );
  }
  return {
    ranges: [toRange(spec, page.length, selection)],
    rows: [],
    observations: page.length,
    digest: digest.toString(),
  };
}

/** Short names, because a range stands in every line of the ledger. */
function toRange(spec: SeriesSpec, count: number, selection: ObservationsQuery): ServedRange {
  return {
    dataset: observationsDataset,
    seriesId: spec.id,
    count,
    rs: selection.realtimeStart,
    re: selection.realtimeEnd,
    os: selection.observationStart,
    oe: selection.observationEnd,
    offset: selection.offset,
    limit: selection.limit,
    ...(selection.descending ? { desc: true } : {}),
    ...(selection.initialOnly ? { initial: true } : {}),
    ...(selection.vintageDates === undefined ? {} : { on: selection.vintageDates.join(",") }),
  };
}

function fromRange(range: ServedRange): ObservationsQuery {
  const number = (name: string): number => {
    const value = range[name];
    if (typeof value === "number") return value;
    throw new Error(`Cannot expand a FRED range: "${name}" is ${String(value)}, expected a number`);
  };
  const on = range["on"];
  return {
    realtimeStart: number("rs"),
    realtimeEnd: number("re"),
    observationStart: number("os"),
    observationEnd: number("oe"),
    offset: number("offset"),
    limit: number("limit"),
    descending: range["desc"] === true,
    initialOnly: range["initial"] === true,
    ...(typeof on === "string" ? { vintageDates: on.split(",").map(Number) } : {}),
  };
}
