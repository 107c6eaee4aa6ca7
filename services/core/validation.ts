/**
 * What must hold for every record of a dataset before it may land. Suites are kept as data in
 * `config/expectations/`; here they become functions. Pure, and well under 5 µs per record.
 */
import { type IntervalKind, intervalKinds, isInterval, countIntervals } from "./interval-kinds.ts";
import type { Observation } from "./observation.ts";
import type { Reason, ReasonClass } from "./reasons.ts";

export interface ValueRule {
  /** Series ids the rule is for; `*` stands for any text. Without it: all. */
  readonly series?: string | undefined;
  /** Unit the rule is for. Without it: all. */
  readonly unit?: string | undefined;
  readonly min: number;
  readonly max: number;
}

export interface DatasetExpectations {
  /** Allowed units; without it any text. */
  readonly units?: readonly string[] | undefined;
  /** Whether the provider's own "missing" is data here. */
  readonly missingAllowed: boolean;
  readonly intervals: readonly IntervalKind[];
  /** Half-open range of plausible interval starts, ISO 8601 UTC. */
  readonly earliest: string;
  readonly latest: string;
  /** How long after the provider's answer a nominal publication time may lie. */
  readonly asOfLeadMaxMs: number;
  /** The first rule that fits a series and unit counts; values it does not cover are refused. */
  readonly values: readonly ValueRule[];
  /** Intervals a page may leave out between a series' first and last; the larger of the two bounds counts. */
  readonly gaps: { readonly missingShareMax: number; readonly missingMax: number };
}

export interface ExpectationSuite {
  /** By dataset; `*` stands for any text, an exact name goes first. */
  readonly datasets: Readonly<Record<string, DatasetExpectations>>;
}

export type ValidatedRecord = Pick<
  Observation,
  "seriesId" | "intervalStartMs" | "intervalEndMs" | "asOfMs" | "value" | "unit"
>;

export interface Validator {
  /** Why the record must not land; empty when it may. `retrievedAtMs` is the provider's clock at its answer. */
  readonly reasons: (record: ValidatedRecord, retrievedAtMs: number) => readonly Reason[];
  /** Series of a page with more gaps than expected. A remark about the page: no record is refused for it. */
  readonly gaps: (records: readonly ValidatedRecord[]) => readonly string[];
}

/** The validator of a dataset, undefined when the suite has none for it. */
export function compileExpectations(
  suite: ExpectationSuite,
  dataset: string,
): Validator | undefined {
  const name = Object.hasOwn(suite.datasets, dataset)
    ? dataset
    : Object.keys(suite.datasets).find((pattern) => wildcard(pattern).test(dataset));
  const expected = name === undefined ? undefined : suite.datasets[name];
  return expected === undefined
    ? undefined
    : { reasons: compileReasons(expected), gaps: (records) => findGaps(expected, records) };
}

/** Shared by all accepted records: no array is made for them. */
const accepted: readonly Reason[] = Object.freeze([]);

