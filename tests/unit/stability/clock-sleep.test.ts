import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClock } from "../../../services/core/clock.ts";
import { sleepUntil } from "../../../services/stability/clock-sleep.ts";

const never = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("sleepUntil()", () => {
  /** A sleep until an hour from now on a clock of scale 1. */
  function startSleep(signal = never) {
    const clock = createClock({ startMs: 0, originMs: 0, scale: 1 });
    const state = { awake: false };
    const slept = sleepUntil(clock, 3_600_000, signal).then(() => (state.awake = true));
    return { clock, state, slept };
  }

  it("waits as long as the clock takes", async () => {
    const { state } = startSleep();
    await vi.advanceTimersByTimeAsync(3_599_999);
    expect(state.awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.awake).toBe(true);
  });

  it("ends at once when the clock jumps past it, and goes on when it jumps short of it", async () => {
    const { clock, state } = startSleep();
    await vi.advanceTimersByTimeAsync(1_000);
    clock.setAnchor({ startMs: 3_000_000, originMs: 1_000, scale: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(state.awake).toBe(false);
    clock.setAnchor({ startMs: 3_600_000, originMs: 1_000, scale: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(state.awake).toBe(true);
  });

  it("counts on at another rate, quicker or slower", async () => {
    const { clock, state } = startSleep();
    clock.setAnchor({ startMs: 0, originMs: 0, scale: 3_600 });
    await vi.advanceTimersByTimeAsync(500);
    clock.setAnchor({ startMs: 1_800_000, originMs: 500, scale: 1_800 });
    await vi.advanceTimersByTimeAsync(999);
    expect(state.awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(state.awake).toBe(true);
  });

  it("outlasts the longest timer there is", async () => {
    const clock = createClock({ startMs: 0, originMs: 0, scale: 1 });
    const year = 365 * 86_400_000;
    let awake = false;
    void sleepUntil(clock, year, never).then(() => (awake = true));
    await vi.advanceTimersByTimeAsync(year - 1);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(awake).toBe(true);
  });

  it("rejects as soon as its signal is aborted", async () => {
    const controller = new AbortController();
    const { slept } = startSleep(controller.signal);
    const refused = expect(slept).rejects.toThrow("stopping");
    controller.abort(new Error("stopping"));
    await refused;
    expect(vi.getTimerCount()).toBe(0);
  });
});
