/**
 * Patterns in which `*` stands for any text. Matched without regular expressions, in time that grows with the
 * text times the pattern at worst, so that no pattern can hold up the mock.
 */
export type Matches = (text: string) => boolean;

export function compileGlob(pattern: string | undefined): Matches {
  if (pattern === undefined || pattern === "*") return () => true;
  const parts = pattern.split("*");
  const [first = ""] = parts;
  const last = parts.at(-1) ?? "";
  if (parts.length === 1) return (text) => text === pattern;
  const middle = parts.slice(1, -1).filter((part) => part !== "");
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    const end = text.length - last.length;
    for (const part of middle) {
      const found = text.indexOf(part, at);
      if (found === -1 || found + part.length > end) return false;
      at = found + part.length;
    }
    return true;
  };
}
