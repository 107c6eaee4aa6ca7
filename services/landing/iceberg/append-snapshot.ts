/**
 * The table state after an append. Pure: the old state and the new snapshot in, the new state out.
 * Source: Iceberg specification, "Snapshots", "Table Metadata"; the order of the logs is what Java validates.
 */
import { expireSnapshots } from "./expire-snapshots.ts";
import {
  type Snapshot,
  type TableMetadata,
  currentSnapshot,
  mainBranch,
} from "./table-metadata.ts";

export interface NewSnapshot {
  readonly snapshotId: bigint;
  readonly sequenceNumber: bigint;
  readonly manifestList: string;
  readonly summary: Readonly<Record<string, string>>;
}

export interface AppendedState {
  readonly metadata: TableMetadata;
  /** URIs that the new state no longer names: metadata files out of the log, lists of expired snapshots. */
  readonly released: readonly string[];
}

const previousVersionsDefault = 100;

export function appendSnapshot(
  base: TableMetadata,
  baseLocation: string,
  added: NewSnapshot,
  nowMs: number,
): AppendedState {
  const parent = currentSnapshot(base);
  // Java refuses a state that is older than the one before it.
  const timestampMs = Math.max(nowMs, base["last-updated-ms"]);
  const snapshot: Snapshot = {
    "snapshot-id": added.snapshotId,
    ...(parent && { "parent-snapshot-id": parent["snapshot-id"] }),
    "sequence-number": added.sequenceNumber,
    "timestamp-ms": timestampMs,
    "manifest-list": added.manifestList,
    summary: added.summary,
    "schema-id": base["current-schema-id"],
  };
  const log = [
    ...base["metadata-log"],
    { "timestamp-ms": base["last-updated-ms"], "metadata-file": baseLocation },
  ];
  const kept = log.slice(-previousVersionsMax(base));
  const appended: TableMetadata = {
    ...base,
    "last-sequence-number": added.sequenceNumber,
    "last-updated-ms": timestampMs,
    "current-snapshot-id": added.snapshotId,
    snapshots: [...base.snapshots, snapshot],
    refs: {
      ...base.refs,
      // A branch keeps the retention its owner gave it.
      [mainBranch]: {
        type: "branch",
        ...base.refs[mainBranch],
        "snapshot-id": added.snapshotId,
      },
    },
    "snapshot-log": [
      ...base["snapshot-log"],
      { "timestamp-ms": timestampMs, "snapshot-id": added.snapshotId },
    ],
    "metadata-log": kept,
  };
  const { metadata, expired } = expireSnapshots(appended, timestampMs);
  const deletesLog = base.properties["write.metadata.delete-after-commit.enabled"] === "true";
  return {
    metadata,
    released: [
      ...(deletesLog ? log.slice(0, log.length - kept.length) : []).map(
        (entry) => entry["metadata-file"],
      ),
      ...expired.flatMap((old) => old["manifest-list"] ?? []),
    ],
  };
}

function previousVersionsMax({ properties }: TableMetadata): number {
  const max = Number(properties["write.metadata.previous-versions-max"]);
  return Number.isSafeInteger(max) && max >= 1 ? max : previousVersionsDefault;
}
