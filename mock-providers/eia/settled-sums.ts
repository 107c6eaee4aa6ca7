/**
 * Remembers sums over hours that will never change again: a year of a region is half a million values of its
 * authorities, and daily rows ask for the same hours once for every clock. What is kept is bounded.
 */
import { hourMs } from "../kit/calendar.ts";
import { settledMs } from "./grid-revisions.ts";
import type { ValueAt } from "./timeline.ts";

const chunkHours = 1_024;
/** Chunks of all series together, 8 KiB each. */
const chunksMax = 1_024;

export type RememberSettled = (name: string, value: ValueAt) => ValueAt;

/** Equal names must stand for equal values. */
export function createSettledSums(): RememberSettled {
  const chunks = new Map<string, Float64Array>();
  function chunkOf(key: string): Float64Array {
    const known = chunks.get(key) ?? new Float64Array(chunkHours).fill(unknown);
    chunks.delete(key);
    chunks.set(key, known);
    const oldest = chunks.keys().next();
    if (chunks.size > chunksMax && oldest.done !== true) chunks.delete(oldest.value);
    return known;
  }
  return (name, value) => {
    // Neighbouring hours share a chunk.
    let lastPart = Number.NaN;
    let last: Float64Array | undefined;
    return (hour, nowMs) => {
      if (nowMs - hour * hourMs < settledMs) return value(hour, nowMs);
      const part = Math.floor(hour / chunkHours);
      if (part !== lastPart || last === undefined) {
        last = chunkOf(`${name} ${String(part)}`);
        lastPart = part;
      }
      const place = hour - part * chunkHours;
      // Proof for the fallback: `place` is inside the chunk.
      const kept = last[place] ?? unknown;
      if (kept !== unknown) return Number.isNaN(kept) ? null : kept;
      const sum = value(hour, nowMs);
      last[place] = sum ?? Number.NaN;
      return sum;
    };
  };
}

/** No sum of whole megawatthours. */
const unknown = Number.POSITIVE_INFINITY;
