/** Puts the client's own keys where the recording has removed the original client's: providers echo them. */
import type { MockRequest } from "../kit/types.ts";
import { placeholderOf } from "../kit/secret-names.ts";
import { secretsOfRequest } from "../kit/secrets.ts";

export interface Filler {
  /** Escaped as in JSON, where nearly all echoes stand. */
  body(body: Buffer): Buffer;
  /** Percent-encoded: what stands in headers are addresses. */
  header(value: string): string;
}

/** `removed` names the kinds of secrets that were taken out of the exchange. */
export function createFiller(removed: readonly string[], request: MockRequest): Filler {
  const own = removed.length === 0 ? [] : secretsOfRequest(request);
  const values = removed.flatMap((name) => {
    const found = own.find((secret) => secret.name.toLowerCase() === name);
    return found === undefined ? [] : { placeholder: placeholderOf(name), value: found.value };
  });
  return {
    body(body) {
      const inside = values.filter(({ placeholder }) => body.includes(placeholder));
      if (inside.length === 0) return body;
      // Bytes one by one: a body need not be text in any particular encoding.
      let text = body.toString("latin1");
      for (const { placeholder, value } of inside) {
        const escaped = Buffer.from(JSON.stringify(value).slice(1, -1)).toString("latin1");
        text = text.replaceAll(placeholder, () => escaped);
      }
      return Buffer.from(text, "latin1");
    },
    header: (text) =>
      values.reduce(
        (filled, { placeholder, value }) =>
          filled.replaceAll(placeholder, () => encodeURIComponent(value)),
        text,
      ),
  };
}
