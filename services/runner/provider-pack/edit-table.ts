/** Adds a line, and its import, to a table of the code: the literal that ends in `} as const satisfies`. */
export function addToTable(
  text: string,
  addition: { readonly file: string; readonly line: string; readonly importLine?: string },
): string {
  const { file, line, importLine } = addition;
  const end = text.indexOf("} as const satisfies");
  if (end === -1)
    throw new Error(`Cannot add to ${file}: expected a table that ends in "} as const satisfies"`);
  const withLine = `${text.slice(0, end)}${line}\n${text.slice(end)}`;
  if (importLine === undefined) return withLine;
  const imports = [...withLine.matchAll(/^import [^;]+;\n/gm)];
  const last = imports.at(-1);
  if (last === undefined) throw new Error(`Cannot add to ${file}: expected imports`);
  const at = last.index + last[0].length;
  return `${withLine.slice(0, at)}${importLine}\n${withLine.slice(at)}`;
}
