/** Whether rows that faults had spoilt are accounted for: in quarantine for the right reason, or right after all. */
import type { ReasonClass } from "../../core/reasons.ts";
import { requestKey } from "./given-up.ts";
import {
  type ComparedObservation,
  type ObservationTable,
  at,
  seriesKey,
} from "./observation-table.ts";
import type { QuarantinedRecord } from "./postgres-reader.ts";
import type { SpoiltObservation, UnjudgedObservation } from "./truth-table.ts";

export type Account =
  | { readonly outcome: "accounted" }
  /** It stands in quarantine, for another reason than the fault's. */
  | { readonly outcome: "misjudged"; readonly classes: readonly string[] }
  | { readonly outcome: "missing" };

const accounted: Account = { outcome: "accounted" };

export interface Accountant {
  /** To be asked once per spoilt row: records without a full identity count for one row each. */
  accountFor(spoilt: SpoiltObservation): Account;
  /** Whether what another answer made of a row stands somewhere: it landed so, or is in quarantine for any reason. */
  standsAs(observation: ComparedObservation): boolean;
  /** Whether a row nobody can judge stands somewhere: as sent, as meant, or in quarantine for any reason. */
  stands(unjudged: UnjudgedObservation): boolean;
}

export function createAccountant(
  quarantine: readonly QuarantinedRecord[],
  sinks: Readonly<Record<"kafka" | "postgres" | "iceberg", ObservationTable>>,
): Accountant {
  const records = new Map<string, QuarantinedRecord[]>();
  const pages = new Map<string, QuarantinedRecord[]>();
  for (const record of quarantine) {
    if (record.wholePage) push(pages, requestKey(record.request), record);
    else push(records, keyOf(record), record);
  }
  const lookups = Object.values(sinks).map(createValueLookup);
  // What is in one sink alone is lost in the others.
  const values: ValueLookup = (...wanted) => lookups.every((holds) => holds(...wanted));

  const standsAs: Accountant["standsAs"] = (observation) => {
    const { dataset, seriesId, intervalStartMs, asOfMs, value } = observation;
    return (
      values(dataset, seriesId, intervalStartMs, value) ||
      records.has(keyOf({ dataset, seriesId, intervalStartMs, asOfMs }))
    );
  };
  const accountFor: Accountant["accountFor"] = ({ observation, meant, classes, path }) => {
    const { dataset, seriesId } = meant;
    const { intervalStartMs, asOfMs } = observation;
    const full = { dataset, seriesId, intervalStartMs, asOfMs };
    let other: QuarantinedRecord | undefined;
    for (const identity of readable(full)) {
      const found = records.get(keyOf(identity)) ?? [];
      const right = found.find((record) => fits(record, classes));
      other ??= keyOf(identity) === keyOf(full) ? found[0] : undefined;
      if (right === undefined) continue;
      if (keyOf(identity) !== keyOf(full)) found.splice(found.indexOf(right), 1);
      return accounted;
    }
    if (pages.get(requestKey(path))?.some((record) => fits(record, classes)) === true)
      return accounted;
    if (values(meant.dataset, meant.seriesId, meant.intervalStartMs, meant.value)) return accounted;
    return other === undefined
      ? { outcome: "missing" }
      : { outcome: "misjudged", classes: other.classes };
  };
  const newest = [sinks.postgres, sinks.iceberg].map(createNewestLookup);
  const kafka = createValueLookup(sinks.kafka);
  const stands: Accountant["stands"] = ({ observation, meant, path, atMs }) => {
    const { dataset, seriesId, intervalStartMs, value } = observation;
    if (values(dataset, seriesId, intervalStartMs, value)) return true;
    if (values(meant.dataset, meant.seriesId, meant.intervalStartMs, meant.value)) return true;
    // A sink keeps one version of an instant: what comes as of no later than the newest changes nothing.
    const dueMs = Math.floor(atMs / 1_000) * 1_000;
    if (
      kafka(dataset, seriesId, intervalStartMs, value) &&
      newest.every((asOf) => asOf(dataset, seriesId, intervalStartMs) >= dueMs)
    )
      return true;
    if (pages.has(requestKey(path))) return true;
    for (const { asOfMs, ...one } of [observation, meant]) {
      const full = { dataset, seriesId, intervalStartMs: one.intervalStartMs, asOfMs };
      if (records.has(keyOf(full))) return true;
      for (const identity of readable(full)) {
        const found = records.get(keyOf(identity)) ?? [];
        if (found.length === 0) continue;
        found.shift();
        return true;
      }
    }
    return false;
  };
  return { accountFor, standsAs, stands };
}

interface Identity {
  readonly dataset: string;
  readonly seriesId: string | null;
  readonly intervalStartMs: number | null;
  readonly asOfMs: number | null;
}

/** From the most to the least that a pipeline may have been able to read of a row. */
function readable(full: Identity): Identity[] {
  return [
    full,
    { ...full, asOfMs: null },
    { ...full, intervalStartMs: null },
    { ...full, intervalStartMs: null, asOfMs: null },
    { ...full, seriesId: null },
    { ...full, seriesId: null, asOfMs: null },
    { ...full, seriesId: null, intervalStartMs: null, asOfMs: null },
  ];
}

function fits(record: QuarantinedRecord, classes: readonly ReasonClass[]): boolean {
  return classes.some((name) => record.classes.includes(name));
}

function push<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function keyOf(identity: Identity): string {
  const { dataset, seriesId, intervalStartMs, asOfMs } = identity;
  return [dataset, seriesId, intervalStartMs, asOfMs].join("\u0000");
}

/** Whether a value landed for an interval, under whatever as_of. */
type ValueLookup = (
  dataset: string,
  seriesId: string,
  startMs: number,
  value: number | null,
) => boolean;

/** Series are indexed when they are first asked for. */
function createValueLookup(landed: ObservationTable): ValueLookup {
  const indexed = new Map<string, Set<string>>();
  return (dataset, seriesId, startMs, value) => {
    const key = seriesKey(dataset, seriesId);
    let known = indexed.get(key);
    if (known === undefined) {
      known = new Set();
      const rows = landed.series.get(key);
      for (let row = 0; row < (rows?.length ?? 0); row++) {
        if (rows !== undefined) known.add(`${at(rows.start, row)} ${at(rows.value, row)}`);
      }
      indexed.set(key, known);
    }
    return known.has(`${startMs} ${value ?? Number.NaN}`);
  };
}

/** The newest as_of landed for an interval, −Infinity where there is none. Series are indexed as above. */
function createNewestLookup(
  landed: ObservationTable,
): (dataset: string, seriesId: string, startMs: number) => number {
  const indexed = new Map<string, Map<number, number>>();
  return (dataset, seriesId, startMs) => {
    const key = seriesKey(dataset, seriesId);
    let known = indexed.get(key);
    if (known === undefined) {
      known = new Map();
      const rows = landed.series.get(key);
      for (let row = 0; row < (rows?.length ?? 0); row++) {
        if (rows === undefined) continue;
        const start = at(rows.start, row);
        known.set(start, Math.max(known.get(start) ?? -Infinity, at(rows.asOf, row)));
      }
      indexed.set(key, known);
    }
    return known.get(startMs) ?? -Infinity;
  };
}
