/**
 * Full-text search over the catalogue. FRED ranks by a text index of its own; here every word must occur in the
 * id, title, units, frequency, tags or notes, and weighs by where it does.
 */
import { frequencyText, notesOf } from "../describe-series.ts";
import { readChoice } from "../parameters.ts";
import type { SeriesSpec } from "../series-spec.ts";
import type { Ask } from "./ask.ts";

export interface Found {
  /** False when ids were searched. */
  readonly fullText: boolean;
  readonly ranks: ReadonlyMap<SeriesSpec, number>;
}

export function searchSeries(ask: Ask, text: string): Found {
  const fullText = readChoice(ask.query, "search_type", ["full_text", "series_id"]) === "full_text";
  const { library } = ask.world;
  const tagsOf = (spec: SeriesSpec): ReadonlySet<string> => library.tagsOf(spec);
  const matches = fullText ? wordSearch(text, tagsOf) : idSearch(text);
  const ranks = new Map<SeriesSpec, number>();
  for (const spec of library.series) {
    const rank = matches(spec);
    if (rank > 0) ranks.set(spec, rank);
  }
  return { fullText, ranks };
}

/** Longer texts than this cannot be meant. */
const wordsMax = 20;

/** Plus signs arrive both as spaces and encoded, and mean a space either way. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z0-9*&$%.']+/)
    .filter((word) => word !== "")
    .slice(0, wordsMax);
}

function wordSearch(
  text: string,
  tagsOf: (spec: SeriesSpec) => ReadonlySet<string>,
): (spec: SeriesSpec) => number {
  const words = wordsOf(text).map((word) => stem(word.replaceAll("*", "")));
  return (spec) => {
    const { id, title, units, unitsShort } = spec;
    const places: readonly (readonly [weight: number, text: string])[] = [
      [40, id.toLowerCase()],
      [20, title.toLowerCase()],
      [6, [...tagsOf(spec)].join(" ")],
      [4, [units, unitsShort, frequencyText(spec)].join(" ").toLowerCase()],
      [1, notesOf(spec).toLowerCase()],
    ];
    let rank = words.length === 0 ? 0 : spec.popularity / 10;
    for (const word of words) {
      const best = places.find(([, place]) => place.includes(word));
      if (best === undefined) return 0;
      rank += best[0];
    }
    return rank;
  };
}

/** "prices" finds "price". */
function stem(word: string): string {
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Any part of the id; `*` stands for any text. */
function idSearch(text: string): (spec: SeriesSpec) => number {
  const pieces = text.trim().toUpperCase().split("*").slice(0, wordsMax);
  const anchored = pieces.length > 1;
  return ({ id }) => {
    const found = anchored ? matchesPieces(id, pieces) : id.includes(pieces[0] ?? "");
    return found && text.trim() !== "" ? 1 : 0;
  };
}

/** Without a regular expression: patterns come from clients. */
function matchesPieces(id: string, pieces: readonly string[]): boolean {
  let from = 0;
  for (const [index, piece] of pieces.entries()) {
    const last = index === pieces.length - 1;
    const found = last ? Math.max(from, id.length - piece.length) : id.indexOf(piece, from);
    if (found < from || !id.startsWith(piece, found) || (index === 0 && found !== 0)) return false;
    from = found + piece.length;
  }
  return from <= id.length;
}
