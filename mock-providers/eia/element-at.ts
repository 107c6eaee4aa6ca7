/** The element at an index that must be inside the list; a wrong index is a programming mistake. */
export function elementAt<Element>(list: readonly Element[], index: number): Element {
  const element = list[index];
  if (element === undefined) {
    throw new Error(`No element ${String(index)} in a list of ${String(list.length)}`);
  }
  return element;
}
