/**
 * Which parameters, headers and JSON members hold something that must not be kept. The one table of them: journal,
 * ledger, logs and recordings of the mocks ask here.
 */

/** Paging tokens look like secrets and are part of the question. */
const secret =
  /^(?:(?:x[-_])?(?:api[-_]?)?key|(?:api|app|access|auth|secret|user|registration|subscription|ocp-apim-subscription|x-functions)[-_]?key|(?:x[-_])?(?:api|access|auth|authentication|authorization|bearer|csrf|id|refresh|security|session|xsrf|amz-security)?[-_]?token|(?:proxy-)?auth(?:orization)?|(?:client|api|app|shared)?[-_]?secret|pass(?:word|wd|phrase)?|pwd|sig(?:nature)?|x-amz-(?:signature|credential)|session(?:[-_]?id)?|credentials?|(?:set-)?cookie2?)$/i;

/** The last part counts: `params[api_key]` is one too. */
export function isSecretName(name: string): boolean {
  const parts = name.split(/[[\].]+/).filter((part) => part !== "");
  return secret.test(parts.at(-1) ?? name);
}

/** Of headers more is known: whatever ends like one is one, whoever invented it. */
export function isSecretHeader(name: string): boolean {
  return isSecretName(name) || /(?:^|-)(?:key|token|secret|auth|authorization|cookie)$/i.test(name);
}

/** Source of a pattern for the names whose value is a secret wherever they stand in a text, percent-encoded too. */
export const secretNameInText =
  "(?:api|app|registration|subscription)(?:_|-|%5f|%2d|%255f)?key|(?:access|refresh|id|auth)(?:_|-|%5f|%2d)token|client(?:_|-|%5f|%2d)secret";

/** Parameters clients add so that nobody answers from a cache; they ask for nothing. */
const cacheBuster = /^(?:_|_t|_ts|_dc|cb|no_?cache|cache_?bust(?:er|ing)?|rnd|rand)$/i;

export function isCacheBuster(name: string): boolean {
  return cacheBuster.test(name);
}

/** What stands in the place of a removed value; one word for each kind, so that a replay can put the client's own there. */
export function placeholderOf(name: string): string {
  return `REMOVED_${name
    .replace(/[^a-z0-9]+/gi, "_")
    .replace(/^_|_$/g, "")
    .toUpperCase()}`;
}
