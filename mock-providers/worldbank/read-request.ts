/**
 * From a request line to its parts: `/v2/[language/]…`, names of endpoints in any case, singular and plural, and
 * parameters whose names are in any case. Source: datahelpdesk.worldbank.org, "API Basic Call Structures".
 */
import type { MockRequest } from "../kit/types.ts";
import { languages } from "./sources.ts";

/** Limits of the documentation: 1,500 characters between two slashes, 4,000 in all. */
const segmentCharactersMax = 1_500;
const urlCharactersMax = 4_000;

export type Endpoint =
  | "country"
  | "indicator"
  | "source"
  | "topic"
  | "incomeLevel"
  | "lendingType"
  | "region"
  | "language";

export type ReadRequest =
  | { readonly outcome: "too-long" }
  /** No path of this API. */
  | { readonly outcome: "elsewhere" }
  | { readonly outcome: "unknown-language"; readonly code: string; readonly query: Query }
  | { readonly outcome: "read"; readonly parts: readonly string[]; readonly query: Query };

/** First value of each parameter, names in lower case. */
export type Query = ReadonlyMap<string, string>;

export function readRequest({ path, query }: Pick<MockRequest, "path" | "query">): ReadRequest {
  const raw = path.split("/").filter((part) => part !== "");
  const tooLong = raw.some((part) => part.length > segmentCharactersMax);
  if (tooLong || path.length + query.length > urlCharactersMax) return { outcome: "too-long" };
  const [version, ...rest] = raw.map((part) => decode(part).trim());
  if (version?.toLowerCase() !== "v2" || rest.length === 0) return { outcome: "elsewhere" };
  const parameters = readQuery(query);
  const [first = "", ...below] = rest;
  if (first.length !== 2) return { outcome: "read", parts: rest, query: parameters };
  if (!languages.some(({ code }) => code === first.toLowerCase())) {
    return { outcome: "unknown-language", code: first, query: parameters };
  }
  return below.length === 0
    ? { outcome: "elsewhere" }
    : { outcome: "read", parts: below, query: parameters };
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  country: "country",
  countries: "country",
  indicator: "indicator",
  indicators: "indicator",
  source: "source",
  sources: "source",
  topic: "topic",
  topics: "topic",
  incomelevel: "incomeLevel",
  incomelevels: "incomeLevel",
  lendingtype: "lendingType",
  lendingtypes: "lendingType",
  region: "region",
  regions: "region",
  language: "language",
  languages: "language",
};

export function endpointOf(part: string | undefined): Endpoint | undefined {
  const name = part?.toLowerCase() ?? "";
  return Object.hasOwn(endpoints, name) ? endpoints[name] : undefined;
}

/** The members of `A;B;C`; undefined stands for everything (`all`, or nothing was named). */
export function listOf(part: string | undefined): readonly string[] | undefined {
  if (part === undefined || part.toLowerCase() === "all") return undefined;
  return part
    .split(";")
    .map((one) => one.trim())
    .filter((one) => one !== "");
}

function readQuery(text: string): Query {
  const parameters = new Map<string, string>();
  for (const pair of text === "" ? [] : text.split("&")) {
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    if (name === "" || parameters.has(name)) continue;
    parameters.set(name, equals < 0 ? "" : decode(pair.slice(equals + 1)).trim());
  }
  return parameters;
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    // A broken escape stays as it is and is then no value anybody knows.
    return spaced;
  }
}
