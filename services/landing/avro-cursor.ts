/**
 * Reads Avro primitives from a message value, without an object per value.
 * Source: Apache Avro specification, "Binary Encoding".
 */
const twoTo27 = 2 ** 27;
const twoTo42 = 2 ** 42;

export class AvroCursor {
  bytes: Buffer = Buffer.alloc(0);
  position = 0;

  start(bytes: Buffer, position: number): void {
    this.bytes = bytes;
    this.position = position;
  }

  /** A zigzag varint as a number: exact up to 2^53, rounded beyond. Throws when it does not end. */
  readLong(): number {
    // The first 28 bits stay within the integers that bit operations work on; most numbers end there.
    let low = 0;
    let byte: number;
    let shift = 0;
    do {
      byte = this.#readByte();
      low |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80 && shift < 28);
    if (byte < 0x80) return (low >>> 1) ^ -(low & 1);
    let high = 0;
    let factor = 1;
    do {
      byte = this.#readByte();
      high += (byte & 0x7f) * factor;
      factor *= 128;
    } while (byte >= 0x80 && factor < twoTo42);
    if (byte >= 0x80) throw new RangeError("a number runs past ten bytes");
    const half = (low >>> 1) + twoTo27 * high;
    return (low & 1) === 1 ? -half - 1 : half;
  }

  /** Passes a string; throws when it reaches past the end. */
  skipString(): void {
    const length = this.readLong();
    const end = this.position + length;
    if (length < 0 || end > this.bytes.length) {
      throw new RangeError(`a string of ${length} bytes does not fit`);
    }
    this.position = end;
  }

  readString(): string {
    const start = this.position;
    this.skipString();
    let from = start;
    // The length has been read once; its bytes are the ones with the high bit and one more.
    while (((this.bytes[from] ?? 0) & 0x80) !== 0) from++;
    return this.bytes.toString("utf8", from + 1, this.position);
  }

  readDouble(): number {
    const at = this.position;
    if (at + 8 > this.bytes.length) throw new RangeError("a double does not fit");
    this.position = at + 8;
    return this.bytes.readDoubleLE(at);
  }

  #readByte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw new RangeError("a number does not end");
    this.position++;
    return byte;
  }
}
