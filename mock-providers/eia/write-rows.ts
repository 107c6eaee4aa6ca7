/**
 * The rows of an answer. JSON text is put together from parts made once per series; a page of 5,000 rows is
 * about a megabyte and must cost no more than a few milliseconds.
 */
import type { Served } from "../kit/types.ts";
import { elementAt } from "./element-at.ts";
import type { PageRows } from "./page.ts";
import type { PeriodAxis } from "./periods.ts";
import { createServedRows } from "./served-rows.ts";
import { formOf, measuresOf, type Cell, type RowForm, type Timeline } from "./timeline.ts";
import { xmlElement } from "./xml.ts";

export interface RowStyle {
  /** The measured columns in the order of the rows; none gives rows without values. */
  readonly columns: readonly string[];
  /** `/seriesid` writes values and bare years as numbers, `/data` writes everything as text. */
  readonly numeric: boolean;
  /** Values are those said at this instant. */
  readonly nowMs: number;
}

export interface WrittenRows {
  /** What goes between the brackets of `data`, or the `row` elements. */
  readonly text: string;
  /** Absent when no row carries a value. */
  readonly served: Served | undefined;
}

export function writeJsonRows(
  members: readonly Timeline[],
  rows: PageRows,
  style: RowStyle,
): WrittenRows {
  const { slots, indexes } = rows;
  const { numeric, nowMs } = style;
  const served = createServedRows(members, rows, style);
  // Forms are made for the members that have a row on the page: others may be many.
  const forms: (RowForm | undefined)[] = [];
  let text = "";
  let axis: PeriodAxis | undefined;
  let lastIndex = 0;
  // What every row of a period begins with, the comma of the row before included.
  let opening = "";
  for (let at = 0; at < slots.length; at++) {
    // Proof: `at` is below the length of both arrays, and slots are positions in `members`.
    const slot = slots[at] ?? 0;
    const index = indexes[at] ?? 0;
    const form = (forms[slot] ??= formOf(elementAt(members, slot), style.columns));
    // Neighbouring rows mostly share their period.
    if (index !== lastIndex || form.axis !== axis) {
      axis = form.axis;
      lastIndex = index;
      const period = axis.text(index);
      opening = `,{"period":${numeric && period.length <= 4 ? period : `"${period}"`}`;
    }
    text += at === 0 ? opening.slice(1) : opening;
    let cell: Cell | undefined = form.cell;
    do {
      const { measure, part } = cell;
      if (measure === undefined) text += part.textHead + part.textTail;
      else {
        const value = measure.value(index, nowMs);
        served.add(slot, measure, index, value);
        if (value === null) text += numeric ? part.numberMissing : part.textMissing;
        else if (numeric) text += part.numberHead + String(value) + part.numberTail;
        else text += part.textHead + String(value) + part.textTail;
      }
      cell = cell.next;
    } while (cell !== undefined);
  }
  return { text, served: served.finish() };
}

/** At most 300 rows, so these are built plainly. A missing value is an empty element. */
export function writeXmlRows(
  members: readonly Timeline[],
  rows: PageRows,
  style: Omit<RowStyle, "numeric">,
): WrittenRows {
  const served = createServedRows(members, rows, style);
  const texts = Array.from(rows.slots, (slot, at) => {
    // Proof: both arrays are as long as the page, and slots are positions in `members`.
    const index = rows.indexes[at] ?? 0;
    const member = elementAt(members, slot);
    const { leaf } = member;
    const values = measuresOf(member, style.columns).map((measure) => {
      if (measure.text !== undefined) return { measure, value: measure.text };
      const value = measure.value(index, style.nowMs);
      served.add(slot, measure, index, value);
      return { measure, value };
    });
    const isMissing = values.length > 0 && values.every(({ value }) => value === null);
    const columns = isMissing ? { ...member.columns, ...leaf.missing?.columns } : member.columns;
    const cells = [
      xmlElement("period", member.axis.text(index)),
      ...Object.entries(columns).map(([name, value]) => xmlElement(name, value ?? "")),
      ...values.flatMap(({ measure, value }) => [
        xmlElement(measure.column, value === null ? (leaf.missing?.text ?? "") : String(value)),
        ...(measure.text === undefined
          ? [xmlElement(leaf.unitColumn(measure.column), measure.unit)]
          : []),
      ]),
    ];
    return `<row>${cells.join("")}</row>`;
  });
  return { text: texts.join(""), served: served.finish() };
}
