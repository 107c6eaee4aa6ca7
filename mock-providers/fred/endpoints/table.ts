/** Every path the mock answers, with what it is for; the declaration shows the same list. */
import * as categories from "./categories.ts";
import { bulkObservations } from "./bulk-observations.ts";
import type { Endpoint } from "./ask.ts";
import { fredgraph } from "./fredgraph.ts";
import * as geofred from "./geofred.ts";
import * as oneSeries from "./one-series.ts";
import * as releaseDates from "./release-dates.ts";
import { tables } from "./release-tables.ts";
import * as releases from "./releases.ts";
import * as lists from "./series-lists.ts";
import { shapesFile } from "./shapes.ts";
import * as tags from "./tags.ts";

export interface Route {
  readonly summary: string;
  readonly endpoint: Endpoint;
  /** `query` unless told otherwise: where the API key is looked for. */
  readonly key?: "header" | "none";
  /** File types besides xml and json. */
  readonly packed?: boolean;
}

const route = (summary: string, endpoint: Endpoint): Route => ({ summary, endpoint });

export const routeTable: Readonly<Record<string, Route>> = {
  "/fred/series": route("A series", oneSeries.series),
  "/fred/series/observations": {
    summary: "Its observations",
    endpoint: oneSeries.observations,
    packed: true,
  },
  "/fred/series/vintagedates": route("The days it was released", oneSeries.vintageDates),
  "/fred/series/categories": route("Its categories", categories.ofSeries),
  "/fred/series/release": route("Its release", releases.ofSeries),
  "/fred/series/tags": route("Its tags", tags.seriesTags),
  "/fred/series/search": route("Series by words or id", lists.search),
  "/fred/series/search/tags": route("The tags of a search", tags.searchTags),
  "/fred/series/search/related_tags": route(
    "Tags that occur with others in a search",
    tags.searchRelatedTags,
  ),
  "/fred/series/updates": route("Series updated in the last two weeks", lists.updates),
  "/fred/tags": route("All tags", tags.tags),
  "/fred/related_tags": route("Tags that occur with others", tags.relatedTags),
  "/fred/tags/series": route("Series that have all of some tags", lists.ofTags),
  "/fred/category": route("A category", categories.category),
  "/fred/category/children": route("Its children", categories.children),
  "/fred/category/related": route("Its relatives", categories.related),
  "/fred/category/series": route("Its series", lists.ofCategory),
  "/fred/category/tags": route("The tags of its series", tags.categoryTags),
  "/fred/category/related_tags": route(
    "Tags that occur with others in it",
    tags.categoryRelatedTags,
  ),
  "/fred/releases": route("All releases", releases.releases),
  "/fred/releases/dates": route("When all releases published", releaseDates.ofAll),
  "/fred/release": route("A release", releases.release),
  "/fred/release/dates": route("When it published", releaseDates.ofRelease),
  "/fred/release/series": route("Its series", lists.ofRelease),
  "/fred/release/sources": route("Who makes it", releases.sourcesOfRelease),
  "/fred/release/tags": route("The tags of its series", tags.releaseTags),
  "/fred/release/related_tags": route("Tags that occur with others in it", tags.releaseRelatedTags),
  "/fred/release/tables": route("Its series as a tree", tables),
  "/fred/sources": route("All sources", releases.sources),
  "/fred/source": route("A source", releases.source),
  "/fred/source/releases": route("Its releases", releases.ofSource),
  "/geofred/series/group": route("The group a regional series is of", geofred.seriesGroup),
  "/geofred/series/data": route("All regions of its group", geofred.seriesData),
  "/geofred/regional/data": route("All regions of a group", geofred.regionalData),
  "/geofred/shapes/file": route("Shapes of regions", shapesFile),
  "/fred/v2/release/observations": {
    summary: "All observations of a release at once",
    endpoint: bulkObservations,
    key: "header",
  },
  "/graph/fredgraph.csv": { summary: "Newest values as CSV", endpoint: fredgraph, key: "none" },
  "/fredgraph.csv": { summary: "The same", endpoint: fredgraph, key: "none" },
};

/** Clients sometimes double a slash. */
export function findRoute(method: string, path: string): Route | undefined {
  if (method !== "GET") return undefined;
  const plain = path.includes("//") ? path.replace(/\/{2,}/g, "/") : path;
  return Object.hasOwn(routeTable, plain) ? routeTable[plain] : undefined;
}
