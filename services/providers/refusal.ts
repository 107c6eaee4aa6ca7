/** Answers that are no data, told apart by their HTTP status. */
import { SandboxError, type ErrorCode } from "../core/errors.ts";
import type { ProviderResponse } from "./connector.ts";
import { excerpt } from "./quote.ts";

export interface RefusalSubject {
  /** What was asked, for the message, e.g. `FRED series/observations of GDP`. */
  readonly subject: string;
  /** The provider's own words where they could be read; the body's text otherwise. */
  readonly says?: string;
  /** Overrides the code the status stands for. */
  readonly code?: ErrorCode;
}

/** The error an answer stands for whose status, or whose body, says that it is no data. */
export function refusal(response: ProviderResponse, about: RefusalSubject): SandboxError {
  const code = about.code ?? codeOfStatus(response.status);
  const waitMs = retryAfterMs(response.headers);
  return new SandboxError(
    code,
    `Cannot read ${about.subject}: the provider answered ${response.status} ${about.says ?? excerpt(response.body)}, expected 200 with data`,
    { status: response.status, ...(waitMs === undefined ? {} : { retryAfterMs: waitMs }) },
  );
}

/** `Retry-After` in seconds or as a date, which is compared with the answer's own `Date`. */
export function retryAfterMs(headers: ProviderResponse["headers"]): number | undefined {
  const text = headers["retry-after"]?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const waitMs = Date.parse(text) - Date.parse(headers["date"] ?? "");
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/** Whether a body is a web page: what proxies and maintenance pages send, whatever was asked. */
export function isHtml(response: ProviderResponse): boolean {
  const start = response.body.subarray(0, 256).toString("latin1").trimStart().toLowerCase();
  return (
    (response.headers["content-type"] ?? "").toLowerCase().includes("text/html") ||
    start.startsWith("<!doctype html") ||
    start.startsWith("<html")
  );
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 401 || status === 403) return "PROVIDER_UNAUTHORIZED";
  if (status === 429) return "PROVIDER_RATE_LIMITED";
  // 408 timeout, 423 locked (FRED documents it): the same request may work later.
  if (status >= 500 || status === 408 || status === 423) return "PROVIDER_UNAVAILABLE";
  // A 200 that gets here carried a page instead of data; other 2xx carry nothing.
  return status < 300 ? "PROVIDER_UNAVAILABLE" : "PROVIDER_REFUSED";
}
