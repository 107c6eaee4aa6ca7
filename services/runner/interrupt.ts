/** Ctrl-C, SIGTERM and a closed terminal as an abort: the first asks for a clean stop, the second ends at once. */
import { SandboxError } from "../core/errors.ts";

export const interruptedExitCode = 130;

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function onInterrupt(tell: (text: string) => void): {
  readonly signal: AbortSignal;
  release(): void;
} {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExitCode);
    tell("Stopping everything; once more to leave at once");
    controller.abort(new SandboxError("STACK_FAILED", "Interrupted"));
  };
  for (const signal of signals) process.on(signal, interrupt);
  // A terminal that was closed takes no more text; the stop must not end over that.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    signal: controller.signal,
    release() {
      for (const signal of signals) process.off(signal, interrupt);
    },
  };
}
