/** Content encodings: undone when an answer is recorded, made again when it is replayed. */
import { promisify } from "node:util";
import {
  brotliCompress,
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
  deflate,
  gzip,
  zstdCompress,
} from "node:zlib";
import type { Transform } from "node:stream";
import type { Encoding } from "./recording.ts";

const compressors: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  gzip: promisify<Buffer, Buffer>(gzip),
  deflate: promisify<Buffer, Buffer>(deflate),
  br: promisify<Buffer, Buffer>(brotliCompress),
  zstd: promisify<Buffer, Buffer>(zstdCompress),
};

/** What is there of a stream that breaks off is still read. */
const decoders: Readonly<Record<Encoding, () => Transform>> = {
  gzip: () => createGunzip({ finishFlush: constants.Z_SYNC_FLUSH }),
  deflate: () => createInflate({ finishFlush: constants.Z_SYNC_FLUSH }),
  br: () => createBrotliDecompress({ finishFlush: constants.BROTLI_OPERATION_FLUSH }),
  zstd: () => createZstdDecompress({ finishFlush: constants.ZSTD_e_flush }),
};

export function encodeBody(body: Buffer, encoding: Encoding): Promise<Buffer> {
  return compressors[encoding](body);
}

export function createDecoder(encoding: Encoding): Transform {
  return decoders[encoding]();
}

/** The encoding a header names; `identity` for none, undefined for one, or a chain, that is not known. */
export function readEncoding(header: string | undefined): Encoding | "identity" | undefined {
  const name = (header ?? "").trim().toLowerCase();
  switch (name) {
    case "":
    case "identity":
      return "identity";
    case "gzip":
    case "x-gzip":
      return "gzip";
    case "deflate":
    case "br":
    case "zstd":
      return name;
    default:
      return undefined;
  }
}

export function accepts(header: string | undefined, encoding: Encoding): boolean {
  return (header ?? "").split(",").some((part) => {
    const [name = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const refused = parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
    return !refused && (name === encoding || name === `x-${encoding}` || name === "*");
  });
}
