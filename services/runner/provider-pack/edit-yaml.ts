/**
 * Inserts into a YAML file without touching anything else in it: the parser says where things stand, the text in
 * between stays as it is, comments and line breaks too. The result is parsed again before it is used.
 */
import { type Node, type Pair, isCollection, isMap, isPair, isSeq, parseDocument } from "yaml";

export type YamlPath = readonly (string | number)[];

/** Adds lines after the last entry of the map at `path` whose key fits. `lines` come without indentation. */
export function addToMap(text: string, path: YamlPath, after: RegExp, lines: string): string {
  const map = nodeAt(text, path);
  if (!isMap(map)) throw new Error(`Cannot add to "${path.join(".")}": expected a map`);
  const pair = map.items.findLast(
    (item) => isPair(item) && after.test(String((item.key as { value?: unknown }).value)),
  ) as Pair<Node, Node> | undefined;
  if (pair?.key.range == null) {
    throw new Error(`Cannot add to "${path.join(".")}": no key there matches ${String(after)}`);
  }
  const column = columnOf(text, pair.key.range[0]);
  return insertLines(text, lineEnd(text, endOf(pair.value ?? pair.key)), indent(lines, column));
}

/** Adds an item at the end of the flow list at `path`, as in `[a, b]`. */
export function addToFlowList(text: string, path: YamlPath, item: string): string {
  const list = nodeAt(text, path);
  if (!isSeq(list) || list.flow !== true) {
    throw new Error(`Cannot add to "${path.join(".")}": expected a list in brackets`);
  }
  const last = list.items.at(-1) as Node | undefined;
  if (last?.range == null) throw new Error(`Cannot add to "${path.join(".")}": the list is empty`);
  return parsed(`${text.slice(0, last.range[1])}, ${item}${text.slice(last.range[1])}`);
}

function nodeAt(text: string, path: YamlPath): unknown {
  const document = parseDocument(text, { merge: false });
  const [error] = document.errors;
  if (error !== undefined)
    throw new Error(`Cannot read YAML: ${error.message.split("\n")[0] ?? ""}`);
  return document.getIn(path, true);
}

/** The end of the last thing in a node: ranges of block collections include what follows them. */
function endOf(node: Node): number {
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    const inner = isPair(last) ? (last.value ?? last.key) : last;
    if (inner !== undefined && inner !== null) return endOf(inner as Node);
  }
  // Proof for the fallback: every node of a parsed text has a range.
  return node.range?.[1] ?? 0;
}

function columnOf(text: string, at: number): number {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** The place behind the line break that ends the line of `at`. A block scalar ends behind its own. */
function lineEnd(text: string, at: number): number {
  if (text[at - 1] === "\n") return at;
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

function indent(lines: string, column: number): string {
  const space = " ".repeat(column);
  return lines
    .split("\n")
    .map((line) => (line === "" ? "" : space + line))
    .join("\n");
}

function insertLines(text: string, at: number, lines: string): string {
  const before = text.slice(0, at);
  return parsed(`${before}${before.endsWith("\n") ? "" : "\n"}${lines}\n${text.slice(at)}`);
}

function parsed(text: string): string {
  const [error] = parseDocument(text, { merge: false }).errors;
  if (error !== undefined) throw new Error(`Cannot add to YAML: ${error.message}`);
  return text;
}
