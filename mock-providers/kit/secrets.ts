/**
 * Finds the keys, tokens and secrets of an exchange and takes them out of everything that is kept: by name where a
 * name says what stands there, and by value wherever the value turns up again, in any usual way of writing it.
 */
import type { IncomingHttpHeaders } from "node:http";
import { type JsonValue, parseLoose } from "./parse-loose.ts";
import { isSecretHeader, isSecretName, placeholderOf, secretNameInText } from "./secret-names.ts";

export interface Secret {
  /** Of the parameter, header or member it was found under. */
  readonly name: string;
  readonly value: string;
}

/** Shorter values are taken out beside their names only: "a" stands everywhere and betrays nothing. */
const valueCharactersMin = 6;
/** Longer ones are known by their beginning: what begins like the secret is taken out as far as a value goes. */
const valueCharactersMax = 512;

export function secretsOfRequest(request: {
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}): Secret[] {
  const { query, headers, body } = request;
  const xParams = headers["x-params"];
  const text = body.toString("utf8");
  const bodyContent = parseLoose(text);
  return [
    ...secretsOfQuery(query),
    ...Object.entries(headers).flatMap(([name, value]) => secretsOfHeader(name, value)),
    ...(typeof xParams === "string" ? secretsOfJson(parseLoose(xParams)) : []),
    ...(typeof bodyContent === "object"
      ? secretsOfJson(bodyContent)
      : /^[^\s=]+=/.test(text)
        ? secretsOfQuery(text)
        : []),
  ].filter(({ value }) => value !== "");
}

/** Cookies and tokens an answer sets. */
export function secretsOfAnswer(headers: IncomingHttpHeaders): Secret[] {
  return Object.entries(headers).flatMap(([name, value]) => secretsOfHeader(name, value));
}

