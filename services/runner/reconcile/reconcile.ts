/** Compares the truth ledger of each provider with Kafka, PostgreSQL, Iceberg and the quarantine. */
import type { Kafka } from "kafkajs";
import type pg from "pg";
import { createMockProvider } from "../../../mock-providers/provider-table.ts";
import { readLedger } from "../../../mock-providers/kit/ledger-reader.ts";
import { SandboxError, describeError } from "../../core/errors.ts";
import type { ProviderName } from "../../core/observation.ts";
import type { ObservationCodec } from "../../stability/observation-codec.ts";
import { type ProviderVerdict, type VerdictDifference, listedDifferencesMax } from "../verdict.ts";
import { type Difference, compareWithTruth, countServed } from "./compare.ts";
import { createDifferenceList } from "./difference-list.ts";
import { readIcebergTable } from "./iceberg-reader.ts";
import { readKafkaTopic } from "./kafka-reader.ts";
import type { ObservationTable } from "./observation-table.ts";
import { type QuarantinedRecord, readPostgresRows, readQuarantine } from "./postgres-reader.ts";
import { TruthTable } from "./truth-table.ts";

export interface ReconcileSources {
  readonly ledgerDirectory: string;
  readonly kafka: Kafka;
  readonly pool: pg.Pool;
  readonly codec: ObservationCodec;
  /** Ends the comparison early; it then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

export interface Reconciliation {
  readonly providers: Partial<Record<ProviderName, ProviderVerdict>>;
  readonly differences: { readonly total: number; readonly listed: readonly VerdictDifference[] };
}

/** `failedUnits` per provider comes from the run's checkpoints; absent means none. */
export async function reconcile(
  sources: ReconcileSources,
  providers: readonly ProviderName[],
  failedUnits: Readonly<Partial<Record<ProviderName, number>>> = {},
): Promise<Reconciliation> {
  const { kafka: client, pool, codec, signal } = sources;
  const admin = client.admin();
  await admin.connect();
  try {
    const verdicts: Partial<Record<ProviderName, ProviderVerdict>> = {};
    const differences = createDifferenceList(listedDifferencesMax);
    // One provider at a time: its tables are garbage before the next one's are read.
    for (const provider of providers) {
      const truth = await readTruth(sources.ledgerDirectory, provider, signal);
      const quarantine = await readQuarantine(pool, provider);
      const { table: kafka } = await readKafkaTopic(client, admin, codec, provider, signal);
      const postgres = await readPostgresRows(pool, provider, signal);
      const iceberg = await readIcebergTable(pool, provider, signal);
      signal.throwIfAborted();
      const sinks = { kafka, postgres, iceberg };
      verdicts[provider] = judgeProvider(
        truth,
        quarantine,
        sinks,
        failedUnits[provider] ?? 0,
        (difference) => {
          differences.add({ ...difference, provider });
        },
      );
    }
    return {
      providers: verdicts,
      differences: { total: differences.total, listed: differences.list() },
    };
  } finally {
    await admin.disconnect();
  }
}

async function readTruth(
  directory: string,
  provider: ProviderName,
  signal: AbortSignal,
): Promise<TruthTable> {
  const truth = new TruthTable();
  try {
    for await (const answer of readLedger(directory, provider, createMockProvider)) {
      signal.throwIfAborted();
      truth.addAnswer(answer.outcome, answer.atMs, answer.observations);
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
  return truth;
}

type Report = (difference: Omit<VerdictDifference, "provider">) => void;

/** Pure: the counts of one provider, with each difference told once per sink it shows in. */
export function judgeProvider(
  truth: TruthTable,
  quarantine: readonly QuarantinedRecord[],
  sinks: Record<"kafka" | "postgres" | "iceberg", ObservationTable>,
  failedUnits: number,
  report: Report,
): ProviderVerdict {
  const held = new Map(quarantine.map((record) => [quarantineKey(record), record]));
  const affected: Record<Difference["kind"] | "wrongly-quarantined", Set<string>> = {
    lost: new Set(),
    altered: new Set(),
    duplicated: new Set(),
    phantom: new Set(),
    "wrongly-quarantined": new Set(),
  };
  const tell = (difference: Difference): void => {
    const { dataset, seriesId, intervalStartMs, asOfMs, served, landed, note } = difference;
    const key = quarantineKey(difference);
    const quarantined = difference.kind === "lost" ? held.get(key) : undefined;
    const kind = quarantined === undefined ? difference.kind : "wrongly-quarantined";
    // A value that never passed validation is missing in all three sinks: say it once.
    if (quarantined !== undefined && affected[kind].has(key)) return;
    affected[kind].add(key);
    const reason = quarantined === undefined ? note : quarantined.reasons.join("; ");
    report({
      kind,
      sink: quarantined === undefined ? difference.sink : "quarantine",
      dataset,
      series_id: seriesId,
      interval_start: new Date(intervalStartMs).toISOString(),
      as_of: new Date(asOfMs).toISOString(),
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
    );
    return [sink, { rows, distinct, redelivered, ...counts }] as const;
  });
  // Proof for the cast: the three sinks were mapped over just above.
  const bySink = Object.fromEntries(compared) as ProviderVerdict["sinks"];
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
    failedUnits,
    sinks: bySink,
  };
}

function quarantineKey(record: {
  dataset: string;
  seriesId: string | null;
  intervalStartMs: number | null;
  asOfMs: number | null;
}): string {
  return [record.dataset, record.seriesId, record.intervalStartMs, record.asOfMs].join("\u0000");
}
