/** Faults of single rows. Each changes rows of one answer and says what a reader now sees in them. */
import { hashSeries } from "../digest.ts";
import { hash32 } from "../random.ts";
import { utcOffsetMs } from "../time-zone.ts";
import type { TruthObservation } from "../types.ts";
import type { FaultActions, FaultContext } from "./fault-context.ts";
import { looksAtData } from "./fault-plan.ts";
import type { FaultKind, KindOf } from "./fault-table.ts";
import type { Cells, RowDocument } from "./row-format.ts";

/** The closed list of reasons for quarantine, as in docs/truth-ledger.md. */
export type ReasonClass =
  | "page-unreadable"
  | "field-missing"
  | "field-type"
  | "time"
  | "unit"
  | "value-missing"
  | "value-range";

/** `land`: it must land as sent. `either`: it may land as sent or stand in quarantine. `quarantine`: it must not land. */
export type Saying = "land" | "either" | "quarantine";

export interface DisturbedRow {
  readonly cells: Cells;
  readonly truth: TruthObservation | undefined;
  /** What a reader sees; undefined when the row cannot be read as an observation. */
  readonly reads: TruthObservation | undefined;
  /** What a reader saw before a fault made it unreadable: another may have moved it, and its time can still be read. */
  readonly seen?: TruthObservation | undefined;
  readonly say: Saying;
  readonly classes: readonly ReasonClass[];
}

export interface RowChanges {
  readonly rows: readonly DisturbedRow[];
  /** What the rows meant that are not sent at all. */
  readonly withheld?: readonly TruthObservation[];
  /** For what stands around the rows. */
  readonly unit?: string;
  readonly total?: number;
}

type RowAction = (rows: readonly DisturbedRow[], document: RowDocument) => RowChanges | undefined;

/** Each gives the changed rows, or undefined when it would leave the answer as it is. */
export const rowFaults: FaultActions<
  KindOf<"rows">,
  Parameters<RowAction>,
  RowChanges | undefined
