/** Waits that are counted on the sandbox's clock: a jump or another rate changes how long they really take. */
import type { Clock } from "../core/clock.ts";

/** A timer holds no more than this, in milliseconds. */
const timerMsMax = 2 ** 31 - 1;

/** Resolves once the clock shows `atMs`; rejects with the signal's reason as soon as it is aborted. */
export async function sleepUntil(clock: Clock, atMs: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  for (;;) {
    const realMs = Math.ceil(clock.toRealMs(atMs - clock.nowMs()));
    if (!(realMs > 0)) return;
    await sleepOrChange(clock, realMs, signal);
  }
}

/** Waits `realMs` real milliseconds, or until the clock gets a new anchor, whichever comes first. */
export function sleepOrChange(clock: Clock, realMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(wake, Math.min(realMs, timerMsMax));
    const unsubscribe = clock.onChange(wake);
    signal.addEventListener("abort", stop, { once: true });
    function release(): void {
      clearTimeout(timer);
      unsubscribe();
      signal.removeEventListener("abort", stop);
    }
    function wake(): void {
      release();
      resolve();
    }
    function stop(): void {
      release();
      reject(signal.reason as Error);
    }
  });
}
