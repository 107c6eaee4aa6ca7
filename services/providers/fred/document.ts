/**
 * FRED bodies, JSON or XML, to one shape: the members of the JSON form.
 * Errors come as XML even to requests for JSON now and then, so both forms are read everywhere.
 */
import { SandboxError, type ErrorCode } from "../../core/errors.ts";
import type { ProviderResponse } from "../connector.ts";
import {
  createJsonItems,
  isJsonObject,
  type JsonObject,
  readJsonAnswer,
  tryJsonObject,
} from "../json-answer.ts";
import { quote } from "../quote.ts";
import { isHtml, refusal } from "../refusal.ts";
import { isXml, readXml, createXmlItems } from "../xml-answer.ts";

/** JSON name of each list, the element XML uses for its members. */
const elements = {
  seriess: "series",
  observations: "observation",
  vintage_dates: "vintage_date",
} as const;

export type FredList = keyof typeof elements;

export interface FredDocument {
  readonly members: JsonObject;
  readonly rows: readonly unknown[];
  readonly recordType: "application/json" | "application/xml";
  rawRecord(index: number): string;
}

/** The document with its list. Throws PROVIDER_PAYLOAD_INVALID when it is broken or holds another list. */
export function readFredDocument(
  response: ProviderResponse,
  list: FredList,
  subject: string,
): FredDocument {
  const text = (): string => response.body.toString("utf8");
  const xml = !isHtml(response) && isXml(response.body);
  const members = xml ? membersOfXml(text(), list, subject) : readJsonAnswer(response, subject);
  const rows = members[list];
  if (!Array.isArray(rows)) {
    throw new SandboxError(
      "PROVIDER_PAYLOAD_INVALID",
      `Cannot read ${subject}: the members are ${quote(Object.keys(members).join(", "))}, expected a list "${list}"`,
    );
  }
  return {
    members,
    rows,
    recordType: xml ? "application/xml" : "application/json",
    rawRecord: xml ? createXmlItems(text, elements[list]) : createJsonItems(text, [list]),
  };
}

export interface FredError {
  /** The body's own code, which equals the HTTP status. */
  readonly status: number;
  readonly message: string;
}

/** What an error answer says; undefined when the body is no FRED error. */
export function fredErrorOf(response: ProviderResponse): FredError | undefined {
  const { body } = response;
  if (response.status === 200 && body.length > 4096) return undefined; // Errors are short.
  const error = isXml(body) ? xmlError(body) : jsonError(body);
  if (error === undefined || typeof error.message !== "string") return undefined;
  return { status: Number(error.code), message: error.message };
}

/** The error an answer stands for that is no data. */
export function refuseFred(response: ProviderResponse, subject: string): SandboxError {
  const error = fredErrorOf(response);
  if (error === undefined) return refusal(response, { subject });
  const says = quote(error.message);
  const status = response.status === 200 ? error.status : response.status;
  const code: { code?: ErrorCode } =
    status === 400 && error.message.includes("api_key") ? { code: "PROVIDER_UNAUTHORIZED" } : {};
  return refusal({ ...response, status }, { subject, says, ...code });
}

/** XML attributes and text become the members the JSON form has. */
function membersOfXml(text: string, list: FredList, subject: string): JsonObject {
  const root = readXml(text, [elements[list]], subject)[list];
  if (!isJsonObject(root)) return {};
  return { ...root, [list]: root[elements[list]] ?? [] };
}

function jsonError(body: Buffer): { code: unknown; message: unknown } | undefined {
  const document = tryJsonObject(body);
  return document?.["error_code"] === undefined
    ? undefined
    : { code: document["error_code"], message: document["error_message"] };
}

function xmlError(body: Buffer): { code: unknown; message: unknown } | undefined {
  try {
    const error = readXml(body.toString("utf8"), [], "FRED error")["error"];
    return isJsonObject(error) ? { code: error["code"], message: error["message"] } : undefined;
  } catch (problem) {
    if (problem instanceof SandboxError) return undefined; // Half an error; the caller shows its text.
    throw problem;
  }
}