> = {
  "duplicate-rows"(context, rows) {
    const sent = rows.flatMap((row) =>
      isChosen(context, row, context.parameters.share) ? [row, row] : [row],
    );
    return sent.length === rows.length ? undefined : { rows: sent };
  },
  "rows-out-of-order"({ fault }, rows) {
    const moved = rows
      .map((row, at) => ({ row, place: hash32(fault.seed, at) }))
      .sort((a, b) => a.place - b.place)
      .map(({ row }) => row);
    return isSame(moved, rows) ? undefined : { rows: moved };
  },
  "field-renamed"(context, rows, document) {
    const { field, to } = context.parameters;
    return changeField(context, rows, document, field, () => to);
  },
  "field-dropped": (context, rows, document) =>
    changeField(context, rows, document, context.parameters.field, () => undefined),
  "field-added"(context, rows, { hasHeader }) {
    const { name } = context.parameters;
    const isForAll = hasHeader || !looksAtData(context.fault);
    const changed = rows.map((row, at) =>
      // A column that is there already would be another fault.
      name in row.cells || !(isForAll || isChosen(context, row))
        ? row
        : { ...row, cells: { ...row.cells, [name]: `new ${at % 10}` } },
    );
    return isSame(changed, rows) ? undefined : { rows: changed };
  },
  "type-changed": (context, rows, document) =>
    changeChosen(context, rows, (row, { value }) =>
      withCell(row, document, `[${String(value)}]`, ["field-type"]),
    ),
  "unit-changed"(context, rows, document) {
    const { unit, factor } = context.parameters;
    const [name] = document.fields.unit ?? [];
    const named = name !== undefined || document.namesUnit;
    const changed = changeChosen(context, rows, (row, { value }) => {
      const scaled = withValue(row, document, value === null ? null : value * factor);
      const cells = name === undefined ? scaled.cells : { ...scaled.cells, [name]: unit };
      const reads = scaled.reads && (named ? { ...scaled.reads, unit } : scaled.reads);
      const classes = document.namesUnit
        ? (["unit", "page-unreadable"] as const)
        : (["unit"] as const);
      return {
        ...scaled,
        cells,
        reads,
        ...(named ? judge(row, "quarantine", classes) : judge(row, "either", [])),
      };
    });
    if (changed === undefined || !document.namesUnit || name !== undefined) return changed;
    // The unit stands around the rows, so it is that of all of them.
    const classes = ["unit", "page-unreadable"] as const;
    return {
      unit,
      rows: changed.rows.map((row) => ({
        ...row,
        reads: row.reads && { ...row.reads, unit },
        ...judge(row, "quarantine", classes),
      })),
    };
  },
  "null-value": (context, rows, document) =>
    changeChosen(context, rows, (row) =>
      document.missing === undefined
        ? withCell(row, document, "", ["value-missing", "field-type"])
        : { ...withValue(row, document, null), ...judge(row, "either", []) },
    ),
  "nan-value": (context, rows, document) =>
    changeChosen(context, rows, (row) => withCell(row, document, "NaN", ["field-type"])),
  spike: (context, rows, document) =>
    changeChosen(context, rows, (row, { value }) => {
      if (value === null) return undefined;
      const spiked = (value < 0 ? value - 1 : value + 1) * context.parameters.factor;
      const impossible = Math.abs(spiked) >= impossibleValue;
      const judged = impossible
        ? judge(row, "quarantine", ["value-range"])
        : judge(row, "either", []);
      return { ...withValue(row, document, spiked), ...judged };
    }),
  "stuck-value"(context, rows, document) {
    const first = new Map<string, number>();
    return changeChosen(context, rows, (row, { dataset, seriesId, value }) => {
      const series = `${dataset}\u0000${seriesId}`;
      const stuck = first.get(series);
      if (stuck === undefined && value !== null) first.set(series, value);
      if (stuck === undefined || stuck === value) return undefined;
      return { ...withValue(row, document, stuck), ...judge(row, "either", []) };
    });
  },
  "sign-flip": (context, rows, document) =>
    changeChosen(context, rows, (row, { value }) =>
      value === null || value === 0
        ? undefined
        : { ...withValue(row, document, -value), ...judge(row, "either", []) },
    ),
  "local-time": (context, rows, document) =>
    changeChosen(context, rows, (row) =>
      shifted(row, document, context.parameters.offsetMinutes * 60_000),
    ),
  "missing-hour": (context, rows) =>
    withhold(context, rows, ({ intervalStartMs, intervalEndMs }) =>
      isChangeHour(context.parameters.zone, { intervalStartMs, intervalEndMs }, "spring"),
    ),
  "doubled-hour"(context, rows, document) {
    const { zone } = context.parameters;
    const changed = mapChosen(context, rows, (row, reads) => {
      if (isChangeHour(zone, reads, "autumn")) {
        const moved = shifted(row, document, -hourMs);
        return { ...moved, ...judge(row, "either", moved.classes) };
      }
      // The hour before comes twice now, and which of its two values is right nobody can know.
      const next = {
        intervalStartMs: reads.intervalStartMs + hourMs,
        intervalEndMs: reads.intervalEndMs + hourMs,
      };
      return isChangeHour(zone, next, "autumn")
        ? { ...row, ...judge(row, "either", []) }
        : undefined;
    });
    const isMoved = changed.some((row, at) => row.cells !== rows[at]?.cells);
    return isMoved ? { rows: changed } : undefined;
  },
  "late-data": (context, rows) =>
    withhold(
      context,
      rows,
      ({ intervalEndMs }) =>
        intervalEndMs > context.request.nowMs - context.parameters.delaySeconds * 1_000,
    ),
  "restated-history": (context, rows, document) =>
    changeChosen(context, rows, (row, { value }) => {
      if (value === null) return undefined;
      const restated = (value === 0 ? 1 : value) * context.parameters.factor;
      return restated === value ? undefined : withValue(row, document, restated);
    }),
};

/** No unit of any provider here has a meaning from here on. */
const impossibleValue = 1e18;
const hourMs = 3_600_000;

/** Whether the fault's series and share take the row. The same observation is always or never taken. */
function isChosen(
  { fault }: Pick<FaultContext<FaultKind>, "fault">,
  { truth }: DisturbedRow,
  share = 1,
): boolean {
  if (truth === undefined) return false;
  const { dataset, seriesId, intervalStartMs } = truth;
  if (!fault.matchesDataset(dataset) || !fault.matchesSeries(seriesId)) return false;
  if (share >= 1) return true;
  const seconds = Math.floor(intervalStartMs / 1_000);
  return hash32(fault.seed, hashSeries(dataset, seriesId), seconds) / 0x1_0000_0000 < share;
}

/** As `mapChosen`, for changes that show: a row whose cells stay as they were is left as it was. */
function changeChosen(
  context: FaultContext<KindOf<"rows">>,
  rows: readonly DisturbedRow[],
  change: (row: DisturbedRow, reads: TruthObservation) => DisturbedRow | undefined,
): RowChanges | undefined {
  const changed = mapChosen(context, rows, (row, reads) => {
    const next = change(row, reads);
    return next === undefined || hasSameCells(next, row) ? undefined : next;
  });
  return isSame(changed, rows) ? undefined : { rows: changed };
}

/**
 * `change` is given what a reader sees so far. A row that must not land already stays as it is: another value, or another
 * time, could make it look right again.
 */
function mapChosen(
  context: FaultContext<KindOf<"rows">>,
  rows: readonly DisturbedRow[],
  change: (row: DisturbedRow, reads: TruthObservation) => DisturbedRow | undefined,
): readonly DisturbedRow[] {
  const share = "share" in context.parameters ? context.parameters.share : 1;
  return rows.map((row) =>
    row.reads === undefined || row.say === "quarantine" || !isChosen(context, row, share)
      ? row
      : (change(row, row.reads) ?? row),
  );
}

