/**
 * Avro object container files, as Iceberg's manifests and manifest lists are.
 * Source: Apache Avro specification, "Object Container Files".
 *
 * avsc encodes and decodes the values. The container is written here because avsc drops attributes it does not
 * know (`field-id`, `element-id`) from the schema in the header, and readers find fields by exactly those.
 */
import { randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync, zstdDecompressSync } from "node:zlib";
import { snappyUncompress } from "hyparquet";
import avro, { type Type } from "avsc";
import { SandboxError } from "../../core/errors.ts";

/** An Avro schema as it stands in JSON, with the attributes Iceberg adds. */
export type AvroSchema = string | readonly AvroSchema[] | Readonly<Record<string, unknown>>;

export interface AvroFile {
  readonly metadata: ReadonlyMap<string, string>;
  readonly records: readonly unknown[];
}

interface Decoded<Value> {
  readonly value: Value;
  /** Where the next value starts; negative when this one was cut off. */
  readonly offset: number;
}

/** Longs are BigInt both ways: snapshot ids do not fit a double. */
const long = avro.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.allocUnsafe(8);
    bytes.writeBigInt64LE(value);
    return bytes;
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
});
const headerType = avro.Type.forSchema({ type: "map", values: "bytes" });
const magic = Buffer.from("Obj\u0001", "latin1");
const syncBytes = 16;

/** Writes records of one schema; the type is built once. */
export function createAvroEncoder(
  schema: AvroSchema,
): (records: readonly object[], metadata: Readonly<Record<string, string>>) => Buffer {
  const type = parseType(schema);
  const schemaText = JSON.stringify(schema);
  return (records, metadata) => {
    const header = { ...metadata, "avro.schema": schemaText, "avro.codec": "deflate" };
    const sync = randomBytes(syncBytes);
    const block = deflateRawSync(Buffer.concat(records.map((record) => type.toBuffer(record))));
    return Buffer.concat([
      magic,
      headerType.toBuffer(mapValues(header, (value) => Buffer.from(value))),
      sync,
      encodeLong(records.length),
      encodeLong(block.length),
      block,
      sync,
    ]);
  };
}

/**
 * Reads a file of this or another writer; records come as plain objects in the writer's field order.
 * Fields are renamed by `nameById`, because writers of different ages give the same field id different names.
 * Throws ICEBERG_TABLE_UNSUPPORTED for a codec nobody here knows, and plain errors for bytes that are no Avro.
 */
export function decodeAvroFile(bytes: Buffer, nameById: ReadonlyMap<number, string>): AvroFile {
  if (!bytes.subarray(0, magic.length).equals(magic)) throw new Error("Expected an Avro file");
  // avsc types what it decodes as any; what the specification puts at each place is written beside it.
  const header: Decoded<Record<string, Buffer>> = headerType.decode(bytes, magic.length);
  const metadata = new Map(
    Object.entries(header.value).map(([key, value]) => [key, value.toString()]),
  );
  const type = typeOfWriter(metadata.get("avro.schema") ?? "", nameById);
  const decompress = decompressorOf(metadata.get("avro.codec") ?? "null");
  const records: unknown[] = [];
  let at = header.offset + syncBytes;
  while (at < bytes.length) {
    const count: Decoded<bigint> = long.decode(bytes, at);
    const size: Decoded<bigint> = long.decode(bytes, count.offset);
    const end = size.offset + Number(size.value);
    const block = decompress(bytes.subarray(size.offset, end));
    let offset = 0;
    for (let index = 0n; index < count.value; index++) {
      const record: Decoded<unknown> = type.decode(block, offset);
      if (record.offset < 0) throw new Error("Expected a whole Avro record, found the block's end");
      records.push(record.value);
      offset = record.offset;
    }
    at = end + syncBytes;
  }
  return { metadata, records };
}

/** Names of all fields of a schema by field id. */
export function fieldNames(schema: AvroSchema): Map<number, string> {
  const names = new Map<number, string>();
  visitFields(schema, (field) => {
    names.set(Number(field["field-id"]), String(field["name"]));
    return field;
  });
  return names;
}

/** Writer schemas are long and few: a table's files share one or two. */
const typesOfWriters = new Map<string, Type>();
const typesOfWritersMax = 32;

function typeOfWriter(schemaText: string, nameById: ReadonlyMap<number, string>): Type {
  let type = typesOfWriters.get(schemaText);
  if (type === undefined) {
    const renamed = visitFields(JSON.parse(schemaText) as AvroSchema, (field) => ({
      ...field,
      name: nameById.get(Number(field["field-id"])) ?? field["name"],
    }));
    type = parseType(renamed);
    if (typesOfWriters.size >= typesOfWritersMax) typesOfWriters.clear();
    typesOfWriters.set(schemaText, type);
  }
  return type;
}

/** A copy of the schema in which every record field went through `change`. */
function visitFields(
  schema: AvroSchema,
  change: (field: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>,
): AvroSchema {
  if (typeof schema === "string") return schema;
  if (isUnion(schema)) return schema.map((branch) => visitFields(branch, change));
  // Proof for the casts: these attributes hold schemas and fields wherever the specification has them.
  const copy: Record<string, unknown> = { ...schema };
  for (const attribute of ["type", "items", "values"] as const) {
    if (attribute in schema) copy[attribute] = visitFields(schema[attribute] as AvroSchema, change);
  }
  if (Array.isArray(schema["fields"])) {
    copy["fields"] = (schema["fields"] as Record<string, unknown>[]).map((field) => ({
      ...change(field),
      type: visitFields(field["type"] as AvroSchema, change),
    }));
  }
  return copy;
}

function isUnion(schema: AvroSchema): schema is readonly AvroSchema[] {
  return Array.isArray(schema);
}

function parseType(schema: AvroSchema): Type {
  // Proof for the cast: avsc reads any JSON schema; its type names fewer attributes than Iceberg adds.
  return avro.Type.forSchema(schema as avro.Schema, {
    registry: { long },
    omitRecordMethods: true,
  });
}

function decompressorOf(codec: string): (block: Buffer) => Buffer {
  switch (codec) {
    case "null":
      return (block) => block;
    case "deflate":
      return (block) => inflateRawSync(block);
    case "zstandard":
      return (block) => zstdDecompressSync(block);
    case "snappy":
      return uncompressSnappy;
    default:
      throw new SandboxError(
        "ICEBERG_TABLE_UNSUPPORTED",
        `Cannot read an Avro file with codec "${codec}": expected null, deflate, snappy or zstandard`,
      );
  }
}

/** Avro appends a checksum of four bytes to a snappy block; the block itself begins with its length as a varint. */
function uncompressSnappy(block: Buffer): Buffer {
  let length = 0;
  for (let index = 0, shift = 0; ; index++, shift += 7) {
    const byte = block[index] ?? 0;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const output = Buffer.alloc(length);
  snappyUncompress(block.subarray(0, -4), output);
  return output;
}

function encodeLong(value: number): Buffer {
  return long.toBuffer(BigInt(value));
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
