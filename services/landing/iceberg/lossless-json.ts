/**
 * JSON that keeps 64-bit integers: numbers a double cannot hold are read as BigInt and written digit by digit.
 * Snapshot ids of other engines lie above 2^53; JSON.parse alone would round them and break the table.
 */
interface SourceTextJson {
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): unknown;
}

// Proof for the cast: Node 22 and later have source text access; TypeScript's library does not describe it yet.
const json = JSON as unknown as SourceTextJson;

export function parseLossless(text: string): unknown {
  return json.parse(text, (_key, value, { source }) =>
    typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? "")
      ? // Proof for the fallback: the test above matched digits, so the source is there.
        BigInt(source ?? "0")
      : value,
  );
}

export function stringifyLossless(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "bigint" ? json.rawJSON(part.toString()) : part,
  );
}
