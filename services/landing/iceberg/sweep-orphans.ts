/**
 * Finds files under a table's location that nothing names: batches that were given up by a crash, lists of commits
 * that lost, manifests that were merged away.
 * Source: Iceberg specification, "Table Metadata"; as Java's remove-orphan-files, names that begin with `_` or `.`
 * are somebody else's and stay.
 */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { decodeManifest } from "./manifest.ts";
import { decodeManifestList } from "./manifest-list.ts";
import type { TableMetadata } from "./table-metadata.ts";
import type { PartitionField } from "./table-schema.ts";
import { mapWarehouseError, readWarehouseFile, toPath } from "./warehouse-files.ts";

/** Paths of files below `path` last written before `beforeMs` (real UTC milliseconds). */
export async function listOldFiles(path: string, beforeMs: number): Promise<string[]> {
  try {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const old: string[] = [];
    for (const entry of entries) {
      if (!entry.isFile() || /^[._]/.test(entry.name)) continue;
      const file = join(entry.parentPath, entry.name);
      const found = await stat(file).catch((error: unknown) => {
        // Another sweep, or the end of an attempt, was quicker.
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
        throw error;
      });
      if (found !== undefined && found.mtimeMs < beforeMs) old.push(file);
    }
    return old;
  } catch (error) {
    throw mapWarehouseError(error, "list", path);
  }
}

/**
 * Every file a table state names, directly or through its kept snapshots. Deleted entries count too: an older
 * snapshot may still read their files. Throws when a list or manifest cannot be read, so that no file is taken for
 * an orphan because of it.
 */
export async function reachablePaths(
  metadataLocation: string,
  metadata: TableMetadata,
  partitionField: PartitionField,
): Promise<Set<string>> {
  const reachable = new Set([toPath(metadataLocation)]);
  for (const entry of metadata["metadata-log"]) reachable.add(toPath(entry["metadata-file"]));
  for (const entry of [...metadata.statistics, ...metadata["partition-statistics"]]) {
    if (typeof entry["statistics-path"] === "string") {
      reachable.add(toPath(entry["statistics-path"]));
    }
  }
  for (const snapshot of metadata.snapshots) {
    const list = toPath(snapshot["manifest-list"] ?? "");
    if (list === "" || reachable.has(list)) continue;
    reachable.add(list);
    for (const row of decodeManifestList(await readWarehouseFile(list))) {
      const manifest = toPath(row.manifest_path);
      if (reachable.has(manifest)) continue;
      reachable.add(manifest);
      for (const entry of decodeManifest(await readWarehouseFile(manifest), partitionField)) {
        reachable.add(toPath(entry.data_file.file_path));
      }
    }
  }
  return reachable;
}
