/**
 * Iceberg's partition transforms for timestamps, on UTC milliseconds.
 * Source: Iceberg specification, "Partition Transforms": ordinals count whole periods from 1970-01-01 and round
 * towards the past, so 1969-12-31 is day −1, month −1 and year −1.
 */
export const partitionTransforms = ["year", "month", "day"] as const;
export type PartitionTransform = (typeof partitionTransforms)[number];

const dayMs = 86_400_000;

/** Answers the ordinal of the period that holds an instant. Remembers the last period, since rows come in order. */
export function createOrdinalOf(transform: PartitionTransform): (instantMs: number) => number {
  if (transform === "day") return (instantMs) => Math.floor(instantMs / dayMs);
  let ordinal = 0;
  let startMs = 0;
  let endMs = 0;
  return (instantMs) => {
    if (instantMs >= startMs && instantMs < endMs) return ordinal;
    const instant = new Date(instantMs);
    const years = instant.getUTCFullYear() - 1970;
    ordinal = transform === "year" ? years : years * 12 + instant.getUTCMonth();
    startMs = ordinalStartMs(transform, ordinal);
    endMs = ordinalStartMs(transform, ordinal + 1);
    return ordinal;
  };
}

/** The ordinal as it stands in data file paths: `2026`, `2026-11` or `2026-11-21`. */
export function renderOrdinal(transform: PartitionTransform, ordinal: number): string {
  const length = { year: 4, month: 7, day: 10 }[transform];
  return new Date(ordinalStartMs(transform, ordinal)).toISOString().slice(0, length);
}

function ordinalStartMs(transform: PartitionTransform, ordinal: number): number {
  switch (transform) {
    case "year":
      return Date.UTC(1970 + ordinal, 0, 1);
    case "month":
      return Date.UTC(1970, ordinal, 1);
    case "day":
      return ordinal * dayMs;
  }
}
