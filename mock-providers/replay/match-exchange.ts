/**
 * Finds the recorded answer to a request by its content. A request that was recorded as it is comes first, then
 * lines a person loosened, the most specific one first. Recordings of one request answer in their order; the last
 * goes on answering.
 */
import {
  bodyText,
  canonical,
  contentKey,
  normalPath,
  type RequestContent,
  withoutKeys,
} from "./request-content.ts";
import type { ExchangeLine, RecordedExchange } from "./recording.ts";
import { parseLoose } from "../kit/parse-loose.ts";
import { isCacheBuster, isSecretName } from "../kit/secret-names.ts";

export interface Difference {
  /** Name of the parameter; `method`, `path`, `X-Params` or `body` for the rest of a request. */
  readonly parameter: string;
  /** Null where the request has none. */
  readonly asked: string | null;
  /** Null where the recording has none. */
  readonly recorded: string | null;
}

export type Match =
  | { readonly outcome: "found"; readonly exchange: RecordedExchange }
  | {
      readonly outcome: "none";
      /** The recording that agrees in most. */
      readonly nearest: RecordedExchange;
      readonly differences: readonly Difference[];
    };

export interface ExchangeMatcher {
  match(request: RequestContent): Match;
}

type Wanted = string | { readonly min: number };

/** Recordings of the same question, in the order they were made. */
interface Group {
  readonly exchanges: RecordedExchange[];
  readonly question: Question;
  answered: number;
}

/** What a line asks for, read once. */
interface Question {
  readonly content: RequestContent;
  readonly wanted: ReadonlyMap<string, readonly Wanted[]>;
  readonly anyOthers: boolean;
}

/** Throws an Error for an empty list. */
export function createExchangeMatcher(exchanges: readonly RecordedExchange[]): ExchangeMatcher {
  const groups = new Map<string, Group>();
  /** Groups a request must equal, by the request's own key. */
  const exact = new Map<string, Group>();
  const loose: Group[] = [];
  for (const exchange of exchanges) {
    const question = readQuestion(exchange);
    const key = keyOf(question);
    const known = groups.get(key);
    if (known !== undefined) {
      known.exchanges.push(exchange);
      continue;
    }
    const group: Group = { exchanges: [exchange], question, answered: 0 };
    groups.set(key, group);
    if (isExact(question)) exact.set(key, group);
    else loose.push(group);
  }
  loose.sort((a, b) => b.question.wanted.size - a.question.wanted.size);
  const all = [...groups.values()];

  return {
    match(request) {
      const group =
        exact.get(contentKey(request)) ??
        loose.find(({ question }) => compare(request, question).length === 0);
      if (group !== undefined) return { outcome: "found", exchange: next(group) };
      const near = nearest(all, request);
      return { outcome: "none", ...near };
    },
  };
}

/** One text for all lines that ask for the same. */
export function questionKey(line: ExchangeLine): string {
  return keyOf(readQuestion(line));
}

function keyOf(question: Question): string {
  const { content, wanted, anyOthers } = question;
  return isExact(question)
    ? contentKey(content)
    : JSON.stringify([contentKey(content), [...wanted], anyOthers]);
}

function isExact({ wanted, anyOthers }: Question): boolean {
  return !anyOthers && [...wanted.values()].flat().every(isText);
}

function next(group: Group): RecordedExchange {
  const exchange = group.exchanges[Math.min(group.answered, group.exchanges.length - 1)];
  group.answered++;
  if (exchange === undefined) throw new Error("Cannot answer from a group without recordings");
  return exchange;
}

function readQuestion(exchange: ExchangeLine): Question {
  const wanted = new Map<string, readonly Wanted[]>();
  for (const [name, value] of Object.entries(exchange.query ?? {})) {
    if (isSecretName(name) || isCacheBuster(name)) continue;
    wanted.set(name.toLowerCase(), [value].flat());
  }
  const xParams = Object.entries(exchange.requestHeaders ?? {}).find(
    ([name]) => name.toLowerCase() === "x-params",
  )?.[1];
  const body = exchange.requestBody;
  return {
    wanted,
    anyOthers: exchange.others === "any",
    content: {
      method: (exchange.method ?? "GET").toUpperCase(),
      path: normalPath(exchange.path),
      parameters: new Map([...wanted].map(([name, values]) => [name, values.map(describeWanted)])),
      xParams: xParams === undefined ? undefined : withoutKeys(parseLoose(xParams)),
      body: body !== undefined && "json" in body ? { json: withoutKeys(body.json) } : body,
    },
  };
}

function isText(value: Wanted): value is string {
  return typeof value === "string";
}

/** Everything in which a request differs from what a line wants; empty when the line answers it. */
function compare(request: RequestContent, question: Question): Difference[] {
  const { content, wanted, anyOthers } = question;
  const differences: Difference[] = [];
  const note = (parameter: string, asked: string | null, recorded: string | null): void => {
    if (asked !== recorded) differences.push({ parameter, asked, recorded });
  };
  note("path", request.path, content.path);
  note("method", request.method, content.method);
  for (const [name, values] of wanted) {
    const asked = request.parameters.get(name);
    if (asked === undefined || !agrees(asked, values))
      note(name, asked?.join(", ") ?? null, values.map(describeWanted).join(", "));
  }
  if (!anyOthers) {
    for (const [name, values] of request.parameters)
      if (!wanted.has(name)) note(name, values.join(", "), null);
  }
  // A line that leaves parameters open leaves open in which form they come.
  if (anyOthers && content.xParams === undefined && content.body === undefined) return differences;
  note("X-Params", textOf(request.xParams, canonical), textOf(content.xParams, canonical));
  note("body", textOf(request.body, bodyText), textOf(content.body, bodyText));
  return differences;
}

function textOf<Value>(value: Value | undefined, write: (value: Value) => string): string | null {
  return value === undefined ? null : write(value);
}

/** Repeated parameters are sets: their order asks for nothing else. */
function agrees(asked: readonly string[], wanted: readonly Wanted[]): boolean {
  if (wanted.every(isText)) {
    const sorted = wanted.toSorted();
    return (
      asked.length === sorted.length &&
      asked.toSorted().every((value, index) => value === sorted[index])
    );
  }
  return wanted.every((one) =>
    asked.some((value) => (isText(one) ? value === one : value !== "" && Number(value) >= one.min)),
  );
}

function describeWanted(wanted: Wanted): string {
  return isText(wanted) ? wanted : `at least ${wanted.min}`;
}

function nearest(
  groups: readonly Group[],
  request: RequestContent,
): { nearest: RecordedExchange; differences: readonly Difference[] } {
  let best: { group: Group; differences: readonly Difference[]; distance: number } | undefined;
  for (const group of groups) {
    const differences = compare(request, group.question);
    const distance = distanceOf(request, group.question, differences);
    if (best === undefined || distance < best.distance) best = { group, differences, distance };
  }
  const exchange = best?.group.exchanges[0];
  if (best === undefined || exchange === undefined) throw new Error("Cannot match: no recordings");
  return { nearest: exchange, differences: best.differences };
}

/** A shared path counts more than any number of parameters. */
function distanceOf(
  request: RequestContent,
  { content }: Question,
  differences: readonly Difference[],
): number {
  const asked = request.path.split("/");
  const recorded = content.path.split("/");
  const parts = Math.max(asked.length, recorded.length);
  const differing = Array.from({ length: parts }, (_, index) => index).filter(
    (index) => asked[index] !== recorded[index],
  ).length;
  return differing * 1000 + differences.length;
}
