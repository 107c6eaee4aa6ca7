/** One page: request → quota → HTTP → parse → validate, tried again as long as that can help. */
import { createHash } from "node:crypto";
import { SandboxError } from "../core/errors.ts";
import { type ReasonClass, isReasonClass } from "../core/reasons.ts";
import type { Validator } from "../core/validation.ts";
import type {
  Candidate,
  Cursor,
  FetchUnit,
  PageRequest,
  ParsedPage,
  ProviderAccess,
  ProviderConnector,
  ProviderResponse,
} from "../providers/connector.ts";
import type { Governor } from "../stability/governor.ts";
import type { Logger } from "../telemetry/logger.ts";
import type { Metrics } from "../telemetry/metrics.ts";
import { type Reject, wholePage } from "./checkpoint.ts";
import type { HttpAnswer, ProviderHttp } from "./http-client.ts";
import { type RetryRules, withRetries } from "./retry.ts";

export interface PageTools {
  readonly connector: ProviderConnector;
  readonly access: ProviderAccess;
  readonly validator: Validator;
  readonly governor: Governor;
  readonly http: ProviderHttp;
  readonly rules: RetryRules;
  readonly metrics: Metrics;
  readonly log: Logger;
}

export interface PagePlace {
  readonly runId: string;
  readonly unit: FetchUnit;
  readonly cursor: Cursor | null;
}

export interface FetchedPage {
  readonly pageId: string;
  readonly accepted: readonly Candidate[];
  readonly rejects: readonly Reject[];
  readonly next: Cursor | null;
  /** The provider's `Date`, on the sandbox clock. */
  readonly retrievedAtMs: number;
  /** Real instant of the answer's last byte. */
  readonly arrivedAtMs: number;
  /** Why it may not be what it seems. */
  readonly doubt: string | undefined;
}

export type PageOutcome =
  | { readonly outcome: "page"; readonly page: FetchedPage }
  /** Retrying cannot help any more. `rejects` keeps the last answer when it was complete and unreadable. */
  | {
      readonly outcome: "failed";
      readonly error: SandboxError;
      readonly rejects: readonly Reject[];
    };

/** Rejects with the signal's reason when aborted. */
export async function fetchPage(
  tools: PageTools,
  place: PagePlace,
  signal: AbortSignal,
): Promise<PageOutcome> {
  const { connector, rules, metrics } = tools;
  const { unit, cursor } = place;
  const { provider } = unit;
  const request = connector.request(unit, cursor, tools.access);
  const pageId = pageIdOf(place, request);
  const log = tools.log.child({ correlationId: pageId });
  let answer: HttpAnswer | undefined;
  let doubts = 0;
  try {
    const page = await withRetries(
      rules,
      signal,
      ({ error, attempt, delayMs }) => {
        metrics.counter("ingest_retries_total").inc({ provider, code: error.code });
        const { code, message: reason } = error;
        log.info({ event: "page_retry", attempt, delayMs: Math.round(delayMs), code, reason });
      },
      async () => {
        answer = undefined;
        await tools.governor.acquire(provider, signal);
        answer = await ask(tools, unit, request, signal);
        const page = read(tools, place, request, pageId, answer);
        if (page.doubt !== undefined && ++doubts < rules.settings.doubtfulAttemptsMax) {
          throw new SandboxError(
            "PROVIDER_UNAVAILABLE",
            `Cannot believe the answer to ${request.description} yet: ${page.doubt}`,
          );
        }
        return page;
      },
    );
    return { outcome: "page", page };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const unreadable = error.code === "PROVIDER_PAYLOAD_INVALID" ? answer : undefined;
    const bodyBytesMax = rules.settings.quarantineBodyBytesMax;
    const rejects =
      unreadable === undefined
        ? []
        : [rejectBody(error, request, pageId, unreadable.response, bodyBytesMax)];
    return { outcome: "failed", error, rejects };
  }
}

/** The same request of the same run, or of the same poll of it, has the same id. */
export function pageIdOf({ runId, unit }: PagePlace, request: PageRequest): string {
  const poll = unit.poll === undefined ? [] : [`poll ${unit.poll}`];
  return createHash("sha1")
    .update([runId, unit.provider, unit.dataset, ...poll, request.description].join("\n"))
    .digest("hex")
    .slice(0, 16);
}

