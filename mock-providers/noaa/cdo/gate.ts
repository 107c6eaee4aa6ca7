/** What stands in front of the API: a token in the header `token`, 5 requests a second and 10,000 a day of each. */
import { dayMs } from "../../kit/calendar.ts";
import { createFixedWindow, createSlidingWindow } from "../../kit/throttle.ts";
import { tokenRequired, tokenUnknown, tooManyPerDay, tooManyPerSecond } from "./refusal.ts";

export interface Gate {
  /** Throws a CdoRefusal, which does not count against the limits. */
  check(token: string | undefined, options: { nowMs: number; throttled: boolean }): void;
}

export function createGate(): Gate {
  const perSecond = createSlidingWindow({ limit: 5, windowMs: 1_000 });
  const perDay = createFixedWindow({ limit: 10_000, windowMs: dayMs });
  return {
    check(token, { nowMs, throttled }) {
      if (token === undefined || token === "") throw tokenRequired();
      if (!isAcceptedToken(token)) throw tokenUnknown();
      if (!throttled) return;
      if (perDay.peek(token, nowMs) > 0) throw tooManyPerDay();
      if (perSecond.take(token, nowMs) > 0) throw tooManyPerSecond();
      perDay.take(token, nowMs);
    },
  };
}

/**
 * Real tokens have 32 letters. Any 8 to 64 letters, digits and underscores pass, so that `sandbox_key` does;
 * tokens that begin with 0000 are the ones that never work.
 */
function isAcceptedToken(token: string): boolean {
  return /^\w{8,64}$/.test(token) && !token.startsWith("0000");
}
