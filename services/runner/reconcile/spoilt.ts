/** Whether rows that faults had spoilt are accounted for: in quarantine for the right reason, or right after all. */
import type { ReasonClass } from "../../core/reasons.ts";
import { requestKey } from "./given-up.ts";
import {
  type ComparedObservation,
  type ObservationTable,
  type RowIdentity,
  type SeriesRows,
  at,
  identityKey,
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
    else push(records, identityKey(record), record);
  }
  const lookups = Object.values(sinks).map(createValueLookup);
  // What is in one sink alone is lost in the others.
  const values: ValueLookup = (...wanted) => lookups.every((holds) => holds(...wanted));

  const standsAs: Accountant["standsAs"] = (observation) => {
    const { dataset, seriesId, intervalStartMs, asOfMs, value } = observation;
    return (
      values(dataset, seriesId, intervalStartMs, value) ||
      records.has(identityKey({ dataset, seriesId, intervalStartMs, asOfMs }))
    );
  };
  const accountFor: Accountant["accountFor"] = ({ observation, meant, classes, path }) => {
    const { dataset, seriesId } = meant;
    const { intervalStartMs, asOfMs } = observation;
    const full = { dataset, seriesId, intervalStartMs, asOfMs };
    let other: QuarantinedRecord | undefined;
    for (const identity of readable(full)) {
      const found = records.get(identityKey(identity)) ?? [];
      const right = found.find((record) => fits(record, classes));
      other ??= identityKey(identity) === identityKey(full) ? found[0] : undefined;
      if (right === undefined) continue;
      if (identityKey(identity) !== identityKey(full)) found.splice(found.indexOf(right), 1);
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
      if (records.has(identityKey(full))) return true;
      for (const identity of readable(full)) {
        const found = records.get(identityKey(identity)) ?? [];
        if (found.length === 0) continue;
        found.shift();
        return true;
      }
    }
    return false;
  };
  return { accountFor, standsAs, stands };
}

/** From the most to the least that a pipeline may have been able to read of a row. */
function readable(full: RowIdentity): RowIdentity[] {
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

/** Whether a value landed for an interval, under whatever as_of. */
type ValueLookup = (
  dataset: string,
  seriesId: string,
  startMs: number,
  value: number | null,
) => boolean;

function createValueLookup(landed: ObservationTable): ValueLookup {
  const valuesOf = indexedBySeries(landed, (rows) => {
    const values = new Set<string>();
    for (let row = 0; row < rows.length; row++)
      values.add(`${at(rows.start, row)} ${at(rows.value, row)}`);
    return values;
  });
  return (dataset, seriesId, startMs, value) =>
    valuesOf(dataset, seriesId)?.has(`${startMs} ${value ?? Number.NaN}`) === true;
}

/** The newest as_of landed for an interval, −Infinity where there is none. */
function createNewestLookup(
  landed: ObservationTable,
): (dataset: string, seriesId: string, startMs: number) => number {
  const newestOf = indexedBySeries(landed, (rows) => {
    const newest = new Map<number, number>();
    for (let row = 0; row < rows.length; row++) {
      const start = at(rows.start, row);
      newest.set(start, Math.max(newest.get(start) ?? -Infinity, at(rows.asOf, row)));
    }
    return newest;
  });
  return (dataset, seriesId, startMs) => newestOf(dataset, seriesId)?.get(startMs) ?? -Infinity;
}

/** Series are indexed when they are first asked for; undefined for one that is not in the table. */
function indexedBySeries<Index>(
  landed: ObservationTable,
  index: (rows: SeriesRows) => Index,
): (dataset: string, seriesId: string) => Index | undefined {
  const known = new Map<SeriesRows, Index>();
  return (dataset, seriesId) => {
    const rows = landed.series.get(seriesKey(dataset, seriesId));
    if (rows === undefined) return undefined;
    const made = known.get(rows) ?? index(rows);
    known.set(rows, made);
    return made;
  };
}
