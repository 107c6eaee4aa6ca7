export type JsonValue =
  null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** The JSON of a text, or the text itself. */
export function parseLoose(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON: a text is a JSON value too, and compares as what it is.
    return text;
  }
}
