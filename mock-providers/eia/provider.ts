/**
 * Mock of the EIA Open Data API v2: https://www.eia.gov/opendata/documentation.php
 * Facts come from the provider's documents and recorded answers; what could not be verified is listed in
 * docs/mock-api-differences.md. An answer is a function of the request, its instant and the world.
 */
import type { CreateMockProvider, MockAnswer, MockProvider, MockRequest } from "../kit/types.ts";
import { answer, apiError, gateError, jsonEnvelope, type Echo } from "./answers.ts";
import { createBulk } from "./bulk.ts";
import { writeJsonAnswer, writeXmlAnswer } from "./data-answer.ts";
import { readDataQuery } from "./data-query.ts";
import { createDataReader, type DataReader } from "./data-reader.ts";
import { createExpandRange } from "./expand-range.ts";
import { createGate } from "./gate.ts";
import type { Leaf } from "./leaf.ts";
import { answerFacet, describeLeaf, describeRoute } from "./metadata.ts";
import type { Parameters, ParameterValue } from "./parameters.ts";
import { encodeJson } from "./php-json.ts";
import { readRequest } from "./read-request.ts";
import { findRoute } from "./route-tree.ts";
import { parseLegacyId } from "./series-id.ts";
import { columnText } from "./timeline.ts";
import { createWorld, type EiaWorld } from "./world.ts";

export const createEiaProvider: CreateMockProvider = (options) => {
  const world = createWorld(options);
  const gate = createGate();
  const readPage = createDataReader(world);
  const answerBulk = createBulk(world);
  const provider: MockProvider = {
    name: "eia",
    catalogue: world.catalogue,
    throttled: true,
    expand: createExpandRange(world),
    answer(request) {
      const { parts, key, echo, unreadable } = readRequest(request);
      const [first, file] = parts;
      if (first === "bulk" && file !== undefined && parts.length === 2) {
        return answerBulk(request, file);
      }
      // API v1 (`/series/`, `/category/`) is gone.
      if (first !== "v2") return apiError(request, 404, "Not found.");
      if (request.method === "OPTIONS") return preflight(request);
      const { nowMs } = request;
      const refusal = gate.check(key, { nowMs, throttled: provider.throttled });
      if (refusal !== undefined) return gateError(request, refusal);
      const below = parts.slice(1);
      const methods = allowedMethods(below);
      if (!methods.includes(request.method)) {
        return apiError(request, 405, "Method not allowed.", { Allow: methods.join(", ") });
      }
      if (unreadable !== undefined) return apiError(request, 400, unreadable);
      return answerRoute({ request, parts: below, echo, world, readPage });
    },
  };
  return provider;
};

interface RoutedRequest {
  readonly request: MockRequest;
  /** Path parts below `/v2`. */
  readonly parts: readonly string[];
  readonly echo: Echo;
  readonly world: EiaWorld;
  readonly readPage: DataReader;
}

function answerRoute(routed: RoutedRequest): MockAnswer {
  const { request, parts, echo, world } = routed;
  const [first, legacyId] = parts;
  if (first === "seriesid" && legacyId !== undefined && parts.length === 2) {
    return answerSeriesId(routed, legacyId);
  }
  const found = findRoute(parts);
  if (found.kind === "unknown") return apiError(request, 404, "Not found.");
  if (found.kind === "inner") {
    const body = jsonEnvelope(encodeJson(describeRoute(found.route)), echo);
    return answer(request, { body });
  }
  const { leaf, rest } = found;
  const [what, id] = rest;
  const timelines = world.timelines(leaf, leaf.defaultFrequency);
  if (what === undefined) {
    const response = encodeJson(describeLeaf(leaf, timelines, request.nowMs));
    return answer(request, { body: jsonEnvelope(response, echo) });
  }
  if (what === "facet" && rest.length <= 2) {
    return answerFacet(request, { leaf, timelines, facetId: id, echo });
  }
  if (what === "data" && rest.length === 1)
    return answerRows(routed, leaf, echo.parameters, "data");
  return apiError(request, 404, "Not found.");
}

function answerSeriesId(routed: RoutedRequest, legacyId: string): MockAnswer {
  const { request, world, echo } = routed;
  const named = parseLegacyId(legacyId).find(({ leaf, frequency, facets }) =>
    world
      .timelines(leaf, frequency)
      .some((timeline) =>
        [...facets].every(([name, value]) => columnText(timeline, name) === value),
      ),
  );
  if (named === undefined) {
    return apiError(request, 404, `Series ID '${legacyId}' is not valid.`);
  }
  // The id decides what is asked for; paging and period limits remain the client's.
  const parameters: Parameters = new Map<string, ParameterValue>([
    ["data", named.column],
    ["frequency", named.frequency],
    ["facets", new Map(named.facets)],
  ]);
  for (const name of ["start", "end", "offset", "length", "out"]) {
    const sent = echo.parameters.get(name);
    if (sent !== undefined) parameters.set(name, sent);
  }
  return answerRows(routed, named.leaf, parameters, "seriesid");
}

function answerRows(
  { request, echo, readPage }: RoutedRequest,
  leaf: Leaf,
  parameters: Parameters,
  kind: "data" | "seriesid",
): MockAnswer {
  const checked = readDataQuery(leaf, parameters);
  if (checked.outcome === "invalid") return apiError(request, 400, checked.message);
  const read = readPage(leaf, checked.query, request.nowMs);
  if (read.outcome === "invalid") return apiError(request, 400, read.message);
  const page = { ...read.page, echo };
  if (!checked.query.isXml) return answer(request, writeJsonAnswer(page, kind));
  return answer(request, { ...writeXmlAnswer(page), contentType: "text/xml" });
}

/** Rows may be asked for with a body; everything else is only read. The kit answers HEAD from GET. */
function allowedMethods(parts: readonly string[]): readonly string[] {
  return parts.at(-1) === "data" ? ["GET", "POST"] : ["GET"];
}

function preflight(request: MockRequest): MockAnswer {
  const methods = { "Access-Control-Allow-Methods": "GET, POST, OPTIONS" };
  return answer(request, { status: 204, body: "", extraHeaders: methods });
}
