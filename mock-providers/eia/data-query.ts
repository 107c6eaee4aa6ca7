/**
 * Reads and checks the parameters of a data request. The checks, their order and their wording follow the
 * domain sheet section 4 and recorded answers; what is unverified stands in docs/mock-api-differences.md.
 */
import type { FrequencyId, Leaf } from "./leaf.ts";
import { listOf, textOf, type ParameterValue, type Parameters } from "./parameters.ts";

export interface SortColumn {
  readonly column: string;
  readonly descending: boolean;
  /** Measured columns are ordered by their values, all others by what names a series. */
  readonly isMeasured: boolean;
}

export interface DataQuery {
  readonly frequency: FrequencyId;
  /** The measured columns `data[]` asks for, each once, in the order they were asked for. */
  readonly columns: readonly string[];
  /** Facet id to the values it may have; facets without values do not limit. */
  readonly facets: ReadonlyMap<string, readonly string[]>;
  readonly start: string | undefined;
  readonly end: string | undefined;
  readonly sort: readonly SortColumn[];
  readonly offset: number;
  readonly length: number;
  readonly isXml: boolean;
}

export type ReadQuery =
  | { readonly outcome: "query"; readonly query: DataQuery }
  | { readonly outcome: "invalid"; readonly message: string };

export const jsonRowsMax = 5_000;
export const xmlRowsMax = 300;

export function readDataQuery(leaf: Leaf, parameters: Parameters): ReadQuery {
  const wanted = textOf(parameters.get("frequency")) ?? leaf.defaultFrequency;
  const frequency = leaf.frequencies.find(({ id }) => id === wanted);
  if (frequency === undefined) {
    const ids = leaf.frequencies.map(({ id }) => id);
    return invalid(
      `Invalid frequency '${wanted}' provided. The only valid frequencies are ${join(ids)}.`,
    );
  }
  const columns = [...new Set(listOf(parameters.get("data")))];
  const measured = leaf.columns.map(({ id }) => id);
  const unknown = columns.find((column) => !measured.includes(column));
  if (unknown !== undefined) {
    return invalid(
      `Invalid data '${unknown}' provided. The only valid data are ${join(measured)}.`,
    );
  }
  const facets = readFacets(leaf, parameters.get("facets"));
  if (typeof facets === "string") return invalid(facets);
  const sort = readSort(leaf, parameters.get("sort"));
  if (typeof sort === "string") return invalid(sort);
  const isXml = textOf(parameters.get("out"))?.toLowerCase() === "xml";
  const rowsMax = isXml ? xmlRowsMax : jsonRowsMax;
  const offset = readCount(parameters.get("offset"), 0);
  if (offset === undefined) return invalid(countMessage("offset", parameters));
  const length = readCount(parameters.get("length"), rowsMax);
  if (length === undefined) return invalid(countMessage("length", parameters));
  return {
    outcome: "query",
    query: {
      frequency: frequency.id,
      columns,
      facets,
      start: textOf(parameters.get("start")),
      end: textOf(parameters.get("end")),
      sort,
      offset,
      length: Math.min(length, rowsMax),
      isXml,
    },
  };
}

/** `'a'`, then `'a', and 'b'`, then `'a', 'b', and 'c'`: the comma before "and" is there with two as well. */
function join(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  const last = quoted.at(-1) ?? "";
  return quoted.length < 2 ? last : `${quoted.slice(0, -1).join(", ")}, and ${last}`;
}

function invalid(message: string): ReadQuery {
  return { outcome: "invalid", message };
}

function readFacets(
  leaf: Leaf,
  value: ParameterValue | undefined,
): string | Map<string, readonly string[]> {
  const facets = new Map<string, readonly string[]>();
  if (!(value instanceof Map)) return facets;
  for (const [name, values] of value) {
    if (!leaf.facets.some(({ id }) => id === name)) {
      const ids = leaf.facets.map(({ id }) => id);
      return `Invalid facet '${name}' provided. The only valid facets are ${join(ids)}.`;
    }
    const allowed = listOf(values);
    if (allowed.length > 0) facets.set(name, allowed);
  }
  return facets;
}

function readSort(leaf: Leaf, value: ParameterValue | undefined): string | SortColumn[] {
  if (!(value instanceof Map)) return [];
  const measured = leaf.columns.map(({ id }) => id);
  const valid = [...measured, "period", ...leaf.facets.map(({ id }) => id)];
  const sort: SortColumn[] = [];
  for (const entry of value.values()) {
    if (!(entry instanceof Map)) continue;
    const column = textOf(entry.get("column"));
    if (column === undefined) continue;
    if (!valid.includes(column)) {
      return `Invalid sort '${column}' provided. The only valid sort parameters are ${join(valid)} in either 'asc' or 'desc' order. If direction is not provided or is incorrect, 'asc' is the default`;
    }
    const direction = textOf(entry.get("direction")) ?? "asc";
    if (!/^(asc|desc)$/i.test(direction)) {
      return `Invalid sort direction '${direction}' provided for column '${column}'. The only valid sort directions are 'asc' and 'desc'.`;
    }
    // A column that is named again decides nothing more.
    if (sort.some((known) => known.column === column)) continue;
    const descending = direction.toLowerCase() === "desc";
    sort.push({ column, descending, isMeasured: measured.includes(column) });
  }
  return sort;
}

/** Undefined when the parameter is there but is not a whole number from 0 to 10^15. */
function readCount(value: ParameterValue | undefined, fallback: number): number | undefined {
  const text = textOf(value);
  if (text === undefined) return fallback;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function countMessage(name: "offset" | "length", parameters: Parameters): string {
  const sent = textOf(parameters.get(name)) ?? "";
  return `Invalid ${name} '${sent}' provided. The ${name} must be a whole number of rows.`;
}