function hasSameCells({ cells }: DisturbedRow, other: DisturbedRow): boolean {
  const names = Object.keys(cells);
  return (
    names.length === Object.keys(other.cells).length &&
    names.every((name) => cells[name] === other.cells[name])
  );
}

function isSame(rows: readonly DisturbedRow[], others: readonly DisturbedRow[]): boolean {
  return rows.length === others.length && rows.every((row, at) => row === others[at]);
}

function withhold(
  context: FaultContext<KindOf<"rows">>,
  rows: readonly DisturbedRow[],
  isWithheld: (truth: TruthObservation) => boolean,
): RowChanges | undefined {
  const kept: DisturbedRow[] = [];
  const withheld: TruthObservation[] = [];
  for (const row of rows) {
    if (row.truth !== undefined && isChosen(context, row) && isWithheld(row.truth))
      withheld.push(row.truth);
    else kept.push(row);
  }
  return withheld.length === 0 ? undefined : { rows: kept, withheld };
}

/** Renames or drops a cell; with a header that is one name for all rows, in rows of their own names only the chosen. */
function changeField(
  context: FaultContext<"field-renamed" | "field-dropped">,
  rows: readonly DisturbedRow[],
  document: RowDocument,
  meaning: "value" | "time" | "series" | "unit",
  rename: (name: string) => string | undefined,
): RowChanges | undefined {
  const [name] = document.fields[meaning] ?? [];
  const next = name === undefined ? undefined : rename(name);
  if (name === undefined || name === next) return undefined;
  const classes: ReasonClass[] = [
    "field-missing",
    ...(document.hasHeader ? ["page-unreadable" as const] : []),
  ];
  const changed = rows.map((row) => {
    if (!(name in row.cells) || (!document.hasHeader && !isChosen(context, row))) return row;
    const cells = Object.fromEntries(
      Object.entries(row.cells).flatMap(([known, cell]): [string, unknown][] =>
        known !== name ? [[known, cell]] : next === undefined ? [] : [[next, cell]],
      ),
    );
    const seen = row.reads ?? row.seen;
    return { ...row, cells, reads: undefined, seen, ...judge(row, "quarantine", classes) };
  });
  return isSame(changed, rows) ? undefined : { rows: changed };
}

function shifted(row: DisturbedRow, document: RowDocument, deltaMs: number): DisturbedRow {
  // What nobody can read has no time to shift.
  if (row.reads === undefined) return row;
  const { cells, reads, isInterval } = document.shift(
    { cells: row.cells, truth: row.reads },
    deltaMs,
  );
  const refused = reads === undefined || !isInterval || document.timeIsToldTwice;
  return {
    ...row,
    cells,
    reads,
    ...(refused ? judge(row, "quarantine", ["time"]) : judge(row, "either", [])),
  };
}

function withValue(row: DisturbedRow, document: RowDocument, value: number | null): DisturbedRow {
  const [name = "value"] = document.fields.value ?? [];
  const cell = value === null ? document.missing : document.valueCell(value);
  return {
    ...row,
    cells: { ...row.cells, [name]: cell },
    reads: row.reads && { ...row.reads, value },
  };
}

/** A value cell that is no value. */
function withCell(
  row: DisturbedRow,
  document: RowDocument,
  cell: unknown,
  classes: readonly ReasonClass[],
): DisturbedRow {
  const [name = "value"] = document.fields.value ?? [];
  return {
    ...row,
    cells: { ...row.cells, [name]: cell },
    reads: undefined,
    seen: row.reads,
    ...judge(row, "quarantine", classes),
  };
}

/** Adds a saying to what other faults said already: the strictest holds, and all classes count. */
function judge(
  row: DisturbedRow,
  say: Saying,
  classes: readonly ReasonClass[],
): Pick<DisturbedRow, "say" | "classes"> {
  const strictness = { land: 0, either: 1, quarantine: 2 };
  return {
    say: strictness[row.say] > strictness[say] ? row.say : say,
    classes: [...new Set([...row.classes, ...classes])],
  };
}

/** The hour after the wall clock changed: in spring one is skipped before it, in autumn it is shown a second time. */
function isChangeHour(
  zone: "pacific" | "central" | "eastern",
  { intervalStartMs, intervalEndMs }: Pick<TruthObservation, "intervalStartMs" | "intervalEndMs">,
  season: "spring" | "autumn",
): boolean {
  if (intervalEndMs - intervalStartMs > hourMs) return false;
  const change = utcOffsetMs(zone, intervalStartMs) - utcOffsetMs(zone, intervalStartMs - hourMs);
  return season === "spring" ? change > 0 : change < 0;
}
