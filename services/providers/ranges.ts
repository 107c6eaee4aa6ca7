/** Half-open ranges of UTC milliseconds, and lists cut into parts. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** The same instants as fewest ranges, in order. Empty ranges vanish. */
export function mergeRanges(ranges: readonly TimeRange[]): readonly TimeRange[] {
  const merged: TimeRange[] = [];
  const sorted = ranges
    .filter((range) => range.startMs < range.endMs)
    .toSorted((a, b) => a.startMs - b.startMs);
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && range.startMs <= last.endMs) {
      merged[merged.length - 1] = {
        startMs: last.startMs,
        endMs: Math.max(last.endMs, range.endMs),
      };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** Consecutive windows of `windowMs` that cover the range exactly once; the last may be shorter. */
export function splitRange(range: TimeRange, windowMs: number): readonly TimeRange[] {
  const windows: TimeRange[] = [];
  for (let startMs = range.startMs; startMs < range.endMs; startMs += windowMs) {
    windows.push({ startMs, endMs: Math.min(startMs + windowMs, range.endMs) });
  }
  return windows;
}

export function chunk<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
