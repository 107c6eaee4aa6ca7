/**
 * Facts of a slower frequency, made from a series' own: with every vintage that changes a part of a period the
 * whole period is stated again. A period is stated once all its dates are out; missing dates do not count.
 */
import { roundTo } from "../kit/random.ts";
import { type Facts, at, dateOffsetsOf } from "./facts.ts";
import { periodDate, periodFrom } from "./periods.ts";
import type { SeriesSpec } from "./series-spec.ts";
import { type TargetPeriods, endOf, labelOf, periodOf } from "./target-frequency.ts";

export const aggregationMethods = ["avg", "sum", "eop"] as const;
export type AggregationMethod = (typeof aggregationMethods)[number];

/** Results of one archive that are kept: a client that pages asks for the same one again. */
const keptPerArchive = 4;
const kept = new WeakMap<Facts, Map<string, Facts>>();

export function aggregateFacts(
  spec: SeriesSpec,
  facts: Facts,
  target: TargetPeriods,
  method: AggregationMethod,
): Facts {
  const known = kept.get(facts) ?? new Map<string, Facts>();
  kept.set(facts, known);
  const key = JSON.stringify([target, method]);
  let result = known.get(key);
  if (result === undefined) {
    result = aggregate(spec, facts, target, method);
    if (known.size >= keptPerArchive) known.clear();
    known.set(key, result);
  }
  return result;
}

function aggregate(
  spec: SeriesSpec,
  facts: Facts,
  target: TargetPeriods,
  method: AggregationMethod,
): Facts {
  const dates: number[] = [];
  const vintages: number[] = [];
  const values: number[] = [];
  const { dateOffsets } = facts;
  const dateCount = dateOffsets.length - 1;
  const dateAt = (index: number): number => at(facts.dates, at(dateOffsets, index));
  let from = 0;
  while (from < dateCount) {
    const period = periodOf(target, dateAt(from));
    let to = from + 1;
    while (to < dateCount && periodOf(target, dateAt(to)) === period) to++;
    if (isWhole(spec, dateAt(to - 1), endOf(target, period))) {
      let previous: number | undefined;
      for (const { vintage, value } of statementsOf(facts, { from, to }, method)) {
        const rounded = method === "sum" ? roundTo(value, spec.decimals) : value;
        if (previous !== undefined && Object.is(rounded, previous)) continue;
        previous = rounded;
        dates.push(labelOf(target, period));
        vintages.push(vintage);
        values.push(rounded);
      }
    }
    from = to;
  }
  const dateColumn = Int32Array.from(dates);
  const valueColumn = Float64Array.from(values);
  return {
    ...facts,
    dates: dateColumn,
    vintages: Int32Array.from(vintages),
    value: (fact) => at(valueColumn, fact),
    dateOffsets: dateOffsetsOf(dateColumn),
  };
}

/** Whether no date of the series comes after `lastDate` and before the period's end. */
function isWhole({ cadence }: SeriesSpec, lastDate: number, endDay: number): boolean {
  return periodDate(cadence, periodFrom(cadence, lastDate) + 1) >= endDay;
}

/** What the dates `[from, to)` amount to with each vintage that changes one of them, once all are out. */
function* statementsOf(
  facts: Facts,
  { from, to }: { readonly from: number; readonly to: number },
  method: AggregationMethod,
): Generator<{ vintage: number; value: number }> {
  const { dateOffsets } = facts;
  const firstFact = at(dateOffsets, from);
  const endFact = at(dateOffsets, to);
  let begin = 0;
  const changes = new Set<number>();
  for (let date = from; date < to; date++) {
    begin = Math.max(begin, at(facts.vintages, at(dateOffsets, date)));
  }
  for (let fact = firstFact; fact < endFact; fact++) changes.add(at(facts.vintages, fact));
  const current = new Int32Array(to - from);
  for (let date = from; date < to; date++) current[date - from] = at(dateOffsets, date);
  const vintages = [...changes].filter((vintage) => vintage >= begin).sort((a, b) => a - b);
  for (const vintage of vintages) {
    for (let date = from; date < to; date++) {
      const end = at(dateOffsets, date + 1);
      let fact = at(current, date - from);
      while (fact + 1 < end && at(facts.vintages, fact + 1) <= vintage) fact++;
      current[date - from] = fact;
    }
    yield { vintage, value: combine(facts, current, method) };
  }
}

function combine(facts: Facts, chosen: Int32Array, method: AggregationMethod): number {
  let sum = 0;
  let count = 0;
  let last = Number.NaN;
  for (const fact of chosen) {
    const value = facts.value(fact);
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
    last = value;
  }
  if (method === "eop" || count === 0) return last;
  return method === "sum" ? sum : sum / count;
}
