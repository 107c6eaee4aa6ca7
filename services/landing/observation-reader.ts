/**
 * Message values into columns. Reads the layout of `config/schemas/observation.avsc` byte by byte: of consecutive
 * messages series and page are mostly the same, and comparing their bytes costs a tenth of reading them.
 */
import { SandboxError, describeError } from "../core/errors.ts";
import type { ProviderName } from "../core/observation.ts";
import type { ObservationCodec, WireObservation } from "../stability/observation-codec.ts";
import { AvroCursor } from "./avro-cursor.ts";
import type { BatchColumns } from "./batch-columns.ts";
import type { PageEntry, SeriesEntry } from "./observation-columns.ts";

export interface ObservationReader {
  /**
   * Appends the observation in `value`, whose schema id has been prepared. Throws MESSAGE_UNREADABLE and
   * appends nothing when it cannot be decoded or holds what no sink can keep.
   */
  read(value: Buffer, answeredAtMs: number, into: BatchColumns): void;
}

/** Every reader of the sinks knows the years 1 to 9999; some know no others. */
const earliestMs = -62_135_596_800_000;
const latestMs = 253_402_300_799_999;
/** Bytes of the texts that make up one series, and one page: beyond a third of an 8 kB page no index takes them. */
const textBytesMax = 2_000;
const headerBytes = 5;

export function createObservationReader(codec: ObservationCodec): ObservationReader {
  const direct = new DirectReader();
  return {
    read(value, answeredAtMs, into) {
      const schemaId = value.readInt32BE(1);
      const own = codec.isOwnLayout(schemaId) ? value : rewrite(codec, value);
      try {
        direct.read(own, answeredAtMs, into);
      } catch (error) {
        throw new SandboxError(
          "MESSAGE_UNREADABLE",
          `Cannot read a message value of ${value.length} bytes as an observation: ${describeError(error)}`,
          { schemaId },
          error,
        );
      }
    },
  };
}

/** A value written with another version of the schema, in our own layout. */
function rewrite(codec: ObservationCodec, value: Buffer): Buffer {
  const wire: WireObservation = codec.decode(value);
  return codec.encode(0, {
    // Proof for the cast: the reader compares the name with the topic's provider next.
    provider: wire.provider as ProviderName,
    dataset: wire.dataset,
    seriesId: wire.series_id,
    intervalStartMs: wire.interval_start,
    intervalEndMs: wire.interval_end,
    value: wire.value,
    unit: wire.unit,
    location: wire.location,
    asOfMs: wire.as_of,
    retrievedAtMs: wire.retrieved_at,
    runId: wire.run_id,
    pageId: wire.page_id,
  });
}

/** A stretch of a message's bytes. */
interface Stretch {
  bytes: Buffer;
  start: number;
  length: number;
}

const nothing = Buffer.alloc(0);

/**
 * Field order on the wire: provider, dataset, series_id (the name) · interval_start, interval_end, value ·
 * unit, location (the measure) · as_of · retrieved_at, run_id, page_id (the page).
 */
class DirectReader {
  readonly #cursor = new AvroCursor();
  readonly #name: Stretch = { bytes: nothing, start: 0, length: -1 };
  readonly #measure: Stretch = { bytes: nothing, start: 0, length: -1 };
  readonly #page: Stretch = { bytes: nothing, start: 0, length: -1 };
  #columns: BatchColumns | undefined;
  #entries: readonly SeriesEntry[] | undefined;
  #seriesNumber = 0;
  #pageNumber = 0;

