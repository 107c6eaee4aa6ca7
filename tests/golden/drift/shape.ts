/**
 * The shape of an answer: fields with their order, types and the formats of texts, whatever the values are.
 * Rows of a list and members of a map with numbers for keys are merged into one shape.
 */
export interface Shape {
  /** `object`, `list`, `number`, `boolean`, `null`, or the format of a text such as `date` or `numeric text`. */
  readonly types: Set<string>;
  /** Members of objects in the order they were first seen. */
  readonly members: Map<string, Shape>;
  /** Members that some of the merged objects lack. */
  readonly optional: Set<string>;
  /** Merged shape of a list's elements. */
  element: Shape | undefined;
  /** How many values were merged. */
  count: number;
}

/** Name given to the members of a map, whose keys are data: numbers or dates. */
const anyKey = "*";

export function shapeOf(value: unknown, into: Shape = emptyShape()): Shape {
  into.count++;
  if (Array.isArray(value)) {
    into.types.add("list");
    for (const element of value) into.element = shapeOf(element, into.element);
  } else if (typeof value === "object" && value !== null) {
    into.types.add("object");
    addMembers(into, value);
  } else if (typeof value === "string") {
    into.types.add(formatOf(value));
  } else {
    into.types.add(value === null ? "null" : typeof value);
  }
  return into;
}

function emptyShape(): Shape {
  return {
    types: new Set(),
    members: new Map(),
    optional: new Set(),
    element: undefined,
    count: 0,
  };
}

function addMembers(into: Shape, value: object): void {
  const entries = Object.entries(value);
  const isMap =
    entries.length > 0 && entries.every(([key]) => /^\d+$|^\d{4}-\d{2}-\d{2}$/.test(key));
  const objectsBefore = into.count - 1;
  const seen = new Set<string>();
  for (const [name, member] of entries) {
    const key = isMap ? anyKey : name;
    const known = into.members.get(key);
    if (known === undefined && objectsBefore > 0) into.optional.add(key);
    into.members.set(key, shapeOf(member, known));
    seen.add(key);
  }
  for (const key of into.members.keys()) if (!seen.has(key)) into.optional.add(key);
}

/** The first that fits names a text; the order matters. */
const formats: readonly (readonly [name: string, pattern: RegExp])[] = [
  ["empty text", /^$/],
  ["missing mark", /^(\.|NA)$/],
  ["date", /^\d{4}-\d{2}-\d{2}$/],
  ["compact date", /^(19|20)\d{6}$/],
  ["month", /^\d{4}-\d{2}$/],
  ["hour", /^\d{4}-\d{2}-\d{2}T\d{2}$/],
  ["local hour", /^\d{4}-\d{2}-\d{2}T\d{2}[+-]\d{2}$/],
  ["seconds without zone", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/],
  ["instant", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/],
  ["stamp with short offset", /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}$/],
  ["oasis stamp", /^\d{8}T\d{2}:\d{2}[+-]\d{4}$/],
  ["time of day", /^\d{1,2}:\d{2}$/],
  ["numeric text", /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i],
  ["address", /^https?:\/\/\S+$/],
  ["text", /^/],
];

function formatOf(text: string): string {
  return formats.find(([, pattern]) => pattern.test(text))?.[0] ?? "text";
}

/** Every way in which `mock` differs from `real`, one sentence each; empty when the shapes agree. */
export function differences(
  real: Shape,
  mock: Shape,
  options: { readonly ordered: boolean },
): string[] {
  const found: string[] = [];
  compare("", real, mock, options, found);
  return found;
}

function compare(
  path: string,
  real: Shape,
  mock: Shape,
  options: { readonly ordered: boolean },
  found: string[],
): void {
  const where = path === "" ? "the whole" : path;
  for (const type of mock.types) {
    if (real.types.has(type)) continue;
    found.push(`${where}: ${type}, recorded as ${[...real.types].join(" or ")}`);
  }
  for (const [name, member] of real.members) {
    const other = mock.members.get(name);
    if (other !== undefined) {
      compare(path === "" ? name : `${path}.${name}`, member, other, options, found);
    } else if (!real.optional.has(name)) {
      found.push(`${where}: no member "${name}"`);
    }
    if (other !== undefined && mock.optional.has(name) && !real.optional.has(name)) {
      found.push(`${where}: "${name}" is absent now and then, recorded in every one`);
    }
  }
  for (const name of mock.members.keys()) {
    if (!real.members.has(name)) found.push(`${where}: member "${name}" was never recorded`);
  }
  if (options.ordered) compareOrder(where, real, mock, found);
  if (real.element !== undefined && mock.element !== undefined) {
    compare(`${path}[]`, real.element, mock.element, options, found);
  } else if (real.element !== undefined && mock.types.has("list")) {
    found.push(`${where}: an empty list, so its elements cannot be compared`);
  }
}

function compareOrder(where: string, real: Shape, mock: Shape, found: string[]): void {
  const common = (one: Shape, other: Shape): string =>
    [...one.members.keys()].filter((name) => other.members.has(name)).join(", ");
  const expected = common(real, mock);
  const actual = common(mock, real);
  if (expected !== actual)
    found.push(`${where}: members in the order ${actual}, recorded as ${expected}`);
}
