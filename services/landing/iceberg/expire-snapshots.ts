/**
 * Drops old snapshots from the table state, so that it stays small however long the table is appended to.
 * Kept are the newest ancestors of `main` (`history.expire.min-snapshots-to-keep`) and every snapshot younger than
 * `history.expire.max-snapshot-age-ms`. A table with branches or tags of its own is left to those who made them.
 * No data file becomes unreachable by this while the table is only appended to; what does, the sweep finds.
 * Source: Iceberg specification, "Snapshot Retention Policy"; defaults as in the Java implementation.
 */
import {
  type Snapshot,
  type TableMetadata,
  currentSnapshot,
  mainBranch,
} from "./table-metadata.ts";

const maxAgeMsDefault = 5 * 86_400_000;
const minKeptDefault = 1;

export function expireSnapshots(
  metadata: TableMetadata,
  nowMs: number,
): { readonly metadata: TableMetadata; readonly expired: readonly Snapshot[] } {
  const { properties, refs, snapshots } = metadata;
  const othersRefs = Object.keys(refs).some((name) => name !== mainBranch);
  if (othersRefs || properties["gc.enabled"] === "false") return { metadata, expired: [] };

  const minKept = readNumber(properties["history.expire.min-snapshots-to-keep"], minKeptDefault);
  const maxAgeMs = readNumber(properties["history.expire.max-snapshot-age-ms"], maxAgeMsDefault);
  const newest = newestAncestors(metadata, Math.max(1, minKept));
  const isKept = (snapshot: Snapshot): boolean =>
    nowMs - snapshot["timestamp-ms"] <= maxAgeMs || newest.has(snapshot["snapshot-id"]);
  const expired = snapshots.filter((snapshot) => !isKept(snapshot));
  if (expired.length === 0) return { metadata, expired };

  const gone = new Set(expired.map((snapshot) => snapshot["snapshot-id"]));
  const isPresent = (entry: { readonly "snapshot-id": bigint }): boolean =>
    !gone.has(entry["snapshot-id"]);
  const log = metadata["snapshot-log"];
  return {
    metadata: {
      ...metadata,
      snapshots: snapshots.filter(isKept),
      statistics: metadata.statistics.filter(isPresent),
      "partition-statistics": metadata["partition-statistics"].filter(isPresent),
      // History with a hole would lie about what was current: it begins after the newest gap.
      "snapshot-log": log.slice(log.findLastIndex((entry) => !isPresent(entry)) + 1),
    },
    expired,
  };
}

function newestAncestors(metadata: TableMetadata, count: number): Set<bigint> {
  const byId = new Map(metadata.snapshots.map((snapshot) => [snapshot["snapshot-id"], snapshot]));
  const ids = new Set<bigint>();
  for (
    let snapshot = currentSnapshot(metadata);
    snapshot !== undefined && ids.size < count;
    snapshot = byId.get(snapshot["parent-snapshot-id"] ?? -1n)
  ) {
    ids.add(snapshot["snapshot-id"]);
  }
  return ids;
}

function readNumber(text: string | undefined, fallback: number): number {
  const number = Number(text ?? fallback);
  return Number.isSafeInteger(number) && number >= 0 ? number : fallback;
}
