/**
 * How OASIS says no. Application errors are answers of status 200: a zip that holds INVALID_REQUEST.xml.
 * Texts: interface specification 5.1.x; 1001 and 1004 as seen live, without a final dot.
 */
import type { MockAnswer } from "../kit/types.ts";
import { oasisHeaders } from "./file-names.ts";
import { createZip } from "./zip.ts";

/** Every code of the specification. Those marked as backend trouble come only when a fault asks for them. */
export const refusals = {
  1000: "No data returned for the specified selection",
  1001: "Invalid Parameters of the given report name",
  1002: "Invalid datetime format, please use valid datetime format",
  // Backend trouble.
  1003: "Timed out waiting for query response",
  1004: "Data can be requested for period of 31 days only",
  // Documented, but live answers to unknown report names say 1001.
  1005: "Report name does not exist, please use valid report name.",
  // Backend trouble, up to 1010.
  1006: "Validation exception during transformation of XML.",
  1007: "Required file for does not exist.",
  1008: "Out of memory exception.",
  1009: "Exceptions in reading and writing of XML files.",
  1010: "System Error.",
  1011: "Empty Query; Please Enter Report Name, Startdate, EndDate and Other Parameters",
  // Backend trouble.
  1012: "Connection refused.",
  1013: "Required Resources (xslt or xml or dir) Unavailable.",
  1014: "Start Date is beyond the limit, Please Use valid Start Date that falls within the prescribed limit.",
  1015: "GroupZip DownLoad is in Processing, Please Submit request after Sometime",
  1016: "GROUPID Does Not Exist, Please Use Valid GROUPID Name",
  1017: "Please select a maximum of 10 nodes or use the ALL option",
  1018: "Invalid Selection, cannot select multiple hours for this query",
  1019: "market_term=ALL not supported for this query",
  1020: "Version parameter is missing or is invalid",
} as const;

export type RefusalCode = keyof typeof refusals;

export function createRefusal(code: RefusalCode, nowMs: number): MockAnswer {
  const body = refusalXml(code, nowMs);
  return {
    status: 200,
    headers: oasisHeaders("INVALID_REQUEST.xml.zip"),
    body: createZip([{ name: "INVALID_REQUEST.xml", chunks: [body] }], nowMs),
    reason: `refused, ${code} ${refusals[code]}`,
  };
}

export function refusalXml(code: RefusalCode, nowMs: number): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<m:OASISReport xmlns:m="http://www.caiso.com/soa/OASISReport_v1.xsd">
<m:MessageHeader>
\t<m:TimeDate>${new Date(nowMs).toISOString()}</m:TimeDate>
\t<m:Source>OASIS</m:Source>
\t<m:Version>v20131201</m:Version>
</m:MessageHeader>
<m:MessagePayload>
<m:RTO>
<m:name>CAISO</m:name>
<m:ERROR>
<m:ERR_CODE>${code}</m:ERR_CODE>
<m:ERR_DESC>${refusals[code]}</m:ERR_DESC>
</m:ERROR>
</m:RTO>
</m:MessagePayload>
</m:OASISReport>
`;
}

/** The gateway's page for a second request within 5 s: 114 bytes, no Retry-After, no Content-Disposition. */
export const throttlePage: MockAnswer = {
  status: 429,
  headers: { "Content-Type": "text/html", Server: "BigIP" },
  body: "<html><body><p>CAISO Acceptable Use Policy Violation. Please retry your request after 5 seconds.</p></body></html>",
};

/** Error pages carry no Content-Disposition: a public client goes on to parse whatever has one. */
export const notFoundPage: MockAnswer = htmlPage(404, "404 Not Found");

export const methodPage: MockAnswer = {
  ...htmlPage(405, "405 Method Not Allowed"),
  headers: { "Content-Type": "text/html", Allow: "GET" },
};

function htmlPage(status: number, title: string): MockAnswer {
  return {
    status,
    headers: { "Content-Type": "text/html" },
    body: `<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`,
  };
}