function compileReasons(expected: DatasetExpectations): Validator["reasons"] {
  const earliestMs = Date.parse(expected.earliest);
  const latestMs = Date.parse(expected.latest);
  const units = expected.units === undefined ? undefined : new Set(expected.units);
  const { intervals, missingAllowed, asOfLeadMaxMs } = expected;
  const ruleOf = rememberRules(expected.values);

  return (record, retrievedAtMs) => {
    const { seriesId, intervalStartMs, intervalEndMs, asOfMs, value, unit } = record;
    let reasons: Reason[] | undefined;
    const refuse = (reasonClass: ReasonClass, sentence: string): void => {
      (reasons ??= []).push({ class: reasonClass, sentence });
    };

    if (seriesId === "") refuse("field-missing", 'series id "": expected a name');
    if (!(intervalStartMs >= earliestMs && intervalStartMs < latestMs)) {
      refuse(
        "time",
        `interval start ${instant(intervalStartMs)}: expected ${expected.earliest} to ${expected.latest}`,
      );
    }
    if (!intervals.some((kind) => isInterval(kind, intervalStartMs, intervalEndMs))) {
      refuse(
        "time",
        `interval ${instant(intervalStartMs)} to ${instant(intervalEndMs)}: expected one of ${intervals.join(", ")}`,
      );
    }
    if (!(asOfMs <= retrievedAtMs + asOfLeadMaxMs)) {
      refuse(
        "time",
        `as_of ${instant(asOfMs)}: expected at most ${asOfLeadMaxMs} ms after the answer of ${instant(retrievedAtMs)}`,
      );
    }
    if (units === undefined ? unit === "" : !units.has(unit)) {
      refuse("unit", `unit "${unit}": expected ${expected.units?.join(" or ") ?? "text"}`);
    }
    if (value === null) {
      if (!missingAllowed) refuse("value-missing", "value missing: expected a number");
    } else {
      const rule = ruleOf(seriesId, unit);
      if (rule === undefined) {
        refuse(
          "unit",
          `value ${value}: expected a range for series "${seriesId}" in unit "${unit}"`,
        );
      } else if (!(value >= rule.min && value <= rule.max)) {
        refuse(
          "value-range",
          `value ${value}: expected ${rule.min} to ${rule.max} for "${rule.series ?? "*"}"`,
        );
      }
    }
    return reasons ?? accepted;
  };
}

/** Patterns are matched once per series; a stream that invents ids cannot fill the memory. */
const rememberedMax = 10_000;

function rememberRules(
  rules: readonly ValueRule[],
): (seriesId: string, unit: string) => ValueRule | undefined {
  const compiled = rules.map((rule) => ({ rule, series: wildcard(rule.series ?? "*") }));
  const known = new Map<string, { readonly unit: string; readonly rule: ValueRule | undefined }>();
  return (seriesId, unit) => {
    const remembered = known.get(seriesId);
    if (remembered?.unit === unit) return remembered.rule;
    const rule = compiled.find(
      (one) => (one.rule.unit ?? unit) === unit && one.series.test(seriesId),
    )?.rule;
    if (known.size >= rememberedMax) known.clear();
    known.set(seriesId, { unit, rule });
    return rule;
  };
}

interface Spread {
  readonly kind: IntervalKind;
  firstMs: number;
  lastMs: number;
  readonly starts: Set<number>;
}

function findGaps(
  { gaps }: DatasetExpectations,
  records: readonly ValidatedRecord[],
): readonly string[] {
  const remarks: string[] = [];
  for (const [seriesId, { kind, firstMs, lastMs, starts }] of spreads(records)) {
    const expected = countIntervals(kind, firstMs, lastMs);
    const missing = expected - starts.size;
    const allowed = Math.max(gaps.missingMax, Math.floor(expected * gaps.missingShareMax));
    if (missing > allowed) {
      remarks.push(
        `series "${seriesId}" lacks ${missing} of ${expected} intervals from ${instant(firstMs)} to ${instant(lastMs)}: expected at most ${allowed}`,
      );
    }
  }
  return remarks;
}

/** Rows may come in any order and, with vintages, several times for an interval. */
function spreads(records: readonly ValidatedRecord[]): ReadonlyMap<string, Spread> {
  const bySeries = new Map<string, Spread>();
  for (const { seriesId, intervalStartMs, intervalEndMs } of records) {
    const spread = bySeries.get(seriesId);
    if (spread === undefined) {
      // A record of no known kind was refused already; it says nothing about gaps.
      const kind = intervalKinds.find((one) => isInterval(one, intervalStartMs, intervalEndMs));
      if (kind !== undefined) {
        const starts = new Set([intervalStartMs]);
        bySeries.set(seriesId, { kind, firstMs: intervalStartMs, lastMs: intervalStartMs, starts });
      }
      continue;
    }
    spread.starts.add(intervalStartMs);
    if (intervalStartMs < spread.firstMs) spread.firstMs = intervalStartMs;
    if (intervalStartMs > spread.lastMs) spread.lastMs = intervalStartMs;
  }
  return bySeries;
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "s");
}

/** For messages: also for what is no instant. */
function instant(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `"${ms}"` : date.toISOString();
}
