/** Faults of the way an answer travels: refusals that come in its place, and what happens to its bytes. */
import { normal, seedOf } from "../random.ts";
import { type Throttle, createSlidingWindow } from "../throttle.ts";
import type { MockAnswer, MockRequest } from "../types.ts";
import { type FaultActions, type FaultContext } from "./fault-context.ts";
import { keyOf } from "./fault-face.ts";
import type { FaultKind, KindOf } from "./fault-table.ts";

/** What happens to the bytes of an answer. Without any of it they are sent at once and whole. */
export interface Delivery {
  /** Real milliseconds before the first byte. */
  readonly delayMs?: number;
  readonly drip?: { readonly pieceBytes: number; readonly pauseMs: number };
  /** The connection ends after so many bytes of the body. */
  readonly cutAfterBytes?: number;
  /** No answer at all: the connection is closed, or reset. */
  readonly drop?: "close" | "reset";
}

type RefusalKind = Extract<
  KindOf<"transport">,
  | "rate-limited"
  | "shared-quota"
  | "server-error"
  | "maintenance-page"
  | "auth-failure"
  | "expired-key"
  | "fail-then-recover"
>;

/** The provider's own refusal is asked for through `ask`. */
export type Ask = (request: MockRequest) => MockAnswer | Promise<MockAnswer>;

/** Each gives the answer that comes in place of the provider's, or undefined when this request is let through. */
export const refusals: FaultActions<
  RefusalKind,
  [ask: Ask],
  MockAnswer | Promise<MockAnswer> | undefined
> = {
  "rate-limited": (context) => tooMany(context, context.parameters.retryAfterSeconds),
  "shared-quota"(context) {
    const { fault, parameters, request } = context;
    const { requestsMax: limit, windowSeconds, sendRetryAfter } = parameters;
    fault.memory ??= createSlidingWindow({ limit, windowMs: windowSeconds * 1_000 });
    // Proof for the cast: only this kind puts something there.
    const waitMs = (fault.memory as Throttle).take(keyOf(request) ?? request.client, request.nowMs);
    if (waitMs === 0) return undefined;
    return tooMany(context, sendRetryAfter ? Math.ceil(waitMs / 1_000) : undefined);
  },
  "server-error": ({ parameters }) => gatewayPage(parameters.status),
  "maintenance-page": () => maintenancePage,
  "auth-failure": ({ face, request }, ask) =>
    face?.withBadKey === undefined
      ? plainPage(401, "Unauthorized", "The request needs credentials.")
      : ask(face.withBadKey(request)),
  "expired-key": ({ parameters, request }) =>
    parameters.key !== undefined && parameters.key !== keyOf(request)
      ? undefined
      : {
          status: 403,
          headers: { "Content-Type": "application/json" },
          body: '{"error":{"code":"API_KEY_EXPIRED","message":"The api_key has expired."}}',
        },
  "fail-then-recover"({ fault, parameters, request }) {
    fault.memory ??= new Map<string, number>();
    // Proof for the cast: only this kind puts something there.
    const failures = fault.memory as Map<string, number>;
    const address = `${request.path}?${request.query}`;
    const failed = failures.get(address) ?? 0;
    if (failed >= parameters.failures) return undefined;
    failures.delete(address);
    failures.set(address, failed + 1);
    const oldest = failures.keys().next();
    if (failures.size > addressesMax && oldest.done !== true) failures.delete(oldest.value);
    return gatewayPage(parameters.status);
  },
};

/** Addresses `fail-then-recover` remembers; the one seen longest ago fails again. */
const addressesMax = 10_000;

type DeliveryKind = Exclude<KindOf<"transport">, RefusalKind>;

/** Each gives what happens to a body of so many bytes, or undefined when nothing would. */
export const deliveries: FaultActions<DeliveryKind, [bodyBytes: number], Delivery | undefined> = {
  outage: () => ({ drop: "close" }),
  "connection-reset": () => ({ drop: "reset" }),
  latency: ({ parameters }) => ({ delayMs: parameters.delayMs }),
  "latency-spread": ({ fault, parameters }) => ({
    delayMs: Math.min(
      600_000,
      Math.round(
        parameters.medianMs *
          exponential(parameters.sigma * normal(seedOf(fault.seed, "delay"), fault.injected)),
      ),
    ),
  }),
  "latency-ramp"({ fault, parameters }) {
    const { firstMs, lastMs, rampRequests } = parameters;
    const steps = rampRequests - 1;
    const part = steps === 0 ? 1 : Math.min(1, (fault.injected - 1) / steps);
    return { delayMs: Math.round(firstMs + (lastMs - firstMs) * part) };
  },
  "slow-drip": ({ parameters }, bodyBytes) =>
    // One piece has no pause.
    bodyBytes > parameters.pieceBytes ? { drip: parameters } : undefined,
  "hang-up": ({ parameters }, bodyBytes) =>
    bodyBytes === 0 ? undefined : { cutAfterBytes: Math.min(parameters.afterBytes, bodyBytes - 1) },
};

/** Faults that need no answer of the provider's: it is not even asked. */
export function needsNoAnswer(kind: FaultKind): boolean {
  return (
    Object.hasOwn(refusals, kind) ||
    kind === ("outage" satisfies DeliveryKind) ||
    kind === ("connection-reset" satisfies DeliveryKind)
  );
}

/** Several at once add up: delays are added, the stricter cut wins. */
export function addDelivery(left: Delivery, right: Delivery = {}): Delivery {
  const delayMs = (left.delayMs ?? 0) + (right.delayMs ?? 0);
  const cuts = [left.cutAfterBytes, right.cutAfterBytes].filter((cut) => cut !== undefined);
  const drip = right.drip ?? left.drip;
  const drop = right.drop ?? left.drop;
  return {
    ...(delayMs === 0 ? {} : { delayMs }),
    ...(drip === undefined ? {} : { drip }),
    ...(cuts.length === 0 ? {} : { cutAfterBytes: Math.min(...cuts) }),
    ...(drop === undefined ? {} : { drop }),
  };
}

/** e to the power of `x` by multiplication alone, the same bits on every machine, right to some 5 %. */
function exponential(x: number): number {
  let power = 1 + x / 1_024;
  for (let squared = 0; squared < 10; squared++) power *= power;
  return power;
}

function tooMany(
  { face, request }: FaultContext<"rate-limited" | "shared-quota">,
  retryAfterSeconds: number | undefined,
): MockAnswer {
  const answer =
    face?.tooMany?.(request) ?? plainPage(429, "Too Many Requests", "Please try again later.");
  const headers = Object.entries(answer.headers).filter(
    ([name]) => name.toLowerCase() !== "retry-after",
  );
  const wait: [string, string][] =
    retryAfterSeconds === undefined ? [] : [["Retry-After", String(retryAfterSeconds)]];
  return { ...answer, headers: Object.fromEntries([...headers, ...wait]) };
}

const gatewayWords: Readonly<Record<number, string>> = {
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
};

function gatewayPage(status: number): MockAnswer {
  const words = gatewayWords[status] ?? "Error";
  return plainPage(status, words, "The server could not answer the request.");
}

const maintenancePage: MockAnswer = {
  status: 200,
  headers: { "Content-Type": "text/html; charset=utf-8" },
  body: "<!DOCTYPE html><html><head><title>Scheduled Maintenance</title></head><body><h1>We will be back soon</h1><p>The service is down for scheduled maintenance.</p></body></html>\n",
};

function plainPage(status: number, title: string, sentence: string): MockAnswer {
  return {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
    body: `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1><p>${sentence}</p></body></html>\n`,
  };
}
