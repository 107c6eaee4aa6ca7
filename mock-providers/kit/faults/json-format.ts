/**
 * Row formats of JSON bodies, declared by what differs: where the rows lie, what their cells mean, how a row's time is
 * written. A provider with JSON answers needs a few lines, none of them code that parses.
 */
import type { MockRequest, TruthObservation } from "../types.ts";
import {
  type Cells,
  type FieldMeaning,
  type Identified,
  type RowDocument,
  type RowFormat,
  pairWithTruth,
} from "./row-format.ts";

type JsonObject = Record<string, unknown>;

export interface JsonFormatOptions {
  /** The list of rows in the parsed body, or undefined when it is another document. */
  rowsOf(body: unknown): readonly unknown[] | undefined;
  /** Writes the rows back: returns the body with them in place, and with another total if one is given. */
  replace(body: unknown, rows: readonly Cells[], total: number | undefined): unknown;
  totalOf?(body: unknown): number | undefined;
  /** Names the unit around the rows, where rows have no cell for it. */
  replaceUnit?(body: unknown, unit: string): unknown;
  rowsMaxOf?(request: MockRequest, body: unknown): number | undefined;
  readonly fields: (row: Cells) => Partial<Record<FieldMeaning, readonly string[]>>;
  identify(row: Cells, truth: readonly TruthObservation[], body: unknown): Identified;
  /** The provider's word for a missing value, if it has one. */
  readonly missing?: { readonly cell: unknown };
  /** A number as the value cell holds it. */
  valueCell(value: number): unknown;
  /** As in RowDocument. */
  shift: RowDocument["shift"];
  /** How this provider escapes its JSON. */
  readonly stringify?: (body: unknown) => string;
}

export function createJsonFormat(options: JsonFormatOptions): RowFormat {
  return {
    read({ request, content, truth }) {
      const body = parseJson(content);
      const list = body === undefined ? undefined : options.rowsOf(body);
      if (body === undefined || list?.every(isObject) !== true) return undefined;
      const rows: readonly Cells[] = list;
      const stringify = options.stringify ?? ((value: unknown) => JSON.stringify(value));
      return {
        rows: pairWithTruth(rows, truth, (row) => options.identify(row, truth, body)),
        fields: rows[0] === undefined ? {} : options.fields(rows[0]),
        total: options.totalOf?.(body),
        rowsMax: options.rowsMaxOf?.(request, body),
        ...(options.missing === undefined ? {} : { missing: options.missing.cell }),
        timeIsToldTwice: false,
        hasHeader: false,
        namesUnit: options.replaceUnit !== undefined,
        valueCell: (value) => options.valueCell(value),
        shift: (row, deltaMs) => options.shift(row, deltaMs),
        write(changed, { total, unit }) {
          const replaced = options.replace(body, changed, total);
          const named =
            unit === undefined ? replaced : (options.replaceUnit?.(replaced, unit) ?? replaced);
          return Buffer.from(stringify(named));
        },
      };
    },
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    // Another format's turn.
    return undefined;
  }
}
