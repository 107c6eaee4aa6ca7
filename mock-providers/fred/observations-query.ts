/** What an observations answer selects, read from a request and written to the truth ledger and back. */
import { dayMs, dayNumber } from "../kit/calendar.ts";
import { TruthDigest, hashSeries } from "../kit/digest.ts";
import type { Served, ServedRange } from "../kit/types.ts";
import { type Facts, at, factStart, openEnd } from "./facts.ts";
import { type RealtimePeriod, readChoice, readDay, readDays, readWhole } from "./parameters.ts";
import { intervalStartDay } from "./periods.ts";
import { badRequest } from "./refusal.ts";
import type { SeriesSpec } from "./series-spec.ts";

const rowsMax = 100_000;
const earliestDate = dayNumber(1600, 1, 1);
export const observationsDataset = "series/observations";

/** Enough, with the instant, to select the same again. All days are day numbers. */
export interface ObservationsQuery extends RealtimePeriod {
  readonly observationStart: number;
  readonly observationEnd: number;
  readonly offset: number;
  readonly limit: number;
  readonly descending: boolean;
  readonly outputType: 1 | 2 | 3 | 4;
  /** Output types 2 and 3: a column per vintage. */
  readonly wide: boolean;
  readonly vintageDates?: readonly number[];
}

/** Throws a FredRefusal. */
export function readSelection(query: URLSearchParams, period: RealtimePeriod): ObservationsQuery {
  const vintageDates = readDays(query, "vintage_dates");
  const observationStart = readDay(query, "observation_start") ?? earliestDate;
  const observationEnd = readDay(query, "observation_end") ?? openEnd;
  if (observationStart > observationEnd) {
    throw badRequest("Variable observation_start can not be after variable observation_end.");
  }
  readChoice(query, "order_by", ["observation_date"]);
  const outputType = outputTypes[readChoice(query, "output_type", ["1", "2", "3", "4"])];
  const selection = {
    ...period,
    observationStart,
    observationEnd,
    limit: readWhole(query, "limit", { fallback: rowsMax, min: 1, max: rowsMax }),
    offset: readWhole(query, "offset", { fallback: 0, min: 0, max: 0x7fff_ffff }),
    descending: readChoice(query, "sort_order", ["asc", "desc"]) === "desc",
    outputType,
    wide: isWide(outputType),
  };
  if (vintageDates === undefined) return selection;
  return {
    ...selection,
    vintageDates,
    realtimeStart: vintageDates.reduce((first, day) => Math.min(first, day)),
    realtimeEnd: vintageDates.reduce((last, day) => Math.max(last, day)),
  };
}

const outputTypes = { "1": 1, "2": 2, "3": 3, "4": 4 } as const;

function isWide(outputType: ObservationsQuery["outputType"]): boolean {
  return outputType === 2 || outputType === 3;
}

/**
 * A row whose beginning was clipped still stands for its fact: the fact is known by its date and its true
 * realtime_start, and so it is recorded, as often as it is shown.
 */
export function recordFacts(
  spec: SeriesSpec,
  facts: Facts,
  shown: Iterable<number>,
  selection: ObservationsQuery,
): Served {
  const digest = new TruthDigest();
  const hash = hashSeries(observationsDataset, spec.id);
  for (const fact of shown) {
    const value = facts.value(fact);
    digest.add(
      hash,
      intervalStartDay(spec.cadence, at(facts.dates, fact)) * dayMs,
      factStart(facts, fact) * dayMs,
      Number.isNaN(value) ? null : value,
    );
  }
  return {
    ranges: [toRange(spec, digest.count, selection)],
    rows: [],
    observations: digest.count,
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
    ...(selection.outputType === 1 ? {} : { type: selection.outputType }),
    ...(selection.vintageDates === undefined ? {} : { on: selection.vintageDates.join(",") }),
  };
}

/** Throws an Error for a range this file did not write. */
export function fromRange(range: ServedRange): ObservationsQuery {
  const number = (name: string): number => {
    const value = range[name];
    if (typeof value === "number") return value;
    throw new Error(`Cannot expand a FRED range: "${name}" is ${String(value)}, expected a number`);
  };
  const { on, type } = range;
  const outputType = type === 2 || type === 3 || type === 4 ? type : 1;
  return {
    realtimeStart: number("rs"),
    realtimeEnd: number("re"),
    observationStart: number("os"),
    observationEnd: number("oe"),
    offset: number("offset"),
    limit: number("limit"),
    descending: range["desc"] === true,
    outputType,
    wide: isWide(outputType),
    ...(typeof on === "string" ? { vintageDates: on.split(",").map(Number) } : {}),
  };
}
