/** The latest requests of a mock, for people who ask what a client really sent. Bounded. */
export interface JournalEntry {
  readonly id: string;
  /** Sandbox clock, UTC milliseconds. */
  readonly atMs: number;
  readonly method: string;
  /** With its query; keys are blotted out. */
  readonly path: string;
  readonly status: number;
  /** Real milliseconds from the request's arrival to its last byte. */
  readonly ms: number;
  readonly observations: number;
}

export interface Journal {
  add(entry: JournalEntry): void;
  /** Newest first. */
  latest(): JournalEntry[];
}

export function createJournal(entriesMax = 1_000): Journal {
  const ring: JournalEntry[] = [];
  let next = 0;
  return {
    add(entry) {
      ring[next] = entry;
      next = (next + 1) % entriesMax;
    },
    latest: () => [...ring.slice(next), ...ring.slice(0, next)].reverse(),
  };
}

const pathCharactersMax = 500;

/** A request target fit for records: API keys never reach them, and length is bounded. */
export function blotKeys(target: string): string {
  const path = target.includes("?") ? target.replace(keyParameter, "$1***") : target;
  return path.length > pathCharactersMax ? `${path.slice(0, pathCharactersMax)}…` : path;
}

const keyParameter = /([?&](?:api(?:_|%5f)?key|token)=)[^&]*/gi;
