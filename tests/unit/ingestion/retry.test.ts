import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClock } from "../../../services/core/clock.ts";
import { type ErrorCode, SandboxError, errorTable } from "../../../services/core/errors.ts";
import {
  type RetryNotice,
  type RetryRules,
  retryDelayMs,
  withRetries,
} from "../../../services/ingestion/retry.ts";
import { ingestionSettingsSchema } from "../../../services/ingestion/settings.ts";

const never = new AbortController().signal;

function rulesAt(scale: number, throttleWindowsMs: readonly number[] = [5_000]): RetryRules {
  return {
    settings: ingestionSettingsSchema.parse({}),
    clock: createClock({ startMs: 0, originMs: 0, scale }),
    throttleWindowsMs,
    random: () => 0,
    nowMs: Date.now,
  };
}

describe("retryDelayMs()", () => {
  const limited = new SandboxError("PROVIDER_RATE_LIMITED", "Too many");
  const later = new SandboxError("PROVIDER_RATE_LIMITED", "Too many", { retryAfterMs: 30_000 });
  const broken = new SandboxError("PROVIDER_UNAVAILABLE", "Not now");
  const away = new SandboxError("PROVIDER_UNREACHABLE", "Cannot connect");

  it("waits as long as Retry-After says on the sandbox clock, never less", () => {
    expect(retryDelayMs(rulesAt(1), later, 1)).toBe(30_000);
    expect(retryDelayMs(rulesAt(100), later, 1)).toBe(300);
    expect(retryDelayMs({ ...rulesAt(1), random: () => 0.99 }, later, 1)).toBeGreaterThan(30_000);
  });

  it("honours a Retry-After of hours only up to its bound", () => {
    const hours = new SandboxError("PROVIDER_UNAVAILABLE", "Not now", { retryAfterMs: 7_200_000 });
    expect(retryDelayMs(rulesAt(1), hours, 1)).toBe(900_000);
  });

  it("waits for the window of the throttle when a 429 says nothing", () => {
    expect(retryDelayMs(rulesAt(1), limited, 1)).toBe(5_000);
    expect(retryDelayMs(rulesAt(1), limited, 9)).toBe(5_000);
  });

  it("goes from the shortest to the longest window when a provider has several", () => {
    const rules = rulesAt(1, [1_000, 60_000]);
    const delays = [1, 2, 3, 20].map((attempt) => retryDelayMs(rules, limited, attempt));
    expect(delays).toEqual([1_000, 2_000, 4_000, 60_000]);
  });

  it("doubles its pause after server errors, on the sandbox clock and up to a bound", () => {
    const delays = [1, 2, 3, 30].map((attempt) => retryDelayMs(rulesAt(10), broken, attempt));
    expect(delays).toEqual([50, 100, 200, 3_000]);
  });

  it("waits in real time for a provider that is away, whatever the clock's scale", () => {
    for (const scale of [1, 1_000]) {
      const delays = [1, 2, 10].map((attempt) => retryDelayMs(rulesAt(scale), away, attempt));
      expect(delays).toEqual([50, 100, 1_000]);
    }
  });

  it("never floods a provider, however fast the clock", () => {
    expect(retryDelayMs(rulesAt(1e6), broken, 1)).toBeGreaterThanOrEqual(10);
  });
});

describe("withRetries()", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Runs an action that always fails; tells after how many real milliseconds and attempts it was given up. */
  async function giveUp(
    code: ErrorCode,
    scale: number,
  ): Promise<{ ms: number; attempts: number; code: ErrorCode }> {
    let attempts = 0;
    const outcome = withRetries(
      rulesAt(scale),
      never,
      () => undefined,
      () => {
        attempts++;
        return Promise.reject(new SandboxError(code, "no"));
      },
    ).then(
      () => ({ ms: Number.NaN, attempts, code }),
      (error: unknown) => ({ ms: Date.now(), attempts, code: (error as { code: ErrorCode }).code }),
    );
    await vi.advanceTimersByTimeAsync(3_600_000);
    return outcome;
  }

  it("tries for a minute of real time although the sandbox clock ran for days", async () => {
    const { ms, code } = await giveUp("PROVIDER_UNREACHABLE", 10_000);
    expect(ms).toBeGreaterThanOrEqual(60_000);
    expect(ms).toBeLessThan(65_000);
    expect(code).toBe("PROVIDER_UNREACHABLE");
  });

  it("tries for two minutes of the sandbox clock when that is the longer time", async () => {
    const { ms } = await giveUp("PROVIDER_UNAVAILABLE", 1);
    expect(ms).toBeGreaterThanOrEqual(120_000);
    expect(ms).toBeLessThan(200_000);
  });

  it("asks five times for a page that cannot be read", async () => {
    expect(await giveUp("PROVIDER_PAYLOAD_INVALID", 1)).toMatchObject({ attempts: 5 });
  });

  it("repeats exactly the errors the table calls worth it", async () => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const { attempts } = await giveUp(code, 1);
      expect([code, attempts > 1]).toEqual([code, errorTable[code].retry !== "never"]);
    }
  });

  it("passes on errors that are none of ours without trying again", async () => {
    const action = vi.fn(() => Promise.reject(new TypeError("mistake")));
    await expect(withRetries(rulesAt(1), never, () => undefined, action)).rejects.toThrow(
      "mistake",
    );
    expect(action).toHaveBeenCalledTimes(1);
  });

  it("tells each new attempt before its pause", async () => {
    const notices: RetryNotice[] = [];
    let attempts = 0;
    const result = withRetries(
      rulesAt(1),
      never,
      (notice) => notices.push(notice),
      () =>
        ++attempts < 3
          ? Promise.reject(new SandboxError("PROVIDER_UNREACHABLE", "no"))
          : Promise.resolve("yes"),
    );
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(result).resolves.toBe("yes");
    expect(notices.map(({ attempt, delayMs }) => [attempt, delayMs])).toEqual([
      [1, 50],
      [2, 100],
    ]);
  });

  it("ends a pause on the sandbox clock when the clock jumps over it, but not one in real time", async () => {
    for (const [code, ms] of [
      ["PROVIDER_RATE_LIMITED", 20],
      ["PROVIDER_UNREACHABLE", 50],
    ] as const) {
      const clock = createClock({ startMs: 0, originMs: Date.now(), scale: 1 });
      const startedMs = Date.now();
      let attempts = 0;
      const result = withRetries(
        { ...rulesAt(1), clock },
        never,
        () => undefined,
        () =>
          ++attempts < 2
            ? Promise.reject(new SandboxError(code, "no"))
            : Promise.resolve(Date.now() - startedMs),
      );
      await vi.advanceTimersByTimeAsync(20);
      expect(attempts).toBe(1);
      clock.setAnchor({ startMs: 3_600_000, originMs: Date.now(), scale: 1 });
      await vi.advanceTimersByTimeAsync(60);
      const tookMs = await result;
      expect(tookMs).toBeGreaterThanOrEqual(ms);
      expect(tookMs).toBeLessThan(ms + 10);
    }
  });

  it("ends its pause the moment the signal is aborted", async () => {
    const controller = new AbortController();
    const pending = withRetries(
      rulesAt(1),
      controller.signal,
      () => undefined,
      () => Promise.reject(new SandboxError("PROVIDER_RATE_LIMITED", "no")),
    );
    const refused = expect(pending).rejects.toThrow("stopping");
    await vi.advanceTimersByTimeAsync(10);
    controller.abort(new Error("stopping"));
    await refused;
    expect(Date.now()).toBe(10);
  });
});
