/** Takes keys out of what is written down about a request: its target, and words that may repeat a key it carried. */
import { isSecretName } from "./secret-names.ts";
import { type Secret, createSecretRemover } from "./secrets.ts";

/** Long enough that a provider's pages keep their place in it. */
const pathCharactersMax = 2_000;

/** A request target fit for records: API keys never reach them, and length is bounded. */
export function blotKeys(target: string): string {
  const mark = target.indexOf("?");
  const plain =
    mark === -1
      ? target
      : `${target.slice(0, mark)}?${target
          .slice(mark + 1)
          .split("&")
          .map(blotPair)
          .join("&")}`;
  const path = plain.replace(userInfo, "$1***@");
  return path.length > pathCharactersMax ? `${path.slice(0, pathCharactersMax)}…` : path;
}

/** Of a target in absolute form, as a client sends it to a proxy. */
const userInfo = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#@]*@/i;
const named = createSecretRemover([]);

function blotPair(pair: string): string {
  const equals = pair.indexOf("=");
  if (equals === -1) return pair;
  const name = pair.slice(0, equals);
  if (isSecretName(decoded(name))) return `${name}=***`;
  // An address in a value has parameters of its own.
  const value = pair.slice(equals + 1);
  return /=|%3d/i.test(value) ? `${name}=${named.clean(value)}` : pair;
}

function decoded(name: string): string {
  if (!/[%+]/.test(name)) return name;
  try {
    return decodeURIComponent(name.replaceAll("+", " ")).trim();
  } catch {
    // A broken escape is part of a name nobody reads as a key's.
    return name;
  }
}

/** A client that brings more wants the search for them to be slow: then nothing is quoted. */
const secretsMax = 20;
const secretCharactersMax = 2_000;

/** The text without the secrets, or undefined when there are too many of them to look for. */
export function withoutSecrets(text: string, secrets: readonly Secret[]): string | undefined {
  if (secrets.length === 0) return named.clean(text);
  const characters = secrets.reduce((sum, { value }) => sum + value.length, 0);
  if (secrets.length > secretsMax || characters > secretCharactersMax) return undefined;
  return createSecretRemover(secrets).clean(text);
}
