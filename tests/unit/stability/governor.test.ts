import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Clock, createClock } from "../../../services/core/clock.ts";
import { createGovernor, type Governor, type Quota } from "../../../services/stability/governor.ts";
import { createLogger } from "../../../services/telemetry/logger.ts";
import { createMetrics } from "../../../services/telemetry/metrics.ts";

const never = new AbortController().signal;

function startGovernor(
  quota: Quota | readonly Quota[],
  scale = 1,
  clock: Clock = createClock({ startMs: 0, originMs: 0, scale }),
): Governor {
  return createGovernor({
    quotas: { caiso: [quota].flat() },
    clock,
    redisUrl: undefined,
    metrics: createMetrics("test"),
    log: createLogger("test", "silent"),
  });
}

/** How many of `requests` were let through so far. */
function countAcquired(governor: Governor, provider: string, requests: number): () => number {
  let acquired = 0;
  for (let i = 0; i < requests; i++) {
    void governor.acquire(provider, never).then(() => acquired++);
  }
  return () => acquired;
}

describe("createGovernor()", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets a quota's requests through at once and the next one when the window has passed", async () => {
    const acquired = countAcquired(startGovernor({ points: 2, perMs: 5_000 }), "caiso", 3);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(acquired()).toBe(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(acquired()).toBe(3);
  });

  it("never lets more than the quota into any window, however many wait", async () => {
    const acquired = countAcquired(startGovernor({ points: 3, perMs: 1_000 }), "caiso", 50);
    for (let window = 1; window <= 5; window++) {
      await vi.advanceTimersByTimeAsync(1_000);
      expect(acquired()).toBeLessThanOrEqual(3 * (window + 1));
    }
    await vi.advanceTimersByTimeAsync(20_000);
    expect(acquired()).toBe(50);
  });

  it("counts windows on the sandbox clock, down to a few real milliseconds", async () => {
    const governor = startGovernor({ points: 1, perMs: 5_000 }, 1_000);
    const acquired = countAcquired(governor, "caiso", 10);
    await vi.advanceTimersByTimeAsync(4);
    expect(acquired()).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    expect(acquired()).toBe(10);
  });

  it("keeps all quotas of a provider at once", async () => {
    const governor = startGovernor([
      { points: 2, perMs: 1_000 },
      { points: 3, perMs: 60_000 },
    ]);
    const acquired = countAcquired(governor, "caiso", 5);
    await vi.advanceTimersByTimeAsync(500);
    expect(acquired()).toBe(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(acquired()).toBe(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(acquired()).toBe(5);
  });

  it("lets the next request through at once when the clock jumps over its window", async () => {
    const clock = createClock({ startMs: 0, originMs: Date.now(), scale: 1 });
    const quotas = [
      { points: 1, perMs: 5_000 },
      { points: 3, perMs: 3_600_000 },
    ];
    const acquired = countAcquired(startGovernor(quotas, 1, clock), "caiso", 5);
    for (let jump = 1; jump <= 4; jump++) {
      await vi.advanceTimersByTimeAsync(10);
      // The hour's window is longer than the jumps, so it goes on counting.
      expect(acquired()).toBe(Math.min(jump, 3));
      clock.setAnchor({ startMs: jump * 6_000, originMs: Date.now(), scale: 1 });
    }
    clock.setAnchor({ startMs: 8_000_000, originMs: Date.now(), scale: 1 });
    await vi.advanceTimersByTimeAsync(10);
    expect(acquired()).toBe(4);
  });

  it("cuts its windows anew when the clock gets another rate", async () => {
    const clock = createClock({ startMs: 0, originMs: Date.now(), scale: 1 });
    const governor = startGovernor({ points: 1, perMs: 5_000 }, 1, clock);
    await governor.acquire("caiso", never);
    const acquired = countAcquired(governor, "caiso", 3);
    clock.setAnchor({ startMs: 0, originMs: Date.now(), scale: 1_000 });
    await vi.advanceTimersByTimeAsync(100);
    expect(acquired()).toBe(3);
  });

  it("stops waiting when the signal is aborted", async () => {
    const governor = startGovernor({ points: 1, perMs: 60_000 });
    await governor.acquire("caiso", never);
    const controller = new AbortController();
    const waiting = governor.acquire("caiso", controller.signal);
    const refused = expect(waiting).rejects.toThrow();
    controller.abort(new Error("stopping"));
    await refused;
  });

  it("never makes a provider without a quota wait", async () => {
    const acquired = countAcquired(startGovernor({ points: 1, perMs: 60_000 }), "fred", 1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(acquired()).toBe(1_000);
  });

  it("is not degraded when it was never given a Redis", () => {
    expect(startGovernor({ points: 1, perMs: 1_000 }).degradedReason()).toBeNull();
  });
});
