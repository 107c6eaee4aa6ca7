/**
 * Observations of one provider kept for comparison: 32 bytes a row in columns per series, so a
 * sandbox with millions of rows is compared without an object each.
 */
export interface ComparedObservation {
  readonly dataset: string;
  readonly seriesId: string;
  readonly intervalStartMs: number;
  readonly intervalEndMs: number;
  readonly asOfMs: number;
  readonly value: number | null;
  readonly unit: string;
  readonly location: string | null;
}

/** Stands for a NaN that a sink really holds, because NaN stands for null: it is equal to nothing that was served. */
export const noNumber = Number.POSITIVE_INFINITY;

/** Rows of one series; `value` NaN stands for null. */
export class SeriesRows {
  length = 0;
  start = new Float64Array(64);
  end = new Float64Array(64);
  asOf = new Float64Array(64);
  value = new Float64Array(64);
  /** Every unit and location seen, joined by NUL: more than one means a row was bent. */
  readonly descriptions = new Set<string>();

  add(start: number, end: number, asOf: number, value: number | null): number {
    if (this.length === this.start.length) this.#grow();
    const row = this.length++;
    this.start[row] = start;
    this.end[row] = end;
    this.asOf[row] = asOf;
    this.value[row] = value === null ? Number.NaN : Number.isNaN(value) ? noNumber : value;
    return row;
  }

  describe(unit: string, location: string | null): void {
    this.descriptions.add(describeSeries(unit, location));
  }

  /** Row numbers by interval start, then as_of, then order of arrival. */
  sorted(): Uint32Array {
    const { start, asOf } = this;
    const order = Uint32Array.from({ length: this.length }, (_, row) => row);
    // Proof for the numbers: every row number is below the arrays' length.
    return order.sort((a, b) => at(start, a) - at(start, b) || at(asOf, a) - at(asOf, b) || a - b);
  }

  #grow(): void {
    for (const column of ["start", "end", "asOf", "value"] as const) {
      const wider = new Float64Array(this.length * 2);
      wider.set(this[column]);
      this[column] = wider;
    }
  }
}

/** The element at an index known to exist. */
export function at(column: ArrayLike<number>, index: number): number {
  return column[index] ?? Number.NaN;
}

export function describeSeries(unit: string, location: string | null): string {
  return location === null ? unit : `${unit}\u0000${location}`;
}

export class ObservationTable {
  readonly series = new Map<string, SeriesRows>();
  #rows = 0;

  get rows(): number {
    return this.#rows;
  }

  add(observation: ComparedObservation): void {
    const rows = this.seriesOf(observation.dataset, observation.seriesId);
    const { intervalStartMs, intervalEndMs, asOfMs, value } = observation;
    rows.add(intervalStartMs, intervalEndMs, asOfMs, value);
    rows.describe(observation.unit, observation.location);
    this.#rows++;
  }

  /** For readers that add to a series' columns themselves and then say how many rows they added. */
  seriesOf(dataset: string, seriesId: string): SeriesRows {
    const key = seriesKey(dataset, seriesId);
    let rows = this.series.get(key);
    if (rows === undefined) {
      rows = new SeriesRows();
      this.series.set(key, rows);
    }
    return rows;
  }

  counted(rows: number): void {
    this.#rows += rows;
  }
}

export function seriesKey(dataset: string, seriesId: string): string {
  return `${dataset}\u0000${seriesId}`;
}

/** What names a row; null is what a pipeline could not read of it. */
export interface RowIdentity {
  readonly dataset: string;
  readonly seriesId: string | null;
  readonly intervalStartMs: number | null;
  readonly asOfMs: number | null;
}

export function identityKey(identity: RowIdentity): string {
  const { dataset, seriesId, intervalStartMs, asOfMs } = identity;
  return [dataset, seriesId, intervalStartMs, asOfMs].join("\u0000");
}

/** The dataset of a sink's row. One that names another provider is nobody's: it shows as a phantom, named after both. */
export function ownDataset(
  provider: string,
  row: { readonly provider: string; readonly dataset: string },
): string {
  return row.provider === provider ? row.dataset : `${row.provider}:${row.dataset}`;
}

export function splitSeriesKey(key: string): { dataset: string; seriesId: string } {
  const [dataset = "", seriesId = ""] = key.split("\u0000");
  return { dataset, seriesId };
}