/** Of a target in absolute form, as a client sends it to a proxy: its user and password. */
export function secretsOfTarget(target: string): Secret[] {
  const user = /^[a-z][a-z0-9+.-]*:\/\/([^/?#@]*)@/i.exec(target)?.[1];
  if (user === undefined) return [];
  return user.split(":").flatMap((value) => {
    const [[plain] = [""]] = new URLSearchParams(value.replaceAll("+", "%2B"));
    return [value, plain].map((one) => ({ name: "user", value: one }));
  });
}

/** Addresses in addresses are looked into so far. */
const nestedMax = 3;

function secretsOfQuery(query: string, depth = 0): Secret[] {
  return query.split("&").flatMap((pair) => {
    const [[name, value] = ["", ""]] = new URLSearchParams(pair);
    if (!isSecretName(name)) {
      if (depth === nestedMax || !value.includes("=")) return [];
      return secretsOfQuery(value.slice(value.indexOf("?") + 1), depth + 1);
    }
    const mark = pair.indexOf("=");
    return [
      { name, value },
      { name, value: pair.slice(mark + 1) },
    ];
  });
}

function secretsOfHeader(name: string, value: string | readonly string[] | undefined): Secret[] {
  if (value === undefined || !isSecretHeader(name)) return [];
  return [value].flat().flatMap((text): Secret[] => {
    if (/cookie/i.test(name)) {
      // `name=value; other=value`; attributes such as Path come along and are too short or harmless.
      const first = /^set-/i.test(name) ? text.split(";").slice(0, 1) : text.split(";");
      return first.map((part) => ({ name: "cookie", value: part.replace(/^[^=]*=/, "").trim() }));
    }
    const credentials = text.replace(/^(?:basic|bearer|digest|negotiate|token|apikey)\s+/i, "");
    const basic = /^basic\s/i.test(text) ? Buffer.from(credentials, "base64").toString("utf8") : "";
    return [credentials, basic, ...basic.split(":")].map((secret) => ({ name, value: secret }));
  });
}

/** Without recursion: a client may nest as deep as its body is long. */
function secretsOfJson(content: JsonValue): Secret[] {
  const secrets: Secret[] = [];
  const open: { readonly name?: string; readonly value: JsonValue }[] = [{ value: content }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { name, value } = next;
    if (typeof value !== "object" || value === null) {
      if (name !== undefined && value !== null) secrets.push({ name, value: String(value) });
      continue;
    }
    // Everything below a secret name is a secret of that name.
    const isList = Array.isArray(value);
    for (const [member, inner] of Object.entries(value)) {
      const own = !isList && isSecretName(member) ? member : undefined;
      const above = name ?? own;
      open.push(above === undefined ? { value: inner } : { name: above, value: inner });
    }
  }
  return secrets;
}

/** Replaces secrets in text whose characters are bytes (latin1), or in plain ASCII text. */
export interface SecretRemover {
  /** Takes everything out of a whole text. */
  clean(text: string): string;
  /** As `clean` for a text that comes in pieces: returns what is certain by now, and the rest at `last`. */
  piece(text: string, last: boolean): string;
  /** Names of what was taken out so far. */
  readonly removed: ReadonlySet<string>;
}

/** A name whose value is a secret wherever it stands in a text: quoted, in a query or percent-encoded. */
const secretName =
  `(${secretNameInText})` +
  // JSON, a query or an attribute, and each of them escaped once more.
  `((?:\\\\?["']|&quot;|%22)?\\s{0,8}(?:[:=]|%3a|%3d|%253d)\\s{0,8}(?:\\\\?["']|&quot;|%22)?)` +
  `(?!REMOVED_|\\{|\\[|null\\b|true\\b|false\\b)`;
/** An unknown value ends where text, query or markup goes on. */
const unknownCharacter = `(?:(?!&quot;|&amp;|%26|%22|%2526)[^\\s"'&<>,;)}\\]\\\\#])`;
const unknownValue = `${unknownCharacter}{1,${valueCharactersMax}}`;

export function createSecretRemover(secrets: readonly Secret[]): SecretRemover {
  const removed = new Set<string>();
  const known = new Map<string, string>();
  for (const { name, value } of secrets) {
    const short = value.slice(0, valueCharactersMax);
    if (short.length >= valueCharactersMin && !known.has(short)) known.set(short, name);
  }
  // Longest first: a secret may begin with another.
  const values = [...known].sort(([a], [b]) => b.length - a.length);
  const writings = values.map(([value]) => anyWriting(value) + restOf(value));
  const named = `${secretName}(${[...writings, unknownValue].join("|")})`;
  const pattern = new RegExp([named, ...writings.map((one) => `(${one})`)].join("|"), "gi");
  const longest = Math.max(valueCharactersMax, ...values.map(([value]) => value.length));
  // An escaped character takes up to eight: `&#x0041;`.
  const held = longest * 8 + 200;
  let rest = "";

  function replace(found: RegExpExecArray): string {
    // Groups that took no part are undefined, whatever the type says.
    const [, name, between, value, ...alone]: (string | undefined)[] = found;
    if (name !== undefined && value !== undefined) {
      const plain = name.replace(/%(?:25)?5f/gi, "_");
      removed.add(plain.toLowerCase());
      return `${name}${between ?? ""}${placeholderOf(plain)}`;
    }
    const index = alone.findIndex((writing) => writing !== undefined);
    const kind = values[index]?.[1] ?? "secret";
    removed.add(kind.toLowerCase());
    return placeholderOf(kind);
  }

  function run(text: string, last: boolean): string {
    rest += text;
    const certain = last ? rest.length : Math.max(0, rest.length - held);
    let out = "";
    let at = 0;
    pattern.lastIndex = 0;
    for (let found = pattern.exec(rest); found !== null; found = pattern.exec(rest)) {
      if (found.index >= certain) break;
      out += rest.slice(at, found.index) + replace(found);
      at = pattern.lastIndex;
    }
    const end = Math.max(at, certain);
    out += rest.slice(at, end);
    rest = rest.slice(end);
    return out;
  }

  return {
    removed,
    clean: (text) => {
      const kept = rest;
      rest = "";
      const out = run(text, true);
      rest = kept;
      return out;
    },
    piece: run,
  };
}

function restOf(value: string): string {
  return value.length < valueCharactersMax ? "" : `${unknownCharacter}{0,32768}`;
}

/** A pattern for the value in any mixture of plain, percent-encoded (once or twice), JSON- and HTML-escaped characters. */
function anyWriting(value: string): string {
  // Bytes, as bodies are looked at.
  return Array.from(Buffer.from(value), anyWritingOf).join("");
}

const htmlNames: Readonly<Record<string, string>> = {
  '"': "quot",
  "&": "amp",
  "'": "apos",
  "<": "lt",
  ">": "gt",
};

function anyWritingOf(code: number): string {
  const character = String.fromCharCode(code);
  const hex = code.toString(16).padStart(2, "0");
  const plain = /[a-z0-9]/i.test(character) ? character : `\\x${hex}`;
  // Letters and digits of keys are hardly ever escaped one by one, but a client may do it.
  const forms = [plain, `%(?:25)?${hex}`, `\\\\u00${hex}`, `&#(?:x0{0,2}${hex}|0{0,2}${code});`];
  if (character === " ") forms.push("\\+");
  if (/["\\/]/.test(character)) forms.push(`\\\\\\x${hex}`);
  const name = htmlNames[character];
  if (name !== undefined) forms.push(`&${name};`);
  return `(?:${forms.join("|")})`;
}
