/** Compares the truth ledger of each provider with Kafka, PostgreSQL, Iceberg and the quarantine. */
import type { Kafka } from "kafkajs";
import type pg from "pg";
import { createMockProvider } from "../../../mock-providers/provider-table.ts";
import {
  type CreateProviderByName,
  readLedger,
} from "../../../mock-providers/kit/ledger-reader.ts";
import { SandboxError, describeError } from "../../core/errors.ts";
import type { ProviderName } from "../../core/observation.ts";
import { publishesVintages } from "../../landing/vintages.ts";
import type { ObservationCodec } from "../../stability/observation-codec.ts";
import { type ProviderVerdict, type VerdictDifference, listedDifferencesMax } from "../verdict.ts";
import { type Difference, compareWithTruth, countServed } from "./compare.ts";
import { createDifferenceList } from "./difference-list.ts";
import {
  type FailedUnit,
  type GivenUpUnit,
  type LastAnswer,
  judgeGivenUp,
  requestKey,
} from "./given-up.ts";
import { readIcebergTable } from "./iceberg-reader.ts";
import { readKafkaTopic } from "./kafka-reader.ts";
import { type ObservationTable, type RowIdentity, identityKey } from "./observation-table.ts";
import { type QuarantinedRecord, readPostgresRows, readQuarantine } from "./postgres-reader.ts";
import { type Account, createAccountant } from "./spoilt.ts";
import { findUnexplained } from "./unexplained.ts";
import { type SpoiltObservation, TruthTable } from "./truth-table.ts";

export interface ReconcileSources {
  readonly ledgerDirectory: string;
  readonly kafka: Kafka;
  readonly pool: pg.Pool;
  readonly codec: ObservationCodec;
  /** Ends the comparison early; it then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  /** When the last polls of a stream began, on the sandbox's clock; Infinity where there was none. */
  readonly lastPollsMs: number;
}

export interface Reconciliation {
  readonly providers: Partial<Record<ProviderName, ProviderVerdict>>;
  readonly differences: { readonly total: number; readonly listed: readonly VerdictDifference[] };
  readonly givenUp: readonly GivenUpUnit[];
  /** Rows the last polls of a stream could not bring as they were meant, by `identityKey`. */
  readonly bent: Partial<Record<ProviderName, ReadonlySet<string>>>;
  /** Labels of all faults that were done to some request. */
  readonly struck: ReadonlySet<string>;
}

/** `failedUnits` come from the checkpoints. */
export async function reconcile(
  sources: ReconcileSources,
  providers: readonly ProviderName[],
  failedUnits: readonly FailedUnit[] = [],
): Promise<Reconciliation> {
  const { kafka: client, pool, codec, signal } = sources;
  const admin = client.admin();
  await admin.connect();
  try {
    const verdicts: Partial<Record<ProviderName, ProviderVerdict>> = {};
    const differences = createDifferenceList(listedDifferencesMax);
    const givenUp: GivenUpUnit[] = [];
    const bent: Partial<Record<ProviderName, ReadonlySet<string>>> = {};
    const struck = new Set<string>();
    // One provider at a time: its tables are garbage before the next one's are read.
    for (const provider of providers) {
      const failed = failedUnits.filter((unit) => unit.provider === provider);
      const table = new TruthTable(sources.lastPollsMs);
      const truth = await readTruth(sources.ledgerDirectory, provider, failed, signal, { table });
      bent[provider] = table.bent;
      for (const label of truth.struck) struck.add(label);
      const quarantine = await readQuarantine(pool, provider);
      const topic = await readKafkaTopic(client, admin, codec, provider, signal);
      const postgres = await readPostgresRows(pool, provider, signal);
      const iceberg = await readIcebergTable(pool, provider, signal);
      signal.throwIfAborted();
      const sinks = { kafka: topic.table, postgres, iceberg };
      const units = judgeGivenUp(failed, truth.lastAnswers, quarantine);
      givenUp.push(...units);
      const judged = judgeProvider(truth, quarantine, sinks, units, (difference) => {
        differences.add({ ...difference, provider });
      });
      verdicts[provider] = { ...judged, unreadable: topic.unreadable };
    }
    return {
      providers: verdicts,
      differences: { total: differences.total, listed: differences.list() },
      ...{ givenUp, bent, struck },
    };
  } finally {
    await admin.disconnect();
  }
}

