/**
 * Truth against one sink. Pure: two tables in, counts and differences out.
 *
 * lost        must have landed and did not
 * altered     landed under the right identity with another value, interval, unit or location
 * duplicated  the same identity landed more than once (Kafka may redeliver; sinks may not)
 * phantom     landed, and no answer ever carried it
 * wrongly-landed  landed as a fault had spoilt it, and had to be kept aside
 */
import { ObservationTable, SeriesRows, at, noNumber, splitSeriesKey } from "./observation-table.ts";
import { SeriesTruth, type TruthTable, duties } from "./truth-table.ts";

export type SinkName = "kafka" | "postgres" | "iceberg";
export type DifferenceKind = "lost" | "altered" | "duplicated" | "phantom" | "wrongly-landed";

export interface Difference {
  readonly kind: DifferenceKind;
  readonly sink: SinkName;
  readonly dataset: string;
  readonly seriesId: string;
  readonly intervalStartMs: number;
  readonly asOfMs: number;
  readonly served: number | null | undefined;
  readonly landed: number | null | undefined;
  /** What differs, where it is not the value. */
  readonly note?: string;
}

export interface SinkComparison {
  readonly sink: SinkName;
  /** Different identities the sink holds. */
  readonly distinct: number;
  /** Rows or messages it holds. */
  readonly rows: number;
  /** Rows beyond the first of an identity, where that is allowed. */
  readonly redelivered: number;
  readonly counts: Readonly<Record<DifferenceKind, number>>;
}

type Report = (difference: Difference) => void;

/** One value of one interval as served, from its first serving on. */
interface Version {
  readonly asOf: number;
  readonly value: number;
  readonly end: number;
  readonly firstServedAt: number;
  /** Every second an answer carried it in, as answers are dated. */
  readonly servedIn: Set<number>;
  must: boolean;
  /** It must not land as it is. */
  readonly spoilt: boolean;
  landed: boolean;
}

export function compareWithTruth(
  truth: TruthTable,
  sink: SinkName,
  landed: ObservationTable,
  report: Report,
  /** Whether the provider dates what it publishes: an as_of then names one value, and a later one may be dropped. */
  vintages = false,
): SinkComparison {
  const counts: Record<DifferenceKind, number> = {
    ...{ lost: 0, altered: 0, duplicated: 0, phantom: 0 },
    "wrongly-landed": 0,
  };
  let distinct = 0;
  let redelivered = 0;
  for (const key of new Set([...truth.series.keys(), ...landed.series.keys()])) {
    const servedRows = truth.series.get(key) ?? new SeriesTruth();
    const landedRows = landed.series.get(key) ?? new SeriesRows();
    const id = splitSeriesKey(key);
    const tell = (difference: Omit<Difference, "sink" | "dataset" | "seriesId">): void => {
      counts[difference.kind]++;
      report({ ...difference, sink, ...id });
    };
    compareDescriptions(servedRows, landedRows, tell);
    const result = compareSeries(
      servedRows,
      landedRows,
      { mayRepeat: sink === "kafka", vintages },
      tell,
    );
    distinct += result.distinct;
    redelivered += result.redelivered;
  }
  return { sink, distinct, rows: landed.rows, redelivered, counts };
}

/** Different `(interval_start, as_of, value)` that were served: what a run is counted against. */
export function countServed(truth: TruthTable): { must: number; may: number } {
  let must = 0;
  let may = 0;
  for (const series of truth.series.values()) {
    for (const [, rows] of byInterval(series)) {
      for (const version of versionsOf(series, rows)) {
        if (version.spoilt) continue;
        if (version.must) must++;
        else may++;
      }
    }
  }
  return { must, may };
}

interface Rules {
  /** A message may come again. */
  readonly mayRepeat: boolean;
  readonly vintages: boolean;
}

type Tell = (difference: Omit<Difference, "sink" | "dataset" | "seriesId">) => void;

function compareDescriptions(served: SeriesRows, landed: SeriesRows, tell: Tell): void {
  // A series of which only spoilt rows were served has no description that could be right.
  if (served.descriptions.size === 0 || landed.length === 0) return;
  for (const description of landed.descriptions) {
    if (served.descriptions.has(description)) continue;
    const show = (text: string): string =>
      `"${text.replace("\u0000", '" at "')}"${text.includes("\u0000") ? "" : " at no location"}`;
    tell({
      kind: "altered",
      intervalStartMs: at(landed.start, 0),
      asOfMs: at(landed.asOf, 0),
      served: undefined,
      landed: undefined,
      note: `unit and location served as ${[...served.descriptions].map(show).join(" or ")}, landed as ${show(description)}`,
    });
  }
}

