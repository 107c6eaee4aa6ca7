/** Finds the recorded answer to a request: same path, every recorded parameter matching, the most specific first. */
import type { RecordedExchange } from "./recording.ts";

export type Match =
  | { readonly outcome: "found"; readonly exchange: RecordedExchange }
  | {
      readonly outcome: "none";
      /** The recording on the same path that agrees in most parameters, and what differs. */
      readonly nearest: string;
    };

export function matchExchange(
  exchanges: readonly RecordedExchange[],
  path: string,
  query: string,
): Match {
  const asked = readQuery(query);
  const samePath = exchanges.filter((exchange) => normalPath(exchange.path) === normalPath(path));
  const scored = samePath.map((exchange) => {
    const wanted = Object.entries(exchange.query);
    const differing = wanted.filter(
      ([name, value]) => !matches(asked.get(name.toLowerCase()) ?? [], value),
    );
    return { exchange, differing, matched: wanted.length - differing.length };
  });
  const found = scored
    .filter(({ differing }) => differing.length === 0)
    .sort((a, b) => b.matched - a.matched)[0];
  if (found !== undefined) return { outcome: "found", exchange: found.exchange };
  const near = scored.sort((a, b) => a.differing.length - b.differing.length)[0];
  if (near === undefined)
    return { outcome: "none", nearest: `nothing was recorded for path ${path}` };
  const differences = near.differing
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(", ");
  return {
    outcome: "none",
    nearest: `${near.exchange.file}, which was recorded with ${differences}`,
  };
}

function matches(values: readonly string[], wanted: string | { min: number }): boolean {
  return values.some((value) =>
    typeof wanted === "string" ? value === wanted : Number(value) >= wanted.min,
  );
}

function readQuery(query: string): Map<string, string[]> {
  const asked = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    asked.set(key, [...(asked.get(key) ?? []), value]);
  }
  return asked;
}

function normalPath(path: string): string {
  return path.replace(/\/+/g, "/").replace(/\/$/, "");
}