  read(value: Buffer, answeredAtMs: number, into: BatchColumns): void {
    // A batch that was emptied has new entries: numbers of its old ones mean nothing.
    if (this.#columns !== into || this.#entries !== into.seriesEntries) {
      this.#columns = into;
      this.#entries = into.seriesEntries;
      this.#name.length = -1;
      this.#measure.length = -1;
      this.#page.length = -1;
    }
    const cursor = this.#cursor;
    cursor.start(value, headerBytes);
    const sameName = pass(cursor, this.#name, skipName);
    const nameEnd = cursor.position;
    const intervalStartMs = readInstant(cursor, "interval_start");
    const intervalEndMs = readInstant(cursor, "interval_end");
    const number = readValue(cursor);
    const measureStart = cursor.position;
    const sameMeasure = pass(cursor, this.#measure, skipMeasure);
    const measureEnd = cursor.position;
    const asOfMs = readInstant(cursor, "as_of");
    const pageStart = cursor.position;
    const samePage = pass(cursor, this.#page, skipPage);
    const pageEnd = cursor.position;
    if (!sameName || !sameMeasure) {
      this.#seriesNumber = numberSeries(value, nameEnd, measureStart, measureEnd, into);
      remember(this.#name, value, headerBytes, nameEnd);
      remember(this.#measure, value, measureStart, measureEnd);
    }
    if (!samePage) {
      this.#pageNumber = numberPage(value, pageStart, pageEnd, into);
      remember(this.#page, value, pageStart, pageEnd);
    }
    into.append(
      this.#seriesNumber,
      this.#pageNumber,
      intervalStartMs,
      intervalEndMs,
      asOfMs,
      number,
      answeredAtMs,
    );
  }
}

/** Passes the fields `skip` passes; true when their bytes are the known ones. */
function pass(cursor: AvroCursor, known: Stretch, skip: (cursor: AvroCursor) => void): boolean {
  const { bytes, position } = cursor;
  // Fields carry their length in front, so bytes that begin like the known ones are the known ones.
  if (known.length > 0 && position + known.length <= bytes.length) {
    let index = 0;
    while (index < known.length && bytes[position + index] === known.bytes[known.start + index]) {
      index++;
    }
    if (index === known.length) {
      cursor.position = position + index;
      return true;
    }
  }
  skip(cursor);
  return false;
}

function remember(known: Stretch, bytes: Buffer, start: number, end: number): void {
  known.bytes = bytes;
  known.start = start;
  known.length = end - start;
}

function skipName(cursor: AvroCursor): void {
  cursor.skipString();
  cursor.skipString();
  cursor.skipString();
}

function skipMeasure(cursor: AvroCursor): void {
  cursor.skipString();
  if (readBranch(cursor, "location") === 1) cursor.skipString();
}

function skipPage(cursor: AvroCursor): void {
  cursor.readLong();
  cursor.skipString();
  cursor.skipString();
}

function readBranch(cursor: AvroCursor, field: string): 0 | 1 {
  const branch = cursor.readLong();
  if (branch !== 0 && branch !== 1) throw new RangeError(`${field} has no branch ${branch}`);
  return branch;
}

/** NaN stands for null. */
function readValue(cursor: AvroCursor): number {
  if (readBranch(cursor, "value") === 0) return Number.NaN;
  const value = cursor.readDouble();
  if (!Number.isFinite(value)) {
    throw new RangeError(`value is ${value}, expected a finite number or null`);
  }
  return value;
}

function readInstant(cursor: AvroCursor, field: string): number {
  const instantMs = cursor.readLong();
  if (instantMs < earliestMs || instantMs > latestMs) {
    throw new RangeError(`${field} is ${instantMs}, expected a time in the years 1 to 9999`);
  }
  return instantMs;
}

function numberSeries(
  value: Buffer,
  nameEnd: number,
  measureStart: number,
  measureEnd: number,
  into: BatchColumns,
): number {
  const key =
    value.toString("latin1", headerBytes, nameEnd) +
    value.toString("latin1", measureStart, measureEnd);
  const known = into.seriesNumbers.get(key);
  if (known !== undefined) return known;
  const cursor = new AvroCursor();
  cursor.start(value, headerBytes);
  const provider = cursor.readString();
  if (provider !== into.provider) {
    throw new RangeError(`provider is "${provider}", expected "${into.provider}" in this topic`);
  }
  const dataset = cursor.readString();
  const seriesId = cursor.readString();
  cursor.start(value, measureStart);
  const unit = cursor.readString();
  const location = readBranch(cursor, "location") === 1 ? cursor.readString() : null;
  assertStorable([dataset, seriesId, unit, location ?? ""]);
  return into.addSeries(key, { dataset, seriesId, unit, location });
}

function numberPage(value: Buffer, start: number, end: number, into: BatchColumns): number {
  const key = value.toString("latin1", start, end);
  const known = into.pageNumbers.get(key);
  if (known !== undefined) return known;
  const cursor = new AvroCursor();
  cursor.start(value, start);
  const entry: PageEntry = {
    retrievedAtMs: readInstant(cursor, "retrieved_at"),
    runId: cursor.readString(),
    pageId: cursor.readString(),
  };
  assertStorable([entry.runId, entry.pageId]);
  return into.addPage(key, entry);
}

/** PostgreSQL refuses a NUL in a text and a key that is too long: one such message would stop its partition for good. */
function assertStorable(texts: readonly string[]): void {
  if (texts.some((text) => text.includes("\u0000"))) throw new RangeError("a text holds a NUL");
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  if (bytes > textBytesMax) {
    throw new RangeError(`texts of ${bytes} bytes, expected at most ${textBytesMax}`);
  }
}