function compareSeries(
  served: SeriesTruth,
  landed: SeriesRows,
  rules: Rules,
  tell: Tell,
): { distinct: number; redelivered: number } {
  let distinct = 0;
  let redelivered = 0;
  const servedIntervals = byInterval(served);
  const landedIntervals = byInterval(landed);
  let nextServed = servedIntervals.next();
  let nextLanded = landedIntervals.next();
  while (nextServed.done !== true || nextLanded.done !== true) {
    const servedStart = nextServed.done === true ? Number.POSITIVE_INFINITY : nextServed.value[0];
    const landedStart = nextLanded.done === true ? Number.POSITIVE_INFINITY : nextLanded.value[0];
    const start = Math.min(servedStart, landedStart);
    let versions: Version[] = [];
    let rows: Uint32Array = noRows;
    if (servedStart === start && nextServed.done !== true) {
      versions = versionsOf(served, nextServed.value[1]);
      nextServed = servedIntervals.next();
    }
    if (landedStart === start && nextLanded.done !== true) {
      rows = nextLanded.value[1];
      nextLanded = landedIntervals.next();
    }
    const result = compareInterval(start, versions, { landed, rows, rules }, tell);
    distinct += result.distinct;
    redelivered += result.redelivered;
  }
  return { distinct, redelivered };
}

const noRows = new Uint32Array(0);

function compareInterval(
  start: number,
  versions: Version[],
  sink: { readonly landed: SeriesRows; readonly rows: Uint32Array; readonly rules: Rules },
  tell: Tell,
): { distinct: number; redelivered: number } {
  const { landed, rows, rules } = sink;
  const { mayRepeat } = rules;
  let distinct = 0;
  let redelivered = 0;
  const seen = new Set<string>();
  for (const row of rows) {
    const asOf = at(landed.asOf, row);
    const value = at(landed.value, row);
    // A sink holds an identity once. Kafka may hold it again, and holds each silent revision under it.
    const identity = mayRepeat ? `${asOf} ${value} ${at(landed.end, row)}` : String(asOf);
    if (seen.has(identity)) {
      if (mayRepeat) redelivered++;
      else
        tell({
          kind: "duplicated",
          intervalStartMs: start,
          asOfMs: asOf,
          served: undefined,
          landed: shown(value),
        });
      continue;
    }
    seen.add(identity);
    distinct++;
    const version = findVersion(versions, asOf, value, mayRepeat);
    if (version?.spoilt === true) {
      version.landed = true;
      tell({
        kind: "wrongly-landed",
        intervalStartMs: start,
        asOfMs: asOf,
        served: shown(version.value),
        landed: shown(value),
        note: "a fault had spoilt it, so it had to be kept in quarantine",
      });
      continue;
    }
    if (version === undefined) {
      const sameIdentity = versions.find(
        (candidate) => candidate.asOf === asOf && !candidate.spoilt,
      );
      if (sameIdentity === undefined) {
        tell({
          kind: "phantom",
          intervalStartMs: start,
          asOfMs: asOf,
          served: undefined,
          landed: shown(value),
        });
      } else {
        sameIdentity.landed = true;
        tell({
          kind: "altered",
          intervalStartMs: start,
          asOfMs: asOf,
          served: shown(sameIdentity.value),
          landed: shown(value),
          ...(value === noNumber ? { note: "landed as NaN, which no provider serves" } : {}),
        });
      }
      continue;
    }
    for (const served of mayRepeat ? versions : [version]) {
      if (served.asOf === version.asOf && same(served.value, value)) served.landed = true;
    }
    if (version.end !== at(landed.end, row)) {
      tell({
        kind: "altered",
        intervalStartMs: start,
        asOfMs: asOf,
        served: shown(version.value),
        landed: shown(value),
        note: `interval_end served as ${isoOf(version.end)}, landed as ${isoOf(at(landed.end, row))}`,
      });
    }
  }
  for (const [place, version] of versions.entries()) {
    if (!version.must || version.landed || stoodAllAlong(versions, place)) continue;
    if (rules.vintages && wasPreceded(versions, place)) continue;
    tell({
      kind: "lost",
      intervalStartMs: start,
      asOfMs: version.asOf,
      served: shown(version.value),
      landed: undefined,
    });
  }
  return { distinct, redelivered };
}

