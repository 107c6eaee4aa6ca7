/**
 * Writes a recording: a body file first, then one line of the index in one `write` call. A kill between the two
 * leaves a body nobody names; a kill in the middle of a line leaves half a line, which readers ignore and the
 * next writer removes.
 */
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { canonical } from "./request-content.ts";
import { type ExchangeLine, indexFile, indexLines, readRecording } from "./recording.ts";
import { questionKey } from "./match-exchange.ts";

export interface RecordingWriter {
  /** A file for a body that is on its way, outside the recording until it is kept. */
  openPart(): string;
  /**
   * Keeps an exchange whose body lies in `part` (absent: no body). `equal` when the latest recording of the same
   * request has the same answer: then nothing is stored.
   */
  keep(line: ExchangeLine, part: string | undefined, extension: string): "stored" | "equal";
  discard(part: string): void;
  readonly stored: number;
  /** Safe to call twice. */
  close(): void;
}

const partPattern = /^\.part-(\d+)-\d+$/;

/** Continues the recording in `directory`, or begins one. Throws an Error of one sentence when it holds something else. */
export function openRecording(directory: string, provider: string): RecordingWriter {
  const bodies = join(directory, provider);
  mkdirSync(bodies, { recursive: true });
  removeStaleParts(bodies);
  const index = join(directory, indexFile);
  // "a+" appends wherever another recorder left the end, and still lets the last line be read.
  const handle = openSync(index, "a+");
  dropCutLine(handle);
  const latest = latestAnswers(directory, provider);
  let number = lastNumber(bodies);
  let parts = 0;
  let stored = 0;
  let closed = false;

  return {
    openPart: () => join(bodies, `.part-${process.pid}-${++parts}`),
    keep(line, part, extension) {
      const key = questionKey(line);
      const known = latest.get(key);
      if (known !== undefined && isEqual(known, line, part)) {
        if (part !== undefined) rmSync(part, { force: true });
        return "equal";
      }
      let file: string | undefined;
      let bodyFile: string | undefined;
      if (part !== undefined) {
        const name = `${String(++number).padStart(4, "0")}-${fileWords(line.path)}.${extension}`;
        file = `${provider}/${name}`;
        bodyFile = join(bodies, name);
        renameSync(part, bodyFile);
      }
      const whole = { ...line, ...(file === undefined ? {} : { file }) };
      append(handle, index, `${JSON.stringify(whole)}\n`);
      latest.set(key, { line: whole, bodyFile });
      stored++;
      return "stored";
    },
    discard: (part) => {
      rmSync(part, { force: true });
    },
    get stored() {
      return stored;
    },
    close() {
      if (closed) return;
      closed = true;
      closeSync(handle);
    },
  };
}

interface Answered {
  readonly line: ExchangeLine;
  readonly bodyFile: string | undefined;
}

/** Headers that differ between two answers that say the same. */
const passing =
  /^(?:age|date|etag|expires|last-modified|server-timing|via|x-cache.*|x-ratelimit.*|x-amz.*|(?:.*-)?request-id|cf-.*|.*-ray|.*trace.*|.*correlation.*|retry-after)$/i;

function isEqual(
  { line, bodyFile }: Answered,
  other: ExchangeLine,
  part: string | undefined,
): boolean {
  const answerOf = ({ status, headers, encoding, outcome, promisedBytes }: ExchangeLine): string =>
    canonical([
      status ?? 200,
      Object.entries(headers ?? {})
        .filter(([name]) => !passing.test(name))
        .map(([name, value]) => [name.toLowerCase(), value])
        .sort(),
      encoding ?? null,
      outcome ?? "complete",
      promisedBytes ?? null,
    ]);
  if (answerOf(line) !== answerOf(other)) return false;
  if (bodyFile === undefined || part === undefined) return bodyFile === part;
  return sameBytes(bodyFile, part);
}

/** Compares files block by block: bodies may be larger than memory should be. */
function sameBytes(a: string, b: string): boolean {
  if (statSync(a).size !== statSync(b).size) return false;
  const handles = [openSync(a, "r"), openSync(b, "r")] as const;
  const blocks = [Buffer.alloc(1 << 16), Buffer.alloc(1 << 16)] as const;
  try {
    for (;;) {
      const read = readSync(handles[0], blocks[0]);
      readSync(handles[1], blocks[1]);
      if (!blocks[0].subarray(0, read).equals(blocks[1].subarray(0, read))) return false;
      if (read === 0) return true;
    }
  } finally {
    for (const handle of handles) closeSync(handle);
  }
}

/** The latest recording of each request, so that a recorder that starts again stores nothing twice. */
function latestAnswers(directory: string, provider: string): Map<string, Answered> {
  const latest = new Map<string, Answered>();
  if (indexLines(directory).next().done === true) return latest;
  for (const exchange of readRecording(directory).exchanges) {
    if (exchange.provider !== provider) continue;
    latest.set(questionKey(exchange), { line: exchange, bodyFile: exchange.bodyFile });
  }
  return latest;
}

function append(handle: number, file: string, text: string): void {
  const bytes = Buffer.from(text);
  const written = writeSync(handle, bytes);
  if (written === bytes.length) return;
  // Half a line in the middle of the index would make all after it unreadable.
  ftruncateSync(handle, fstatSync(handle).size - written);
  throw new Error(
    `Cannot write the recording ${file}: only ${written} of ${bytes.length} bytes fit`,
  );
}

/** Removes what a kill left behind the last `\n`. */
function dropCutLine(handle: number): void {
  const size = fstatSync(handle).size;
  for (let span = 65_536; size > 0; span *= 4) {
    const from = Math.max(0, size - span);
    const tail = Buffer.alloc(size - from);
    readSync(handle, tail, 0, tail.length, from);
    const end = tail.lastIndexOf(10);
    if (end === -1 && from > 0) continue;
    ftruncateSync(handle, from + end + 1);
    return;
  }
}

/** Parts of recorders that are no longer there. */
function removeStaleParts(bodies: string): void {
  for (const name of readdirSync(bodies)) {
    const pid = partPattern.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(bodies, name), { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function lastNumber(bodies: string): number {
  return readdirSync(bodies).reduce(
    (last, name) => Math.max(last, Number(/^(\d+)-/.exec(name)?.[1] ?? 0)),
    0,
  );
}

/** The end of a path in words a file name can have. */
function fileWords(path: string): string {
  const words = path.replace(/[^A-Za-z0-9.]+/g, "-").replace(/^-+|-+$/g, "");
  return words === "" ? "root" : words.slice(-60).replace(/^[-.]+/, "");
}
