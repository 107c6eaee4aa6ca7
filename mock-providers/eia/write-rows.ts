/**
 * The rows of an answer. JSON text is put together from parts made once per series; a page of 5,000 rows is
 * about a megabyte and must cost no more than a few milliseconds.
 */
import type { Served } from "../kit/types.ts";
import { elementAt } from "./element-at.ts";
import type { Leaf } from "./leaves.ts";
import type { PageRows } from "./page.ts";
import type { PeriodAxis } from "./periods.ts";
import { createServedRows } from "./served-rows.ts";
import type { Timeline } from "./timeline.ts";
import { xmlElement } from "./xml.ts";

export interface RowStyle {
  /** False: the rows carry no measured column. */
  readonly withValue: boolean;
  /** `/seriesid` writes values and bare years as numbers, `/data` writes everything as text. */
  readonly numeric: boolean;
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
  const { withValue, numeric } = style;
  const served = createServedRows(members, rows);
  let text = "";
  let axis: PeriodAxis | undefined;
  let lastIndex = 0;
  let period = "";
  for (let at = 0; at < slots.length; at++) {
    // Proof: `at` is below the length of both arrays, and slots are positions in `members`.
    const slot = slots[at] ?? 0;
    const index = indexes[at] ?? 0;
    const member = elementAt(members, slot);
    // Neighbouring rows mostly share their period.
    if (index !== lastIndex || member.axis !== axis) {
      axis = member.axis;
      lastIndex = index;
      period = axis.text(index);
      if (!numeric || period.length > 4) period = `"${period}"`;
    }
    text += (at === 0 ? '{"period":' : ',{"period":') + period;
    const { row } = member;
    if (!withValue) {
      text += row.plain;
      continue;
    }
    const value = member.value(index);
    served.add(slot, index, value);
    if (value === null) text += row.nullRow;
    else if (numeric) text += row.numberHead + String(value) + row.numberTail;
    else text += row.textHead + String(value) + row.textTail;
  }
  return { text, served: served.finish() };
}

/** At most 300 rows, so these are built plainly. A missing value is an empty element. */
export function writeXmlRows(
  leaf: Leaf,
  members: readonly Timeline[],
  rows: PageRows,
  withValue: boolean,
): WrittenRows {
  const served = createServedRows(members, rows);
  const texts = Array.from(rows.slots, (slot, at) => {
    // Proof: both arrays are as long as the page, and slots are positions in `members`.
    const index = rows.indexes[at] ?? 0;
    const member = elementAt(members, slot);
    const cells = [
      xmlElement("period", member.axis.text(index)),
      ...Object.entries(member.columns).map(([name, value]) => xmlElement(name, value)),
    ];
    if (withValue) {
      const value = member.value(index);
      served.add(slot, index, value);
      cells.push(xmlElement("value", value === null ? "" : String(value)));
      cells.push(xmlElement(leaf.unitColumn, member.unit));
    }
    return `<row>${cells.join("")}</row>`;
  });
  return { text: texts.join(""), served: served.finish() };
}
