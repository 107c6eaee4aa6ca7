/**
 * Climate Data Online, version 2: https://www.ncdc.noaa.gov/cdo-web/webservices/v2
 * What could not be verified is listed in docs/mock-api-differences.md.
 */
import { gzipAnswer } from "../../kit/gzip-answer.ts";
import type { MockAnswer, MockRequest } from "../../kit/types.ts";
import type { NoaaWorld } from "../world/world.ts";
import { type Inventory, createInventory } from "./inventory.ts";
import {
  type CollectionName,
  answerCollection,
  answerElement,
  collections,
} from "./collections.ts";
import { type DataAnswer, answerData } from "./data-answer.ts";
import { createGate } from "./gate.ts";
import { CdoRefusal } from "./refusal.ts";

export const cdoRoot = "/cdo-web/";
const apiRoot = "/cdo-web/api/v2/";

export type AnswerCdo = (
  request: MockRequest,
  options: { readonly throttled: boolean },
) => MockAnswer | Promise<MockAnswer>;

export function createCdo(world: NoaaWorld): AnswerCdo {
  const inventory = createInventory(world);
  const gate = createGate();
  return (request, { throttled }) => {
    if (request.method === "OPTIONS") return { status: 200, headers: commonHeaders, body: "" };
    if (request.method !== "GET") return webPage(405, "Method Not Allowed", { Allow: "GET" });
    const parts = partsOf(request.path);
    if (parts === undefined) return webPage(404, "Not Found");
    try {
      gate.check(request.headers["token"], { nowMs: request.nowMs, throttled });
      const content = answerPath(parts, { request, inventory, world });
      if (content === undefined) return webPage(404, "Not Found");
      const { text, served } = content;
      const answer = { status: 200, headers: jsonHeaders, body: text };
      return gzipAnswer(request, served === undefined ? answer : { ...answer, served });
    } catch (error) {
      if (!(error instanceof CdoRefusal)) throw error;
      return gzipAnswer(request, { status: error.status, headers: jsonHeaders, body: error.body });
    }
  };
}

/** Path below the API's root, decoded; undefined when it lies elsewhere or cannot be decoded. */
function partsOf(path: string): readonly string[] | undefined {
  if (!path.startsWith(apiRoot)) return undefined;
  try {
    const parts = path.slice(apiRoot.length).split("/").map(decodeURIComponent);
    return parts.at(-1) === "" ? parts.slice(0, -1) : parts;
  } catch {
    return undefined; // A percent sign without two digits: no such path.
  }
}

function answerPath(
  parts: readonly string[],
  context: {
    readonly request: MockRequest;
    readonly inventory: Inventory;
    readonly world: NoaaWorld;
  },
): DataAnswer | undefined {
  const { request, inventory, world } = context;
  const [name = "", id, ...rest] = parts;
  if (rest.length > 0) return undefined;
  const query = new URLSearchParams(request.query);
  if (name === "data") {
    return id === undefined ? answerData(inventory, world.tables, query, request.nowMs) : undefined;
  }
  if (!isCollection(name)) return undefined;
  const text =
    id === undefined
      ? answerCollection(name, inventory, query, request.nowMs)
      : answerElement(name, inventory, id, request.nowMs);
  return { text, served: undefined };
}

function isCollection(name: string): name is CollectionName {
  return Object.hasOwn(collections, name);
}

/** As recorded in 2018. */
const commonHeaders = {
  Server: "Apache-Coyote/1.1",
  "Strict-Transport-Security": "max-age=31536000",
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET",
  "Access-Control-Allow-Headers": "token",
} as const;

const jsonHeaders = {
  ...commonHeaders,
  "Content-Type": "application/json;charset=UTF-8",
  Vary: "Accept-Encoding",
} as const;

/** What the servlet container says by itself. */
function webPage(
  status: number,
  reason: string,
  extra: Readonly<Record<string, string>> = {},
): MockAnswer {
  return {
    status,
    headers: { ...commonHeaders, "Content-Type": "text/html;charset=utf-8", ...extra },
    body: `<html><head><title>Error ${status}</title></head><body><h1>HTTP Status ${status} - ${reason}</h1></body></html>`,
  };
}
