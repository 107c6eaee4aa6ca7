/**
 * How long to wait before a page is asked for again, and when to give up.
 * Providers count on the sandbox clock, dead processes come back in real time; both are respected.
 */
import { DelegateBackoff, handleWhen, retry } from "cockatiel";
import type { Clock } from "../core/clock.ts";
import { SandboxError } from "../core/errors.ts";
import { sleepUntil } from "../stability/clock-sleep.ts";
import { sleep } from "../stability/sleep.ts";
import type { IngestionSettings } from "./settings.ts";

export interface RetryRules {
  readonly settings: IngestionSettings;
  readonly clock: Clock;
  /** The provider's throttle windows, virtual milliseconds: what to wait when it says 429 and no more. */
  readonly throttleWindowsMs: readonly number[];
  /** From 0 (included) to 1. */
  readonly random: () => number;
  /** Real milliseconds. */
  readonly nowMs: () => number;
}

export interface RetryNotice {
  readonly error: SandboxError;
  /** 1 before the second attempt. */
  readonly attempt: number;
  readonly delayMs: number;
}

/**
 * Runs `action` until it succeeds, fails with an error that retrying cannot mend, or patience ends; then
 * rejects with the last error. Rejects with the signal's reason as soon as it is aborted.
 */
export async function withRetries<Result>(
  rules: RetryRules,
  signal: AbortSignal,
  onRetry: (notice: RetryNotice) => void,
  action: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const failures = { count: 0, payload: 0, unauthorized: 0, sinceMs: 0, sinceVirtualMs: 0 };
  function isWorthRetrying(error: Error): error is SandboxError {
    if (!(error instanceof SandboxError) || error.retry === "never") return false;
    if (failures.count++ === 0) {
      failures.sinceMs = rules.nowMs();
      failures.sinceVirtualMs = rules.clock.nowMs();
    }
    if (error.code === "PROVIDER_PAYLOAD_INVALID") {
      return ++failures.payload < rules.settings.payloadAttemptsMax;
    }
    if (error.code === "PROVIDER_UNAUTHORIZED") {
      return ++failures.unauthorized < rules.settings.authorizationAttemptsMax;
    }
    return (
      rules.nowMs() - failures.sinceMs < rules.settings.retryMsMin ||
      rules.clock.nowMs() - failures.sinceVirtualMs < rules.settings.retryVirtualMsMin
    );
  }
  let pause: RetryPause = noPause;
  const policy = retry(handleWhen(isWorthRetrying), {
    maxAttempts: Number.MAX_SAFE_INTEGER,
    // The library waits real time to its end; the pause is made before the next attempt, where a jump is noticed.
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const error = "error" in result ? result.error : undefined;
      pause = error instanceof SandboxError ? retryPause(rules, error, attempt) : noPause;
      return 0;
    }),
  });
  policy.onRetry((event) => {
    if ("error" in event && event.error instanceof SandboxError) {
      onRetry({
        error: event.error,
        attempt: event.attempt,
        delayMs: realMsOf(rules.clock, pause),
      });
    }
  });
  return abortable(
    signal,
    policy.execute(async () => {
      const { realMs, virtualMs } = pause;
      pause = noPause;
      signal.throwIfAborted();
      const atMs = rules.clock.nowMs() + virtualMs;
      if (realMs > 0) await sleep(realMs, signal);
      if (virtualMs > 0) await sleepUntil(rules.clock, atMs, signal);
      return action(signal);
    }, signal),
  );
}

/** Both have to pass, side by side: so many real milliseconds, and so many on the sandbox clock. */
interface RetryPause {
  readonly realMs: number;
  readonly virtualMs: number;
}

const noPause: RetryPause = { realMs: 0, virtualMs: 0 };

/** Real milliseconds between attempt number `attempt`, which failed, and the next, while the clock keeps its rate. */
export function retryDelayMs(rules: RetryRules, error: SandboxError, attempt: number): number {
  return realMsOf(rules.clock, retryPause(rules, error, attempt));
}

function realMsOf(clock: Clock, { realMs, virtualMs }: RetryPause): number {
  return Math.max(realMs, clock.toRealMs(virtualMs));
}

function retryPause(rules: RetryRules, error: SandboxError, attempt: number): RetryPause {
  const { settings, random } = rules;
  const doubled = 2 ** Math.min(attempt - 1, 20);
  // By chance, so that workers that failed together do not come back together.
  const jitter = 0.5 + random() / 2;
  const later = 1 + random() / 10;
  if (error.code === "PROVIDER_UNREACHABLE") {
    const realMs = Math.min(settings.retryDelayMs * doubled, settings.retryDelayMsMax) * jitter;
    return { realMs, virtualMs: 0 };
  }
  const { retryAfterMs } = error.details;
  const windowsMs = rules.throttleWindowsMs;
  let virtualMs: number;
  if (retryAfterMs !== undefined) {
    virtualMs = Math.min(retryAfterMs, settings.retryAfterVirtualMsMax) * later;
  } else if (error.code === "PROVIDER_RATE_LIMITED" && windowsMs.length > 0) {
    // Which of its windows is used up the provider does not say: from the shortest to the longest.
    virtualMs = Math.min(Math.min(...windowsMs) * doubled, Math.max(...windowsMs)) * later;
  } else {
    const longestMs = settings.retryDelayVirtualMsMax;
    virtualMs = Math.min(settings.retryDelayVirtualMs * doubled, longestMs) * jitter;
  }
  return { realMs: settings.retryPauseMsMin * jitter, virtualMs };
}

/** cockatiel waits its pause to the end; a stopping process must not. */
function abortable<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", stop);
    });
  });
}
