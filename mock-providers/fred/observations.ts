/**
 * `series/observations`: facts of one series, clipped to a real-time period, page by page.
 * Source: https://fred.stlouisfed.org/docs/api/fred/series_observations.html and recorded answers.
 */
import { dayMs } from "../kit/calendar.ts";
import type { Served, ServedRange, TruthObservation } from "../kit/types.ts";
import { type AggregationMethod, aggregateFacts, aggregationMethods } from "./aggregate.ts";
import { dayText } from "./day-text.ts";
import { type Fields, writeDocument } from "./documents.ts";
import { type Facts, at, factStart, firstDateFrom } from "./facts.ts";
import {
  type ObservationsQuery,
  fromRange,
  observationsDataset,
  readSelection,
  recordFacts,
} from "./observations-query.ts";
import { type FileType, type RealtimePeriod, readChoice } from "./parameters.ts";
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
import { frequencyChoices, targetPeriods, targetsPerYear } from "./target-frequency.ts";
import { type UnitCode, transformValue, transformedText, unitCodes } from "./transforms.ts";
import { type WideRow, selectWide, writeWide } from "./wide-observations.ts";
import { valueText, writeObservations } from "./write-rows.ts";

const vintagesMax = 2_000;
/** Values that dates times vintage dates may come to, some 30 bytes each in an answer. */
const crossValuesMax = 1_000_000;

/** A series as far as it is out. */
interface SeriesFacts {
  readonly spec: SeriesSpec;
  readonly facts: Facts;
  readonly visible: number;
}

/** What is shown of each fact: its own value, or one derived from it. */
interface View {
  readonly facts: Facts;
  readonly isDerived: boolean;
  /** Whether a fact's text differs by the day it is shown for. */
  readonly byDay: boolean;
  readonly textOf: (fact: number, day: number) => string;
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
  series: SeriesFacts,
  period: RealtimePeriod,
): ObservationsAnswer {
  const { spec, facts, visible } = series;
  const selection = readSelection(query, period);
  const unit = readChoice(query, "units", unitCodes);
  const view = readView(query, series, unit);
  assertVintages(facts, visible, selection);
  const body = selection.wide
    ? wideBody(fileType, series, view, selection)
    : narrowBody(fileType, series, view, selection);
  const fields: Fields = [
    ["realtime_start", dayText(selection.realtimeStart)],
    ["realtime_end", dayText(selection.realtimeEnd)],
    ["observation_start", dayText(selection.observationStart)],
    ["observation_end", dayText(selection.observationEnd)],
    ["units", unit],
    ["output_type", selection.outputType],
    ["file_type", fileType],
    ["order_by", "observation_date"],
    ["sort_order", selection.descending ? "desc" : "asc"],
    ["count", body.count],
    ["offset", selection.offset],
    ["limit", selection.limit],
  ];
  return {
    text: writeDocument(fileType, { name: "observations", fields }, body.rows),
    served: view.isDerived ? undefined : recordFacts(spec, facts, body.facts, selection),
  };
}

/** The observations a range written by `recordFacts` stood for. Throws an Error for any other range. */
export function* expandObservations(
  range: ServedRange,
  series: SeriesFacts,
): Generator<TruthObservation> {
  const { spec, facts, visible } = series;
  const selection = fromRange(range);
  const shown = selection.wide
    ? distinctFacts(wideRows(facts, visible, selection).rows)
    : pageOf(select(facts, visible, selection), selection).facts;
  for (const fact of shown) {
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

/** Rows of output types 1 and 4 as a client asked for them, before they are cut into pages. */
export function selectNarrow(
  query: URLSearchParams,
  series: SeriesFacts,
  period: RealtimePeriod,
): { readonly view: View; readonly page: SelectedRows; readonly selection: ObservationsQuery } {
  const selection = readSelection(query, period);
  const view = readView(query, series, readChoice(query, "units", unitCodes));
  const page = pageOf(select(view.facts, series.visible, selection), selection);
  return { view, page, selection };
}

interface Body {
  readonly rows: string;
  readonly count: number;
  readonly facts: Iterable<number>;
}

function narrowBody(
  fileType: FileType,
  { visible }: SeriesFacts,
  view: View,
  selection: ObservationsQuery,
): Body {
  const rows = select(view.facts, visible, selection);
  const page = pageOf(rows, selection);
  const text = writeObservations(fileType, view.facts, page, (index) =>
    // Proof for the fallbacks: the page's columns are as long as the page.
    view.textOf(page.facts[index] ?? 0, page.starts[index] ?? 0),
  );
  return { rows: text, count: rows.length, facts: page.facts };
}

function wideBody(
  fileType: FileType,
  { spec, visible }: SeriesFacts,
  view: View,
  selection: ObservationsQuery,
): Body {
  const { columns, rows, count } = wideRows(view.facts, visible, selection);
  const text = writeWide(fileType, spec.id, { columns, rows }, view);
  return { rows: text, count, facts: distinctFacts(rows) };
}

function wideRows(facts: Facts, visible: number, selection: ObservationsQuery) {
  const newOnly = selection.outputType === 3;
  const options = { days: selection.vintageDates, newOnly };
  const table = selectWide(facts, { ...selection, visible }, options);
  const rows = Math.min(selection.limit, Math.max(0, table.count - selection.offset));
  if (!newOnly) assertCrossValues(rows, table.columns.length);
  return { columns: table.columns, rows: table.page(selection), count: table.count };
}

/** A fact that holds over several vintages stands in several columns. */
function distinctFacts(rows: readonly WideRow[]): Iterable<number> {
  const facts = new Set<number>();
  for (const { cells } of rows) for (const { fact } of cells) if (fact !== -1) facts.add(fact);
  return facts;
}

function readView(query: URLSearchParams, series: SeriesFacts, unit: UnitCode): View {
  const { spec, visible } = series;
  const code = readChoice(query, "frequency", frequencyChoices(spec.cadence));
  const method: AggregationMethod = readChoice(query, "aggregation_method", aggregationMethods);
  const target = targetPeriods(spec.cadence, code);
  const facts =
    target === undefined ? series.facts : aggregateFacts(spec, series.facts, target, method);
  const isOwn = target === undefined || method !== "avg";
  if (unit === "lin") {
    return {
      facts,
      isDerived: target !== undefined,
      byDay: false,
      textOf: isOwn
        ? (fact) => valueText(facts.value(fact), spec)
        : (fact) => transformedText(facts.value(fact)),
    };
  }
  const perYear = target === undefined ? periodsPerYear(spec.cadence) : targetsPerYear(target);
  const options = { unit, perYear, visible };
  return {
    facts,
    isDerived: true,
    byDay: true,
    textOf: (fact, day) => transformedText(transformValue(facts, fact, day, options)),
  };
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
  const { vintageDates, outputType, observationStart, observationEnd } = selection;
  if (vintageDates === undefined) {
    return selectRows(facts, { ...selection, visible }, outputType === 4);
  }
  const dates = firstDateFrom(facts, observationEnd + 1) - firstDateFrom(facts, observationStart);
  assertCrossValues(dates, vintageDates.length);
  return selectRowsOn(facts, { ...selection, visible }, vintageDates);
}

/** Every date may be asked for on every vintage date; the mock's memory is not for one client alone. */
function assertCrossValues(dates: number, vintageDates: number): void {
  if (dates * vintageDates <= crossValuesMax) return;
  throw badRequest(
    `There are ${dates} observation dates for ${vintageDates} vintage dates.  ` +
      `This exceeds the maximum number of values allowed for one request (${crossValuesMax}).`,
  );
}