/** Whether another value landed under the same as_of before. */
function wasPreceded(versions: readonly Version[], place: number): boolean {
  return versions
    .slice(0, place)
    .some((earlier) => earlier.asOf === versions[place]?.asOf && earlier.landed);
}

/**
 * Whether a value that came back was there all along: it landed before, and what was served in between need not have
 * landed and did not.
 */
function stoodAllAlong(versions: readonly Version[], place: number): boolean {
  const version = versions[place];
  for (let before = place - 1; version !== undefined && before >= 0; before--) {
    const earlier = versions[before];
    if (earlier?.asOf !== version.asOf) return false;
    if (same(earlier.value, version.value)) return earlier.landed;
    if (earlier.must || earlier.landed) return false;
  }
  return false;
}

/**
 * The served version a landed row stands for. An exact as_of is the rule; a provider without vintages
 * that serves another value later makes a revision, whose as_of is the date of an answer that carried it.
 * In Kafka revisions still carry the nominal as_of.
 */
function findVersion(
  versions: Version[],
  asOf: number,
  value: number,
  inKafka: boolean,
): Version | undefined {
  const open = versions.filter((version) => !version.landed && same(version.value, value));
  // What may land counts before what must not.
  const exact =
    open.find((version) => version.asOf === asOf && !version.spoilt) ??
    open.find((version) => version.asOf === asOf);
  if (exact !== undefined || inKafka) return exact;
  // One answer may carry two values for an interval, and nobody knows in which order they were read.
  const follows = (version: Version): boolean =>
    versions.some(
      (other) =>
        other !== version &&
        other.asOf === version.asOf &&
        other.firstServedAt <= version.firstServedAt &&
        (!other.spoilt || other.landed),
    );
  return open.find(
    (version) => version.asOf < asOf && version.servedIn.has(asOf) && follows(version),
  );
}

/** What was served for one interval: per as_of, each change of value in the order it was served. */
function versionsOf(served: SeriesTruth, rows: Uint32Array): Version[] {
  const versions: Version[] = [];
  if (rows.length === 1) return [versionAt(served, at(rows, 0))];
  const spoilt: Version[] = [];
  const ordered = Array.from(rows).sort(
    (a, b) =>
      at(served.asOf, a) - at(served.asOf, b) ||
      at(served.servedAt, a) - at(served.servedAt, b) ||
      a - b,
  );
  for (const row of ordered) {
    if (served.duty[row] === duties.mustNot) {
      spoilt.push(versionAt(served, row));
      continue;
    }
    const last = versions.at(-1);
    if (last?.asOf === at(served.asOf, row) && same(last.value, at(served.value, row))) {
      last.must ||= served.duty[row] === duties.must;
      last.servedIn.add(secondOf(at(served.servedAt, row)));
      continue;
    }
    versions.push(versionAt(served, row));
  }
  return spoilt.length === 0 ? versions : [...versions, ...spoilt];
}

function versionAt(served: SeriesTruth, row: number): Version {
  return {
    asOf: at(served.asOf, row),
    value: at(served.value, row),
    end: at(served.end, row),
    firstServedAt: at(served.servedAt, row),
    servedIn: new Set([secondOf(at(served.servedAt, row))]),
    must: served.duty[row] === duties.must,
    spoilt: served.duty[row] === duties.mustNot,
    landed: false,
  };
}

/** Groups of row numbers with the same interval start, in time order. */
function* byInterval(rows: SeriesRows): Generator<[number, Uint32Array]> {
  const order = rows.sorted();
  let from = 0;
  while (from < order.length) {
    const start = at(rows.start, at(order, from));
    let to = from + 1;
    while (to < order.length && at(rows.start, at(order, to)) === start) to++;
    yield [start, order.subarray(from, to)];
    from = to;
  }
}

/** Answers are dated in whole seconds. */
function secondOf(instantMs: number): number {
  return Math.floor(instantMs / 1_000) * 1_000;
}

function same(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

function shown(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function isoOf(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
