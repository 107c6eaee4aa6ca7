/**
 * Reads a truth ledger back (`docs/truth-ledger.md`): joins each answer with its outcome and expands
 * its ranges with the very provider that served them, checking count and digest.
 * Memory is bounded by the answers that were open at one time, not by the file.
 */
import { createReadStream } from "node:fs";
import { TruthDigest, hashSeries } from "./digest.ts";
import type { JudgedGroup } from "./faults/disturbance.ts";
import type { ReasonClass } from "./faults/row-faults.ts";
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
  /** What it meant. May be walked more than once. Throws at its end when count or digest differ from the record. */
  readonly observations: Iterable<TruthObservation>;
  /** Labels of the faults that touched it. */
  readonly faults: readonly string[];
  /** Asking again could never have helped. */
  readonly endless: boolean;
  /** It hid more pages than its line names. */
  readonly hidesMore: boolean;
  /** What it carried on the wire, and what must become of it: the same as `observations` where no fault changed rows. */
  readonly rulings: Iterable<Ruling>;
}

/** One observation of an answer, and how it is to be treated. */
export interface Ruling {
  /** As a reader of the answer sees it; as it was meant, but for the time that shows, where nobody can read it or it was withheld. */
  readonly observation: TruthObservation;
  /**
   * `land`: it must land, if the answer arrived. `either`: it may. `quarantine`: it must not. `withheld`: it was not
   * sent. `noticeable`: it was not sent, and the answer shows that it exists, so it must land in the end.
   */
  readonly say: JudgedGroup["say"] | "noticeable";
  /** Reasons it may be in quarantine for. */
  readonly classes: readonly ReasonClass[];
  /** What the row meant, where a reader sees something else or nothing. */
  readonly meant?: TruthObservation;
  /** Whether the row can be read as an observation at all. */
  readonly isReadable: boolean;
}

/** A request that faults left without observations to answer with. */
export interface LedgerFault {
  readonly id: string;
  readonly atMs: number;
  readonly path: string;
  readonly faults: readonly string[];
  readonly endless: boolean;
}

export type CreateProviderByName = (name: string, world: WorldOptions) => MockProvider;

/**
 * Yields every answer once, in the order they ended; those of a mock that died come at its next start
 * or at the end, as `unsure`. `onFault` is told of requests that got no observations. Throws an Error that names
 * the line for anything that is not a ledger.
 */
export async function* readLedger(
  directory: string,
  provider: string,
  createProvider: CreateProviderByName,
  onFault: (fault: LedgerFault) => void = () => undefined,
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
      if (record.provider !== provider) {
        throw new Error(
          `Cannot trust ${where}: it is of "${record.provider}", expected a ledger of ${provider}`,
        );
      }
      yield* finishUnsure(pending);
      open = record;
    } else if (record.type === "answer") {
      if (open === undefined) throw new Error(`Cannot read ${where}: an answer before any start`);
      if (pending.has(record.id))
        throw new Error(`Cannot read ${where}: answer ${record.id} twice`);
      pending.set(record.id, { record, open, where, mock: worlds(open.provider, open.world) });
    } else if (record.type === "fault") {
      onFault(record);
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
  readonly faults?: readonly string[];
  readonly endless?: boolean;
  readonly judged?: readonly JudgedGroup[];
  readonly withheld?: {
    readonly noticeable: boolean;
    readonly more?: boolean;
    readonly ranges: readonly ServedRange[];
    readonly rows?: readonly LedgerRow[];
  };
}

interface FaultLine extends LedgerFault {
  readonly type: "fault";
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
    faults: record.faults ?? [],
    endless: record.endless === true,
    hidesMore: record.withheld?.more === true,
    rulings: { [Symbol.iterator]: () => rule(answer) },
  };
}

