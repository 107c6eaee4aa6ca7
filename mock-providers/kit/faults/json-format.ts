/**
 * Row formats of JSON bodies, declared by what differs: where the rows lie, what their cells mean, how a row's time is
 * written. A provider with JSON answers needs a few lines, none of them code that parses.
 */
import type { MockRequest } from "../types.ts";
import { type Cells, type RowFormat, type RowMeaning, pairWithTruth } from "./row-format.ts";

type JsonObject = Record<string, unknown>;

export interface JsonFormatOptions extends RowMeaning {
  /** The list of rows in the parsed body, or undefined when it is another document. */
  rowsOf(body: unknown): readonly unknown[] | undefined;
  /** Writes the rows back: returns the body with them in place, and with another total if one is given. */
  replace(body: unknown, rows: readonly Cells[], total: number | undefined): unknown;
  totalOf?(body: unknown): number | undefined;
  /** Names the unit around the rows, where rows have no cell for it. */
  replaceUnit?(body: unknown, unit: string): unknown;
  rowsMaxOf?(request: MockRequest, body: unknown): number | undefined;
  /** How this provider escapes its JSON. */
  readonly stringify?: (body: unknown) => string;
  /** What may stand around the document, as in JSONP: its three groups are what comes before, the JSON, and what comes after. */
  readonly wrapped?: RegExp;
}

export function createJsonFormat(options: JsonFormatOptions): RowFormat {
  return {
    read({ request, content, truth }) {
      const text = content.toString("utf8");
      const [, before = "", inside = text, after = ""] = options.wrapped?.exec(text) ?? [];
      const body = parseJson(inside);
      const list = body === undefined ? undefined : options.rowsOf(body);
      if (body === undefined || list?.every(isObject) !== true) return undefined;
      const rows: readonly Cells[] = list;
      const stringify = options.stringify ?? ((value: unknown) => JSON.stringify(value));
      const fields = rows[0] === undefined ? {} : options.fields(rows[0], truth);
      const [value = "value"] = fields.value ?? [];
      const hasNumbers = rows.some((row) => typeof row[value] === "number");
      return {
        rows: pairWithTruth(rows, truth, (row) => options.identify(row, truth, "")),
        fields,
        total: options.totalOf?.(body),
        rowsMax: options.rowsMaxOf?.(request, body),
        ...(options.missing === undefined ? {} : { missing: options.missing.cell }),
        timeIsToldTwice: false,
        hasHeader: false,
        namesUnit: options.replaceUnit !== undefined,
        // One provider may have both, as EIA has.
        valueCell: (number) => (hasNumbers ? number : options.valueCell(number)),
        shift: (row, deltaMs) => options.shift(row, deltaMs),
        write(changed, { total, unit }) {
          const replaced = options.replace(body, changed, total);
          const named =
            unit === undefined ? replaced : (options.replaceUnit?.(replaced, unit) ?? replaced);
          return Buffer.from(before + stringify(named) + after);
        },
      };
    },
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Another format's turn.
    return undefined;
  }
}
