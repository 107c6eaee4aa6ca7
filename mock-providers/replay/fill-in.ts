/** Puts the client's own keys where the recording has removed the original client's: providers echo them. */
import type { MockRequest } from "../kit/types.ts";
import { placeholderOf } from "./secret-names.ts";
import { secretsOfRequest } from "./secrets.ts";

/** `removed` names the kinds of secrets that were taken out of the exchange. */
export function fillIn(body: Buffer, removed: readonly string[], request: MockRequest): Buffer {
  if (removed.length === 0) return body;
  let filled = body;
  for (const name of removed) {
    const placeholder = placeholderOf(name);
    const value = valueOf(name, request);
    if (value === undefined || !filled.includes(placeholder)) continue;
    // Bytes one by one: a body need not be text in any particular encoding.
    filled = Buffer.from(
      filled
        .toString("latin1")
        .replaceAll(placeholder, () => Buffer.from(value).toString("latin1")),
      "latin1",
    );
  }
  return filled;
}

/** Escaped as in JSON, where nearly all echoes stand. */
function valueOf(name: string, request: MockRequest): string | undefined {
  const found = secretsOfRequest(request).find((secret) => secret.name.toLowerCase() === name);
  return found === undefined ? undefined : JSON.stringify(found.value).slice(1, -1);
}
