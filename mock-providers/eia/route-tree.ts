/** From path parts below `/v2` to what they name: an inner route, a leaf with rows, or nothing. */
import type { Leaf } from "./leaf.ts";
import { leaves } from "./leaves.ts";
import { root, type Route } from "./route-names.ts";

export type FoundRoute =
  | { readonly kind: "inner"; readonly route: Route }
  | { readonly kind: "leaf"; readonly leaf: Leaf; readonly rest: readonly string[] }
  | { readonly kind: "unknown" };

const byRoute = new Map(leaves.map((leaf) => [leaf.route, leaf]));
const depthMax = Math.max(...leaves.map(({ route }) => route.split("/").length));

/** `rest` is what follows a leaf, such as `data` or `facet`. */
export function findRoute(parts: readonly string[]): FoundRoute {
  for (let depth = 1; depth <= Math.min(parts.length, depthMax); depth++) {
    const leaf = byRoute.get(parts.slice(0, depth).join("/"));
    if (leaf !== undefined) return { kind: "leaf", leaf, rest: parts.slice(depth) };
  }
  let route = root;
  for (const part of parts) {
    const next = route.routes?.find(({ id }) => id === part);
    if (next?.routes === undefined) return { kind: "unknown" };
    route = next;
  }
  return { kind: "inner", route };
}
