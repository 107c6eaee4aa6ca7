/**
 * Takes a body as it passes by and leaves it decoded and without secrets in a file. Piece by piece: what is larger
 * than memory passes too, and no secret in plain or encoded text touches the disk.
 */
import { createWriteStream } from "node:fs";
import { Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { cleanZip } from "./clean-zip.ts";
import { createDecoder } from "./encode-body.ts";
import type { Encoding } from "./recording.ts";
import type { SecretRemover } from "../kit/secrets.ts";

export interface BodyStore {
  /** Resolves when another piece may come. Never rejects: a body that cannot be stored is told at `end`. */
  write(piece: Buffer): Promise<void>;
  /** Resolves once the file is complete. */
  end(): Promise<StoredBody>;
}

export interface StoredBody {
  /** Decoded bytes in the file. */
  readonly bytes: number;
  /** What the encoding turned out to be: `identity` also for a body that is not what its header says. */
  readonly encoding: Encoding | "identity";
  /** Why the file does not hold the whole body, in words; undefined when it does. */
  readonly broken: string | undefined;
}

/** Larger bodies are stored that far. */
export const bodyBytesMax = 2 ** 31;

export function createBodyStore(options: {
  readonly file: string;
  readonly encoding: Encoding | "identity";
  readonly remover: SecretRemover;
}): BodyStore {
  const { file, remover } = options;
  let encoding = options.encoding;
  let entry: Writable | undefined;
  let finished: Promise<unknown> = Promise.resolve();
  let broken: string | undefined;
  let bytes = 0;
  let wireBytes = 0;
  let trailer = Buffer.alloc(0);
  let decodedBytes = 0;

  function open(first: Buffer): Writable {
    // A header may lie; then the file holds the bytes as they came, and a replay sends them so.
    if (!looksLike(encoding, first)) encoding = "identity";
    const cleaner = new Transform({
      transform(piece: Buffer, _coding, done) {
        decodedBytes += piece.length;
        done(null, clean(piece, false));
      },
      flush(done) {
        done(null, clean(Buffer.alloc(0), true));
      },
    });
    function clean(piece: Buffer, last: boolean): Buffer {
      const text = remover.piece(piece.toString("latin1"), last);
      bytes += text.length;
      return Buffer.from(text, "latin1");
    }
    const target = createWriteStream(file);
    const decoder = encoding === "identity" ? undefined : createDecoder(encoding);
    const stages = decoder === undefined ? ([cleaner] as const) : ([decoder, cleaner] as const);
    const head: Transform = stages[0];
    finished = (
      decoder === undefined ? pipeline(cleaner, target) : pipeline(decoder, cleaner, target)
    ).catch((error: unknown) => {
      broken = describe(error);
    });
    return head;
  }

  return {
    async write(piece) {
      if (broken !== undefined || piece.length === 0) return;
      wireBytes += piece.length;
      if (wireBytes > bodyBytesMax) {
        broken = `larger than ${bodyBytesMax} bytes`;
        return;
      }
      entry ??= open(piece);
      trailer = Buffer.concat([trailer, piece.subarray(-4)]).subarray(-4);
      await writeTo(entry, piece);
    },
    async end() {
      entry ??= open(Buffer.alloc(0));
      if (!entry.destroyed) entry.end();
      await finished;
      if (broken === undefined) cleanZip(file, remover);
      // A gzip stream ends with its length: a decoder that reads what is there does not check it.
      if (encoding === "gzip" && wireBytes > 0 && trailer.length === 4) {
        if (trailer.readUInt32LE(0) !== decodedBytes % 2 ** 32)
          broken ??= "its gzip stream ends early";
      }
      return { bytes, encoding, broken };
    },
  };
}

/** Resolves when the stream takes more, or is gone. */
export async function writeTo(stream: Writable, piece: Buffer): Promise<void> {
  if (stream.destroyed || stream.writableEnded || stream.write(piece)) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      for (const event of ["drain", "close", "error"]) stream.off(event, done);
      resolve();
    };
    for (const event of ["drain", "close", "error"]) stream.once(event, done);
  });
}

function looksLike(encoding: Encoding | "identity", first: Buffer): boolean {
  const begins = (...bytes: number[]): boolean =>
    bytes.every((byte, index) => first[index] === undefined || first[index] === byte);
  switch (encoding) {
    case "gzip":
      return begins(0x1f, 0x8b);
    case "zstd":
      return begins(0x28, 0xb5, 0x2f, 0xfd);
    case "deflate":
      // The low half of a zlib header's first byte names the method.
      return first.length === 0 || ((first[0] ?? 0) & 0x0f) === 8;
    case "br":
    case "identity":
      return true;
  }
}

function describe(error: unknown): string {
  return `cannot be decoded or stored (${error instanceof Error ? error.message : String(error)})`;
}
