/**
 * Keys in order, types and text formats of a JSON document. Items of a list are taken together: a list of one
 * shape is that shape once, however long it is.
 */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map((item) => [JSON.stringify(shapeOf(item)), shapeOf(item)]));
    return [...shapes.values()];
  }
  if (typeof value === "string") return formatOf(value);
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value;
  return Object.entries(value).map(([key, member]) => [key, shapeOf(member)]);
}

function formatOf(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return "date and time";
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/.test(text)) return "time with offset";
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return "date";
  return /^https?:\/\//.test(text) ? "link" : "text";
}
