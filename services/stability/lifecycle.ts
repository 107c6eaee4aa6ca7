/** How a process ends: on SIGTERM or SIGINT it stops taking work, drains, and releases in reverse order. */
import type { Logger } from "../telemetry/logger.ts";

export interface Lifecycle {
  /** Aborted when the process shall stop. */
  readonly signal: AbortSignal;
  /** Registers what to release; the last registered is released first. */
  onStop(name: string, release: () => Promise<void> | void): void;
  /** Stops by itself, for a reason that cannot be mended; the process exits with `exitCode`. */
  fail(error: unknown, exitCode?: number): void;
}

/** Longest wait for everything to be released, in milliseconds; then the process ends anyway with code 1. */
const stopLimitMs = 10_000;

export function createLifecycle(log: Logger): Lifecycle {
  const controller = new AbortController();
  const releases: { name: string; release: () => Promise<void> | void }[] = [];
  let stopping = false;

  async function stop(reason: string, exitCode: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    log.info({ event: "stopping", reason });
    controller.abort(new Error(`stopping: ${reason}`));
    setTimeout(() => {
      log.error({ event: "stop_timed_out", limitMs: stopLimitMs });
      process.exit(1);
    }, stopLimitMs).unref();
    for (const { name, release } of releases.reverse()) {
      try {
        await release();
      } catch (error) {
        log.warn({ event: "release_failed", part: name, error });
      }
    }
    log.info({ event: "stopped" });
    process.exit(exitCode);
  }

  for (const signalName of ["SIGTERM", "SIGINT"] as const) {
    process.on(signalName, () => void stop(signalName, 0));
  }
  return {
    signal: controller.signal,
    onStop(name, release) {
      releases.push({ name, release });
    },
    fail(error, exitCode = 1) {
      log.fatal({ event: "failed", error });
      void stop("failure", exitCode);
    },
  };
}
