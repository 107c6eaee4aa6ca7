/** Zip containers of stored files: version 1.0, no compression. Layout: APPNOTE.TXT 6.3.10, sections 4.3.7 to 4.3.16. */
import { crc32 } from "node:zlib";
import { localTime } from "../kit/time-zone.ts";

/** Names to texts; the time stamp is the instant on St. Louis's clock. */
export function storeZip(files: Readonly<Record<string, string>>, nowMs: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  const stamp = dosTime(nowMs);
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text, "utf8");
    const nameBytes = Buffer.from(name, "utf8");
    const common = commonFields(content, nameBytes, stamp);
    const header = Buffer.concat([word32(0x04034b50), word16(version), common, nameBytes]);
    parts.push(header, content);
    directory.push(
      word32(0x02014b50),
      word16(version),
      word16(version),
      common,
      // Comment length, disk, internal and external attributes.
      Buffer.alloc(10),
      word32(offset),
      nameBytes,
    );
    offset += header.length + content.length;
  }
  const listing = Buffer.concat(directory);
  const count = word16(Object.keys(files).length);
  const end = [word32(0x06054b50), Buffer.alloc(4), count, count, word32(listing.length)];
  return Buffer.concat([...parts, listing, ...end, word32(offset), word16(0)]);
}

const version = 10;

/** What a local header and a directory entry share: flags, method, time, CRC, sizes, lengths. */
function commonFields(content: Buffer, nameBytes: Buffer, stamp: Buffer): Buffer {
  const size = word32(content.length);
  return Buffer.concat([
    word16(0),
    word16(0),
    stamp,
    word32(crc32(content)),
    size,
    size,
    word16(nameBytes.length),
    word16(0),
  ]);
}

function dosTime(nowMs: number): Buffer {
  const { year, month, day, hour, minute, second } = localTime("central", nowMs);
  const time = (hour << 11) | (minute << 5) | (second >> 1);
  const date = (Math.min(Math.max(year - 1980, 0), 127) << 9) | (month << 5) | day;
  return Buffer.concat([word16(time), word16(date)]);
}

function word16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function word32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
