import { crc32 } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { createZip, createZipInTurns } from "../../../mock-providers/caiso/zip.ts";

const nowMs = Date.parse("2026-07-27T21:19:19Z");

function unpack(zip: Buffer): Record<string, string> {
  return Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([name, data]) => [name, strFromU8(data)]),
  );
}

describe("createZip()", () => {
  it("keeps entries of several chunks, of one and of none", () => {
    const entries = [
      { name: "many.csv", chunks: ["a,b\n", "1,2\n".repeat(50_000), "", "3,4\n"] },
      { name: "one.csv", chunks: ["x"] },
      { name: "none.csv", chunks: [] },
    ];
    expect(unpack(createZip(entries, nowMs))).toEqual({
      "many.csv": `a,b\n${"1,2\n".repeat(50_000)}3,4\n`,
      "one.csv": "x",
      "none.csv": "",
    });
  });

  it("puts checksum and sizes behind the content and in the directory", () => {
    const zip = createZip([{ name: "a", chunks: ["hello ", "world"] }], nowMs);
    expect(zip.subarray(14, 26)).toEqual(Buffer.alloc(12));
    const directory = zip.readUInt32LE(zip.length - 6);
    expect(zip.readUInt32LE(directory - 16)).toBe(0x08074b50);
    expect(zip.readUInt32LE(directory - 12)).toBe(crc32("hello world"));
    expect(zip.readUInt32LE(directory - 8)).toBe(directory - 16 - 31);
    expect(zip.readUInt32LE(directory - 4)).toBe(11);
    expect(zip.subarray(directory + 16, directory + 28)).toEqual(
      zip.subarray(directory - 12, directory),
    );
  });

  it("stamps entries with the Pacific wall clock", () => {
    const zip = createZip([{ name: "a", chunks: [] }], nowMs);
    const time = zip.readUInt16LE(10);
    const date = zip.readUInt16LE(12);
    expect([time >> 11, (time >> 5) & 63, (time & 31) * 2]).toEqual([14, 19, 18]);
    expect([(date >> 9) + 1980, (date >> 5) & 15, date & 31]).toEqual([2026, 7, 27]);
  });
});

describe("createZipInTurns()", () => {
  it("makes the same bytes and gives a turn after every chunk but the first", async () => {
    const entries = [
      { name: "a", chunks: ["1", "2", "3"] },
      { name: "b", chunks: ["4"] },
    ];
    let turns = 0;
    const zip = await createZipInTurns(entries, nowMs, () => {
      turns++;
      return Promise.resolve();
    });
    expect(zip).toEqual(createZip(entries, nowMs));
    expect(turns).toBe(3);
  });
});
