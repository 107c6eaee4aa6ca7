/**
 * CAISO OASIS: one SingleZip per unit, no paging, no key.
 * Sources: the operator's interface specification 5.1.x, recorded answers, and the source of public clients.
 * Every answer but the throttle is HTTP 200; refusals come as a zip with INVALID_REQUEST.xml.
 */
import { SandboxError, type ErrorCode } from "../../core/errors.ts";
import type {
  FetchUnit,
  PageRequest,
  ParsedPage,
  ProviderAccess,
  ProviderConnector,
  ProviderResponse,
} from "../connector.ts";
import { minuteMs } from "../calendar.ts";
import { excerpt, quote } from "../quote.ts";
import { isHtml, refusal } from "../refusal.ts";
import { isXml } from "../xml-answer.ts";
import { parseCsvReport } from "./parse-csv.ts";
import { parseXmlReport, readOasisDocument } from "./parse-xml.ts";
import { nodesOf, planCaiso } from "./plan.ts";
import { reportOf } from "./reports.ts";
import { oasisStamp } from "./stamps.ts";
import { isZip, unzipReport } from "./unzip-report.ts";

export const caisoConnector: ProviderConnector = {
  provider: "caiso",
  // "Please retry your request after 5 seconds": one request in 5 s from one address.
  quota: [{ points: 1, perMs: 5000 }],
  plan: planCaiso,
  request: (unit, _cursor, access) => requestReport(unit, access),
  parse: (unit, _cursor, response) => parseReport(unit, response),
};

function requestReport(unit: FetchUnit, { baseUrl }: ProviderAccess): PageRequest {
  const report = reportOf(unit.dataset);
  const query = new URLSearchParams({
    resultformat: "6",
    queryname: report.queryname,
    version: String(report.version),
    market_run_id: report.market,
    ...report.parameters,
  });
  if (report.selection === "nodes") query.set("node", nodesOf(unit.series, unit.dataset).join(","));
  query.set("startdatetime", oasisStamp(unit.startMs));
  // Stamps have whole minutes and the end is exclusive: round it up.
  query.set("enddatetime", oasisStamp(Math.ceil(unit.endMs / minuteMs) * minuteMs));
  const description = `/oasisapi/SingleZip?${query.toString()}`;
  return {
    url: `${baseUrl}${description}`,
    headers: { accept: "application/x-zip-compressed, application/zip, */*" },
    description,
  };
}

function parseReport(unit: FetchUnit, response: ProviderResponse): ParsedPage {
  const report = reportOf(unit.dataset);
  const subject = `CAISO ${unit.dataset} of ${unit.unit}`;
  if (response.status !== 200 || isHtml(response)) throw refuseAnswer(response, subject);

  const { body } = response;
  if (isZip(body)) {
    const entry = unzipReport(body, subject);
    return isXml(entry.data)
      ? parseXml(entry.data, response)
      : parseCsvReport(entry.data.toString("utf8"), report, subject);
  }
  // Recordings keep XML answers unpacked.
  if (isXml(body)) return parseXml(body, response);
  throw new SandboxError(
    "PROVIDER_PAYLOAD_INVALID",
    `Cannot read ${subject}: the body of ${body.length} bytes starts with ${excerpt(body.subarray(0, 40))}, expected a zip`,
  );

  function parseXml(data: Buffer, answer: ProviderResponse): ParsedPage {
    const document = readOasisDocument(data.toString("utf8"), subject);
    if (document.kind === "data") return parseXmlReport(document, report, subject);
    if (document.code === noDataCode) return emptyPage(document.description);
    throw refusal(answer, {
      subject,
      says: quote(`${document.code} ${document.description}`),
      code: codeOfRefusal(document.code),
    });
  }
}

/** "No data returned for the specified selection": a valid answer, e.g. for hours not yet published. */
const noDataCode = "1000";

function emptyPage(description: string): ParsedPage {
  return {
    candidates: [],
    unreadable: [],
    warnings: [`1000 ${description}`],
    isEmpty: true,
    recordType: "text/csv",
    rawRecord: () => "",
    next: null,
  };
}

/** Backend trouble that passes: timeout, memory, transformation, connection, bundle not ready. The other codes name a wrong request. */
const passingCodes = new Set([
  "1003",
  "1006",
  "1007",
  "1008",
  "1009",
  "1010",
  "1012",
  "1013",
  "1015",
]);

function codeOfRefusal(code: string): ErrorCode {
  return passingCodes.has(code) ? "PROVIDER_UNAVAILABLE" : "PROVIDER_REFUSED";
}

/** The throttle page is told by its text: one client reports it with status 200. It has no `Retry-After` but says the seconds. */
function refuseAnswer(response: ProviderResponse, subject: string): SandboxError {
  const text = response.body.subarray(0, 4096).toString("utf8");
  const seconds = /retry your request after (\d+) seconds/i.exec(text)?.[1];
  if (seconds === undefined) return refusal(response, { subject });
  return new SandboxError(
    "PROVIDER_RATE_LIMITED",
    `Cannot read ${subject}: the provider answered ${response.status} ${excerpt(response.body)}, expected 200 with data`,
    { status: response.status, retryAfterMs: Number(seconds) * 1000 },
  );
}
