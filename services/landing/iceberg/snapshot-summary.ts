/**
 * What a snapshot says about itself. All values are strings: Java refuses others.
 * Source: Iceberg specification, "Optional Snapshot Summary Fields".
 */
import type { Snapshot } from "./table-metadata.ts";

export interface AppendedCounts {
  readonly files: number;
  readonly rows: number;
  readonly bytes: number;
  /** Manifests this commit wrote, left alone, and replaced by merged ones. */
  readonly manifestsCreated: number;
  readonly manifestsKept: number;
  readonly manifestsReplaced: number;
}

const engineName = "aurum-ingestion-sandbox";
const engineVersion = "0.1.0";

/** The caller's keys stand beside the specification's and cannot replace them. */
export function summarizeAppend(
  parent: Snapshot | undefined,
  counts: AppendedCounts,
  extra: Readonly<Record<string, string>>,
): Record<string, string> {
  return {
    ...extra,
    operation: "append",
    "added-data-files": String(counts.files),
    "added-records": String(counts.rows),
    "added-files-size": String(counts.bytes),
    // A batch writes one file per partition.
    "changed-partition-count": String(counts.files),
    ...total(parent, "total-data-files", counts.files),
    ...total(parent, "total-records", counts.rows),
    ...total(parent, "total-files-size", counts.bytes),
    ...total(parent, "total-delete-files", 0),
    ...total(parent, "total-position-deletes", 0),
    ...total(parent, "total-equality-deletes", 0),
    "manifests-created": String(counts.manifestsCreated),
    "manifests-kept": String(counts.manifestsKept),
    "manifests-replaced": String(counts.manifestsReplaced),
    "engine-name": engineName,
    "engine-version": engineVersion,
  };
}

/** A total the parent does not state stays unstated: inventing one would be wrong for ever. */
function total(parent: Snapshot | undefined, key: string, added: number): Record<string, string> {
  if (parent === undefined) return { [key]: String(added) };
  const before = parent.summary?.[key];
  if (before === undefined || !/^\d+$/.test(before)) return {};
  return { [key]: (BigInt(before) + BigInt(added)).toString() };
}
