/**
 * A digest of a set of observations that does not depend on their order, so an answer and its
 * expansion can be compared without sorting. Two 32-bit lanes, summed modulo 2^32.
 */
const scratch = new DataView(new ArrayBuffer(8));

function mixNumber(hash: number, value: number): number {
  scratch.setFloat64(0, value);
  return mixWord(mixWord(hash, scratch.getInt32(0)), scratch.getInt32(4));
}

function mixWord(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ word, 0x9e3779b1);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}

/** A number for a series, computed once per series and given to `TruthDigest.add`. */
export function hashSeries(dataset: string, seriesId: string): number {
  let hash = 0x811c9dc5;
  for (const text of [dataset, "\u0000", seriesId]) {
    for (let at = 0; at < text.length; at++) {
      hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    }
  }
  return hash | 0;
}

export class TruthDigest {
  #low = 0;
  #high = 0;
  #count = 0;

  /** `seriesHash` comes from `hashSeries`; `value` null means missing. */
  add(seriesHash: number, intervalStartMs: number, asOfMs: number, value: number | null): void {
    let hash = mixNumber(seriesHash, intervalStartMs);
    hash = mixNumber(hash, asOfMs);
    hash = value === null ? mixWord(hash, 0x6e756c6c) : mixNumber(hash, value);
    this.#low = (this.#low + hash) | 0;
    this.#high = (this.#high + mixWord(hash, 0x27d4eb2f)) | 0;
    this.#count++;
  }

  get count(): number {
    return this.#count;
  }

  toString(): string {
    return [this.#high, this.#low]
      .map((lane) => (lane >>> 0).toString(16).padStart(8, "0"))
      .join("");
  }
}
