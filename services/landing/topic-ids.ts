/**
 * The ids Kafka gives topics: a topic that was deleted and made anew has another one, whatever its offsets say.
 * kafkajs speaks Metadata up to version 6 and ids came with version 10 (Kafka 2.8), so this asks by itself.
 * Source: https://kafka.apache.org/protocol.html, Metadata API (key 3), request and response version 11.
 */
import { connect } from "node:net";
import { SandboxError, describeError } from "../core/errors.ts";

const timeoutMs = 5_000;
const metadataKey = 3;
const metadataVersion = 11;
const correlationId = 1;
const unknownTopicOrPartition = 3;

/** Ids by topic; a topic that does not exist is absent. Asks one broker after the other; rejects with KAFKA_UNAVAILABLE. */
export async function readTopicIds(
  brokers: readonly string[],
  topics: readonly string[],
): Promise<Map<string, string>> {
  let cause: unknown;
  for (const broker of brokers) {
    try {
      return parseResponse(await exchange(broker, encodeRequest(topics)));
    } catch (error) {
      cause = error;
    }
  }
  throw new SandboxError(
    "KAFKA_UNAVAILABLE",
    `Cannot read the topic ids of ${topics.join(", ")} from ${brokers.join(", ")}: ${describeError(cause)}`,
    {},
    cause,
  );
}

/** Sends one request and resolves to the body of its answer, without the length. */
function exchange(broker: string, request: Buffer): Promise<Buffer> {
  const split = broker.lastIndexOf(":");
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: broker.slice(0, split).replace(/^\[|\]$/g, ""),
      port: Number(broker.slice(split + 1)),
    });
    let received = Buffer.alloc(0);
    socket.setTimeout(timeoutMs, () => {
      socket.destroy(new Error(`no answer within ${timeoutMs} ms`));
    });
    socket.on("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4 || received.length < 4 + received.readInt32BE(0)) return;
      resolve(received.subarray(4, 4 + received.readInt32BE(0)));
      socket.destroy();
    });
    socket.on("error", reject);
    // After an answer this says nothing new.
    socket.on("close", () => {
      reject(new Error("the connection closed before the answer was complete"));
    });
  });
}

function encodeRequest(topics: readonly string[]): Buffer {
  const clientId = Buffer.from("aurum-landing");
  const head = Buffer.alloc(10);
  head.writeInt16BE(metadataKey, 0);
  head.writeInt16BE(metadataVersion, 2);
  head.writeInt32BE(correlationId, 4);
  head.writeInt16BE(clientId.length, 8);
  const noTags = Buffer.from([0]);
  const body = topics.flatMap((topic) => {
    const name = Buffer.from(topic);
    return [Buffer.alloc(16), unsignedVarint(name.length + 1), name, noTags];
  });
  // Neither create the topics nor list what we may do with them.
  const flags = Buffer.from([0, 0]);
  const request = Buffer.concat([
    head,
    clientId,
    noTags,
    unsignedVarint(topics.length + 1),
    ...body,
    flags,
    noTags,
  ]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(request.length);
  return Buffer.concat([length, request]);
}

function unsignedVarint(number: number): Buffer {
  const bytes: number[] = [];
  let rest = number;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function parseResponse(response: Buffer): Map<string, string> {
  const reader = new ResponseReader(response);
  reader.skip(4);
  reader.tags();
  reader.skip(4);
  reader.array(() => {
    reader.skip(4);
    reader.text();
    reader.skip(4);
    reader.text();
    reader.tags();
  });
  reader.text();
  reader.skip(4);
  const ids = new Map<string, string>();
  reader.array(() => {
    const error = reader.int16();
    const name = reader.text();
    const id = reader.uuid();
    reader.skip(1);
    reader.array(() => {
      reader.skip(2 + 4 + 4 + 4);
      for (let list = 0; list < 3; list++) {
        reader.array(() => {
          reader.skip(4);
        });
      }
      reader.tags();
    });
    reader.skip(4);
    reader.tags();
    if (error === 0 && name !== null) ids.set(name, id);
    else if (error !== unknownTopicOrPartition) {
      throw new Error(`the broker answered error ${error} for ${name ?? "a topic"}`);
    }
  });
  return ids;
}

/** Compact strings and arrays, as "flexible" versions write them: lengths are varints, one more than the length. */
class ResponseReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  skip(count: number): void {
    this.#at += count;
    if (this.#at > this.#bytes.length) throw new Error("the answer is cut short");
  }

  int16(): number {
    this.skip(2);
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  uuid(): string {
    this.skip(16);
    const hex = this.#bytes.toString("hex", this.#at - 16, this.#at);
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  text(): string | null {
    const length = this.#varint() - 1;
    if (length < 0) return null;
    this.skip(length);
    return this.#bytes.toString("utf8", this.#at - length, this.#at);
  }

  array(readOne: () => void): void {
    const count = this.#varint() - 1;
    for (let index = 0; index < count; index++) readOne();
  }

  tags(): void {
    const count = this.#varint();
    for (let index = 0; index < count; index++) {
      this.#varint();
      this.skip(this.#varint());
    }
  }

  #varint(): number {
    let number = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      this.skip(1);
      const byte = this.#bytes.readUInt8(this.#at - 1);
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
    throw new Error("the answer holds a length that does not end");
  }
}
