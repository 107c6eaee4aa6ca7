/** What the ledger must know about an answer that faults touched. Format: docs/truth-ledger.md. */
import type { ServedRange, TruthObservation } from "../types.ts";
import type { DisturbedRow, ReasonClass, Saying } from "./row-faults.ts";

/**
 * Rows of one series that must be treated alike. Each row begins with what it meant, `[meantStartMs, meantAsOfMs`, and goes
 * on with what a reader sees, `, startMs, endMs, value, asOfMs]`, unless nobody can read it or it was withheld. A row that was
 * moved before it became unreadable still shows a time, `, startMs, asOfMs]`.
 */
export interface JudgedGroup {
  readonly say: Saying | "withheld";
  readonly classes: readonly ReasonClass[];
  readonly dataset: string;
  readonly seriesId: string;
  readonly unit: string;
  readonly location: string | null;
  readonly rows: readonly (readonly (number | null)[])[];
}

/** Observations that the undisturbed answer would have carried and this one does not. */
export interface WithheldObservations {
  /** Whether the answer itself shows that they exist, so that they must land in the end. */
  readonly noticeable: boolean;
  /** More pages are hidden than are named here. */
  readonly more?: boolean;
  readonly ranges: readonly ServedRange[];
  readonly rows: readonly TruthObservation[];
}

export interface Disturbance {
  /** Labels, `<kind>#<id>`. */
  readonly faults: readonly string[];
  /** Asking again could never have helped: one of them hits every request and has no end. */
  readonly endless: boolean;
  readonly judged: readonly JudgedGroup[];
  readonly withheld: WithheldObservations | undefined;
}

/** The rows that differ from what they meant, by series and treatment. */
export function groupJudged(
  rows: readonly DisturbedRow[],
  withheld: readonly TruthObservation[],
): JudgedGroup[] {
  const groups = new Map<string, JudgedGroup & { rows: (number | null)[][] }>();
  const add = (
    truth: TruthObservation,
    say: JudgedGroup["say"],
    classes: readonly ReasonClass[],
    reads: TruthObservation | undefined,
    seen?: TruthObservation,
  ): void => {
    const { dataset, seriesId, unit, location } = reads ?? truth;
    const key = [say, classes.join(), dataset, seriesId, unit, location ?? ""].join("\u0000");
    let group = groups.get(key);
    if (group === undefined) {
      group = { say, classes, dataset, seriesId, unit, location, rows: [] };
      groups.set(key, group);
    }
    const row: (number | null)[] = [truth.intervalStartMs, truth.asOfMs];
    if (reads !== undefined)
      row.push(reads.intervalStartMs, reads.intervalEndMs, reads.value, reads.asOfMs);
    else if (seen !== undefined && seen.intervalStartMs !== truth.intervalStartMs)
      row.push(seen.intervalStartMs, seen.asOfMs);
    group.rows.push(row);
  };
  for (const { truth, reads, seen, say, classes } of rows) {
    if (truth === undefined || (reads === truth && say === "land")) continue;
    add(truth, say, classes, reads, seen);
  }
  for (const truth of withheld) add(truth, "withheld", [], undefined);
  return [...groups.values()];
}
