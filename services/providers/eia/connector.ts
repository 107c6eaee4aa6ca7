/**
 * EIA Open Data API v2: facets and offset paging over query strings, answers in JSON.
 * Sources: the API's documentation, recorded answers, and the source of public clients.
 */
import { z } from "zod";
import { SandboxError, type ErrorCode } from "../../core/errors.ts";
import type {
  Cursor,
  FetchUnit,
  PageRequest,
  ParsedPage,
  ProviderAccess,
  ProviderConnector,
  ProviderResponse,
} from "../connector.ts";
import { isJsonObject, readJsonAnswer, tryJsonObject } from "../json-answer.ts";
import { quote } from "../quote.ts";
import { refusal } from "../refusal.ts";
import { eiaPageRows, parseEiaPage } from "./parse.ts";
import { periodsIn } from "./periods.ts";
import { facetsOf, frequencyOf, planEia } from "./plan.ts";
import { routeOf } from "./routes.ts";

const cursorSchema = z.strictObject({
  offset: z.int().min(0).describe("Rows of the unit that were read so far."),
});

export const eiaConnector: ProviderConnector = {
  provider: "eia",
  // About 9,000 requests an hour sustained, and under 5 a second.
  quota: [
    { points: 5, perMs: 1000 },
    { points: 9000, perMs: 3_600_000 },
  ],
  plan: planEia,
  request: requestPage,
  parse: parsePage,
};

function requestPage(unit: FetchUnit, cursor: Cursor | null, access: ProviderAccess): PageRequest {
  const frequency = frequencyOf(unit.series[0], unit.dataset);
  const range = periodsIn(frequency, unit);
  if (range === undefined) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot ask EIA ${unit.dataset} for "${unit.unit}": no ${frequency} period starts in its range, expected at least one`,
    );
  }
  const route = routeOf(unit.dataset);
  const query = new URLSearchParams({ frequency });
  for (const [index, column] of route.columns.entries()) query.set(`data[${index}]`, column);
  for (const [facet, values] of facetsOf(unit)) {
    for (const value of values) query.append(`facets[${facet}][]`, value);
  }
  query.set("start", range.start);
  query.set("end", range.end);
  // Without a full sort the order is fixed but arbitrary, and pages of a changing table may overlap.
  for (const [index, column] of ["period", ...route.facets].entries()) {
    query.set(`sort[${index}][column]`, column);
    query.set(`sort[${index}][direction]`, "asc");
  }
  query.set("offset", String(readOffset(cursor)));
  query.set("length", String(eiaPageRows));
  const description = `/v2/${unit.dataset}/data/?${query.toString()}`;
  return {
    url: `${access.baseUrl}${description}&api_key=${encodeURIComponent(access.apiKey)}`,
    headers: { accept: "application/json" },
    description,
  };
}

function parsePage(unit: FetchUnit, cursor: Cursor | null, response: ProviderResponse): ParsedPage {
  const offset = readOffset(cursor);
  const subject = `EIA ${unit.dataset} of ${unit.unit} from row ${offset}`;
  if (response.status !== 200) throw refuseAnswer(response, subject);
  const document = readJsonAnswer(response, subject);
  if (document["error"] !== undefined) throw refuseAnswer(response, subject);
  return parseEiaPage({
    document,
    text: () => response.body.toString("utf8"),
    unit,
    offset,
    subject,
  });
}

/**
 * The gateway nests an object under `error`, the API puts text there and a numeric `code` beside it;
 * before 2.1.10 the API's refusals came with status 200.
 */
function refuseAnswer(response: ProviderResponse, subject: string): SandboxError {
  const document = tryJsonObject(response.body) ?? {};
  const error = document["error"];
  if (isJsonObject(error)) {
    const says = quote(`${String(error["code"])} ${String(error["message"])}`);
    const code = gateCode(String(error["code"]), String(error["message"]));
    return refusal(response, { subject, says, ...(code === undefined ? {} : { code }) });
  }
  const says = typeof error === "string" ? { says: quote(error) } : {};
  const stated = document["code"];
  return response.status === 200 && typeof stated === "number"
    ? refusal({ ...response, status: stated }, { subject, ...says })
    : refusal(response, { subject, ...says });
}

/**
 * A key that was suspended for over-use comes with status 403 in the same envelope and works again after
 * seconds to minutes: that is a rate limit, not a wrong key.
 */
function gateCode(code: string, message: string): ErrorCode | undefined {
  if (code === "API_KEY_MISSING" || code === "API_KEY_INVALID") return "PROVIDER_UNAUTHORIZED";
  const overUse =
    code === "OVER_RATE_LIMIT" || /suspend|rate limit|over-?use|temporar/i.test(message);
  return overUse ? "PROVIDER_RATE_LIMITED" : undefined;
}

function readOffset(cursor: Cursor | null): number {
  return cursor === null ? 0 : cursorSchema.parse(cursor).offset;
}
