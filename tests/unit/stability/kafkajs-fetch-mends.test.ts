import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const load = createRequire(import.meta.url);

interface Encoded {
  readonly buffer: Buffer;
}
interface Fetched {
  readonly offset: string;
  readonly isControlRecord: boolean;
  readonly batchContext: object;
}
type Decode = (decoder: object) => Promise<{ records: Fetched[] }>;
type BatchClass = new (
  topic: string,
  fetchedOffset: string,
  data: object,
) => {
  readonly messages: Fetched[];
  isEmpty(): boolean;
  isEmptyDueToFiltering(): boolean;
  firstOffset(): string | null;
  lastOffset(): string;
  offsetLag(): string;
};

const decoderPath = "kafkajs/src/protocol/recordBatch/v0/decoder";
const batchPath = "kafkajs/src/consumer/batch";
// The library's own first: the mends replace them where Node keeps them.
const originalDecode = load(decoderPath) as Decode;
const OriginalBatch = load(batchPath) as BatchClass;
await import("../../../services/stability/kafkajs-fetch-mends.ts");
const mendedDecode = load(decoderPath) as Decode;
const MendedBatch = load(batchPath) as BatchClass;

const Decoder = load("kafkajs/src/protocol/decoder") as new (bytes: Buffer) => object;
const Encoder = load("kafkajs/src/protocol/encoder") as new () => Encoded & {
  writeEncoder(other: Encoded): Encoded;
};
const encodeRecord = load("kafkajs/src/protocol/recordBatch/record/v0") as (
  record: object,
) => Encoded;
const { RecordBatch } = load("kafkajs/src/protocol/recordBatch/v0") as {
  RecordBatch: (batch: object) => Promise<Encoded>;
};

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const records = fc.array(
  fc.record({
    key: fc.option(bytes),
    value: fc.option(bytes),
    timestampDelta: fc.oneof(fc.constant(0), fc.integer({ min: -5_000, max: 4_000_000_000 })),
    gap: fc.integer({ min: 1, max: 3 }),
    headers: fc.dictionary(
      fc.string({ maxLength: 5 }),
      fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })),
      {
        maxKeys: 3,
      },
    ),
  }),
  { minLength: 1, maxLength: 20 },
);
const batches = fc.record({
  records,
  firstOffset: fc.integer({ min: 0, max: 2 ** 40 }),
  firstTimestamp: fc.integer({ min: 0, max: 2_000_000_000_000 }),
  compression: fc.constantFrom(0, 1),
});
type Batch = typeof batches extends fc.Arbitrary<infer One> ? One : never;

async function encode({ records: list, ...batch }: Batch): Promise<Buffer> {
  let offsetDelta = 0;
  const encoded = list.map(({ gap, ...record }) => {
    offsetDelta += gap;
    return encodeRecord({ ...record, offsetDelta });
  });
  const whole = await RecordBatch({
    ...batch,
    maxTimestamp: batch.firstTimestamp + 1,
    producerId: 7,
    producerEpoch: 1,
    firstSequence: 3,
    lastOffsetDelta: offsetDelta,
    records: encoded,
  });
  const { buffer } = new Encoder().writeEncoder(whole);
  // The encoder leaves the offset to the broker.
  buffer.writeBigInt64BE(BigInt(batch.firstOffset), 0);
  return buffer;
}

describe("kafkajs's record batch decoder, mended", () => {
  it("reads what the library's own reads", async () => {
    expect(mendedDecode).not.toBe(originalDecode);
    await fc.assert(
      fc.asyncProperty(batches, async (batch) => {
        const encoded = await encode(batch);
        const mended = await mendedDecode(new Decoder(encoded));
        expect(mended.records).toHaveLength(batch.records.length);
        const original = await originalDecode(new Decoder(encoded));
        expect({ ...mended, records: mended.records.map(fieldsOf) }).toEqual({
          ...original,
          magicByte: 2,
          records: original.records.map(fieldsOf),
        });
      }),
    );
  });

  it("reads one batch after another, and says when the last is cut", async () => {
    const one = await encode({
      records: [{ key: null, value: Buffer.from("a"), timestampDelta: 0, gap: 1, headers: {} }],
      firstOffset: 5,
      firstTimestamp: 9,
      compression: 0,
    });
    const decoder = new Decoder(Buffer.concat([one, one, one.subarray(0, -1)]));
    expect((await mendedDecode(decoder)).records).toHaveLength(1);
    expect((await mendedDecode(decoder)).records).toHaveLength(1);
    await expect(mendedDecode(decoder)).rejects.toMatchObject({
      name: "KafkaJSPartialMessageError",
    });
  });
});

const fields = [
  "magicByte",
  "attributes",
  "timestamp",
  "offset",
  "key",
  "value",
  "headers",
  "isControlRecord",
  "batchContext",
] as const;

function fieldsOf(record: Fetched): object {
  // Proof for the cast: a message has these fields, own or inherited.
  const read = record as unknown as Readonly<Record<(typeof fields)[number], unknown>>;
  return Object.fromEntries(fields.map((field) => [field, read[field]]));
}

describe("kafkajs's batch, mended", () => {
  const messages = fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 3 }), isControlRecord: fc.boolean() }))
    .map((list) => {
      let offset = 100;
      return list.map(({ gap, isControlRecord }) => {
        offset += gap;
        return { offset: String(offset), isControlRecord, key: null, batchContext: {} };
      });
    });

  it("shows what the library's own shows", () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 90, max: 160 }), (list, fetched) => {
        const data = {
          partition: 1,
          highWatermark: "500",
          messages: list,
          abortedTransactions: [],
        };
        const [mended, original] = [MendedBatch, OriginalBatch].map((one) => {
          const batch = new one("topic", String(fetched), data);
          return {
            ...batch,
            empty: batch.isEmpty(),
            filtered: batch.isEmptyDueToFiltering(),
            first: batch.firstOffset(),
            last: batch.lastOffset(),
            lag: batch.offsetLag(),
          };
        });
        expect(mended).toEqual(original);
      }),
    );
  });
});