async function ask(
  { http, metrics }: PageTools,
  { provider, dataset }: FetchUnit,
  request: PageRequest,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const count = (outcome: string): void => {
    metrics.counter("ingest_requests_total").inc({ provider, dataset, outcome });
  };
  try {
    const answer = await http.get(request, signal);
    count(`${Math.floor(answer.response.status / 100)}xx`);
    metrics
      .histogram("ingest_request_duration_seconds")
      .observe({ provider }, answer.durationMs / 1_000);
    metrics.counter("ingest_response_bytes_total").inc({ provider }, answer.wireBytes);
    return answer;
  } catch (error) {
    count("none");
    countError(metrics, provider, "receiving", error);
    throw error;
  }
}

function read(
  { connector, validator, rules, metrics, log }: PageTools,
  { unit, cursor }: PagePlace,
  request: PageRequest,
  pageId: string,
  { response, arrivedAtMs, undecodable }: HttpAnswer,
): FetchedPage {
  const { provider, dataset } = unit;
  let parsed: ParsedPage;
  try {
    if (undecodable !== undefined) throw undecodable;
    parsed = connector.parse(unit, cursor, response);
  } catch (error) {
    countError(metrics, provider, response.status === 200 ? "processing" : "receiving", error);
    throw error;
  }
  const { candidates, unreadable, next } = parsed;
  const received = metrics.counter("ingest_observations_received_total");
  received.inc({ provider, dataset }, candidates.length + unreadable.length);
  const retrievedAtMs = dateOf(response) ?? Math.floor(rules.clock.nowMs() / 1_000) * 1_000;
  const isPast = unit.startMs + rules.settings.emptyPastVirtualMs <= retrievedAtMs;
  const doubt = parsed.isEmpty === true && isPast ? emptyPast : parsed.doubt;
  const warnings = [
    ...parsed.warnings,
    ...validator.gaps(candidates),
    ...(doubt === undefined ? [] : [doubt]),
  ];
  if (warnings.length > 0) log.info({ event: "page_warnings", correlationId: pageId, warnings });
  const about = { pageId, contentType: parsed.recordType, request: request.description };
  const rejects: Reject[] = unreadable.map((record) => ({
    ...about,
    recordIndex: record.index,
    seriesId: record.seriesId ?? null,
    intervalStartMs: record.intervalStartMs ?? null,
    asOfMs: record.asOfMs ?? null,
    reasons: record.reasons,
    raw: Buffer.from(record.raw),
  }));
  const accepted = candidates.filter((candidate) => {
    const reasons = validator.reasons(candidate, retrievedAtMs);
    if (reasons.length === 0) return true;
    rejects.push({
      ...about,
      recordIndex: candidate.index,
      seriesId: candidate.seriesId,
      intervalStartMs: candidate.intervalStartMs,
      asOfMs: candidate.asOfMs,
      reasons,
      raw: Buffer.from(parsed.rawRecord(candidate.index)),
    });
    return false;
  });
  return { pageId, accepted, rejects, next, retrievedAtMs, arrivedAtMs, doubt };
}

const emptyPast = "no data for a range that lies in the past: expected some";

function dateOf(response: ProviderResponse): number | undefined {
  const ms = Date.parse(response.headers["date"] ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}

function rejectBody(
  error: SandboxError,
  request: PageRequest,
  pageId: string,
  response: ProviderResponse,
  bytesMax: number,
): Reject {
  return {
    pageId,
    recordIndex: wholePage,
    seriesId: null,
    intervalStartMs: null,
    asOfMs: null,
    reasons: [{ class: classOf(error), sentence: error.message }],
    raw: response.body.subarray(0, bytesMax),
    contentType: response.headers["content-type"] ?? "application/octet-stream",
    request: request.description,
  };
}

/** Connectors say in the details what of the page is wrong, where they know. */
function classOf({ details }: SandboxError): ReasonClass {
  const { reasonClass } = details;
  return isReasonClass(reasonClass) ? reasonClass : "page-unreadable";
}

/** Errors that are none of ours (an abort) are not counted. */
export function countError(
  metrics: Metrics,
  provider: string,
  stage: "receiving" | "processing" | "sending",
  error: unknown,
): void {
  if (!(error instanceof SandboxError)) return;
  metrics.counter("ingest_errors_total").inc({ provider, stage, code: error.code });
}
