/** Answers about the data: child routes, a leaf's own description, its facets and their values. */
import { apiError, answer, jsonEnvelope, type Echo } from "./answers.ts";
import type { MockAnswer, MockRequest } from "../kit/types.ts";
import type { Leaf } from "./leaf.ts";
import { encodeJson, type JsonValue } from "./php-json.ts";
import type { Route } from "./route-names.ts";
import { columnText, type Timeline } from "./timeline.ts";

/** The root answers with its routes alone, every other inner route says who it is first. */
export function describeRoute(route: Route): JsonValue {
  const { id, name, description, routes = [] } = route;
  const children = routes.map((child) => ({
    id: child.id,
    name: child.name,
    description: child.description,
  }));
  return id === "" ? { routes: children } : { id, name, description, routes: children };
}

/** As samples/eia/petroleum_pri_spt_metadata.json; the periods are those of the default frequency. */
export function describeLeaf(leaf: Leaf, timelines: readonly Timeline[], nowMs: number): JsonValue {
  const frequency = leaf.frequencies.find(({ id }) => id === leaf.defaultFrequency);
  const { startPeriod, endPeriod } = periodsOf(timelines, nowMs);
  return {
    id: leaf.id,
    ...(leaf.name === undefined ? {} : { name: leaf.name }),
    description: leaf.description,
    frequency: leaf.frequencies.map(({ id, alias, description, query, format }) => ({
      id,
      ...(alias === undefined ? {} : { alias }),
      description,
      query,
      format,
    })),
    facets: leaf.facets.map(({ id, description }) => ({ id, description })),
    // Petroleum really answers with an empty list here.
    data: Object.fromEntries(leaf.columns.map(({ id, about }) => [id, about ?? []])),
    startPeriod,
    endPeriod,
    defaultDateFormat: frequency?.format ?? "",
    defaultFrequency: leaf.defaultFrequency,
  };
}

/** `facet` lists the facets, `facet/{id}` the values of one. */
export function answerFacet(
  request: MockRequest,
  options: {
    readonly leaf: Leaf;
    readonly timelines: readonly Timeline[];
    readonly facetId: string | undefined;
    readonly echo: Echo;
  },
): MockAnswer {
  const { leaf, timelines, facetId, echo } = options;
  if (facetId === undefined) {
    const facetOptions = leaf.facets.map(({ id }) => id);
    const response = encodeJson({ totalFacetOptions: facetOptions.length, facetOptions });
    return answer(request, { body: jsonEnvelope(response, echo) });
  }
  const facet = leaf.facets.find(({ id }) => id === facetId);
  if (facet === undefined) return apiError(request, 404, "Not found.");
  const names = new Map(
    timelines.map((timeline) => [
      columnText(timeline, facet.id),
      columnText(timeline, facet.nameColumn),
    ]),
  );
  // Rows may hold nothing there: generators mostly belong to no unit.
  names.delete("");
  const facets = [...names].map(([id, name]) =>
    leaf.hasAliases === false ? { id, name } : { id, name, alias: `(${id}) ${name}` },
  );
  const response = encodeJson({ totalFacets: facets.length, facets });
  return answer(request, { body: jsonEnvelope(response, echo) });
}

/** Empty texts when nothing is published, or nothing is in the catalogue of a scope that has no more. */
function periodsOf(timelines: readonly Timeline[], nowMs: number) {
  const texts = timelines.flatMap((timeline) => {
    const { axis, firstIndex } = timeline;
    const end = timeline.publishedBefore(nowMs);
    return end > firstIndex ? [{ start: axis.text(firstIndex), end: axis.text(end - 1) }] : [];
  });
  return {
    startPeriod: texts.reduce(
      (least, { start }) => (least === "" || start < least ? start : least),
      "",
    ),
    endPeriod: texts.reduce((most, { end }) => (end > most ? end : most), ""),
  };
}
