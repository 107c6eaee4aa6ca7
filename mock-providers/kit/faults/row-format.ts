/**
 * The rows of a body, as faults see them. A format reads a whole body into rows with their cells in the provider's own
 * names, and writes rows into a body again; which observation a row means is found by its series and order.
 * Formats are used only while a fault of rows is done to an answer.
 */
import type { MockRequest, TruthObservation } from "../types.ts";

/** Cells in the order of the row: numbers, text, null, or what a fault put there. */
export type Cells = Readonly<Record<string, unknown>>;

/**
 * The name of a cell that no answer shows: it says where a row stands, where rows stand in more than one place. No
 * provider has such a name.
 */
export function hiddenCell(name: string): string {
  return `\u0000${name}`;
}

/** Cells as they are written: without the hidden ones. */
export function shownCells(cells: Cells): [name: string, cell: unknown][] {
  return Object.entries(cells).filter(([name]) => !name.startsWith("\u0000"));
}

export type FieldMeaning = "value" | "time" | "series" | "unit";

export interface RowSource {
  readonly request: MockRequest;
  /** The body without content encoding. */
  readonly content: Buffer;
  /** What the answer meant, in any order. */
  readonly truth: readonly TruthObservation[];
}

/** A row and what it means; undefined for rows that carry no observation of the data model. */
export interface DataRow {
  readonly cells: Cells;
  readonly truth: TruthObservation | undefined;
}

export interface ShiftedRow {
  readonly cells: Cells;
  readonly reads: TruthObservation | undefined;
  readonly isInterval: boolean;
}

export interface RowDocument {
  readonly rows: readonly DataRow[];
  /** Names of the cells with a meaning; absent where rows have no such cell. */
  readonly fields: Readonly<Partial<Record<FieldMeaning, readonly string[]>>>;
  /** What it says how many rows there are in all; undefined where it says nothing. */
  readonly total?: number | undefined;
  /** The most rows of this answer, by what was asked for; undefined where there is no such bound. */
  readonly rowsMax?: number | undefined;
  /** The provider's word for a missing value; undefined where it has none. */
  readonly missing?: unknown;
  /** Whether other cells of a row tell its time again, so that a shifted one contradicts them. */
  readonly timeIsToldTwice: boolean;
  /** Whether a column is named once for all rows, so that without it no row can be read. */
  readonly hasHeader: boolean;
  /** A value as a cell holds it. */
  valueCell(value: number): unknown;
  /**
   * The cells of a row at another time and what a reader then sees; undefined where he cannot read the time at all.
   * `isInterval`: whether what he sees is still an interval of the row's kind.
   */
  shift(row: DataRow, deltaMs: number): ShiftedRow;
  /** The body with these rows. `changes` go to what stands around the rows. */
  write(
    rows: readonly Cells[],
    changes: { readonly total?: number; readonly unit?: string },
  ): Buffer;
  /** Whether `write` with `unit` names the unit around the rows, where rows have no cell for it. */
  readonly namesUnit: boolean;
}

export interface RowFormat {
  /** Undefined when the body is not of this format. */
  read(source: RowSource): RowDocument | undefined;
}

/** What the cells of a provider's rows mean, in every form of its answers that gives them the same names. */
export interface RowMeaning {
  /** By the first row of an answer. */
  fields(row: Cells, truth: readonly TruthObservation[]): RowDocument["fields"];
  /** `before`: the text in front of the row and its neighbours, in forms that group rows; empty in others. */
  identify(row: Cells, truth: readonly TruthObservation[], before: string): Identified;
  /** The provider's word for a missing value, if it has one. */
  readonly missing?: { readonly cell: unknown };
  /** A number as the value cell holds it, where that is no number. */
  valueCell(value: number): unknown;
  /** As in RowDocument. */
  readonly shift: RowDocument["shift"];
}

/** The series an answer carries: what its rows can mean. */
export function seriesIds(truth: readonly TruthObservation[]): ReadonlySet<string> {
  const known = idsOf.get(truth) ?? new Set(truth.map(({ seriesId }) => seriesId));
  idsOf.set(truth, known);
  return known;
}

const idsOf = new WeakMap<readonly TruthObservation[], ReadonlySet<string>>();

export interface Identified {
  /** As in docs/data-model.md; undefined for rows of no series. */
  readonly series: string | undefined;
  /** Text that sorts the rows of a series by time. */
  readonly order: string;
  /** Where series ids alone are not unique in an answer. */
  readonly dataset?: string;
}

/**
 * Finds for each row the observation it means: rows of a series in order of time stand for its observations in order
 * of time. A series whose rows and observations differ in number is left without.
 */
export function pairWithTruth(
  rows: readonly Cells[],
  truth: readonly TruthObservation[],
  identify: (cells: Cells, row: number) => Identified,
): DataRow[] {
  const observations = Map.groupBy(truth, ({ dataset, seriesId }) => `${dataset}\u0000${seriesId}`);
  const onlyDataset = truth[0]?.dataset ?? "";
  const places = new Map<string, { readonly row: number; readonly order: string }[]>();
  for (const [row, cells] of rows.entries()) {
    const { series, order, dataset = onlyDataset } = identify(cells, row);
    if (series === undefined) continue;
    const key = `${dataset}\u0000${series}`;
    const own = places.get(key);
    if (own === undefined) places.set(key, [{ row, order }]);
    else own.push({ row, order });
  }
  const meanings: (TruthObservation | undefined)[] = Array.from({ length: rows.length });
  for (const [key, own] of places) {
    const meant = observations.get(key);
    if (meant?.length !== own.length) continue;
    const inTime = own.toSorted((a, b) =>
      a.order < b.order ? -1 : a.order > b.order ? 1 : a.row - b.row,
    );
    const sorted = meant.toSorted(
      (a, b) => a.intervalStartMs - b.intervalStartMs || a.asOfMs - b.asOfMs,
    );
    for (const [at, { row }] of inTime.entries()) meanings[row] = sorted[at];
  }
  return rows.map((cells, row) => ({ cells, truth: meanings[row] }));
}
