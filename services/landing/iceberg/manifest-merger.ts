/**
 * Merges manifests between commits: the worker writes the merged manifest in the background, and the next commit
 * that still finds all its sources swaps it in. A commit never waits for a merge, and a merge survives rollbacks.
 *
 * idle ──enough small manifests──▶ merging ──▶ ready ──swapped in by a commit, or a source is gone──▶ idle
 */
import type { ManifestRow } from "./manifest-list.ts";
import { type MergedManifest, selectMergeSources } from "./merge-manifests.ts";
import type { TableLayout, TableState } from "./table-state.ts";
import { removeFile, toPath } from "./warehouse-files.ts";
import type { WarehouseWorker } from "./warehouse-worker.ts";

export interface ManifestMerger {
  /** The manifests to list in place of `rows`; the merged one, if it is ready, carries the commit's ids. */
  replace(rows: readonly ManifestRow[], snapshotId: bigint, sequence: bigint): Replacement;
  /** To be told of each state the table reached. Starts a merge when there is enough to merge. */
  observe(state: TableState): Promise<void>;
  /** Files that nothing names yet. */
  pendingPaths(): string[];
}

export interface Replacement {
  readonly rows: readonly ManifestRow[];
  readonly created: number;
  readonly replaced: number;
}

interface ReadyMerge {
  readonly sources: ReadonlySet<string>;
  readonly merged: MergedManifest;
}

export function createManifestMerger(layout: TableLayout, worker: WarehouseWorker): ManifestMerger {
  let merging = false;
  let ready: ReadyMerge | undefined;

  function isApplicable({ sources }: ReadyMerge, rows: readonly ManifestRow[]): boolean {
    let found = 0;
    for (const row of rows) if (sources.has(row.manifest_path)) found++;
    return found === sources.size;
  }

  async function merge(sources: readonly ManifestRow[]): Promise<void> {
    merging = true;
    try {
      const merged = await worker.merge({ ...layout, sources });
      ready = { sources: new Set(sources.map((source) => source.manifest_path)), merged };
    } catch {
      // Merging only makes scans quicker: the table is right without, and the next commit tries again.
    } finally {
      merging = false;
    }
  }

  return {
    replace(rows, snapshotId, sequence) {
      const merge = ready;
      if (merge === undefined || !isApplicable(merge, rows)) {
        return { rows, created: 0, replaced: 0 };
      }
      const kept = rows.filter((row) => !merge.sources.has(row.manifest_path));
      const added = {
        ...merge.merged,
        added_snapshot_id: snapshotId,
        sequence_number: sequence,
      };
      return { rows: [added, ...kept], created: 1, replaced: merge.sources.size };
    },

    async observe({ manifests, metadata }) {
      const known = ready;
      if (known !== undefined) {
        const { manifest_path: path } = known.merged;
        const swappedIn = manifests.some((row) => row.manifest_path === path);
        if (swappedIn) ready = undefined;
        else if (!isApplicable(known, manifests)) {
          ready = undefined;
          await removeFile(toPath(path));
        }
      }
      if (merging || ready !== undefined) return;
      const sources = selectMergeSources(manifests, layout.partitionSpecId, metadata.properties);
      if (sources.length > 0) void merge(sources);
    },

    pendingPaths: () => (ready === undefined ? [] : [toPath(ready.merged.manifest_path)]),
  };
}
