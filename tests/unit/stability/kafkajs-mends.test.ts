import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import "../../../services/stability/kafkajs-mends.ts";
import { Partitioners } from "kafkajs";
import { createRememberingPartitioner } from "../../../services/stability/kafka-client.ts";

const load = createRequire(import.meta.url);

interface Encoded {
  readonly buffer: Buffer;
  writeVarInt(value: number): Encoded;
  writeVarLong(value: number): Encoded;
}
interface Decoder {
  readonly offset: number;
  readVarInt(): number;
  readVarLong(): bigint;
}
const Encoder = load("kafkajs/src/protocol/encoder") as (new () => Encoded) & {
  sizeOfVarLong(value: number): number;
};
const Decoder = load("kafkajs/src/protocol/decoder") as new (buffer: Buffer) => Decoder;
const RequestQueue = load("kafkajs/src/network/requestQueue") as new (options: object) => {
  pending: unknown[];
  throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  scheduleCheckPendingRequests(): void;
  checkPendingRequests(): void;
  destroy(): void;
};
const groupMessages = load("kafkajs/src/producer/groupMessagesPerPartition") as (
  grouping: object,
) => Record<number, unknown[]>;

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

describe("kafkajs's encoder, mended", () => {
  it("writes every 32-bit varint so that kafkajs reads it back", () => {
    fc.assert(
      fc.property(int32, (value) => {
        expect(new Decoder(new Encoder().writeVarInt(value).buffer).readVarInt()).toBe(value);
      }),
    );
  });

  it("writes every varlong so that kafkajs reads it back, in the size it announced", () => {
    fc.assert(
      fc.property(fc.oneof(int32, fc.maxSafeInteger()), (value) => {
        const { buffer } = new Encoder().writeVarLong(value);
        expect(new Decoder(buffer).readVarLong().toString()).toBe(String(value));
        expect(buffer.length).toBe(Encoder.sizeOfVarLong(value));
      }),
    );
  });

  it("writes the bytes of the protocol's own examples", () => {
    const hex = (value: number): string => new Encoder().writeVarInt(value).buffer.toString("hex");
    expect([0, -1, 1, 63, -64, 64, 300].map(hex)).toEqual([
      "00",
      "01",
      "02",
      "7e",
      "7f",
      "8001",
      "d804",
    ]);
  });
});

describe("kafkajs's record, mended", () => {
  const encodeRecord = load("kafkajs/src/protocol/recordBatch/record/v0") as (record: object) => {
    readonly buffer: Buffer;
  };
  const decodeRecord = load("kafkajs/src/protocol/recordBatch/record/v0/decoder") as (
    decoder: Decoder,
    context: object,
  ) => {
    offset: string;
    timestamp: string;
    key: Buffer | null;
    value: Buffer | null;
    headers: object;
  };
  const context = { firstOffset: "0", firstTimestamp: "0", magicByte: 2, isControlBatch: false };
  const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));

  it("writes records so that kafkajs reads back every field", () => {
    const record = fc.record(
      {
        offsetDelta: fc.nat(100_000),
        timestampDelta: fc.oneof(fc.nat(2 ** 31 - 1), fc.integer({ min: -1000, max: -1 })),
        key: fc.oneof(fc.string({ unit: "grapheme" }), bytes, fc.constant(null)),
        value: fc.option(bytes),
        headers: fc.constant({ h: "1" }),
      },
      { requiredKeys: ["offsetDelta", "timestampDelta", "key", "value"] },
    );
    fc.assert(
      fc.property(record, (fields) => {
        const { buffer } = encodeRecord(fields);
        const decoder = new Decoder(buffer);
        expect(decoder.readVarInt()).toBe(buffer.length - decoder.offset);
        const read = decodeRecord(decoder, context);
        expect(read.offset).toBe(String(fields.offsetDelta));
        expect(read.timestamp).toBe(String(fields.timestampDelta));
        expect(read.key?.toString("hex")).toBe(
          fields.key === null ? undefined : Buffer.from(fields.key).toString("hex"),
        );
        expect(read.value?.toString("hex")).toBe(fields.value?.toString("hex"));
      }),
    );
  });
});

describe("kafkajs's request queue, mended", () => {
  const options = { maxInFlightRequests: 1, requestTimeout: 1_000, enforceRequestTimeout: false };

  it("sets no timer while nothing waits, so none is negative and none repeats for ever", () => {
    const timer = vi.spyOn(globalThis, "setTimeout");
    const queue = new RequestQueue(options);
    queue.checkPendingRequests();
    expect(queue.throttleCheckTimeoutId).toBeNull();
    expect(timer).not.toHaveBeenCalled();
    timer.mockRestore();
  });

  it("looks again when the throttling ends while requests wait", () => {
    const timer = vi.spyOn(globalThis, "setTimeout");
    const queue = new RequestQueue(options);
    queue.pending.push({});
    queue.throttledUntil = Date.now() + 5_000;
    queue.scheduleCheckPendingRequests();
    const [, delay] = timer.mock.lastCall ?? [];
    expect(delay).toBeGreaterThan(4_000);
    queue.destroy();
    timer.mockRestore();
  });
});

describe("kafkajs's grouping, mended", () => {
  it("keeps every message once, in order, under the partitioner's choice", () => {
    const messages = Array.from({ length: 100 }, (_, index) => ({ key: String(index), index }));
    const groups = groupMessages({
      topic: "t",
      partitionMetadata: [{}, {}, {}],
      messages,
      partitioner: ({ message }: { message: { index: number } }) => message.index % 3,
    });
    expect(Object.keys(groups)).toEqual(["0", "1", "2"]);
    expect(groups[1]).toEqual(messages.filter(({ index }) => index % 3 === 1));
  });
});

describe("createRememberingPartitioner()", () => {
  const metadata = (partitions: number) =>
    Array.from({ length: partitions }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 1,
      replicas: [1],
      isr: [1],
    }));

  it("chooses like the default partitioner, first time and again, for any number of partitions", () => {
    const reference = Partitioners.DefaultPartitioner();
    const remembering = createRememberingPartitioner();
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 12 }), (key, partitions) => {
        const question = {
          topic: "t",
          partitionMetadata: metadata(partitions),
          message: { key, value: null },
        };
        const expected = reference(question);
        expect(remembering(question)).toBe(expected);
        expect(remembering(question)).toBe(expected);
      }),
    );
  });
});
