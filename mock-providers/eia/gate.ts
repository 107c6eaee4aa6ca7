/**
 * What the gateway in front of the API checks: a key, and how often it is used. Limits: under 5 requests
 * a second and about 9,000 an hour, by key (domain sheet section 4), on the sandbox's clock. A key that goes on
 * asking through its refusals is suspended for a while; how many it takes and how long it lasts is unverified.
 */
import { hourMs } from "../kit/calendar.ts";
import { createFixedWindow, createSlidingWindow } from "../kit/throttle.ts";

export type GateCode =
  "API_KEY_MISSING" | "API_KEY_INVALID" | "API_KEY_DISABLED" | "OVER_RATE_LIMIT";

export interface Gate {
  /** Undefined lets the request through and counts it; a refused one is not counted. */
  check(
    key: string | undefined,
    options: { nowMs: number; throttled: boolean },
  ): GateCode | undefined;
}

const minuteMs = 60_000;
/** Refusals of a key within one clock minute before it is suspended. */
const refusalsMax = 1_000;
const suspendedKeysMax = 10_000;

export function createGate(): Gate {
  const burst = createSlidingWindow({ limit: 5, windowMs: 1_000 });
  const hourly = createFixedWindow({ limit: 9_000, windowMs: hourMs });
  const refusals = createFixedWindow({ limit: refusalsMax, windowMs: minuteMs });
  /** Until when each suspended key stays so. */
  const suspended = new Map<string, number>();
  function refuse(key: string, nowMs: number): GateCode {
    if (refusals.take(key, nowMs) === 0) return "OVER_RATE_LIMIT";
    if (suspended.size >= suspendedKeysMax) suspended.clear();
    suspended.set(key, nowMs + minuteMs);
    return "API_KEY_DISABLED";
  }
  return {
    check(key, { nowMs, throttled }) {
      if (key === undefined || key === "") return "API_KEY_MISSING";
      if (!isAcceptedKey(key)) return "API_KEY_INVALID";
      if (!throttled) return undefined;
      const untilMs = suspended.get(key);
      if (untilMs !== undefined) {
        if (nowMs < untilMs) return "API_KEY_DISABLED";
        suspended.delete(key);
      }
      if (hourly.peek(key, nowMs) > 0 || burst.take(key, nowMs) > 0) return refuse(key, nowMs);
      hourly.take(key, nowMs);
      return undefined;
    },
  };
}

/**
 * Real keys have 40 letters and digits. Any 8 to 64 letters, digits and underscores pass, so that
 * `sandbox_key` and `MOCK_API_KEY` do; keys that begin with 0000 are the ones that never work.
 */
function isAcceptedKey(key: string): boolean {
  return /^\w{8,64}$/.test(key) && !key.startsWith("0000");
}
