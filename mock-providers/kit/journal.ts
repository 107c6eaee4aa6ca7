/** The latest requests of a mock, for people who ask what a client really sent and why it got its answer. Bounded. */
import type { ServedRange } from "./types.ts";

export interface JournalEntry {
  readonly id: string;
  /** Sandbox clock, UTC milliseconds. */
  readonly atMs: number;
  readonly method: string;
  /** With its query; keys are blotted out. */
  readonly path: string;
  readonly client: string;
  /** 0 when no answer was sent. */
  readonly status: number;
  /** Real milliseconds from the request's arrival to its last byte. */
  readonly ms: number;
  readonly bytes: number;
  readonly observations: number;
  /** Observations in detail, for whoever asks. */
  readonly ranges: readonly ServedRange[];
  /** Labels of the faults that touched it. */
  readonly faults: readonly string[];
  /** Why the request got this answer, one sentence. */
  readonly why: string;
  /** How it ended: every byte handed over, cut on purpose, or the client hung up first. */
  readonly outcome: "complete" | "cut" | "unsure";
}

export interface JournalQuery {
  readonly id?: string | undefined;
  /** Part of path or query, any case. */
  readonly path?: string | undefined;
  readonly series?: string | undefined;
  /** Label, kind or id of a fault. */
  readonly fault?: string | undefined;
  readonly status?: number | undefined;
  readonly sinceMs?: number | undefined;
  readonly limit?: number | undefined;
}

export interface Journal {
  add(entry: JournalEntry): void;
  /** Newest first. */
  latest(query?: JournalQuery): JournalEntry[];
  find(id: string): JournalEntry | undefined;
}

export const journalEntriesMax = 1_000;

export function createJournal(entriesMax = journalEntriesMax): Journal {
  const ring: JournalEntry[] = [];
  let next = 0;
  return {
    add(entry) {
      ring[next] = entry;
      next = (next + 1) % entriesMax;
    },
    latest(query = {}) {
      const entries = [...ring.slice(next), ...ring.slice(0, next)].reverse();
      const { limit = entriesMax } = query;
      return entries.filter((entry) => matches(entry, query)).slice(0, limit);
    },
    find: (id) => ring.find((entry) => entry.id === id),
  };
}

function matches(entry: JournalEntry, query: JournalQuery): boolean {
  const { id, path, series, fault, status, sinceMs } = query;
  if (id !== undefined && entry.id !== id) return false;
  if (status !== undefined && entry.status !== status) return false;
  if (sinceMs !== undefined && entry.atMs < sinceMs) return false;
  if (path !== undefined && !entry.path.toLowerCase().includes(path.toLowerCase())) return false;
  if (series !== undefined && !entry.ranges.some(({ seriesId }) => seriesId === series)) {
    return false;
  }
  if (fault === undefined) return true;
  return entry.faults.some((label) => label === fault || label.split("#").includes(fault));
}
