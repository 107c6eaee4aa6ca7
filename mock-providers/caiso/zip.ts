/**
 * Zip containers with the exact fields of the recorded ones (tests/golden/mock-caiso/samples): version 2.0 made
 * by host 0, flags 0x0808 (sizes in a data descriptor, UTF-8 names), deflate, no attributes, no extra fields,
 * Pacific time stamps. Layout: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16.
 */
import { constants, crc32, deflateRawSync } from "node:zlib";
import { localTime } from "../kit/time-zone.ts";

export interface ZipEntry {
  readonly name: string;
  /** The content in pieces, ASCII. Each is compressed and let go before the next is asked for. */
  readonly chunks: Iterable<string>;
}

export function createZip(entries: readonly ZipEntry[], nowMs: number): Buffer {
  const writing = writeZip(entries, nowMs);
  let step = writing.next();
  while (step.done !== true) step = writing.next();
  return step.value;
}

/** As `createZip`, giving other requests a turn after every chunk but the first. */
export async function createZipInTurns(
  entries: readonly ZipEntry[],
  nowMs: number,
  giveTurn: () => Promise<void>,
): Promise<Buffer> {
  const writing = writeZip(entries, nowMs);
  let step = writing.next();
  for (let chunks = 1; step.done !== true; chunks++) {
    if (chunks > 1) await giveTurn();
    step = writing.next();
  }
  return step.value;
}

/** An empty last block with fixed codes: ends a stream whose other blocks were flushed (RFC 1951, 3.2.3). */
const deflateEnd = Buffer.from([0x03, 0x00]);
const deflateOptions = { level: 1, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH };

const versionNeeded = 20;
const flags = 0x0808;
const methodDeflate = 8;

interface Sizes {
  readonly crc: number;
  readonly compressedBytes: number;
  readonly contentBytes: number;
}

/** Yields after every compressed chunk and returns the whole container. */
function* writeZip(entries: readonly ZipEntry[], nowMs: number): Generator<undefined, Buffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const time = dosTime(nowMs);
  let offset = 0;
  for (const { name, chunks } of entries) {
    const nameBytes = Buffer.from(name, "utf8");
    const headerOffset = offset;
    const add = (part: Buffer) => {
      parts.push(part);
      offset += part.length;
    };
    add(localHeader(nameBytes, time));
    const dataOffset = offset;
    let crc = 0;
    let contentBytes = 0;
    for (const chunk of chunks) {
      const content = Buffer.from(chunk, "latin1");
      crc = crc32(content, crc);
      contentBytes += content.length;
      // Flushed pieces end on a byte and do not look back, so they can simply be put in a row.
      add(deflateRawSync(content, deflateOptions));
      yield;
    }
    add(deflateEnd);
    const sizes = { crc, contentBytes, compressedBytes: offset - dataOffset };
    add(dataDescriptor(sizes));
    directory.push(centralHeader(nameBytes, time, sizes, headerOffset));
  }
  const directoryBytes = Buffer.concat(directory);
  const end = endOfDirectory(entries.length, directoryBytes.length, offset);
  return Buffer.concat([...parts, directoryBytes, end]);
}

function localHeader(name: Buffer, time: number): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(methodDeflate, 8);
  header.writeUInt32LE(time, 10);
  // Checksum and sizes stay 0: they follow the content.
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function dataDescriptor({ crc, compressedBytes, contentBytes }: Sizes): Buffer {
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeUInt32LE(compressedBytes, 8);
  descriptor.writeUInt32LE(contentBytes, 12);
  return descriptor;
}

function centralHeader(name: Buffer, time: number, sizes: Sizes, headerOffset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  // Made by version 2.0 on host 0, and as much is needed to read it.
  header.writeUInt16LE(versionNeeded, 4);
  header.writeUInt16LE(versionNeeded, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(methodDeflate, 10);
  header.writeUInt32LE(time, 12);
  header.writeUInt32LE(sizes.crc, 16);
  header.writeUInt32LE(sizes.compressedBytes, 20);
  header.writeUInt32LE(sizes.contentBytes, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(headerOffset, 42);
  return Buffer.concat([header, name]);
}

function endOfDirectory(entries: number, directoryBytes: number, offset: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}

/** MS-DOS time in the low and date in the high 16 bits, of the Pacific wall clock, to 2 seconds. */
function dosTime(nowMs: number): number {
  const { year, month, day, hour, minute, second } = localTime("pacific", nowMs);
  const time = (hour << 11) | (minute << 5) | (second >> 1);
  const date = ((year - 1980) << 9) | (month << 5) | day;
  return ((date << 16) | time) >>> 0;
}
