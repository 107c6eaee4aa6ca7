/**
 * Mock of the World Bank's Indicators API v2: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589
 * Facts come from the documentation, recorded answers and the requests of public clients; what could not be verified
 * is listed in docs/mock-api-differences.md. An answer is a function of the request, its instant and the world.
 * The original has no key and no documented rate limit, so there is nothing to throttle.
 */
import type { CreateMockProvider, MockAnswer, MockProvider, MockRequest } from "../kit/types.ts";
import { answerAdvanced } from "./advanced.ts";
import { readFormat, refuse, serverError, type Format } from "./answers.ts";
import { answerData } from "./data-answer.ts";
import { createExpandRange } from "./expand-range.ts";
import {
  answerIndicatorsOf,
  answerIndicatorsOfCountries,
  answerMembers,
  answerMetadata,
  type MetadataRequest,
} from "./metadata.ts";
import { endpointOf, readRequest, type Query } from "./read-request.ts";
import { unknownEndpoint, unknownLanguage } from "./refusals.ts";
import { createWorld, type WorldBankWorld } from "./world.ts";

export const createWorldBankProvider: CreateMockProvider = (options) => {
  const world = createWorld(options);
  const provider: MockProvider = {
    name: "worldbank",
    catalogue: world.catalogue,
    throttled: true,
    expand: createExpandRange(world),
    answer: (request) => answerRequest(world, request),
  };
  return provider;
};

function answerRequest(world: WorldBankWorld, request: MockRequest): MockAnswer {
  const read = readRequest(request);
  if (read.outcome === "too-long") return serverError(400, "Bad Request - Request Too Long");
  if (read.outcome === "elsewhere") return serverError(404, "Not Found");
  if (request.method !== "GET") {
    return serverError(405, "Method Not Allowed", { Allow: "GET, HEAD" });
  }
  const form = readFormat(read.query);
  if (form.outcome === "refused") return refuse({ kind: "xml" }, form.refusal);
  const { format } = form;
  if (read.outcome === "unknown-language") return refuse(format, unknownLanguage(read.code));
  return answerParts(world, { parts: read.parts, query: read.query, format, nowMs: request.nowMs });
}

interface Routed {
  readonly parts: readonly string[];
  readonly query: Query;
  readonly format: Format;
  readonly nowMs: number;
}

function answerParts(world: WorldBankWorld, routed: Routed): MockAnswer {
  const { parts, query, format, nowMs } = routed;
  const [name = "", ids, below, belowIds, ...rest] = parts;
  const state = world.stateAt(nowMs);
  const request: MetadataRequest = { format, query, state };
  const endpoint = endpointOf(name);
  if (endpoint === undefined) return refuse(format, unknownEndpoint(name.slice(0, 50)));
  const inner = endpointOf(below);
  if (ids === undefined || below === undefined) return answerMetadata(endpoint, ids, request);

  if (inner === "indicator" && rest.length === 0) {
    if (endpoint === "country") {
      return belowIds === undefined
        ? answerIndicatorsOfCountries(ids, request)
        : answerData(world, { format, query, nowMs, codes: ids, ids: belowIds });
    }
    if (endpoint === "topic" || endpoint === "source") {
      return answerIndicatorsOf(endpoint, ids, request);
    }
  }
  if (inner === "country" && belowIds === undefined) {
    if (endpoint === "region" || endpoint === "incomeLevel" || endpoint === "lendingType") {
      return answerMembers(endpoint, ids, request);
    }
  }
  if (endpoint === "source") {
    return answerAdvanced(world, { ...request, sourceId: ids, parts: parts.slice(2) });
  }
  return refuse(format, unknownEndpoint(below.slice(0, 50)));
}
