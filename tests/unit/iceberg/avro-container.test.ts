import { randomBytes } from "node:crypto";
import { deflateRawSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  type AvroSchema,
  createAvroEncoder,
  decodeAvroFile,
  fieldNames,
} from "../../../services/landing/iceberg/avro-container.ts";
import { intMap, list, optional, required } from "../../../services/landing/iceberg/avro-fields.ts";

const schema = {
  type: "record",
  name: "thing",
  fields: [
    required(1, "id", "long"),
    optional(2, "bounds", intMap(3, 4, "bytes")),
    optional(5, "offsets", list(6, "long")),
    optional(7, "day", { type: "int", logicalType: "date" }),
  ],
};
const names = fieldNames(schema);
const records = [
  { id: 9007199254740993n, bounds: [{ key: 6, value: Buffer.from("x") }], offsets: [4n], day: -1 },
  { id: -1n, bounds: null, offsets: null, day: null },
];

describe("Avro containers", () => {
  it("are read back as they were written, longs exact", () => {
    const bytes = createAvroEncoder(schema)(records, { content: "data" });
    const file = decodeAvroFile(bytes, names);
    expect(file.records).toEqual(records);
    expect(file.metadata.get("content")).toBe("data");
    expect(file.metadata.get("avro.codec")).toBe("deflate");
  });

  it("keep the ids that readers find fields by in the header", () => {
    const bytes = createAvroEncoder(schema)([], {});
    expect(JSON.parse(decodeAvroFile(bytes, names).metadata.get("avro.schema") ?? "")).toEqual(
      schema,
    );
    expect(fieldNames(schema)).toEqual(
      new Map([
        [1, "id"],
        [2, "bounds"],
        [3, "key"],
        [4, "value"],
        [5, "offsets"],
        [7, "day"],
      ]),
    );
  });

  it("give fields of older writers the names their ids have today", () => {
    const older = { ...schema, fields: [required(1, "old_name", "long")] };
    const bytes = createAvroEncoder(older)([{ old_name: 7n }], {});
    expect(decodeAvroFile(bytes, names).records).toEqual([{ id: 7n }]);
  });

  it.each([
    ["null", (block: Buffer) => block],
    ["zstandard", (block: Buffer) => zstdCompressSync(block)],
    ["snappy", (block: Buffer) => Buffer.concat([snappyLiteral(block), Buffer.alloc(4)])],
    ["deflate", (block: Buffer) => deflateRawSync(block)],
  ])("of other writers are read with codec %s and several blocks", (codec, compress) => {
    const bytes = foreignFile(codec, [compress(Buffer.from([2, 4])), compress(Buffer.from([6]))]);
    expect(decodeAvroFile(bytes, names).records).toEqual([{ id: 1n }, { id: 2n }, { id: 3n }]);
  });

  it("refuse a codec nobody here knows, and bytes that are no Avro or end early", () => {
    expect(() => decodeAvroFile(foreignFile("bzip2", []), names)).toThrow(
      expect.objectContaining({ code: "ICEBERG_TABLE_UNSUPPORTED" }),
    );
    expect(() => decodeAvroFile(Buffer.from("PAR1"), names)).toThrow("Expected an Avro file");
    const cut = foreignFile("null", [Buffer.from([2])]);
    expect(() => decodeAvroFile(cut, names)).toThrow("whole Avro record");
  });
});

/** A file as another writer makes it: the first block says two records, each later one says one. */
function foreignFile(codec: string, blocks: readonly Buffer[]): Buffer {
  const writerSchema: AvroSchema = {
    type: "record",
    name: "theirs",
    fields: [required(1, "their_id", "long")],
  };
  const text = (value: string) => Buffer.concat([long(value.length), Buffer.from(value)]);
  const sync = randomBytes(16);
  return Buffer.concat([
    Buffer.from("Obj\u0001", "latin1"),
    long(2),
    text("avro.schema"),
    text(JSON.stringify(writerSchema)),
    text("avro.codec"),
    text(codec),
    long(0),
    sync,
    ...blocks.flatMap((block, index) => [
      long(index === 0 ? 2 : 1),
      long(block.length),
      block,
      sync,
    ]),
  ]);
}

/** A non-negative Avro long. */
function long(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value * 2;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

/** A snappy block of one literal. */
function snappyLiteral(block: Buffer): Buffer {
  return Buffer.concat([Buffer.from([block.length, (block.length - 1) << 2]), block]);
}
