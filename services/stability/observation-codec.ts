/**
 * Observations as Kafka message values: Confluent wire format (0, 4-byte schema id, Avro).
 * The registry is asked once per schema; encoding and decoding a batch never waits for it.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COMPATIBILITY, SchemaRegistry, SchemaType } from "@kafkajs/confluent-schema-registry";
import avsc, { type Type } from "avsc";
import { SandboxError, describeError } from "../core/errors.ts";
import { valueSubject } from "../core/names.ts";
import type { Observation, ProviderName } from "../core/observation.ts";

const schemaText = readFileSync(
  fileURLToPath(new URL("../../config/schemas/observation.avsc", import.meta.url)),
  "utf8",
);
const headerBytes = 5;
const scratchBytes = 64 * 1024;

/** The wire record; field names are the schema's. */
export interface WireObservation {
  provider: string;
  dataset: string;
  series_id: string;
  interval_start: number;
  interval_end: number;
  value: number | null;
  unit: string;
  location: string | null;
  as_of: number;
  retrieved_at: number;
  run_id: string;
  page_id: string;
}

export interface ObservationCodec {
  /** Registers the value schema of a provider's topic, once; resolves to its id. */
  register(provider: ProviderName): Promise<number>;
  /** The message value. `schemaId` comes from `register`. */
  encode(schemaId: number, observation: Observation): Buffer;
  /** The schema id of a message value; throws MESSAGE_UNREADABLE for anything but the wire format. */
  schemaIdOf(value: Buffer | null): number;
  /** Makes a schema id decodable; rejects when the registry does not know it or it cannot be read as ours. */
  prepare(schemaId: number): Promise<void>;
  isPrepared(schemaId: number): boolean;
  /** Throws MESSAGE_UNREADABLE. The schema id must have been prepared. */
  decode(value: Buffer): WireObservation;
}

export function createObservationCodec(registryUrl: string): ObservationCodec {
  const registry = new SchemaRegistry({
    host: registryUrl,
    retry: { retries: 8, initialRetryTimeInMs: 100 },
  });
  const type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema);
  const decoders = new Map<number, (value: Buffer) => WireObservation>();
  const registered = new Map<ProviderName, Promise<number>>();
  const scratch = Buffer.allocUnsafe(scratchBytes);

  async function register(provider: ProviderName): Promise<number> {
    const subject = valueSubject(provider);
    try {
      const { id } = await registry.register(
        { type: SchemaType.AVRO, schema: schemaText },
        { subject, compatibility: COMPATIBILITY.BACKWARD },
      );
      return id;
    } catch (error) {
      const refused = /incompatible|409/i.test(describeError(error));
      throw new SandboxError(
        refused ? "SCHEMA_INCOMPATIBLE" : "REGISTRY_UNAVAILABLE",
        `Cannot register the schema of ${subject}: ${describeError(error)}`,
        { subject },
        error,
      );
    }
  }

  return {
    register(provider) {
      let pending = registered.get(provider);
      if (pending === undefined) {
        pending = register(provider);
        registered.set(provider, pending);
        // A refused attempt must not be remembered as the answer.
        pending.catch(() => registered.delete(provider));
      }
      return pending;
    },
    encode(schemaId, observation) {
      const record: WireObservation = {
        provider: observation.provider,
        dataset: observation.dataset,
        series_id: observation.seriesId,
        interval_start: observation.intervalStartMs,
        interval_end: observation.intervalEndMs,
        value: observation.value,
        unit: observation.unit,
        location: observation.location,
        as_of: observation.asOfMs,
        retrieved_at: observation.retrievedAtMs,
        run_id: observation.runId,
        page_id: observation.pageId,
      };
      const end = type.encode(record, scratch, headerBytes);
      // A negative position is avsc's way of saying the buffer was too small.
      if (end < 0)
        return withHeader(
          schemaId,
          Buffer.concat([Buffer.alloc(headerBytes), type.toBuffer(record)]),
        );
      return withHeader(schemaId, Buffer.from(scratch.subarray(0, end)));
    },
    schemaIdOf(value) {
      if (value === null || value.length < headerBytes || value[0] !== 0) {
        throw new SandboxError(
          "MESSAGE_UNREADABLE",
          `Cannot read a message value of ${value?.length ?? 0} bytes: expected the Confluent wire format (0, schema id, Avro)`,
        );
      }
      return value.readInt32BE(1);
    },
    async prepare(schemaId) {
      if (decoders.has(schemaId)) return;
      let writer: Type;
      try {
        // Proof for the cast: every schema of our subjects is Avro, and the library returns avsc types for those.
        writer = (await registry.getSchema(schemaId)) as unknown as Type;
      } catch (error) {
        const unknown = /40403|not found|404/i.test(describeError(error));
        throw new SandboxError(
          unknown ? "MESSAGE_UNREADABLE" : "REGISTRY_UNAVAILABLE",
          `Cannot load schema ${schemaId}: ${describeError(error)}`,
          { schemaId },
          error,
        );
      }
      const same = writer.fingerprint().equals(type.fingerprint());
      const resolver = same ? undefined : type.createResolver(avsc.Type.forSchema(writer.schema()));
      decoders.set(
        schemaId,
        (value) => type.decode(value, headerBytes, resolver).value as WireObservation,
      );
    },
    isPrepared: (schemaId) => decoders.has(schemaId),
    decode(value) {
      const decode = decoders.get(value.readInt32BE(1));
      let record: WireObservation | undefined;
      let cause: unknown;
      try {
        record = decode?.(value);
      } catch (error) {
        cause = error;
      }
      if (record === undefined) {
        throw new SandboxError(
          "MESSAGE_UNREADABLE",
          `Cannot decode a message value of ${value.length} bytes as an observation`,
          {},
          cause,
        );
      }
      return record;
    },
  };
}

function withHeader(schemaId: number, message: Buffer): Buffer {
  message[0] = 0;
  message.writeInt32BE(schemaId, 1);
  return message;
}
