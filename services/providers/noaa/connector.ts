/**
 * NOAA Climate Data Online v2: one GET with stations and datatypes, offset paging from 1, a token in a header.
 * Sources: https://www.ncdc.noaa.gov/cdo-web/webservices/v2, recorded answers, and public clients.
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
import { type JsonObject, readJsonAnswer, tryJsonObject } from "../json-answer.ts";
import { quote } from "../quote.ts";
import { refusal } from "../refusal.ts";
import { parseNoaaPage } from "./parse.ts";
import { daysIn, planNoaa, selectionOf } from "./plan.ts";

/** The most rows the service sends in one answer. */
const pageRows = 1_000;

const cursorSchema = z.strictObject({
  offset: z.int().min(1).describe("Position of the next row of the unit, from 1."),
  count: z.number().optional().describe("Rows of the unit as the page before counted them."),
});

export const noaaConnector: ProviderConnector = {
  provider: "noaa",
  quota: [
    { points: 5, perMs: 1_000 },
    { points: 10_000, perMs: 86_400_000 },
  ],
  plan: planNoaa,
  request: requestPage,
  parse: parsePage,
};

function requestPage(unit: FetchUnit, cursor: Cursor | null, access: ProviderAccess): PageRequest {
  const days = daysIn(unit);
  if (days === undefined) {
    throw new SandboxError(
      "CONFIG_INVALID",
      `Cannot ask NOAA ${unit.dataset} for "${unit.unit}": no day starts in its range, expected at least one`,
    );
  }
  const { stations, datatypes } = selectionOf(unit);
  const query = new URLSearchParams({ datasetid: unit.dataset });
  for (const station of stations) query.append("stationid", station);
  for (const datatype of datatypes) query.append("datatypeid", datatype);
  query.set("startdate", days.first);
  query.set("enddate", days.last);
  // Without units daily values come in tenths and normals in tenths of °F.
  query.set("units", "metric");
  query.set("limit", String(pageRows));
  query.set("offset", String(readOffset(cursor)));
  const description = `/cdo-web/api/v2/data?${query.toString()}`;
  return {
    url: `${access.baseUrl}${description}`,
    headers: { accept: "application/json", token: access.apiKey },
    description,
  };
}

function parsePage(unit: FetchUnit, cursor: Cursor | null, response: ProviderResponse): ParsedPage {
  const offset = readOffset(cursor);
  const subject = `NOAA ${unit.dataset} of ${unit.unit} from row ${offset}`;
  if (response.status !== 200) throw refuseAnswer(response, subject);
  const document = readJsonAnswer(response, subject);
  if (document["statusCode"] !== undefined) throw refuseAnswer(response, subject);
  return parseNoaaPage({
    document,
    text: () => response.body.toString("utf8"),
    dataset: unit.dataset,
    offset,
    counted: cursor === null ? undefined : cursorSchema.parse(cursor).count,
    pageRows,
    subject,
  });
}

/** The gateway says `message` and a text `status`, the application `developerMessage` and `statusCode`. */
function refuseAnswer(response: ProviderResponse, subject: string): SandboxError {
  const document = tryJsonObject(response.body) ?? {};
  const text = document["developerMessage"] ?? document["message"];
  const code = codeOf(document, text);
  const says = typeof text === "string" ? { says: quote(text) } : {};
  const stated = Number(document["statusCode"]);
  const status = response.status === 200 && stated >= 400 ? stated : response.status;
  return refusal(
    { ...response, status },
    { subject, ...says, ...(code === undefined ? {} : { code }) },
  );
}

/** A missing or unknown token comes as 400, like a wrong parameter. */
function codeOf(document: JsonObject, text: unknown): ErrorCode | undefined {
  const isAboutToken = typeof text === "string" && /\btoken\b/i.test(text);
  return document["status"] === "400" && isAboutToken ? "PROVIDER_UNAUTHORIZED" : undefined;
}

function readOffset(cursor: Cursor | null): number {
  return cursor === null ? 1 : cursorSchema.parse(cursor).offset;
}
