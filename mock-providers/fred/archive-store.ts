/** Archives are generated once and kept, the least recently asked for are forgotten. */
import { dayMs } from "../kit/calendar.ts";
import type { WorldOptions } from "../kit/types.ts";
import { type Archive, buildArchive } from "./build-archive.ts";
import type { SeriesSpec } from "./series-spec.ts";

/** About 16 bytes each. */
const factsMax = 3_000_000;
const aheadMs = 400 * dayMs;
/** A clock that runs for centuries must not need archives without end. */
const lastMs = Date.UTC(2200, 0, 1);

export interface ArchiveStore {
  /** The archive of a series, complete up to `nowMs` at least. */
  get(spec: SeriesSpec, nowMs: number): Archive;
}

export function createArchiveStore(world: WorldOptions): ArchiveStore {
  const archives = new Map<string, Archive>();
  let facts = 0;
  const forget = (id: string): void => {
    facts -= archives.get(id)?.facts.dates.length ?? 0;
    archives.delete(id);
  };
  return {
    get(spec, nowMs) {
      const { id } = spec;
      let archive = archives.get(id);
      if (archive === undefined || (archive.horizonMs <= nowMs && archive.horizonMs < lastMs)) {
        const horizonMs = Math.min(lastMs, Math.max(nowMs, world.anchorMs) + aheadMs);
        archive = buildArchive(spec, world, horizonMs);
      }
      forget(id);
      archives.set(id, archive);
      facts += archive.facts.dates.length;
      for (const oldest of archives.keys()) {
        if (facts <= factsMax || oldest === id) break;
        forget(oldest);
      }
      return archive;
    },
  };
}