/** Rows under a fault come in the place of what they meant; everything else is as it was meant. */
function* rule(answer: PendingAnswer): Generator<Ruling> {
  const { record, mock, where } = answer;
  const judged = new Map<string, { group: JudgedGroup; row: JudgedGroup["rows"][number] }[]>();
  for (const group of record.judged ?? []) {
    for (const row of group.rows) {
      const key = keyOf(group.dataset, group.seriesId, row[0], row[1]);
      const same = judged.get(key);
      if (same === undefined) judged.set(key, [{ group, row }]);
      else same.push({ group, row });
    }
  }
  // A recorded answer may mean one row twice: rows are counted by what they are.
  const found = new Set<string>();
  for (const observation of expand(answer)) {
    const { dataset, seriesId, intervalStartMs, asOfMs } = observation;
    const key = judged.size === 0 ? "" : keyOf(dataset, seriesId, intervalStartMs, asOfMs);
    const changed = judged.get(key);
    if (changed === undefined) {
      yield { observation, say: "land", classes: [], isReadable: true };
      continue;
    }
    found.add(key);
    for (const { group, row } of changed) yield ruleRow(observation, group, row);
  }
  if (found.size !== judged.size) {
    throw new Error(
      `Cannot trust ${where}: answer ${record.id} judges ${judged.size} rows and meant only ${found.size} of them`,
    );
  }
  const { withheld } = record;
  if (withheld === undefined) return;
  const say = withheld.noticeable ? "noticeable" : "withheld";
  for (const range of withheld.ranges) {
    let count = 0;
    for (const observation of mock.expand(range, record.atMs)) {
      count++;
      yield { observation, say, classes: [], isReadable: true };
    }
    if (count !== range.count) {
      throw new Error(
        `Cannot trust ${where}: ${range.dataset} ${range.seriesId} withheld expands to ${count} observations, expected ${range.count}`,
      );
    }
  }
  for (const row of withheld.rows ?? [])
    yield { observation: fromRow(row), say, classes: [], isReadable: true };
}

function ruleRow(
  meant: TruthObservation,
  { say, classes, unit, location }: JudgedGroup,
  row: JudgedGroup["rows"][number],
): Ruling {
  const [, , startMs, endMs, value, asOfMs] = row;
  if (startMs === undefined || endMs === undefined || value === undefined || asOfMs === undefined) {
    // Of a row that nobody can read two further numbers are the time that still shows.
    const shown = {
      intervalStartMs: startMs ?? meant.intervalStartMs,
      asOfMs: endMs ?? meant.asOfMs,
    };
    return { observation: { ...meant, ...shown }, say, classes, meant, isReadable: false };
  }
  const reads = {
    ...meant,
    // Proof for the fallbacks: only a value may be null in a row that was read.
    intervalStartMs: startMs ?? meant.intervalStartMs,
    intervalEndMs: endMs ?? meant.intervalEndMs,
    asOfMs: asOfMs ?? meant.asOfMs,
    value,
    unit,
    location,
  };
  return { observation: reads, say, classes, meant, isReadable: true };
}

function keyOf(
  dataset: string,
  seriesId: string,
  startMs: number | null | undefined,
  asOfMs: number | null | undefined,
): string {
  return [dataset, seriesId, startMs, asOfMs].join("\u0000");
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

function parseLine(text: string, where: string): OpenLine | AnswerLine | FaultLine | EndLine {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot read ${where}: not JSON: "${text.slice(0, 100)}"`, { cause: error });
  }
  // Proof for the cast: the fields that are read are checked just below, the rest by the digest.
  const line = (record ?? {}) as
    Partial<OpenLine> | Partial<AnswerLine> | Partial<FaultLine> | Partial<EndLine>;
  if (line.type === "open" && versions.has(line.version ?? 0) && line.world !== undefined) {
    return line as OpenLine;
  }
  if (line.type === "answer" && typeof line.id === "string" && Array.isArray(line.ranges)) {
    return line as AnswerLine;
  }
  if (line.type === "fault" && typeof line.path === "string" && Array.isArray(line.faults)) {
    return line as FaultLine;
  }
  if (line.type === "end" && typeof line.id === "string" && outcomes.has(line.outcome ?? "")) {
    return line as EndLine;
  }
  throw new Error(
    `Cannot read ${where}: "${text.slice(0, 100)}", expected a line of type open (version 1 or 2), answer, fault or end`,
  );
}

const versions: ReadonlySet<number> = new Set([1, 2]);
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
