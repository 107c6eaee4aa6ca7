/** Reading the query of Climate Data Online. Ids are recognised in any case (recorded: `dly-tmax-normal`). */
import { parseDay } from "../../kit/calendar.ts";
import { badRequest } from "./refusal.ts";

export const pageRowsMax = 1_000;

export interface Paging {
  readonly limit: number;
  /** As sent; 0 and 1 both begin with the first row. */
  readonly offset: number;
  readonly withMetadata: boolean;
}

export function readPaging(query: URLSearchParams): Paging {
  const limit = readWhole(query, "limit", 25);
  if (limit < 1 || limit > pageRowsMax) {
    throw badRequest(`The limit must be between 1 and ${pageRowsMax}.`);
  }
  return {
    limit,
    offset: readWhole(query, "offset", 1),
    withMetadata: query.get("includemetadata")?.toLowerCase() !== "false",
  };
}

/** Upper-case ids; undefined when the parameter is not set. */
export function readIds(query: URLSearchParams, name: string): ReadonlySet<string> | undefined {
  const ids = query.getAll(name).filter((id) => id !== "");
  return ids.length === 0 ? undefined : new Set(ids.map((id) => id.toUpperCase()));
}

/** A day as `YYYY-MM-DD`, `YYYYMMDD`, or with a time of day that is not looked at. */
export function readDay(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null || text === "") return undefined;
  const [, plain = ""] = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}:\d{2})?$/.exec(text) ?? [];
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const day = parseDay(packed === null ? plain : packed.slice(1).join("-"));
  if (day === undefined) {
    throw badRequest(`The parameter '${name}' is not a valid ISO date: ${text.slice(0, 100)}`);
  }
  return day;
}

export function readChoice<Choice extends string>(
  query: URLSearchParams,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const text = query.get(name)?.toLowerCase();
  if (text === undefined || text === "") return choices[0];
  const choice = choices.find((candidate) => candidate === text);
  if (choice !== undefined) return choice;
  throw badRequest(
    `The parameter '${name}' is not one of the allowed values: ${choices.join(", ")}.`,
  );
}

export interface Extent {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** `south,west,north,east` in degrees. */
export function readExtent(query: URLSearchParams): Extent | undefined {
  const text = query.get("extent");
  if (text === null || text === "") return undefined;
  const parts = text.split(",");
  const numbers = parts.map((part) =>
    /^\s*-?\d{1,3}(\.\d{1,12})?\s*$/.test(part) ? Number(part) : Number.NaN,
  );
  const [south = Number.NaN, west = Number.NaN, north = Number.NaN, east = Number.NaN] = numbers;
  const fits = parts.length === 4 && south <= north && west <= east;
  if (!fits) {
    throw badRequest(
      "The extent must be a latitude and longitude of the south-west and of the north-east corner.",
    );
  }
  return { south, west, north, east };
}

function readWhole(query: URLSearchParams, name: string, fallback: number): number {
  const text = query.get(name);
  if (text === null || text === "") return fallback;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw badRequest(`The parameter '${name}' is not a valid number: ${text.slice(0, 100)}`);
}
