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
/** First guess for one encoded observation; a page that needs more makes its buffer grow. */
const observationBytes = 192;

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

/** What all observations of one page have in common, and what is each one's own. */
export type PageFields = Pick<
  Observation,
  "provider" | "dataset" | "retrievedAtMs" | "runId" | "pageId"
>;
export type PageValue = Omit<Observation, keyof PageFields>;

export interface ObservationCodec {
  /** Registers the value schema of a provider's topic, once; resolves to its id. */
  register(provider: ProviderName): Promise<number>;
  /** The message value. `schemaId` comes from `register`. */
  encode(schemaId: number, observation: Observation): Buffer;
  /** One message value per value of the page, in order. They share memory, so keep all of them or none. */
  encodePage(schemaId: number, page: PageFields, values: readonly PageValue[]): Buffer[];
  /** The schema id of a message value; throws MESSAGE_UNREADABLE for anything but the wire format. */
  schemaIdOf(value: Buffer | null): number;
  /** Makes a schema id decodable; rejects when the registry does not know it or it cannot be read as ours. */
  prepare(schemaId: number): Promise<void>;
  isPrepared(schemaId: number): boolean;
  /** True when messages with this prepared schema id have exactly the layout `encode` writes. */
  isOwnLayout(schemaId: number): boolean;
  /** Throws MESSAGE_UNREADABLE. The schema id must have been prepared. */
  decode(value: Buffer): WireObservation;
}

export function createObservationCodec(registryUrl: string): ObservationCodec {
  const registry = new SchemaRegistry({
    host: registryUrl,
    // Callers have their own patience; here only a hiccup is bridged.
    retry: { retries: 3, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 },
  });
  const type = avsc.Type.forSchema(JSON.parse(schemaText) as avsc.Schema);
  const decoders = new Map<number, (value: Buffer) => WireObservation>();
  const ownLayouts = new Set<number>();
  const registered = new Map<ProviderName, Promise<number>>();

  async function register(provider: ProviderName): Promise<number> {
    const subject = valueSubject(provider);
    const schema = { type: SchemaType.AVRO, schema: schemaText } as const;
    const options = { subject, compatibility: COMPATIBILITY.BACKWARD };
    try {
      return (await registry.register(schema, options)).id;
    } catch (error) {
      if (!isCompatibilityUnset(error)) throw registrationError(subject, error);
    }
    // A process that died between registering and configuring leaves a subject that the library refuses for good.
    try {
      await setCompatibility(registryUrl, subject);
      return (await registry.register(schema, options)).id;
    } catch (error) {
      throw registrationError(subject, error);
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
    encode: (schemaId, observation) =>
      Buffer.concat(encodePage(type, schemaId, observation, [observation])),
    encodePage: (schemaId, page, values) => encodePage(type, schemaId, page, values),
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
        throw new SandboxError(
          statusOf(error) === 404 ? "MESSAGE_UNREADABLE" : "REGISTRY_UNAVAILABLE",
          `Cannot load schema ${schemaId}: ${describeError(error)}`,
          { schemaId },
          error,
        );
      }
      const same = writer.fingerprint().equals(type.fingerprint());
      const resolver = same ? undefined : type.createResolver(avsc.Type.forSchema(writer.schema()));
      if (same) ownLayouts.add(schemaId);
      decoders.set(
        schemaId,
        (value) => type.decode(value, headerBytes, resolver).value as WireObservation,
      );
    },
    isPrepared: (schemaId) => decoders.has(schemaId),
    isOwnLayout: (schemaId) => ownLayouts.has(schemaId),
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

/**
 * Encodes into one buffer for the whole page, through one wire record used again and again:
 * a buffer and an object per observation would cost as much as the encoding itself.
 */
function encodePage(
  type: Type,
  schemaId: number,
  page: PageFields,
  values: readonly PageValue[],
): Buffer[] {
  let buffer = Buffer.allocUnsafe(values.length * observationBytes + headerBytes);
  const record = recordOf(page);
  const ends: number[] = [];
  let start = 0;
  for (const value of values) {
    setValue(record, value);
    let end = type.encode(record, buffer, start + headerBytes);
    // A negative position is avsc's way of saying how much room was missing.
    while (end < 0) {
      const grown = Buffer.allocUnsafe(Math.max(buffer.length * 2, buffer.length - end));
      buffer.copy(grown, 0, 0, start);
      buffer = grown;
      end = type.encode(record, buffer, start + headerBytes);
    }
    ends.push(end);
    start = end;
  }
  start = 0;
  return ends.map((end) => {
    buffer[start] = 0;
    buffer.writeInt32BE(schemaId, start + 1);
    const value = buffer.subarray(start, end);
    start = end;
    return value;
  });
}

function recordOf(page: PageFields): WireObservation {
  return {
    provider: page.provider,
    dataset: page.dataset,
    series_id: "",
    interval_start: 0,
    interval_end: 0,
    value: null,
    unit: "",
    location: null,
    as_of: 0,
    retrieved_at: page.retrievedAtMs,
    run_id: page.runId,
    page_id: page.pageId,
  };
}

function setValue(record: WireObservation, value: PageValue): void {
  record.series_id = value.seriesId;
  record.interval_start = value.intervalStartMs;
  record.interval_end = value.intervalEndMs;
  record.value = value.value;
  record.unit = value.unit;
  record.location = value.location;
  record.as_of = value.asOfMs;
}

/** Says for one subject what the whole sandbox relies on: new schemas must be able to read old messages. */
async function setCompatibility(registryUrl: string, subject: string): Promise<void> {
  const response = await fetch(`${registryUrl}/config/${encodeURIComponent(subject)}`, {
    method: "PUT",
    headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
    body: JSON.stringify({ compatibility: COMPATIBILITY.BACKWARD }),
    signal: AbortSignal.timeout(5_000),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the registry answered ${response.status}`);
}

function isCompatibilityUnset(error: unknown): boolean {
  return error instanceof Error && error.name === "ConfluentSchemaRegistryCompatibilityError";
}

function registrationError(subject: string, error: unknown): SandboxError {
  return new SandboxError(
    statusOf(error) === 409 ? "SCHEMA_INCOMPATIBLE" : "REGISTRY_UNAVAILABLE",
    `Cannot register the schema of ${subject}: ${describeError(error)}`,
    { subject },
    error,
  );
}

/** The library's response errors carry the HTTP status. */
function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}