export interface ProviderTruth {
  readonly table: TruthTable;
  /** The last answer to each request that was given up, by `requestKey`. */
  readonly lastAnswers: ReadonlyMap<string, LastAnswer>;
  /** Whether the provider dates what it publishes. */
  readonly vintages: boolean;
  /** Requests each kind of fault was done to. */
  readonly faults: Readonly<Record<string, number>>;
  /** Labels of the single faults among them. */
  readonly struck: ReadonlySet<string>;
}

/** Rejects with LEDGER_UNREADABLE. */
export async function readTruth(
  directory: string,
  provider: ProviderName,
  failed: readonly FailedUnit[],
  signal: AbortSignal,
  into: { readonly table?: TruthTable; readonly createProvider?: CreateProviderByName } = {},
): Promise<ProviderTruth> {
  const { table = new TruthTable(), createProvider = createMockProvider } = into;
  const wanted = new Set(failed.map(({ request = "" }) => requestKey(request)));
  const lastAnswers = new Map<string, LastAnswer & { readonly number: number }>();
  const faults: Record<string, number> = {};
  const struck = new Set<string>();
  const note = (answer: LastAnswer & { readonly id: string; readonly path: string }): string => {
    const key = wanted.size === 0 ? "" : requestKey(answer.path);
    const number = numberOf(answer.id);
    // The end of an answer may be written after what was refused later.
    if (wanted.has(key) && number > (lastAnswers.get(key)?.number ?? 0))
      lastAnswers.set(key, { number, faults: answer.faults, endless: answer.endless });
    for (const label of answer.faults) {
      struck.add(label);
      const kind = label.split("#", 1)[0] ?? label;
      faults[kind] = (faults[kind] ?? 0) + 1;
    }
    return key;
  };
  try {
    const refused = (fault: Parameters<typeof note>[0]): void => {
      note(fault);
      table.touch(requestKey(fault.path), "refused");
    };
    for await (const answer of readLedger(directory, provider, createProvider, refused)) {
      signal.throwIfAborted();
      const key = note(answer);
      if (answer.faults.length > 0 || answer.outcome !== "complete")
        table.touch(requestKey(answer.path), answer.outcome);
      if (answer.faults.length > 0) table.addDisturbed(answer, wanted.has(key));
      else table.addAnswer(answer.outcome, answer.atMs, answer.observations);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new SandboxError(
      "LEDGER_UNREADABLE",
      `Cannot read the truth ledger of ${provider}: ${describeError(error)}`,
      { provider },
      error,
    );
  }
  return { table, lastAnswers, faults, struck, vintages: publishesVintages[provider] };
}

/** Places `<start>.<n>` of the ledger's ids in the order of the requests. */
function numberOf(id: string): number {
  const [start = "", request = ""] = id.split(".");
  return Number(start) * requestsPerStartMax + Number(request);
}

const requestsPerStartMax = 1e12;

type Report = (difference: Omit<VerdictDifference, "provider">) => void;

/** Pure: the counts of one provider, with each difference told once per sink it shows in. */
export function judgeProvider(
  { table: truth, faults, vintages }: ProviderTruth,
  quarantine: readonly QuarantinedRecord[],
  sinks: Record<"kafka" | "postgres" | "iceberg", ObservationTable>,
  units: readonly GivenUpUnit[],
  report: Report,
): Omit<ProviderVerdict, "unreadable"> {
  const held = new Map(quarantine.map((record) => [identityKey(record), record]));
  const affected: Record<Difference["kind"] | "wrongly-quarantined", Set<string>> = {
    lost: new Set(),
    altered: new Set(),
    duplicated: new Set(),
    phantom: new Set(),
    "wrongly-landed": new Set(),
    "wrongly-quarantined": new Set(),
  };
  const tell = (difference: Difference): void => {
    const { served, landed, note } = difference;
    const key = identityKey(difference);
    const quarantined = difference.kind === "lost" ? held.get(key) : undefined;
    const kind = quarantined === undefined ? difference.kind : "wrongly-quarantined";
    // A value that never passed validation is missing in all three sinks: say it once.
    if (quarantined !== undefined && affected[kind].has(key)) return;
    affected[kind].add(key);
    const reason = quarantined === undefined ? note : quarantined.reasons.join("; ");
    report({
      kind,
      sink: quarantined === undefined ? difference.sink : "quarantine",
      ...identify(difference),
      ...(served === undefined ? {} : { served }),
      ...(landed === undefined ? {} : { landed }),
      ...(reason === undefined ? {} : { note: reason }),
    });
  };
  const compared = (["kafka", "postgres", "iceberg"] as const).map((sink) => {
    const { rows, distinct, redelivered, counts } = compareWithTruth(
      truth,
      sink,
      sinks[sink],
      tell,
      vintages,
    );
    const { "wrongly-landed": wronglyLanded, ...others } = counts;
    return [sink, { rows, distinct, redelivered, ...others, wronglyLanded }] as const;
  });
  // Proof for the cast: the three sinks were mapped over just above.
  const bySink = Object.fromEntries(compared) as ProviderVerdict["sinks"];
  const accountant = createAccountant(quarantine, sinks);
  const seen = new Set<string>();
  const accounted = new Set<string>();
  const open: { spoilt: SpoiltObservation; account: Exclude<Account, { outcome: "accounted" }> }[] =
    [];
  for (const spoilt of truth.spoilt) {
    const { observation, meant, classes } = spoilt;
    const key = [
      identityKey(observation),
      observation.value,
      identityKey(meant),
      ...classes,
    ].join();
    // The same row may come again and again; what landed all the same was told above.
    if (seen.has(key) || affected["wrongly-landed"].has(identityKey(observation))) continue;
    seen.add(key);
    const account = accountant.accountFor(spoilt);
    if (account.outcome === "accounted") accounted.add(identityKey(meant));
    else open.push({ spoilt, account });
  }
  for (const { spoilt, account } of open) {
    // A page that could not be read was asked for again, and the row that came then was touched by another fault.
    const row = identityKey(spoilt.meant);
    if (
      accounted.has(row) ||
      truth.instead.get(row)?.some((one) => accountant.standsAs(one)) === true
    )
      continue;
    if (spoilt.classes.includes("page-unreadable") && truth.withheldAfter.has(row)) continue;
    const kind = account.outcome === "missing" ? "lost" : "wrongly-quarantined";
    affected[kind].add(identityKey(spoilt.observation));
    const because = `spoilt by ${spoilt.faults.join(", ")}, expected in quarantine with reason class ${spoilt.classes.join(" or ")}`;
    report({
      kind,
      sink: "quarantine",
      ...identify(spoilt.observation),
      served: spoilt.observation.value,
      note:
        account.outcome === "missing"
          ? because
          : `in quarantine with reason class ${account.classes.join(", ")}, ${because}`,
    });
  }
  for (const sent of truth.unjudged.values()) {
    const [first] = sent;
    if (first === undefined || sent.some((one) => accountant.stands(one))) continue;
    // Told above as lost, where it was also served as it should be.
    if (
      affected.lost.has(identityKey(first.observation)) ||
      accounted.has(identityKey(first.meant))
    )
      continue;
    affected.lost.add(identityKey(first.observation));
    report({
      kind: "lost",
      sink: "quarantine",
      ...identify(first.observation),
      served: first.observation.value,
      note: `changed by ${first.faults.join(", ")}, and neither landed nor in quarantine`,
    });
  }
  for (const { record, why } of findUnexplained(truth, quarantine, sinks.postgres)) {
    affected["wrongly-quarantined"].add([identityKey(record), record.request].join());
    report({
      kind: "wrongly-quarantined",
      sink: "quarantine",
      ...identify(record),
      note: `${why} (${record.request}): ${record.reasons.join("; ")}`,
    });
  }
  const { must, may } = countServed(truth);
  return {
    served: must,
    unsure: may,
    quarantined: quarantine.length,
    wronglyQuarantined: affected["wrongly-quarantined"].size,
    kafka: bySink.kafka.distinct,
    postgres: bySink.postgres.distinct,
    iceberg: bySink.iceberg.distinct,
    lost: affected.lost.size,
    duplicated: affected.duplicated.size,
    altered: affected.altered.size,
    phantom: affected.phantom.size,
    wronglyLanded: affected["wrongly-landed"].size,
    withheld: truth.withheld,
    hiddenBeyond: truth.hiddenBeyond,
    faults,
    failedUnits: units.length,
    excusedUnits: units.filter(({ excused }) => excused).length,
    sinks: bySink,
  };
}

/** What could not be read of a record shows as "?" or as the begin of time. */
function identify(
  row: RowIdentity,
): Pick<VerdictDifference, "dataset" | "series_id" | "interval_start" | "as_of"> {
  return {
    dataset: row.dataset,
    series_id: row.seriesId ?? "?",
    interval_start: new Date(row.intervalStartMs ?? 0).toISOString(),
    as_of: new Date(row.asOfMs ?? 0).toISOString(),
  };
}
