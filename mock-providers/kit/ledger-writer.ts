/**
 * Writes the truth ledger of one provider; the format is `docs/truth-ledger.md`.
 * An answer is on record before its first byte leaves, so what a client may hold is always known, even
 * after kill -9. Nothing is synced to disk: only a power cut can lose lines.
 */
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { Disturbance } from "./faults/disturbance.ts";
import type { Served, TruthObservation, WorldOptions } from "./types.ts";

export type LedgerOutcome = "complete" | "cut" | "unsure";

export interface LedgerSummary {
  readonly file: string;
  /** Which start of the mock this is, counted per file from 1; the counts are of this start. */
  readonly start: number;
  readonly answers: number;
  readonly observations: number;
  readonly outcomes: Readonly<Record<LedgerOutcome, number>>;
  readonly lines: number;
}

export interface LedgerWriter {
  readonly start: number;
  /** Puts an answer on record; returns once the operating system has the line. Throws when it cannot take it. */
  answer(record: {
    id: string;
    atMs: number;
    path: string;
    served: Served;
    /** Set when faults touched it. */
    disturbance?: Disturbance | undefined;
  }): void;
  /** Notes a fault that left no observations to answer with. */
  fault(record: { id: string; atMs: number; path: string; disturbance: Disturbance }): void;
  /** Notes how an answer ended; written within `endDelayMs`, at `flush` or at `close`. */
  end(id: string, outcome: LedgerOutcome): void;
  flush(): void;
  summary(): LedgerSummary;
  /** Writes what is buffered and releases the file. */
  close(): void;
}

const endDelayMs = 50;

/** `<directory>/<provider>.jsonl` */
export function ledgerFile(directory: string, provider: string): string {
  return join(directory, `${provider}.jsonl`);
}

export function openLedger(options: {
  readonly directory: string;
  readonly provider: string;
  readonly world: WorldOptions;
  readonly atMs: number;
}): LedgerWriter {
  const { directory, provider, world, atMs } = options;
  mkdirSync(directory, { recursive: true });
  const file = ledgerFile(directory, provider);
  // "a+" appends wherever another handle left the end, and still lets the last line be read.
  const handle = openSync(file, "a+");
  const start = dropCutLine(handle) + 1;
  const outcomes = { complete: 0, cut: 0, unsure: 0 };
  let answers = 0;
  let observations = 0;
  let lines = 0;
  let ended = "";
  let endedLines = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  function append(text: string, count: number): void {
    const bytes = Buffer.from(text);
    const written = writeSync(handle, bytes);
    if (written !== bytes.length) {
      // Half a line in the middle of the file would make all after it unreadable.
      ftruncateSync(handle, fstatSync(handle).size - written);
      throw new Error(
        `Cannot write the ledger ${file}: only ${written} of ${bytes.length} bytes fit`,
      );
    }
    lines += count;
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (ended === "") return;
    append(ended, endedLines);
    ended = "";
    endedLines = 0;
  }

  append(line({ type: "open", version: 2, provider, start, world, atMs }), 1);
  return {
    start,
    answer({ id, atMs: servedAtMs, path, served, disturbance }) {
      const { ranges, rows, digest, observations: count } = served;
      append(
        line({
          type: "answer",
          id,
          atMs: servedAtMs,
          path,
          observations: count,
          digest,
          ranges,
          ...(rows.length === 0 ? {} : { rows: rows.map(toRow) }),
          ...(disturbance === undefined ? {} : describeDisturbance(disturbance)),
        }),
        1,
      );
      answers++;
      observations += count;
    },
    fault({ id, atMs: refusedAtMs, path, disturbance }) {
      // As for ends: a client that was kept waiting may leave after the ledger closed.
      if (closed) return;
      const { faults, endless } = disturbance;
      append(line({ type: "fault", id, atMs: refusedAtMs, path, faults, endless }), 1);
    },
    end(id, outcome) {
      // The last connections may close after the ledger did; an answer without an end is unsure, as they are.
      if (closed) return;
      outcomes[outcome]++;
      ended += line({ type: "end", id, outcome });
      endedLines++;
      timer ??= setTimeout(flush, endDelayMs);
    },
    flush,
    summary: () => ({ file, start, answers, observations, outcomes: { ...outcomes }, lines }),
    close() {
      if (closed) return;
      flush();
      closed = true;
      closeSync(handle);
    },
  };
}

function line(record: object): string {
  return JSON.stringify(record) + "\n";
}

function describeDisturbance({ faults, endless, judged, withheld }: Disturbance): object {
  return {
    faults,
    endless,
    ...(judged.length === 0 ? {} : { judged }),
    ...(withheld === undefined
      ? {}
      : {
          withheld: {
            noticeable: withheld.noticeable,
            ...(withheld.more === true ? { more: true } : {}),
            ranges: withheld.ranges,
            ...(withheld.rows.length === 0 ? {} : { rows: withheld.rows.map(toRow) }),
          },
        }),
  };
}

function toRow(observation: TruthObservation): unknown[] {
  const { dataset, seriesId, intervalStartMs, intervalEndMs, value, unit, location, asOfMs } =
    observation;
  return [dataset, seriesId, intervalStartMs, intervalEndMs, value, unit, location, asOfMs];
}

/**
 * Removes a last line that a kill cut short, which readers ignore anyway, so that the next line starts
 * clean. Returns the number of the latest start on record, 0 for a new file. Every complete line
 * names its start, so only the end of the file is read.
 */
function dropCutLine(handle: number): number {
  const size = fstatSync(handle).size;
  for (let span = 65_536; ; span *= 4) {
    const from = Math.max(0, size - span);
    const tail = Buffer.alloc(size - from);
    readSync(handle, tail, 0, tail.length, from);
    const lastEnd = tail.lastIndexOf(10);
    const lastBegin = lastEnd <= 0 ? -1 : tail.lastIndexOf(10, lastEnd - 1);
    // The begin of the last complete line is not in view yet.
    if (lastBegin === -1 && from > 0) continue;
    ftruncateSync(handle, from + lastEnd + 1);
    return lastEnd === -1 ? 0 : startOf(tail.toString("utf8", lastBegin + 1, lastEnd));
  }
}

function startOf(text: string): number {
  // Proof for the cast: this writer wrote the line; anything else fails the check below.
  const record = JSON.parse(text) as { type?: string; start?: number; id?: string };
  const start = record.type === "open" ? record.start : Number(record.id?.split(".")[0]);
  if (start === undefined || !Number.isInteger(start)) {
    throw new Error(
      `Cannot continue the ledger: its last line "${text.slice(0, 200)}" names no start`,
    );
  }
  return start;
}
