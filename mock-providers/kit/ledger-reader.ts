/**
 * Reads a truth ledger back (`docs/truth-ledger.md`): joins each answer with its outcome and expands
 * its ranges with the very provider that served them, checking count and digest.
 * Memory is bounded by the answers that were open at one time, not by the file.
 */
import { createReadStream } from "node:fs";
import { TruthDigest, hashSeries } from "./digest.ts";
import { type LedgerOutcome, ledgerFile } from "./ledger-writer.ts";
import type { MockProvider, ServedRange, TruthObservation, WorldOptions } from "./types.ts";

export interface LedgerAnswer {
  readonly provider: string;
  readonly world: WorldOptions;
  readonly id: string;
  /** Sandbox clock. */
  readonly atMs: number;
  readonly outcome: LedgerOutcome;
  readonly path: string;
  /** How many observations the answer carried. */
  readonly count: number;
  /** May be walked more than once. Throws at its end when count or digest differ from the record. */
  readonly observations: Iterable<TruthObservation>;
}

export type CreateProviderByName = (name: string, world: WorldOptions) => MockProvider;

/**
 * Yields every answer once, in the order they ended; those of a mock that died come at its next start
 * or at the end, as `unsure`. Throws an Error that names the line for anything that is not a ledger.
 */
export async function* readLedger(
  directory: string,
  provider: string,
  createProvider: CreateProviderByName,
): AsyncGenerator<LedgerAnswer> {
  const file = ledgerFile(directory, provider);
  const worlds = createProviderCache(createProvider);
  let open: OpenLine | undefined;
  const pending = new Map<string, PendingAnswer>();
  let lineNumber = 0;
  for await (const text of completeLines(file)) {
    lineNumber++;
    const where = `${file} line ${lineNumber}`;
    const record = parseLine(text, where);
    if (record.type === "open") {
      yield* finishUnsure(pending);
      open = record;
    } else if (record.type === "answer") {
      if (open === undefined) throw new Error(`Cannot read ${where}: an answer before any start`);
      if (pending.has(record.id))
        throw new Error(`Cannot read ${where}: answer ${record.id} twice`);
      pending.set(record.id, { record, open, where, mock: worlds(open.provider, open.world) });
    } else {
      const answer = pending.get(record.id);
      if (answer === undefined) {
        throw new Error(
          `Cannot read ${where}: the end of answer "${record.id}", which is not open`,
        );
      }
      pending.delete(record.id);
      yield finish(answer, record.outcome);
    }
  }
  yield* finishUnsure(pending);
}

interface OpenLine {
  readonly type: "open";
  readonly version: number;
  readonly provider: string;
  readonly world: WorldOptions;
}

interface AnswerLine {
  readonly type: "answer";
  readonly id: string;
  readonly atMs: number;
  readonly path: string;
  readonly observations: number;
  readonly digest: string;
  readonly ranges: readonly ServedRange[];
  readonly rows?: readonly LedgerRow[];
}

interface EndLine {
  readonly type: "end";
  readonly id: string;
  readonly outcome: LedgerOutcome;
}

type LedgerRow = readonly [
  string,
  string,
  number,
  number,
  number | null,
  string,
  string | null,
  number,
];

interface PendingAnswer {
  readonly record: AnswerLine;
  readonly open: OpenLine;
  readonly where: string;
  readonly mock: MockProvider;
}

function* finishUnsure(pending: Map<string, PendingAnswer>): Generator<LedgerAnswer> {
  for (const answer of pending.values()) yield finish(answer, "unsure");
  pending.clear();
}

function finish(answer: PendingAnswer, outcome: LedgerOutcome): LedgerAnswer {
  const { record, open } = answer;
  return {
    provider: open.provider,
    world: open.world,
    id: record.id,
    atMs: record.atMs,
    outcome,
    path: record.path,
    count: record.observations,
    observations: { [Symbol.iterator]: () => expand(answer) },
  };
}

function* expand({ record, mock, where }: PendingAnswer): Generator<TruthObservation> {
  const digest = new TruthDigest();
  let hashed = "";
  let hash = 0;
  function count(observation: TruthObservation): TruthObservation {
    const { dataset, seriesId, intervalStartMs, asOfMs, value } = observation;
    const key = `${dataset}\u0000${seriesId}`;
    if (key !== hashed) {
      hashed = key;
      hash = hashSeries(dataset, seriesId);
    }
    digest.add(hash, intervalStartMs, asOfMs, value);
    return observation;
  }
  for (const range of record.ranges) {
    const before = digest.count;
    for (const observation of mock.expand(range, record.atMs)) yield count(observation);
    if (digest.count - before !== range.count) {
      throw new Error(
        `Cannot trust ${where}: ${range.dataset} ${range.seriesId} expands to ${digest.count - before} observations, expected ${range.count}`,
      );
    }
  }
  for (const row of record.rows ?? []) yield count(fromRow(row));
  if (digest.count !== record.observations || digest.toString() !== record.digest) {
    throw new Error(
      `Cannot trust ${where}: answer ${record.id} expands to ${digest.count} observations with digest ${digest.toString()}, expected ${record.observations} with ${record.digest}`,
    );
  }
}

function fromRow(row: LedgerRow): TruthObservation {
  const [dataset, seriesId, intervalStartMs, intervalEndMs, value, unit, location, asOfMs] = row;
  return { dataset, seriesId, intervalStartMs, intervalEndMs, value, unit, location, asOfMs };
}

function parseLine(text: string, where: string): OpenLine | AnswerLine | EndLine {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot read ${where}: not JSON: "${text.slice(0, 100)}"`, { cause: error });
  }
  // Proof for the cast: the fields that are read are checked just below, the rest by the digest.
  const line = (record ?? {}) as Partial<OpenLine> | Partial<AnswerLine> | Partial<EndLine>;
  if (line.type === "open" && line.version === 1 && line.world !== undefined) {
    return line as OpenLine;
  }
  if (line.type === "answer" && typeof line.id === "string" && Array.isArray(line.ranges)) {
    return line as AnswerLine;
  }
  if (line.type === "end" && typeof line.id === "string" && outcomes.has(line.outcome ?? "")) {
    return line as EndLine;
  }
  throw new Error(
    `Cannot read ${where}: "${text.slice(0, 100)}", expected a line of type open (version 1), answer or end`,
  );
}

const outcomes: ReadonlySet<string> = new Set<LedgerOutcome>(["complete", "cut", "unsure"]);

/** Lines that end in `\n`; what follows the last one was cut by a kill and is left out. */
async function* completeLines(file: string): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  const stream: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1 << 18 });
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, begin)) {
      rest.push(chunk.subarray(begin, end));
      yield Buffer.concat(rest).toString("utf8");
      rest = [];
      begin = end + 1;
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin));
  }
}

function createProviderCache(create: CreateProviderByName): CreateProviderByName {
  const cache = new Map<string, MockProvider>();
  return (name, world) => {
    const key = JSON.stringify([name, world]);
    let provider = cache.get(key);
    if (provider === undefined) {
      provider = create(name, world);
      cache.set(key, provider);
    }
    return provider;
  };
}
